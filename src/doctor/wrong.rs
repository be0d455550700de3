//! [`Wrong`]: canonical requests with a mistake in them, as a mistake makes them.

use super::parts::Parts;
use super::text::join;
use alloc::string::String;
use alloc::vec::Vec;

/// What a mistake makes of the right parts. What comes out right is left out.
pub struct Wrong<'a> {
    right: &'a Parts,
    all: Vec<Parts>,
}

impl<'a> Wrong<'a> {
    /// Nothing yet.
    pub fn new(right: &'a Parts) -> Self {
        Self { right, all: Vec::new() }
    }

    /// All that was made.
    pub fn done(self) -> Vec<Parts> {
        self.all
    }

    /// Other parts.
    pub fn parts(&mut self, parts: Parts) {
        if parts != *self.right {
            self.all.push(parts);
        }
    }

    /// Another path.
    pub fn uri(&mut self, uri: impl Into<String>) {
        self.line(|parts| &mut parts.uri, uri.into());
    }

    /// Another query.
    pub fn query(&mut self, query: impl Into<String>) {
        self.line(|parts| &mut parts.query, query.into());
    }

    /// Another last line.
    pub fn payload(&mut self, payload: impl Into<String>) {
        self.line(|parts| &mut parts.payload, payload.into());
    }

    /// Another method.
    pub fn method(&mut self, method: impl Into<String>) {
        self.line(|parts| &mut parts.method, method.into());
    }

    fn line(&mut self, line: fn(&mut Parts) -> &mut String, text: String) {
        let mut parts = self.right.clone();
        *line(&mut parts) = text;
        self.parts(parts);
    }

    /// Another path and another query.
    pub fn uri_and_query(&mut self, uri: &str, query: &str) {
        let mut parts = self.right.clone();
        parts.uri = uri.into();
        parts.query = query.into();
        self.parts(parts);
    }

    /// Another value of one header.
    pub fn header(&mut self, name: &str, value: &str) {
        self.parts(self.right.with_header(name, value));
    }

    /// Other header lines.
    pub fn headers(&mut self, headers: Vec<(String, String)>) {
        self.with_list(headers, self.right.signed_headers.clone());
    }

    /// Other header lines, and their names as the list.
    pub fn listed(&mut self, headers: Vec<(String, String)>) {
        let signed_headers = list_of(&headers);
        self.with_list(headers, signed_headers);
    }

    /// Other header lines and another list.
    pub fn with_list(&mut self, headers: Vec<(String, String)>, signed_headers: String) {
        let mut parts = self.right.clone();
        parts.headers = headers;
        parts.signed_headers = signed_headers;
        self.parts(parts);
    }
}

/// The names of headers as the list of signed headers has them.
pub fn list_of(headers: &[(String, String)]) -> String {
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    join(&names, ";")
}

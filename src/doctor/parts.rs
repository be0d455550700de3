//! The canonical request and the string to sign as the pieces that mistakes are made in.

use super::text::{Search, find_header, join};
use crate::key::hmac_sha256;
use crate::scope::AWS4_REQUEST;
use crate::string_to_sign::AWS4_HMAC_SHA256;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A canonical request, line by line. Anything may be wrong in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    pub method: String,
    pub uri: String,
    pub query: String,
    pub headers: Vec<(String, String)>,
    pub signed_headers: String,
    pub payload: String,
}

impl Parts {
    /// The six parts as AWS documents them.
    pub fn text(&self) -> String {
        let mut text = join(&[self.method.as_str(), &self.uri, &self.query, ""], "\n");
        text.reserve(400);
        for (name, value) in &self.headers {
            text.push_str(name);
            text.push(':');
            text.push_str(value);
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.signed_headers);
        text.push('\n');
        text.push_str(&self.payload);
        text
    }

    /// Reads a canonical request of the documented form, right or wrong in its values.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, payload) = text.cut_last("\n")?;
        let (head, signed_headers) = head.cut_last("\n")?;
        let mut lines = head.strip_suffix('\n')?.pieces(b'\n');
        let mut line = || lines.next().map(ToString::to_string);
        let (method, uri, query) = (line()?, line()?, line()?);
        let mut headers = Vec::new();
        for line in lines {
            let (name, value) = line.cut(":")?;
            headers.push((name.to_string(), value.to_string()));
        }
        let (signed_headers, payload) = (signed_headers.to_string(), payload.to_string());
        Some(Self { method, uri, query, headers, signed_headers, payload })
    }

    /// The value of a canonical header.
    pub fn header(&self, name: &str) -> Option<&str> {
        Some(&find_header(&self.headers, name)?.1)
    }

    /// The host without its port.
    pub fn host(&self) -> &str {
        self.header("host").unwrap_or_default().before(b':')
    }

    /// These parts with another value of one header.
    pub fn with_header(&self, name: &str, value: &str) -> Self {
        let mut parts = self.clone();
        for header in parts.headers.iter_mut().filter(|(given, _)| given == name) {
            header.1 = value.to_string();
        }
        parts
    }

    /// Whether the query carries the signature's parameters.
    pub fn is_presigned(&self) -> bool {
        self.query.has("X-Amz-Credential=")
    }
}

/// A string to sign, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    pub algorithm: String,
    pub date: String,
    pub scope: String,
    pub hash: String,
}

impl Lines {
    /// The lines of a correct signer.
    pub fn new(date: &str, scope: &str, hash: &str) -> Self {
        Self {
            algorithm: AWS4_HMAC_SHA256.to_string(),
            date: date.to_string(),
            scope: scope.to_string(),
            hash: hash.to_string(),
        }
    }

    /// These lines with another algorithm.
    pub fn with_algorithm(&self, algorithm: &str) -> Self {
        self.with(|lines| &mut lines.algorithm, algorithm)
    }

    /// These lines with another date.
    pub fn with_date(&self, date: &str) -> Self {
        self.with(|lines| &mut lines.date, date)
    }

    /// These lines with another scope.
    pub fn with_scope(&self, scope: &str) -> Self {
        self.with(|lines| &mut lines.scope, scope)
    }

    /// These lines with another hash.
    pub fn with_hash(&self, hash: &str) -> Self {
        self.with(|lines| &mut lines.hash, hash)
    }

    fn with(&self, line: fn(&mut Self) -> &mut String, text: &str) -> Self {
        let mut lines = self.clone();
        *line(&mut lines) = text.into();
        lines
    }

    /// The four lines.
    pub fn text(&self) -> String {
        join(&[self.algorithm.as_str(), &self.date, &self.scope, &self.hash], "\n")
    }

    /// Reads the first three lines, and all that follows as the hash; lines may be indented.
    pub fn parse(text: &str) -> Option<Self> {
        let line = |text: &str| text.strip_suffix('\r').unwrap_or(text).trim_start().to_string();
        let (algorithm, rest) = text.cut("\n")?;
        let (date, rest) = rest.cut("\n")?;
        let (scope, hash) = rest.cut("\n")?;
        let (algorithm, date) = (line(algorithm), line(date));
        Some(Self { algorithm, date, scope: line(scope), hash: line(hash) })
    }
}

/// What a credential scope names. Anything may be wrong in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    pub date: String,
    pub region: String,
    pub service: String,
}

impl Scope {
    /// Of its parts.
    pub fn new(date: &str, region: &str, service: &str) -> Self {
        Self { date: date.into(), region: region.into(), service: service.into() }
    }

    /// Reads `date/region/service`, with or without the end.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.pieces(b'/');
        Some(Self::new(parts.next()?, parts.next()?, parts.next()?))
    }

    /// The parts, as they go into the signing key.
    pub fn parts(&self) -> [&str; 4] {
        [&self.date, &self.region, &self.service, AWS4_REQUEST]
    }

    /// The right signing key of this scope.
    pub fn signing_key(&self, secret: &[u8]) -> Vec<u8> {
        chain(prefixed(secret), &self.parts())
    }

    /// The scope as it stands in the string to sign.
    pub fn text(&self) -> String {
        join(&self.parts(), "/")
    }
}

/// `AWS4` and the secret.
pub fn prefixed(secret: &[u8]) -> Vec<u8> {
    [b"AWS4", secret].concat()
}

/// Each part with the key before it.
pub fn chain(seed: Vec<u8>, parts: &[&str]) -> Vec<u8> {
    parts.iter().fold(seed, |key, part| hmac_sha256(&key, part.as_bytes()).to_vec())
}

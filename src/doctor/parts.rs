//! The canonical request and the string to sign as the pieces that mistakes are made in.

use crate::scope::AWS4_REQUEST;
use crate::string_to_sign::AWS4_HMAC_SHA256;
use alloc::format;
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
        let mut text = [self.method.as_str(), &self.uri, &self.query, ""].join("\n");
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
        let (head, payload) = text.rsplit_once('\n')?;
        let (head, signed_headers) = head.rsplit_once('\n')?;
        let mut lines = head.strip_suffix('\n')?.split('\n');
        let mut line = || lines.next().map(ToString::to_string);
        let (method, uri, query) = (line()?, line()?, line()?);
        let headers = lines.map(|line| {
            line.split_once(':').map(|(name, value)| (name.to_string(), value.to_string()))
        });
        let headers = headers.collect::<Option<Vec<_>>>()?;
        let (signed_headers, payload) = (signed_headers.to_string(), payload.to_string());
        Some(Self { method, uri, query, headers, signed_headers, payload })
    }

    /// The value of a canonical header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// These parts with another value of one header.
    pub fn with_header(&self, name: &str, value: &str) -> Self {
        let mut parts = self.clone();
        for header in parts.headers.iter_mut().filter(|(given, _)| given == name) {
            header.1 = value.to_string();
        }
        parts
    }

    /// These parts with another path.
    pub fn with_uri(&self, uri: impl Into<String>) -> Self {
        Self { uri: uri.into(), ..self.clone() }
    }

    /// These parts with another query.
    pub fn with_query(&self, query: impl Into<String>) -> Self {
        Self { query: query.into(), ..self.clone() }
    }

    /// These parts with another last line.
    pub fn with_payload(&self, payload: impl Into<String>) -> Self {
        Self { payload: payload.into(), ..self.clone() }
    }

    /// Whether the query carries the signature's parameters.
    pub fn is_presigned(&self) -> bool {
        self.query.contains("X-Amz-Credential=")
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

    /// The four lines.
    pub fn text(&self) -> String {
        [self.algorithm.as_str(), &self.date, &self.scope, &self.hash].join("\n")
    }

    /// Reads the first three lines, and all that follows as the hash.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines =
            text.splitn(4, '\n').map(|line| line.strip_suffix('\r').unwrap_or(line).to_string());
        let lines = Self {
            algorithm: lines.next()?,
            date: lines.next()?,
            scope: lines.next()?,
            hash: lines.next()?,
        };
        Some(lines)
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
    /// Reads `date/region/service`, with or without the end.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/').map(|part| part.trim().to_string());
        let scope = Self { date: parts.next()?, region: parts.next()?, service: parts.next()? };
        Some(scope)
    }

    /// The scope as it stands in the string to sign.
    pub fn text(&self) -> String {
        format!("{}/{}/{}/{AWS4_REQUEST}", self.date, self.region, self.service)
    }
}

//! [`Sent`]: the request as the service reads it before it computes anything.

use super::evidence::{GivenBody, RequestParts};
use super::parts::{Parts, Scope};
use super::paste::header;
use super::text::{Search, concat, decoded, find_header, is_left_out, join, one_spaced};
use crate::request::Request;
use crate::url::Url;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// How a request says who sends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// Not at all.
    #[default]
    Missing,
    /// `Authorization: AWS4-HMAC-SHA256 …`
    Header,
    /// `X-Amz-Signature` and its like in the query.
    Query,
    /// Signature Version 2, by header or query.
    Version2,
    /// By curl itself, when it sends the request.
    Curl,
    /// Another `Authorization`.
    Other,
}

/// What stands before the option's value in the place of the header that curl makes.
pub const CURL: &str = "curl --aws-sigv4";

/// How much of a request is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// All that is sent.
    #[default]
    Whole,
    /// The URL: which method, headers and body go with it is not in what is given.
    Url,
}

/// A request and what its signature says of itself.
#[derive(Default)]
pub struct Sent {
    pub shown: Shown,
    pub method: String,
    pub scheme: String,
    /// The Host header, or the host and port of the URL.
    pub host: String,
    pub url_host: String,
    pub path: String,
    pub query: String,
    pub headers: Vec<(String, String)>,
    pub body: GivenBody,
    pub auth: Scheme,
    pub authorization: String,
    /// `Credential`, as it stands there.
    pub credential: String,
    pub key_id: String,
    pub scope: Option<Scope>,
    /// As listed, in lower case.
    pub signed_headers: Vec<String>,
    pub signature: String,
    /// `X-Amz-Date`, of the query or the headers.
    pub date: String,
}

impl Sent {
    /// Reads a request; `None` for what has no absolute URL.
    pub fn read(parts: &RequestParts) -> Option<Self> {
        let text = parts.url.trim().replaced("\r", "").replaced("\n", "");
        let url = Url::split(&text).ok()?;
        let mut url_host = String::new();
        url.push_host_and_port(&mut url_host);
        let body = match &parts.body {
            GivenBody::Absent if announces_body(&parts.headers) => GivenBody::Unseen,
            body => body.clone(),
        };
        let mut sent = Self {
            method: method(&parts.method),
            scheme: url.scheme.to_ascii_lowercase(),
            host: header(&parts.headers, "host").unwrap_or(&url_host).to_string(),
            url_host,
            path: url.path.to_string(),
            query: url.query.to_string(),
            headers: parts.headers.clone(),
            body,
            authorization: header(&parts.headers, "authorization").unwrap_or_default().to_string(),
            ..Self::default()
        };
        if sent.method.is_empty() {
            sent.method = String::from(if sent.has_body() { "POST" } else { "GET" });
        }
        sent.auth = sent.read_authorization();
        sent.date = sent
            .parameter("X-Amz-Date")
            .unwrap_or_else(|| sent.header("x-amz-date").unwrap_or_default().to_string());
        let (key_id, scope) = split_credential(&sent.credential);
        // Who leaves the key id or the date out of what is shown leaves a scope of fewer parts.
        let scope = Scope::parse(scope)
            .filter(|told| told.service != "aws4_request" && !is_left_out(scope));
        (sent.key_id, sent.scope) = (bare_id(key_id), scope);
        Some(sent)
    }

    fn read_authorization(&mut self) -> Scheme {
        if self.has_parameter("X-Amz-Signature")
            || self.has_parameter("X-Amz-Algorithm")
            || self.has_parameter("X-Amz-Credential")
        {
            let get = |name: &str| self.parameter(name).unwrap_or_default();
            let (credential, signature, list) =
                (get("X-Amz-Credential"), get("X-Amz-Signature"), get("X-Amz-SignedHeaders"));
            // A URL that was encoded twice is still read, to name what it should have been.
            self.credential = decoded(&credential);
            self.signature = signature;
            self.signed_headers = split_list(&list_decoded_again(&list).unwrap_or(list));
            return Scheme::Query;
        }
        if self.has_parameter("AWSAccessKeyId") && self.has_parameter("Signature")
            || self.authorization.starts_with("AWS ")
        {
            return Scheme::Version2;
        }
        if self.authorization.is_empty() {
            return Scheme::Missing;
        }
        if let Some(provider) = self.authorization.strip_prefix(CURL) {
            // Variables and placeholders tell nothing.
            if let (false, [_, _, region, service]) =
                (provider.has("$") || provider.has("<"), provider.list(b':').as_slice())
            {
                self.credential = concat(&["//", region, "/", service, "/aws4_request"]);
            }
            return Scheme::Curl;
        }
        if !self.authorization.starts_with("AWS4-") {
            return Scheme::Other;
        }
        let get = |name: &str| {
            let (_, after) = self.authorization.cut(name)?;
            Some(after.before(b',').trim_end().to_string())
        };
        let (credential, list, signature) =
            (get("Credential="), get("SignedHeaders="), get("Signature="));
        self.credential = credential.unwrap_or_default();
        self.signed_headers = split_list(&list.unwrap_or_default());
        self.signature = signature.unwrap_or_default().trim().to_string();
        Scheme::Header
    }

    /// Takes what a URL does not show from a canonical request of the same request.
    pub fn complete(&mut self, told: &Parts) {
        self.method = method(&told.method);
        let is_unsigned = self.auth == Scheme::Missing;
        for (name, value) in &told.headers {
            let name = name.trim().to_ascii_lowercase();
            if is_unsigned && !self.is_signed(&name) {
                self.signed_headers.push(name.clone());
            }
            if name == "x-amz-date" && self.date.is_empty() {
                self.date = value.trim().to_string();
            }
            if name != "host" && self.is_signed(&name) && self.header(&name).is_none() {
                self.headers.push((name, value.clone()));
            }
        }
    }

    /// As far as it has the parts of a canonical request; the first host is the one of the URL.
    pub fn parts(&self) -> Parts {
        let mut headers = Vec::from([("host".to_string(), self.url_host.clone())]);
        headers.extend_from_slice(&self.headers);
        Parts { uri: self.path.clone(), query: self.query.clone(), headers, ..Parts::default() }
    }

    /// Makes it a request of these parts.
    pub fn take_parts(&mut self, parts: Parts) {
        (self.path, self.query, self.headers) = (parts.uri, parts.query, parts.headers);
        self.url_host = self.headers.remove(0).1;
        self.host = self.header("host").unwrap_or(&self.url_host).to_string();
    }

    /// The host of the URL without its port.
    pub fn hostname(&self) -> &str {
        self.url_host.before(b':')
    }

    /// The first header of this name, trimmed.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// Whether there is a body, given or not.
    pub fn has_body(&self) -> bool {
        self.body == GivenBody::Unseen || self.body.bytes().is_some_and(|body| !body.is_empty())
    }

    /// Whether `Credential` has nothing where the access key id belongs.
    pub fn has_empty_id(&self) -> bool {
        self.credential.starts_with('/') && self.auth != Scheme::Curl
    }

    /// The values of a header as they were sent, joined.
    pub fn raw_value(&self, name: &str) -> Option<&str> {
        Some(&find_header(&self.headers, name)?.1)
    }

    /// The first parameter of this name, decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let pair = self.query.pieces(b'&').find(|pair| parameter_name(pair) == name)?;
        Some(decoded(&pair.cut("=").map_or("", |(_, value)| value).replaced("+", " ")))
    }

    /// Whether the query has this parameter.
    pub fn has_parameter(&self, name: &str) -> bool {
        self.parameter(name).is_some()
    }

    /// The query without the signature itself, as it was sent.
    pub fn signed_query(&self) -> String {
        let pairs: Vec<&str> = self
            .query
            .pieces(b'&')
            .filter(|pair| parameter_name(pair) != "X-Amz-Signature")
            .collect();
        join(&pairs, "&")
    }

    /// The session token that was sent.
    pub fn token(&self) -> Option<String> {
        let names = ["X-Amz-Security-Token", "X-Amz-S3session-Token"];
        names.iter().find_map(|name| {
            self.parameter(name).or_else(|| self.header(name).map(ToString::to_string))
        })
    }

    /// Whether this header is in the list of signed headers.
    pub fn is_signed(&self, name: &str) -> bool {
        self.signed_headers.iter().any(|listed| listed.eq_ignore_ascii_case(name))
    }
}

/// The method as clients send it.
fn method(given: &str) -> String {
    if given.is_empty() {
        return String::new();
    }
    Request { method: given, ..Request::get("") }.method().unwrap_or(given).to_string()
}

fn announces_body(headers: &[(String, String)]) -> bool {
    header(headers, "content-length").is_some_and(|length| !length.trimmed_start("0").is_empty())
        || header(headers, "transfer-encoding").is_some()
}

/// The decoded name of a query's piece.
pub fn parameter_name(pair: &str) -> String {
    decoded(pair.before(b'='))
}

/// What a list of header names, which may hold a `%`, should have been: where only decoding it once more parts them.
pub fn list_decoded_again(list: &str) -> Option<String> {
    Some(decoded(list)).filter(|again| again.has(";") && !list.has(";"))
}

fn split_list(list: &str) -> Vec<String> {
    list.pieces(b';')
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty())
        .collect()
}

/// A key id without the white space and the quotes that came into `Credential` with it.
fn bare_id(key_id: &str) -> String {
    let marks = [" ", "\"", "'", "`"];
    marks.iter().fold(one_spaced(&decoded(key_id)), |id, mark| id.replaced(mark, ""))
}

/// Key ids may hold slashes; the scope is the last four parts.
pub fn split_credential(credential: &str) -> (&str, &str) {
    let last: usize = credential.list(b'/').iter().rev().take(4).map(|part| part.len() + 1).sum();
    let at = credential.len().checked_sub(last);
    at.and_then(|at| Some((credential.get(..at)?, credential.get(at + 1..)?)))
        .or_else(|| credential.cut("/"))
        .unwrap_or((credential, ""))
}

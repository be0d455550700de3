//! [`Request`]: what is to be signed, as it goes on the wire.

use crate::error::{Error, ErrorKind};
use crate::text::{is_all, kind};

/// A request. Nothing in it is rewritten before it is signed; what is emitted is what was signed.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Empty for the default: GET, or POST when there is a body.
    pub method: &'a str,
    /// The absolute URL, read as text.
    pub url: &'a str,
    /// Names and values in the order given; names may repeat.
    pub headers: &'a [(&'a str, &'a str)],
    /// What is sent.
    pub body: Body<'a>,
    /// What is signed of it.
    pub payload: Payload<'a>,
}

impl<'a> Request<'a> {
    /// A GET request without headers and body.
    pub fn get(url: &'a str) -> Self {
        Self { method: "GET", url, headers: &[], body: Body::None, payload: Payload::Default }
    }

    /// The method as fetch sends it: upper case for the six that it knows, all others as given.
    ///
    /// # Errors
    /// [`ErrorKind::MethodInvalid`] for what is no HTTP token.
    pub fn method(&self) -> Result<&'a str, Error> {
        const UPPER_CASED: [&str; 6] = ["GET", "PUT", "POST", "HEAD", "DELETE", "OPTIONS"];
        if self.method.is_empty() {
            return Ok(if self.body == Body::None { "GET" } else { "POST" });
        }
        if let Some(known) = UPPER_CASED.iter().find(|name| name.eq_ignore_ascii_case(self.method))
        {
            return Ok(known);
        }
        if is_all(self.method, kind::TOKEN) {
            Ok(self.method)
        } else {
            Err(Error::with_value(ErrorKind::MethodInvalid, self.method))
        }
    }
}

/// The body, as far as the caller knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body<'a> {
    /// None, which is signed as an empty one.
    None,
    /// Its bytes.
    Bytes(&'a [u8]),
    /// Its SHA-256 in lower-case hex.
    Hashed(&'a str),
    /// There is one that cannot be hashed here: a stream.
    Unread,
}

/// What the payload line of the canonical request says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload<'a> {
    /// What the service and the placement want.
    Default,
    /// SHA-256 of the body.
    Signed,
    /// `UNSIGNED-PAYLOAD`
    Unsigned,
    /// A SHA-256 in lower-case hex, whatever the body.
    Sha256(&'a str),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_upper_cased_as_fetch_does() {
        for (given, sent) in [
            ("get", "GET"),
            ("Delete", "DELETE"),
            ("patch", "patch"),
            ("M-SEARCH", "M-SEARCH"),
            ("", "GET"),
        ] {
            let request = Request { method: given, ..Request::get("https://h/") };
            assert_eq!(request.method().unwrap(), sent);
        }
        let request = Request { method: "", body: Body::Bytes(b""), ..Request::get("https://h/") };
        assert_eq!(request.method().unwrap(), "POST");
        let request = Request { method: "GE T", ..Request::get("https://h/") };
        assert_eq!(request.method().unwrap_err().code(), "METHOD_INVALID");
    }
}

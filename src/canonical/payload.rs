//! Part 6 of the canonical request: the payload line.

use crate::canonical::headers::{X_AMZ_CONTENT_SHA256, given_value};
use crate::error::{Error, ErrorKind};
use crate::placement::Placement;
use crate::request::{Body, Payload, Request};
use crate::service::DefaultPayload;
use crate::sha256::{Hex, hex_text, sha256_hex};
use crate::text::{is_all, kind};

/// SHA-256 of the empty string.
pub const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/// The payload line of a body that is not signed.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";
/// The payload lines of aws-chunked uploads begin so.
const STREAMING: &str = "STREAMING-";

/// Whether a payload line is no hash, but one of the words that stand for one.
pub(crate) fn is_word(line: &str) -> bool {
    line == UNSIGNED_PAYLOAD || line.starts_with(STREAMING)
}

/// Why the payload line is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadReason {
    /// The request has no body: SHA-256 of the empty string.
    NoBody,
    /// SHA-256 of the body.
    Body,
    /// The caller asked for `UNSIGNED-PAYLOAD`.
    Unsigned,
    /// Presigned URLs of this service are made before the body is known.
    UnsignedByRule,
    /// Presigned URLs of this service are always signed with SHA-256 of the empty string.
    EmptyByRule,
    /// This service signs no body.
    NeverSigned,
    /// The caller knew the hash.
    Known,
    /// The given `x-amz-content-sha256`.
    Header,
}

/// The payload line: a digest in hex or a literal.
pub(crate) enum PayloadHash<'a> {
    Digest(Hex),
    Text(&'a str),
}

impl PayloadHash<'_> {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            PayloadHash::Digest(hex) => hex_text(hex),
            PayloadHash::Text(text) => text,
        }
    }
}

impl DefaultPayload {
    /// What stands for the body, and why; `None` where that is its hash.
    pub(crate) fn literal(self, is_presigned: bool) -> Option<(&'static str, PayloadReason)> {
        match self {
            Self::Unsigned => Some((UNSIGNED_PAYLOAD, PayloadReason::NeverSigned)),
            Self::UnsignedInUrls if is_presigned => {
                Some((UNSIGNED_PAYLOAD, PayloadReason::UnsignedByRule))
            }
            Self::EmptyInUrls if is_presigned => Some((EMPTY_SHA256, PayloadReason::EmptyByRule)),
            _ => None,
        }
    }
}

/// Decides the payload line. A given `x-amz-content-sha256` is the line, and must not contradict the caller's option.
pub(crate) fn payload_hash<'a>(
    request: &Request<'a>,
    placement: Placement,
    default: DefaultPayload,
) -> Result<(PayloadHash<'a>, PayloadReason), Error> {
    let line = match request.payload {
        Payload::Default => match default.literal(placement != Placement::Header) {
            Some((text, reason)) => Ok((PayloadHash::Text(text), reason)),
            None => body_hash(request.body),
        },
        Payload::Signed => body_hash(request.body),
        Payload::Unsigned => Ok((PayloadHash::Text(UNSIGNED_PAYLOAD), PayloadReason::Unsigned)),
        Payload::Sha256(hash) => {
            Ok((PayloadHash::Text(checked(hash, is_sha256)?), PayloadReason::Known))
        }
    };
    let Some(header) = given_value(request.headers, X_AMZ_CONTENT_SHA256) else { return line };
    checked(header, |text| is_sha256(text) || is_word(text))?;
    if request.payload != Payload::Default && line?.0.as_str() != header {
        return Err(Error::with_more(ErrorKind::HeaderConflict, X_AMZ_CONTENT_SHA256, header));
    }
    Ok((PayloadHash::Text(header), PayloadReason::Header))
}

fn body_hash(body: Body<'_>) -> Result<(PayloadHash<'_>, PayloadReason), Error> {
    match body {
        Body::None | Body::Bytes([]) => {
            Ok((PayloadHash::Text(EMPTY_SHA256), PayloadReason::NoBody))
        }
        Body::Bytes(bytes) => Ok((PayloadHash::Digest(sha256_hex(bytes)), PayloadReason::Body)),
        Body::Hashed(hash) => {
            Ok((PayloadHash::Text(checked(hash, is_sha256)?), PayloadReason::Body))
        }
        Body::Unread => Err(ErrorKind::BodyNotSynchronous.into()),
    }
}

fn checked(text: &str, is_valid: impl Fn(&str) -> bool) -> Result<&str, Error> {
    if is_valid(text) {
        Ok(text)
    } else {
        Err(Error::with_value(ErrorKind::PayloadHashInvalid, text))
    }
}

pub(crate) fn is_sha256(text: &str) -> bool {
    text.len() == 64 && is_all(text, kind::LOWER_HEX)
}

//! Part 6 of the canonical request: the payload line.

use crate::error::{Error, ErrorKind};
use crate::key::sha256_hex;
use crate::placement::Placement;
use crate::request::Payload;
use crate::service::PresignedPayload;

/// SHA-256 of the empty string.
pub const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/// The payload line of a body that is not signed.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";
/// The payload lines of aws-chunked uploads begin so.
const STREAMING: &str = "STREAMING-";

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
    /// The caller knew the hash.
    Known,
    /// The given `x-amz-content-sha256`.
    Header,
}

/// The payload line: a digest in hex or a literal.
pub(crate) enum PayloadHash<'a> {
    Digest([u8; 64]),
    Text(&'a str),
}

impl PayloadHash<'_> {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            PayloadHash::Digest(hex) => core::str::from_utf8(hex).unwrap_or_default(),
            PayloadHash::Text(text) => text,
        }
    }
}

/// Decides the payload line. A given `x-amz-content-sha256` is the line, and must not contradict the caller's option.
pub(crate) fn payload_hash<'a>(
    payload: Payload<'a>,
    header: Option<&'a str>,
    placement: Placement,
    presigned: PresignedPayload,
) -> Result<(PayloadHash<'a>, PayloadReason), Error> {
    if let Payload::Sha256(hash) | Payload::DefaultHashed(hash) = payload
        && !is_sha256(hash)
    {
        return Err(Error::with_value(ErrorKind::PayloadHashInvalid, hash));
    }
    if let Some(value) = header {
        return header_line(value, payload);
    }
    let by_rule = match (payload, placement) {
        (Payload::Default(_) | Payload::DefaultHashed(_), Placement::Query { .. }) => presigned,
        _ => PresignedPayload::Body,
    };
    Ok(match (by_rule, payload) {
        (PresignedPayload::Unsigned, _) => {
            (PayloadHash::Text(UNSIGNED_PAYLOAD), PayloadReason::UnsignedByRule)
        }
        (PresignedPayload::Empty, _) => {
            (PayloadHash::Text(EMPTY_SHA256), PayloadReason::EmptyByRule)
        }
        (_, Payload::Unsigned(_)) => (PayloadHash::Text(UNSIGNED_PAYLOAD), PayloadReason::Unsigned),
        (_, Payload::DefaultHashed(hash)) => (PayloadHash::Text(hash), PayloadReason::Body),
        (_, Payload::Sha256(hash)) => (PayloadHash::Text(hash), PayloadReason::Known),
        (_, Payload::Default(Some(body)) | Payload::Signed(body)) if !body.is_empty() => {
            (PayloadHash::Digest(sha256_hex(body)), PayloadReason::Body)
        }
        (_, Payload::Default(_) | Payload::Signed(_)) => {
            (PayloadHash::Text(EMPTY_SHA256), PayloadReason::NoBody)
        }
    })
}

fn header_line<'a>(
    value: &'a str,
    payload: Payload<'a>,
) -> Result<(PayloadHash<'a>, PayloadReason), Error> {
    if !(is_sha256(value) || value == UNSIGNED_PAYLOAD || value.starts_with(STREAMING)) {
        return Err(Error::with_value(ErrorKind::PayloadHashInvalid, value));
    }
    let contradicts = match payload {
        Payload::Default(_) | Payload::DefaultHashed(_) => false,
        Payload::Sha256(hash) => hash != value,
        Payload::Unsigned(_) => value != UNSIGNED_PAYLOAD,
        Payload::Signed(body) => {
            value != core::str::from_utf8(&sha256_hex(body)).unwrap_or_default()
        }
    };
    if contradicts {
        return Err(Error::with_value(ErrorKind::HeaderConflict, "x-amz-content-sha256"));
    }
    Ok((PayloadHash::Text(value), PayloadReason::Header))
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

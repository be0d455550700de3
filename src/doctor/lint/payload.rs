//! The hash in a header against the body.

use super::Weight;
use crate::canonical::payload::{EMPTY_SHA256, UNSIGNED_PAYLOAD, is_word};
use crate::doctor::finding::{Found, certain};
use crate::doctor::paste::scan::base64_hash;
use crate::doctor::rebuild::{canonical_payload, sha256_text};
use crate::doctor::sent::Sent;
use crate::doctor::text::{Search, is_hash, is_left_out};
use crate::service::{DefaultPayload, ServiceRules};
use alloc::string::String;
use alloc::vec::Vec;

/// A service that wants the hash in a header compares it with the body, and checksums of the body too.
pub fn body(sent: &Sent, rules: &ServiceRules, all: &mut Vec<(Weight, Found)>) {
    let found = |id: &'static str| certain(id).at("request.headers.x-amz-content-sha256");
    let header = sent.header("x-amz-content-sha256");
    let told = header.unwrap_or_default();
    let bytes = sent.body.bytes().unwrap_or_default();
    if !rules.content_sha256_header {
        return;
    }
    if bytes.is_empty() {
        // Nothing is right.
    } else if !told.starts_with("STREAMING-") {
        let is_of_nothing = |(name, value): &(String, String)| {
            name.to_ascii_lowercase().starts_with("x-amz-checksum-")
                && (value == "AAAAAA==" || base64_hash(value).as_deref() == Some(EMPTY_SHA256))
        };
        // Signers of URLs that have no body yet.
        let in_query = sent.query.has("x-amz-checksum-crc32=AAAAAA%3D%3D");
        if in_query || sent.headers.iter().any(is_of_nothing) {
            let found = certain("payload-sha256-mismatch")
                .saying("x-amz-checksum is that of an empty body.")
                .fixed_by("Make it of the bytes that are sent.");
            all.push((Weight::Rule, found));
        }
    } else if !bytes.contains(&b'\r') && sent.header("x-amz-decoded-content-length").is_none() {
        let found = found("payload-sha256-mismatch")
            .saying("x-amz-content-sha256 announces chunks (aws-chunked), the body has none.");
        all.push((Weight::Rule, found.with_yours(told)));
    }
    if header.is_none() || is_word(told) || is_left_out(told) {
        return;
    }
    if rules.payload == DefaultPayload::Unsigned {
        let found = found("payload-sha256-mismatch")
            .saying("This service takes no signed payload.")
            .fixed_by("Send and sign x-amz-content-sha256: UNSIGNED-PAYLOAD.");
        all.push((Weight::Rule, found.with(told, UNSIGNED_PAYLOAD)));
        return;
    }
    let (right, body) = (canonical_payload(told), sent.body.bytes());
    let of_body = body.map(sha256_text).unwrap_or_default();
    let found = if !is_hash(&right) {
        found("payload-sha256-mismatch")
            .saying("x-amz-content-sha256 is no SHA-256 in hex.")
            .with_known(told, &of_body)
    } else if body.is_some_and(|body| !is_hash_of(&right, body)) {
        certain("payload-sha256-mismatch").with(told, &of_body)
    } else if right == told {
        return;
    } else if is_hash(told) {
        found("payload-hash-uppercase").with(told, &right)
    } else {
        found("payload-hash-base64").with(told, &right)
    };
    all.push((Weight::Rule, found));
}

/// Whether it is the body's hash. Pasting takes the newline off a body's end.
pub fn is_hash_of(told: &str, body: &[u8]) -> bool {
    let is_of =
        |end: &str| told.eq_ignore_ascii_case(&sha256_text([body, end.as_bytes()].concat()));
    ["", "\n", "\r\n"].into_iter().any(is_of)
}

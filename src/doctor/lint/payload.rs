//! The hash in a header against the body.

use super::Weight;
use crate::canonical::payload::{UNSIGNED_PAYLOAD, is_word};
use crate::doctor::finding::{Found, certain};
use crate::doctor::rebuild::{canonical_payload, sha256_text};
use crate::doctor::sent::Sent;
use crate::doctor::text::{is_hash, is_left_out};
use crate::service::{DefaultPayload, ServiceRules};
use alloc::vec::Vec;

/// A service that wants the hash in a header compares it with the body.
pub fn body(sent: &Sent, rules: &ServiceRules, all: &mut Vec<(Weight, Found)>) {
    let told = sent.header("x-amz-content-sha256").filter(|_| rules.content_sha256_header);
    let is_told = |told: &&str| !is_word(told) && !is_left_out(told);
    let Some(told) = told.filter(is_told) else { return };
    let found = |id: &'static str| certain(id).at("request.headers.x-amz-content-sha256");
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

//! The hash in a header against the body.

use super::Weight;
use crate::canonical::payload::UNSIGNED_PAYLOAD;
use crate::doctor::finding::{Found, certain};
use crate::doctor::rebuild::sha256_text;
use crate::doctor::sent::Sent;
use crate::doctor::text::is_hash;
use crate::service::{DefaultPayload, ServiceRules};
use alloc::vec::Vec;

/// A service that wants the hash in a header compares it with the body.
pub fn body(sent: &Sent, rules: &ServiceRules, all: &mut Vec<(Weight, Found)>) {
    let told = sent.header("x-amz-content-sha256").filter(|_| rules.content_sha256_header);
    let Some(told) = told.filter(|told| is_hash(told)) else { return };
    if rules.payload == DefaultPayload::Unsigned {
        let found = certain("payload-sha256-mismatch")
            .at("request.headers.x-amz-content-sha256")
            .saying("This service takes no signed payload.")
            .fixed_by("Send and sign x-amz-content-sha256: UNSIGNED-PAYLOAD.");
        all.push((Weight::Rule, found.with(told, UNSIGNED_PAYLOAD)));
        return;
    }
    let Some(body) = sent.body.bytes() else { return };
    if !is_hash_of(told, body) {
        let hash = sha256_text(body);
        all.push((Weight::Rule, certain("payload-sha256-mismatch").with(told, &hash)));
    }
}

/// Whether it is the body's hash. Pasting takes the newline off a body's end.
pub fn is_hash_of(told: &str, body: &[u8]) -> bool {
    let is_of =
        |end: &str| told.eq_ignore_ascii_case(&sha256_text([body, end.as_bytes()].concat()));
    ["", "\n", "\r\n"].into_iter().any(is_of)
}

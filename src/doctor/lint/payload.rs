//! The hash in a header against the body.

use super::Weight;
use crate::canonical::headers::X_AMZ_CONTENT_SHA256;
use crate::canonical::payload::{EMPTY_SHA256, UNSIGNED_PAYLOAD, is_word};
use crate::doctor::answer::Answer;
use crate::doctor::evidence::Certainty;
use crate::doctor::finding::{Found, certain};
use crate::doctor::rebuild::sha256_text;
use crate::doctor::repair::canonical_payload;
use crate::doctor::sent::{Scheme, Sent};
use crate::doctor::text::{Search, is_hash, is_left_out};
use crate::service::{DefaultPayload, ServiceRules};
use alloc::vec::Vec;

const CHECKSUMS: [&str; 3] =
    ["x-amz-checksum-crc32", "x-amz-checksum-crc32c", "x-amz-checksum-sha256"];
const X_AMZ_CF_ID: &str = "x-amz-cf-id";
const PLACE: &str = "request.headers.x-amz-content-sha256";

/// A service that wants the hash in a header compares it with the body, and checksums of the body too.
pub fn body(sent: &Sent, rules: &ServiceRules, all: &mut Vec<(Weight, Found)>) {
    if !rules.content_sha256_header {
        return;
    }
    all.extend(beside_body(sent).map(|found| (Weight::Rule, found)));
    let told =
        sent.header(X_AMZ_CONTENT_SHA256).filter(|told| !is_word(told) && !is_left_out(told));
    let Some(told) = told else { return };
    let found = |id: &'static str| certain(id).at(PLACE);
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

/// CloudFront signs what it gets without a signature (origin access control), but hashes no body for Lambda's URLs.
pub fn hash_for_cloudfront(sent: &Sent, answer: &Answer) -> Option<Found> {
    let is_signed_there = sent.auth == Scheme::Missing
        && answer.is_mismatch()
        && (sent.hostname().ends_with(".cloudfront.net")
            || answer.told(X_AMZ_CF_ID, X_AMZ_CF_ID).is_some());
    let lacks_hash = sent.has_body() && sent.header(X_AMZ_CONTENT_SHA256).is_none();
    (is_signed_there && lacks_hash).then(|| {
        certain("payload-sha256-header-missing")
            .at_most(Certainty::Likely)
            .saying("CloudFront signs this request (origin access control), but for Lambda it does not hash the body.")
            .fixed_by("Send x-amz-content-sha256 with the SHA-256 of the body to CloudFront.")
    })
}

/// What says that there is no body, or none but chunks, where there is another.
fn beside_body(sent: &Sent) -> Option<Found> {
    let bytes = sent.body.bytes().filter(|bytes| !bytes.is_empty())?;
    let word = sent.header(X_AMZ_CONTENT_SHA256).filter(|told| told.starts_with("STREAMING-"));
    let found = certain("payload-sha256-mismatch");
    if let Some(word) = word {
        let is_plain =
            !bytes.contains(&b'\r') && sent.header("x-amz-decoded-content-length").is_none();
        return is_plain.then(|| {
            found
                .at(PLACE)
                .saying("x-amz-content-sha256 announces chunks, the body has none.")
                .with_yours(word)
        });
    }
    let is_of_nothing = |name: &&str| {
        sent.header(name)
            .is_some_and(|value| value == "AAAAAA==" || canonical_payload(value) == EMPTY_SHA256)
    };
    // Signers of URLs that have no body yet.
    let in_query = sent.query.has("x-amz-checksum-crc32=AAAAAA%3D%3D");
    (in_query || CHECKSUMS.iter().any(is_of_nothing)).then(|| {
        found.saying("x-amz-checksum is that of an empty body.").fixed_by("Make it of the body.")
    })
}

/// Whether it is the body's hash. Pasting takes the newline off a body's end.
pub fn is_hash_of(told: &str, body: &[u8]) -> bool {
    let is_of =
        |end: &str| told.eq_ignore_ascii_case(&sha256_text([body, end.as_bytes()].concat()));
    ["", "\n", "\r\n"].into_iter().any(is_of)
}

//! The last line: the payload hash.

use super::{Alter::Parts as P, Alter::Rule, Alter::Text, Mistake, printed};
use crate::canonical::payload::{EMPTY_SHA256, UNSIGNED_PAYLOAD};
use crate::doctor::case::Case;
use crate::doctor::json;
use crate::doctor::parts::Parts;
use crate::doctor::paste::scan::{base64_text, hex_bytes};
use crate::doctor::rebuild::sha256_text;
use crate::doctor::text::{Search, concat, is_hash};
use alloc::string::ToString;
use alloc::vec::Vec;

const PAYLOAD: &str = "canonical-request.payload-hash";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        says: says! {
            id: "payload-empty-hash-in-presign",
            what: "The last line is the SHA-256 of the empty string where S3 has UNSIGNED-PAYLOAD.",
            fix: "For an S3 presigned URL the last line of the canonical request is the literal UNSIGNED-PAYLOAD.",
        },
        place: PAYLOAD,
        ways: &[P(|_, right, wrong| {
            if is_unsigned_presign(right) {
                wrong.payload(EMPTY_SHA256);
            }
        })],
    },
    Mistake {
        says: says! {
            id: "payload-hash-in-presign-put",
            what: "The last line is the body's hash where S3 has UNSIGNED-PAYLOAD.",
            fix: "Presigned S3 URLs sign UNSIGNED-PAYLOAD, not the body's hash (unless X-Amz-Content-Sha256 is also sent).",
        },
        place: PAYLOAD,
        ways: &[P(|case, right, wrong| {
            if let Some(body) = case.body().filter(|_| is_unsigned_presign(right)) {
                wrong.payload(sha256_text(body));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "payload-body-not-signed",
            what: "The last line is the SHA-256 of the empty string although a body is sent.",
            fix: "Sign the body you send: last line = hex(SHA-256(body)), not e3b0c442... of an empty one; set the body before signing.",
        },
        place: PAYLOAD,
        ways: &[P(|_, right, wrong| {
            if right.payload != UNSIGNED_PAYLOAD {
                wrong.payload(EMPTY_SHA256);
            }
        })],
    },
    Mistake {
        says: says! {
            id: "payload-unsigned-non-s3",
            what: "The last line is UNSIGNED-PAYLOAD where this service has the body's hash.",
            fix: "Only S3 (and a few services over HTTPS) accepts UNSIGNED-PAYLOAD: sign hex(SHA-256(body)).",
        },
        place: PAYLOAD,
        ways: &[P(|case, _, wrong| {
            if !case.is_s3() {
                wrong.payload(UNSIGNED_PAYLOAD);
            }
        })],
    },
    Mistake {
        says: says! {
            id: "payload-header-differs-from-line",
            what: "The last line is not the value of the x-amz-content-sha256 header that was sent.",
            fix: "The last line must equal the x-amz-content-sha256 header you send.",
        },
        place: PAYLOAD,
        ways: &[P(|case, right, wrong| {
            if case.is_s3() && !right.is_presigned() {
                wrong.payload(UNSIGNED_PAYLOAD);
                wrong.payload(EMPTY_SHA256);
                case.body().into_iter().for_each(|body| wrong.payload(sha256_text(body)));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "payload-newline-stripped",
            what: "The body sent and the body hashed differ by a newline at the end.",
            fix: "Use --data-binary, not -d, which strips newlines (\\n).",
        },
        place: PAYLOAD,
        ways: &[P(|case, right, wrong| {
            let Some(body) = hashed_body(case, right) else { return };
            wrong.payload(sha256_text([body, b"\n"].concat()));
            wrong.payload(sha256_text([body, b"\r\n"].concat()));
            for &end in &[b"\n".as_slice(), b"\r\n"] {
                if let Some(body) = body.strip_suffix(end) {
                    wrong.payload(sha256_text(body));
                }
            }
            let is_kept = |byte: &u8| !b"\r\n".contains(byte);
            wrong.payload(sha256_text(body.iter().copied().filter(is_kept).collect::<Vec<u8>>()));
        })],
    },
    Mistake {
        says: says! {
            id: "payload-utf16",
            what: "The body was hashed in another charset (UTF-16, Latin-1) than it is sent in.",
            fix: "Hash the UTF-8 bytes you send, not a UTF-16 string.",
        },
        place: PAYLOAD,
        ways: &[P(|case, right, wrong| {
            let Some(text) = hashed_text(case, right) else { return };
            let (mut little_endian, mut big_endian) = (Vec::new(), Vec::new());
            for unit in text.encode_utf16() {
                little_endian.extend(unit.to_le_bytes());
                big_endian.extend(unit.to_be_bytes());
            }
            let latin_1: Vec<u8> =
                text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect();
            let forms: [(&[u8], &[u8]); 5] = [
                (b"", &little_endian),
                (b"\xff\xfe", &little_endian),
                (b"", &big_endian),
                (b"", &latin_1),
                (b"\xef\xbb\xbf", text.as_bytes()),
            ];
            for (mark, bytes) in forms {
                wrong.payload(sha256_text([mark, bytes].concat()));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "payload-json-reserialized",
            what: "The JSON body was serialised once to be hashed and again to be sent, with other spaces.",
            fix: "Serialize the JSON once, hash that string and send the same bytes (data=, not json=).",
        },
        place: PAYLOAD,
        ways: &[P(|case, right, wrong| {
            for form in hashed_text(case, right).map(json::forms).unwrap_or_default() {
                wrong.payload(sha256_text(form));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "payload-hash-uppercase",
            what: "The payload hash is in upper-case hex.",
            fix: "Write the payload hash in lower-case hex.",
        },
        place: PAYLOAD,
        ways: &[P(|_, right, wrong| {
            if is_hash(&right.payload) {
                wrong.payload(right.payload.to_ascii_uppercase());
            }
        })],
    },
    Mistake {
        says: says! {
            id: "payload-hash-base64",
            what: "The payload hash is in Base64.",
            fix: "Write the payload hash as 64 hex digits, not Base64.",
        },
        place: PAYLOAD,
        ways: &[P(|_, right, wrong| {
            if let Some(hash) = hex_bytes(&right.payload).filter(|_| is_hash(&right.payload)) {
                wrong.payload(base64_text(&hash));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "payload-hash-printed",
            what: "The last line has more than the payload hash: what openssl or sha256sum prints beside it.",
            fix: "Use the 64 hex digits alone: openssl ... | awk '{print $NF}', sha256sum ... | cut -d' ' -f1.",
        },
        place: PAYLOAD,
        ways: &[P(|_, right, wrong| {
            if is_hash(&right.payload) {
                printed(&right.payload).into_iter().for_each(|line| wrong.payload(line));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "payload-line-missing",
            what: "The payload hash, the last line, is missing.",
            fix: "End the canonical request with the payload hash (hash of '' for no body).",
        },
        place: PAYLOAD,
        ways: &[Text(|text| match text.cut_last("\n") {
            Some((before, _)) => Vec::from([before.to_string(), concat(&[before, "\n"])]),
            None => Vec::new(),
        })],
    },
    Mistake {
        says: says! {
            id: "payload-gzip-after-signing",
            what: "The body was compressed (gzip) after it was hashed.",
            fix: "Hash the bytes on the wire: compress first, sign then.",
        },
        place: PAYLOAD,
        ways: &[Rule(says! {
            wrong: "sha256(body), then gzip(body) is sent",
            right: "sha256(gzip(body)), then gzip(body) is sent",
        })],
    },
    Mistake {
        says: says! {
            id: "payload-changed",
            what: "The body that the service received is not the body that was hashed.",
            fix: "Hash and send the same bytes: serialize JSON once, keep the final newline (--data-binary, not -d), hash UTF-8, compress (gzip) before you sign.",
        },
        place: PAYLOAD,
        ways: &[Rule(says! {
            wrong: "sha256('{\"a\": 1}'), then '{\"a\":1}' is sent",
            right: "sha256('{\"a\":1}'), then '{\"a\":1}' is sent",
        })],
    },
    Mistake {
        says: says! {
            id: "payload-sha256-header-missing",
            what: "The request has no x-amz-content-sha256 header.",
            fix: "This service requires the x-amz-content-sha256 header: add and sign it.",
        },
        place: "request.headers.x-amz-content-sha256",
        ways: &[Rule(says! {
            wrong: "Host, X-Amz-Date and Authorization are sent",
            right: "Host, X-Amz-Content-Sha256, X-Amz-Date and Authorization are sent",
        })],
    },
    Mistake {
        says: says! {
            id: "payload-sha256-mismatch",
            what: "The body sent is not the body whose hash is in x-amz-content-sha256.",
            fix: "x-amz-content-sha256 must be the SHA-256 of the bytes sent; e3b0c442... is that of an empty body.",
        },
        place: "request.body",
        ways: &[Rule(says! {
            wrong: "x-amz-content-sha256: e3b0c442… (of nothing) with a body",
            right: "x-amz-content-sha256: the SHA-256 of the body",
        })],
    },
];

fn is_unsigned_presign(right: &Parts) -> bool {
    right.payload == UNSIGNED_PAYLOAD && right.is_presigned()
}

/// The body of the request, where the last line is its hash.
fn hashed_body<'a>(case: &'a Case, right: &Parts) -> Option<&'a [u8]> {
    case.body().filter(|body| !body.is_empty() && sha256_text(body) == right.payload)
}

fn hashed_text<'a>(case: &'a Case, right: &Parts) -> Option<&'a str> {
    core::str::from_utf8(hashed_body(case, right)?).ok()
}

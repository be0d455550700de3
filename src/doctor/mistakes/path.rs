//! Line 2: the path.

use super::query::without_empty_values;
use super::{Alter::Parts as P, Mistake};
use crate::doctor::case::Case;
use crate::doctor::decomposed::{composed, decomposed};
use crate::doctor::hosts;
use crate::doctor::parts::Parts;
use crate::doctor::rebuild::normalized;
use crate::doctor::sent::Sent;
use crate::doctor::text::{
    MANY, Search, concat, decoded, decoded_in, encoded, encoded_again, lower_hex, raw_sets,
};
use crate::doctor::wrong::Wrong;
use crate::encode::{STRICT, STRICT_PATH, push_encoded_byte};
use alloc::string::String;
use alloc::vec::Vec;

const URI: &str = "canonical-request.uri";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        says: says! {
            id: "path-empty",
            what: "The path line is empty although the canonical path of a URL without a path is '/'.",
            fix: "If the URL has no path the canonical URI is '/'.",
        },
        place: URI,
        ways: &[P(|_, right, wrong| {
            if right.uri == "/" {
                wrong.uri("");
            }
        })],
    },
    Mistake {
        says: says! {
            id: "path-bucket-missing",
            what: "The path line lacks the bucket, which is the first segment of the URL's path.",
            fix: "The canonical URI is the path of the URL you call: with a path-style URL put '/BUCKET' before the key.",
        },
        place: URI,
        ways: &[P(|case, right, wrong| {
            if case.is_s3() && !is_key_alone(right) {
                without_first_segment(right, wrong);
            }
        })],
    },
    Mistake {
        says: says! {
            id: "path-stage-missing",
            what: "The path line lacks the start of the URL's path (the stage, or a prefix).",
            fix: "Sign the full path you call, with the stage or prefix: '/STAGE/resource'.",
        },
        place: URI,
        ways: &[P(without_start)],
    },
    Mistake {
        says: says! {
            id: "path-bucket-extra",
            what: "The path line begins with the bucket, which is already in the host name (virtual-hosted style).",
            fix: "Drop '/BUCKET': the canonical URI is the key alone.",
        },
        place: URI,
        ways: &[P(|case, right, wrong| {
            if let (true, Some((bucket, _))) =
                (case.is_s3(), right.header("host").and_then(|host| host.cut(".")))
            {
                wrong.uri(concat(&["/", bucket, &right.uri]));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "path-trailing-slash",
            what: "The path line differs from the URL's path by its trailing slash.",
            fix: "Sign the path with the trailing slash exactly as it is sent.",
        },
        place: URI,
        ways: &[P(|_, right, wrong| match right.uri.strip_suffix('/') {
            Some(uri) => wrong.uri(uri),
            None => wrong.uri(concat(&[&right.uri, "/"])),
        })],
    },
    Mistake {
        says: says! {
            id: "path-no-leading-slash",
            what: "The path line does not start with '/'.",
            fix: "The canonical URI must start with '/', its leading slash.",
        },
        place: URI,
        ways: &[P(|_, right, wrong| {
            if let Some(uri) = right.uri.strip_prefix('/').filter(|uri| !uri.starts_with('/')) {
                wrong.uri(uri);
            }
        })],
    },
    Mistake {
        says: says! {
            id: "path-normalized-s3",
            what: "The path line was normalized ('//' collapsed, dot segments resolved), which S3 does not do.",
            fix: "Do not normalize the path for S3: '//', '.' and '..' are part of the key.",
        },
        place: URI,
        ways: &[P(|case, right, wrong| {
            if case.is_s3() {
                wrong.uri(normalized(&right.uri));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "path-not-normalized",
            what: "The path line has empty or dot segments, which this service removes before it signs.",
            fix: "Normalize the path (remove empty, '.' and '..' segments) before encoding for services other than S3.",
        },
        place: URI,
        ways: &[P(not_normalized)],
    },
    Mistake {
        says: says! {
            id: "path-double-encoded-s3",
            what: "The path line is percent-encoded twice (%25XX), but S3 encodes it once.",
            fix: "S3 encodes the path once: sign the path exactly as it is in the URL (disable double encoding, uriEscapePath, for s3).",
        },
        place: URI,
        ways: &[P(|case, right, wrong| {
            if case.is_s3() {
                wrong.uri(encoded_again(&right.uri));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "path-encoded-three-times",
            what: "The path line is percent-encoded three times (%2525XX).",
            fix: "Encode the path only twice in total for this service; hand the signer the path as it is in the URL.",
        },
        place: URI,
        ways: &[P(|case, right, wrong| {
            if !case.is_s3() {
                wrong.uri(encoded_again(&right.uri));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "path-single-encoded-non-s3",
            what: "The path line is percent-encoded once, but this service encodes it twice (%XX becomes %25XX).",
            fix: "Every service except S3 encodes the path twice: encode each segment of the URL path again (%40 -> %2540, %3A -> %253A).",
        },
        place: URI,
        ways: &[P(|case, right, wrong| {
            if !case.is_s3() && right.uri.has("%25") {
                wrong.uri(right.uri.replaced("%25", "%"));
                if let Some(sent) = case.sent {
                    wrong.uri(&*sent.path);
                }
            }
        })],
    },
    Mistake {
        says: says! {
            id: "path-slash-encoded",
            what: "The slashes between the path's segments are encoded as %2F.",
            fix: "Do not encode the slashes of the key: encode each segment and join with '/'.",
        },
        place: URI,
        ways: &[P(|_, right, wrong| {
            let first = right.uri.strip_prefix('/').unwrap_or_default();
            wrong.uri(concat(&["/", &first.replaced("/", "%2F")]));
            if let Some((bucket, key)) = first.cut("/") {
                wrong.uri(concat(&["/", bucket, "/", &key.replaced("/", "%2F")]));
            }
            wrong.uri(right.uri.replaced("/", "%2F"));
        })],
    },
    Mistake {
        says: says! {
            id: "path-space-as-plus",
            what: "A space (%20) stands in the path line as '+' or %2B.",
            fix: "Write a space as %20 and a plus as %2B, in the URL too.",
        },
        place: URI,
        ways: &[P(|case, right, wrong| {
            for &(space, plus) in &[("%20", "+"), ("%2520", "+"), ("%2520", "%2B")] {
                wrong.uri(right.uri.replaced(space, plus));
            }
            // Other stores may read a raw plus as one.
            if case.sent.is_some_and(|sent| hosts::is_aws(sent.hostname())) {
                wrong.uri(right.uri.replaced("%20", "%2B"));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "path-lowercase-hex",
            what: "The percent-escapes of the path line are in lower-case hex.",
            fix: "Write percent-escapes with upper-case hex digits (%2F, %C3%A9).",
        },
        place: URI,
        ways: &[P(|_, right, wrong| wrong.uri(lower_hex(&right.uri)))],
    },
    Mistake {
        says: says! {
            id: "path-not-utf8",
            what: "The path line encodes the characters as other bytes than the URL's UTF-8: as Latin-1, or in Unicode's other form (macOS).",
            fix: "Percent-encode the UTF-8 bytes of the key as it is in the URL (\u{e9} is %C3%A9): make it one form, with normalize('NFC').",
        },
        place: URI,
        ways: &[P(|case, right, wrong| {
            let once =
                if case.is_s3() { right.uri.clone() } else { right.uri.replaced("%25", "%") };
            for uri in in_other_bytes(&once) {
                wrong.uri(if case.is_s3() { uri } else { encoded_again(&uri) });
            }
        })],
    },
    Mistake {
        says: says! {
            id: "path-char-not-encoded",
            what: "The path line leaves characters raw that the service percent-encodes.",
            fix: "Percent-encode every byte except A-Z a-z 0-9 - _ . ~ (and the / between segments) in the canonical URI: '!' is %21.",
        },
        place: URI,
        ways: &[P(char_not_encoded)],
    },
    Mistake {
        says: says! {
            id: "path-with-query",
            what: "The path line holds the query too.",
            fix: "Put only the path on line 2; the part after '?' belongs on line 3.",
        },
        place: URI,
        ways: &[P(|case, right, wrong| {
            if right.query.is_empty() {
                return;
            }
            let sent = case.sent.map(Sent::signed_query);
            let sent = sent.unwrap_or_else(|| without_empty_values(&right.query));
            for query in [&sent, &right.query, &decoded(&sent)] {
                for tail in [&["%3F", &encoded(query, STRICT)], &["?", query], &["%3F", query]] {
                    let uri = concat(&[&right.uri, &concat(tail)]);
                    wrong.uri_and_query(&uri, "");
                }
                wrong.uri(concat(&[&right.uri, "?", query]));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "path-full-url",
            what: "The path line holds the host or the whole URL.",
            fix: "Line 2 is only the path of the URL, starting with '/', without scheme and host.",
        },
        place: URI,
        ways: &[P(|case, right, wrong| {
            let host = right.header("host").unwrap_or_default();
            let bare = concat(&[host, right.uri.strip_suffix('/').unwrap_or(&right.uri)]);
            let full = concat(&[host, &right.uri]);
            let scheme = case.sent.map_or("https", |sent| &sent.scheme);
            let query = [if right.query.is_empty() { "" } else { "?" }, &right.query];
            for (scheme, mark, host_and_path, query) in [
                ("", "", &bare, ["", ""]),
                ("", "", &full, ["", ""]),
                (scheme, "://", &full, ["", ""]),
                (scheme, "://", &bare, ["", ""]),
                (scheme, "://", &full, query),
                ("/", "", &full, ["", ""]),
                ("//", "", &full, ["", ""]),
                ("http://", "", &full, ["", ""]),
            ] {
                wrong.uri(concat(&[scheme, mark, host_and_path, &concat(&query)]));
            }
        })],
    },
];

/// Whether the first segment is part of the key: an empty one, or any where the host names another bucket.
fn is_key_alone(right: &Parts) -> bool {
    let first = right.uri.list(b'/').get(1).copied().unwrap_or_default();
    let bucket = right.header("host").and_then(hosts::bucket);
    first.is_empty() && right.uri != "/" || bucket.is_some_and(|bucket| bucket != first)
}

fn without_first_segment(right: &Parts, wrong: &mut Wrong) {
    if let Some(rest) = right.uri.strip_prefix('/') {
        wrong.uri(behind_segment(rest).unwrap_or("/"));
    }
}

/// Without the stage, or any number of segments; the first one of S3's is the bucket.
fn without_start(case: &Case, right: &Parts, wrong: &mut Wrong) {
    if !case.is_s3() {
        without_first_segment(right, wrong);
    } else if is_key_alone(right) {
        return;
    }
    let mut rest = right.uri.as_str();
    for _ in 0..if case.is_wide { MANY } else { 0 } {
        let Some(behind) = rest.strip_prefix('/').and_then(behind_segment) else { return };
        wrong.uri(behind);
        rest = behind;
    }
}

fn behind_segment(path: &str) -> Option<&str> {
    path.get(path.place("/")?..)
}

/// As the URL has it; without the URL, every place where a segment could be redundant.
fn not_normalized(case: &Case, right: &Parts, wrong: &mut Wrong) {
    if case.is_s3() {
        return;
    }
    if let Some(sent) = case.sent {
        if sent.path.has("//") || sent.path.has("/.") {
            wrong.uri(&*sent.path);
            wrong.uri(encoded(&sent.path, STRICT_PATH));
        }
        return;
    }
    let segments = right.uri.list(b'/');
    let mut before = 0;
    for (segment, next) in segments.iter().zip(segments.iter().skip(1)).take(MANY) {
        before += segment.len();
        if let Some((before, after)) = right.uri.split_at_checked(before) {
            for inserted in ["/", "/.", &concat(&["/", next, "/.."])] {
                wrong.uri(concat(&[before, inserted, after]));
            }
        }
        before += 1;
    }
}

/// What the usual encoders leave raw: encodeURIComponent, encodeURI, RFC 3986's path characters, and single ones.
fn char_not_encoded(case: &Case, right: &Parts, wrong: &mut Wrong) {
    const LEFT_RAW: [&str; 7] =
        ["!'()*", "!*'();:@&=+$,", "!$&'()*+,;=:@", "!()*", "!'()*/:@$,", "!", "@:"];
    let own = case.own.as_ref().map(|own| own.uri.as_str());
    for set in raw_sets(&LEFT_RAW, own, &right.uri, case.is_wide) {
        wrong.uri(decoded_in(&right.uri, &set));
    }
    let once = decoded(&right.uri);
    wrong.uri(&*once);
    if !case.is_s3() {
        wrong.uri(decoded(&once));
    }
}

/// A path's characters in Latin-1, and in each of Unicode's forms.
fn in_other_bytes(uri: &str) -> Vec<String> {
    let text = decoded(uri);
    if text.is_ascii() {
        return Vec::new();
    }
    // Latin-1 is the first 256 characters.
    let latin_1 = text.chars().try_fold(String::new(), |mut out, letter| {
        push_encoded_byte(&mut out, u8::try_from(letter).ok()?, STRICT_PATH);
        Some(out)
    });
    let mut all = Vec::from_iter(latin_1);
    all.extend([decomposed(&text), composed(&text)].map(|form| encoded(&form, STRICT_PATH)));
    all
}

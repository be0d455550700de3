//! Line 2: the path.

use super::{Alter::Parts as P, Mistake};
use crate::doctor::case::Case;
use crate::doctor::parts::Parts;
use crate::doctor::sent::Sent;
use crate::doctor::text::{
    MANY, decoded, decoded_but, encoded, encoded_again, lower_hex, shortened,
};
use crate::encode::{STRICT, STRICT_PATH};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

const URI: &str = "canonical-request.uri";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        id: "path-empty",
        place: URI,
        what: "The path line is empty although the canonical path of a URL without a path is '/'.",
        fix: "If the URL has no path the canonical URI is '/'.",
        alter: P(|_, right| one(right, (right.uri == "/").then(String::new))),
    },
    Mistake {
        id: "path-bucket-missing",
        place: URI,
        what: "The path line lacks the bucket, which is the first segment of the URL's path.",
        fix: "The canonical URI is the path of the URL you call: with a path-style URL put '/BUCKET' before the key.",
        alter: P(|case, right| {
            one(right, case.is_s3().then(|| without_first_segment(&right.uri)).flatten())
        }),
    },
    Mistake {
        id: "path-stage-missing",
        place: URI,
        what: "The path line lacks the first segment of the URL's path (the stage, or a proxy's prefix).",
        fix: "Sign the full path you call, with the stage or prefix: '/STAGE/resource'.",
        alter: P(|case, right| {
            one(right, (!case.is_s3()).then(|| without_first_segment(&right.uri)).flatten())
        }),
    },
    Mistake {
        id: "path-bucket-extra",
        place: URI,
        what: "The path line begins with the bucket, which is already in the host name (virtual-hosted style).",
        fix: "With the bucket in the host name the canonical URI is the key alone: drop '/BUCKET'.",
        alter: P(|case, right| {
            let bucket =
                right.header("host").and_then(|host| host.split_once('.')).map(|(label, _)| label);
            one(
                right,
                bucket.filter(|_| case.is_s3()).map(|bucket| format!("/{bucket}{}", right.uri)),
            )
        }),
    },
    Mistake {
        id: "path-trailing-slash",
        place: URI,
        what: "The path line differs from the URL's path by its trailing slash.",
        fix: "Sign the path with the trailing slash exactly as it is sent.",
        alter: P(|_, right| match right.uri.strip_suffix('/') {
            Some(uri) => one(right, Some(uri)),
            None => one(right, Some(format!("{}/", right.uri))),
        }),
    },
    Mistake {
        id: "path-no-leading-slash",
        place: URI,
        what: "The path line does not start with '/'.",
        fix: "The canonical URI must start with '/', its leading slash.",
        alter: P(|_, right| one(right, right.uri.strip_prefix('/'))),
    },
    Mistake {
        id: "path-normalized-s3",
        place: URI,
        what: "The path line was normalized ('//' collapsed, dot segments resolved), which S3 does not do.",
        fix: "Do not normalize the path for S3: '//', '.' and '..' are part of the key.",
        alter: P(|case, right| one(right, case.is_s3().then(|| case.normalized(&right.uri)))),
    },
    Mistake {
        id: "path-not-normalized",
        place: URI,
        what: "The path line has empty or dot segments, which this service removes before it signs.",
        fix: "Normalize the path (remove empty, '.' and '..' segments) before encoding for services other than S3.",
        alter: P(not_normalized),
    },
    Mistake {
        id: "path-double-encoded-s3",
        place: URI,
        what: "The path line is percent-encoded twice (%25XX), but S3 encodes it once.",
        fix: "S3 encodes the path once: sign the path exactly as it is in the URL (disable double encoding, uriEscapePath, for s3).",
        alter: P(|case, right| one(right, case.is_s3().then(|| encoded_again(&right.uri)))),
    },
    Mistake {
        id: "path-encoded-three-times",
        place: URI,
        what: "The path line is percent-encoded three times (%2525XX).",
        fix: "Encode the path only twice in total for this service; hand the signer the path as it is in the URL.",
        alter: P(|case, right| one(right, (!case.is_s3()).then(|| encoded_again(&right.uri)))),
    },
    Mistake {
        id: "path-single-encoded-non-s3",
        place: URI,
        what: "The path line is percent-encoded once, but this service encodes it twice (%XX becomes %25XX).",
        fix: "Every service except S3 encodes the path twice: encode each segment of the URL path again (%40 -> %2540, %3A -> %253A).",
        alter: P(|case, right| {
            let twice = !case.is_s3() && right.uri.contains("%25");
            let as_sent = case.sent.map(|sent| sent.path.clone());
            let mut all = one(right, twice.then(|| right.uri.replace("%25", "%")));
            all.extend(one(right, as_sent.filter(|_| twice)));
            all
        }),
    },
    Mistake {
        id: "path-slash-encoded",
        place: URI,
        what: "The slashes between the path's segments are encoded as %2F.",
        fix: "Do not encode the slashes of the key: encode each segment and join with '/'.",
        alter: P(|_, right| {
            let all = right.uri.replace('/', "%2F");
            let first = right.uri.strip_prefix('/').unwrap_or_default();
            let inner = format!("/{}", first.replace('/', "%2F"));
            let key = first
                .split_once('/')
                .map(|(bucket, key)| format!("/{bucket}/{}", key.replace('/', "%2F")));
            [Some(inner), key, Some(all)].into_iter().flat_map(|uri| one(right, uri)).collect()
        }),
    },
    Mistake {
        id: "path-space-as-plus",
        place: URI,
        what: "A space in the path line is written '+' instead of %20.",
        fix: "Encode a space in the path as %20, never as '+'.",
        alter: P(|_, right| {
            let twice = right.uri.replace("%2520", "%2B");
            [right.uri.replace("%20", "+"), right.uri.replace("%2520", "+"), twice]
                .into_iter()
                .flat_map(|uri| one(right, Some(uri)))
                .collect()
        }),
    },
    Mistake {
        id: "path-lowercase-hex",
        place: URI,
        what: "The percent-escapes of the path line are in lower-case hex.",
        fix: "Write percent-escapes with upper-case hex digits (%2F, %C3%A9).",
        alter: P(|_, right| one(right, Some(lower_hex(&right.uri)))),
    },
    Mistake {
        id: "path-not-utf8",
        place: URI,
        what: "The path line encodes the characters as Latin-1 bytes, not as UTF-8.",
        fix: "Percent-encode the UTF-8 bytes of the key (\u{e9} is %C3%A9).",
        alter: P(|case, right| {
            let once = if case.is_s3() { right.uri.clone() } else { right.uri.replace("%25", "%") };
            let latin = latin_1_encoded(&once);
            let uri = if case.is_s3() { latin } else { latin.map(|uri| encoded_again(&uri)) };
            one(right, uri)
        }),
    },
    Mistake {
        id: "path-char-not-encoded",
        place: URI,
        what: "The path line leaves characters raw that the service percent-encodes.",
        fix: "Percent-encode every byte except A-Z a-z 0-9 - _ . ~ (and the / between segments) in the canonical URI: '!' is %21.",
        alter: P(char_not_encoded),
    },
    Mistake {
        id: "path-with-query",
        place: URI,
        what: "The path line holds the query too.",
        fix: "Put only the path on line 2; the part after '?' belongs on line 3.",
        alter: P(|case, right| {
            if right.query.is_empty() {
                return Vec::new();
            }
            let sent = case.sent.map(Sent::signed_query).unwrap_or_default();
            let mut all = Vec::new();
            for query in [&sent, &right.query, &decoded(&sent)] {
                for tail in [
                    format!("%3F{}", encoded(query, STRICT)),
                    format!("?{query}"),
                    format!("%3F{query}"),
                ] {
                    all.push(Parts {
                        query: String::new(),
                        ..right.with_uri([&right.uri, tail.as_str()].concat())
                    });
                }
                all.push(right.with_uri(format!("{}?{query}", right.uri)));
            }
            all
        }),
    },
    Mistake {
        id: "path-full-url",
        place: URI,
        what: "The path line holds the host or the whole URL.",
        fix: "Line 2 is only the path of the URL, starting with '/', without scheme and host.",
        alter: P(|case, right| {
            let host = right.header("host").unwrap_or_default();
            let bare = format!("{host}{}", right.uri.strip_suffix('/').unwrap_or(&right.uri));
            let full = format!("{host}{}", right.uri);
            let scheme = case.sent.map_or("https", |sent| sent.scheme.as_str());
            let query =
                if right.query.is_empty() { String::new() } else { format!("?{}", right.query) };
            [
                bare.clone(),
                full.clone(),
                format!("{scheme}://{full}"),
                format!("{scheme}://{bare}"),
                format!("{scheme}://{full}{query}"),
                format!("/{full}"),
            ]
            .into_iter()
            .flat_map(|uri| one(right, Some(uri)))
            .collect()
        }),
    },
];

/// The parts with another path, if there is one and it is another.
fn one(right: &Parts, uri: Option<impl Into<String>>) -> Vec<Parts> {
    let uri = uri.map(Into::into).filter(|uri| *uri != right.uri);
    uri.map(|uri| right.with_uri(uri)).into_iter().collect()
}

fn without_first_segment(uri: &str) -> Option<String> {
    let rest = uri.strip_prefix('/')?;
    Some(rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or("/").into())
}

/// As the URL has it; without the URL, every place where a segment could be redundant.
fn not_normalized(case: &Case, right: &Parts) -> Vec<Parts> {
    if case.is_s3() {
        return Vec::new();
    }
    if let Some(sent) = case.sent {
        let has_redundant = sent.path.contains("//") || sent.path.contains("/.");
        let again = has_redundant.then(|| encoded(&sent.path, STRICT_PATH));
        let mut all = one(right, has_redundant.then(|| sent.path.clone()));
        all.extend(one(right, again));
        return all;
    }
    let mut all = Vec::new();
    for (at, _) in right.uri.match_indices('/').take(MANY) {
        let (before, after) = right.uri.split_at(at);
        let segment = after.get(1..).and_then(|rest| rest.split('/').next()).unwrap_or_default();
        for inserted in ["/", "/.", &format!("/{segment}/..")] {
            all.push(right.with_uri([before, inserted, after].concat()));
        }
    }
    all
}

/// What the usual encoders leave raw: encodeURIComponent, encodeURI, RFC 3986's path characters, and single ones.
fn char_not_encoded(case: &Case, right: &Parts) -> Vec<Parts> {
    const LEFT_RAW: [&str; 7] =
        ["!'()*", "!*'();:@&=+$,", "!$&'()*+,;=:@", "!()*", "!'()*/:@$,", "!", "@:"];
    let mut sets: Vec<String> = LEFT_RAW.into_iter().map(Into::into).collect();
    // The caller's own line tells which characters it leaves raw.
    sets.extend(
        case.own.as_ref().map(|own| {
            shortened(&own.uri, |letter| !letter.is_ascii_alphanumeric() && letter != '%')
        }),
    );
    sets.extend(case.single_characters(&right.uri));
    let mut all: Vec<Parts> = sets
        .iter()
        .flat_map(|set| {
            one(right, Some(decoded_but(&right.uri, |byte| set.contains(char::from(byte)))))
        })
        .collect();
    all.extend(one(right, Some(decoded(&right.uri))));
    if !case.is_s3() {
        all.extend(one(right, Some(decoded(&decoded(&right.uri)))));
    }
    all
}

fn latin_1_encoded(uri: &str) -> Option<String> {
    let text = decoded(uri);
    if text.is_ascii() {
        return None;
    }
    let mut out = String::new();
    for letter in text.chars() {
        let code = u8::try_from(u32::from(letter)).ok()?;
        if letter.is_ascii() {
            out.push_str(&encoded(letter.encode_utf8(&mut [0; 4]), STRICT_PATH));
        } else {
            out.push_str(&format!("%{code:02X}"));
        }
    }
    Some(out)
}

//! Line 3: the query.

use super::{Alter::Parts as P, Alter::Rule, Mistake};
use crate::doctor::case::Case;
use crate::doctor::parts::Parts;
use crate::doctor::text::{
    MANY, decoded, decoded_but, encoded, encoded_again, lower_hex, number_key, orders, shortened,
    sorted,
};
use crate::encode::STRICT;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const QUERY: &str = "canonical-request.query";
const TOKEN: &str = "X-Amz-Security-Token";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        id: "query-omitted",
        place: QUERY,
        what: "The query line is empty although the URL has a query.",
        fix: "Put the sorted, encoded query string on line 3.",
        alter: P(|_, right| one(right, Some(String::new()))),
    },
    Mistake {
        id: "query-sorted-whole-pair",
        place: QUERY,
        what: "The query is sorted by the texts 'name=value' instead of by name.",
        fix: "Sort by parameter name first and by value only among equal names; '=' must not take part in the order.",
        alter: P(|_, right| sorted_by(right, |pair| pair.to_string())),
    },
    Mistake {
        id: "query-sorted-before-encoding",
        place: QUERY,
        what: "The query is sorted by its raw names (or without regard to case), not by its encoded names.",
        fix: "Encode names and values first, then sort by the encoded name in byte order.",
        alter: P(|_, right| {
            let mut all = sorted_by(right, |pair| decoded(name(pair)));
            all.extend(sorted_by(right, |pair| name(pair).to_ascii_lowercase()));
            all.extend(sorted_by(right, |pair| decoded(name(pair)).to_ascii_lowercase()));
            all.extend(sorted_by(right, decoded));
            all
        }),
    },
    Mistake {
        id: "query-not-sorted",
        place: QUERY,
        what: "The parameters of the query line are not sorted.",
        fix: "Sort the parameters of line 3 by encoded name, then by value (byte order: upper case before lower).",
        alter: P(not_sorted),
    },
    Mistake {
        id: "query-plus-for-space",
        place: QUERY,
        what: "A space in the query line is written '+' instead of %20.",
        fix: "Encode spaces in the query as %20, not '+' (quote instead of quote_plus; .replace('+','%20')).",
        alter: P(|_, right| one(right, Some(right.query.replace("%20", "+")))),
    },
    Mistake {
        id: "query-credential-slash-raw",
        place: QUERY,
        what: "The slashes in X-Amz-Credential are raw in the signed query.",
        fix: "Encode the slashes in X-Amz-Credential as %2F (quote(..., safe='')).",
        alter: P(|_, right| {
            let pairs = right.query.split('&');
            let pair = |pair: &str| {
                if name(pair) == "X-Amz-Credential" {
                    pair.replace("%2F", "/")
                } else {
                    pair.to_string()
                }
            };
            one(right, Some(joined(pairs.map(pair))))
        }),
    },
    Mistake {
        id: "query-value-not-encoded",
        place: QUERY,
        what: "The query line leaves characters raw that have to be percent-encoded.",
        fix: "Encode every parameter name and value: all but A-Z a-z 0-9 - _ . ~ as %XX (':' is %3A, '/' is %2F, ',' is %2C).",
        alter: P(value_not_encoded),
    },
    Mistake {
        id: "query-lowercase-hex",
        place: QUERY,
        what: "The percent-escapes of the query line are in lower-case hex.",
        fix: "Write %XX with upper-case hex digits.",
        alter: P(|_, right| one(right, Some(lower_hex(&right.query)))),
    },
    Mistake {
        id: "query-double-encoded",
        place: QUERY,
        what: "The query line is percent-encoded twice (%25XX).",
        fix: "Encode the query once: decode the pairs first, or sign the encoded string as it is.",
        alter: P(|_, right| one(right, Some(encoded_again(&right.query)))),
    },
    Mistake {
        id: "query-no-equals",
        place: QUERY,
        what: "A parameter without a value has no '=' in the query line.",
        fix: "A parameter without a value is signed with an equals sign: 'acl='.",
        alter: P(|_, right| {
            one(
                right,
                Some(joined(
                    right.query.split('&').map(|pair| pair.strip_suffix('=').unwrap_or(pair)),
                )),
            )
        }),
    },
    Mistake {
        id: "query-signature-included",
        place: QUERY,
        what: "The query line holds X-Amz-Signature, which is made from it.",
        fix: "X-Amz-Signature must not be in the canonical query: add it to the URL after signing.",
        alter: P(|case, right| {
            if !right.is_presigned() {
                return Vec::new();
            }
            let signature = case.sent.map_or("", |sent| sent.signature.as_str());
            let mut all = Vec::new();
            for value in ["", signature] {
                all.extend(with_pair(right, &format!("X-Amz-Signature={value}")));
                all.push(right.with_query(format!("{}&X-Amz-Signature={value}", right.query)));
            }
            all
        }),
    },
    Mistake {
        id: "query-token-after-signing",
        place: QUERY,
        what: "X-Amz-Security-Token was added to the URL after signing, but this service signs it.",
        fix: "For this service the session token must be in the query string before signing.",
        alter: P(|_, right| {
            one(right, right.query.contains(TOKEN).then(|| without(right, |name| name == TOKEN)))
        }),
    },
    Mistake {
        id: "query-token-signed-iot",
        place: QUERY,
        what: "The session token was signed, but AWS IoT wants it appended after signing.",
        fix: "AWS IoT wants X-Amz-Security-Token appended after signing: sign the query without it.",
        alter: P(|case, right| match &case.token {
            Some(token) if !case.rules.sign_session_token => {
                with_pair(right, &format!("{TOKEN}={}", encoded(token, STRICT)))
            }
            _ => Vec::new(),
        }),
    },
    Mistake {
        id: "query-added-after-signing",
        place: QUERY,
        what: "The URL was given another parameter after it was signed.",
        fix: "Add every parameter before signing: a presigned URL cannot be extended. Remove it or sign it.",
        alter: P(added_after_signing),
    },
    Mistake {
        id: "query-has-headers",
        place: QUERY,
        what: "The query line lists headers of the request.",
        fix: "Line 3 is only the URL's query (here empty); headers go on the lines after it as name:value.",
        alter: P(|_, right| {
            let pairs = |case: fn(&str) -> String| {
                let headers =
                    right.headers.iter().map(|(name, value)| format!("{}={value}", case(name)));
                let query =
                    right.query.split('&').filter(|pair| !pair.is_empty()).map(ToString::to_string);
                joined(query.chain(headers))
            };
            let date = |name: &str| name.replace("x-amz-date", "X-Amz-Date");
            one(right, Some(pairs(str::to_string)))
                .into_iter()
                .chain(one(right, Some(pairs(date))))
                .collect()
        }),
    },
    Mistake {
        id: "tilde-encoded",
        place: QUERY,
        what: "A '~' is encoded as %7E.",
        fix: "Leave '~' unencoded: it is an unreserved character.",
        alter: P(|case, right| {
            let uri = right.uri.replace('~', if case.is_s3() { "%7E" } else { "%257E" });
            let query = right.query.replace('~', "%7E");
            let both = right.with_uri(uri.clone()).with_query(query.clone());
            let once = right.with_uri(right.uri.replace('~', "%7E"));
            let altered = [
                right.with_query(query.clone()),
                both,
                right.with_uri(uri),
                once.with_query(query),
                once,
            ];
            altered.into_iter().filter(|parts| parts != right).collect()
        }),
    },
    Mistake {
        id: "query-html-escaped-amp",
        place: "request.url",
        what: "Parameter names of the URL begin with 'amp;': it was taken out of HTML or XML with its '&amp;'.",
        fix: "Replace &amp; by & in the URL: it was HTML-escaped.",
        alter: Rule(
            "https://bucket.s3.amazonaws.com/key?X-Amz-Date=…&amp;X-Amz-Expires=300",
            "https://bucket.s3.amazonaws.com/key?X-Amz-Date=…&X-Amz-Expires=300",
        ),
    },
];

fn one(right: &Parts, query: Option<String>) -> Vec<Parts> {
    let query = query.filter(|query| *query != right.query);
    query.map(|query| right.with_query(query)).into_iter().collect()
}

fn name(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}

fn joined(pairs: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut out = String::new();
    for (position, pair) in pairs.enumerate() {
        if position > 0 {
            out.push('&');
        }
        out.push_str(pair.as_ref());
    }
    out
}

fn sorted_by(right: &Parts, key: impl Fn(&str) -> String) -> Vec<Parts> {
    let pairs: Vec<&str> = right.query.split('&').collect();
    let pairs = sorted(&pairs, |pair| key(pair));
    one(right, Some(joined(pairs.iter())))
}

/// The order of the URL; where that is not known, every order.
fn not_sorted(case: &Case, right: &Parts) -> Vec<Parts> {
    let pairs: Vec<&str> = right.query.split('&').collect();
    if pairs.len() < 2 {
        return Vec::new();
    }
    let mut all = Vec::new();
    if let Some(sent) = case.sent {
        let place = |pair: &&str| {
            sent.query.split('&').position(|raw| {
                decoded(&raw.replace('+', " ")).trim_end_matches('=')
                    == decoded(pair).trim_end_matches('=')
            })
        };
        let as_sent = sorted(&pairs, |pair| number_key(place(pair)));
        all.extend(one(right, Some(joined(as_sent.iter()))));
    }
    all.extend(
        orders(&pairs, case.is_wide)
            .iter()
            .flat_map(|order| one(right, Some(joined(order.iter())))),
    );
    all
}

fn value_not_encoded(case: &Case, right: &Parts) -> Vec<Parts> {
    const LEFT_RAW: [&str; 8] = [":/", ":/,@", "!'()*", "/", ":", ",", "@:,/?", ":/?#[]@!$'()*,"];
    let mut sets: Vec<String> = LEFT_RAW.into_iter().map(Into::into).collect();
    sets.extend(case.own.as_ref().map(|own| {
        shortened(&own.query, |letter| !letter.is_ascii_alphanumeric() && letter != '%')
    }));
    sets.extend(case.single_characters(&right.query));
    let mut all: Vec<Parts> = sets
        .iter()
        .flat_map(|set| {
            one(right, Some(decoded_but(&right.query, |byte| set.contains(char::from(byte)))))
        })
        .collect();
    all.extend(one(right, Some(decoded(&right.query))));
    all.extend(
        case.sent
            .map(|sent| sent.signed_query())
            .into_iter()
            .flat_map(|query| one(right, Some(decoded(&query)))),
    );
    // A name that is read again, case by case, is the same as all at once.
    all
}

fn with_pair(right: &Parts, pair: &str) -> Vec<Parts> {
    let mut pairs: Vec<&str> = right.query.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.push(pair);
    let pairs = sorted(&pairs, |pair| name(pair).to_string());
    one(right, Some(joined(pairs.iter())))
}

fn without(right: &Parts, is_left_out: impl Fn(&str) -> bool) -> String {
    joined(right.query.split('&').filter(|pair| !is_left_out(name(pair))))
}

fn is_own(name: &str) -> bool {
    !name.starts_with("X-Amz-")
}

/// Without any one parameter, without those behind the signature, and without all that are not the signature's own.
fn added_after_signing(case: &Case, right: &Parts) -> Vec<Parts> {
    if !right.is_presigned() {
        return Vec::new();
    }
    let mut all = Vec::new();
    if let Some((_, behind)) = case.sent.and_then(|sent| sent.query.split_once("X-Amz-Signature="))
    {
        let behind: Vec<String> =
            behind.split('&').skip(1).map(|pair| encoded(&decoded(name(pair)), STRICT)).collect();
        all.extend(one(
            right,
            Some(without(right, |name| is_own(name) && behind.iter().any(|added| added == name))),
        ));
    }
    for pair in right.query.split('&').filter(|pair| is_own(name(pair))).take(MANY) {
        all.extend(one(right, Some(without(right, |other| other == name(pair)))));
    }
    all.extend(one(right, Some(without(right, is_own))));
    all
}

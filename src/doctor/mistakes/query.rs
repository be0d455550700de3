//! Line 3: the query.

use super::{Alter::Parts as P, Alter::Rule, Mistake};
use crate::doctor::case::Case;
use crate::doctor::parts::Parts;
use crate::doctor::text::{
    MANY, Search, concat, decoded, decoded_in, encoded, encoded_again, join, joined, lower_hex,
    number_key, orders, pairs, raw_sets, sorted,
};
use crate::doctor::wrong::Wrong;
use crate::encode::STRICT;
use crate::text::{push, split_before};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const QUERY: &str = "canonical-request.query";
const TOKEN: &str = "X-Amz-Security-Token";
pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        says: says! {
            id: "query-omitted",
            what: "The query line is empty although the URL has a query.",
            fix: "Put the sorted, encoded query string on line 3.",
        },
        place: QUERY,
        ways: &[P(|_, _, wrong| wrong.query(""))],
    },
    Mistake {
        says: says! {
            id: "query-value-cut",
            what: "A value in the query line ends at a second '=' of the URL.",
            fix: "Split a parameter at its first '=' only: what follows is the value.",
        },
        place: QUERY,
        ways: &[P(|_, right, wrong| {
            let mut query = String::new();
            for pair in right.query.pieces(b'&') {
                push(&mut query, "&");
                push(&mut query, pair.cut("%3D").map_or(pair, |(front, _)| front));
            }
            wrong.query(query.get(1..).unwrap_or_default());
        })],
    },
    Mistake {
        says: says! {
            id: "query-sorted-whole-pair",
            what: "The query is sorted by the texts 'name=value' instead of by name.",
            fix: "Sort by parameter name first and by value only among equal names; '=' must not take part in the order.",
        },
        place: QUERY,
        ways: &[P(|_, right, wrong| sorted_by(right, wrong, &|pair| pair.into()))],
    },
    Mistake {
        says: says! {
            id: "query-sorted-before-encoding",
            what: "The query is sorted by its raw names (or without regard to case), not by its encoded names.",
            fix: "Encode names and values first, then sort by the encoded name in byte order.",
        },
        place: QUERY,
        ways: &[P(|_, right, wrong| {
            sorted_by(right, wrong, &|pair| decoded(name(pair)));
            sorted_by(right, wrong, &|pair| name(pair).to_ascii_lowercase());
            sorted_by(right, wrong, &|pair| decoded(name(pair)).to_ascii_lowercase());
            sorted_by(right, wrong, &decoded);
        })],
    },
    Mistake {
        says: says! {
            id: "query-not-sorted",
            what: "The parameters of the query line are not sorted.",
            fix: "Sort the parameters of line 3 by encoded name, then by value (byte order: upper case before lower).",
        },
        place: QUERY,
        ways: &[P(not_sorted)],
    },
    Mistake {
        says: says! {
            id: "query-plus-for-space",
            what: "A space (%20) stands in the query line as '+' or %2B.",
            fix: "Write a space as %20 and a plus as %2B, in the URL too.",
        },
        place: QUERY,
        ways: &[P(|_, right, wrong| {
            for plus in ["+", "%2B"] {
                wrong.query(right.query.replaced("%20", plus));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "query-credential-slash-raw",
            what: "The slashes in X-Amz-Credential are raw in the signed query.",
            fix: "Encode the slashes in X-Amz-Credential as %2F (quote(..., safe='')).",
        },
        place: QUERY,
        ways: &[P(|_, right, wrong| {
            const NAME: &str = "X-Amz-Credential=";
            if let Some((front, behind)) = right.query.cut(NAME) {
                let (value, rest) = split_before(behind, |byte| byte == b'&');
                wrong.query(concat(&[front, NAME, &value.replaced("%2F", "/"), rest]));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "query-no-equals",
            what: "A parameter without a value has no '=' in the query line.",
            fix: "A parameter without a value is signed with an equals sign: 'acl='.",
        },
        place: QUERY,
        ways: &[P(|_, right, wrong| {
            wrong.query(without_empty_values(&right.query));
        })],
    },
    Mistake {
        says: says! {
            id: "query-value-not-encoded",
            what: "The query line leaves characters raw that have to be percent-encoded.",
            fix: "Encode every parameter name and value: all but A-Z a-z 0-9 - _ . ~ as %XX (':' is %3A, '/' is %2F, ',' is %2C).",
        },
        place: QUERY,
        ways: &[P(value_not_encoded)],
    },
    Mistake {
        says: says! {
            id: "query-lowercase-hex",
            what: "The percent-escapes of the query line are in lower-case hex.",
            fix: "Write %XX with upper-case hex digits.",
        },
        place: QUERY,
        ways: &[P(|_, right, wrong| in_pairs(right, wrong, &lower_hex))],
    },
    Mistake {
        says: says! {
            id: "query-double-encoded",
            what: "The query line is percent-encoded twice (%25XX).",
            fix: "Encode the query once: decode the pairs first, or sign the encoded string as it is.",
        },
        place: QUERY,
        ways: &[P(|_, right, wrong| in_pairs(right, wrong, &encoded_again))],
    },
    Mistake {
        says: says! {
            id: "query-signature-included",
            what: "The query line holds X-Amz-Signature, which is made from it.",
            fix: "X-Amz-Signature must not be in the canonical query: add it to the URL after signing.",
        },
        place: QUERY,
        ways: &[P(|case, right, wrong| {
            if !right.is_presigned() {
                return;
            }
            let signature = case.sent.map_or("", |sent| sent.signature.as_str());
            for &value in &["", signature] {
                let pair = concat(&["X-Amz-Signature=", value]);
                with_pair(right, wrong, &pair);
                wrong.query(concat(&[&right.query, "&", &pair]));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "query-token-after-signing",
            what: "X-Amz-Security-Token was added to the URL after signing, but this service signs it.",
            fix: "For this service the session token must be in the query string before signing.",
        },
        place: QUERY,
        ways: &[P(|_, right, wrong| without(right, wrong, &is_token))],
    },
    Mistake {
        says: says! {
            id: "query-token-signed-iot",
            what: "The session token was signed, but AWS IoT wants it appended after signing.",
            fix: "AWS IoT wants X-Amz-Security-Token appended after signing: sign the query without it.",
        },
        place: QUERY,
        ways: &[P(|case, right, wrong| match &case.token {
            Some(token) if !case.rules.sign_session_token => {
                with_pair(right, wrong, &concat(&[TOKEN, "=", &encoded(token, STRICT)]));
            }
            _ => {}
        })],
    },
    Mistake {
        says: says! {
            id: "query-added-after-signing",
            what: "The URL was given another parameter after it was signed.",
            fix: "Add every parameter before signing (a presigned URL cannot be extended): remove it or sign it.",
        },
        place: QUERY,
        ways: &[P(added_after_signing)],
    },
    Mistake {
        says: says! {
            id: "query-has-headers",
            what: "The query line lists headers of the request.",
            fix: "Line 3 is only the URL's query (here empty); headers go on the lines after it as name:value.",
        },
        place: QUERY,
        ways: &[P(|_, right, wrong| {
            for &date in &["x-amz-date", "X-Amz-Date"] {
                let mut query = right.query.clone();
                for (name, value) in &right.headers {
                    let separator = if query.is_empty() { "" } else { "&" };
                    let name = if name == "x-amz-date" { date } else { name };
                    query = concat(&[&query, separator, name, "=", value]);
                }
                wrong.query(query);
            }
        })],
    },
    Mistake {
        says: says! {
            id: "tilde-encoded",
            what: "A '~' is encoded as %7E.",
            fix: "Leave '~' unencoded: it is an unreserved character.",
        },
        place: QUERY,
        ways: &[P(|case, right, wrong| {
            let uri = right.uri.replaced("~", if case.is_s3() { "%7E" } else { "%257E" });
            let query = right.query.replaced("~", "%7E");
            let once = right.uri.replaced("~", "%7E");
            wrong.query(&*query);
            wrong.uri_and_query(&uri, &query);
            wrong.uri(uri);
            wrong.uri_and_query(&once, &query);
            wrong.uri(once);
        })],
    },
    Mistake {
        says: says! {
            id: "query-html-escaped-amp",
            what: "Parameter names of the URL begin with 'amp;': it was taken out of HTML or XML with its '&amp;'.",
            fix: "Replace &amp; by & in the URL: it was HTML-escaped.",
        },
        place: "request.url",
        ways: &[Rule(says! {
            wrong: "https://bucket.s3.amazonaws.com/key?X-Amz-Date=…&amp;X-Amz-Expires=300",
            right: "https://bucket.s3.amazonaws.com/key?X-Amz-Date=…&X-Amz-Expires=300",
        })],
    },
];

/// The query with no '=' behind names that have no value.
pub(super) fn without_empty_values(query: &str) -> String {
    let query = concat(&[query, "&"]).replaced("=&", "&");
    query.strip_suffix('&').unwrap_or_default().into()
}

fn name(pair: &str) -> &str {
    pair.before(b'=')
}

fn sorted_by(right: &Parts, wrong: &mut Wrong, key: &dyn Fn(&str) -> String) {
    wrong.query(joined(&sorted(&pairs(&right.query), &|pair| key(pair)), "&"));
}

/// The order of the URL; where that is not known, every order.
fn not_sorted(case: &Case, right: &Parts, wrong: &mut Wrong) {
    let pairs = right.query.list(b'&');
    if pairs.len() < 2 {
        return;
    }
    if let Some(sent) = case.sent {
        let read = |pair: &str| decoded(pair).trimmed_end("=").to_string();
        let sent: Vec<String> =
            sent.query.pieces(b'&').map(|raw| read(&raw.replaced("+", " "))).collect();
        sorted_by(right, wrong, &|pair| {
            let pair = read(pair);
            number_key(sent.iter().position(|raw| *raw == pair))
        });
    }
    for order in orders(pairs.len(), case.is_wide) {
        let order: Vec<&str> = order.iter().filter_map(|at| pairs.get(*at).copied()).collect();
        wrong.query(join(&order, "&"));
    }
    if right.is_presigned() {
        in_blocks(case, right, wrong);
    }
}

/// The caller's own parameters in front of the signature's or behind them, in any order where they are few; the session
/// token among the others or behind them.
fn in_blocks(case: &Case, right: &Parts, wrong: &mut Wrong) {
    let own: Vec<&str> = right.query.pieces(b'&').filter(|pair| is_own(name(pair))).collect();
    if own.len() > MANY {
        return;
    }
    let mut orders = orders(own.len(), case.is_wide && own.len() <= 4);
    orders.push((0..own.len()).collect());
    for order in &orders {
        for (own_block, token_block) in [("0", "1"), ("0", "2"), ("3", "1"), ("3", "2")] {
            sorted_by(right, wrong, &|pair| {
                let at = own.iter().position(|known| *known == pair);
                let place = order.iter().position(|to| Some(*to) == at);
                let block = match place {
                    Some(_) => own_block,
                    None if is_token(name(pair)) => token_block,
                    None => "1",
                };
                concat(&[block, &number_key(place)])
            });
        }
    }
}

fn value_not_encoded(case: &Case, right: &Parts, wrong: &mut Wrong) {
    const LEFT_RAW: [&str; 8] = [":/", ":/,@", "!'()*", "/", ":", ",", "@:,/?", ":/?#[]@!$'()*,"];
    let own = case.own.as_ref().map(|own| own.query.as_str());
    for set in raw_sets(&LEFT_RAW, own, &right.query, case.is_wide) {
        in_pairs(right, wrong, &|query| decoded_in(query, &set));
    }
    in_pairs(right, wrong, &decoded);
    if let Some(sent) = case.sent {
        wrong.query(decoded(&sent.signed_query()));
    }
}

/// In all pairs; in a presigned URL also in the caller's own alone, since who signs makes the others himself.
fn in_pairs(right: &Parts, wrong: &mut Wrong, alter: &dyn Fn(&str) -> String) {
    wrong.query(alter(&right.query));
    if right.is_presigned() {
        let in_own = |pair: &str| if is_own(name(pair)) { alter(pair) } else { pair.into() };
        let pairs: Vec<String> = right.query.pieces(b'&').map(in_own).collect();
        wrong.query(joined(&pairs, "&"));
    }
}

fn with_pair(right: &Parts, wrong: &mut Wrong, pair: &str) {
    let mut pairs = pairs(&right.query);
    pairs.push(pair.into());
    wrong.query(joined(&sorted(&pairs, &|pair| name(pair).into()), "&"));
}

fn without(right: &Parts, wrong: &mut Wrong, is_left_out: &dyn Fn(&str) -> bool) {
    let kept: Vec<&str> =
        right.query.pieces(b'&').filter(|pair| !is_left_out(name(pair))).collect();
    wrong.query(join(&kept, "&"));
}

/// S3 Express One Zone has a name of its own for it.
fn is_token(name: &str) -> bool {
    !is_own(name) && name.ends_with("-Token")
}

fn is_own(name: &str) -> bool {
    !name.starts_with("X-Amz-")
}

/// Without any one parameter, without those behind the signature, and without all that are not the signature's own.
fn added_after_signing(case: &Case, right: &Parts, wrong: &mut Wrong) {
    if let Some((_, behind)) = case.sent.and_then(|sent| sent.query.cut("X-Amz-Signature=")) {
        let behind: Vec<String> =
            behind.pieces(b'&').skip(1).map(|pair| encoded(&decoded(name(pair)), STRICT)).collect();
        without(right, wrong, &|name| is_own(name) && behind.iter().any(|added| added == name));
    }
    for own in right.query.pieces(b'&').map(name).filter(|name| is_own(name)).take(MANY) {
        without(right, wrong, &|name| name == own);
    }
    without(right, wrong, &is_own);
}

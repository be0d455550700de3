//! Finding the mistakes whose result is what the caller has: single ones first, then pairs.

use super::case::Case;
use super::mistakes::{Alter, Mistake, all, key};
use super::parts::{Lines, Parts};
use super::rebuild::sha256_text;
use crate::key::hmac_sha256;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// How many candidates a search of pairs tries at most.
const PAIR_LIMIT: usize = 40_000;

/// The longest canonical request that mistakes are made in; real ones are a tenth of it.
pub const SEARCHED: usize = 32 << 10;

/// What the caller has.
#[derive(Clone, Copy)]
pub enum Goal<'a> {
    /// The canonical request itself.
    Text(&'a str),
    /// Its SHA-256, in lower-case hex.
    Hash(&'a str),
    /// A signature made with this secret and so with this key; the lines lack the hash.
    Signature { signature: &'a [u8], secret: &'a str, key: &'a [u8], lines: &'a Lines },
}

/// What reproduced it.
#[derive(Clone)]
pub struct Hit {
    /// None of them when the caller's is right.
    pub mistakes: Vec<&'static Mistake>,
    /// The canonical request with the mistakes made.
    pub canonical: String,
    /// The string to sign with the mistakes made, when a signature was searched for.
    pub string_to_sign: Option<String>,
}

type Made<T> = (&'static Mistake, T);

/// The fewest mistakes that make the right parts into what the caller has.
pub fn search(case: &mut Case, right: &Parts, goal: Goal) -> Option<Hit> {
    let right_text = right.text();
    let found = |mistakes: &[&'static Mistake], canonical: &str| {
        is_reached(goal, canonical).then(|| Hit {
            mistakes: mistakes.to_vec(),
            canonical: canonical.to_string(),
            string_to_sign: None,
        })
    };
    if let Some(hit) = found(&[], &right_text) {
        return Some(hit);
    }
    if right_text.len() > SEARCHED {
        return None;
    }
    case.is_wide = true;
    let single = singles(case, right, goal, &right_text);
    case.is_wide = false;
    single.or_else(|| pairs(case, right, goal, &right_text))
}

fn is_reached(goal: Goal, canonical: &str) -> bool {
    match goal {
        Goal::Text(text) => text == canonical,
        Goal::Hash(hash) => sha256_text(canonical) == hash,
        Goal::Signature { signature, key, lines, .. } => {
            let text = lines.with_hash(&sha256_text(canonical)).text();
            hmac_sha256(key, text.as_bytes()) == signature
        }
    }
}

/// Every canonical request with one mistake in it.
fn canonical_variants(
    case: &Case,
    right: &Parts,
    right_text: &str,
) -> Vec<Made<(Option<Parts>, String)>> {
    let mut made = Vec::new();
    for mistake in all() {
        for parts in mistake.parts(case, right) {
            let text = parts.text();
            made.push((mistake, (Some(parts), text)));
        }
        if let Alter::Text(alter) = mistake.alter {
            for text in alter(right_text) {
                made.push((mistake, (None, text)));
            }
        }
    }
    made
}

/// Every signing key with one mistake in it.
fn key_variants(case: &Case, secret: &str) -> Vec<Made<Vec<u8>>> {
    let mut made = Vec::new();
    for mistake in all() {
        match mistake.alter {
            Alter::Secret(alter) => {
                for other in alter(case, secret) {
                    made.push((mistake, key::chain(key::prefixed(&other), &case.key_parts())));
                }
            }
            Alter::Key(alter) => {
                for key in alter(case, secret.as_bytes()) {
                    made.push((mistake, key));
                }
            }
            _ => {}
        }
    }
    made
}

fn line_variants(case: &Case, lines: &Lines, canonical: &str) -> Vec<Made<String>> {
    let mut made = Vec::new();
    for mistake in all() {
        if let Alter::Lines(alter) = mistake.alter {
            for lines in alter(case, lines, canonical) {
                made.push((mistake, lines.text()));
            }
        }
    }
    made
}

/// The mistake in the key or the last step that made this signature of this string to sign.
pub fn search_key(
    case: &Case,
    signature: &[u8],
    secret: &str,
    canonical: &str,
    text: &str,
) -> Option<Vec<&'static Mistake>> {
    let right = key::chain(key::prefixed(secret.as_bytes()), &case.key_parts());
    if hmac_sha256(&right, text.as_bytes()) == signature {
        return Some(Vec::new());
    }
    let macs = || {
        all().filter_map(|mistake| {
            if let Alter::Mac(mac) = mistake.alter { Some((mistake, mac)) } else { None }
        })
    };
    if let Some((mistake, _)) = macs().find(|(_, mac)| mac(&right, canonical, text) == signature) {
        return Some(Vec::from([mistake]));
    }
    let keys = key_variants(case, secret);
    if let Some((mistake, _)) =
        keys.iter().find(|(_, key)| hmac_sha256(key, text.as_bytes()) == signature)
    {
        return Some(Vec::from([*mistake]));
    }
    let both = keys.iter().flat_map(|key| macs().map(move |mac| (key, mac)));
    both.into_iter()
        .find(|((_, key), (_, mac))| mac(key, canonical, text) == signature)
        .map(|((first, _), (second, _))| Vec::from([*first, second]))
}

fn singles(case: &Case, right: &Parts, goal: Goal, right_text: &str) -> Option<Hit> {
    let by_canonical = canonical_variants(case, right, right_text)
        .into_iter()
        .find(|(_, (_, text))| is_reached(goal, text));
    if let Some((mistake, (_, canonical))) = by_canonical {
        return Some(Hit { mistakes: Vec::from([mistake]), canonical, string_to_sign: None });
    }
    let Goal::Signature { signature, secret, key, lines } = goal else { return None };
    let lines = lines.with_hash(&sha256_text(right_text));
    let by_lines = line_variants(case, &lines, right_text)
        .into_iter()
        .find(|(_, text)| hmac_sha256(key, text.as_bytes()) == signature);
    if let Some((mistake, text)) = by_lines {
        return Some(Hit {
            mistakes: Vec::from([mistake]),
            canonical: right_text.to_string(),
            string_to_sign: Some(text),
        });
    }
    let mistakes = search_key(case, signature, secret, right_text, &lines.text())?;
    Some(Hit { mistakes, canonical: right_text.to_string(), string_to_sign: None })
}

fn pairs(case: &Case, right: &Parts, goal: Goal, right_text: &str) -> Option<Hit> {
    let first = canonical_variants(case, right, right_text);
    let mut tried = 0;
    let by_key = signed_pairs(case, &first, goal, right_text);
    if by_key.is_some() {
        return by_key;
    }
    for (at, (one, (parts, text))) in first.iter().enumerate() {
        let mut others: Vec<Made<String>> = Vec::new();
        for (two, (other, _)) in first.iter().skip(at + 1) {
            if let (Some(parts), Some(other)) = (parts, other)
                && let Some(both) = merged(right, parts, other)
            {
                others.push((two, both.text()));
            }
        }
        for two in all() {
            if let Alter::Text(alter) = two.alter {
                others.extend(alter(text).into_iter().map(|text| (two, text)));
            }
        }
        tried += others.len();
        if let Some((two, canonical)) = others.into_iter().find(|(_, text)| is_reached(goal, text))
        {
            return Some(Hit { mistakes: Vec::from([*one, two]), canonical, string_to_sign: None });
        }
        if tried > PAIR_LIMIT {
            return None;
        }
    }
    None
}

/// A mistake in the canonical request or the lines, and one in the key or behind it.
fn signed_pairs(
    case: &Case,
    first: &[Made<(Option<Parts>, String)>],
    goal: Goal,
    right_text: &str,
) -> Option<Hit> {
    let Goal::Signature { signature, secret, key: right_key, lines } = goal else { return None };
    let keys = key_variants(case, secret);
    let right_lines = |canonical: &str| lines.with_hash(&sha256_text(canonical));
    for (one, (_, canonical)) in first {
        let lines = right_lines(canonical);
        let hit = |two, text| Hit {
            mistakes: Vec::from([*one, two]),
            canonical: canonical.clone(),
            string_to_sign: Some(text),
        };
        for (two, text) in line_variants(case, &lines, canonical) {
            if hmac_sha256(right_key, text.as_bytes()) == signature {
                return Some(hit(two, text));
            }
        }
        let text = lines.text();
        if let Some((two, _)) =
            keys.iter().find(|(_, key)| hmac_sha256(key, text.as_bytes()) == signature)
        {
            return Some(hit(two, text));
        }
        for two in all() {
            if let Alter::Mac(mac) = two.alter
                && mac(right_key, canonical, &text) == signature
            {
                return Some(hit(two, text));
            }
        }
    }
    let lines = right_lines(right_text);
    let by_lines = line_variants(case, &lines, right_text);
    for (one, text) in by_lines {
        if let Some((two, _)) =
            keys.iter().find(|(_, key)| hmac_sha256(key, text.as_bytes()) == signature)
        {
            return Some(Hit {
                mistakes: Vec::from([one, two]),
                canonical: right_text.to_string(),
                string_to_sign: Some(text),
            });
        }
    }
    None
}

/// Both changes at once, when they are in different parts.
fn merged(right: &Parts, one: &Parts, two: &Parts) -> Option<Parts> {
    fn pick<T: Clone + PartialEq>(right: &T, one: &T, two: &T) -> Option<T> {
        if one == right { Some(two.clone()) } else { (two == right).then(|| one.clone()) }
    }
    Some(Parts {
        method: pick(&right.method, &one.method, &two.method)?,
        uri: pick(&right.uri, &one.uri, &two.uri)?,
        query: pick(&right.query, &one.query, &two.query)?,
        headers: merged_headers(right, one, two)?,
        signed_headers: pick(&right.signed_headers, &one.signed_headers, &two.signed_headers)?,
        payload: pick(&right.payload, &one.payload, &two.payload)?,
    })
}

/// Header by header while names and order are the same.
fn merged_headers(right: &Parts, one: &Parts, two: &Parts) -> Option<Vec<(String, String)>> {
    if one.headers == right.headers {
        return Some(two.headers.clone());
    }
    if two.headers == right.headers {
        return Some(one.headers.clone());
    }
    if one.headers.len() != right.headers.len() || two.headers.len() != right.headers.len() {
        return None;
    }
    let mut headers = right.headers.clone();
    for ((header, one), two) in headers.iter_mut().zip(&one.headers).zip(&two.headers) {
        if one != header && two != header {
            return None;
        }
        header.clone_from(if one == header { two } else { one });
    }
    Some(headers)
}

//! Finding the mistakes whose result is what the caller has: single ones first, then pairs.

use super::case::Case;
use super::mistakes::{Alter, Mistake, all};
use super::parts::{Lines, Parts};
use super::rebuild::sha256_text;
use crate::key::hmac_sha256;
use alloc::string::String;
use alloc::vec::Vec;

/// How many bytes of candidates a search of pairs tries at most: 40,000 of long requests, which takes a second or so.
const PAIR_LIMIT: usize = 64 << 20;

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

impl Hit {
    fn new(mistakes: &[&'static Mistake], canonical: &str, string_to_sign: Option<String>) -> Self {
        Self { mistakes: mistakes.to_vec(), canonical: canonical.into(), string_to_sign }
    }
}

type Made<T> = (&'static Mistake, T);

/// The fewest mistakes that make the right parts into what the caller has.
pub fn search(case: &mut Case, right: &Parts, goal: Goal) -> Option<Hit> {
    let right_text = right.text();
    if is_reached(goal, &right_text) {
        return Some(Hit::new(&[], &right_text, None));
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
            is_signed(key, &text, signature)
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
        for text in mistake.texts(right_text) {
            made.push((mistake, (None, text)));
        }
    }
    made
}

/// Every signing key with one mistake in it.
fn key_variants(case: &Case, secret: &str) -> Vec<Made<Vec<u8>>> {
    let mut made = Vec::new();
    for mistake in all() {
        for way in mistake.ways {
            match way {
                Alter::Secret(alter) => {
                    for other in alter(case, secret) {
                        made.push((mistake, case.scope.signing_key(&other)));
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
    }
    made
}

fn line_variants(case: &Case, lines: &Lines, canonical: &str) -> Vec<Made<String>> {
    let mut made = Vec::new();
    for mistake in all() {
        for lines in mistake.lines(case, lines, canonical) {
            made.push((mistake, lines.text()));
        }
    }
    made
}

fn is_signed(key: &[u8], text: &str, signature: &[u8]) -> bool {
    hmac_sha256(key, text.as_bytes()) == signature
}

/// The mistake in the string to sign, and what it is then.
fn in_lines(
    case: &Case,
    key: &[u8],
    lines: &Lines,
    canonical: &str,
    signature: &[u8],
) -> Option<Made<String>> {
    let made = line_variants(case, lines, canonical);
    made.into_iter().find(|(_, text)| is_signed(key, text, signature))
}

/// The mistake in the signing key.
fn in_key(keys: &[Made<Vec<u8>>], text: &str, signature: &[u8]) -> Option<&'static Mistake> {
    let (mistake, _) = keys.iter().find(|(_, key)| is_signed(key, text, signature))?;
    Some(mistake)
}

/// The mistake in the last step.
fn in_mac(key: &[u8], canonical: &str, text: &str, signature: &[u8]) -> Option<&'static Mistake> {
    let makes_it = |way: &Alter| match way {
        Alter::Mac(mac) => mac(key, canonical, text) == signature,
        _ => false,
    };
    all().find(|mistake| mistake.ways.iter().any(makes_it))
}

/// The mistake in the key or the last step that made this signature of this string to sign.
pub fn search_key(
    case: &Case,
    signature: &[u8],
    secret: &str,
    canonical: &str,
    text: &str,
) -> Option<Vec<&'static Mistake>> {
    let right = case.scope.signing_key(secret.as_bytes());
    if is_signed(&right, text, signature) {
        return Some(Vec::new());
    }
    if let Some(mistake) = in_mac(&right, canonical, text, signature) {
        return Some(Vec::from([mistake]));
    }
    let keys = key_variants(case, secret);
    if let Some(mistake) = in_key(&keys, text, signature) {
        return Some(Vec::from([mistake]));
    }
    in_key_and_mac(&keys, canonical, text, signature).map(Vec::from)
}

/// A mistake in the signing key, and one in the last step.
fn in_key_and_mac(
    keys: &[Made<Vec<u8>>],
    canonical: &str,
    text: &str,
    signature: &[u8],
) -> Option<[&'static Mistake; 2]> {
    keys.iter().find_map(|(first, key)| Some([*first, in_mac(key, canonical, text, signature)?]))
}

fn singles(case: &Case, right: &Parts, goal: Goal, right_text: &str) -> Option<Hit> {
    for (mistake, (_, canonical)) in canonical_variants(case, right, right_text) {
        if is_reached(goal, &canonical) {
            return Some(Hit::new(&[mistake], &canonical, None));
        }
    }
    let Goal::Signature { signature, secret, key, lines } = goal else { return None };
    let lines = lines.with_hash(&sha256_text(right_text));
    if let Some(mistakes) = search_key(case, signature, secret, right_text, &lines.text()) {
        return Some(Hit::new(&mistakes, right_text, None));
    }
    // The lines may have any of a thousand milliseconds: they come last.
    let (mistake, text) = in_lines(case, key, &lines, right_text, signature)?;
    Some(Hit::new(&[mistake], right_text, Some(text)))
}

fn pairs(case: &Case, right: &Parts, goal: Goal, right_text: &str) -> Option<Hit> {
    let first = canonical_variants(case, right, right_text);
    let by_key = signed_pairs(case, &first, goal, right_text);
    if by_key.is_some() {
        return by_key;
    }
    let mut tried = 0;
    for (at, (one, (parts, text))) in first.iter().enumerate() {
        let mut is_found = |canonical: &str| {
            tried += canonical.len();
            is_reached(goal, canonical)
        };
        for (two, (other, _)) in first.iter().skip(at + 1) {
            let (Some(parts), Some(other)) = (parts, other) else { continue };
            let Some(both) = merged(right, parts, other) else { continue };
            let canonical = both.text();
            if is_found(&canonical) {
                return Some(Hit::new(&[one, two], &canonical, None));
            }
        }
        for two in all() {
            for canonical in two.texts(text) {
                if is_found(&canonical) {
                    return Some(Hit::new(&[one, two], &canonical, None));
                }
            }
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
    let is_mac = |way: &Alter| matches!(way, Alter::Mac(_));
    let throughout: Vec<_> =
        keys.iter().filter(|(mistake, _)| mistake.ways.iter().any(is_mac)).cloned().collect();
    for (one, (_, canonical)) in first {
        let lines = lines.with_hash(&sha256_text(canonical));
        let text = lines.text();
        let made = in_lines(case, right_key, &lines, canonical, signature).or_else(|| {
            let two = in_key(&keys, &text, signature)
                .or_else(|| in_mac(right_key, canonical, &text, signature))
                // One that is made in every step of the key, and in the last one too.
                .or_else(|| Some(in_key_and_mac(&throughout, canonical, &text, signature)?[0]))?;
            Some((two, text))
        });
        if let Some((two, text)) = made {
            return Some(Hit::new(&[one, two], canonical, Some(text)));
        }
    }
    let lines = lines.with_hash(&sha256_text(right_text));
    for (one, text) in line_variants(case, &lines, right_text) {
        if let Some(two) = in_key(&keys, &text, signature) {
            return Some(Hit::new(&[one, two], right_text, Some(text)));
        }
    }
    let text = lines.text();
    let both = in_key_and_mac(&keys, right_text, &text, signature)?;
    Some(Hit::new(&both, right_text, Some(text)))
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

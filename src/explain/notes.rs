//! The reasons, in words.

use crate::canonical::header_choice::SkipReason;
use crate::canonical::headers::{HOST, X_AMZ_CONTENT_SHA256, X_AMZ_DATE};
use crate::canonical::payload::PayloadReason;
use crate::canonical::query::DropReason;
use crate::encode::{LEGAL, STRICT, STRICT_PATH, push_encoded, push_reencoded};
use crate::record::SegmentChange;
use crate::text::trimmed;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// How many changes of one value a note lists.
const CHANGES_LISTED: usize = 4;

const ENCODED: &str = "everything but letters, digits, `-` `.` `_` `~` is encoded";
const ILLEGAL_ENCODED: &str = "what may not stand in a URL is sent encoded";
const UNESCAPED: &str = "what needs no encoding is decoded";
const UPPER_CASE: &str = "hex digits are upper case";
const ENCODED_SLASH: &str = "S3 reads an encoded slash as a slash";
const LITERAL_PERCENT: &str = "a `%` without two hex digits behind it is itself encoded";

/// A piece of a raw text that is encoded as one: `%XX`, or a character.
fn units(raw: &str) -> impl Iterator<Item = &str> {
    let mut rest = raw;
    core::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let escaped = first == '%'
            && rest.get(1..3).is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let length = if escaped { 3 } else { first.len_utf8() };
        let (unit, behind) = rest.split_at_checked(length)?;
        rest = behind;
        Some(unit)
    })
}

/// "`!` becomes `%21`, `+` becomes `%20`: why" for each reason, in the order met: `plus` for `+`, `encoded` for what was none.
fn changes<'a>(
    units: &mut dyn Iterator<Item = &'a str>,
    encode: fn(&mut String, &str),
    plus: &'static str,
    encoded: &'static str,
) -> Option<String> {
    let mut found: Vec<(&'static str, Vec<String>)> = Vec::new();
    let mut listed = 0;
    for unit in units {
        let mut became = String::new();
        encode(&mut became, unit);
        if became == unit {
            continue;
        }
        let why = match unit {
            "+" => plus,
            "%" => LITERAL_PERCENT,
            _ if became == "/" => ENCODED_SLASH,
            _ if !unit.starts_with('%') => encoded,
            _ if became.eq_ignore_ascii_case(unit) => UPPER_CASE,
            _ => UNESCAPED,
        };
        let change = ["`", unit, "` becomes `", &became, "`"].concat();
        let place = found.iter().position(|(each, _)| *each == why).unwrap_or(found.len());
        if place == found.len() {
            found.push((why, Vec::new()));
        }
        if let Some((_, list)) = found.get_mut(place)
            && listed < CHANGES_LISTED
            && !list.contains(&change)
        {
            list.push(change);
            listed += 1;
        }
    }
    let sentence = |(why, list): &(&str, Vec<String>)| {
        (!list.is_empty()).then(|| [&list.join(", "), ": ", *why].concat())
    };
    let sentences: Vec<String> = found.iter().filter_map(sentence).collect();
    (!sentences.is_empty()).then(|| sentences.join("; "))
}

pub(super) fn segment(raw: &str, change: SegmentChange) -> Option<String> {
    match change {
        SegmentChange::EncodedOnce => changes(
            &mut units(raw),
            |out, unit| push_reencoded(out, unit, STRICT_PATH),
            "S3 reads a raw `+` in a path as a space; a plus is sent as `%2B`",
            ENCODED,
        ),
        SegmentChange::EncodedAgain => {
            let mut again = String::new();
            push_encoded(&mut again, raw, STRICT);
            if again == raw {
                None
            } else if raw.contains('%') {
                Some(
                    "`%` becomes `%25`: this service encodes the path that is sent once more"
                        .into(),
                )
            } else {
                changes(
                    &mut units(raw),
                    |out, unit| push_encoded(out, unit, STRICT),
                    ENCODED,
                    ENCODED,
                )
            }
        }
        SegmentChange::EmptyRemoved => Some("empty segments are removed".into()),
        SegmentChange::DotRemoved => Some("`.` is removed: it means this folder".into()),
        SegmentChange::DotDotRemoved => Some("`..` is removed, with the segment before it".into()),
        SegmentChange::Cancelled => Some("removed by the `..` behind it".into()),
    }
}

/// What became of a segment of the path before it was encoded again.
pub(super) fn sent_segment(raw: &str) -> Option<String> {
    let encode: fn(&mut String, &str) = |out, unit| push_encoded(out, unit, LEGAL);
    changes(&mut units(raw), encode, ILLEGAL_ENCODED, ILLEGAL_ENCODED)
}

pub(super) fn parameter(raw: Option<&str>, name: &str) -> Option<String> {
    let Some(raw) = raw else {
        return Some(added_parameter(name).into());
    };
    let encode: fn(&mut String, &str) = |out, unit| push_reencoded(out, unit, STRICT);
    let (name, value) = raw.split_once('=').unwrap_or((raw, ""));
    let encoded =
        changes(&mut units(name).chain(units(value)), encode, "`+` is a space in a query", ENCODED);
    let no_value = || "it has no `=`, so it gets an empty value".into();
    let notes = [encoded, (!raw.contains('=')).then(no_value)];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}

fn added_parameter(name: &str) -> &'static str {
    match name {
        "X-Amz-Algorithm" => "added: how the URL is signed",
        "X-Amz-Credential" => "added: who signs, and for which day, region and service",
        "X-Amz-Date" => "added: when the URL starts to work",
        "X-Amz-Expires" => "added: for how many seconds it works",
        "X-Amz-SignedHeaders" => "added: the headers that must be sent as they were signed",
        _ => "added: the session token of temporary credentials",
    }
}

pub(super) fn moved(was: usize, is: usize) -> String {
    let (was, is) = (ordinal(was), ordinal(is));
    [
        "moved from ",
        &was,
        " to ",
        &is,
        " of the request's parameters: sorted by encoded name, then value",
    ]
    .concat()
}

fn ordinal(place: usize) -> String {
    let number = place + 1;
    let suffix = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    let mut text = number.to_string();
    text.push_str(suffix);
    text
}

pub(super) fn dropped(reason: DropReason) -> &'static str {
    match reason {
        DropReason::Empty => "left out: nothing stands between two `&`",
        DropReason::Replaced => {
            "left out: it belongs to an earlier presigning, which this one replaces"
        }
    }
}

pub(super) fn signed_header(
    name: &str,
    value: &str,
    raw_name: &str,
    raw_values: &[String],
) -> Option<String> {
    let Some(raw_value) = raw_values.first() else {
        return Some(
            match name {
                HOST => "added: every signature covers the host",
                X_AMZ_DATE => "added: the time of the signature",
                X_AMZ_CONTENT_SHA256 => "added: this service wants to see the payload's hash",
                _ => "added: the session token of temporary credentials",
            }
            .into(),
        );
    };
    let mut notes = Vec::new();
    if raw_name != name {
        notes.push("the name is in lower case");
    }
    if raw_values.len() > 1 {
        notes.push("its values are joined with a comma, in the order given");
    } else if name == HOST && raw_value != value {
        notes.push("the host in lower case and without the default port, as clients send it");
    } else if raw_value != value {
        let ends = trimmed(raw_value);
        if ends != raw_value {
            notes.push("white space at the ends is trimmed");
        }
        if ends != value {
            notes.push("runs of white space become one space");
        }
    }
    (!notes.is_empty()).then(|| notes.join("; "))
}

pub(super) fn skipped(reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::CarriesSignature => "left out: it will carry the signature itself",
        SkipReason::HopByHop => "left out: it belongs to one connection, and proxies drop it",
        SkipReason::ChangedOnTheWay => "left out: clients and proxies change it on the way",
        SkipReason::Asked => "left out: asked for with unsignedHeaders",
        SkipReason::InQuery => "left out: the query of the presigned URL says it",
        SkipReason::TokenUnsigned => {
            "not signed: this service wants the session token beside the signature"
        }
    }
}

pub(super) fn payload(reason: PayloadReason) -> &'static str {
    match reason {
        PayloadReason::NoBody => "no body: SHA-256 of the empty string",
        PayloadReason::Body => "SHA-256 of the body",
        PayloadReason::Unsigned => "asked for: the body is not part of the signature",
        PayloadReason::UnsignedByRule => {
            "a presigned URL of this service is made before the body is known, so the body is not part of the signature"
        }
        PayloadReason::EmptyByRule => {
            "this service signs SHA-256 of the empty string in every presigned URL"
        }
        PayloadReason::NeverSigned => {
            "this service takes no signed payload, so the body is not part of the signature"
        }
        PayloadReason::Known => "the SHA-256 that was given",
        PayloadReason::Header => "the given x-amz-content-sha256 header is the payload line",
    }
}

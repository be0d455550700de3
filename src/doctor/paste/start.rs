//! What begins in a line of a paste.

use super::super::text::{Search, has_variable, is_hash};
use super::http::{is_field, request_line};
use super::is_answer;
use super::labelled;
use super::open::Open;
use super::piece::{
    ACCESS_KEY_ID, CANONICAL_REQUEST, REQUEST, RESPONSE, SECRET, SIGNATURE, STRING_TO_SIGN,
};
use super::scan::{self, LETTERS, WORD};
use super::strings::{end, is_string_to_sign};
use super::url::is_method;
use crate::credentials::looks_like_a_secret;

/// What programs and people write above, or before, the texts.
const LABELS: [(&str, &str); 10] = [
    ("canonicalrequest", CANONICAL_REQUEST),
    ("canonical request", CANONICAL_REQUEST),
    ("canonical_request", CANONICAL_REQUEST),
    ("canonical string", CANONICAL_REQUEST),
    ("stringtosign", STRING_TO_SIGN),
    ("string to sign", STRING_TO_SIGN),
    ("string_to_sign", STRING_TO_SIGN),
    ("secret", SECRET),
    ("key", ACCESS_KEY_ID),
    ("signature", SIGNATURE),
];

/// What begins in a line, with its field and its text there.
pub enum Start<'a> {
    /// It ends what was before. `is_text`: of a canonical request or a string to sign.
    Heading {
        is_text: bool,
    },
    Lines(&'static str, &'a str),
    /// It ends with its line.
    Word(&'static str, &'a str),
}

/// What stands around a line.
pub struct Around<'a> {
    next: &'a str,
    /// The line behind that.
    then: &'a str,
    /// The field of what is open.
    open: Option<&'a str>,
    /// Whether it may be a header of that, or of its body.
    is_of_open: bool,
    /// Whether it stands below a heading of a canonical request or a string to sign.
    is_labelled: bool,
}

impl<'a> Around<'a> {
    /// What is open, and the text behind the line. None where nothing may begin: in an empty line, and within what is open.
    pub fn of(open: Option<&Open>, line: &str, rest: &'a str, is_labelled: bool) -> Option<Self> {
        let is_inside = open.is_some_and(|open| !open.is_over() || open.goes_on(line));
        if is_inside || line.trim().is_empty() {
            return None;
        }
        let next = rest.before(b'\n');
        Some(Self {
            next: next.trim(),
            then: rest.get(next.len() + 1..).unwrap_or_default().before(b'\n'),
            open: open.and_then(Open::field),
            is_of_open: open.is_some_and(|open| open.may_have(line)),
            is_labelled,
        })
    }
}

/// What begins in a line.
pub fn start<'a>(line: &'a str, around: &Around<'_>) -> Option<Start<'a>> {
    let Around { next, open, is_of_open, is_labelled, .. } = *around;
    let text = without_class(line.trim_start());
    if let Some(field) = token(line.trim()).filter(|_| open.is_none()) {
        return Some(Start::Word(field, text));
    }
    if let Some(field) = kind(text.trim_end(), next, open) {
        return Some(Start::Lines(field, text));
    }
    let lower = text.to_ascii_lowercase();
    // A variable of a shell is none of a body.
    let is_variable = lower.has("aws_") || text.has("SECRET");
    let secret = labelled::secret(text).filter(|_| !is_of_open || is_variable);
    if let Some(secret) = secret {
        return Some(Start::Word(SECRET, secret));
    }
    if open == Some(RESPONSE) && is_member(text) {
        return None;
    }
    let label = LABELS
        .iter()
        .find_map(|(label, field)| lower.place(label).map(|at| (*field, at + label.len())));
    let is_text =
        label.is_some_and(|(field, _)| matches!(field, CANONICAL_REQUEST | STRING_TO_SIGN));
    if let Some(start) = first_line(text, around, is_text || is_labelled) {
        return Some(start);
    }
    let (field, from) = label?;
    let after = text.get(from..)?;
    let rest = after.trimmed(" :=-]#)*\r\n\t");
    if rest.is_empty() {
        let is_header = open == Some(CANONICAL_REQUEST) && !lower.trim().has(" ");
        let is_heading = is_text || after.trim().starts_with(':') && !is_header;
        return is_heading.then_some(Start::Heading { is_text });
    }
    if is_text || field == SECRET {
        return None;
    }
    let is_of_request = open == Some(REQUEST) && !lower.has("aws_") || text.has("Credential=");
    let mut words = rest;
    let word = loop {
        let (word, behind) = scan::word(words, WORD);
        if token(word) == Some(field) {
            break word;
        }
        words = scan::next(behind)?;
    };
    (!is_of_request).then_some(Start::Word(field, word))
}

/// Whether it is `Name: 'text'`, as programs print a field of an answer, one in a line of a log too.
fn is_member(line: &str) -> bool {
    let named = [": '", ": \"", ": ["].iter().find_map(|mark| Some(line.cut(mark)?.0));
    named.is_some_and(|named| !named.cut_last(": ").map_or(named, |(_, name)| name).has(" "))
}

/// A canonical request or a string to sign that begins in the line, at its end or before a literal `\n`; behind anything
/// where it has a label, or where the next line is a path or a date.
fn first_line<'a>(line: &'a str, around: &Around<'_>, is_labelled: bool) -> Option<Start<'a>> {
    let Around { next, then, open, .. } = *around;
    // Headers below a URL are those of a request that was printed.
    let is_sent = next.has("://") && (then.has(": ") || then.starts_in("{[<"));
    let (line, mut is_alone) = (line.trimmed_start("b'\"`"), true);
    let blank = line.len() - line.trim_end().len();
    let mut rest = line;
    loop {
        let (word, behind) = scan::word(rest, LETTERS);
        let is_literal = behind.starts_with("\\n");
        if is_literal || behind.len() <= blank {
            let rest = if is_literal { without_fields(rest) } else { rest };
            let of = if is_literal { Start::Word } else { Start::Lines };
            let is_sure = is_literal || is_labelled;
            let is_inside = open == Some(RESPONSE) && !is_alone;
            if is_string_to_sign(word)
                && (is_sure || is_alone || next.starts_in("0123456789") && !is_inside)
            {
                return Some(of(STRING_TO_SIGN, rest));
            }
            let is_path = next.starts_with('/') && !is_inside
                || is_alone && !is_sent && (next.is_empty() || next.starts_in("%h'\"b"));
            let method = if is_alone { word.to_ascii_uppercase() } else { word.into() };
            if is_method(&method) && (is_sure || is_path) {
                return Some(of(CANONICAL_REQUEST, rest));
            }
        }
        rest = scan::next(behind)?;
        is_alone = false;
    }
}

/// A text in one line without what a log has behind its last hash.
fn without_fields(text: &str) -> &str {
    let (before, last) = text.cut_last("\\n").unwrap_or_default();
    end(last).and_then(|end| text.get(..before.len() + 2 + end.len())).unwrap_or(text)
}

/// A line without the name of a class before the brace of an object that a program printed.
fn without_class(line: &str) -> &str {
    let (class, object) = scan::word(line, LETTERS);
    let is_class = object.trim() == "{" && class != class.to_ascii_lowercase();
    if is_class { object.trim_start() } else { line }
}

fn kind(line: &str, next: &str, open: Option<&str>) -> Option<&'static str> {
    let bare = line.trimmed_start("$>` ");
    let first = bare.before(b' ').before(b'\\');
    // What a command sends may read like an answer.
    if first == "curl" && (bare.has_any(" -|://") || !is_answer(line)) {
        return Some(REQUEST);
    }
    let begins = |marks: &str| marks.pieces(b'|').any(|mark| bare.starts_with(mark));
    let is_body = open == Some(REQUEST);
    if begins("<?xml|<Error|<Response|<html|&lt;|An error occurred (")
        || begins("{")
            && !has_variable(bare.get(..2).unwrap_or_default())
            && (!is_body && labelled::secret(line).is_none()
                || is_answer(line)
                || bare == "{" && is_answer(next))
        || open != Some(RESPONSE) && is_answer(line)
    {
        return Some(RESPONSE);
    }
    if bare.has("fetch(")
        || request_line(line).is_some()
        || is_method(first) && bare.has("://")
        || begins("https://|http://|wss://") && (!is_body || bare.has("X-Amz-"))
        || is_field(bare)
        || !is_body
            && open != Some(RESPONSE)
            && bare.has("AWS4-HMAC-SHA256 Credential=")
            && (bare.has("{") || bare.has("["))
    {
        return Some(REQUEST);
    }
    None
}

/// What a single word is: a signature, an access key id or a secret.
fn token(word: &str) -> Option<&'static str> {
    match word.len() {
        64 if is_hash(word) => Some(SIGNATURE),
        20 if word.starts_with("AKIA") || word.starts_with("ASIA") => {
            word.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some(ACCESS_KEY_ID)
        }
        _ if looks_like_a_secret(word) => Some(SECRET),
        _ => None,
    }
}

//! Text taken apart at ASCII bytes, where every cut is a character's boundary.

use alloc::string::String;
use core::ops::Range;

/// What bytes are part of, as bits of [`CLASSES`].
pub(crate) mod kind {
    /// RFC 9110 §5.6.2: a method or a header name.
    pub(crate) const TOKEN: u8 = 1 << 0;
    /// RFC 3986 §2.3: unreserved characters, of which host names are made too.
    pub(crate) const UNRESERVED: u8 = 1 << 1;
    /// Names of regions, services and buckets: letters, digits, `-` `.` `_`.
    pub(crate) const NAME: u8 = 1 << 2;
    /// `0` to `9`.
    pub(crate) const DIGIT: u8 = 1 << 3;
    /// `0` to `9`, `a` to `f`.
    pub(crate) const LOWER_HEX: u8 = 1 << 4;
    /// Lower-case letters, digits and `-`: names of AWS regions, and what a bucket in a host is made of.
    pub(crate) const LABEL: u8 = 1 << 5;
    /// [`UNRESERVED`], and `/`.
    pub(crate) const PATH: u8 = 1 << 6;
    /// RFC 3986 §2: what may stand raw in a URL, and a `%`.
    pub(crate) const LEGAL: u8 = 1 << 7;
}

#[allow(clippy::indexing_slicing, reason = "an index that is too large does not compile here")]
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        let mut class = 0;
        let is_name = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        if is_name {
            class |= kind::NAME;
        }
        if is_name || byte == b'~' {
            class |= kind::UNRESERVED | kind::PATH | kind::TOKEN;
        }
        if byte == b'/' {
            class |= kind::PATH;
        }
        if byte.is_ascii_graphic()
            && !matches!(byte, b'"' | b'<' | b'>' | b'{' | b'}' | b'|' | b'`' | b'\\' | b'^')
        {
            class |= kind::LEGAL;
        }
        if matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'^' | b'`' | b'|') {
            class |= kind::TOKEN;
        }
        if byte.is_ascii_digit() {
            class |= kind::DIGIT;
        }
        if matches!(byte, b'0'..=b'9' | b'a'..=b'f') {
            class |= kind::LOWER_HEX;
        }
        if matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'-') {
            class |= kind::LABEL;
        }
        classes[byte as usize] = class;
        byte += 1;
    }
    classes
};

/// Whether a byte is of the [`kind`].
pub(crate) fn is(byte: u8, kind: u8) -> bool {
    CLASSES.get(usize::from(byte)).copied().unwrap_or_default() & kind != 0
}

/// Whether the text is not empty and made of one [`kind`] of bytes.
pub(crate) fn is_all(text: &str, kind: u8) -> bool {
    !text.is_empty() && text.bytes().all(|byte| is(byte, kind))
}

/// Appends. Out of line, since there are so many calls that the artefact would be a third larger.
#[inline(never)]
pub(crate) fn push(out: &mut String, text: &str) {
    out.push_str(text);
}

/// Sets a text to parts, one behind the other.
#[inline(never)]
pub(crate) fn set(out: &mut String, parts: &[&str]) {
    out.clear();
    for part in parts {
        push(out, part);
    }
}

/// The text at a place where it was put.
#[inline(never)]
pub(crate) fn slice(text: &str, place: Range<usize>) -> &str {
    text.get(place).unwrap_or_default()
}

/// The text before the first byte that `is_end` holds for, and the rest from that byte on.
pub(crate) fn split_before(text: &str, is_end: impl Fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().position(is_end).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Whether there is no white space and no control character, as in most texts.
#[inline(never)]
pub(crate) fn is_plain(text: &str) -> bool {
    all_bytes(text, |byte| byte > b' ')
}

/// Looks at all of sixteen bytes, which is the faster for being done at once; at some of the last ones twice.
pub(crate) fn all_bytes(text: &str, holds: impl Fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let all = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & holds(*byte));
    let chunks = bytes.as_chunks::<16>().0;
    chunks.iter().all(|chunk| all(chunk))
        && bytes.last_chunk::<16>().map_or_else(|| all(bytes), |last| all(last))
}

/// What is behind a text that another begins with.
#[inline(never)]
pub(crate) fn behind<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (begin, rest) = text.split_at_checked(start.len())?;
    is_same(begin.as_bytes(), start.as_bytes()).then_some(rest)
}

/// As `==`, which compares byte by byte in wasm, but sixteen at once. How long it takes tells the lengths alone.
pub(crate) fn is_same(one: &[u8], other: &[u8]) -> bool {
    let [chunks, others] = [one, other].map(|bytes| bytes.as_chunks::<16>().0);
    let pairs = chunks.iter().zip(others);
    one.len() == other.len()
        && pairs.fold(true, |same, (one, other)| same & all_same(one, other))
            & match (one.last_chunk::<16>(), other.last_chunk::<16>()) {
                (Some(one), Some(other)) => all_same(one, other),
                _ => all_same(one, other),
            }
}

/// The same of texts of one length, all at once.
#[inline(always)]
pub(crate) fn all_same(one: &[u8], other: &[u8]) -> bool {
    one.iter().zip(other).fold(true, |same, (one, other)| same & (one == other))
}

/// The pieces between the separators, as [`str::split`] gives them.
pub(crate) fn pieces(text: &str, separator: u8) -> Pieces<'_> {
    Pieces { rest: Some(text), separator }
}

/// See [`pieces`].
pub(crate) struct Pieces<'a> {
    rest: Option<&'a str>,
    separator: u8,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        let chunks = text.as_bytes().as_chunks::<16>().0;
        let holds =
            |chunk: &[u8]| chunk.iter().fold(false, |any, byte| any | (*byte == self.separator));
        let before = 16 * chunks.iter().take_while(|chunk| !holds(*chunk)).count();
        let mut behind = text.bytes().skip(before);
        let end = behind
            .position(|byte| byte == self.separator)
            .map_or(text.len(), |place| before + place);
        let (piece, behind) = text.split_at_checked(end).unwrap_or((text, ""));
        self.rest = behind.get(1..);
        Some(piece)
    }
}

/// The labels of a host up to the last one, and the last one.
#[inline(never)]
pub(crate) fn split_last(name: &str) -> (&str, &str) {
    match name.bytes().rposition(|byte| byte == b'.') {
        Some(dot) => (slice(name, 0..dot), slice(name, dot + 1..name.len())),
        None => ("", name),
    }
}

/// Appends in lower case, ASCII only.
#[inline(never)]
pub(crate) fn push_lower(out: &mut String, text: &str) {
    let start = out.len();
    out.push_str(text);
    if let Some(pushed) = out.get_mut(start..) {
        pushed.make_ascii_lowercase();
    }
}

/// What an HTTP field value may be folded with: trimmed from both ends.
pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The text without blanks at either end.
#[inline(never)]
pub(crate) fn trimmed(text: &str) -> &str {
    let is_kept = |byte: u8| !is_blank(byte);
    let start = text.bytes().position(is_kept).unwrap_or(text.len());
    let end = text.bytes().rposition(is_kept).map_or(start, |last| last + 1);
    slice(text, start..end)
}

/// A number without sign, of at most nine digits.
#[inline(never)]
pub(crate) fn decimal(text: &str) -> Option<u32> {
    if text.len() > 9 || !is_all(text, kind::DIGIT) {
        return None;
    }
    Some(text.bytes().fold(0, |number, digit| 10 * number + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn pieces_are_those_of_split() {
        for text in ["", "/", "a", "a/b", "/a//b/", "ü/€"] {
            let pieces: Vec<&str> = pieces(text, b'/').collect();
            assert_eq!(pieces, text.split('/').collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn blanks_are_trimmed_and_other_white_space_is_not() {
        for (text, kept) in [("", ""), (" \t\r\n", ""), (" a b\n", "a b"), ("\u{a0}a", "\u{a0}a")] {
            assert_eq!(trimmed(text), kept, "{text:?}");
        }
    }

    #[test]
    fn a_text_is_plain_until_one_byte_is_not() {
        for length in 0..70 {
            assert!(is_plain(&"~\u{7f}ü".repeat(length)), "{length}");
            for (place, byte) in (0..length).zip(["\0", "\t", "\n", "\r", " "].iter().cycle()) {
                let text = ["x".repeat(place), "x".repeat(length - place - 1)].join(byte);
                assert!(!is_plain(&text), "{length} {place}");
            }
        }
    }

    #[test]
    fn kinds_are_those_of_their_specifications() {
        for byte in 0..=255u8 {
            let letter = byte.is_ascii_alphanumeric();
            let one_of = |list: &str| letter || list.as_bytes().contains(&byte);
            assert_eq!(is(byte, kind::TOKEN), one_of("!#$%&'*+-.^_`|~"), "{byte}");
            assert_eq!(is(byte, kind::UNRESERVED), one_of("-._~"), "{byte}");
            assert_eq!(is(byte, kind::NAME), one_of("-._"), "{byte}");
            assert_eq!(is(byte, kind::DIGIT), byte.is_ascii_digit(), "{byte}");
            assert_eq!(is(byte, kind::LOWER_HEX), b"0123456789abcdef".contains(&byte), "{byte}");
            assert_eq!(is(byte, kind::PATH), one_of("-._~/"), "{byte}");
            assert_eq!(is(byte, kind::LEGAL), one_of("-._~:/?#[]@!$&'()*+,;=%"), "{byte}");
            let is_label = byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            assert_eq!(is(byte, kind::LABEL), is_label, "{byte}");
        }
    }

    #[test]
    fn numbers_are_digits_alone() {
        for (text, number) in [("0", Some(0)), ("65535", Some(65535)), ("007", Some(7))] {
            assert_eq!(decimal(text), number);
        }
        for text in ["", "+1", "-1", "1 ", "1.0", "9999999999"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_is_the_same_until_one_byte_is_not() {
        for length in 0..70 {
            let text = "x".repeat(length);
            assert!(is_same(text.as_bytes(), text.as_bytes()));
            assert!(!is_same(text.as_bytes(), &[b'x'; 71]));
            assert_eq!(behind(&(text.clone() + "é"), &text), Some("é"));
            for place in 0..length {
                let mut other = text.clone().into_bytes();
                other[place] = b'y';
                assert!(!is_same(text.as_bytes(), &other), "{length} {place}");
            }
        }
        assert_eq!(behind("é", "x"), None);
        assert_eq!(behind("x", "xy"), None);
    }
}

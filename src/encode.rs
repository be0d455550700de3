//! Percent-encoding, and decoding of what is encoded anew.

use crate::text::{all_bytes, is, kind, pieces, push, split_before};
use alloc::string::String;
use percent_encoding::percent_decode;

/// Which bytes stay as they are when a text is encoded.
#[derive(Clone, Copy, Debug)]
pub struct Unencoded(u8);

/// RFC 3986 §2.3: the unreserved characters `A-Z a-z 0-9 - . _ ~`.
pub const STRICT: Unencoded = Unencoded(kind::UNRESERVED);

/// [`STRICT`], and `/`: whole paths and object keys.
pub const STRICT_PATH: Unencoded = Unencoded(kind::PATH);

/// All but what can never stand raw in a URL, by RFC 3986 §2. HTTP clients encode that before sending.
pub const LEGAL: Unencoded = Unencoded(kind::LEGAL);

/// Appends `raw` with every byte that does not stay as `%XX`; none that is not ASCII stays.
pub fn push_encoded(out: &mut String, raw: &str, stays: Unencoded) {
    let mut rest = raw;
    loop {
        let (plain, other) = split_before(rest, |byte| !is(byte, stays.0));
        push(out, plain);
        let mut letters = other.chars();
        let Some(letter) = letters.next() else { return };
        for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
            push_escaped(out, byte);
        }
        rest = letters.as_str();
    }
}

/// The same of one byte.
#[inline]
pub(crate) fn push_encoded_byte(out: &mut String, byte: u8, Unencoded(stays): Unencoded) {
    if is(byte, stays) { out.push(char::from(byte)) } else { push_escaped(out, byte) }
}

#[inline(never)]
fn push_escaped(out: &mut String, byte: u8) {
    out.push('%');
    for digit in [byte >> 4, byte & 15] {
        out.push(char::from(digit + if digit < 10 { b'0' } else { b'A' - 10 }));
    }
}

/// Appends `raw` decoded and encoded again: `+` is a space, a `%` that two hex digits do not follow is a `%`.
pub fn push_reencoded(out: &mut String, raw: &str, stays: Unencoded) {
    // What is encoded already is decoded to be encoded; all other text stays as it is.
    if raw.bytes().all(|byte| is(byte, stays.0)) {
        return push(out, raw);
    }
    for (position, part) in pieces(raw, b'+').enumerate() {
        if position > 0 {
            push(out, "%20");
        }
        for byte in percent_decode(part.as_bytes()) {
            push_encoded_byte(out, byte, stays);
        }
    }
}

/// What [`push_reencoded`] decodes, as text for people; bytes that are no UTF-8 are shown as U+FFFD.
pub fn decoded_lossy(raw: &str) -> String {
    let spaced = raw.replace('+', " ");
    String::from(percent_decode(spaced.as_bytes()).decode_utf8_lossy())
}

/// Whether all of a path stays by [`STRICT_PATH`], so that encoding changes nothing.
#[inline(never)]
pub(crate) fn is_plain_path(path: &str) -> bool {
    all_bytes(path, |byte| matches!(byte, b'-'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'~'))
}

/// Appends a number in decimal.
pub(crate) fn push_decimal(out: &mut String, number: u64) {
    if number >= 10 {
        push_decimal(out, number / 10);
    }
    // A digit is below 10.
    out.push(char::from(b'0' + (number % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn reencoded(raw: &str) -> String {
        let mut out = String::new();
        push_reencoded(&mut out, raw, STRICT);
        out
    }

    #[test]
    fn unreserved_characters_stay_and_all_others_become_upper_case_hex() {
        assert_eq!(reencoded("aZ0-._~"), "aZ0-._~");
        assert_eq!(reencoded("!*'()ü"), "%21%2A%27%28%29%C3%BC");
        assert_eq!(reencoded("%7e%2f%c3%bc"), "~%2F%C3%BC");
    }

    #[test]
    fn plus_is_a_space_and_an_encoded_plus_is_a_plus() {
        assert_eq!(reencoded("a+b%2Bc"), "a%20b%2Bc");
    }

    #[test]
    fn percent_without_two_hex_digits_is_a_percent() {
        assert_eq!(reencoded("100%"), "100%25");
        assert_eq!(reencoded("%zz%2"), "%25zz%252");
    }

    #[test]
    fn numbers_are_written_without_leading_zeros() {
        for number in [0, 9, 10, 80, 3600, 604_800, 1 << 32, u64::MAX] {
            let mut out = String::new();
            push_decimal(&mut out, number);
            assert_eq!(out, number.to_string());
        }
    }

    #[test]
    fn bytes_that_are_no_utf8_survive() {
        assert_eq!(reencoded("%ff%FE"), "%FF%FE");
        assert_eq!(decoded_lossy("%ff").to_string(), "\u{fffd}");
    }

    #[test]
    fn a_path_is_plain_where_encoding_changes_nothing() {
        for byte in 0..128u8 {
            for length in [1, 15, 16, 17, 40] {
                for place in [0, length / 2, length - 1] {
                    let mut path = alloc::vec![b'x'; length];
                    path[place] = byte;
                    let path = String::from_utf8(path).unwrap();
                    let mut encoded = String::new();
                    push_encoded(&mut encoded, &path, STRICT_PATH);
                    assert_eq!(is_plain_path(&path), encoded == path, "{path:?}");
                }
            }
        }
        assert!(!is_plain_path(&"xü".repeat(20)) && !is_plain_path("ü"));
    }
}

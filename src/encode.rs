//! The only percent-encoding and decoding.

use crate::text::split_before;
use alloc::string::String;
use alloc::vec::Vec;

/// A set of ASCII characters.
#[derive(Clone, Copy)]
pub struct AsciiSet([bool; 256]);

impl AsciiSet {
    pub(crate) const fn with(mut self, characters: &[u8]) -> Self {
        let mut rest = characters;
        while let [byte, behind @ ..] = rest {
            assert!(byte.is_ascii());
            set(&mut self.0, *byte, true);
            rest = behind;
        }
        self
    }

    const fn with_range(mut self, from: u8, to: u8) -> Self {
        let mut byte = from;
        while byte <= to {
            set(&mut self.0, byte, true);
            byte += 1;
        }
        self
    }

    const fn without(mut self, characters: &[u8]) -> Self {
        let mut rest = characters;
        while let [byte, behind @ ..] = rest {
            set(&mut self.0, *byte, false);
            rest = behind;
        }
        self
    }

    /// Whether the character of this byte is in the set; never for a byte of a longer one.
    pub fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).copied().unwrap_or_default()
    }
}

#[allow(
    clippy::indexing_slicing,
    reason = "a byte is a valid index; a constant cannot use get_mut"
)]
const fn set(table: &mut [bool; 256], byte: u8, value: bool) {
    table[byte as usize] = value;
}

const LETTERS_AND_DIGITS: AsciiSet =
    AsciiSet([false; 256]).with_range(b'A', b'Z').with_range(b'a', b'z').with_range(b'0', b'9');

/// RFC 3986 §2.3: what strict encoding keeps, the unreserved characters.
pub const STRICT: &AsciiSet = &LETTERS_AND_DIGITS.with(b"-._~");

/// [`STRICT`], and `/` stays: whole paths and object keys.
pub const STRICT_PATH: &AsciiSet = &STRICT.with(b"/");

/// RFC 3986 §2: what can stand raw in a URL. HTTP clients encode all else before sending.
pub const LEGAL: &AsciiSet = &AsciiSet([false; 256]).with_range(b'!', b'~').without(b"\"<>{}|`\\^");

/// Appends `raw` with every byte that is not in `kept` as `%XX`.
pub fn push_encoded(out: &mut String, raw: &str, kept: &AsciiSet) {
    push_with(out, raw, kept, |_| None);
}

/// Appends `raw` decoded and encoded again: `+` is a space, a `%` that two hex digits do not follow is a `%`.
/// Neither may be in `kept`.
pub fn push_reencoded(out: &mut String, raw: &str, kept: &AsciiSet) {
    push_with(out, raw, kept, decoded_byte);
}

/// `decode` is asked where a byte is not kept: which byte is meant there, and by how many characters?
fn push_with(
    out: &mut String,
    raw: &str,
    kept: &AsciiSet,
    decode: impl Fn(&str) -> Option<(u8, usize)>,
) {
    let (mut plain, mut rest) = split_before(raw, |byte| !kept.has(byte));
    out.push_str(plain);
    while let Some(next) = rest.chars().next() {
        let length = match decode(rest) {
            Some((byte, length)) => {
                push_byte(out, byte, kept);
                length
            }
            None => {
                next.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| push_byte(out, byte, kept));
                next.len_utf8()
            }
        };
        (plain, rest) =
            split_before(rest.get(length..).unwrap_or_default(), |byte| !kept.has(byte));
        out.push_str(plain);
    }
}

fn push_byte(out: &mut String, byte: u8, kept: &AsciiSet) {
    if kept.has(byte) {
        return out.push(char::from(byte));
    }
    out.push('%');
    for digit in [byte >> 4, byte & 15] {
        out.push(char::from(digit + if digit < 10 { b'0' } else { b'A' - 10 }));
    }
}

/// The byte that a `+` or a `%XX` at the start of the text stands for.
fn decoded_byte(text: &str) -> Option<(u8, usize)> {
    match text.as_bytes() {
        [b'+', ..] => Some((b' ', 1)),
        [b'%', high, low, ..] => {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            // Two hex digits make a byte.
            Some(((digit(*high)? << 4 | digit(*low)?) as u8, 3))
        }
        _ => None,
    }
}

/// What [`push_reencoded`] decodes, as text for people; bytes that are no UTF-8 are shown as U+FFFD.
pub fn decoded_lossy(raw: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = raw;
    while let Some(next) = rest.chars().next() {
        let length = match decoded_byte(rest) {
            Some((byte, length)) => {
                bytes.push(byte);
                length
            }
            None => {
                bytes.extend_from_slice(next.encode_utf8(&mut [0; 4]).as_bytes());
                next.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Appends a number in decimal.
pub(crate) fn push_decimal(out: &mut String, number: u32) {
    let mut divisor = 1;
    while number / divisor >= 10 {
        divisor *= 10;
    }
    while divisor > 0 {
        // A digit is below 10.
        out.push(char::from(b'0' + (number / divisor % 10) as u8));
        divisor /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn legal_is_what_a_uri_can_hold_raw() {
        for byte in 0..=255u8 {
            let is_legal =
                byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
            assert_eq!(LEGAL.has(byte), is_legal, "{byte:#x}");
        }
    }

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
        for number in [0, 9, 10, 80, 3600, 604_800, u32::MAX] {
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
}

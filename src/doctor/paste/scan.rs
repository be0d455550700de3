//! Small readers of text that the recognisers share.

use super::super::text::{Search, hex_number, number};
use alloc::string::String;
use alloc::vec::Vec;

/// What names without quotes have.
pub const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What keys and signatures have.
pub const WORD: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/";

/// The word of these characters that a text begins with, and what is behind it.
pub fn word<'a>(text: &'a str, letters: &str) -> (&'a str, &'a str) {
    let behind = text.trimmed_start(letters);
    text.split_at_checked(text.len() - behind.len()).unwrap_or((text, ""))
}

/// The next line with its end, and a step on.
pub fn line<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let end = rest.place("\n").map_or(rest.len(), |at| at + 1);
    let (line, behind) = rest.split_at_checked(end)?;
    *rest = behind;
    (end > 0).then_some(line)
}

/// What stands behind the first character.
pub fn next(text: &str) -> Option<&str> {
    let mut letters = text.chars();
    letters.next()?;
    Some(letters.as_str())
}

/// What stands between two marks, the first time that both are there.
pub fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, rest) = text.cut(open)?;
    Some(rest.cut(close)?.0)
}

/// The text with backslash escapes of JSON, JavaScript and Python read: `\n`, `\"`, `\u003c`, `\x3c`.
pub fn unescape_backslashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.cut("\\") {
        out.push_str(before);
        let mut letters = after.chars();
        let letter = letters.next();
        rest = letters.as_str();
        match letter {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('u') => rest = push_code(&mut out, rest, 4),
            Some('x') => rest = push_code(&mut out, rest, 2),
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out.push_str(rest);
    out
}

fn push_code<'a>(out: &mut String, text: &'a str, digits: usize) -> &'a str {
    let unit = |text: &str| text.get(..digits).and_then(hex_number);
    let Some(first) = unit(text) else { return text };
    let mut rest = text.get(digits..).unwrap_or_default();
    let mut code = first;
    if (0xd800..0xdc00).contains(&first)
        && let Some(low) = rest.strip_prefix("\\u").and_then(unit)
        && (0xdc00..0xe000).contains(&low)
    {
        code = 0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00);
        rest = rest.get(2 + digits..).unwrap_or_default();
    }
    out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
    rest
}

/// The end of a quoted text that begins behind its opening quote: the inner text, still escaped, and what follows.
pub fn quoted(text: &str, quote: char) -> Option<(&str, &str)> {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => {
                return Some((text.get(..at)?, text.get(at + quote.len_utf8()..)?));
            }
            _ => {}
        }
    }
    None
}

/// The text of a literal that begins here, and what follows.
pub fn string(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let open = text.chars().next().filter(|open| matches!(open, '"' | '\'' | '`'))?;
    let (inner, rest) = quoted(text.get(1..)?, open)?;
    Some((unescape_backslashes(inner), rest))
}

/// Bytes from hex pairs with anything that is no hex digit between them.
pub fn hex_bytes(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|letter| letter.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let (pairs, rest) = digits.as_chunks::<2>();
    (rest.is_empty() && !pairs.is_empty())
        .then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

/// The bytes of standard or URL-safe Base64 text, with or without padding.
pub fn base64_bytes(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut buffer, mut bits) = (0u32, 0u32);
    for byte in text.trimmed_end("=").bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        buffer = buffer << 6 | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits & 0xff) as u8);
        }
    }
    Some(out)
}

/// The hash, in hex, that is in Base64 here, or a list of its bytes as Go, Java and others print them.
pub fn base64_hash(text: &str) -> Option<String> {
    base64_bytes(text)
        .or_else(|| listed_bytes(text))
        .filter(|hash| hash.len() == 32)
        .map(hex::encode)
}

fn listed_bytes(text: &str) -> Option<Vec<u8>> {
    let (_, list) = text.trim_end().strip_suffix(']')?.cut("[")?;
    let mut out = Vec::new();
    for word in list.replaced(",", " ").split_whitespace() {
        // Java's bytes have a sign.
        let digits = word.trimmed_start("-");
        let byte = number(digits)? as u8;
        out.push(if digits == word { byte } else { byte.wrapping_neg() });
    }
    Some(out)
}

/// Standard Base64 with padding.
pub fn base64_text(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let at = |position: usize| u32::from(chunk.get(position).copied().unwrap_or(0));
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for position in 0..4usize {
            let digit =
                DIGITS.get((group >> (18 - 6 * position) & 63) as usize).copied().unwrap_or(b'=');
            out.push(if position > chunk.len() { '=' } else { char::from(digit) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_is_of_hex_digits_alone() {
        assert_eq!(unescape_backslashes("\\u0041\\x41"), "AA");
        assert_eq!(unescape_backslashes("\\u+041\\x+4"), "+041+4");
    }

    #[test]
    fn a_surrogate_alone_takes_no_other_letter_with_it() {
        assert_eq!(unescape_backslashes("\\ud83d\\ude00"), "\u{1f600}");
        assert_eq!(unescape_backslashes("\\ud83d\\u0041"), "\u{fffd}A");
        assert_eq!(unescape_backslashes("\\ud83d\\ue000"), "\u{fffd}\u{e000}");
    }
}

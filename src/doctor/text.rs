//! Text operations that the mistakes are made with.

pub use super::pattern::Search;
use super::pattern::is_in;
use crate::canonical::header_value::push_collapsed;
use crate::encode::{Unencoded, push_decimal, push_encoded};
use crate::sort::{sort, swap};
use crate::text::{is_all, kind, push};
use alloc::string::String;
use alloc::vec::Vec;
use percent_encoding::percent_decode_str;

/// How many pieces of one kind mistakes are tried on, each by itself.
pub const MANY: usize = 32;

/// The methods that requests to AWS have.
pub const METHODS: &str = "GET PUT POST HEAD DELETE PATCH OPTIONS";

/// Percent-encoded.
pub fn encoded(text: &str, stays: Unencoded) -> String {
    let mut out = String::new();
    push_encoded(&mut out, text, stays);
    out
}

/// Every `%` as `%25`.
pub fn encoded_again(text: &str) -> String {
    text.replaced("%", "%25")
}

/// Percent-decoded; as it is where that is no text.
pub fn decoded(text: &str) -> String {
    String::from_utf8(percent_decode_str(text).collect()).unwrap_or_else(|_| text.into())
}

/// Percent-decoded where the character is one of these.
pub fn decoded_in(text: &str, set: &str) -> String {
    map_escapes(text, &|out, escape, byte| {
        if byte.is_ascii() && set.as_bytes().contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(escape);
        }
    })
}

/// `%c3%a9` for `%C3%A9`.
pub fn lower_hex(text: &str) -> String {
    map_escapes(text, &|out, escape, _| out.push_str(&escape.to_ascii_lowercase()))
}

/// Each `%XX` through a function.
fn map_escapes(text: &str, push: &dyn Fn(&mut String, &str, u8)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.place("%") {
        out.push_str(rest.get(..at).unwrap_or_default());
        let escape = rest.get(at..at + 3).unwrap_or("%");
        match escape_at(rest, at) {
            Some(byte) => push(&mut out, escape, byte),
            None => out.push_str(escape),
        }
        rest = rest.get(at + escape.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Characters that a signer may leave raw together: the usual sets, those that the caller's own text has raw, and any of
/// those that are percent-encoded in the right text; one of them at a time where there are many, or `wide` is not asked for.
pub fn raw_sets(usual: &[&str], own: Option<&str>, right: &str, wide: bool) -> Vec<String> {
    /// So many sets there are of these at most: 256.
    const FEW: usize = 8;
    let mut sets: Vec<String> = usual.iter().map(|set| String::from(*set)).collect();
    if let Some(own) = own {
        let mut set = String::new();
        for letter in own.chars() {
            if !letter.is_ascii_alphanumeric() && letter != '%' && !is_in(letter, &set) {
                set.push(letter);
            }
        }
        sets.push(set);
    }
    let mut encoded = String::new();
    for (at, _) in right.bytes().enumerate().filter(|(_, byte)| *byte == b'%') {
        let Some(byte) = escape_at(right, at) else { continue };
        if byte.is_ascii_graphic() && byte != b'%' && !is_in(char::from(byte), &encoded) {
            encoded.push(char::from(byte));
        }
    }
    if wide && encoded.len() <= FEW {
        let subset = |chosen: u32| {
            let places = encoded.chars().zip(0..);
            places.filter(|(_, place)| chosen >> place & 1 == 1).map(|(letter, _)| letter).collect()
        };
        sets.extend((1..1 << encoded.len()).map(subset));
    } else {
        sets.extend(encoded.chars().map(String::from));
    }
    sets
}

/// The byte that a `%XX` here stands for.
fn escape_at(text: &str, at: usize) -> Option<u8> {
    u8::try_from(hex_number(text.get(at + 1..at + 3)?)?).ok()
}

/// Whether the text is a SHA-256, or an HMAC of it, in hex of either case.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The hash, in lower case, that is one of the words of a line.
pub fn hash_in(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    Some(words.find(|word| is_hash(word))?.to_ascii_lowercase())
}

/// Whether a log or a person left out what stood there, or a program is to put it there: no hash and no date has such marks.
pub fn is_left_out(value: &str) -> bool {
    // Two of them may be in a key id or a name.
    let is_crossed_out = !value.is_empty() && value.trimmed("xX").is_empty();
    is_crossed_out
        || value.has_any("..|…|*|xxx|XXX|edacted|EDACTED|idden|IDDEN|<|{|$")
        || has_variable(value)
}

/// Whether a program is to put something there: `$date`, `${date}`, `{date}`, `{}`, `\(date)`, `%s`, or `%DATE%` alone. No
/// `%` of an encoding is one.
pub fn has_variable(text: &str) -> bool {
    let is_name = |byte: u8| byte.is_ascii_alphabetic() || b"{(_@".contains(&byte);
    let is_batch = text.len() > 2 && text.starts_with('%') && text.ends_with('%');
    is_batch
        || text.as_bytes().windows(2).any(|pair| match *pair {
            [b'$', next] => is_name(next),
            [b'{', next] => is_name(next) || next.is_ascii_digit() || next == b'}',
            [b'%', next] => is_name(next) && !next.is_ascii_hexdigit(),
            _ => pair == b"\\(",
        })
}

/// The number that hex digits, and nothing else, write.
pub fn hex_number(digits: &str) -> Option<u32> {
    // `from_str_radix` takes a sign too.
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_number)
}

/// Every order of up to six items, as their places; their reverse and rotations for more, or where `wide` is not asked for.
pub fn orders(count: usize, wide: bool) -> Vec<Vec<usize>> {
    let mut orders = Vec::new();
    let mut order: Vec<usize> = (0..count).collect();
    if count > MANY {
        return orders;
    }
    if count <= 6 && wide {
        permute(&mut order, 0, &mut orders);
        return orders;
    }
    orders.push(order.iter().rev().copied().collect());
    for _ in 1..count {
        order.rotate_left(1);
        orders.push(order.clone());
    }
    orders
}

fn permute(order: &mut [usize], fixed: usize, orders: &mut Vec<Vec<usize>>) {
    if fixed >= order.len() {
        orders.push(order.to_vec());
    }
    for at in fixed..order.len() {
        swap(order, fixed, at);
        permute(order, fixed + 1, orders);
        swap(order, fixed, at);
    }
}

/// Trimmed, with one space for each run of white space.
pub fn one_spaced(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    join(&words, " ")
}

/// A header value as it is signed.
pub fn collapsed(value: &str) -> String {
    let mut out = String::new();
    push_collapsed(&mut out, value);
    out
}

/// The first header of this name, as it is written there.
pub fn find_header<'a>(
    headers: &'a [(String, String)],
    name: &str,
) -> Option<&'a (String, String)> {
    headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name))
}

/// `Content-Type` for `content-type`.
pub fn title_case(name: &str) -> String {
    let mut start = true;
    let case = |letter: char| {
        let letter = if start { letter.to_ascii_uppercase() } else { letter };
        start = letter == '-';
        letter
    };
    name.chars().map(case).collect()
}

/// The pieces of the query that are not empty.
pub fn pairs(query: &str) -> Vec<String> {
    query.pieces(b'&').filter(|pair| !pair.is_empty()).map(String::from).collect()
}

/// The items in the order of their keys, those of one key as they were.
pub fn sorted<T: Clone>(items: &[T], key: &dyn Fn(&T) -> String) -> Vec<T> {
    let mut sorted = Vec::new();
    for at in order(items.len(), &|at| items.get(at).map(key).unwrap_or_default()) {
        sorted.extend(items.get(at).cloned());
    }
    sorted
}

/// The places in the order of their keys. One sort of one type keeps the artefact small.
fn order(count: usize, key: &dyn Fn(usize) -> String) -> Vec<usize> {
    let keys: Vec<String> = (0..count).map(key).collect();
    let mut order = Vec::new();
    sort(&mut order, count, &|a, b| (keys.get(a), a) < (keys.get(b), b));
    order
}

/// The texts in one. The standard library's own is a kilobyte.
pub fn concat(texts: &[&str]) -> String {
    join(texts, "")
}

/// The texts with a mark between them.
pub fn join(texts: &[&str], mark: &str) -> String {
    let length: usize = texts.iter().map(|text| text.len() + mark.len()).sum();
    let mut out = String::with_capacity(length);
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            push(&mut out, mark);
        }
        push(&mut out, text);
    }
    out
}

/// The texts with a mark between them.
pub fn joined(texts: &[String], mark: &str) -> String {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    join(&texts, mark)
}

/// The number that digits, and nothing else, write, however many; the largest where it is larger than that.
pub fn number(digits: &str) -> Option<i64> {
    let add =
        |number: i64, digit: u8| number.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
    is_all(digits, kind::DIGIT).then(|| digits.bytes().fold(0, add))
}

/// A key that puts numbers in their order, and what has none last.
pub fn number_key(place: Option<usize>) -> String {
    // Behind the numbers that a request can have.
    let digits = digits_of(place.unwrap_or(1 << 30) as u64);
    concat(&[&"0".repeat(10usize.saturating_sub(digits.len())), &digits])
}

/// A text as it stands in a literal, with escapes for what cannot be seen.
pub fn in_literal(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0' => out.push_str("\\0"),
            ' ' => out.push(' '),
            _ if letter.is_control() || letter.is_whitespace() => {
                let code = u32::from(letter);
                let shift = (code.max(1).ilog2() / 4) * 4;
                out.push_str("\\u{");
                for shift in (0..=shift).rev().step_by(4) {
                    out.extend(char::from_digit(code >> shift & 15, 16));
                }
                out.push('}');
            }
            _ => out.push(letter),
        }
    }
    out
}

/// A number in decimal digits.
pub fn digits_of(number: u64) -> String {
    let mut out = String::new();
    push_decimal(&mut out, number);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_no_word_with_two_crosses() {
        for text in ["xx", "XXXX", "AKIAXXXXXXXX", "20xxxxxxT", "ab12...", "<id>", "[hidden]", "%s"]
        {
            assert!(is_left_out(text), "{text}");
        }
        for text in ["", "AKIAXXQ2TSN5", "us-east-1", "20150830T123600Z", "a%20b", "maxx"] {
            assert!(!is_left_out(text), "{text}");
        }
    }

    #[test]
    fn a_hash_is_64_hex_digits() {
        let hash = "0123456789abcdefABCDEF".repeat(3);
        assert!(is_hash(&hash[..64]));
        for text in ["", &hash[..63], &hash[..65], &hash[..62], &["g", &hash[..63]].concat()] {
            assert!(!is_hash(text), "{text}");
        }
    }

    #[test]
    fn an_escape_is_of_hex_digits_alone() {
        assert_eq!(decoded_in("%2A%+A%2%", "*\n"), "*%+A%2%");
        assert_eq!(lower_hex("%2A%+A%-0"), "%2a%+A%-0");
    }
}

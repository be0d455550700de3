//! What programs put before each line of a text: a time, a name, an indentation, the marks of a quotation.

use super::super::text::Search;
use super::scan::{LETTERS, line};
use super::strings::is_first_line;
use alloc::string::String;

/// The text without what stands before each line of a canonical request or a string to sign in it.
pub fn without_prefixes(text: &str) -> String {
    let (mut out, mut rest, mut prefix) = (String::new(), text, "");
    while let Some(line) = line(&mut rest) {
        if prefix.is_empty() || behind(line, prefix).is_none() {
            prefix = prefix_of(line, rest.before(b'\n')).unwrap_or_default();
        }
        out.push_str(behind(line, prefix).unwrap_or(line));
    }
    out
}

/// What stands before the second line of a canonical request or a string to sign, as before the first of another text.
fn prefix_of<'a>(line: &str, next: &'a str) -> Option<&'a str> {
    let line = line.trim_end();
    let head = line.trimmed_end(LETTERS);
    if head.is_empty() || !is_first_line(line.get(head.len()..)?) {
        return None;
    }
    let common = line.bytes().zip(next.bytes()).take_while(is_alike).count();
    let (prefix, own) = next.split_at_checked(common.max(next.len() - next.trim_start().len()))?;
    // Times of two lines begin alike without being before each line.
    let is_parted = prefix.trimmed_end(LETTERS).len() == prefix.len();
    (is_parted && own.starts_in("/0123456789")).then_some(prefix)
}

/// A line without a prefix that it has.
pub fn behind<'a>(line: &'a str, prefix: &str) -> Option<&'a str> {
    if line.trim_end() == prefix.trim_end() {
        return line.get(line.trimmed_end("\r\n").len()..);
    }
    let is_prefixed =
        line.len() > prefix.len() && line.bytes().zip(prefix.bytes()).all(|pair| is_alike(&pair));
    line.get(prefix.len()..).filter(|_| is_prefixed)
}

/// Whether two bytes may stand in one place of the same prefix: times go on.
fn is_alike(&(one, other): &(u8, u8)) -> bool {
    one == other || one.is_ascii_digit() && other.is_ascii_digit()
}

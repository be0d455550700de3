//! Text taken apart at ASCII bytes, where every cut is a character's boundary.

use alloc::string::String;

/// The text before the first byte that `is_end` holds for, and the rest from that byte on.
pub(crate) fn split_before(text: &str, is_end: impl Fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().position(is_end).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Whether `is_wanted` holds for any byte. Looks at all of them, which is the faster for being done many at once.
pub(crate) fn holds(text: &str, is_wanted: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | is_wanted(byte))
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

    fn next(&mut self) -> Option<&'a str> {
        let (piece, behind) = split_before(self.rest?, |byte| byte == self.separator);
        self.rest = behind.get(1..);
        Some(piece)
    }
}

/// Appends in lower case, ASCII only.
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
pub(crate) fn trimmed(text: &str) -> &str {
    let is_kept = |byte: u8| !is_blank(byte);
    let start = text.bytes().position(is_kept).unwrap_or(text.len());
    let end = text.bytes().rposition(is_kept).map_or(start, |last| last + 1);
    text.get(start..end).unwrap_or_default()
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
}

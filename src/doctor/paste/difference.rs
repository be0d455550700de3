//! Two texts whose lines a program compared: `-` before those of one, `+` before those of the other.

use super::super::text::Search;
use super::scan::unescape_backslashes;
use super::xml::unescape_entities;
use alloc::string::String;

/// How many are read: of a canonical request and of a string to sign.
const MOST: usize = 2;

/// The lines that were read last: one text is what was written, from `start` on, the other what was `added`.
#[derive(Default)]
pub struct Difference {
    start: usize,
    added: String,
    is_one: bool,
    count: usize,
}

impl Difference {
    /// Adds a line with the mark before it, a space where both texts have it.
    pub fn push(&mut self, mark: u8, line: &str, out: &mut String) {
        self.is_one |= mark != b' ';
        if b" -".contains(&mark) {
            out.push_str(line);
        }
        if b" +".contains(&mark) {
            self.added.push_str(line);
        }
    }

    /// Leaves of both texts the caller's, and none where that is not known.
    pub fn end(&mut self, out: &mut String, paste: &str) {
        if self.is_one {
            let removed = out.split_off(self.start);
            if self.count < MOST {
                out.push_str(own_of(paste, &removed, &self.added));
            }
            self.count += 1;
        }
        self.added.clear();
        self.is_one = false;
        self.start = out.len();
    }
}

/// Of the two texts of a difference the one that is not the service's; nothing where neither is.
fn own_of<'a>(paste: &str, removed: &'a str, added: &'a str) -> &'a str {
    let answer = unescape_backslashes(&unescape_entities(paste));
    let is_theirs =
        |own: &str| answer.cut(own.trim()).is_some_and(|(_, behind)| behind.starts_in("<'\""));
    if is_theirs(added) {
        return removed;
    }
    if is_theirs(removed) { added } else { "" }
}

//! Searching of texts.

use super::text::concat;
use crate::text::{Pieces, pieces, split_before};
use alloc::string::String;
use alloc::vec::Vec;

/// What [`str`] does with patterns of any type, for texts and ASCII alone: one instance of each keeps the artefact small.
pub trait Search {
    /// Where a mark stands first.
    fn place(&self, mark: &str) -> Option<usize>;
    /// Whether a mark stands somewhere.
    fn has(&self, mark: &str) -> bool;
    /// Whether one of these marks stands somewhere, each behind a `|` but the first.
    fn has_any(&self, marks: &str) -> bool;
    /// Whether this list, of words with spaces between them, has the word.
    fn lists(&self, word: &str) -> bool;
    /// How often a mark stands there.
    fn count(&self, mark: &str) -> usize;
    /// What stands before and behind the first mark.
    fn cut(&self, mark: &str) -> Option<(&str, &str)>;
    /// What stands before and behind the last mark.
    fn cut_last(&self, mark: &str) -> Option<(&str, &str)>;
    /// With another text for every mark.
    fn replaced(&self, mark: &str, by: &str) -> String;
    /// With another text for the first mark.
    fn replaced_first(&self, mark: &str, by: &str) -> String;
    /// What stands before the first separator.
    fn before(&self, separator: u8) -> &str;
    /// What stands between the separators.
    fn pieces(&self, separator: u8) -> Pieces<'_>;
    /// The same as a list.
    fn list(&self, separator: u8) -> Vec<&str>;
    /// Whether one of these characters is the first.
    fn starts_in(&self, set: &str) -> bool;
    /// Whether one of these characters is the last.
    fn ends_in(&self, set: &str) -> bool;
    /// Without these characters at its start.
    fn trimmed_start(&self, set: &str) -> &str;
    /// Without these characters at its end.
    fn trimmed_end(&self, set: &str) -> &str;
    /// Without these characters at both ends.
    fn trimmed(&self, set: &str) -> &str;
}

impl Search for str {
    fn place(&self, mark: &str) -> Option<usize> {
        let first = *mark.as_bytes().first()?;
        let mut from = 0;
        loop {
            from += self.as_bytes().get(from..)?.iter().position(|byte| *byte == first)?;
            if self.get(from..)?.starts_with(mark) {
                return Some(from);
            }
            from += 1;
        }
    }

    fn has(&self, mark: &str) -> bool {
        self.place(mark).is_some()
    }

    fn has_any(&self, marks: &str) -> bool {
        marks.pieces(b'|').any(|mark| self.has(mark))
    }

    fn lists(&self, word: &str) -> bool {
        self.pieces(b' ').any(|known| known == word)
    }

    fn count(&self, mark: &str) -> usize {
        let (mut count, mut rest) = (0, self);
        while let Some((_, behind)) = rest.cut(mark) {
            count += 1;
            rest = behind;
        }
        count
    }

    fn cut(&self, mark: &str) -> Option<(&str, &str)> {
        let (before, rest) = self.split_at_checked(self.place(mark)?)?;
        Some((before, rest.get(mark.len()..)?))
    }

    fn cut_last(&self, mark: &str) -> Option<(&str, &str)> {
        let mut at = self.len();
        loop {
            at = at.checked_sub(1)?;
            if let Some(behind) = self.get(at..).and_then(|rest| rest.strip_prefix(mark)) {
                return Some((self.get(..at)?, behind));
            }
        }
    }

    fn replaced(&self, mark: &str, by: &str) -> String {
        let mut out = String::new();
        let mut rest = self;
        while let Some((before, behind)) = rest.cut(mark) {
            out.push_str(before);
            out.push_str(by);
            rest = behind;
        }
        out.push_str(rest);
        out
    }

    fn replaced_first(&self, mark: &str, by: &str) -> String {
        match self.cut(mark) {
            Some((before, behind)) => concat(&[before, by, behind]),
            None => self.into(),
        }
    }

    fn before(&self, separator: u8) -> &str {
        split_before(self, |byte| byte == separator).0
    }

    fn pieces(&self, separator: u8) -> Pieces<'_> {
        pieces(self, separator)
    }

    fn list(&self, separator: u8) -> Vec<&str> {
        self.pieces(separator).collect()
    }

    fn starts_in(&self, set: &str) -> bool {
        self.chars().next().is_some_and(|letter| is_in(letter, set))
    }

    fn ends_in(&self, set: &str) -> bool {
        self.chars().next_back().is_some_and(|letter| is_in(letter, set))
    }

    fn trimmed_start(&self, set: &str) -> &str {
        self.trim_start_matches(|letter| is_in(letter, set))
    }

    fn trimmed_end(&self, set: &str) -> &str {
        self.trim_end_matches(|letter| is_in(letter, set))
    }

    fn trimmed(&self, set: &str) -> &str {
        self.trimmed_start(set).trimmed_end(set)
    }
}

/// Whether a set holds a character.
pub fn is_in(letter: char, set: &str) -> bool {
    set.has(letter.encode_utf8(&mut [0; 4]))
}

//! [`Open`]: a piece in the making, which knows what belongs to it.

use super::super::evidence::{GivenBody, Piece};
use super::super::text::{Search, is_hash};
use super::curl;
use super::http::{is_field, request_line, unsaid};
use super::labelled;
use super::piece::{CANONICAL_REQUEST, REQUEST, RESPONSE, STRING_TO_SIGN, piece};
use super::strings;
use super::url::is_method;
use crate::canonical::payload::is_word;
use alloc::string::String;

/// What opens and closes things in a piece.
const MARKS: [&str; 11] = [
    "fetch(",
    "(",
    ")",
    "'",
    "<Error",
    "</Error",
    "{",
    "}",
    "should have been",
    "String-to-Sign",
    "truncated",
];

/// A piece in the making: its field and its text so far.
pub struct Open<'a> {
    field: &'static str,
    text: String,
    lines: usize,
    /// The method in its first line, or the first word there, and whether that line is a field of HTTP/2.
    method: &'a str,
    begins_with_field: bool,
    /// How many lines are fields of HTTP/2.
    fields: usize,
    /// How often each of [`MARKS`] stands there.
    counts: [usize; MARKS.len()],
    /// The last line that is not empty.
    last: &'a str,
    /// Whether a line ended the service's own strings in a message.
    is_told: bool,
}

impl<'a> Open<'a> {
    pub fn new(field: &'static str, line: &'a str) -> Self {
        let (text, counts) = (String::new(), [0; MARKS.len()]);
        let first = line.before(b'\n');
        let method = request_line(first).map_or(first.before(b' '), |(_, method, _)| method);
        let begins_with_field = is_field(first);
        let (lines, fields, last) = (0, 0, "");
        let is_told = false;
        let mut open =
            Self { field, text, lines, method, begins_with_field, fields, counts, last, is_told };
        open.push(line);
        open
    }

    pub fn push(&mut self, line: &'a str) {
        self.text.push_str(line);
        self.lines += 1;
        self.fields += usize::from(is_field(line));
        self.count(line);
    }

    pub fn count(&mut self, line: &'a str) {
        for (count, mark) in self.counts.iter_mut().zip(MARKS) {
            *count += line.count(mark);
        }
        if !line.trim().is_empty() {
            self.last = line.trim_end();
        }
        // A literal has all of them in its line.
        let is_literal = line.cut("String-to-Sign").is_some_and(|(_, own)| own.has("4_request"));
        let [.., strings, _] = self.counts;
        let is_end = strings > 0 && (is_literal || self.last.ends_with('\''));
        self.is_told = is_end || self.is_told && !line.has("should have been");
    }

    /// Whether something else may begin behind it: tags, braces, quotes and continued lines are closed.
    pub fn is_over(&self) -> bool {
        let [calls, opened, closed, quotes, errors, ends, braces, closed_braces, echoes, _, cuts] =
            self.counts;
        let ends_with = |mark: &str| self.last.ends_with(mark);
        match self.field {
            REQUEST if ends_with("\\") || ends_with("^") => false,
            REQUEST if calls > 0 => opened <= closed,
            // A path of raw HTTP may have one.
            REQUEST => is_method(self.method) || quotes.is_multiple_of(2),
            RESPONSE if cuts > 0 => true,
            RESPONSE if ends_with("?>") || errors > 0 && ends == 0 => false,
            RESPONSE if self.text.starts_with('{') => braces <= closed_braces,
            RESPONSE => echoes == 0 || self.is_told,
            // Its path may be a URL.
            CANONICAL_REQUEST => self.lines != 1,
            _ => true,
        }
    }

    /// What ends it in a line where something else is glued to that.
    pub fn end<'l>(&self, line: &'l str) -> Option<&'l str> {
        let is_last = match self.field {
            CANONICAL_REQUEST => self.lines > 3,
            STRING_TO_SIGN => self.lines == 3,
            _ => false,
        };
        // Once: a line of many ends would be read again for each.
        let is_ended = is_hash(self.last) || is_word(self.last);
        if is_last && !is_ended { strings::end(line) } else { None }
    }

    /// What it is the field of while it goes on: an object ends with its last brace.
    pub fn field(&self) -> Option<&'static str> {
        let is_whole = self.text.starts_with('{') && self.is_over();
        (!is_whole).then_some(self.field)
    }

    /// Whether it is a sentence that tells an answer: what is behind an empty line is none of it.
    pub fn is_sentence(&self) -> bool {
        self.field == RESPONSE && !self.text.starts_in("<{") && self.is_over()
    }

    /// Whether the line is one more field of HTTP/2, its value in it or below, or begins what curl printed of the command, or a
    /// canonical request in place of its hash.
    pub fn goes_on(&self, line: &str) -> bool {
        // Each look is at the whole text; a request has four.
        let may_begin = self.begins_with_field && self.fields < 32;
        let begins = || may_begin && !self.text.has(line.trim());
        let is_more = || is_field(line) && (is_field(self.last) || begins());
        let is_sent = || {
            let (_, method, target) =
                request_line(line.trim_end()).filter(|_| !self.text.has(" HTTP/"))?;
            Some(curl::sends(&curl::request(&self.text)?, method, target))
        };
        match self.field {
            REQUEST => is_more() || is_sent() == Some(true),
            STRING_TO_SIGN => self.lines == 3 && is_method(line.trim()),
            _ => false,
        }
    }

    /// Whether the line may be a header of it, or of its body.
    pub fn may_have(&self, line: &str) -> bool {
        match self.field {
            CANONICAL_REQUEST => !line.has_any(" |="),
            REQUEST if self.begins_with_field || is_method(self.method) => {
                line.has(":") || unsaid(self.method) != GivenBody::Absent
            }
            _ => false,
        }
    }

    /// The secret in a line of an object that a program printed.
    pub fn secret(&self, line: &'a str) -> Option<&'a str> {
        let is_member = self.text.starts_with('{') && !self.is_over();
        labelled::secret(line).filter(|_| is_member)
    }

    pub fn piece(self) -> Option<Piece> {
        piece(self.field, &self.text)
    }
}

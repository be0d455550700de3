//! What programs put before each line of a text: a time, a name, an indentation, the marks of a quotation or of a difference.

use super::super::text::Search;
use super::difference::Difference;
use super::http::request_line;
use super::is_answer;
use super::scan::{self, LETTERS, line, word};
use super::strings::is_first_line;
use alloc::string::String;

/// What stands before a method or an algorithm at the end of the line.
pub fn first_word(line: &str) -> Option<&str> {
    let head = line.trimmed_end(LETTERS);
    is_first_line(line.get(head.len()..)?).then_some(head)
}

/// The text without what stands before each line of a canonical request, a string to sign, a request or an answer in it.
pub fn without_prefixes(text: &str) -> String {
    let has_marks = text.has("\n+") || text.has("\nE  ");
    let (mut out, mut odd) = (String::new(), String::new());
    let (mut prefix, mut difference) = (Prefix::of(""), Difference::default());
    let (mut rest, mut last) = (text, "");
    loop {
        let line = line(&mut rest).unwrap_or_default();
        let mut own = prefix.behind(line, has_marks).filter(|_| !line.is_empty());
        if own.is_none() {
            let next = prefix_of(line.trim_end(), rest, has_marks);
            let next = next.or_else(|| of_answer(line, last, rest.before(b'\n')));
            let next = next.or_else(|| of_command(line, rest.before(b'\n')));
            let next = next.or_else(|| of_object(line, rest.before(b'\n')));
            if next.is_none() && prefix.goes_on(line, rest) {
                odd.push_str(line);
                continue;
            }
            difference.end(&mut out, text);
            prefix = Prefix::of(next.unwrap_or_default());
            own = prefix.behind(line, has_marks);
        }
        if line.is_empty() {
            break;
        }
        last = line;
        let (mark, own) = own.unwrap_or((b' ', line));
        difference.push(mark, own, &mut out);
    }
    out.insert_str(0, &odd);
    out
}

/// What stands before each line, and how much of that is left of it before an empty one.
pub struct Prefix<'a> {
    whole: &'a str,
    bare: usize,
}

impl<'a> Prefix<'a> {
    pub fn of(whole: &'a str) -> Self {
        Self { whole, bare: whole.trim_end().len() }
    }

    /// A line without it, and the mark of a difference that stands in it.
    fn behind<'b>(&self, line: &'b str, has_marks: bool) -> Option<(u8, &'b str)> {
        let Self { whole, bare } = *self;
        if whole.is_empty() {
            return None;
        }
        let (at, to) = alike(line, whole);
        if at >= line.trim_end().len() && to >= bare {
            return Some((b' ', line.get(line.trimmed_end("\r\n").len()..)?));
        }
        if to == whole.len() {
            return Some((b' ', line.get(at..)?));
        }
        let mark = *line.as_bytes().get(at).filter(|mark| has_marks && b"-+?".contains(mark))?;
        let gap = whole.get(to..)?.strip_prefix(' ')?;
        let own = line.get(at + 1..)?.strip_prefix(gap)?;
        (gap.len() < 2 && gap.trim().is_empty()).then_some((mark, own))
    }

    /// Whether a line is of another program: one of the next has the prefix.
    fn goes_on(&self, line: &str, rest: &str) -> bool {
        let (mut line, mut rest) = (line, rest);
        for _ in 0..4 {
            if self.bare == 0 || line.trim().is_empty() {
                break;
            }
            line = scan::line(&mut rest).unwrap_or_default();
            if self.behind(line, false).is_some() {
                return true;
            }
        }
        false
    }
}

/// A line without a prefix that it has.
pub fn behind<'a>(line: &'a str, prefix: &str) -> Option<&'a str> {
    if prefix.is_empty() { Some(line) } else { Some(Prefix::of(prefix).behind(line, false)?.1) }
}

/// What stands before the second line of a text, as before the first of another text.
pub fn prefix_of<'a>(line: &'a str, rest: &'a str, has_marks: bool) -> Option<&'a str> {
    let next = rest.before(b'\n');
    let is_own = |own: &str| own.starts_in("/0123456789");
    let is_header = |own: &str| {
        let (name, behind) = word(own, LETTERS);
        !name.is_empty() && behind.starts_with(':')
    };
    let first = first_word(line);
    let before = first.or_else(|| Some(request_line(line)?.0))?;
    let (at, to) = alike(before, next);
    let (head, own) = (before.get(..at)?, next.get(to..)?);
    // Times of two lines begin alike without being before each line.
    let is_parted = head.trimmed_end(LETTERS).len() == head.len();
    if first.is_none() {
        return (is_parted && is_header(own) && is_of_each(head, rest)).then_some(head);
    }
    let indent = next.len() - next.trim_start().len();
    if before.is_empty() || indent > to {
        let (indent, own) = next.split_at_checked(indent)?;
        return is_own(own).then_some(if before.is_empty() { "" } else { indent });
    }
    let marked = Prefix::of(before).behind(next, has_marks).filter(|_| has_marks);
    if marked.is_some_and(|(_, own)| is_own(own)) {
        return Some(before);
    }
    (is_parted && is_own(own)).then_some(head)
}

/// Whether it stands before each header. What curl prints has other marks behind them.
fn is_of_each(head: &str, mut rest: &str) -> bool {
    let (prefix, is_mark) = (Prefix::of(head), head.has(">"));
    while let Some(line) = line(&mut rest).filter(|_| !head.is_empty()) {
        match prefix.behind(line, false) {
            Some((_, own)) if own.trim().is_empty() => {
                return !is_mark || prefix.behind(rest.before(b'\n'), false).is_some();
            }
            Some((_, own)) if request_line(own.trim_end()).is_none() => {}
            // Numbers in hex are other ones.
            _ => return !is_mark && !line.has(": "),
        }
    }
    !is_mark
}

/// What stands before an answer in JSON, as before the line above or below.
fn of_answer<'a>(line: &'a str, last: &str, next: &str) -> Option<&'a str> {
    let (head, object) = line.split_at_checked(line.place("{")?)?;
    let is_shared = |near| behind(near, head).is_some();
    let is_json = || is_answer(object) || object.trim() == "{" && is_answer(next);
    (!head.trim().is_empty()
        && !head.ends_in("\"'`")
        && (is_shared(last) || is_shared(next))
        && is_json())
    .then_some(head)
}

/// What stands before an object, or a text, that is printed in lines, as before the next of them, which is indented.
fn of_object<'a>(line: &'a str, next: &str) -> Option<&'a str> {
    let (at, _) = alike(line, next);
    let shared = line.get(..at)?.trim_end();
    let (head, own) = line.split_at_checked(at.min(shared.len() + 1))?;
    let is_open = own.starts_in("{[(") || own.trim_end().ends_in("{[(+");
    let is_indented = || behind(next, head).is_some_and(|own| own.starts_in(" \t"));
    // What stands in a literal is of the text itself.
    let is_head = !shared.is_empty() && !shared.has_any("\"|'|`");
    (is_head && is_open && is_indented()).then_some(head)
}

/// What stands before a command that goes on, as before its next line.
fn of_command<'a>(line: &'a str, next: &str) -> Option<&'a str> {
    let (head, command) = line.cut("curl ")?;
    let goes_on = command.trim_end().ends_with('\\') && behind(next, head).is_some();
    (!head.trim().is_empty() && goes_on).then_some(head)
}

/// How far two lines begin alike. Numbers go on: those of times, and those of lines, which may get longer.
fn alike(one: &str, other: &str) -> (usize, usize) {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    // Before a number that is shorter than another one.
    let is_pad = |text: &[u8], at: usize| {
        let mut pad = text.get(at..).unwrap_or_default().iter().take(8);
        pad.find(|byte| **byte != b' ').is_some_and(u8::is_ascii_digit)
    };
    let (mut at, mut to, mut is_number) = (0, 0, false);
    while let (Some(a), Some(b)) = (one.get(at), other.get(to)) {
        let (digit, other_digit) = (a.is_ascii_digit(), b.is_ascii_digit());
        if a == b || digit && other_digit {
            is_number = digit;
        } else if is_number && digit {
            at += 1;
            continue;
        } else if is_number && other_digit {
            to += 1;
            continue;
        } else if digit && is_pad(other, to) || other_digit && is_pad(one, at) {
            is_number = false;
        } else {
            break;
        }
        (at, to) = (at + 1, to + 1);
    }
    (at, to)
}

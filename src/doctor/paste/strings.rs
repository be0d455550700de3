//! Canonical requests and strings to sign as they come out of terminals, browsers and logs.

use super::super::parts::Parts;
use super::super::text::{Search, concat, has_variable, is_hash, join, one_spaced};
use super::scan::{self, LETTERS, WORD, unescape_backslashes};
use super::xml::unescape_entities;
use crate::canonical::payload::{UNSIGNED_PAYLOAD, is_word};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Whether the text is a string to sign.
pub fn is_string_to_sign(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("AWS4-") || text.starts_with("AWS-HMAC") || text.starts_with("GOOG4-")
}

/// Whether the text is a canonical request: a method and then a path, without the version of HTTP.
pub fn is_canonical_request(text: &str) -> bool {
    let literal = text.trim().trimmed_start("b'\"`");
    let lines = literal.replaced("\\n", "\n");
    let method = lines.before(b'\n').trim().to_ascii_uppercase();
    super::url::is_method(&method) && lines.count("\n") >= 3
}

/// Whether the text is what a program makes one of these of: variables stand where no such characters can.
pub fn is_template(text: &str) -> bool {
    // A key or the value of another header may hold any.
    const PLAIN: &str = "host:|x-amz-date:|x-amz-content-sha256:";
    const MARKS: &str = "# \t\r'\"`";
    let text = text.replaced("\\n", "\n");
    let is_lines = is_string_to_sign(text.trimmed_start(MARKS));
    text.pieces(b'\n').take(if is_lines { 4 } else { usize::MAX }).any(|line| {
        let line = line.trimmed(MARKS);
        let is_plain = || PLAIN.pieces(b'|').any(|name| line.starts_with(name));
        // A parameter may begin with one, as `$top=5` does.
        let first = line.get(..2).filter(|_| !line.has("=")).unwrap_or_default();
        has_variable(if is_lines || is_plain() { line } else { first })
    })
}

/// The hash, or the word in its place, at the start of a last line where other text is glued to it: a prompt, a closing mark, a
/// tag. What sha256sum prints behind a hash is a mistake.
pub fn end(line: &str) -> Option<&str> {
    let hash = line.get(..64).filter(|word| is_hash(word));
    let end = hash.or_else(|| {
        let word = scan::word(line, LETTERS).0;
        let is_unsigned = word.starts_with(UNSIGNED_PAYLOAD);
        let word = if is_unsigned { UNSIGNED_PAYLOAD } else { word.trimmed_end("-") };
        Some(word).filter(|word| is_word(word))
    })?;
    let behind = line.get(end.len()..)?.trim_end();
    let file = behind.trimmed_start(" *");
    let is_file =
        behind.len() > file.len() + 1 && file.replaced(".", "").trimmed_start(WORD).is_empty();
    let is_longer = behind.trimmed_start("0123456789abcdefABCDEF").is_empty();
    (behind != " -" && !is_file && !is_longer).then_some(end)
}

/// A string to sign or a canonical request without what a log has behind its last line, a hash.
pub fn without_log(text: &str) -> &str {
    let is_lines = is_string_to_sign(text);
    let is_list = |line: &str| {
        let is_of_list = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.;".contains(&byte);
        !line.is_empty() && line.bytes().all(is_of_list)
    };
    let (mut before, mut rest, mut number) = ("", text, 0);
    while let Some(line) = scan::line(&mut rest) {
        number += 1;
        let word = line.trimmed(" \t\r\n];'\"");
        let is_hash = is_hash(word) || !is_lines && is_word(word);
        let is_last = if is_lines { number == 4 } else { number > 4 && is_list(before) };
        if is_hash && is_last {
            let own = text.strip_suffix(rest).filter(|_| !rest.trim().is_empty());
            return own.map_or(text, |own| own.trimmed_end("\r\n"));
        }
        before = word;
    }
    text
}

/// A string to sign or a canonical request without the empty line that mail programs put behind each line: neither has one
/// behind its first.
pub fn halved(text: &str) -> String {
    let mut lines = text.pieces(b'\n').map(str::trim);
    let is_doubled = lines.nth(1) == Some("") && lines.nth(1) == Some("");
    if !is_doubled {
        return text.to_string();
    }
    text.replaced("\r\n", "\n").replaced("\n\n", "\n")
}

/// What a text says that is one literal and nothing else.
pub fn whole_literal(text: &str) -> Option<String> {
    let (literal, behind) = scan::string(text.trim_start().trimmed_start("b"))?;
    behind.trimmed(" \t\r\n,;)").is_empty().then_some(literal)
}

/// Whether a program printed an answer in it: what that says is printed, too, and its strings are not the caller's.
pub fn is_printed_answer(text: &str) -> bool {
    text.has_any("'SignatureDoesNotMatch|\"SignatureDoesNotMatch")
}

/// The text without the literals in which a program printed a canonical request or a string to sign, and what they say:
/// of Python, Go, Rust, Ruby, JSON and so on.
pub fn without_literals(text: &str) -> (String, Vec<String>) {
    let (mut out, mut literals) = (String::new(), Vec::new());
    if is_printed_answer(text) {
        return (text.to_string(), literals);
    }
    let mut rest = text;
    while let Some((before, quote, inner)) = at_quote(rest) {
        let quoted = rest.get(before.len()..).unwrap_or_default();
        let (word, after) = scan::word(inner, LETTERS);
        out.push_str(before);
        // An escaped quote opens nothing.
        let is_inner = out.ends_with("should have been\\n")
            || out.ends_with("\\")
            || before.is_empty() && out.ends_with("\\n");
        let is_whole = after.starts_with(quote);
        out.push_str(quote);
        rest = inner;
        let is_line = after.starts_with("\\n") || after.starts_with("\\r\\n");
        if is_inner || !(is_whole || is_line) || !is_first_line(word) {
            continue;
        }
        // Where this one does not end, none behind it does.
        let Some((mut literal, mut behind)) = scan::string(quoted) else { break };
        let end = if is_whole { "\n" } else { "" };
        while let Some((line, after)) = next_line(&literal, is_whole, behind) {
            literal.extend([end, &line]);
            behind = after;
        }
        // Fewer in a row are words.
        if literal.count("\n") > 2 || !is_whole {
            out.pop();
            let is_short = literal.pieces(b'\n').filter(|line| !line.is_empty()).count() < 3;
            // What is added up with variables is none of its own.
            let source = quoted.get(..quoted.len() - behind.len()).unwrap_or_default();
            let is_words = !literal.has_any(":|/");
            if !is_short && !is_words && !goes_on(behind, is_whole) && !is_template(source) {
                literals.push(literal);
            }
            rest = behind;
        }
    }
    out.push_str(rest);
    (out, literals)
}

/// What stands before the first quote, the quote, and what is behind it.
#[inline(never)]
pub fn at_quote(text: &str) -> Option<(&str, &str, &str)> {
    let at = text.bytes().position(|byte| b"\"'`".contains(&byte))?;
    Some((text.get(..at)?, text.get(at..=at)?, text.get(at + 1..)?))
}

/// The literal that goes on with another, each of a line with its end, or without where `is_whole`: programs print them in
/// a list, added up, or without a mark.
fn next_line<'a>(literal: &str, is_whole: bool, behind: &'a str) -> Option<(String, &'a str)> {
    let next = behind.trim_start().trimmed_start(",").trim_start();
    // No literal opens with more.
    let marks = next.bytes().take(8).take_while(|byte| b"b'\"".contains(byte)).count();
    let is_first = || is_first_line(scan::word(next.get(marks..).unwrap_or_default(), LETTERS).0);
    let is_line = || (is_whole || literal.ends_with('\n')) && !is_first();
    scan::string(next.strip_prefix('+').or_else(|| is_line().then_some(next))?)
}

/// Whether a program adds a variable to the literal before, by an operator of any language, or as the next of a list. A `+`
/// stands before the commands in the trace of a shell, too, and a dot ends a sentence.
pub fn goes_on(behind: &str, is_of_list: bool) -> bool {
    const OPERATORS: &str = "+.<,";
    let behind = behind.trim_start();
    let next = behind.trimmed_start(OPERATORS);
    let operator = behind.get(..behind.len() - next.len()).unwrap_or_default();
    let (name, after) = scan::word(next.trim_start(), LETTERS);
    let is_call = after.starts_with('(');
    let is_name = !name.is_empty() || after.starts_with('$');
    match operator {
        "+" | "<<" => {
            let after = after.trimmed_start(" \t");
            after.is_empty() || after.starts_in("+<;),.([$&\r\n")
        }
        "." => after.starts_with('$') || is_call && next.starts_with(' '),
        ".." => is_name,
        "," => is_of_list && is_name,
        _ => false,
    }
}

/// Whether a canonical request or a string to sign begins with this line.
pub fn is_first_line(word: &str) -> bool {
    super::url::is_method(word) || is_string_to_sign(word)
}

/// Other readings of a text that was mangled on its way, the likeliest first.
pub fn unmangled(text: &str) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    let mut add = |reading: String| {
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    };
    for text in
        [text.to_string(), unescape_backslashes(&joined(text, true)), unescape_entities(text)]
    {
        let unix = text.replaced("\r\n", "\n").replaced("\r", "\n");
        add(text.clone());
        add(unix.trimmed_end("\n").to_string());
        let own = unix.strip_suffix('\n').unwrap_or(&unix);
        add(join(&own.pieces(b'\n').map(str::trim).collect::<Vec<_>>(), "\n"));
        add(unix.trimmed_start("b").trimmed("\n'\" ").to_string());
    }
    readings
}

/// The text with each literal in one that a program printed in pieces, a line of its text in each: `'GET\n' +` and so on, or
/// `b'GET\n' b'/\n'`. Consoles and Python choose for each the quotes that it has none of. Where the text is of one thing
/// alone, literals of the same quotes are of one however they stand.
pub fn joined(text: &str, is_alone: bool) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, quote, after)) = at_quote(rest) {
        out.push_str(before);
        rest = after;
        while let Some((other, inner, behind)) = next_piece(rest, quote, is_alone) {
            if other == quote {
                out.push_str(inner);
            } else {
                out.push_str(&inner.replaced(quote, &concat(&["\\", quote])));
            }
            rest = behind;
        }
        out.push_str(quote);
    }
    out.push_str(rest);
    out
}

/// The quote, the text, still escaped, and what is behind of the literal that goes on with the one that ended here. In the
/// next line that is each behind a `+`, or what is indented and no name or text of its own.
fn next_piece<'a>(
    text: &'a str,
    quote: &str,
    is_alone: bool,
) -> Option<(&'a str, &'a str, &'a str)> {
    let next = text.trimmed_start("+ \r\n\t");
    let gap = text.get(..text.len() - next.len())?;
    let literal = next.strip_prefix('b').unwrap_or(next);
    let other = literal.get(..1).filter(|other| other.starts_in("\"'`"))?;
    let (inner, behind) = scan::quoted(literal.get(1..)?, other.chars().next()?)?;
    let (line, indent) = gap.cut("\n").unwrap_or_default();
    let is_row = || {
        let is_named = behind.trim_start().starts_in("=:");
        !indent.is_empty() && !is_named && !is_first_line(scan::word(inner, LETTERS).0)
    };
    let is_next = gap.count("\n") == 1 && (line.has("+") || is_row());
    let is_one = is_alone && other == quote && !gap.is_empty();
    (is_next || is_one).then_some((other, inner, behind))
}

/// Reads a canonical request whose newlines may all have become other white space, or none.
///
/// What stands where follows from the list of signed headers alone.
pub fn parse_canonical_request(text: &str) -> Option<Parts> {
    let (rest, payload) = last_word(text)?;
    let (rest, signed_headers) = last_word(rest)?;
    let (method, rest) = rest.trim_start().split_once(char::is_whitespace)?;
    let mut names = signed_headers.pieces(b';').peekable();
    let (target, mut rest) = split_at_header(rest, names.peek()?)?;
    let mut words = target.split_whitespace();
    let (uri, query) = (words.next()?.to_string(), words.next().unwrap_or_default().to_string());
    let mut headers = Vec::new();
    while let Some(name) = names.next() {
        let value;
        (value, rest) = match names.peek() {
            Some(next) => split_at_header(rest, next)?,
            None => (rest, ""),
        };
        let value = value.trim_start().strip_prefix(name)?.strip_prefix(':')?;
        headers.push((name.to_string(), one_spaced(value)));
    }
    let (method, signed_headers) = (method.to_string(), signed_headers.to_string());
    Some(Parts { method, uri, query, headers, signed_headers, payload: payload.to_string() })
}

/// The last word and what stands before it.
fn last_word(text: &str) -> Option<(&str, &str)> {
    text.trim_end().rsplit_once(char::is_whitespace)
}

/// Splits before `name:` where white space precedes it.
fn split_at_header<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let marked = concat(&[name, ":"]);
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.place(&marked)?;
        if at == 0 || text.get(..at)?.ends_with(char::is_whitespace) {
            return text.split_at_checked(at);
        }
        from = at + marked.len();
    }
}

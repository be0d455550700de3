//! What programs and pages put around the lines of a text, but for what stands before each: colours, objects of a log, blanks at
//! their ends.

use super::super::text::Search;
use super::http::request_line;
use super::page::plain;
use super::prefixes::{first_word, prefix_of, without_prefixes};
use super::scan::{line, string};
use super::strings::joined;
use super::xml::value;
use alloc::string::String;

/// The text without what stands around its lines, each literal in one. Another program's lines among them come first.
pub fn freed(text: &str) -> String {
    let text = without_objects(&without_colours(&plain(&without_returns(text))));
    joined(&without_prefixes(&without_ends(&text)), false)
}

/// The text with line ends of one character where all lines of a file have two. Of a text alone they may be what was hashed,
/// and of what is sent they are.
fn without_returns(text: &str) -> String {
    let first = text.trim_start().before(b'\n').trim_end();
    let is_alone =
        first_word(first) == Some("") || first.starts_in("<{") || text.has_any("curl | HTTP/");
    let is_file = !is_alone && text.count("\n") == text.count("\r\n");
    if is_file { text.replaced("\r\n", "\n") } else { text.into() }
}

/// The text without the codes that colour it in a terminal. Copying loses their first character.
fn without_colours(text: &str) -> String {
    let is_cut = text.has("[0m");
    let (mut out, mut rest) = (String::new(), text);
    while let Some(line) = line(&mut rest) {
        // What JSON escapes is its own.
        let is_json = line.trim_start().starts_in("{") || line.trim_start().starts_with("[\"");
        push_without_colours(&mut out, line, !is_json, is_cut && !is_json);
    }
    out
}

fn push_without_colours(out: &mut String, mut rest: &str, is_spelled: bool, is_cut: bool) {
    let escapes = if is_spelled { "\u{1b}|\\u001b|\\x1b|\\033|^[" } else { "\u{1b}" };
    while let Some((before, after)) = rest.cut("[") {
        out.push_str(before);
        rest = after;
        let escape = escapes.pieces(b'|').find(|escape| out.ends_with(escape));
        match after.trimmed_start(";0123456789").strip_prefix(['m', 'K']) {
            Some(behind) if is_cut || escape.is_some() => {
                out.truncate(out.len() - escape.unwrap_or_default().len());
                rest = behind;
            }
            _ => out.push('['),
        }
    }
    out.push_str(rest);
}

/// The text without the objects that a log makes of each line of a program: `{"log":"GET\n","stream":"stdout"}`.
fn without_objects(text: &str) -> String {
    let said = |line: &str, name: &str| {
        let object = Some(line).filter(|line| line.starts_with("{\""))?;
        Some(without_colours(&string(value(object, name, &|_| true)?)?.0))
    };
    let (mut out, mut rest, mut name) = (String::new(), text, None);
    while let Some(line) = line(&mut rest).filter(|_| name.is_none()) {
        let begins = |name: &&str| {
            let (line, next) = (said(line, name)?, said(rest.before(b'\n'), name)?);
            prefix_of(line.trim_end(), &next, false).map(|_| ())
        };
        name = "log|message|msg|line".pieces(b'|').find(|name| begins(name).is_some());
    }
    rest = text;
    while let Some(line) = line(&mut rest) {
        let own = name.and_then(|name| said(line, name));
        match own.as_deref().map(|own| own.strip_suffix('\n').unwrap_or(own)) {
            Some(own) if !own.has("\n") => out.extend([own, "\n"]),
            _ => out.push_str(line),
        }
    }
    out
}

/// The text without blanks, or tags of HTML, at the ends of all lines of a canonical request, a string to sign or a request:
/// one that a signer puts there is not in every line.
fn without_ends(text: &str) -> String {
    let (mut out, mut rest, mut is_ended) = (String::new(), text, false);
    while let Some(line) = line(&mut rest) {
        let (own, end) = line.split_at_checked(line.trimmed_end("\r\n").len()).unwrap_or_default();
        let bare = without_end(own);
        let begins = || first_word(bare).is_some() || request_line(bare).is_some();
        is_ended = if bare.len() < own.len() {
            is_ended || begins() && are_ended(rest)
        } else {
            is_ended && own.is_empty()
        };
        out.extend([if is_ended { bare } else { own }, end]);
    }
    out
}

fn without_end(line: &str) -> &str {
    let bare = line.trim_end();
    let tagged = bare.strip_suffix('>').and_then(|tag| tag.trimmed_end("/ ").strip_suffix("<br"));
    tagged.map_or(bare, str::trim_end)
}

/// Whether three lines that are not empty have such an end.
fn are_ended(mut rest: &str) -> bool {
    let mut count = 0;
    while let Some(line) = line(&mut rest).filter(|_| count < 3) {
        let own = line.trimmed_end("\r\n");
        if !own.is_empty() && without_end(own).len() == own.len() {
            return false;
        }
        count += usize::from(!own.is_empty());
    }
    count == 3
}

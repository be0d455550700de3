//! What a structured log has in literals, each of them a paste of its own: `{"msg":"String to sign: AWS4-…\n…"}`.

use super::super::text::{Search, concat, is_hash};
use super::http::request_line;
use super::is_error;
use super::prefixes::first_word;
use super::scan::{LETTERS, line, string};
use super::strings::{at_quote, goes_on, is_first_line, is_printed_answer};
use crate::canonical::payload::is_word;
use alloc::string::String;
use alloc::vec::Vec;

/// What stands in the place of a text that a log has.
pub const LOGGED: &str = "[…]";

/// The text with a mark in the place of each that it logs, and these.
pub fn without_logged(text: &str) -> (String, Vec<String>) {
    let (mut out, mut logged, mut rest) = (String::new(), Vec::new(), text);
    let has_answer = is_printed_answer(text);
    while let Some(line) = line(&mut rest) {
        let before = logged.len();
        let own = without_texts(line, has_answer, &mut logged);
        // What a printed request holds is its own.
        if own.has("Credential=") {
            logged.truncate(before);
        }
        out.push_str(if logged.len() == before { line } else { &own });
    }
    (out, logged)
}

/// A line with a mark in the place of each literal that is a value and holds a paste.
fn without_texts(line: &str, has_answer: bool, texts: &mut Vec<String>) -> String {
    // Programs end what they say with a newline.
    const SAID: &str = "message Message MESSAGE msg log @message @m @mt";
    let (mut own, mut rest, mut is_command) = (String::new(), line, false);
    while let Some((before, quote, inner)) = at_quote(rest) {
        push_values(&mut own, before, texts);
        // What a command sends is its own.
        is_command |= before.has_any("curl -|curl h") || before.ends_with("curl ");
        let quoted = rest.get(before.len()..).filter(|_| !own.ends_with('\\'));
        let Some((text, behind)) = quoted.and_then(string) else {
            own.push_str(quote);
            rest = inner;
            continue;
        };
        let source = rest.get(before.len()..rest.len() - behind.len()).unwrap_or_default();
        rest = behind;
        let is_own = first_word(text.before(b'\n').trim_end()) == Some("");
        let bare = own.trim_end();
        let name = bare.trimmed_end(":=");
        let is_told = name.len() == bare.len()
            || is_command
            || is_own && has_answer
            || goes_on(behind, false);
        if is_told || !holds_paste(&text) {
            own.push_str(source);
            continue;
        }
        let name = name.trimmed_end("\"' ");
        let name = name.get(name.trimmed_end(LETTERS).trimmed_end("@").len()..).unwrap_or_default();
        texts.push(if is_own && !SAID.lists(name) { source.into() } else { text });
        own.push_str(LOGGED);
    }
    push_values(&mut own, rest, texts);
    own
}

/// Appends a text without literals, a mark in the place of each value that another field follows and that is a text to its hash:
/// `event=AWS4-…\n… level=debug`.
fn push_values(own: &mut String, mut rest: &str, texts: &mut Vec<String>) {
    while let Some((word, behind)) = rest.cut(" ") {
        rest = behind;
        let (name, value) = word.cut("=").unwrap_or_default();
        let (_, last) = value.trimmed_end("\\n").cut_last("\\n").unwrap_or_default();
        if (is_hash(last) || is_word(last)) && is_first_line(value.before(b'\\')) {
            texts.push(concat(&["\"", value, "\""]));
            own.extend([name, "=", LOGGED, " "]);
        } else {
            own.extend([word, " "]);
        }
    }
    own.push_str(rest);
}

/// Whether it shows a request, an answer or, behind what it says of that, one of the caller's own strings.
fn holds_paste(text: &str) -> bool {
    // Of a literal in it, too.
    let lines = text.replaced("\\n", "\n");
    let (first, rest) = lines.cut("\n").unwrap_or_default();
    let begins = |line: &str| {
        let line = line.trimmed_end("\\\r ");
        request_line(line).is_some() || rest.count("\n") > 1 && first_word(line).is_some()
    };
    !text.has("should have been") && (begins(first) || begins(rest.before(b'\n')))
        || text.has("curl ") && text.has("://")
        || text.has_any("</|\":") && (is_error(text) || text.has("Credential="))
}

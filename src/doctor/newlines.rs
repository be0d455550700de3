//! Own strings in one line, where the two characters `\n` stand for each newline: a log writes them so, or the code made them.

use super::evidence::Evidence;
use super::known::hash_line;
use super::paste::scan::unescape_backslashes;
use super::rebuild::sha256_text;
use super::text::Search;
use alloc::string::String;

/// Reads the newlines of a string to sign, and those of a canonical request where the hash in it is the one of the text
/// that has them.
pub fn read_newlines(evidence: &mut Evidence) {
    let read = |text: &String| (!text.trim_end().has("\n")).then(|| unescape_backslashes(text));
    if let Some(lines) = evidence.string_to_sign.as_ref().and_then(read) {
        evidence.string_to_sign = Some(lines);
    }
    let Some(request) = evidence.canonical_request.as_ref().and_then(read) else { return };
    let hash = evidence.string_to_sign.as_deref().and_then(hash_line);
    if hash == Some(sha256_text(&request)) {
        evidence.canonical_request = Some(request);
    }
}

//! Other ways to write the same JSON.

use super::text::Search;
use alloc::string::String;
use alloc::vec::Vec;

/// The text as the usual serialisers write it: compact, with spaces, with non-ASCII and `/` escaped or not.
/// Nothing for what is no JSON object or array.
pub fn forms(text: &str) -> Vec<String> {
    let trimmed = text.trim();
    if !trimmed.starts_in("{[") {
        return Vec::new();
    }
    let mut forms = Vec::new();
    for spaced in [
        spaced(trimmed, "", ""),
        spaced(trimmed, " ", " "),
        spaced(trimmed, " ", ""),
        indented(trimmed, "  "),
        indented(trimmed, "    "),
    ] {
        forms.push(escaped_non_ascii(&spaced));
        forms.push(spaced.replaced("/", "\\/"));
        forms.push(spaced.replaced("\\/", "/"));
        forms.push(spaced);
    }
    forms
}

/// The pieces outside of strings without white space: strings whole, and each other character.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => super::paste::scan::quoted(rest.get(1..).unwrap_or_default(), '"')
                .map_or(rest.len(), |(inner, _)| inner.len() + 2),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if !first.is_ascii_whitespace() {
            tokens.push(token);
        }
        rest = after;
    }
    tokens
}

fn spaced(text: &str, behind_colon: &str, behind_comma: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in tokens(text) {
        out.push_str(token);
        match token {
            ":" => out.push_str(behind_colon),
            "," => out.push_str(behind_comma),
            _ => {}
        }
    }
    out
}

/// Deeper values are not indented as they would be: nobody wrote them by hand, and their lines would be a body squared.
const DEEPEST: usize = 64;

fn indented(text: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut depth = 0usize;
    let tokens = tokens(text);
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&indent.repeat(depth.min(DEEPEST)));
    };
    for (at, token) in tokens.iter().enumerate() {
        let is_empty = |next: Option<&&str>| next.is_some_and(|next| matches!(*next, "}" | "]"));
        match *token {
            "{" | "[" => {
                out.push_str(token);
                depth += 1;
                if !is_empty(tokens.get(at + 1)) {
                    line(&mut out, depth);
                }
            }
            "}" | "]" => {
                depth = depth.saturating_sub(1);
                if at > 0 && tokens.get(at - 1).is_none_or(|before| !matches!(*before, "{" | "[")) {
                    line(&mut out, depth);
                }
                out.push_str(token);
            }
            "," => {
                out.push_str(token);
                line(&mut out, depth);
            }
            ":" => out.push_str(": "),
            _ => out.push_str(token),
        }
    }
    out
}

fn escaped_non_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            out.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                out.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    out.extend(char::from_digit(u32::from(*unit) >> shift & 15, 16));
                }
            }
        }
    }
    out
}

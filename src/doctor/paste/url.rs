//! A URL with anything around it.

use super::super::evidence::RequestParts;
use super::super::text::Search;
use alloc::string::{String, ToString};

const SCHEMES: [&str; 4] = ["https://", "http://", "wss://", "ws://"];

/// A GET request for the first URL in the text.
pub fn request(text: &str) -> Option<RequestParts> {
    let start = SCHEMES.iter().filter_map(|scheme| text.place(scheme)).min()?;
    let before = text.get(..start)?.trim_end();
    let rest = text.get(start..)?;
    let quote = before.chars().next_back().filter(|last| matches!(last, '"' | '\'' | '`' | '<'));
    let url: String = match quote {
        Some(open) => {
            let close = if open == '<' { '>' } else { open };
            rest.split(close).next()?.lines().map(str::trim).collect()
        }
        // Mail wraps long URLs: a line that goes on without a space is the same URL.
        None => wrapped(rest),
    };
    let method = before.split_whitespace().last().filter(|word| is_method(word)).unwrap_or("GET");
    Some(RequestParts { method: method.to_string(), url, ..RequestParts::default() })
}

fn wrapped(text: &str) -> String {
    let mut url = String::new();
    for line in text.trim_end().lines() {
        let word = line.split_whitespace().next().unwrap_or_default();
        if word.is_empty() || (!url.is_empty() && word.has(":")) {
            break;
        }
        url.push_str(word);
        if word.len() < line.trim_end().len() {
            break;
        }
    }
    url
}

/// The methods that requests to AWS have.
pub const METHODS: &str = "GET PUT POST HEAD DELETE PATCH OPTIONS";

/// Whether the word is an HTTP method.
pub fn is_method(word: &str) -> bool {
    METHODS.pieces(b' ').any(|method| method == word)
}

//! A URL with anything around it.

use super::super::evidence::RequestParts;
use super::super::text::{METHODS, Search, concat, is_left_out};
use super::scan::{LETTERS, unescape_backslashes};
use super::xml::unescape_entities;
use alloc::string::{String, ToString};

const SCHEMES: [&str; 4] = ["https://", "http://", "wss://", "ws://"];

/// A request for the first URL in the text, GET where nothing else is said; none where it is signed by a header, which is
/// not read here: without that it would look unsigned. A namespace of XML is none.
pub fn request(text: &str) -> Option<RequestParts> {
    let is_other = || text.to_ascii_lowercase().has_any("authorization|aws4-hmac-sha256|xmlns");
    first(text).filter(|parts| parts.url.has("X-Amz-") || !is_other())
}

/// A request for the first URL in the text, GET where nothing else is said.
pub fn first(text: &str) -> Option<RequestParts> {
    // No URL has a backslash: this is a literal of JSON or of a program.
    let unescaped = text.has("\\").then(|| unescape_backslashes(text));
    let text = unescaped.as_deref().unwrap_or(text);
    let lower = text.to_ascii_lowercase();
    // Of several URLs the one that is signed.
    let before = lower.cut("x-amz-credential=").map_or("", |(before, _)| before);
    let last = SCHEMES.iter().filter_map(|scheme| Some(before.cut_last(scheme)?.0.len())).max();
    let first = || SCHEMES.iter().filter_map(|scheme| lower.place(scheme)).min();
    let start = last.or_else(first)?;
    let before = text.get(..start)?.trim_end();
    let rest = text.get(start..)?;
    let quote = before.bytes().next_back().filter(|last| b"\"'`<".contains(last));
    let url: String = match quote {
        Some(open) => {
            let close = if open == b'<' { b'>' } else { open };
            let mut url = String::new();
            // Slack has a name behind the URL.
            let rest = if open == b'<' { rest.before(b'|') } else { rest };
            rest.before(close).pieces(b'\n').for_each(|line| url.push_str(line.trim()));
            url
        }
        // Mail wraps long URLs: a line that goes on without a space is the same URL.
        None if before.ends_with('>') => {
            without_punctuation(&wrapped(&rest.replaced("\n>", "\n"))).to_string()
        }
        None => without_punctuation(&wrapped(rest)).to_string(),
    };
    let url = ended(&url);
    let tag = before.trimmed_end("\"'");
    let is_html = ["href=", "src=", "<code>", "<pre>"].iter().any(|mark| tag.ends_with(mark));
    let url = if is_html { unescape_entities(url) } else { url.to_string() };
    // Python logs the host, and then a request line.
    if let Some((word, target)) = rest.strip_prefix(&*url).and_then(logged) {
        let url = concat(&[url.strip_suffix(":443").unwrap_or(&url), target]);
        return Some(RequestParts { method: word.to_string(), url, ..RequestParts::default() });
    }
    let method = method(before, &lower).unwrap_or_else(|| "GET".to_string());
    Some(RequestParts { method, url, ..RequestParts::default() })
}

/// Method and target of a request line in quotes.
fn logged(line: &str) -> Option<(&str, &str)> {
    let (method, behind) = line.strip_prefix(" \"")?.cut(" ")?;
    let target = behind.before(b' ');
    (is_method(method) && target.starts_with('/')).then_some((method, target))
}

/// The method that an option names, as in `--method=PUT`, or that stands before the URL, as in `PUT` or `.put(`.
fn method(before: &str, lower: &str) -> Option<String> {
    let option = lower.cut("method").map_or("", |(_, after)| after.trimmed_start("]=>: \"'\r\n"));
    let rest = option.trimmed_start(LETTERS);
    let option = option.get(..option.len() - rest.len())?.to_ascii_uppercase();
    let bare = before.trimmed_end("\"'`");
    let called = bare.trimmed_end("(, \"'`");
    let word = called.get(called.trimmed_end(LETTERS).len()..)?;
    let is_call = bare.ends_with('(');
    let word = if is_call { word.to_ascii_uppercase() } else { word.to_string() };
    if is_method(&option) { Some(option) } else { Some(word).filter(|word| is_method(word)) }
}

/// Path and query of an absolute URL.
pub fn target(url: &str) -> &str {
    let behind = url.cut("://").map_or("", |(_, behind)| behind);
    behind.get(behind.before(b'/').len()..).unwrap_or_default()
}

fn wrapped(text: &str) -> String {
    let mut url = String::new();
    for line in text.trim_end().pieces(b'\n') {
        let word = line.split_whitespace().next().unwrap_or_default();
        let is_alone = word.len() == line.trim().len();
        let is_over = match signature(&url) {
            Some(64..) => !word.starts_with('&'),
            Some(_) => false,
            None => !is_alone,
        };
        if word.is_empty() || !url.is_empty() && (is_over || word.has(":")) {
            break;
        }
        url.push_str(word);
        if !is_alone {
            break;
        }
    }
    url
}

/// How much of the signature that is the last parameter is there.
fn signature(url: &str) -> Option<usize> {
    const NAME: &str = "X-Amz-Signature=";
    let end = url.get(url.len().saturating_sub(NAME.len() + 64)..)?;
    end.cut(NAME).map(|(_, digits)| digits.len())
}

/// Up to the first character that no URL has on the wire, and to the last digit of its signature: quotes and stops of any
/// language, colours of a terminal, a prompt.
fn ended(url: &str) -> &str {
    // Brackets and commas of other languages may be in a name.
    const MARKS: &str = "\u{1b}«»“”„「」『』。！，：；？";
    let mut letters = url.chars();
    while !letters.as_str().is_empty() && !letters.as_str().starts_in(MARKS) {
        letters.next();
    }
    let url = url.get(..url.len() - letters.as_str().len()).unwrap_or(url);
    let Some((_, behind)) = url.cut("X-Amz-Signature=") else { return url };
    let glued = behind.trimmed_start("0123456789abcdefABCDEF");
    let digits = behind.len() - glued.len();
    // A letter of a word may be a digit.
    let is_glued = !glued.is_empty() && (glued == "%" || !glued.starts_in("&#%+"));
    let end = if is_glued && (64..96).contains(&digits) { behind.len() - 64 } else { 0 };
    url.get(..url.len() - end).unwrap_or(url)
}

/// Without what a sentence or Markdown has behind a URL.
fn without_punctuation(url: &str) -> &str {
    let url = url.get(..end(url)).unwrap_or(url);
    let url = url.cut("](").map_or(url, |(text, _)| text);
    let mut marks = String::from(".,;:!?'*\u{200b}");
    for &(open, close) in &[("(", ")"), ("[", "]"), ("{", "}")] {
        marks.push_str(if url.has(open) { "" } else { close });
    }
    let bare = url.trimmed_end(&marks);
    // The rest of a signature that is not whole, or of the query, is left out.
    let is_part = url.has("X-Amz-") && signature(bare) != Some(64);
    if is_part && is_left_out(url.get(bare.len()..).unwrap_or_default()) { url } else { bare }
}

/// Where a tag or a quote ends a URL: `=<name>` is a placeholder.
fn end(url: &str) -> usize {
    let mut from = 0;
    while let Some(rest) = url.get(from..) {
        let at = from + rest.before(b'<').before(b'>').before(b'"').before(b'`').len();
        let value = url.get(at..).unwrap_or_default().before(b'>');
        let is_value = url.get(..at).is_some_and(|url| url.ends_with('='));
        from = at + value.len() + 1;
        if !is_value || value.len() < 2 || value.has("/") || from > url.len() {
            return at;
        }
    }
    url.len()
}

/// Whether the word is an HTTP method.
pub fn is_method(word: &str) -> bool {
    METHODS.lists(word)
}

//! Raw HTTP/1.1, the fields of HTTP/2, and what `curl -v` prints.

use super::super::evidence::{GivenBody, RequestParts};
use super::super::text::Search;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A request line, or the fields of HTTP/2 that stand for it, headers, and perhaps a body behind an empty line.
pub fn request(text: &str) -> Option<RequestParts> {
    let (mut head, mut rest) = Head::find(text)?;
    head.read_headers(&mut rest);
    let get = |name: &str| super::header(&head.headers, name);
    let method = get(":method").unwrap_or(head.method).to_string();
    let target = get(":path").unwrap_or(head.target);
    let url = if target.has("://") {
        target.to_string()
    } else {
        let host = get(":authority").or_else(|| get("host"))?;
        let is_plain = host.cut_last(":").is_some_and(|(_, port)| port != "443");
        [if is_plain { "http" } else { "https" }, "://", host, target].concat()
    };
    let length = get("content-length").and_then(|length| length.parse().ok());
    let body = match head.indent {
        _ if head.is_marked => GivenBody::Absent,
        "" => body(rest, length),
        indent => {
            let text = rest.strip_prefix(indent).unwrap_or(rest);
            body(&text.replaced(&["\n", indent].concat(), "\n"), length)
        }
    };
    let mut headers = head.headers;
    headers.retain(|(name, _)| !name.starts_with(':'));
    Some(RequestParts { method, url, headers, body })
}

/// RFC 9113 §8.3.1: the fields of HTTP/2 that stand for a request line.
pub const FIELDS: [&str; 4] = [":method:", ":authority:", ":scheme:", ":path:"];

/// What stands before the body.
struct Head<'a> {
    method: &'a str,
    target: &'a str,
    headers: Vec<(String, String)>,
    /// Each line begins with `>`, and the body is not among them.
    is_marked: bool,
    /// What each line is indented by.
    indent: &'a str,
}

impl<'a> Head<'a> {
    /// The beginning of a request and where its headers begin.
    fn find(text: &'a str) -> Option<(Self, &'a str)> {
        let mut rest = text;
        loop {
            let line_on = rest;
            let line = next_line(&mut rest)?;
            let bare = line.trim_start();
            let indent = line.get(..line.len() - bare.len())?;
            let mut head = Self {
                method: "",
                target: "",
                headers: Vec::new(),
                // Programs with libcurl print the mark once.
                is_marked: bare.starts_with("> ") && rest.starts_with('>'),
                indent,
            };
            if FIELDS.iter().any(|field| bare.starts_with(field)) {
                return Some((head, line_on));
            }
            let words = bare.trimmed_start("-> ").trim_end();
            let Some((method, words)) = words.cut(" ") else { continue };
            let Some((target, version)) = words.cut_last(" ") else { continue };
            if super::url::is_method(method) && version.starts_with("HTTP/") {
                (head.method, head.target) = (method, target.trim());
                return Some((head, rest));
            }
        }
    }

    /// Reads the headers and the empty line behind them.
    fn read_headers(&mut self, rest: &mut &str) {
        while let Some(line) = next_line(rest) {
            let line = line.strip_prefix(self.indent).unwrap_or(line);
            if self.is_marked && !line.starts_with('>') {
                continue;
            }
            let line =
                line.strip_prefix('>').map_or(line, |line| line.strip_prefix(' ').unwrap_or(line));
            if line.trim().is_empty() {
                break;
            }
            // The name of a field of HTTP/2 begins with a colon.
            let colon = line.get(1..).and_then(|line| line.place(":")).map(|at| at + 1);
            if let (true, Some((_, value))) = (line.starts_in(" \t"), self.headers.last_mut()) {
                value.push_str(line);
            } else if let Some((name, value)) = colon.and_then(|at| line.split_at_checked(at)) {
                let value = value.strip_prefix(": ").or_else(|| value.strip_prefix(':'));
                self.headers.push((name.trim().into(), value.unwrap_or_default().into()));
            } else if let Some((_, value)) = self.headers.last_mut().filter(|it| it.1.is_empty()) {
                // Browsers copy a header as two lines.
                value.push_str(line.trim());
            }
        }
    }
}

/// The next line, and a step on.
fn next_line<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let text: &'a str = rest;
    let (line, behind) = text.cut("\n").unwrap_or((text, ""));
    *rest = behind;
    (!text.is_empty()).then_some(line.strip_suffix('\r').unwrap_or(line))
}

/// The bytes that the length says; without one, all up to a response or the last end of a line.
fn body(text: &str, length: Option<usize>) -> GivenBody {
    if let Some(length) = length.filter(|length| *length > 0) {
        // A text field of a browser makes CRLF an LF.
        let unix = || Some(text.replaced("\n", "\r\n")).filter(|text| text.len() == length);
        let bytes = text.as_bytes().get(..length).map(Vec::from);
        let bytes = bytes.or_else(|| unix().map(String::into_bytes));
        return bytes.map_or(GivenBody::Unseen, GivenBody::Bytes);
    }
    // A log draws a line behind a request.
    let is_rule = |line: &str| line.len() > 8 && line.trimmed("-=*").is_empty();
    let is_end = |line: &str| line.trimmed_start("< ").starts_with("HTTP/") || is_rule(line);
    let (mut rest, mut end) = (text, 0);
    while let Some(line) = next_line(&mut rest) {
        if is_end(line) {
            break;
        }
        end = text.len() - rest.len();
    }
    let sent = text.get(..end).unwrap_or_default();
    let sent = if end < text.len() { sent.trimmed_end("\r\n") } else { without_line_end(sent) };
    let is_sent = length.is_none() && !sent.is_empty();
    Some(Vec::from(sent)).filter(|_| is_sent).into()
}

fn without_line_end(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}

//! Raw HTTP/1.1, the fields of HTTP/2, and what `curl -v` prints.

use super::super::evidence::{GivenBody, RequestParts};
use super::super::lint::is_hash_of;
use super::super::text::{Search, concat, is_hash};
use super::joined;
use super::scan::{LETTERS, line, unescape_backslashes};
use crate::text::decimal;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A request line, or the fields of HTTP/2 that stand for it, headers, and perhaps a body behind an empty line.
pub fn request(text: &str) -> Option<RequestParts> {
    // A program printed what it sent as literals.
    let literal = text.has(" HTTP/1.1\\r\\n").then(|| unescape_backslashes(&joined(text, true)));
    let text = literal.as_deref().unwrap_or(text);
    let (mut head, mut rest) = Head::find(text)?;
    head.read_headers(&mut rest);
    let get = |name: &str| super::header(&head.headers, name);
    let method = get(":method").unwrap_or(head.method).to_string();
    let target = get(":path").unwrap_or(head.target);
    let url = if target.starts_with("http") {
        target.to_string()
    } else {
        absolute(get(":authority").or_else(|| get("host"))?, target)
    };
    let length = get("content-length").and_then(decimal).map(|length| length as usize);
    let body = match head.indent {
        _ if head.is_marked => GivenBody::Absent,
        _ if literal.is_some() => unsaid(&method),
        "" => body(rest, length, head.log),
        indent => {
            let text = rest.strip_prefix(indent).unwrap_or(rest);
            body(&text.replaced(&concat(&["\n", indent]), "\n"), length, head.log)
        }
    };
    // Nothing says where it ends: it may be other text.
    let is_other = |body: &[u8]| match get("x-amz-content-sha256") {
        _ if length.is_some() => false,
        Some(told) if is_hash(told) => !is_hash_of(told, body),
        _ => unsaid(&method) == GivenBody::Absent && !body.starts_with(b"{"),
    };
    let body = if body.bytes().is_some_and(is_other) { unsaid(&method) } else { body };
    let mut headers = head.headers;
    headers.retain(|(name, _)| !name.starts_with(':'));
    Some(RequestParts { method, url, headers, body })
}

/// The URL of a path on a host.
pub fn absolute(host: &str, target: &str) -> String {
    let is_plain = host.cut_last(":").is_some_and(|(_, port)| port != "443");
    concat(&[if is_plain { "http" } else { "https" }, "://", host, target])
}

/// The body of a request that is shown without one.
pub fn unsaid(method: &str) -> GivenBody {
    if "GET HEAD DELETE".has(method) { GivenBody::Absent } else { GivenBody::Unseen }
}

/// RFC 9113 §8.3.1: the fields of HTTP/2 that stand for a request line.
const FIELDS: [&str; 4] = [":method", ":authority", ":scheme", ":path"];

/// Whether the line is a field that stands for a request line, or the name of one.
pub fn is_field(line: &str) -> bool {
    let value = FIELDS.iter().find_map(|field| line.trim().strip_prefix(field));
    value.is_some_and(|value| value.is_empty() || value.starts_with(':'))
}

/// What a log has before a request line, its method and its target.
pub fn request_line(line: &str) -> Option<(&str, &str, &str)> {
    let (words, version) = line.cut_last(" HTTP/")?;
    // A line of an access log goes on.
    let end = version.trimmed_start("0123456789.");
    if !end.trimmed_end("\"\r ").is_empty() && !end.starts_in("\\[") {
        return None;
    }
    let mut from = 0;
    loop {
        let (word, target) = words.get(from..)?.cut(" ")?;
        let method = word.get(word.trimmed_end(LETTERS).len()..)?;
        if super::url::is_method(method) && target.trim_start().starts_in("/h*?") {
            let before = words.get(..from + word.len() - method.len())?;
            return Some((before, method, target.trim()));
        }
        from += word.len() + 1;
    }
}

/// What stands before the body.
struct Head<'a> {
    method: &'a str,
    target: &'a str,
    headers: Vec<(String, String)>,
    /// Each line begins with `>`, and the body is not among them.
    is_marked: bool,
    /// Names and values are lines of their own.
    is_parted: bool,
    /// What each line is indented by.
    indent: &'a str,
    /// The first word that a log has before the request line.
    log: &'a str,
}

impl<'a> Head<'a> {
    /// The beginning of a request and where its headers begin.
    fn find(text: &'a str) -> Option<(Self, &'a str)> {
        let mut rest = text;
        loop {
            let line_on = rest;
            let line = next_line(&mut rest)?;
            let bare = line.trim_start();
            let (is_field, of_request) = (is_field(bare), request_line(line));
            if !is_field && of_request.is_none() {
                continue;
            }
            let (before, method, target) = of_request.unwrap_or_default();
            let log = before.trim_start();
            let head = Self {
                method,
                target,
                headers: Vec::new(),
                is_parted: is_field && bare.count(":") == 1,
                // Programs with libcurl print the mark once.
                is_marked: log.has("> ") && rest.before(b'\n').has(">"),
                indent: line.get(..line.len() - bare.len())?,
                log: log.trimmed_start("-> ").before(b' '),
            };
            return Some((head, if is_field { line_on } else { rest }));
        }
    }

    /// Reads the headers and the empty line behind them.
    fn read_headers(&mut self, rest: &mut &str) {
        while let Some(line) = next_line(rest) {
            let line = line.strip_prefix(self.indent).unwrap_or(line);
            // Browsers copy a field as two lines.
            if self.is_parted && !line.trim().is_empty() {
                let value = next_line(rest).unwrap_or_default();
                self.headers.push((line.trim().into(), value.trim().into()));
                continue;
            }
            let marked = match line.cut(">") {
                Some((before, marked)) if self.is_marked || before.is_empty() => Some(marked),
                _ if self.is_marked => continue,
                _ => None,
            };
            let line = marked.map_or(line, wire);
            if line.trim().is_empty() || request_line(line).is_some() {
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

/// A line behind its mark, without the quotes and the ends of lines that logs of the wire show.
fn wire(line: &str) -> &str {
    let line = line.strip_prefix('>').unwrap_or(line);
    let line = line.strip_prefix(' ').unwrap_or(line);
    let quoted = line.strip_prefix('"').and_then(|line| line.cut("[\\"));
    quoted.map_or(line, |(line, _)| line)
}

/// The next line, and a step on.
fn next_line<'a>(rest: &mut &'a str) -> Option<&'a str> {
    Some(without_line_end(line(rest)?))
}

/// The bytes that the length says; without one, all up to the last end of a line. A response, or the next line of a log,
/// is none of it.
fn body(text: &str, length: Option<usize>, log: &str) -> GivenBody {
    // A log draws a line behind a request.
    let is_rule = |line: &str| line.len() > 8 && line.trimmed("-=*").is_empty();
    let is_end = |line: &str| {
        line.trimmed_start("< ").starts_with("HTTP/")
            || is_rule(line)
            || !log.is_empty() && line.starts_with(log)
    };
    let (mut rest, mut end) = (text, 0);
    while let Some(line) = next_line(&mut rest) {
        if is_end(line) {
            break;
        }
        end = text.len() - rest.len();
    }
    let sent = text.get(..end).unwrap_or_default();
    if let Some(length) = length.filter(|length| *length > 0) {
        // A text field of a browser makes CRLF an LF.
        let unix = || Some(sent.replaced("\n", "\r\n")).filter(|text| text.len() == length);
        // In the middle of a line it is other text.
        let is_whole = matches!(sent.as_bytes().get(length), None | Some(b'\r' | b'\n'));
        let bytes = sent.as_bytes().get(..length).filter(|_| is_whole).map(Vec::from);
        let bytes = bytes.or_else(|| unix().map(String::into_bytes));
        return bytes.map_or(GivenBody::Unseen, GivenBody::Bytes);
    }
    let sent = if end < text.len() { sent.trimmed_end("\r\n") } else { without_line_end(sent) };
    let is_sent = length.is_none() && !sent.is_empty();
    is_sent.then(|| Vec::from(sent)).into()
}

fn without_line_end(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}

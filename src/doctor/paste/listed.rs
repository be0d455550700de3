//! A request whose headers stand one in a line, with its method and URL around them: as tools of browsers, consoles and
//! proxies show it, and as .NET, PowerShell, PHP and OkHttp print it.

use super::super::evidence::RequestParts;
use super::super::text::{Search, join};
use super::prefixes::behind;
use super::scan::{LETTERS, between, string, word};
use super::{http, url};
use alloc::string::String;
use alloc::vec::Vec;

/// The request of which one line is the Authorization header.
pub fn request(text: &str) -> Option<RequestParts> {
    // PHP prints lists of one value.
    let text = &text
        .replaced(" => Array\n        (\n            [0] => ", " => ")
        .replaced("\n        )\n\n", "\n");
    let (before, _) = text.cut("AWS4-HMAC-SHA256 Credential=")?;
    let name = before.to_ascii_lowercase().cut_last("authorization")?.0.len();
    let before = before.get(..name)?;
    let prefix = before.get(before.cut_last("\n").map_or(0, |(lines, _)| lines.len() + 1)..)?;
    // Quotes, brackets and numbers are of the list, all else of a log.
    let is_of_list = prefix.trimmed(" \t\"'[]0123456789=>").is_empty();
    let log = if is_of_list { "" } else { prefix };
    let lines = text.list(b'\n');
    let header = |at: usize| named(behind(lines.get(at)?, log)?);
    let own = before.count("\n");
    let first = (0..own).rev().find(|at| header(*at).is_none()).map_or(0, |at| at + 1);
    let headers: Vec<_> = (first..).map_while(header).collect();
    // A client tells one of its own. An empty line ends a URL, which may be wrapped.
    let is_client = |line: &&str| line.to_ascii_lowercase().has("user-agent");
    let others: Vec<&str> = lines.iter().copied().filter(|line| !is_client(line)).collect();
    let parts = url::first(&join(&others, "\n\n"))?;
    // A client adds headers of its own to those that a program lists, and a URL without a method may be that of any.
    let is_listed = |name: &str| name == "host" || super::header(&headers, name).is_some();
    let signed = between(super::header(&headers, "authorization")?, "SignedHeaders=", ",")?;
    let is_whole =
        headers.len() > 1 && signed.pieces(b';').all(is_listed) && text.has(&parts.method);
    let body = http::unsaid(&parts.method);
    is_whole.then_some(RequestParts { headers, body, ..parts })
}

/// A name and its value: `Name: value`, `"Name"="value"`, `[Name] => value`, `[Name, value]`, or one of these in a numbered
/// list.
fn named(mut line: &str) -> Option<(String, String)> {
    loop {
        // A literal of more than this line.
        if line.has("\\n") {
            return None;
        }
        let (name, rest) = word(line.trimmed_start(" \t\"'["), LETTERS);
        let rest = rest.trimmed_start("]\"' ");
        let (mark, value) = ["=>", ":", "=", ","]
            .iter()
            .find_map(|mark| Some((*mark, rest.strip_prefix(mark)?)))?;
        line = value.trimmed(" \t\r,;\\").trimmed_end(if mark == "," { "]" } else { "" });
        if !name.trimmed("0123456789").is_empty() {
            let literal = string(line.trimmed_start("[(")).map(|(value, _)| value);
            return Some((name.into(), literal.unwrap_or_else(|| line.trimmed("\"'").into())));
        }
        if name.is_empty() {
            return None;
        }
    }
}

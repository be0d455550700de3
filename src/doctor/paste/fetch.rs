//! `fetch(url, { method, headers, body })` as browsers copy it and people write it.

use super::super::evidence::{GivenBody, RequestParts};
use super::super::text::Search;
use super::scan::{between, quoted, unescape_backslashes};
use super::xml::field;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The request that the first fetch call in the text sends.
pub fn request(text: &str) -> Option<RequestParts> {
    let (_, call) = text.cut("fetch(")?;
    let (url, options) = string(call)?;
    let method = field(options, "method");
    let body = match field(options, "body") {
        None if is_computed(options) => GivenBody::Unseen,
        body => body.map(String::into_bytes).into(),
    };
    let default = if body == GivenBody::Absent { "GET" } else { "POST" };
    let headers = between(options, "headers", "}").map(members).unwrap_or_default();
    Some(RequestParts { method: method.unwrap_or_else(|| default.to_string()), url, headers, body })
}

/// Whether the body is an expression, whose value is not in the call.
fn is_computed(options: &str) -> bool {
    let named = options.cut("body").map(|(_, after)| after.trimmed_start("\"'").trim_start());
    let value = named.and_then(|named| named.strip_prefix(':')).map(str::trim_start);
    value.is_some_and(|value| !value.starts_with("null") && !value.starts_with("undefined"))
}

fn string(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let open = text.chars().next().filter(|open| matches!(open, '"' | '\'' | '`'))?;
    let (inner, rest) = quoted(text.get(1..)?, open)?;
    Some((unescape_backslashes(inner), rest))
}

fn members(object: &str) -> Vec<(String, String)> {
    let mut members = Vec::new();
    let mut rest = object.trimmed_start("\"'").trimmed_start(": \n\r\t{");
    while let Some((name, after)) = name(rest) {
        let Some((value, after)) = after.trim_start().strip_prefix(':').and_then(string) else {
            break;
        };
        members.push((name, value));
        rest = after.trimmed_start(", \n\r\t");
    }
    members
}

fn name(text: &str) -> Option<(String, &str)> {
    string(text).or_else(|| {
        let (name, _) = text.cut(":")?;
        Some((name.trim().to_string(), text.get(name.len()..)?))
    })
}

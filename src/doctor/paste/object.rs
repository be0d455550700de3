//! A request that is made from an object, as in a fetch call, or that a program printed as one: of JavaScript, Python or JSON.

use super::super::evidence::{GivenBody, RequestParts};
use super::super::text::{Search, encoded};
use super::scan::{LETTERS, string, word};
use super::xml::{field, value};
use super::{header, http, url};
use crate::encode::STRICT;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

type Headers = Vec<(String, String)>;

/// The members that a text begins with, and their end.
type Members = fn(&str) -> Option<(Headers, &str)>;

/// How programs write headers: what stands before them, and the rest.
const FORMS: [(&str, Members); 4] = [("{", members), ("[", pairs), ("map[", of_go), ("{", of_java)];

/// The request that the first fetch call in the text sends.
pub fn call(text: &str) -> Option<RequestParts> {
    let (_, call) = text.cut("fetch(")?;
    let (url, options) = string(call)?;
    let headers = object(options, "headers")?;
    // A variable of that name.
    if headers.is_empty() && options.has("headers") {
        return None;
    }
    let body = body(options).unwrap_or_default();
    let default = if body == GivenBody::Absent { "GET" } else { "POST" };
    let method = field(options, "method").unwrap_or_else(|| default.to_string());
    Some(RequestParts { method, url, headers, body })
}

/// The request whose headers were printed with their names, and the rest of it around them or in the line above.
pub fn printed(text: &str) -> Option<RequestParts> {
    let (before, _) = text.cut("AWS4-HMAC-SHA256 Credential=")?;
    let read = |(mark, members): &(&str, Members)| {
        let (before, _) = before.cut_last(mark)?;
        let (headers, rest) = members(text.get(before.len() + mark.len()..)?)?;
        header(&headers, "authorization")?;
        // Who shows that one alone leaves others out.
        (headers.len() > 1).then_some((before, headers, rest))
    };
    let (before, headers, rest) = FORMS.iter().find_map(read)?;
    // One line, or all to the brace that is not indented.
    let is_line = !text.get(before.len()..text.len() - rest.len())?.has("\n");
    let end = if is_line { "\n" } else { "\n}" };
    let end = text.len() - rest.len() + rest.cut(end).map_or(rest, |(own, _)| own).len();
    let (mut start, mut outer) = (before.len(), 0);
    while start > 0 && outer < 2 {
        start = before.get(..start)?.cut_last("\n").map_or(0, |(head, _)| head.len());
        outer += usize::from(!before.get(start..)?.starts_with("\n "));
    }
    let own = text.get(start..end)?;
    let given = |name: &str| field(own, name);
    let mut parts = url::request(before.get(start..)?).unwrap_or_default();
    if let (Some(path), Some(host)) = (given("path"), given("host")) {
        parts.url = http::absolute(&host, &path);
        for (name, value) in object(own, "query")? {
            let start = if parts.url.has("?") { "&" } else { "?" };
            parts.url.extend([start, &name, "=", &encoded(&value, STRICT)]);
        }
    } else if let Some(url) = given("url") {
        parts.url = url;
    }
    parts.method = given("method").unwrap_or(parts.method).to_ascii_uppercase();
    // A URL without a method may be that of any.
    let is_said = own.to_ascii_uppercase().has(&parts.method);
    parts.body = body(own).unwrap_or_else(|| http::unsaid(&parts.method));
    parts.headers = headers;
    Some(parts).filter(|parts| is_said && parts.url.has("://"))
}

/// The body, where there is something of this name; an expression's value is not in the text.
fn body(options: &str) -> Option<GivenBody> {
    let given = |name| value(options, name, &|_| true);
    let value = given("body").or_else(|| given("data"))?;
    Some(match string(value.strip_prefix('b').unwrap_or(value)) {
        Some((body, _)) => GivenBody::Bytes(body.into_bytes()),
        None if value.starts_with("null") || value.starts_with("undefined") => GivenBody::Absent,
        None => GivenBody::Unseen,
    })
}

/// The members of the object of this name, which may be given to a function first; nothing where they are not all there.
fn object(text: &str, name: &str) -> Option<Headers> {
    let Some(value) = value(text, name, &|_| true) else { return Some(Headers::new()) };
    let (made_by, behind) = value.cut("{")?;
    (made_by.len() < 16 && !made_by.has(",")).then_some(members(behind)?.0)
}

/// The members up to the end of the object; nothing where one of them is no text and no number.
fn members(object: &str) -> Option<(Headers, &str)> {
    let mut members = Vec::new();
    let mut rest = object;
    loop {
        rest = rest.trimmed_start(",] \n\r\t");
        if rest.starts_with('}') {
            return Some((members, rest));
        }
        let (name, after) = text(rest)?;
        let after = after.trim_start();
        if !after.starts_in(":=") {
            return None;
        }
        // Python marks bytes, and lists may hold one value.
        let value = after.trimmed_start(":=>[ \n\r\tb");
        let is_literal = value.starts_in("\"'`0123456789");
        let (value, after) = text(value)?;
        if !is_literal || !after.trim_start().starts_in(",]}") {
            return None;
        }
        members.push((name, value));
        rest = after;
    }
}

/// Names and values by turns: HAR, tuples of Elixir and Haskell, Node's raw headers.
fn pairs(list: &str) -> Option<(Headers, &str)> {
    let (mut words, mut rest) = (Vec::new(), list);
    loop {
        rest = rest.trimmed_start("{}()<>,: \n\r\t");
        if rest.starts_with(']') {
            break;
        }
        let is_literal = rest.starts_in("\"'0123456789");
        let (word, after) = text(rest)?;
        rest = after;
        match &*word {
            "name" | "value" => {}
            _ if is_literal => words.push(word),
            _ => return None,
        }
    }
    let (pairs, odd) = words.as_chunks::<2>();
    let headers = pairs.iter().map(|[name, value]| (name.clone(), value.clone())).collect();
    odd.is_empty().then_some((headers, rest))
}

/// `Name:[value] Name:[value]]`
fn of_go(map: &str) -> Option<(Headers, &str)> {
    let (mut headers, mut rest) = (Vec::new(), map);
    while !rest.starts_with(']') {
        let (name, after) = rest.cut(":[")?;
        let (value, after) = after.cut("]")?;
        headers.push((name.trim().into(), value.into()));
        rest = after;
    }
    Some((headers, rest))
}

/// `Name=value, Name=[value]}`, where the parts of a signature are of its value.
fn of_java(map: &str) -> Option<(Headers, &str)> {
    let (map, rest) = map.cut("}")?;
    let mut headers = Headers::new();
    for piece in map.pieces(b',') {
        let (name, value) = piece.cut("=")?;
        let value = value.trimmed("[]");
        match headers.last_mut().filter(|_| name.trim().starts_with("Sign")) {
            Some((_, whole)) => whole.extend([",", piece.trimmed_end("]")]),
            None => headers.push((name.trim().into(), value.into())),
        }
    }
    Some((headers, rest))
}

/// A literal, a name or a number.
fn text(text: &str) -> Option<(String, &str)> {
    match word(text, LETTERS) {
        ("", _) => string(text),
        (word, rest) => Some((word.to_string(), rest)),
    }
}

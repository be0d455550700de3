//! A request that is made from an object, as in a fetch call, or that a program printed as one: of JavaScript, Python or JSON.

use super::super::evidence::{GivenBody, RequestParts};
use super::super::text::{Search, concat, encoded};
use super::scan::{LETTERS, next, string, word};
use super::xml::{field, value};
use super::{header, http, is_error, url};
use crate::encode::STRICT;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

type Headers = Vec<(String, String)>;

/// How programs print headers: each reads what stands behind the bracket that opens them, to that which closes them.
type Read = fn(&str) -> Option<(Headers, &str)>;

const DIGITS: &str = "0123456789";

/// What programs print in the place of a value that is not there, or is none of a header.
const NOTHING: &str = "true false null undefined None nil";

/// How many of the brackets around an Authorization header may be that of the headers.
const DEEPEST: usize = 4;

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

/// The request whose headers were printed with their names, and the rest of it around them or in the lines above.
pub fn printed(text: &str) -> Option<RequestParts> {
    let mut opened = open_brackets(text.get(..signed_at(text)?)?).into_iter();
    let readers: [Read; 2] = [members, bare];
    let (open, (headers, rest)) = opened.by_ref().find_map(|open| {
        let inner = text.get(open + 1..)?;
        // Who shows that one alone leaves others out.
        let is_whole = |(headers, _): &(Headers, &str)| {
            let signed = header(headers, "authorization");
            signed.is_some_and(|value| value.starts_with("AWS4-")) && headers.len() > 1
        };
        readers.iter().find_map(|read| Some((open, read(inner).filter(is_whole)?)))
    })?;
    let before = text.get(..open)?;
    // With what is indented behind a line, or all to the brace that is not.
    let is_line = !text.get(open..text.len() - rest.len())?.has("\n");
    let behind = rest.cut("\n<").map_or(rest, |(own, _)| own);
    let end = if is_line {
        behind.replaced("\n\t", "  ").replaced("\n ", "  ").before(b'\n').len()
    } else {
        behind.place("\n}").unwrap_or(behind.len())
    };
    let behind = behind.get(..end)?;
    let start = outer_line(before, 5);
    let own = text.get(start..text.len() - rest.len() + behind.len())?;
    let object = before.get(opened.next().unwrap_or(start).max(start)..)?;
    let above = before.get(start..)?;
    let has_path = said(own, "path").is_some_and(|path| path.starts_with('/'));
    let mut near = [object, behind, above].into_iter().filter(|_| !has_path);
    let mut url = url_of(own, &headers).or_else(|| Some(near.find_map(last_url)?.url))?;
    // Java prints what is behind a URL without a space, and a gateway tells a function a path without its stage.
    if before.ends_with(',') && url.has(",") || own.has("requestContext") {
        return None;
    }
    let near = above.cut_last(&url).map_or("", |(lines, _)| lines);
    let near = above.get(outer_line(near, 2)..)?;
    push_query(&mut url, own);
    // A URL without a method may be that of any.
    let method = said(own, "method").map(|method| method.to_ascii_uppercase());
    let method = method.filter(|method| url::is_method(method));
    let method = method.or_else(|| method_in(&concat(&[near, "\n", behind])))?;
    let body = body(own).unwrap_or_else(|| http::unsaid(&method));
    Some(RequestParts { method, url, headers, body })
}

/// The URL that members of their own tell: `url`, also below a `baseURL`, or a path and an origin or a host, or `href`.
fn url_of(own: &str, headers: &Headers) -> Option<String> {
    let said = |name: &str| said(own, name);
    if let Some(url) = said("url").filter(|url| url.has("://")) {
        return Some(url);
    }
    if let Some(base) = said("baseURL").filter(|url| url.has("://")) {
        let below = said("url").filter(|url| !url.is_empty());
        return Some(below.map_or_else(
            || base.clone(),
            |url| concat(&[base.trimmed_end("/"), "/", url.trimmed_start("/")]),
        ));
    }
    let Some(path) = said("path").filter(|path| path.starts_with('/')) else {
        return said("href").filter(|url| url.has("://"));
    };
    if let Some(origin) = said("origin") {
        return Some(concat(&[&origin, &path]));
    }
    let name = || said("host").or_else(|| said("hostname"));
    let mut host = header(headers, "host").map(String::from).or_else(name)?;
    let port = said("port").unwrap_or_default();
    let (port, _) = word(&port, DIGITS);
    if !host.has(":") && !"443 80".lists(port) && !port.is_empty() {
        host.extend([":", port]);
    }
    Some(http::absolute(&host, &path))
}

/// The last URL of a text, of its line alone: what goes on in the next one is no URL.
fn last_url(text: &str) -> Option<RequestParts> {
    let (line, behind) = text.cut_last("://")?;
    let start = line.cut_last("\n").map_or(0, |(lines, _)| lines.len());
    url::first(text.get(start..text.len() - behind.len() + behind.before(b'\n').len())?)
}

/// Appends the query that a member of its own tells.
fn push_query(url: &mut String, own: &str) {
    if let Some((_, query)) = own.cut("query: Some(\"") {
        url.extend(["?", query.before(b'"')]);
    }
    if !url.has("?") {
        let told = |name| object(own, name).unwrap_or_default();
        let mut mark = "?";
        for (name, value) in told("query").into_iter().chain(told("params")) {
            url.extend([mark, &name, "=", &encoded(&value, STRICT)]);
            mark = "&";
        }
    }
}

/// Where the value of an Authorization header goes on, which Python and consoles write as literals in a row.
pub fn signed_at(text: &str) -> Option<usize> {
    const SCHEME: &str = "AWS4-HMAC-SHA256 ";
    let mut from = 0;
    loop {
        from += text.get(from..)?.place(SCHEME)? + SCHEME.len();
        if text.get(from..)?.trimmed_start("'\"+ \n\r\t").starts_with("Credential=") {
            return Some(from);
        }
    }
}

/// Where the last lines of a text begin of which so many are not indented.
fn outer_line(text: &str, mut lines: usize) -> usize {
    let is_start = |at: usize| {
        let line = text.get(at..).and_then(|line| line.strip_prefix('\n'));
        line.is_some_and(|line| !line.starts_in(" \t"))
    };
    let mut places = (0..text.len()).rev();
    let start = places.find(|at| {
        lines -= usize::from(is_start(*at));
        lines == 0
    });
    start.unwrap_or_default()
}

/// The places of the brackets that are still open at the end of a text, the last one first.
fn open_brackets(text: &str) -> Vec<usize> {
    let (mut open, mut closed) = (Vec::new(), 0);
    for (at, byte) in text.bytes().enumerate().rev() {
        closed -= bracket(byte);
        if closed < 0 {
            closed = 0;
            open.push(at);
        }
    }
    open.truncate(DEEPEST);
    open
}

/// What stands behind a name and a mark: a literal, also of a type, or a word.
fn said(text: &str, name: &str) -> Option<String> {
    let mut value = value(text, name, &|_| true)?;
    loop {
        value = value.trimmed_start(">:@[ \n\r\t");
        let (kind, inner) = word(value, LETTERS);
        match inner.strip_prefix('(') {
            Some(inner) if !kind.is_empty() => {
                let (_, literal) = word(inner, DIGITS);
                let literal = literal.strip_prefix(") ").filter(|text| text.starts_in("\"'"));
                value = literal.unwrap_or(inner);
            }
            _ => break,
        }
    }
    let bare = || value.split_whitespace().next().map(|word| word.trimmed_end(",;)>}]").into());
    string(value).map(|(text, _)| text).or_else(bare)
}

/// The one method that a text names, or calls with a URL.
fn method_in(text: &str) -> Option<String> {
    let mut found: Option<String> = None;
    let mut rest = text;
    while let Some(behind) = next(rest) {
        let (name, after) = word(rest, LETTERS);
        rest = if name.is_empty() { behind } else { after };
        let given = after.trimmed_start("(\"'");
        let is_call =
            after.starts_with('(') && (given.starts_with("http") || given.starts_with("url"));
        let name = if is_call { name.to_ascii_uppercase() } else { name.into() };
        if url::is_method(&name) && *found.get_or_insert_with(|| name.clone()) != name {
            return None;
        }
    }
    found
}

/// The body, where there is something of this name that is no answer; an expression's value is not in the text.
fn body(options: &str) -> Option<GivenBody> {
    // `[Array]` stands for what is not printed.
    let is_other =
        |text: &str| is_error(text) || matches!(text.as_bytes(), [b'[', b'A'..=b'Z', ..]);
    let is_sent = |value: &str| !string(value).is_some_and(|(text, _)| is_other(&text));
    let given = |name| value(options, name, &is_sent);
    let value = given("body").or_else(|| given("data"))?;
    Some(match string(value.strip_prefix('b').unwrap_or(value)) {
        Some((body, _)) => GivenBody::Bytes(body.into_bytes()),
        None if NOTHING.lists(word(value, LETTERS).0) => GivenBody::Absent,
        None => GivenBody::Unseen,
    })
}

/// The members of the object of this name, which may be given to a function first; nothing where they are not all there.
fn object(text: &str, name: &str) -> Option<Headers> {
    let Some(value) = value(text, name, &|_| true) else { return Some(Headers::new()) };
    let (made_by, behind) = value.cut("{")?;
    (made_by.len() < 16 && !made_by.has(",")).then_some(members(behind)?.0)
}

/// The headers up to the bracket that closes them, whatever marks are between them: an object, pairs, or objects that have a
/// name and a value each; nothing where one of them is no text and no number.
fn members(text: &str) -> Option<(Headers, &str)> {
    let (mut headers, mut depth, mut is_marked, mut is_entry) = (Headers::new(), 1, false, false);
    // What waits for its value: a name, and the header of an object that has both.
    let (mut name, mut entry): (Option<String>, Option<String>) = (None, None);
    let mut rest = text;
    loop {
        let behind = rest.trimmed_start(",;:=<>+- \n\r\t");
        let gap = rest.get(..rest.len() - behind.len())?;
        rest = behind;
        let change = bracket(*rest.as_bytes().first()?);
        if change != 0 {
            depth += change;
            if depth == 0 {
                return name.is_none().then_some((headers, rest));
            }
            rest = next(rest)?;
            continue;
        }
        let (bare, after) = word(rest, LETTERS);
        // Of PHP and Go a type, of Python and Rust a mark of bytes; other names call a function.
        if "array string b".lists(bare) && after.trim_start().starts_in("([{\"'") {
            let (length, inner) = word(after.trimmed_start("("), DIGITS);
            rest = inner.strip_prefix(')').filter(|_| !length.is_empty()).unwrap_or(after);
            continue;
        }
        let (text, after) = self::text(rest)?;
        rest = after;
        let is_word = !bare.trimmed(DIGITS).is_empty();
        if rest.trimmed_start("] \n\r\t").starts_in(":=") {
            // A number is a place in a list, and what has members itself is no header.
            if (is_word || bare.is_empty()) && name.replace(text).is_some() {
                return None;
            }
            is_marked |= name.is_some();
            continue;
        }
        if is_word {
            if !NOTHING.lists(bare) {
                return None;
            }
            name = None;
            continue;
        }
        let Some(key) = name.take() else {
            match text.cut(": ").filter(|(name, _)| name.trimmed(LETTERS).is_empty()) {
                // One more value, or the rest of one.
                _ if is_marked && gap.has(",") => headers.push((headers.last()?.0.clone(), text)),
                _ if is_marked => headers.last_mut()?.1.push_str(&text),
                Some((name, value)) => headers.push((name.into(), value.into())),
                None => name = Some(text),
            }
            continue;
        };
        match &*key.to_ascii_lowercase() {
            "name" | "key" => (entry, is_entry) = (Some(text), true),
            "value" if is_entry => headers.push((entry.take()?, text)),
            _ if is_entry => {}
            _ => headers.push((key, text)),
        }
    }
}

/// `Name:[value] Name:[value]`, `Name=value, Name=[value]` and their like, where the parts of a signature are of its value.
fn bare(text: &str) -> Option<(Headers, &str)> {
    let mut depth = 1;
    let end = text.bytes().position(|byte| {
        depth += bracket(byte);
        depth == 0
    });
    let (map, rest) = text.split_at_checked(end?)?;
    let mut headers = Headers::new();
    if map.has("...") {
        return None;
    }
    for piece in map.replaced("] ", ",").pieces(b',') {
        let (name, value) = word(piece.trim_start(), LETTERS);
        if value.starts_in(":=") && !name.is_empty() && !name.starts_with("Sign") {
            headers.push((name.into(), value.trimmed(":=[] \n").into()));
        } else {
            headers.last_mut()?.1.extend([",", piece.trimmed_end("]")]);
        }
    }
    Some((headers, rest))
}

/// How much deeper it is behind a byte.
fn bracket(byte: u8) -> i32 {
    match byte {
        b'(' | b'[' | b'{' => 1,
        b')' | b']' | b'}' => -1,
        _ => 0,
    }
}

/// A literal, a name or a number.
fn text(text: &str) -> Option<(String, &str)> {
    match word(text, LETTERS) {
        ("", _) => string(text),
        (word, rest) => Some((word.to_string(), rest)),
    }
}

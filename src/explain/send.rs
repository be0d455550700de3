//! What is sent, and how a person sends it.

use super::{ResultExplanation, UrlPart};
use crate::canonical::query::PRESIGN_PARAMETERS;
use crate::identity::Target;
use crate::placement::Placement;
use crate::request::{Body, Request};
use crate::sign::Buffers;
use crate::time::AmzDate;
use alloc::string::String;
use alloc::vec::Vec;

pub(super) fn result(
    target: &Target<'_>,
    request: &Request<'_>,
    placement: Placement,
    buffers: &Buffers,
) -> ResultExplanation {
    let given = buffers.sent_as_given(request.headers).iter().copied();
    let headers: Vec<(String, String)> =
        given.chain(buffers.sent.iter()).map(|(name, value)| (name.into(), value.into())).collect();
    let authorization = headers.iter().find(|(name, _)| name == "authorization");
    let expires_at = match placement {
        Placement::Query { expires_in: Some(expires_in) } => {
            let end = target.scope.date().unix_seconds() + i64::from(expires_in.seconds());
            AmzDate::from_unix_seconds(end).ok().map(|date| iso(&date))
        }
        _ => None,
    };
    let sent =
        Sent { method: target.method, url: &buffers.url, headers: &headers, body: body(request) };
    ResultExplanation {
        method: target.method.into(),
        url: buffers.url.clone(),
        url_parts: url_parts(&buffers.url, placement),
        authorization: authorization.map(|(_, value)| value.clone()),
        expires_at,
        curl: sent.curl(),
        fetch: sent.fetch(),
        headers,
    }
}

/// `YYYY-MM-DDTHH:MM:SSZ`
fn iso(date: &AmzDate) -> String {
    let text = date.as_str();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    [part(0, 4), "-", part(4, 6), "-", part(6, 11), ":", part(11, 13), ":", part(13, 16)].concat()
}

fn url_parts(url: &str, placement: Placement) -> Vec<UrlPart> {
    let (location, query) = url.split_once('?').unwrap_or((url, ""));
    let path_start = location.match_indices('/').nth(2).map_or(location.len(), |(place, _)| place);
    let (endpoint, uri) = location.split_at_checked(path_start).unwrap_or((location, ""));
    let part = |part: &str, text: String| UrlPart { part: part.into(), text };
    let mut parts = Vec::from([part("endpoint", endpoint.into()), part("uri", uri.into())]);
    for (place, piece) in query.split('&').filter(|piece| !piece.is_empty()).enumerate() {
        let name = piece.split('=').next().unwrap_or_default();
        let added = placement != Placement::Header && PRESIGN_PARAMETERS.contains(&name);
        let separator = if place == 0 { "?" } else { "&" };
        parts.push(part(if added { name } else { "query" }, [separator, piece].concat()));
    }
    parts
}

/// The body as a person types it.
enum SentBody<'a> {
    None,
    Text(&'a str),
    /// Bytes that are kept in a file.
    File,
}

fn body<'a>(request: &Request<'a>) -> SentBody<'a> {
    match request.body {
        Body::None => SentBody::None,
        Body::Bytes(bytes) => match core::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => SentBody::Text(text),
            _ => SentBody::File,
        },
        Body::Hashed(_) | Body::Unread => SentBody::File,
    }
}

struct Sent<'a> {
    method: &'a str,
    url: &'a str,
    headers: &'a [(String, String)],
    body: SentBody<'a>,
}

impl<'a> Sent<'a> {
    fn curl(&self) -> String {
        let mut out = String::from("curl ");
        match (self.method, &self.body) {
            ("GET", SentBody::None) => {}
            ("HEAD", SentBody::None) => out.push_str("--head "),
            (method, _) => {
                out.push_str("-X ");
                push_shell_quoted(&mut out, method);
                out.push(' ');
            }
        }
        // curl would remove dot segments, and read [] as a range of URLs.
        if self.has_dot_segment() {
            out.push_str("--path-as-is ");
        }
        if self.url.contains(['[', ']']) {
            out.push_str("--globoff ");
        }
        push_shell_quoted(&mut out, self.url);
        for (name, value) in self.headers {
            out.push_str(" \\\n  -H ");
            // curl sends a header without value only when it ends in a semicolon.
            let separator = if value.is_empty() { ";" } else { ": " };
            push_shell_quoted(&mut out, &[name, separator, value].concat());
        }
        if !matches!(self.body, SentBody::None) {
            // curl would add a form's content type.
            if !self.headers.iter().any(|(name, _)| name == "content-type") {
                out.push_str(" \\\n  -H 'content-type:'");
            }
            match self.body {
                // The others take a leading @ for the name of a file.
                SentBody::Text(text) if !text.contains(is_key) => {
                    out.push_str(" \\\n  --data-raw ");
                    push_shell_quoted(&mut out, text);
                }
                _ => out.push_str(" \\\n  --data-binary @body"),
            }
        }
        out
    }

    /// Whether the URL Standard takes a segment out of the path: §4.4, "single-dot" and "double-dot URL path segment".
    fn has_dot_segment(&self) -> bool {
        let path = self.url.split('?').next().unwrap_or_default();
        path.split('/').any(|segment| {
            let behind_dot = |text: &'a str| match text.split_at_checked(3) {
                Some((dot, rest)) if dot.eq_ignore_ascii_case("%2e") => Some(rest),
                _ => text.strip_prefix('.'),
            };
            let behind = behind_dot(segment);
            behind == Some("") || behind.and_then(behind_dot) == Some("")
        })
    }

    fn fetch(&self) -> String {
        let mut out = String::new();
        if self.has_dot_segment() {
            out.push_str("// fetch takes `.` and `..` out of a path, so that it asks for another: send it by curl.\n");
        }
        out.push_str("await fetch(");
        push_js_quoted(&mut out, self.url);
        out.push_str(", {\n  method: ");
        push_js_quoted(&mut out, self.method);
        if !self.headers.is_empty() {
            out.push_str(",\n  headers: {");
            for (name, value) in self.headers {
                out.push_str("\n    ");
                push_js_quoted(&mut out, name);
                out.push_str(": ");
                push_js_quoted(&mut out, value);
                out.push(',');
            }
            out.push_str("\n  }");
        }
        match self.body {
            SentBody::None => {}
            SentBody::Text(text) => {
                out.push_str(",\n  body: ");
                push_js_quoted(&mut out, text);
            }
            SentBody::File => out.push_str(",\n  body"),
        }
        out.push_str("\n});");
        out
    }
}

fn push_shell_quoted(out: &mut String, text: &str) {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if !text.is_empty() && text.bytes().all(plain) {
        out.push_str(text);
        return;
    }
    if !text.contains(is_key) {
        out.push('\'');
        out.push_str(&text.replace('\'', "'\\''"));
    } else {
        // POSIX.1-2024 §2.2.4, "Dollar-Single-Quotes"
        out.push_str("$'");
        for letter in text.chars() {
            match letter {
                '\'' | '\\' => out.extend(['\\', letter]),
                _ if is_key(letter) => {
                    out.push_str("\\x");
                    push_hex(out, letter, &[4, 0]);
                }
                _ => out.push(letter),
            }
        }
    }
    out.push('\'');
}

/// Whether a terminal takes it for a key when it is pasted, in quotes too: `^C` ends the command, and the next line is one of
/// its own.
fn is_key(letter: char) -> bool {
    letter.is_ascii_control() && !matches!(letter, '\t' | '\n' | '\r')
}

fn push_hex(out: &mut String, letter: char, shifts: &[u32]) {
    let digit = |shift: &u32| char::from_digit((letter as u32 >> shift) & 15, 16).unwrap_or('0');
    out.extend(shifts.iter().map(digit));
}

fn push_js_quoted(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Line terminators of JavaScript, and controls.
            '\u{0}'..'\u{20}' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\u");
                push_hex(out, letter, &[12, 8, 4, 0]);
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}

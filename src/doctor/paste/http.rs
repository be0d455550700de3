//! Raw HTTP/1.1 and what `curl -v` prints.

use super::super::evidence::RequestParts;
use super::super::text::Search;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A request line, headers, and perhaps a body behind an empty line.
pub fn request(text: &str) -> Option<RequestParts> {
    let mut lines = text.lines();
    let (method, target, marked) = lines.find_map(|line| {
        let marked = line.starts_with("> ");
        let mut bare = line;
        while let Some(rest) = bare.strip_prefix("> ") {
            bare = rest;
        }
        let (method, rest) = bare.trim().cut(" ")?;
        let (target, version) = rest.cut_last(" ")?;
        let is_request = super::url::is_method(method) && version.starts_with("HTTP/");
        is_request.then(|| (method.to_string(), target.trim().to_string(), marked))
    })?;
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines.by_ref() {
        if marked && !line.starts_with('>') {
            continue;
        }
        let line =
            line.strip_prefix('>').map_or(line, |rest| rest.strip_prefix(' ').unwrap_or(rest));
        if line.trim().is_empty() {
            break;
        }
        if let (true, Some((_, value))) = (line.starts_in(" \t"), headers.last_mut()) {
            value.push_str(line);
        } else if let Some((name, value)) = line.cut(":") {
            headers.push((
                name.trim().to_string(),
                value.strip_prefix(' ').unwrap_or(value).to_string(),
            ));
        }
    }
    let url = if target.has("://") {
        target
    } else {
        let host = super::header(&headers, "host")?;
        let scheme = if host.cut_last(":").is_some_and(|(_, port)| port != "443") {
            "http"
        } else {
            "https"
        };
        [scheme, "://", host, &target].concat()
    };
    let body: Vec<&str> = if marked { Vec::new() } else { lines.collect() };
    let has_length = super::header(&headers, "content-length").is_none_or(|length| length != "0");
    let body = (!body.is_empty() && has_length).then(|| body.join("\n").into_bytes());
    Some(RequestParts { method, url, headers, body: body.into() })
}

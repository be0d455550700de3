//! Raw HTTP/1.1 and what `curl -v` prints.

use super::super::evidence::RequestParts;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A request line, headers, and perhaps a body behind an empty line.
pub fn request(text: &str) -> Option<RequestParts> {
    let mut lines = text.lines();
    let prefix = |line: &str| line.starts_with("> ");
    let (method, target, marked) = lines.find_map(|line| {
        let marked = prefix(line);
        let (method, rest) = line.trim_start_matches("> ").trim().split_once(' ')?;
        let (target, version) = rest.rsplit_once(' ')?;
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
        if let (true, Some((_, value))) = (line.starts_with([' ', '\t']), headers.last_mut()) {
            value.push_str(line);
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((
                name.trim().to_string(),
                value.strip_prefix(' ').unwrap_or(value).to_string(),
            ));
        }
    }
    let url = if target.contains("://") {
        target
    } else {
        let host = super::header(&headers, "host")?;
        let scheme = if host.rsplit_once(':').is_some_and(|(_, port)| port != "443") {
            "http"
        } else {
            "https"
        };
        format!("{scheme}://{host}{target}")
    };
    let body: Vec<&str> = if marked { Vec::new() } else { lines.collect() };
    let has_length = super::header(&headers, "content-length").is_none_or(|length| length != "0");
    let body = (!body.is_empty() && has_length).then(|| body.join("\n").into_bytes());
    Some(RequestParts { method, url, headers, body })
}

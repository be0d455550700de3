//! What the caller's own canonical request would be in canonical form.

use super::parts::Parts;
use super::paste::is_method;
use super::paste::scan::base64_hash;
use super::rebuild::{canonical_query, canonical_uri};
use super::text::{MANY, Search, collapsed, concat, find_header, hash_in, is_hash, sorted};
use super::wrong::list_of;
use crate::canonical::payload::{EMPTY_SHA256, UNSIGNED_PAYLOAD};
use crate::service::ServiceRules;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The best reading of a canonical request that the caller made: every part in canonical form, as far as the text alone
/// tells it.
pub fn repair(text: &str, rules: &ServiceRules) -> Option<Parts> {
    let unix = with_newlines(text);
    let names = listed_names(&unix);
    let parted = with_header_lines(&unix, &names);
    let lines = full_lines(&parted);
    let (method, mut rest) = lines.split_first()?;
    let method = Some(method.to_ascii_uppercase()).filter(|method| is_method(method))?;
    let mut next_if = |is_fit: &dyn Fn(&str) -> bool| {
        let (line, behind) = rest.split_first().filter(|(line, _)| is_fit(line))?;
        rest = behind;
        Some(*line)
    };
    let header = |line: &str| header(line, &names);
    let is_header = |line: &str| header(line).is_some();
    let is_path = |line: &str| !is_header(line) && (line.has("/") || !line.has("="));
    let path = next_if(&|line| is_path(line) || line.has("://")).unwrap_or("/");
    let (path, in_path) = path.cut("?").unwrap_or((path, ""));
    let query = next_if(&|line| !is_header(line)).unwrap_or(in_path);
    let headers = core::iter::from_fn(|| next_if(&is_header).and_then(header));
    let (headers, signed_headers) = canonical_headers(headers);
    let told = find_header(&headers, "x-amz-content-sha256").map(|(_, value)| value.clone());
    let last = rest.last().filter(|line| !line.has(";")).map(|line| told_hash(line));
    let mut parts = Parts {
        method,
        uri: repaired_uri(path, rules),
        query: canonical_query(query, &|name| name == "X-Amz-Signature"),
        headers,
        signed_headers,
        payload: told.or(last).unwrap_or_else(|| EMPTY_SHA256.to_string()),
    };
    let literal = rules.payload.literal(true).filter(|(text, _)| *text == UNSIGNED_PAYLOAD);
    if let Some((text, _)) = literal
        && parts.is_presigned()
        && parts.header("x-amz-content-sha256").is_none()
    {
        parts.payload = text.to_string();
    }
    Some(parts)
}

/// The text with its newlines as they are hashed. With a line for each signed header, what reads like the end of one is in a value.
fn with_newlines(text: &str) -> String {
    let is_formed = |parts: Parts| list_of(&parts.headers) == parts.signed_headers;
    if Parts::parse(text).is_some_and(is_formed) {
        return text.to_string();
    }
    text.replaced("\\r\\n", "\n").replaced("\\n", "\n").replaced("\r", "\n")
}

/// The names in the list of signed headers, which is the last line or the one before the hash.
fn listed_names(text: &str) -> Vec<&str> {
    let lines = full_lines(text);
    let lists = lines.iter().rev().take(2).flat_map(|line| line.pieces(b';'));
    let mut names: Vec<&str> = lists.filter(|name| !name.is_empty()).collect();
    names.truncate(MANY);
    names
}

/// The text with a line for each header that stands in the line of another, not what x-amz-date or localhost:80 ends with.
fn with_header_lines(text: &str, names: &[&str]) -> String {
    let lines = full_lines(text);
    let mut parted = text.to_string();
    for name in names {
        let start = concat(&[name, ":"]);
        let has_line = lines.iter().any(|line| line.starts_with(&start));
        if let Some((before, value)) = parted.cut(&start).filter(|_| !has_line)
            && !before.ends_with("-")
        {
            parted = concat(&[before.trimmed_end(";,"), "\n", &start, value]);
        }
    }
    parted
}

/// Its lines, trimmed, without those of nothing else.
fn full_lines(text: &str) -> Vec<&str> {
    text.pieces(b'\n').map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Name and value of a line that may be a header's, one of the signed headers without a colon too.
fn header(line: &str, names: &[&str]) -> Option<(String, String)> {
    let without_colon = line.cut(" ").filter(|(name, _)| names.contains(name));
    let (name, value) = without_colon.or_else(|| line.cut(":"))?;
    let is_name = !name.is_empty() && !name.bytes().any(|byte| b"/=&%?".contains(&byte));
    is_name.then(|| (name.trim().to_ascii_lowercase(), collapsed(value)))
}

/// The headers in order, those of one name joined, and their list.
fn canonical_headers(
    lines: impl Iterator<Item = (String, String)>,
) -> (Vec<(String, String)>, String) {
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, more) in lines {
        match headers.iter_mut().find(|(given, _)| *given == name) {
            Some((_, value)) if name != "host" && *value != more => {
                value.push(',');
                value.push_str(&more);
            }
            Some(_) => {}
            None => headers.push((name, more)),
        }
    }
    headers = sorted(&headers, &|(name, _)| name.clone());
    let signed_headers = list_of(&headers);
    for (name, value) in &mut headers {
        // A list that ran into the last header's line belongs to its own.
        if let Some(cut) = value.strip_suffix(&signed_headers) {
            *value = cut.to_string();
        }
        let without_port = value.strip_suffix(":443").or_else(|| value.strip_suffix(":80"));
        if let Some(host) = without_port.filter(|_| name == "host") {
            *value = host.to_string();
        }
    }
    (headers, signed_headers)
}

/// The canonical path of one that may be a URL, or lack the slash.
fn repaired_uri(path: &str, rules: &ServiceRules) -> String {
    let path = path
        .cut("://")
        .map_or(path, |(_, rest)| rest.place("/").and_then(|at| rest.get(at..)).unwrap_or("/"));
    let path = if path.starts_with('/') { path.to_string() } else { concat(&["/", path]) };
    canonical_uri(&path, &ServiceRules { double_encode_path: false, ..*rules })
}

/// The hash in the last line of a canonical request.
pub fn told_payload(text: &str) -> Option<String> {
    let unix = text.replaced("\\n", "\n");
    let last = unix.trimmed(" \r\n'\"`");
    let payload = told_hash(last.cut_last("\n")?.1.trim());
    is_hash(&payload).then_some(payload)
}

/// A payload line in its right form, without what a tool prints beside it.
fn told_hash(line: &str) -> String {
    hash_in(line).unwrap_or_else(|| canonical_payload(line))
}

/// A payload line in its right form.
pub fn canonical_payload(line: &str) -> String {
    match base64_hash(line) {
        Some(hash) => hash,
        None if line.eq_ignore_ascii_case(UNSIGNED_PAYLOAD) => UNSIGNED_PAYLOAD.to_string(),
        None => line.to_ascii_lowercase(),
    }
}

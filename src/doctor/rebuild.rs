//! What a correct signer computes: the signing core's own steps, for a request as it was received.

use super::evidence::GivenBody;
use super::parts::Parts;
use super::paste::is_method;
use super::paste::scan::base64_hash;
use super::sent::{Scheme, Sent, parameter_name};
use super::text::{
    MANY, Search, collapsed, concat, find_header, hash_in, is_hash, join, joined, sorted,
};
use super::wrong::list_of;
use crate::canonical::header_value::push_collapsed;
use crate::canonical::payload::{EMPTY_SHA256, UNSIGNED_PAYLOAD};
use crate::canonical::query::{Parameters, push_canonical_query};
use crate::canonical::uri::{Segments, push_canonical_uri, push_wire_path};
use crate::service::ServiceRules;
use crate::sha256::sha256_hex;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// SHA-256 in lower-case hex.
pub fn sha256_text(data: impl AsRef<[u8]>) -> String {
    fn text(data: &[u8]) -> String {
        sha256_hex(data).iter().map(|digit| char::from(*digit)).collect()
    }
    text(data.as_ref())
}

/// The canonical request of a received request, for the headers that it says are signed. Its payload hash is empty where
/// that of a body belongs there that is not given.
pub fn rebuild(sent: &Sent, rules: &ServiceRules) -> Parts {
    let uri = signed_path(&sent.path, rules);
    let mut names = sorted(&sent.signed_headers, &String::clone);
    names.dedup();
    let headers = names.iter().map(|name| (name.clone(), canonical_value(sent, name))).collect();
    let is_token = |name: &str| name.eq_ignore_ascii_case(rules.session_token_name.as_str());
    let query = canonical_query(&sent.query, &|name| {
        sent.auth == Scheme::Query
            && (name == "X-Amz-Signature" || !rules.sign_session_token && is_token(name))
    });
    Parts {
        method: sent.method.clone(),
        uri,
        query,
        headers,
        signed_headers: joined(&names, ";"),
        payload: payload(sent, rules),
    }
}

/// The path of a request as it is signed.
pub fn signed_path(path: &str, rules: &ServiceRules) -> String {
    if !rules.double_encode_path {
        return canonical_uri(path, rules);
    }
    let mut wire = String::new();
    push_wire_path(&mut wire, path);
    canonical_uri(&wire, rules)
}

/// The path of the wire as it is signed.
pub fn canonical_uri(path: &str, rules: &ServiceRules) -> String {
    let mut out = String::new();
    push_canonical_uri(&mut out, path, rules, &mut Segments::default(), &mut ());
    out
}

/// The canonical query without the parameters that are left out.
pub fn canonical_query(query: &str, is_left_out: &dyn Fn(&str) -> bool) -> String {
    let kept: Vec<&str> =
        query.pieces(b'&').filter(|pair| !is_left_out(&parameter_name(pair))).collect();
    let kept = join(&kept, "&");
    let mut out = String::new();
    push_canonical_query(&mut out, &kept, "", &mut Parameters::default(), &mut ());
    out
}

fn canonical_value(sent: &Sent, name: &str) -> String {
    let mut out = String::new();
    let mut given =
        sent.headers.iter().filter(|(given, _)| given.trim().eq_ignore_ascii_case(name)).peekable();
    if name == "host" && given.peek().is_none() {
        return sent.host.clone();
    }
    for (position, (_, value)) in given.enumerate() {
        if position > 0 {
            out.push(',');
        }
        push_collapsed(&mut out, value);
    }
    out
}

fn payload(sent: &Sent, rules: &ServiceRules) -> String {
    let literal = rules.payload.literal(sent.auth == Scheme::Query).map(|(text, _)| text);
    match sent.header("x-amz-content-sha256").or(literal) {
        Some(told) => told.to_string(),
        None if sent.body == GivenBody::Unseen => String::new(),
        None => sha256_text(sent.body.bytes().unwrap_or_default()),
    }
}

/// Collapses the path's redundant segments, in a path that is canonical otherwise.
pub fn normalized(uri: &str) -> String {
    let rules = ServiceRules { double_encode_path: false, ..crate::service::DEFAULT };
    canonical_uri(uri, &rules)
}

/// The best reading of a canonical request that the caller made: every part in canonical form, as far as the text alone
/// tells it.
pub fn repair(text: &str, rules: &ServiceRules) -> Option<Parts> {
    // With a line for each signed header, what reads like the end of one is in a value.
    let is_formed = |parts: Parts| list_of(&parts.headers) == parts.signed_headers;
    let unix = if Parts::parse(text).is_some_and(is_formed) {
        text.to_string()
    } else {
        text.replaced("\\r\\n", "\n").replaced("\\n", "\n").replaced("\r", "\n")
    };
    let lines = full_lines(&unix);
    // The list is the last line or the one before the hash.
    let lists = lines.iter().rev().take(2).flat_map(|line| line.pieces(b';'));
    let mut names: Vec<&str> = lists.filter(|name| !name.is_empty()).collect();
    names.truncate(MANY);
    let mut parted = unix.clone();
    for name in &names {
        // A header that stands in the line of another, not what x-amz-date or localhost:80 ends with.
        let start = concat(&[name, ":"]);
        let has_line = lines.iter().any(|line| line.starts_with(&start));
        if let Some((before, value)) = parted.cut(&start).filter(|_| !has_line)
            && !before.ends_with("-")
        {
            parted = concat(&[before.trimmed_end(";,"), "\n", &start, value]);
        }
    }
    let lines = full_lines(&parted);
    let (method, mut rest) = lines.split_first()?;
    let method = Some(method.to_ascii_uppercase()).filter(|method| is_method(method))?;
    let mut next_if = |is_fit: &dyn Fn(&str) -> bool| {
        let (line, behind) = rest.split_first().filter(|(line, _)| is_fit(line))?;
        rest = behind;
        Some(*line)
    };
    let header = |line: &str| {
        let without_colon = line.cut(" ").filter(|(name, _)| names.contains(name));
        let (name, value) = without_colon.or_else(|| line.cut(":"))?;
        (!name.is_empty() && !name.bytes().any(|byte| b"/=&%?".contains(&byte)))
            .then(|| (name.trim().to_ascii_lowercase(), collapsed(value)))
    };
    let is_header = |line: &str| header(line).is_some();
    let is_path = |line: &str| !is_header(line) && (line.has("/") || !line.has("="));
    let path = next_if(&|line| is_path(line) || line.has("://")).unwrap_or("/");
    let (path, in_path) = path.cut("?").unwrap_or((path, ""));
    let query = next_if(&|line| !is_header(line)).unwrap_or(in_path);
    let query = canonical_query(query, &|name| name == "X-Amz-Signature");
    let mut headers: Vec<(String, String)> = Vec::new();
    while let Some((name, more)) = next_if(&is_header).and_then(header) {
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
    // A list that ran into the last header's line belongs to its own.
    for (name, value) in &mut headers {
        if let Some(cut) = value.strip_suffix(&signed_headers) {
            *value = cut.to_string();
        }
        let without_port = value.strip_suffix(":443").or_else(|| value.strip_suffix(":80"));
        if let Some(host) = without_port.filter(|_| name == "host") {
            *value = host.to_string();
        }
    }
    let told = find_header(&headers, "x-amz-content-sha256").map(|(_, value)| value.clone());
    let last = rest.last().filter(|line| !line.has(";")).map(|line| told_hash(line));
    let payload = told.or(last).unwrap_or_else(|| EMPTY_SHA256.to_string());
    let path = path
        .cut("://")
        .map_or(path, |(_, rest)| rest.place("/").and_then(|at| rest.get(at..)).unwrap_or("/"));
    let path = if path.starts_with('/') { path.to_string() } else { concat(&["/", path]) };
    let uri = canonical_uri(&path, &ServiceRules { double_encode_path: false, ..*rules });
    let mut parts = Parts { method, uri, query, headers, signed_headers, payload };
    let literal = rules.payload.literal(true).filter(|(text, _)| *text == UNSIGNED_PAYLOAD);
    if let Some((text, _)) = literal
        && parts.is_presigned()
        && parts.header("x-amz-content-sha256").is_none()
    {
        parts.payload = text.to_string();
    }
    Some(parts)
}

/// Its lines, trimmed, without those of nothing else.
fn full_lines(text: &str) -> Vec<&str> {
    text.pieces(b'\n').map(str::trim).filter(|line| !line.is_empty()).collect()
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

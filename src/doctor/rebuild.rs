//! What a correct signer computes: the signing core's own steps, for a request as it was received.

use super::evidence::GivenBody;
use super::parts::Parts;
use super::sent::{Scheme, Sent, parameter_name};
use super::text::{Search, join, joined, sorted};
use crate::canonical::header_value::push_collapsed;
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

//! Recognising what was pasted.

mod curl;
mod difference;
mod http;
mod labelled;
mod listed;
mod logged;
mod object;
mod open;
mod page;
mod piece;
mod pieces;
mod prefixes;
mod refusal;
pub(super) mod scan;
mod start;
mod strings;
mod surroundings;
mod url;
mod xml;

use piece::{CANONICAL_REQUEST, STRING_TO_SIGN};
pub use pieces::pieces;
pub(super) use refusal::as_error;
use scan::LETTERS;
pub(super) use strings::{joined, parse_canonical_request, unmangled};
pub(super) use surroundings::freed;
pub(super) use url::is_method;

use super::evidence::{Evidence, GivenBody, GivenRequest, GivenResponse, RequestParts};
use super::known::hash_line;
use super::rebuild::sha256_text;
use super::repair::told_payload;
use super::sent::{Shown, split_credential};
use super::server::saying;
use super::text::{Search, decoded, has_variable, is_left_out};
use alloc::string::{String, ToString};
pub(super) use xml::{field, unescape_entities};

/// The evidence with every text in its place: a request in parts, and nothing in the request's place that is an answer
/// or one of the caller's own strings.
pub(super) fn sorted(evidence: &Evidence) -> (Evidence, Option<(Shown, RequestParts)>) {
    let mut sorted = evidence.clone();
    let mut parts = match sorted.request.take() {
        Some(GivenRequest::Parts(parts)) => Some((Shown::Whole, parts)),
        Some(GivenRequest::Text(text)) => take_text(&mut sorted, &text),
        None => None,
    };
    for (field, own) in [
        (CANONICAL_REQUEST, &mut sorted.canonical_request),
        (STRING_TO_SIGN, &mut sorted.string_to_sign),
    ] {
        if own.as_deref().and_then(as_error).is_some() {
            sorted.response = own.take().map(answer);
        }
        let given = own.take().map(|text| bare(field, &text));
        *own = given.filter(|text| !strings::is_template(text));
    }
    // What prints ends both in a newline, which the hash of the one does not have.
    if let (Some(request), Some(lines)) =
        (&mut sorted.canonical_request, &mut sorted.string_to_sign)
        && let Some(own) = request.strip_suffix('\n')
        && hash_line(lines).as_ref() == Some(&sha256_text(own))
    {
        request.pop();
        if lines.ends_with('\n') {
            lines.pop();
        }
    }
    // A body in JSON may read like an answer.
    let payload = sorted.canonical_request.as_deref().and_then(told_payload);
    if let (Some((_, parts)), Some(response), Some(payload)) =
        (&mut parts, &sorted.response, payload)
        && parts.body.bytes().is_none()
        && payload == sha256_text(&response.body)
    {
        parts.body = GivenBody::Bytes(response.body.clone().into_bytes());
        sorted.response = None;
    }
    (sorted, parts)
}

/// One of the caller's own strings without what a program printed around it.
fn bare(field: &str, text: &str) -> String {
    // Lua's mark of a line end in a literal; the value of a header may end in one, too.
    let is_lua = text.before(b'\n').ends_with('\\');
    let text = if is_lua { text.replaced("\\\n", "\n") } else { text.into() };
    if let Some(whole) = strings::whole_literal(&text) {
        return whole;
    }
    let literal = strings::without_literals(&text).1.pop();
    let is_alone = strings::is_string_to_sign(&text) || strings::is_canonical_request(&text);
    let piece = || pieces(&text).into_iter().find(|piece| piece.field == field);
    let inner = literal.or_else(|| Some(piece().filter(|_| !is_alone)?.text));
    strings::without_log(inner.as_deref().unwrap_or(text.trimmed("\"'`"))).to_string()
}

fn take_text(evidence: &mut Evidence, text: &str) -> Option<(Shown, RequestParts)> {
    let found = request(text).map(|(form, parts)| (form.shown(), parts));
    if found.is_none() && strings::is_string_to_sign(text) {
        evidence.string_to_sign.get_or_insert_with(|| text.to_string());
    } else if found.is_none() && strings::is_canonical_request(text) {
        evidence.canonical_request.get_or_insert_with(|| text.to_string());
    }
    if evidence.response.is_none() && (is_answer(text) || as_error(text).is_some()) {
        evidence.response = Some(answer(text.to_string()));
    }
    found
}

fn answer(body: String) -> GivenResponse {
    GivenResponse { body, ..GivenResponse::default() }
}

/// What a pasted request is written as.
#[derive(Clone, Copy)]
enum Form {
    Curl,
    Fetch,
    Http,
    Object,
    Url,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Self::Curl => "curl command",
            Self::Fetch => "fetch call",
            Self::Http => "HTTP request",
            Self::Object => "printed request",
            Self::Url => "URL",
        }
    }

    /// How much of the request such a text shows. What stands around a URL is not read.
    fn shown(self) -> Shown {
        match self {
            Self::Url => Shown::Url,
            Self::Curl | Self::Fetch | Self::Http | Self::Object => Shown::Whole,
        }
    }
}

/// A request in any of the forms that people paste, with text around it; none whose log hides how it is signed.
fn request(text: &str) -> Option<(Form, RequestParts)> {
    any_request(text).filter(|(_, parts)| !hides_signer(parts))
}

/// Whether a name of a list is left out. Any header may have the word in its name.
fn hides_name(list: &str) -> bool {
    let is_name = |name: &str| name.has("-") && name.trimmed_start(LETTERS).is_empty();
    list.pieces(b';').any(|name| is_left_out(name) && !is_name(name))
}

/// Whether what a request tells of its signature is left out of the text, or a variable there. The signature itself and the
/// access key id may be.
fn hides_signer(parts: &RequestParts) -> bool {
    let value = |name: &&str| header(&parts.headers, name).unwrap_or_default();
    let header = value(&"authorization");
    let told = match (header.cut("SignedHeaders="), header.cut("AWS4-HMAC-SHA256")) {
        (Some((_, list)), _) => list.before(b','),
        (_, Some((_, told))) => told,
        _ => header.before(b' '),
    };
    let is_hidden = hides_name(told)
        || told.starts_with('[')
        || header.ends_with("AWS4-HMAC-SHA256")
        || ["host", "x-amz-date", "x-amz-content-sha256"].iter().map(value).any(has_variable);
    let hides = |pair: &str| {
        let (name, value) = pair.cut("=").unwrap_or((pair, pair));
        let value = decoded(value);
        match name {
            "X-Amz-SignedHeaders" => hides_name(&value),
            "X-Amz-Algorithm" | "X-Amz-Date" => is_left_out(&value),
            "X-Amz-Credential" => match split_credential(&value) {
                (id, "") => is_left_out(id),
                (_, scope) => is_left_out(scope),
            },
            // A word is a parameter without a value.
            _ => name == pair && is_left_out(pair) && !pair.trimmed_start(LETTERS).is_empty(),
        }
    };
    let (_, query) = parts.url.cut("?").unwrap_or_default();
    is_hidden || query.has("X-Amz-") && query.pieces(b'&').any(hides)
}

fn any_request(text: &str) -> Option<(Form, RequestParts)> {
    // A command behind the head of a request is in its body.
    let is_http = http::request_line(text.trim_start().before(b'\n'))
        .is_some_and(|(before, ..)| before.is_empty());
    if let Some(parts) = http::request(text).filter(|_| is_http) {
        return Some((Form::Http, parts));
    }
    // A word `curl` in a path of raw HTTP looks like a command whose URL has no scheme.
    let mut command = curl::request(text);
    if let Some(parts) = command.take_if(|parts| parts.url.has("://")) {
        return Some(match sent_by(&parts, text) {
            Some(sent) => (Form::Http, sent),
            None => (Form::Curl, parts),
        });
    }
    if let Some(parts) = object::call(text) {
        return Some((Form::Fetch, parts));
    }
    if let Some(parts) = http::request(text) {
        return Some((Form::Http, parts));
    }
    if let Some(parts) = object::printed(text).or_else(|| listed::request(text)) {
        return Some((Form::Object, parts));
    }
    if let Some(mut parts) = command {
        parts.url.insert_str(0, "http://");
        return Some((Form::Curl, parts));
    }
    url::request(text).filter(|_| !text.has("--aws-sigv4")).map(|parts| (Form::Url, parts))
}

/// What curl printed of the request that a command sent, with the body of the command.
fn sent_by(command: &RequestParts, text: &str) -> Option<RequestParts> {
    let mut sent = http::request(text)?;
    let is_signed = header(&sent.headers, "authorization")?.has("Signature=");
    let is_it = curl::sends(command, &sent.method, url::target(&sent.url));
    if sent.body.bytes().is_none() {
        sent.body.clone_from(&command.body);
    }
    (is_it && is_signed).then_some(sent)
}

fn is_answer(text: &str) -> bool {
    const MARKS: &str = "\
<html|<Code>|&lt;Code|<StringToSign>|<CanonicalRequest>|should have been|An error occurred (|essage\":|essage\" :|SignatureDoesNotMatch|\
InvalidSignature|not match the signature|Error': {|Error\":{|Error\": {|Signature expired|RequestTimeTooSkewed|scoped to |\
region '|region name '|region is wrong; expecting|unexpected scope: |AccessDenied|is not authorized";
    text.has_any(MARKS) || saying(text).is_some()
}

/// Whether it is an error of a service. Any body may have words of one.
fn is_error(text: &str) -> bool {
    text.has_any("<Code>|not match the signature") || saying(text).is_some()
}

/// The first header of this name, trimmed.
pub(super) fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let (_, value) = headers.iter().find(|(given, _)| given.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim())
}

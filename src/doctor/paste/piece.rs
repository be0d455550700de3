//! One thing of a paste: its field of the evidence, its text alone, and what it is called.

use super::super::answer::Answer;
use super::super::evidence::{GivenResponse, Piece};
use super::super::text::{Search, concat};
use super::is_answer;
use super::object::printed;
use super::request;
use super::strings::{self, is_canonical_request, is_string_to_sign, is_template, without_log};
use alloc::string::{String, ToString};

pub const REQUEST: &str = "request";
pub const RESPONSE: &str = "response";
pub const CANONICAL_REQUEST: &str = "canonicalRequest";
pub const STRING_TO_SIGN: &str = "stringToSign";
pub const SIGNATURE: &str = "signature";
pub const ACCESS_KEY_ID: &str = "accessKeyId";
pub const SECRET: &str = "secretAccessKey";

/// A canonical request or a string to sign, to its last newline.
pub fn own(text: String) -> Piece {
    let (field, kind) = if is_string_to_sign(&text) {
        (STRING_TO_SIGN, "string to sign")
    } else {
        (CANONICAL_REQUEST, "canonical request")
    };
    Piece { field, kind: kind.to_string(), text }
}

fn unquoted(text: &str) -> &str {
    text.trimmed("'\"`,; ")
}

/// The quotes and brackets at the end of a text that has no beginning of them.
fn closing(text: &str) -> &'static str {
    if text.starts_in("'\"b`") { "" } else { "'\"];" }
}

/// A piece of a field; nothing where its text is none of that. An object may be an answer or a request.
pub fn piece(field: &'static str, text: &str) -> Option<Piece> {
    let is_printed = text.starts_with('{') && printed(text).is_some();
    let field = if is_printed { REQUEST } else { field };
    let halved;
    let text = match field {
        CANONICAL_REQUEST | STRING_TO_SIGN => {
            halved = strings::halved(text);
            let text = without_log(&halved);
            text.trim_end().trimmed_end(closing(text)).trim_end()
        }
        // Prose behind the last tag is none of the answer, an object is.
        RESPONSE if text.trim_start().starts_with('<') => match text.cut_last(">")? {
            (_, object) if object.trim_start().starts_with('{') => text.trim(),
            (tags, _) => text.get(..=tags.len()).unwrap_or_default().trim(),
        },
        SIGNATURE | ACCESS_KEY_ID | SECRET => unquoted(text.trim()),
        // The length says what of the end belongs to the body.
        REQUEST if text.to_ascii_lowercase().has("\ncontent-length:") => text.trim_start(),
        _ => text.trim(),
    };
    let kind = match field {
        CANONICAL_REQUEST | STRING_TO_SIGN if is_template(text) => return None,
        REQUEST => {
            let (form, request) = request(text)?;
            let address = request.url.before(b'?');
            concat(&[form.name(), ": ", &request.method, " ", address])
        }
        RESPONSE => {
            let body = text.to_string();
            let answer = Answer::read(&GivenResponse { body, ..GivenResponse::default() });
            let code = match answer.code.as_str() {
                "" if !is_answer(text) => return None,
                "" => "answer",
                code => code,
            };
            match answer.echo {
                _ if answer.is_whole() => concat(&[code, ", with the service’s own strings"]),
                Some(_) => concat(&[code, ", with strings that are not whole"]),
                None => code.to_string(),
            }
        }
        CANONICAL_REQUEST if is_canonical_request(text) || text.has("\n") => {
            return Some(own(text.to_string()));
        }
        STRING_TO_SIGN => return Some(own(text.to_string())),
        SIGNATURE => concat(&["signature ", text.get(..8)?, "…"]),
        ACCESS_KEY_ID => concat(&["access key id ", text]),
        SECRET => "secret access key, hidden".to_string(),
        _ => return None,
    };
    Some(Piece { field, kind, text: text.to_string() })
}

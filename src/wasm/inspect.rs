//! The explaining artefact: objects across the boundary.

use super::answer::answer;
use super::decode::{self, RequestFields};
use super::fields::Fields;
use super::s3_url::s3_url_of;
use crate::error::{Error, ErrorKind};
use crate::explain::{Explanation, Keys, explain as explain_request};
use crate::sha256::{hex_text, sha256_hex};
use crate::sign::Workspace;
use crate::string_to_sign::StringToSign;
use crate::time::AmzDate;
use crate::wipe::wipe_stack;
use alloc::string::String;
use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

const INCLUDE_KEYS: u32 = 1 << 13;
/// The signer's own rules lie as far above the request's.
const SIGNER_RULES_SHIFT: u32 = 12;

/// Fields: those of a signer, then those of a request. Throws what [`push_error`](super::push_error) writes.
#[wasm_bindgen]
pub fn explain(
    text: &str,
    body: &[u8],
    header_count: u32,
    date_ms: f64,
    expires_in: f64,
    flags: u32,
) -> Result<JsValue, JsValue> {
    let explain = || {
        let mut fields = Fields::new(text);
        let signer = decode::signer(&mut fields, decode::rules(flags >> SIGNER_RULES_SHIFT))?;
        let fields = RequestFields::alone(fields, header_count)?;
        let request = fields.request(body, flags);
        let params = fields.params(date(date_ms)?, expires_in, flags)?;
        let keys = if flags & INCLUDE_KEYS == 0 { Keys::Hidden } else { Keys::Shown };
        explain_request(&signer, &request, &params, keys, &mut Workspace::default())
    };
    let explained = explain();
    wipe_stack();
    let headers = match &explained {
        Ok(Explanation { result: Some(result), .. }) => object(&result.headers)?.into(),
        _ => JsValue::NULL,
    };
    let explanation = answer(explained)?;
    if !headers.is_null() {
        Reflect::set(&Reflect::get(&explanation, &"result".into())?, &"headers".into(), &headers)?;
    }
    Ok(explanation)
}

/// As members of an object, also those that assigning would not make: `__proto__`.
fn object(pairs: &[(String, String)]) -> Result<Object, JsValue> {
    let entries = Array::new();
    for (name, value) in pairs {
        entries.push(&Array::of2(&name.into(), &value.into()));
    }
    Object::from_entries(&entries)
}

fn date(milliseconds: f64) -> Result<AmzDate, Error> {
    AmzDate::from_unix_seconds(decode::second(milliseconds)?)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SignedCanonicalRequest {
    canonical_request_hash: String,
    string_to_sign: String,
    signature: String,
}

/// Steps 2 to 4 for a canonical request that is taken as it is. Fields: those of a signer; the body is the text.
#[wasm_bindgen(js_name = signCanonicalRequest)]
pub fn sign_canonical_request(text: &str, body: &str, date_ms: f64) -> Result<JsValue, JsValue> {
    let sign = || -> Result<SignedCanonicalRequest, Error> {
        let mut fields = Fields::new(text);
        let mut signer = decode::signer(&mut fields, decode::rules(0))?;
        fields.end(ErrorKind::CredentialsInvalid)?;
        let date = date(date_ms)?;
        let hash = sha256_hex(body.as_bytes());
        let mut string_to_sign = StringToSign::default();
        let scope = signer.identity.scope_without_host(date, None, None)?;
        string_to_sign.set_scope(&scope);
        string_to_sign.set_hash(&hash);
        let hash = hex_text(&hash);
        let signature = signer.sign_string(string_to_sign.as_str(), date, None, None)?;
        Ok(SignedCanonicalRequest {
            canonical_request_hash: hash.into(),
            string_to_sign: string_to_sign.as_str().into(),
            signature: hex_text(&signature).into(),
        })
    };
    let signed = sign();
    wipe_stack();
    answer(signed)
}

/// `s3Url` as the signing artefact has it. Fields: bucket, region, endpoint, then names and values of the query.
#[wasm_bindgen(js_name = s3Url)]
pub fn s3_url(text: &str, key: &str, query_count: u32, flags: u32) -> Result<JsValue, JsValue> {
    let mut url = String::new();
    answer(s3_url_of(&mut url, text, key, query_count, flags).map(|()| url))
}

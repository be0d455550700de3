//! The doctor across the boundary.

use super::answer::answer;
use super::fields::Fields;
use crate::doctor::{
    Evidence, GivenRequest, GivenResponse, RequestParts, diagnose as examine,
    mistakes as catalogue, recognise as pieces,
};
use crate::error::{Error, ErrorKind};
use alloc::string::String;
use alloc::vec::Vec;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

const REQUEST_TEXT: u32 = 1;
const REQUEST_PARTS: u32 = 1 << 1;
const BODY: u32 = 1 << 2;
const RESPONSE: u32 = 1 << 3;

/// Fields: request text, method, URL, status, response body, canonical request, string to sign, signature, access key
/// id, secret, session token, region, service; then names and values of the request's and of the response's headers.
/// An empty field is one that was not given.
#[wasm_bindgen]
pub fn diagnose(
    text: &str,
    body: &[u8],
    request_headers: u32,
    response_headers: u32,
    flags: u32,
) -> Result<JsValue, JsValue> {
    let evidence = evidence(text, body, request_headers, response_headers, flags);
    answer(evidence.map(|evidence| examine(&evidence)))
}

/// Every mistake that the doctor knows.
#[wasm_bindgen]
pub fn mistakes() -> Result<JsValue, JsValue> {
    answer(Ok(catalogue()))
}

/// What is in a paste.
#[wasm_bindgen]
pub fn recognise(text: &str) -> Result<JsValue, JsValue> {
    answer(Ok(pieces(text)))
}

fn evidence(
    text: &str,
    body: &[u8],
    request_headers: u32,
    response_headers: u32,
    flags: u32,
) -> Result<Evidence, Error> {
    let mut fields = Fields::new(text);
    let is_given = |flag: u32| flags & flag != 0;
    let request_text = fields.field()?;
    let (method, url) = (fields.field()?, fields.field()?);
    let (status, response_body) = (fields.field()?, fields.field()?);
    let mut evidence = Evidence::default();
    let slots = [
        &mut evidence.canonical_request,
        &mut evidence.string_to_sign,
        &mut evidence.signature,
        &mut evidence.access_key_id,
        &mut evidence.secret_access_key,
        &mut evidence.session_token,
        &mut evidence.region,
        &mut evidence.service,
    ];
    for slot in slots {
        *slot = fields.option()?.map(String::from);
    }
    let mut headers = |count: u32| -> Result<Vec<(String, String)>, Error> {
        Ok(fields
            .pairs(count)?
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect())
    };
    let (sent, received) = (headers(request_headers)?, headers(response_headers)?);
    fields.end(ErrorKind::OptionInvalid)?;
    if is_given(REQUEST_TEXT) {
        evidence.request = Some(GivenRequest::Text(request_text.into()));
    } else if is_given(REQUEST_PARTS) {
        let body = is_given(BODY).then(|| body.to_vec());
        evidence.request = Some(GivenRequest::Parts(RequestParts {
            method: method.into(),
            url: url.into(),
            headers: sent,
            body,
        }));
    }
    if is_given(RESPONSE) {
        evidence.response = Some(GivenResponse {
            status: status.parse().ok(),
            headers: received,
            body: response_body.into(),
        });
    }
    Ok(evidence)
}

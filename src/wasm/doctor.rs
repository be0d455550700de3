//! The doctor across the boundary: answers are JSON.

use super::json::Json;
use crate::doctor::{
    Diagnosis, Evidence, Finding, GivenBody, GivenRequest, GivenResponse, Rebuilt, RequestParts,
    diagnose as examine, mistakes as catalogue, recognise as take_apart,
};
use crate::text::{decimal, pieces};
use crate::wipe::wipe_stack;
use alloc::string::String;
use alloc::vec::Vec;
use wasm_bindgen::prelude::wasm_bindgen;

const REQUEST_TEXT: u32 = 1;
const REQUEST_PARTS: u32 = 1 << 1;
const BODY: u32 = 1 << 2;
const RESPONSE: u32 = 1 << 3;
const BODY_UNSEEN: u32 = 1 << 4;

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
) -> String {
    let mut json = Json::default();
    let evidence = evidence(text, body, request_headers, response_headers, flags);
    push_diagnosis(&mut json, &examine(&evidence));
    wipe_stack();
    json.done()
}

/// Every mistake that the doctor knows.
#[wasm_bindgen]
pub fn mistakes() -> String {
    let mut json = Json::default();
    json.list(&catalogue(), |json, mistake| {
        json.object(|json| {
            json.texts(&[
                ("id", mistake.id),
                ("where", mistake.place),
                ("what", mistake.what),
                ("fix", mistake.fix),
                ("wrong", &mistake.wrong),
                ("right", &mistake.right),
            ]);
        });
    });
    json.done()
}

/// What is in a paste.
#[wasm_bindgen]
pub fn recognise(text: &str) -> String {
    let mut json = Json::default();
    json.list(&take_apart(text), |json, piece| {
        json.object(|json| {
            json.texts(&[("field", piece.field), ("kind", &piece.kind), ("text", &piece.text)]);
        });
    });
    json.done()
}

fn push_diagnosis(json: &mut Json, diagnosis: &Diagnosis) {
    json.object(|json| {
        json.texts(&[("verdict", diagnosis.verdict.name()), ("summary", &diagnosis.summary)]);
        json.option("refused", diagnosis.refused);
        json.name("findings");
        json.list(&diagnosis.findings, push_finding);
        if let Some(rebuilt) = &diagnosis.rebuilt {
            json.name("rebuilt");
            push_rebuilt(json, rebuilt);
        }
        json.name("missing");
        json.list(&diagnosis.missing, |json, field| json.text(field));
        json.name("ruledOut");
        json.list(&diagnosis.ruled_out, |json, sentence| json.text(sentence));
    });
}

fn push_finding(json: &mut Json, finding: &Finding) {
    json.object(|json| {
        json.texts(&[
            ("id", finding.id),
            ("certainty", finding.certainty.name()),
            ("where", &finding.place),
        ]);
        json.option("yours", finding.yours.as_deref());
        json.option("expected", finding.expected.as_deref());
        json.texts(&[("message", &finding.message), ("fix", &finding.fix)]);
    });
}

fn push_rebuilt(json: &mut Json, rebuilt: &Rebuilt) {
    json.object(|json| {
        json.texts(&[
            ("source", rebuilt.source.name()),
            ("canonicalRequest", &rebuilt.canonical_request),
            ("stringToSign", &rebuilt.string_to_sign),
        ]);
        json.option("signature", rebuilt.signature.as_deref());
    });
}

fn evidence(
    text: &str,
    body: &[u8],
    request_headers: u32,
    response_headers: u32,
    flags: u32,
) -> Evidence {
    let mut fields = pieces(text, 0);
    let mut field = || fields.next().unwrap_or_default();
    let is_given = |flag: u32| flags & flag != 0;
    let request_text = field();
    let (method, url) = (field(), field());
    let (status, response_body) = (field(), field());
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
        *slot = Some(field()).filter(|field| !field.is_empty()).map(String::from);
    }
    let mut headers = |count: u32| -> Vec<(String, String)> {
        (0..count).map(|_| (field().into(), field().into())).collect()
    };
    let (sent, received) = (headers(request_headers), headers(response_headers));
    if is_given(REQUEST_TEXT) {
        evidence.request = Some(GivenRequest::Text(request_text.into()));
    } else if is_given(REQUEST_PARTS) {
        let body = if is_given(BODY_UNSEEN) {
            GivenBody::Unseen
        } else {
            is_given(BODY).then(|| body.to_vec()).into()
        };
        evidence.request = Some(GivenRequest::Parts(RequestParts {
            method: method.into(),
            url: url.into(),
            headers: sent,
            body,
        }));
    }
    if is_given(RESPONSE) {
        evidence.response = Some(GivenResponse {
            status: decimal(status).and_then(|status| u16::try_from(status).ok()),
            headers: received,
            body: response_body.into(),
        });
    }
    evidence
}

//! Requests that the crate's own signer signed, as evidence.

use sigv4_wasm::doctor::{Diagnosis, Evidence, GivenRequest, RequestParts, diagnose};
use sigv4_wasm::service::RulesOverride;
use sigv4_wasm::{
    AmzDate, Body, Credentials, ExpiresIn, Placement, Request, SignParams, Signer, Workspace,
};

pub const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
pub const KEY_ID: &str = "AKIDEXAMPLE";

/// What a request is signed with.
#[derive(Clone, Copy)]
pub struct With<'a> {
    pub service: &'a str,
    pub region: &'a str,
    pub key_id: &'a str,
    pub secret: &'a str,
    pub token: Option<&'a str>,
    pub rules: RulesOverride,
}

impl<'a> With<'a> {
    pub fn scope(service: &'a str, region: &'a str) -> Self {
        let rules = RulesOverride::default();
        Self { service, region, key_id: KEY_ID, secret: SECRET, token: None, rules }
    }

    fn signer(&self) -> Signer {
        let credentials = Credentials::new(self.key_id, self.secret).unwrap();
        Signer::new(match self.token {
            Some(token) => credentials.with_session_token(token).unwrap(),
            None => credentials,
        })
        .with_rules(self.rules)
    }

    fn params(&self, placement: Placement) -> SignParams<'a> {
        let date = AmzDate::parse("20150830T123600Z").unwrap();
        SignParams {
            service: Some(self.service),
            region: Some(self.region),
            ..SignParams::new(date, placement)
        }
    }

    /// The presigned URL and the right secret.
    pub fn presigned(&self, url: &str) -> Evidence {
        self.presigned_with("GET", url, &[])
    }

    /// The same for another method and headers.
    pub fn presigned_with(&self, method: &str, url: &str, headers: &[(&str, &str)]) -> Evidence {
        let placement =
            Placement::Query { expires_in: Some(ExpiresIn::from_seconds(900).unwrap()) };
        let mut workspace = Workspace::default();
        let (mut signer, params) = (self.signer(), self.params(placement));
        let request = Request { method, headers, ..Request::get(url) };
        let signed = signer.sign(&request, &params, &mut workspace).unwrap();
        evidence(GivenRequest::Text(signed.url().to_string()))
    }

    /// The request with its headers and the right secret.
    pub fn by_header(&self, method: &str, url: &str, body: &str) -> Evidence {
        self.by_header_with(method, url, body, &[])
    }

    /// The same with headers of the caller's.
    pub fn by_header_with(
        &self,
        method: &str,
        url: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Evidence {
        let mut workspace = Workspace::default();
        let (mut signer, params) = (self.signer(), self.params(Placement::Header));
        let body_bytes = Body::Bytes(body.as_bytes());
        let request = Request { method, headers, body: body_bytes, ..Request::get(url) };
        let signed = signer.sign(&request, &params, &mut workspace).unwrap();
        evidence(GivenRequest::Parts(RequestParts {
            method: method.to_string(),
            url: signed.url().to_string(),
            headers: signed
                .headers()
                .map(|(name, value)| (name.to_string(), value.to_string()))
                .collect(),
            body: Some(body.as_bytes().to_vec()).into(),
        }))
    }
}

fn evidence(request: GivenRequest) -> Evidence {
    Evidence {
        request: Some(request),
        secret_access_key: Some(SECRET.to_string()),
        ..Evidence::default()
    }
}

/// The findings that are more than possible, as `id(Certainty)`.
pub fn found(diagnosis: &Diagnosis) -> Vec<String> {
    let findings = diagnosis.findings.iter().map(|f| format!("{}({:?})", f.id, f.certainty));
    findings.filter(|found| !found.ends_with("(Possible)")).collect()
}

/// Asserts what is found in the evidence, with the secret and without.
#[track_caller]
pub fn assert_found(evidence: &Evidence, expected: &[&str], how: &str) {
    let without = Evidence { secret_access_key: None, ..evidence.clone() };
    assert_eq!(found(&diagnose(evidence)), expected, "{how}");
    assert_eq!(found(&diagnose(&without)), expected, "{how}, without the secret");
}

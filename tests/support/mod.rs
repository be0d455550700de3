//! Vector files as requests and parameters of the crate. The format is described in `tests/vectors/README.md`.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(dead_code, reason = "each test binary uses its own part")]

use serde_json::Value;
use sigv4_wasm::service::RulesOverride;
use sigv4_wasm::{
    AmzDate, Body, Credentials, ExpiresIn, Payload, Placement, Request, SignParams, Signer,
};

/// A vector.
pub struct Case(pub Value);

/// The cases of a file in `tests/vectors/`.
pub fn vectors(file: &str) -> Vec<Case> {
    let path = format!("{}/tests/vectors/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect(&path);
    let mut document: Value = serde_json::from_str(&text).expect(&path);
    let cases = document["cases"].take();
    cases.as_array().expect("cases").iter().cloned().map(Case).collect()
}

/// What a [`Request`] borrows.
pub struct OwnedRequest {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    unsigned: bool,
}

impl OwnedRequest {
    /// Leaks the list of headers: tests are short.
    pub fn borrow(&self) -> Request<'_> {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let body = self.body.as_deref().map_or(Body::None, Body::Bytes);
        let payload = if self.unsigned { Payload::Unsigned } else { Payload::Signed };
        Request { method: &self.method, url: &self.url, headers: headers.leak(), body, payload }
    }
}

impl Case {
    pub fn id(&self) -> &str {
        self.text("id")
    }

    pub fn kind(&self) -> &str {
        self.text("kind")
    }

    pub fn is_request(&self) -> bool {
        matches!(self.kind(), "header" | "presign")
    }

    pub fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or_default()
    }

    pub fn request(&self) -> OwnedRequest {
        let pair = |pair: &Value| -> (String, String) {
            let text = |place: usize| pair[place].as_str().expect("header").to_owned();
            (text(0), text(1))
        };
        OwnedRequest {
            method: self.text("method").to_owned(),
            url: self.text("url").to_owned(),
            headers: self.0["headers"]
                .as_array()
                .map_or(Vec::new(), |all| all.iter().map(pair).collect()),
            body: self.0["body"].as_str().map(base64),
            unsigned: self.text("payload") == "unsigned",
        }
    }

    pub fn signer(&self) -> Signer {
        let given = &self.0["credentials"];
        let text = |name: &str| given[name].as_str().unwrap_or_default();
        let mut credentials =
            Credentials::new(text("accessKeyId"), text("secretAccessKey")).expect("credentials");
        if let Some(token) = given["sessionToken"].as_str()
            && self.0["options"]["omitSessionToken"] != true
        {
            credentials = credentials.with_session_token(token).expect("token");
        }
        Signer::new(credentials)
            .with_region(self.text("region"))
            .expect("a name")
            .with_service(self.text("service"))
            .expect("a name")
    }

    pub fn params(&self) -> SignParams<'_> {
        let options = &self.0["options"];
        let placement = match self.kind() {
            "header" => Placement::Header,
            _ => {
                let seconds = options["expires"].as_u64().expect("expires") as u32;
                Placement::Query {
                    expires_in: Some(ExpiresIn::from_seconds(seconds).expect("expires")),
                }
            }
        };
        let mut params =
            SignParams::new(AmzDate::parse(self.text("date")).expect("date"), placement);
        params.rules = RulesOverride {
            double_encode_path: options["doubleEncode"].as_bool(),
            normalize_path: options["normalizePath"].as_bool(),
            content_sha256_header: options["contentSha256Header"].as_bool(),
            sign_session_token: None,
        };
        params
    }

    /// Compares with an expected value, where the vector has it.
    pub fn same(&self, step: &str, got: &str) -> Result<(), String> {
        match self.0["expected"][step].as_str() {
            Some(expected) if expected != got => {
                Err(format!("{step}\n  got      {got:?}\n  expected {expected:?}"))
            }
            _ => Ok(()),
        }
    }

    /// The vectors' URLs keep the query as given; ours is canonical. Scheme, host and the decoded parameters are the same.
    pub fn same_url(&self, got: &str) -> Result<(), String> {
        let expected = self.0["expected"]["url"].as_str();
        match expected.is_none_or(|expected| comparable(got) == comparable(expected)) {
            true => Ok(()),
            false => self.same("url", got),
        }
    }

    /// Panics where [`Case::same`] fails.
    pub fn assert_same(&self, step: &str, got: &str) {
        assert_eq!(self.same(step, got), Ok(()), "{}", self.id());
    }

    /// Panics where [`Case::same_url`] fails.
    pub fn assert_same_url(&self, got: &str) {
        assert_eq!(self.same_url(got), Ok(()), "{}", self.id());
    }
}

/// Pairs as the query of a URL.
pub fn encoded_query(pairs: &Value) -> String {
    let encoded = |text: &Value| {
        let mut out = String::new();
        sigv4_wasm::encode::push_encoded(
            &mut out,
            text.as_str().expect("text"),
            sigv4_wasm::encode::STRICT,
        );
        out
    };
    let pairs = pairs.as_array().expect("pairs").iter();
    pairs
        .map(|pair| format!("{}={}", encoded(&pair[0]), encoded(&pair[1])))
        .collect::<Vec<_>>()
        .join("&")
}

fn comparable(url: &str) -> (String, Vec<String>) {
    let (start, query) = url.split_once('?').unwrap_or((url, ""));
    let origin = start.splitn(4, '/').take(3).collect::<Vec<_>>().join("/").to_lowercase();
    let origin = match origin.split_once("://") {
        Some(("https", host)) => host.trim_end_matches(":443").to_owned(),
        Some((_, host)) => host.trim_end_matches(":80").to_owned(),
        None => origin,
    };
    let mut parameters: Vec<String> = query
        .split('&')
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let piece = if piece.contains('=') { piece.to_owned() } else { format!("{piece}=") };
            sigv4_wasm::encode::decoded_lossy(&piece)
        })
        .collect();
    parameters.sort();
    (origin, parameters)
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        let value = ALPHABET.iter().position(|letter| *letter == byte).expect("base64") as u32;
        bits = bits << 6 | value;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

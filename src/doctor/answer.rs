//! [`Answer`]: what a service said, whatever form it said it in.

use super::evidence::GivenResponse;
use super::parts::{Lines, Parts};
use super::paste::{field, header, parse_canonical_request, scan, unescape_entities, unmangled};
use super::rebuild::sha256_text;
use alloc::string::{String, ToString};

/// What is known of the service's answer.
#[derive(Default)]
pub struct Answer {
    /// The error code; empty when there is none.
    pub code: String,
    /// The message, with that of `Details`.
    pub message: String,
    /// The body with its entities read, to look fields up in.
    pub body: String,
    /// When the service answered: `ServerTime` of the body, or the `Date` header.
    pub server_time: Option<String>,
    /// The signature that the service was given.
    pub signature: Option<String>,
    /// The access key id that the service was given.
    pub access_key_id: Option<String>,
    /// The endpoint that a redirect names.
    pub endpoint: Option<String>,
    /// The region that the service names.
    pub region: Option<String>,
    /// What the service computed itself.
    pub echo: Option<Echo>,
}

/// The service's own canonical request and string to sign.
pub struct Echo {
    /// The canonical request, repaired where it was mangled.
    pub canonical_request: Option<String>,
    /// The string to sign.
    pub string_to_sign: String,
    /// Whether SHA-256 of the canonical request is line 4 of the string to sign.
    pub is_whole: bool,
}

impl Answer {
    /// Reads an answer.
    pub fn read(response: &GivenResponse) -> Self {
        let body = if response.body.contains("&lt;Code&gt;") {
            unescape_entities(&response.body)
        } else {
            response.body.clone()
        };
        let get = |name: &str| field(&body, name).filter(|text| !text.trim().is_empty());
        let mut message = get("Message").or_else(|| get("detailedMessage")).unwrap_or_default();
        if let Some(details) = get("Details") {
            message.push(' ');
            message.push_str(&details);
        }
        if message.is_empty() && !body.contains("<Code>") && get("code").is_none() {
            message.clone_from(&body);
        }
        let error_type = header(&response.headers, "x-amzn-errortype");
        let code =
            get("Code").or_else(|| get("__type")).or_else(|| error_type.map(ToString::to_string));
        let code = code.unwrap_or_default();
        let code = code
            .rsplit('#')
            .next()
            .unwrap_or_default()
            .split(':')
            .next()
            .unwrap_or_default()
            .to_string();
        let echo = Echo::read(&body, &message);
        let date = header(&response.headers, "date").map(ToString::to_string);
        Self {
            server_time: get("ServerTime").or(date),
            signature: get("SignatureProvided"),
            access_key_id: get("AWSAccessKeyId"),
            endpoint: get("Endpoint"),
            region: get("Region").or_else(|| {
                header(&response.headers, "x-amz-bucket-region").map(ToString::to_string)
            }),
            code,
            message,
            echo,
            body,
        }
    }

    /// A field of the body.
    pub fn field(&self, name: &str) -> Option<String> {
        field(&self.body, name)
    }

    /// Whether the service says that the signature itself is wrong.
    pub fn is_mismatch(&self) -> bool {
        let says = |text: &str| self.message.contains(text);
        says("does not match the signature you provided")
            || says("Signature validation failed")
            || (self.code.contains("SignatureDoesNotMatch")
                || self.code.contains("InvalidSignature"))
                && !["expired", "scoped", "not yet", "Credential scope"]
                    .iter()
                    .any(|other| says(other))
    }

    /// Whether the service accepted the signature and refused what it asks for.
    pub fn is_permission(&self) -> bool {
        self.code == "AccessDenied" && self.message.trim_end_matches('.') == "Access Denied"
            || self.message.contains("is not authorized")
    }
}

impl Echo {
    fn read(body: &str, message: &str) -> Option<Self> {
        let bytes = |name: &str| {
            let hex = field(body, name)?;
            String::from_utf8(scan::hex_bytes(&hex)?).ok()
        };
        let quoted = |mark: &str| {
            let (_, after) = message.split_once(mark)?;
            let (_, inner) = after.split_once('\'')?;
            // A canonical request may hold a quote itself; the end is the one before an empty line or the end.
            let end = inner.find("'\n").or_else(|| inner.rfind('\''))?;
            inner.get(..end).map(ToString::to_string)
        };
        let canonical = bytes("CanonicalRequestBytes")
            .or_else(|| field(body, "CanonicalRequest"))
            .or_else(|| quoted("The Canonical String for this request should have been"));
        let string_to_sign = bytes("StringToSignBytes")
            .or_else(|| field(body, "StringToSign"))
            .or_else(|| quoted("The String-to-Sign should have been"))?;
        Some(Self::repaired(canonical.as_deref(), &string_to_sign))
    }

    /// Repairs both until the one is the other's hash, if they ever are.
    fn repaired(canonical: Option<&str>, string_to_sign: &str) -> Self {
        let words = string_to_sign.replace("\\n", "\n");
        let mut words = words.split_whitespace().map(|word| word.trim_matches(['\'', '"']));
        let mut line = || words.next().unwrap_or_default().to_string();
        let lines = Lines { algorithm: line(), date: line(), scope: line(), hash: line() };
        let is_version_4 = lines.algorithm.contains("4-") && !lines.hash.is_empty();
        let string_to_sign = if is_version_4 { lines.text() } else { string_to_sign.to_string() };
        let is_right = |text: &String| sha256_text(text) == lines.hash;
        let repaired = canonical.and_then(|canonical| {
            let readings = unmangled(canonical);
            let resplit =
                |text: &String| parse_canonical_request(text).map(|parts| Parts::text(&parts));
            readings
                .iter()
                .find(|text| is_right(text))
                .cloned()
                .or_else(|| readings.iter().filter_map(resplit).find(is_right))
        });
        let is_whole = repaired.is_some();
        let canonical_request = repaired.or_else(|| canonical.map(ToString::to_string));
        Self { canonical_request, string_to_sign, is_whole }
    }
}

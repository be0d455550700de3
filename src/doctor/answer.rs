//! [`Answer`]: what a service said, whatever form it said it in.

use super::evidence::GivenResponse;
use super::left_out::fill_key_id;
use super::parts::{Lines, Parts};
use super::paste::scan::{self, unescape_backslashes};
use super::paste::{
    as_error, field, freed, header, joined, parse_canonical_request, unescape_entities, unmangled,
};
use super::rebuild::sha256_text;
use super::text::{Search, is_hash};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What is known of the service's answer.
#[derive(Default)]
pub struct Answer {
    /// The status code.
    pub status: Option<u16>,
    /// The error code; empty when there is none.
    pub code: String,
    /// The message, with that of `Details`.
    pub message: String,
    /// The body with its entities read, to look fields up in.
    pub body: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// What the service computed itself.
    pub echo: Option<Echo>,
}

/// The service's own canonical request and string to sign.
pub struct Echo {
    /// The canonical request, repaired where it was mangled.
    pub canonical_request: Option<String>,
    /// The string to sign.
    pub string_to_sign: String,
    is_whole: bool,
}

impl Answer {
    /// Reads an answer, escaped once or twice more than services do if that makes it whole.
    pub fn read(response: &GivenResponse) -> Self {
        const STEPS: [fn(&str) -> String; 4] =
            [|text| text.into(), unescape_entities, unescape_backslashes, unescape_backslashes];
        let logged = as_error(&response.body);
        let plain = Self::read_body(logged.as_ref().unwrap_or(&response.body), response);
        let mut known = response.body.clone();
        if plain.is_whole() {
            return plain;
        }
        let body = &response.body;
        // Mail wraps lines; those of a literal are escaped.
        let unwrapped = body.replaced("\n", "");
        for mut body in [body.clone(), freed(body), joined(body, true), unwrapped] {
            for unescape in STEPS {
                body = unescape(&body);
                if body == known {
                    continue;
                }
                known.clone_from(&body);
                let read = Self::read_body(&body, response);
                if read.is_whole() || plain.code.is_empty() && !read.code.is_empty() {
                    return read;
                }
            }
        }
        plain
    }

    /// The canonical request that it shows, whole or not; none where it refuses a chunk's signature, having taken this one's.
    pub fn canonical_request(&self) -> Option<Parts> {
        let echo = self.echo.as_ref().filter(|echo| !echo.string_to_sign.has("-PAYLOAD"))?;
        Parts::parse(echo.canonical_request.as_deref()?)
    }

    /// Whether SHA-256 of its canonical request is line 4 of its string to sign.
    pub fn is_whole(&self) -> bool {
        self.echo.as_ref().is_some_and(|echo| echo.is_whole)
    }

    /// Puts the access key id where it is left out, here and in these texts, from the one that has it.
    pub fn fill_key_id(&mut self, [url, own]: [Option<&mut String>; 2]) {
        let echo = self.echo.as_ref();
        let mut canonical = echo.and_then(|echo| echo.canonical_request.clone());
        fill_key_id(&mut [url, own, canonical.as_mut()]);
        if let (Some(echo), Some(canonical)) = (&mut self.echo, canonical) {
            *echo = Echo::repaired(Some(&canonical), &echo.string_to_sign);
        }
    }

    fn read_body(body: &str, response: &GivenResponse) -> Self {
        let body = body.to_string();
        let get = |name: &str| field(&body, name).filter(|text| !text.trim().is_empty());
        let mut message = get("Message").or_else(|| get("detailedMessage")).unwrap_or_default();
        if let Some(details) = get("Details") {
            message.push(' ');
            message.push_str(&details);
        }
        // A program prints the message of an error before its members.
        let is_before = || get("code").is_none() || !body.trim_start().starts_in("{<[\"'");
        if message.is_empty() && !body.has("<Code>") && is_before() {
            message.clone_from(&body);
        }
        // A program printed it in quotes.
        let message = message.replaced("\\'", "'");
        let echo = Echo::read(&body, &message);
        let headers = response.headers.clone();
        let (status, code) = (response.status, String::new());
        let mut answer = Self { status, code, message, body, headers, echo };
        let code = answer.told("Code", "").or_else(|| answer.told("__type", "x-amzn-errortype"));
        // A line end is in no code: a program printed it in pieces.
        let code = code.filter(|code| !code.has("\n")).unwrap_or_default();
        answer.code = code.cut_last("#").map_or(&*code, |(_, code)| code).before(b':').into();
        answer
    }

    /// What a field of the body, else a header says.
    pub fn told(&self, name: &str, or_header: &str) -> Option<String> {
        self.field(name)
            .filter(|text| !text.trim().is_empty())
            .or_else(|| header(&self.headers, or_header).map(ToString::to_string))
            .or_else(|| raw_header(&self.body, or_header))
    }

    /// A field of the body.
    pub fn field(&self, name: &str) -> Option<String> {
        field(&self.body, name)
    }

    /// Whether the code or the message, which is all of an answer that has no fields, has one of these texts.
    pub fn says(&self, texts: &str) -> bool {
        texts.pieces(b'|').any(|text| self.message.has(text) || self.code.has(text))
    }

    /// Whether the service says that the signature itself is wrong.
    pub fn is_mismatch(&self) -> bool {
        self.says("does not match the signature you provided|Signature validation failed")
            || self.says("SignatureDoesNotMatch|InvalidSignature")
                && !self.says("expired|scoped|not yet|Credential scope")
    }

    /// What it refuses that is not the signature.
    pub fn refused(&self) -> Option<&'static str> {
        match () {
            () if self.is_permission() => Some("permission"),
            () if self.code.starts_with("NoSuch") || self.code.has("NotFound") => Some("resource"),
            () if self.is_of_other() && self.says("hecksum|BadDigest|InvalidDigest|MD5") => {
                Some("checksum")
            }
            () => None,
        }
    }

    /// Whether it is about something else than the signature, which the service may have taken.
    pub fn is_of_other(&self) -> bool {
        self.is_permission()
            || !self.says("ignature|Auth|nauth|orbidden")
                && (!self.code.is_empty()
                    || self.says("SlowDown|InternalError|Unavailable|Throttl"))
    }

    /// Whether the service accepted the signature and refused what it asks for.
    pub fn is_permission(&self) -> bool {
        self.says("AccessDenied") && self.message.trimmed_end(". \n").ends_with("Access Denied")
            || self.message.has("is not authorized")
    }
}

impl Echo {
    fn read(body: &str, message: &str) -> Option<Self> {
        let bytes = |name: &str| {
            let hex = field(body, name)?;
            String::from_utf8(scan::hex_bytes(&hex)?).ok()
        };
        const STRING_TO_SIGN: &str = "The String-to-Sign should have been";
        let message = message.replaced("\r", "");
        let quoted = |mark: &str| {
            let (_, after) = message.cut(mark)?;
            let (_, inner) = after.cut("'")?;
            // A canonical request may hold a quote itself; the end is the one before an empty line or the end.
            let end = || {
                inner.cut(STRING_TO_SIGN).map_or(inner, |(canonical, _)| canonical).cut_last("'")
            };
            let (quoted, _) = inner.cut("'\n").or_else(end)?;
            Some(quoted.to_string())
        };
        let canonical = bytes("CanonicalRequestBytes")
            .or_else(|| field(body, "CanonicalRequest"))
            .or_else(|| quoted("The Canonical String for this request should have been"));
        let string_to_sign = bytes("StringToSignBytes")
            .or_else(|| field(body, "StringToSign"))
            .or_else(|| quoted(STRING_TO_SIGN))
            .or_else(|| canonical.is_some().then(String::new))?;
        Some(Self::repaired(canonical.as_deref(), &string_to_sign))
    }

    /// Repairs both until the one is the other's hash, if they ever are.
    fn repaired(canonical: Option<&str>, string_to_sign: &str) -> Self {
        let lines = unmangled(string_to_sign).iter().find_map(|reading| whole_lines(reading));
        let Some(lines) = lines else {
            let canonical_request = canonical.map(ToString::to_string);
            let string_to_sign = string_to_sign.to_string();
            return Self { canonical_request, string_to_sign, is_whole: false };
        };
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
        Self { canonical_request, string_to_sign: lines.text(), is_whole }
    }
}

/// A header of an answer that is given as it came.
fn raw_header(text: &str, name: &str) -> Option<String> {
    let mut fields = text.pieces(b'\n').filter_map(|line| line.cut(":"));
    let (_, value) = fields.find(|(given, _)| given.eq_ignore_ascii_case(name))?;
    text.starts_with("HTTP/").then(|| value.trim().to_string())
}

/// A string to sign of Version 4, whatever white space parts its lines.
fn whole_lines(text: &str) -> Option<Lines> {
    let mut words = text.split_whitespace().map(ToString::to_string);
    let mut word = || words.next();
    let lines = Lines { algorithm: word()?, date: word()?, scope: word()?, hash: word()? };
    (is_hash(&lines.hash) && lines.algorithm.has("4-HMAC")).then_some(lines)
}

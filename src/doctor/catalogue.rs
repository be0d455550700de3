//! The table for people: every mistake with an example of it.

use super::case::Case;
use super::evidence::RequestParts;
use super::finding::first_difference;
use super::mistakes::{Alter, Mistake, all};
use super::parts::{Lines, Parts, Scope};
use super::rebuild::{rebuild, sha256_text};
use super::sent::Sent;
use super::text::{Search, in_literal};
use crate::key::hmac_sha256;
use crate::service::ServiceRules;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A mistake of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MistakeEntry {
    /// As in findings.
    pub id: &'static str,
    /// As in findings.
    pub place: &'static str,
    /// What is wrong, in one sentence.
    pub what: &'static str,
    /// What to do, in one sentence.
    pub fix: &'static str,
    /// The mistake made: the text that differs, or the line of it.
    pub wrong: String,
    /// The same text, right.
    pub right: String,
}

/// Every mistake that `diagnose` can name, in the order of the steps of signing.
pub fn mistakes() -> Vec<MistakeEntry> {
    let examples = Example::all();
    let entry = |mistake: &Mistake| {
        let with_all = examples.iter().find_map(|example| example.of(mistake, &example.right()));
        // One mistake is made where a header is missing.
        let without = || {
            examples.iter().find_map(|example| {
                example.of(mistake, &example.right().with_header("content-type", ""))
            })
        };
        let (wrong, right) = with_all.or_else(without).unwrap_or_default();
        MistakeEntry {
            id: mistake.id(),
            place: mistake.place,
            what: mistake.what(),
            fix: mistake.fix(),
            wrong,
            right,
        }
    };
    all().map(entry).collect()
}

/// A request that is right, to make mistakes in.
pub(super) struct Example {
    pub(super) service: &'static str,
    pub(super) sent: Sent,
    pub(super) rules: ServiceRules,
}

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const BODY: &[u8] = b"{\"a\": 1}";
const DATE: (&str, &str) = ("x-amz-date", "20150830T123600Z");
const HASH: (&str, &str) =
    ("x-amz-content-sha256", "f9d86028c6e0d64e225186f96acb69338b2c59764df79162107f5c4bb34d1310");
const S3: (&str, &str) = (
    "authorization",
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=",
);
const API: (&str, &str) = (
    "authorization",
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-1/execute-api/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-note;x-amz-tag, Signature=",
);

/// Service, method, URL, headers.
type Request = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const REQUESTS: [Request; 6] = [
    (
        "s3",
        "PUT",
        "https://bucket.s3.eu-west-1.amazonaws.com/a%20b/./caf%C3%A9%21.txt?acl=&tagging=x%2Fy",
        &[DATE, HASH, S3],
    ),
    ("s3", "GET", "https://s3.eu-west-1.amazonaws.com/bucket/key.txt", &[DATE, HASH, S3]),
    (
        "execute-api",
        "POST",
        "https://abc.execute-api.eu-west-1.amazonaws.com/prod//%40me/~x?to=b%20c&select-type=2&select=&a%3Ab=1&a0=2=",
        &[
            DATE,
            ("content-type", "application/json"),
            ("x-amz-note", "two   words"),
            ("x-amz-tag", "cat"),
            ("x-amz-tag", "dog"),
            API,
        ],
    ),
    (
        "s3",
        "PUT",
        "https://bucket.s3.eu-west-1.amazonaws.com/photo.png?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&X-Amz-Security-Token=TOKEN&X-Amz-SignedHeaders=accept-encoding%3Bcontent-type%3Bhost&X-Amz-Signature=&utm_source=mail",
        &[("content-type", "image/png"), ("accept-encoding", "identity, gzip")],
    ),
    (
        "iotdevicegateway",
        "GET",
        "wss://x-ats.iot.eu-west-1.amazonaws.com/mqtt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-west-1%2Fiotdevicegateway%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=&X-Amz-Security-Token=TOKEN",
        &[],
    ),
    ("s3", "GET", "http://localhost:9000/", &[DATE, HASH, S3]),
];

impl Example {
    pub(super) fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for (service, method, url, headers) in REQUESTS {
            let parts = RequestParts {
                method: method.into(),
                url: url.into(),
                headers: headers
                    .iter()
                    .map(|(name, value)| ((*name).into(), (*value).into()))
                    .collect(),
                body: Some(BODY.into()).into(),
            };
            let rules = ServiceRules::of(service);
            all.extend(Sent::read(&parts).map(|sent| Self { service, sent, rules }));
        }
        all
    }

    pub(super) fn case(&self) -> Case<'_> {
        let scope = self.sent.scope.clone().unwrap_or_default();
        Case {
            rules: self.rules,
            sent: Some(&self.sent),
            scope: Scope { service: self.service.to_string(), ..scope },
            date: self.sent.date.clone(),
            key_id: Some(self.sent.key_id.clone()),
            token: self.sent.token(),
            own: None,
            is_wide: true,
        }
    }

    fn right(&self) -> Parts {
        rebuild(&self.sent, &self.rules)
    }

    fn of(&self, mistake: &Mistake, right: &Parts) -> Option<(String, String)> {
        let case = self.case();
        let text = right.text();
        let lines = Lines::new(&case.date, &case.scope.text(), &sha256_text(&text));
        let signing_key = case.scope.signing_key(SECRET.as_bytes());
        let line = |wrong: &str, right: &str| {
            let (_, wrong, right) = first_difference(wrong, right);
            (wrong.to_string(), right.to_string())
        };
        match mistake.ways.first()? {
            Alter::Parts(_) => {
                let wrong = mistake.parts(&case, right).first()?.text();
                // Where lines moved, one of them says nothing.
                let is_whole = matches!(
                    mistake.place,
                    "canonical-request.headers" | "canonical-request.signed-headers"
                );
                Some(if is_whole { (wrong, text) } else { line(&wrong, &text) })
            }
            Alter::Text(alter) => {
                alter(&text).into_iter().next().map(|wrong| (wrong, text.clone()))
            }
            Alter::Lines(alter) => {
                alter(&case, &lines, &text).first().map(|wrong| (wrong.text(), lines.text()))
            }
            Alter::Secret(alter) => {
                let wrong = alter(&case, SECRET).into_iter().next()?;
                // Bytes that are no text are shown as Latin-1.
                let wrong: String = wrong.into_iter().map(char::from).collect();
                Some((in_literal(&wrong), SECRET.to_string()))
            }
            Alter::Key(alter) => alter(&case, SECRET.as_bytes())
                .first()
                .map(|wrong| (hex::encode(wrong), hex::encode(&signing_key))),
            Alter::Mac(mac) => Some((
                hex::encode(mac(&signing_key, &text, &lines.text())),
                hex::encode(hmac_sha256(&signing_key, lines.text().as_bytes())),
            )),
            Alter::Rule(example) => {
                example.cut("\n").map(|(wrong, right)| (wrong.to_string(), right.to_string()))
            }
        }
    }
}

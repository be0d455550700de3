//! What the text of a secret shows, whatever it signed; and that no secret comes out.

use super::evidence::Certainty;
use super::examine::Examination;
use super::finding::{Found, found};
use super::sent::split_credential;
use super::text::{Search, decimal, decoded, encoded, encoded_again};
use crate::credentials::looks_like_a_secret;
use crate::encode::STRICT;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Texts that may be in nothing that comes out, each as it is and percent-encoded.
pub struct Hidden {
    secrets: Vec<String>,
    tokens: Vec<String>,
}

impl Hidden {
    /// The secret and the session token as given, and what has the form of a secret where an id belongs. A secret that is
    /// the id too is known to all.
    pub fn of(examination: &Examination) -> Self {
        let evidence = &examination.evidence;
        let key_id = examination.sent.as_ref().map(|sent| sent.key_id.as_str());
        let line = evidence.string_to_sign.as_deref().and_then(|text| text.pieces(b'\n').nth(2));
        let secret = evidence.secret_access_key.as_ref();
        let mut given = Vec::from([secret
            .filter(|secret| key_id != Some(secret) || looks_like_a_secret(secret))
            .cloned()]);
        for id in [
            examination.sent.as_ref().map(|sent| sent.key_id.clone()),
            examination.answer.told("AWSAccessKeyId", ""),
            evidence.access_key_id.clone(),
            line.map(|line| split_credential(line.trim()).0.to_string()),
        ] {
            given.push(id.filter(|id| looks_like_a_secret(id.trim())));
        }
        let tokens = spellings(core::slice::from_ref(&evidence.session_token));
        Self { secrets: spellings(&given), tokens }
    }

    /// A text that is signed, without secrets. The token is a part of it, as of the request.
    pub fn out_of_signed(&self, text: &str) -> String {
        without(&self.secrets, text)
    }

    fn out_of(&self, text: &str) -> String {
        without(&self.tokens, &without(&self.secrets, text))
    }

    /// The finding without them.
    pub fn out_of_finding(&self, mut found: Found) -> Found {
        let finding = &mut found.finding;
        for text in [&mut finding.place, &mut finding.message, &mut finding.fix] {
            *text = self.out_of(text);
        }
        for text in [&mut finding.yours, &mut finding.expected].into_iter().flatten() {
            *text = self.out_of(text);
        }
        found
    }
}

fn without(spellings: &[String], text: &str) -> String {
    spellings.iter().fold(text.to_string(), |text, spelling| text.replaced(spelling, "(hidden)"))
}

fn spellings(secrets: &[Option<String>]) -> Vec<String> {
    let mut all = Vec::new();
    for secret in secrets.iter().flatten() {
        let bare = secret.trimmed(" \t\r\n\"'`");
        let encoded = encoded(bare, STRICT);
        all.extend([encoded_again(&encoded), encoded, bare.to_string(), decoded(bare)]);
    }
    // A shorter one would be found in words that have nothing to do with it.
    all.retain(|spelling| spelling.len() >= 8);
    all
}

/// A secret in the place of the access key id.
pub fn in_place_of_id() -> Found {
    found("secret-is-key-id", Certainty::Certain)
        .saying("Credential has a secret where the access key id belongs: the two are swapped.").fixed_by("Put the access key id into Credential and sign with the secret access key. This secret was sent: replace it by a new key pair.")
}

/// The mistake that can be seen in the secret. No finding repeats it.
pub fn lint(secret: &str, key_id: &str, is_aws: bool) -> Option<Found> {
    let id = visible(secret, key_id, is_aws)?;
    let found = found(id, Certainty::Certain);
    if id != TRUNCATED {
        return Some(found);
    }
    let length = decimal(secret.len() as u64);
    Some(found.saying(&["The secret was cut: it has ", &length, " characters."].concat()))
}

/// Whether other stores than AWS may issue a secret that looks as if this were wrong with it.
pub fn may_be_issued(secret: &str, id: &str) -> bool {
    matches!(id, "secret-url-encoded" | "secret-plus-to-space" | TRUNCATED)
        && decoded(secret).len() != ISSUED
}

/// The length of a secret of AWS.
const ISSUED: usize = 40;

const TRUNCATED: &str = "secret-truncated";

/// Whether a person may have chosen it: stores of one's own begin with one word for id and secret, as minioadmin.
fn is_chosen(id: &str) -> bool {
    id.len() < 16 || !id.bytes().any(|byte| byte.is_ascii_digit())
}

fn visible(secret: &str, key_id: &str, is_aws: bool) -> Option<&'static str> {
    let is_id =
        |text: &str| text.len() == 20 && (text.starts_with("AKIA") || text.starts_with("ASIA"));
    let lower = secret.to_ascii_lowercase();
    Some(match () {
        () if secret.trim() != secret => "secret-trailing-whitespace",
        () if secret.trimmed("\"'`") != secret => "secret-quoted",
        () if !secret.is_empty() && secret == key_id && (is_aws || !is_chosen(secret))
            || is_id(secret) =>
        {
            "secret-is-key-id"
        }
        () if lower.has("%2f") || lower.has("%2b") || lower.has("%3d") => "secret-url-encoded",
        () if secret.has(" ") => "secret-plus-to-space",
        () if is_aws && secret.len() < ISSUED => TRUNCATED,
        () => return None,
    })
}

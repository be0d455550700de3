//! That no secret comes out.

use super::examine::Examination;
use super::finding::Found;
use super::sent::split_credential;
use super::text::{Search, decoded, encoded, encoded_again};
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

    /// A text without them.
    pub fn out_of(&self, text: &str) -> String {
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

//! What the text of a secret shows, whatever it signed.

use super::evidence::Certainty;
use super::finding::{Found, found};
use super::text::{Search, concat, decoded, digits_of};

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
    let length = digits_of(secret.len() as u64);
    Some(found.saying(&concat(&["The secret was cut: it has ", &length, " characters."])))
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

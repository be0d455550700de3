//! What the text of a secret shows, whatever it signed.

use super::evidence::Certainty;
use super::finding::{Found, found};
use super::text::{Search, decimal, decoded};

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

fn visible(secret: &str, key_id: &str, is_aws: bool) -> Option<&'static str> {
    let is_id =
        |text: &str| text.len() == 20 && (text.starts_with("AKIA") || text.starts_with("ASIA"));
    let lower = secret.to_ascii_lowercase();
    Some(match () {
        () if secret.trim() != secret => "secret-trailing-whitespace",
        () if secret.trimmed("\"'`") != secret => "secret-quoted",
        () if !secret.is_empty() && secret == key_id || is_id(secret) => "secret-is-key-id",
        () if lower.has("%2f") || lower.has("%2b") || lower.has("%3d") => "secret-url-encoded",
        () if secret.has(" ") => "secret-plus-to-space",
        () if is_aws && secret.len() < ISSUED => TRUNCATED,
        () => return None,
    })
}

//! What the text of a secret shows, whatever it signed.

use super::evidence::Certainty;
use super::finding::{Found, found};
use super::text::{Search, decimal};

/// The mistakes that can be seen in the secret. No finding repeats it.
pub fn lint(secret: &str, key_id: &str, is_aws: bool) -> Option<Found> {
    let certain = |id| Some(found(id, Certainty::Certain));
    let is_id =
        |text: &str| text.len() == 20 && (text.starts_with("AKIA") || text.starts_with("ASIA"));
    let quotes = ['"', '\'', '`'];
    if secret.trim() != secret {
        return certain("secret-trailing-whitespace");
    }
    if secret.starts_with(quotes) || secret.ends_with(quotes) {
        return certain("secret-quoted");
    }
    if !secret.is_empty() && secret == key_id || is_id(secret) {
        return certain("secret-is-key-id");
    }
    let lower = secret.to_ascii_lowercase();
    if ["%2f", "%2b", "%3d"].iter().any(|escape| lower.has(escape)) {
        return certain("secret-url-encoded");
    }
    if secret.has(" ") {
        return certain("secret-plus-to-space");
    }
    if is_aws && secret.len() < 40 {
        let message =
            ["The secret was cut: it has ", &decimal(secret.len()), " characters."].concat();
        return Some(found("secret-truncated", Certainty::Certain).saying(&message));
    }
    None
}

//! A secret by what stands before it, as shells, configurations and programs name it.

use super::super::text::{Search, is_left_out};
use super::scan::{LETTERS, WORD, next, quoted, word};
use crate::credentials::looks_like_a_secret;

/// What the names of other secrets do not have.
const STORES: &str = "aws|s3|minio|r2|b2|scw|spaces|storage|ceph|rgw|wasabi";

/// The secret in a line: of any length behind its whole name, else what looks like one.
pub fn secret(line: &str) -> Option<&str> {
    let lower = line.to_ascii_lowercase();
    let (before, after) = lower.cut("secret").filter(|_| !line.has("Credential="))?;
    let own = |text: &str| line.get(line.len() - text.len()..);
    if let Some(value) = behind_name(before, after).and_then(|text| value(own(text)?)) {
        return Some(value);
    }
    let mut words = own(after)?;
    loop {
        let (word, behind) = word(words, WORD);
        if looks_like_a_secret(word) {
            return Some(word);
        }
        words = next(behind)?;
    }
}

/// What stands behind `secret access key:` and its like, in the spelling of any language.
fn behind_name<'a>(before: &str, after: &'a str) -> Option<&'a str> {
    let owner = before.get(before.trimmed_end(LETTERS).len()..)?.trimmed("_-");
    let after = after.trimmed_start("_-. ");
    let access = after.strip_prefix("access").map(|after| after.trimmed_start("_-. "));
    let name = access.unwrap_or(after);
    let key = name.strip_prefix("key");
    let is_whole = access.is_some() || owner.is_empty() || owner.has_any(STORES);
    let is_aws = access.is_none() && owner.has("aws");
    let rest = key.filter(|_| is_whole).or_else(|| Some(name).filter(|_| is_aws))?;
    let rest = rest.trimmed_start("\"'`])* ");
    rest.starts_in(":=").then(|| rest.trimmed_start(":=>* \t"))
}

/// A literal, or a word that is all of the line but for a comment.
fn value(text: &str) -> Option<&str> {
    let bare = text.trimmed_start("b@");
    let literal = bare.chars().next().filter(|open| matches!(open, '"' | '\'' | '`'));
    let (value, behind) = match literal {
        Some(quote) => quoted(bare.get(1..)?, quote)?,
        None => text.split_at_checked(text.split_whitespace().next()?.len())?,
    };
    let is_word =
        literal.is_some() || value.replaced("%", "").trimmed_start(WORD).trimmed("=").is_empty();
    let behind = behind.trim();
    let is_whole = is_word && (behind.is_empty() || behind.starts_in(",;)]}#/"));
    Some(value).filter(|value| is_whole && is_given(value))
}

/// Whether it may be a secret: no placeholder, and no name of a variable.
pub fn is_given(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let is_name = !value.bytes().any(|byte| byte.is_ascii_digit())
        && lower.has_any("secret|key|your|hidden|undefined");
    let may_be = (8..=128).contains(&value.len())
        && !is_name
        && !is_left_out(value)
        && !value.has_any(" |:|\\");
    may_be || looks_like_a_secret(value)
}

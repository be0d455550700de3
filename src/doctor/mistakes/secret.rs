//! The secret.

use super::{Alter::Rule, Alter::Secret as S, Mistake};
use crate::doctor::paste::scan::base64_bytes;
use crate::doctor::text::{Search, concat, decoded, encoded};
use crate::encode::STRICT;
use alloc::vec::Vec;

const SECRET: &str = "secret";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        id: "secret-trailing-whitespace",
        place: SECRET,
        what: "The secret has white space (a newline) at its ends.",
        fix: "Your secret has whitespace at its start or end: strip() it.",
        ways: &[S(|_, secret| {
            let spaced = [["", "\n"], ["", "\r\n"], ["", " "], ["", "\t"], ["", "\r"], [" ", ""]];
            let spaced = spaced.map(|[before, behind]| concat(&[before, secret, behind]).into());
            let mut all = spaced.to_vec();
            // Given with white space at its ends, and used without.
            all.extend(Some(secret.trim()).filter(|trimmed| *trimmed != secret).map(Vec::from));
            all
        })],
    },
    Mistake {
        id: "secret-quoted",
        place: SECRET,
        what: "The secret has the quotes of a configuration file around it.",
        fix: "Remove the quotes from the secret.",
        ways: &[S(|_, secret| {
            ["\"", "'", "`"].map(|quote| concat(&[quote, secret, quote]).into()).to_vec()
        })],
    },
    Mistake {
        id: "secret-url-encoded",
        place: SECRET,
        what: "The secret is percent-encoded.",
        fix: "Use the secret as issued: it is percent-encoded here (%2F is /, %2B is +).",
        ways: &[S(|_, secret| {
            let encoded = encoded(secret, STRICT);
            let lower = encoded.to_ascii_lowercase();
            let mut all = Vec::from([encoded.into(), lower.into()]);
            // Given encoded, and used as issued.
            all.extend(Some(decoded(secret)).filter(|plain| plain != secret).map(Vec::from));
            all
        })],
    },
    Mistake {
        id: "secret-plus-to-space",
        place: SECRET,
        what: "The secret has a space where it should have a plus.",
        fix: "The secret contains a space where it should have '+': it was URL-decoded.",
        ways: &[S(|_, secret| {
            let spaced = secret.replaced("+", " ");
            let decoded = decoded(&spaced);
            Vec::from([spaced.into(), decoded.into()])
        })],
    },
    Mistake {
        id: "secret-truncated",
        place: SECRET,
        what: "The secret was cut.",
        fix: "Copy the whole secret again: its start or its end is missing.",
        ways: &[S(|_, secret| {
            let mut all = Vec::new();
            let length = secret.len();
            for part in [0..length.saturating_sub(1), 0..length.saturating_sub(2), 1..length] {
                all.extend(secret.get(part).map(Vec::from));
            }
            for &mark in &["/", "+", "="] {
                all.push(secret.cut(mark).map_or(secret, |(before, _)| before).into());
            }
            for &mark in &["/", "+"] {
                all.push(secret.cut_last(mark).map_or(secret, |(_, behind)| behind).into());
            }
            all.push(secret.trimmed_start("/").into());
            all
        })],
    },
    Mistake {
        id: "secret-is-key-id",
        place: SECRET,
        what: "The access key id was used as the secret.",
        fix: "You signed with the access key id: use the secret access key.",
        ways: &[S(|case, _| case.key_id.iter().map(|key_id| key_id.as_bytes().into()).collect())],
    },
    Mistake {
        id: "secret-base64-decoded",
        place: SECRET,
        what: "The secret was Base64-decoded before it was used.",
        fix: "Use the secret's text as it is: do not Base64-decode it.",
        ways: &[S(|_, secret| base64_bytes(secret).into_iter().collect())],
    },
    Mistake {
        id: "secret-wrong",
        place: SECRET,
        what: "The string to sign and the signature are right for this secret, which is not the one of this access key id.",
        fix: "Your code is right: the secret does not belong to this access key id. Create a new key pair, or check which profile or variable is read.",
        ways: &[Rule(
            "the secret of another key, profile or account",
            "the secret that was issued with this access key id",
        )],
    },
];

//! The secret.

use super::{Alter::Rule, Alter::Secret as S, Mistake};
use crate::doctor::paste::scan::base64_bytes;
use crate::doctor::text::{Search, concat, decoded, encoded};
use crate::encode::STRICT;
use alloc::vec::Vec;

const SECRET: &str = "secret";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        says: says! {
            id: "secret-trailing-whitespace",
            what: "The secret has white space (a newline) at its ends.",
            fix: "Your secret has whitespace at its start or end: strip() it.",
        },
        place: SECRET,
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
        says: says! {
            id: "secret-quoted",
            what: "The secret has the quotes of a configuration file around it.",
            fix: "Remove the quotes from the secret.",
        },
        place: SECRET,
        ways: &[S(|_, secret| {
            ["\"", "'", "`"].map(|quote| concat(&[quote, secret, quote]).into()).to_vec()
        })],
    },
    Mistake {
        says: says! {
            id: "secret-url-encoded",
            what: "The secret is percent-encoded.",
            fix: "Use the secret as issued: it is percent-encoded here (%2F is /, %2B is +).",
        },
        place: SECRET,
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
        says: says! {
            id: "secret-plus-to-space",
            what: "The secret has a space where it should have a plus.",
            fix: "The secret contains a space where it should have '+': it was URL-decoded.",
        },
        place: SECRET,
        ways: &[S(|_, secret| {
            let spaced = secret.replaced("+", " ");
            let decoded = decoded(&spaced);
            Vec::from([spaced.into(), decoded.into()])
        })],
    },
    Mistake {
        says: says! {
            id: "secret-truncated",
            what: "The secret was cut.",
            fix: "Copy the whole secret again: its start or its end is missing.",
        },
        place: SECRET,
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
        says: says! {
            id: "secret-is-key-id",
            what: "The access key id was used as the secret.",
            fix: "You signed with the access key id: use the secret access key.",
        },
        place: SECRET,
        ways: &[S(|case, _| case.key_id.iter().map(|key_id| key_id.as_bytes().into()).collect())],
    },
    Mistake {
        says: says! {
            id: "secret-base64-decoded",
            what: "The secret was Base64-decoded before it was used.",
            fix: "Use the secret's text as it is: do not Base64-decode it.",
        },
        place: SECRET,
        ways: &[S(|_, secret| base64_bytes(secret).into_iter().collect())],
    },
    Mistake {
        says: says! {
            id: "secret-wrong",
            what: "The string to sign and the signature are right for this secret, which is not the one of this access key id.",
            fix: "Your code is right: the secret does not belong to this access key id. Create new keys, or check which profile or variable is read.",
        },
        place: SECRET,
        ways: &[Rule(says! {
            wrong: "the secret of another key, profile or account",
            right: "the secret that was issued with this access key id",
        })],
    },
];

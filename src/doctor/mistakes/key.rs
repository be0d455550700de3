//! The signing key and the signature.

use super::{Alter::Key, Alter::Mac, Alter::Rule, Mistake};
use crate::doctor::case::Case;
use crate::doctor::hosts;
use crate::doctor::parts::{chain, prefixed};
use crate::doctor::paste::scan::base64_text;
use crate::doctor::rebuild::sha256_text;
use crate::doctor::text::Search;
use crate::key::hmac_sha256;
use crate::scope::AWS4_REQUEST;
use crate::time::AmzDate;
use alloc::string::String;
use alloc::vec::Vec;
use sha2::{Digest, Sha256};

const KEY: &str = "signing-key";
const SIGNATURE: &str = "signature";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        says: says! {
            id: "key-hex-chain",
            what: "The text of each HMAC (hex, Base64) was the next one's key, not its raw bytes.",
            fix: "Pass the raw 32 bytes from step to step (digest(), raw_output=true, WordArray), hex only at the end.",
        },
        place: KEY,
        ways: &[Key(|case, secret| {
            const TEXTS: [fn(&[u8]) -> String; 4] = [
                |bytes| hex::encode(bytes),
                |bytes| hex::encode(bytes).to_ascii_uppercase(),
                base64_text,
                // As UTF-8, where each byte is a letter.
                |bytes| bytes.iter().copied().map(char::from).collect(),
            ];
            let [day, rest @ ..] = case.key_parts();
            let mut all = Vec::new();
            for text in TEXTS {
                let step = |key: &[u8], part: &str| text(&hmac_sha256(key, part.as_bytes()));
                let first = step(&prefixed(secret), day);
                let third = [rest[0], rest[1]]
                    .iter()
                    .fold(first.clone(), |key, part| step(key.as_bytes(), part));
                all.extend([
                    step(third.as_bytes(), AWS4_REQUEST).into(),
                    chain(third.into(), &[AWS4_REQUEST]),
                    text(&case.scope.signing_key(secret)).into(),
                    chain(first.into(), &rest),
                ]);
            }
            all
        })],
    },
    Mistake {
        says: says! {
            id: "key-no-aws4-prefix",
            what: "The key's chain starts with the secret alone, without the prefix 'AWS4'.",
            fix: "Start the chain with 'AWS4' + secret.",
        },
        place: KEY,
        ways: &[Key(|case, secret| Vec::from([chain(secret.to_vec(), &case.key_parts())]))],
    },
    Mistake {
        says: says! {
            id: "key-args-swapped",
            what: "HMAC was called with its arguments, key and message, swapped.",
            fix: "Check the argument order of your HMAC: CryptoJS takes (message, key), PHP (algo, data, key), Python (key, msg).",
        },
        place: KEY,
        ways: &[
            Key(|case, secret| {
                let parts = case.key_parts();
                let mut key = prefixed(secret);
                for part in parts {
                    key = hmac_sha256(part.as_bytes(), &key).into();
                }
                let first = hmac_sha256(parts[0].as_bytes(), &prefixed(secret));
                Vec::from([key, chain(first.into(), parts.get(1..).unwrap_or_default())])
            }),
            // In the last step, alone or behind such a key.
            Mac(|key, _, text| hmac_sha256(text.as_bytes(), key)),
        ],
    },
    Mistake {
        says: says! {
            id: "key-parts-order",
            what: "The parts of the scope went into the key in another order.",
            fix: "Derive the key in the order date, region, service, aws4_request.",
        },
        place: KEY,
        ways: &[Key(|case, secret| {
            const ORDERS: [[usize; 4]; 6] = [
                [0, 2, 1, 3],
                [1, 0, 2, 3],
                [1, 2, 0, 3],
                [2, 1, 0, 3],
                [2, 0, 1, 3],
                [3, 2, 1, 0],
            ];
            let chain = |order: &[usize; 4]| chain_of(case, secret, order);
            ORDERS.iter().map(chain).collect()
        })],
    },
    Mistake {
        says: says! {
            id: "key-full-timestamp",
            what: "The key's first step took the whole timestamp instead of the 8-digit date.",
            fix: "kDate takes the 8-digit date (20150830), not the timestamp.",
        },
        place: KEY,
        ways: &[Key(|case, secret| with_part(case, secret, 0, &[case.date.as_str()]))],
    },
    Mistake {
        says: says! {
            id: "key-other-region",
            what: "The signing key was derived for another region than the scope's.",
            fix: "Derive the key with the same region as the scope.",
        },
        place: KEY,
        ways: &[Key(|case, secret| with_part(case, secret, 1, &hosts::REGIONS.list(b' ')))],
    },
    Mistake {
        says: says! {
            id: "key-other-service",
            what: "The signing key was derived for another service than the scope's.",
            fix: "Derive the key with the same service as the scope.",
        },
        place: KEY,
        ways: &[Key(|case, secret| with_part(case, secret, 2, &hosts::SERVICES.list(b' ')))],
    },
    Mistake {
        says: says! {
            id: "key-step-missing",
            what: "A step of the key's chain is missing, as a rule the last one with 'aws4_request'.",
            fix: "Add the fourth step: kSigning = HMAC(kService, 'aws4_request').",
        },
        place: KEY,
        ways: &[Key(|case, secret| {
            const STEPS: [[usize; 3]; 4] = [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]];
            let chain = |steps: &[usize; 3]| chain_of(case, secret, steps);
            STEPS.iter().map(chain).collect()
        })],
    },
    Mistake {
        says: says! {
            id: "key-cached-old-date",
            what: "The signing key was derived for another day (a cached key).",
            fix: "Derive a new signing key for each UTC day.",
        },
        place: KEY,
        ways: &[Key(|case, secret| {
            let days = case.neighbour_days();
            let days: Vec<&str> = days.iter().map(AmzDate::day).collect();
            with_part(case, secret, 0, &days)
        })],
    },
    Mistake {
        says: says! {
            id: "sig-of-canonical-request",
            what: "The canonical request was signed instead of the string to sign.",
            fix: "Sign the string to sign (4 lines), not the canonical request.",
        },
        place: SIGNATURE,
        ways: &[
            Mac(|key, canonical, _| hmac_sha256(key, canonical.as_bytes())),
            // Its hash, which is the last line of the string to sign, as text and as bytes.
            Mac(|key, canonical, _| hmac_sha256(key, sha256_text(canonical).as_bytes())),
            Mac(|key, canonical, _| hmac_sha256(key, &Sha256::digest(canonical))),
        ],
    },
    Mistake {
        says: says! {
            id: "sig-of-sts-hash",
            what: "The hash of the string to sign was signed instead of the string to sign.",
            fix: "HMAC takes the string to sign itself, not its hash.",
        },
        place: SIGNATURE,
        ways: &[
            Mac(|key, _, text| hmac_sha256(key, sha256_text(text).as_bytes())),
            Mac(|key, _, text| hmac_sha256(key, &Sha256::digest(text))),
        ],
    },
    Mistake {
        says: says! {
            id: "sig-plain-sha",
            what: "The signature is a plain SHA-256 of key and text, not an HMAC.",
            fix: "Use HMAC-SHA-256, not a plain SHA-256 of key and text.",
        },
        place: SIGNATURE,
        ways: &[Mac(|key, _, text| Sha256::digest([key, text.as_bytes()].concat()).into())],
    },
    Mistake {
        says: says! {
            id: "sig-base64",
            what: "The signature is in Base64.",
            fix: "Write the signature as 64 lower-case hex digits, not in Base64.",
        },
        place: SIGNATURE,
        ways: &[Rule(says! {
            wrong: "Signature=c87/Fzh2G0bdlvlaa8wib7hBXK90Sgc9uDJpf2LMcMg=",
            right: "Signature=73ceff1738761b46dd96f95a6bcc226fb8415caf744a073db832697f62cc70c8",
        })],
    },
    Mistake {
        says: says! {
            id: "sig-uppercase",
            what: "The signature is in upper-case hex.",
            fix: "Write the signature in lower-case hex.",
        },
        place: SIGNATURE,
        ways: &[Rule(says! {
            wrong: "Signature=73CEFF1738761B46DD96F95A6BCC226FB8415CAF744A073DB832697F62CC70C8",
            right: "Signature=73ceff1738761b46dd96f95a6bcc226fb8415caf744a073db832697f62cc70c8",
        })],
    },
    Mistake {
        says: says! {
            id: "sig-printed",
            what: "The signature has more than its hex digits: what openssl or another program prints beside them.",
            fix: "Use the 64 hex digits alone: openssl ... | awk '{print $NF}'.",
        },
        place: SIGNATURE,
        ways: &[Rule(says! {
            wrong: "Signature=(stdin)= 73ceff1738761b46dd96f95a6bcc226fb8415caf744a073db832697f62cc70c8",
            right: "Signature=73ceff1738761b46dd96f95a6bcc226fb8415caf744a073db832697f62cc70c8",
        })],
    },
    Mistake {
        says: says! {
            id: "sig-other-hash",
            what: "The signature is as long as that of another hash.",
            fix: "Sign by HMAC-SHA256: 64 hex digits. 40 are SHA-1's, 128 SHA-512's.",
        },
        place: SIGNATURE,
        ways: &[Rule(says! {
            wrong: "Signature= and 40 hex digits",
            right: "Signature= and 64 hex digits",
        })],
    },
];

/// These of the parts only, in this order.
fn chain_of(case: &Case, secret: &[u8], order: &[usize]) -> Vec<u8> {
    let parts = case.key_parts();
    let order: Vec<&str> = order.iter().filter_map(|at| parts.get(*at).copied()).collect();
    chain(prefixed(secret), &order)
}

/// Another part than the scope's, or the same in capitals.
fn with_part(case: &Case, secret: &[u8], at: usize, others: &[&str]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let capitals = case.key_parts().get(at).map(|part| part.to_ascii_uppercase());
    for other in others.iter().copied().chain(capitals.as_deref()) {
        let mut parts = case.key_parts();
        match parts.get_mut(at) {
            Some(part) if *part != other => *part = other,
            _ => continue,
        }
        all.push(chain(prefixed(secret), &parts));
    }
    all
}

//! Every mistake of the table, made on purpose in other requests than the scenarios', and found again.

use super::case::Case;
use super::catalogue::Example;
use super::evidence::{Evidence, GivenRequest, RequestParts};
use super::mistakes::{Alter, Mistake, all};
use super::parts::{Lines, Parts};
use super::rebuild::{rebuild, sha256_text};
use super::{Diagnosis, diagnose};
use crate::key::hmac_sha256;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::collections::BTreeMap;
use std::println;

const SECRET: &str = "p0sEXAMPLE+other/KEY09EXAMPLEabc+defghij";

/// What the caller's code made.
struct Made {
    mistake: &'static Mistake,
    way: &'static Alter,
    canonical: String,
    string_to_sign: String,
    signature: String,
}

/// Every way to make a mistake, with the mistake.
fn ways() -> impl Iterator<Item = (&'static Mistake, &'static Alter)> {
    all().flat_map(|mistake| mistake.ways.iter().map(move |way| (mistake, way)))
}

fn made(case: &Case, right: &Parts) -> Vec<Made> {
    let text = right.text();
    let lines =
        |canonical: &str| Lines::new(&case.date, &case.scope.text(), &sha256_text(canonical));
    let right_key = case.scope.signing_key(SECRET.as_bytes());
    let mut list = Vec::new();
    for (mistake, way) in ways() {
        let mut add = |canonical: &str, string: &str, key: &[u8]| {
            let signature = hex::encode(hmac_sha256(key, string.as_bytes()));
            let (canonical, string_to_sign) = (canonical.to_string(), string.to_string());
            list.push(Made { mistake, way, canonical, string_to_sign, signature });
        };
        match way {
            Alter::Parts(_) => {
                for parts in mistake.parts(case, right).iter().take(3) {
                    add(&parts.text(), &lines(&parts.text()).text(), &right_key);
                }
            }
            Alter::Text(alter) => {
                for wrong in alter(&text).iter().take(3) {
                    add(wrong, &lines(wrong).text(), &right_key);
                }
            }
            Alter::Lines(alter) => {
                for wrong in alter(case, &lines(&text), &text).iter().take(3) {
                    add(&text, &wrong.text(), &right_key);
                }
            }
            Alter::Secret(alter) => {
                for secret in alter(case, SECRET).iter().take(3) {
                    add(&text, &lines(&text).text(), &case.scope.signing_key(secret));
                }
            }
            Alter::Key(alter) => {
                for key in alter(case, SECRET.as_bytes()).iter().take(3) {
                    add(&text, &lines(&text).text(), key);
                }
            }
            Alter::Mac(mac) => {
                let signature = hex::encode(mac(&right_key, &text, &lines(&text).text()));
                add(&text, &lines(&text).text(), &right_key);
                if let Some(last) = list.last_mut() {
                    last.signature = signature;
                }
            }
            Alter::Rule(..) => {}
        }
    }
    list
}

/// The evidence with the signature in its place.
fn evidence(example: &Example, made: &Made) -> Evidence {
    let sent = &example.sent;
    let headers = sent.headers.iter().map(|(name, value)| {
        let value = if name == "authorization" {
            format!("{value}{}", made.signature)
        } else {
            value.clone()
        };
        (name.clone(), value)
    });
    let signed = format!("X-Amz-Signature={}", made.signature);
    let query = sent.query.replace("X-Amz-Signature=", &signed);
    let url = format!("{}://{}{}?{query}", sent.scheme, sent.url_host, sent.path);
    let parts = RequestParts {
        method: sent.method.clone(),
        url,
        headers: headers.collect(),
        body: sent.body.clone(),
    };
    Evidence {
        request: Some(GivenRequest::Parts(parts)),
        service: Some(example.service.to_string()),
        ..Evidence::default()
    }
}

/// Whether the first firm finding is the mistake, or one that makes the same.
fn is_found(case: &Case, right: &Parts, made: &Made, diagnosis: &Diagnosis) -> bool {
    let firm: Vec<&str> = diagnosis
        .findings
        .iter()
        .filter(|finding| finding.certainty.is_firm())
        .map(|finding| finding.id)
        .collect();
    let text = right.text();
    let makes_same = |id: &str| {
        ways().filter(|(mistake, _)| mistake.id() == id).any(|(mistake, way)| match way {
            Alter::Parts(_) => {
                mistake.parts(case, right).iter().any(|parts| parts.text() == made.canonical)
            }
            Alter::Text(alter) => alter(&text).contains(&made.canonical),
            // What is behind the canonical request is told apart by its own mistake alone.
            _ => false,
        })
    };
    let is_lint = |id: &&str| matches!(*id, "header-changed-in-transit" | "query-token-signed-iot");
    firm.contains(&made.mistake.id())
        || firm.iter().filter(|id| !is_lint(id)).any(|id| makes_same(id))
}

#[test]
fn every_mistake_that_is_made_is_found() {
    let mut missed: BTreeMap<String, usize> = BTreeMap::new();
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    for example in Example::all() {
        let mut case = example.case();
        let right = rebuild(&example.sent, &example.rules);
        for made in made(&case, &right) {
            case.is_wide = true;
            let base = evidence(&example, &made);
            let canonical =
                Some(made.canonical.clone()).filter(|canonical| *canonical != right.text());
            let by_text = canonical
                .map(|canonical| Evidence { canonical_request: Some(canonical), ..base.clone() });
            let is_behind = matches!(made.way, Alter::Secret(_) | Alter::Key(_) | Alter::Mac(_));
            // Line ends alone may be the clipboard's.
            let is_shown = !is_behind && !made.string_to_sign.contains('\r');
            let by_string = is_shown.then(|| Evidence {
                string_to_sign: Some(made.string_to_sign.clone()),
                ..base.clone()
            });
            let by_secret =
                Some(Evidence { secret_access_key: Some(SECRET.to_string()), ..base.clone() });
            for (how, evidence) in
                [("text", by_text), ("hash", by_string), ("signature", by_secret)]
            {
                let Some(evidence) = evidence else { continue };
                *tried.entry(how).or_default() += 1;
                let diagnosis = diagnose(&evidence);
                if !is_found(&case, &right, &made, &diagnosis) {
                    let found: Vec<_> = diagnosis
                        .findings
                        .iter()
                        .map(|finding| (finding.id, finding.certainty))
                        .collect();
                    *missed
                        .entry(format!(
                            "{} by {how} in {} {}: {found:?}",
                            made.mistake.id(),
                            example.service,
                            example.sent.path
                        ))
                        .or_default() += 1;
                }
            }
        }
    }
    println!("{tried:?}");
    for (what, count) in &missed {
        println!("{count} {what}");
    }
    assert!(missed.is_empty());
}

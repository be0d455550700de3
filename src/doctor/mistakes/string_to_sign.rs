//! The string to sign.

use super::{Alter::Lines as L, Alter::Rule, Mistake, printed};
use crate::doctor::case::Case;
use crate::doctor::hosts;
use crate::doctor::parts::{Lines, Scope};
use crate::doctor::text::{Search, concat, digits_of};
use crate::doctor::time::MONTHS;
use crate::text::decimal;
use crate::time::AmzDate;
use alloc::string::String;
use alloc::vec::Vec;

const SCOPE: &str = "string-to-sign.scope";
const HASH: &str = "string-to-sign.hash";
const DATE: &str = "string-to-sign.date";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        says: says! {
            id: "sts-hash-uppercase",
            what: "Line 4 of the string to sign, the canonical request's hash, is in upper-case hex.",
            fix: "Line 4 of the string to sign is lower-case hex.",
        },
        place: HASH,
        ways: &[L(|_, right, _| Vec::from([right.with_hash(&right.hash.to_ascii_uppercase())]))],
    },
    Mistake {
        says: says! {
            id: "sts-hash-printed",
            what: "Line 4 of the string to sign has more than the hash: what openssl or sha256sum prints beside it.",
            fix: "Use the 64 hex digits alone: openssl ... | awk '{print $NF}', sha256sum ... | cut -d' ' -f1.",
        },
        place: HASH,
        ways: &[L(|_, right, _| {
            printed(&right.hash).iter().map(|hash| right.with_hash(hash)).collect()
        })],
    },
    Mistake {
        says: says! {
            id: "sts-cr-not-hashed",
            what: "Line 4 of the string to sign is the canonical request itself, not its hash.",
            fix: "Line 4 is hex(SHA-256(canonical request)), not the request itself.",
        },
        place: HASH,
        ways: &[L(|_, right, canonical| Vec::from([right.with_hash(canonical)]))],
    },
    Mistake {
        says: says! {
            id: "sts-trailing-newline",
            what: "There is a newline behind line 4 of the string to sign.",
            fix: "No trailing newline after line 4 (bash: printf '%s', echo -n).",
        },
        place: "string-to-sign",
        ways: &[L(|_, right, _| Vec::from([right.with_hash(&concat(&[&right.hash, "\n"]))]))],
    },
    Mistake {
        says: says! {
            id: "sts-date-format",
            what: "Line 2 of the string to sign is not in the basic format of ISO 8601.",
            fix: "Use ISO 8601 basic format: 20150830T123600Z (remove '-', ':' and milliseconds).",
        },
        place: DATE,
        ways: &[L(|case, right, _| {
            let date = |at: usize, to: usize| right.date.get(at..to).unwrap_or_default();
            let day = concat(&[date(0, 4), "-", date(4, 6), "-", date(6, 8)]);
            let time = concat(&[date(9, 11), ":", date(11, 13), ":", date(13, 15)]);
            let mut all = Vec::new();
            for (between, end) in
                [("T", "Z"), ("T", ".000Z"), ("T", ""), (" ", ""), ("T", "+00:00")]
            {
                all.push(right.with_date(&concat(&[&day, between, &time, end])));
            }
            all.push(right.with_date(&case.scope.date));
            all.push(right.with_date(date(0, 15)));
            all.extend(http_date(&right.date).map(|date| right.with_date(&date)));
            if case.is_wide {
                for number in 1000..2000 {
                    let millis = digits_of(number);
                    let millis = millis.get(1..).unwrap_or_default();
                    all.push(right.with_date(&concat(&[&day, "T", &time, ".", millis, "Z"])));
                    all.push(right.with_date(&concat(&[date(0, 15), millis, "Z"])));
                }
            }
            all
        })],
    },
    Mistake {
        says: says! {
            id: "sts-date-mismatch",
            what: "Line 2 of the string to sign is not the x-amz-date of the request.",
            fix: "Use one timestamp: line 2 of the string to sign is the x-amz-date you send.",
        },
        place: DATE,
        ways: &[L(|case, right, _| {
            let dates = case.other_dates(Some(&right.date));
            dates.iter().map(|date| right.with_date(date.as_str())).collect()
        })],
    },
    Mistake {
        says: says! {
            id: "sts-scope-no-terminator",
            what: "Line 3 of the string to sign lacks '/aws4_request'.",
            fix: "Line 3 ends in '/aws4_request', as Credential does.",
        },
        place: SCOPE,
        ways: &[L(|_, right, _| {
            let scope = right.scope.strip_suffix("/aws4_request").unwrap_or_default();
            Vec::from([right.with_scope(scope)])
        })],
    },
    Mistake {
        says: says! {
            id: "sts-scope-has-key-id",
            what: "Line 3 of the string to sign begins with the access key id.",
            fix: "Line 3 is DATE/REGION/SERVICE/aws4_request, without the access key id.",
        },
        place: SCOPE,
        ways: &[L(|case, right, _| {
            let with = |key_id: &String| right.with_scope(&concat(&[key_id, "/", &right.scope]));
            case.key_id.iter().map(with).collect()
        })],
    },
    Mistake {
        says: says! {
            id: "sts-scope-differs",
            what: "Line 3 of the string to sign is not the scope of Credential.",
            fix: "Use the same scope in the string to sign, the signing key and Credential.",
        },
        place: SCOPE,
        ways: &[L(other_scopes)],
    },
    Mistake {
        says: says! {
            id: "sts-algorithm-wrong",
            what: "Line 1 of the string to sign is not AWS4-HMAC-SHA256.",
            fix: "Line 1 is exactly AWS4-HMAC-SHA256.",
        },
        place: "string-to-sign.algorithm",
        ways: &[L(|_, right, _| {
            let names = [
                "AWS4-HMAC-SHA-256",
                "AWS4-HMAC-SHA1",
                "HMAC-SHA256",
                "AWS-HMAC-SHA256",
                "AWS4-HMAC-SHA256 ",
                "AWS4_HMAC_SHA256",
                "aws4-hmac-sha256",
                "AWS4-SHA256",
                "AWS4-HMAC",
            ];
            names.iter().map(|name| right.with_algorithm(name)).collect()
        })],
    },
    Mistake {
        says: says! {
            id: "sts-scope-date-mismatch",
            what: "The date of the credential scope is not the day of x-amz-date.",
            fix: "The scope's date must be the first 8 digits of x-amz-date (both UTC).",
        },
        place: "credential-scope.date",
        ways: &[Rule(says! {
            wrong: "X-Amz-Date: 20150831T003600Z with …/20150830/us-east-1/…",
            right: "X-Amz-Date: 20150831T003600Z with …/20150831/us-east-1/…",
        })],
    },
];

/// RFC 9110 §5.6.7: `Sun, 30 Aug 2015 12:36:00 GMT`
fn http_date(date: &str) -> Option<String> {
    const DAYS: &str = "ThuFriSatSunMonTueWed";
    let days = AmzDate::parse(date).ok()?.unix_seconds().div_euclid(86_400);
    let part = |from: usize, to: usize| date.get(from..to).unwrap_or_default();
    let name = |names: &'static str, place: usize| names.get(place * 3..place * 3 + 3);
    let weekday = name(DAYS, usize::try_from(days.rem_euclid(7)).ok()?)?;
    let month = decimal(part(4, 6))?.checked_sub(1)?;
    let month = name(MONTHS, month as usize)?;
    let day = [weekday, ", ", part(6, 8), " ", month, " ", part(0, 4)];
    let time = [" ", part(9, 11), ":", part(11, 13), ":", part(13, 15), " GMT"];
    Some(concat(&[&concat(&day), &concat(&time)]))
}

fn other_scopes(case: &Case, right: &Lines, _: &str) -> Vec<Lines> {
    let known = &case.scope;
    let mut all = Vec::new();
    let mut add = |date: &str, region: &str, service: &str| {
        let scope = Scope::new(date, region, service);
        if scope != *known {
            all.push(right.with_scope(&scope.text()));
        }
    };
    for region in hosts::REGIONS.pieces(b' ') {
        add(&known.date, region, &known.service);
    }
    for service in hosts::SERVICES.pieces(b' ') {
        add(&known.date, &known.region, service);
    }
    for date in case.neighbour_days() {
        add(date.day(), &known.region, &known.service);
    }
    all
}

//! Which headers are signed, and the list of their names.

use super::{Alter::Parts as P, Alter::Rule, Mistake, SIGNED_HEADERS};
use crate::doctor::case::Case;
use crate::doctor::hosts;
use crate::doctor::parts::Parts;
use crate::doctor::text::{MANY, sorted};
use crate::doctor::wrong::Wrong;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        says: says! {
            id: "headers-duplicate",
            what: "A header name stands twice in the list of signed headers.",
            fix: "Each header name appears once in SignedHeaders: merge duplicates.",
        },
        place: SIGNED_HEADERS,
        ways: &[P(|_, right, wrong| {
            for header in right.headers.iter().take(MANY) {
                let mut headers = right.headers.clone();
                headers.push(header.clone());
                wrong.listed(sorted(&headers, &|(name, _)| name.clone()));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "signedheaders-differ",
            what: "The list SignedHeaders of the request is not the list that was signed.",
            fix: "Use one variable for SignedHeaders in the canonical request and the Authorization header.",
        },
        place: SIGNED_HEADERS,
        ways: &[P(list_differs)],
    },
    Mistake {
        says: says! {
            id: "header-signed-not-sent",
            what: "SignedHeaders names a header that is not in the request.",
            fix: "Do not sign headers your client does not send (browsers forbid Host, Date...): remove it from SignedHeaders.",
        },
        place: SIGNED_HEADERS,
        ways: &[Rule(says! {
            wrong: "SignedHeaders=date;host;x-amz-date, but no Date header is sent",
            right: "SignedHeaders=host;x-amz-date",
        })],
    },
    Mistake {
        says: says! {
            id: "header-amz-not-signed",
            what: "An x-amz- header is sent that is not signed.",
            fix: "Sign every x-amz-* header you send (add it when presigning), or do not send it.",
        },
        place: "request.headers.x-amz-acl",
        ways: &[Rule(says! {
            wrong: "x-amz-acl: public-read is sent; SignedHeaders=host;x-amz-date",
            right: "SignedHeaders=host;x-amz-acl;x-amz-date",
        })],
    },
    Mistake {
        says: says! {
            id: "header-host-not-signed",
            what: "SignedHeaders does not name host.",
            fix: "Always sign host: add it to the canonical headers and SignedHeaders.",
        },
        place: SIGNED_HEADERS,
        ways: &[Rule(says! {
            wrong: "SignedHeaders=x-amz-date",
            right: "SignedHeaders=host;x-amz-date",
        })],
    },
];

/// With any one header less, any header that was sent more, and with all that were sent; and a list that is the same for
/// every request.
fn list_differs(case: &Case, right: &Parts, wrong: &mut Wrong) {
    for fixed in ["host", "host;x-amz-date", "host;x-amz-content-sha256;x-amz-date"] {
        wrong.with_list(right.headers.clone(), fixed.into());
    }
    for at in 0..right.headers.len().min(MANY) {
        let (mut headers, mut places) = (right.headers.clone(), 0..);
        headers.retain(|_| places.next() != Some(at));
        wrong.listed(headers);
    }
    let mut added: Vec<(String, String)> = Vec::new();
    match case.sent {
        Some(sent) => {
            for (name, value) in &sent.headers {
                if right.header(name).is_none() && !name.eq_ignore_ascii_case("authorization") {
                    added.push((name.to_ascii_lowercase(), value.trim().to_string()));
                }
            }
        }
        None if case.is_wide && right.header("content-type").is_none() => {
            for kind in hosts::content_types(&right.uri) {
                added.push(("content-type".to_string(), kind.to_string()));
            }
        }
        None => {}
    }
    let with = |more: &[(String, String)]| {
        sorted(&[right.headers.as_slice(), more].concat(), &|(name, _)| name.clone())
    };
    added.truncate(MANY);
    for header in &added {
        wrong.listed(with(core::slice::from_ref(header)));
    }
    if case.sent.is_some() && added.len() > 1 {
        wrong.listed(with(&added));
    }
}

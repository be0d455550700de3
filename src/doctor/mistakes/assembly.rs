//! How the six parts are put together, and line 1.

use super::{Alter::Lines as L, Alter::Parts as P, Alter::Rule, Alter::Text, Mistake};
use crate::doctor::parts::Lines;
use crate::doctor::text::{METHODS, Search, concat, join, title_case};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The place of what is in no line alone.
pub const ASSEMBLY: &str = "canonical-request.assembly";
const METHOD: &str = "canonical-request.method";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        says: says! {
            id: "cr-query-line-missing",
            what: "Line 3, the empty line of an empty query, is missing.",
            fix: "Keep an empty line 3 when there is no query string.",
        },
        place: ASSEMBLY,
        ways: &[Text(|text| {
            let lines = text.list(b'\n');
            match lines.as_slice() {
                [method, path, "", rest @ ..] => {
                    Vec::from([join(&[&[*method, *path], rest].concat(), "\n")])
                }
                _ => Vec::new(),
            }
        })],
    },
    Mistake {
        says: says! {
            id: "cr-trailing-newline",
            what: "There is a newline behind the payload hash.",
            fix: "No trailing newline after the payload hash.",
        },
        place: ASSEMBLY,
        ways: &[Text(|text| Vec::from([concat(&[text, "\n"])]))],
    },
    Mistake {
        says: says! {
            id: "cr-crlf",
            what: "The lines of the canonical request end in \\r\\n (CRLF) or \\r.",
            fix: "Join lines with \\n only: your text has \\r.",
        },
        place: ASSEMBLY,
        ways: &[
            Text(|text| {
                let crlf = text.replaced("\n", "\r\n");
                Vec::from([concat(&[&crlf, "\r\n"]), crlf, text.replaced("\n", "\r")])
            }),
            // The string to sign, by the same function that joins lines.
            L(|_, right, _| {
                let ended = |line: &String| concat(&[line, "\r"]);
                let (algorithm, date) = (ended(&right.algorithm), ended(&right.date));
                let (scope, hash) = (ended(&right.scope), concat(&[&right.hash, "\r\n"]));
                let lines = Lines { algorithm, date, scope, hash };
                Vec::from([lines.with_hash(&right.hash), lines])
            }),
        ],
    },
    Mistake {
        says: says! {
            id: "cr-literal-backslash-n",
            what: "The newlines of the canonical request are the two characters \\n (backslash, n).",
            fix: "Use a real newline, not the two characters \\n (PHP: double quotes; bash: $'...' or printf).",
        },
        place: ASSEMBLY,
        ways: &[Text(|text| Vec::from([text.replaced("\n", "\\n")]))],
    },
    Mistake {
        says: says! {
            id: "cr-indented",
            what: "The lines of the canonical request are indented.",
            fix: "Remove the indentation: no spaces at the start of lines.",
        },
        place: ASSEMBLY,
        ways: &[Text(|text| {
            let mut all = Vec::new();
            for &indent in &["    ", "  ", "\t", "        ", "      ", " ", "            "] {
                let (mut full, mut but_empty) = (String::new(), String::new());
                for line in text.pieces(b'\n') {
                    let indented = [if full.is_empty() { "" } else { "\n" }, indent, line];
                    let is_empty = line.trim().is_empty();
                    but_empty.extend(indented.iter().take(if is_empty { 1 } else { 3 }).copied());
                    full.extend(indented);
                }
                for text in [full, but_empty] {
                    all.push(text.trim_start().to_string());
                    all.push(text);
                }
            }
            all
        })],
    },
    Mistake {
        says: says! {
            id: "cr-method-lowercase",
            what: "The method on line 1 is in lower case.",
            fix: "The method on line 1 is upper case.",
        },
        place: METHOD,
        ways: &[P(|_, right, wrong| {
            let lower = right.method.to_ascii_lowercase();
            wrong.method(&*lower);
            wrong.method(title_case(&lower));
        })],
    },
    Mistake {
        says: says! {
            id: "method-differs",
            what: "The request is sent with another method than the one that was signed.",
            fix: "Sign the method that you send (a presigned URL works for one method only: GET, HEAD, PUT and POST each need their own).",
        },
        place: METHOD,
        ways: &[P(|_, _, wrong| {
            for method in METHODS.pieces(b' ') {
                wrong.method(method);
            }
        })],
    },
    Mistake {
        says: says! {
            id: "canonical-request-differs",
            what: "The canonical request differs from the service's in a way that has no name here.",
            fix: "Make your code produce the right canonical request, character by character.",
        },
        place: ASSEMBLY,
        ways: &[Rule(says! {
            wrong: "another line than the service's",
            right: "the line under rebuilt.canonicalRequest",
        })],
    },
    Mistake {
        says: says! {
            id: "request-changed-in-transit",
            what: "The service received another request than the one given: a proxy, CDN or redirect changed it.",
            fix: "Sign what the service receives, or let nothing change it on its way.",
        },
        place: ASSEMBLY,
        ways: &[Rule(says! {
            wrong: "signed: /api/bucket/key; received: /bucket/key",
            right: "both: /bucket/key",
        })],
    },
];

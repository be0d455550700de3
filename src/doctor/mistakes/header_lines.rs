//! How the header lines are put together.

use super::{Alter::Parts as P, Alter::Text, HEADERS, Mistake};
use crate::doctor::case::Case;
use crate::doctor::parts::Parts;
use crate::doctor::text::{MANY, Search, concat};
use crate::doctor::wrong::Wrong;
use alloc::string::String;
use alloc::vec::Vec;

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        says: says! {
            id: "headers-no-blank-line",
            what: "There is no blank line between the headers and the list of signed headers.",
            fix: "A blank line follows the canonical headers, before SignedHeaders: add one '\\n'.",
        },
        place: HEADERS,
        ways: &[Text(|text| replaced_last(text, "\n\n", "\n"))],
    },
    Mistake {
        says: says! {
            id: "headers-no-newline-at-all",
            what: "Headers, or the last and the list of signed headers, are on one line.",
            fix: "End every canonical header with a newline and add an empty line before SignedHeaders.",
        },
        place: HEADERS,
        ways: &[Text(|text| replaced_last(text, "\n\n", "")), P(on_one_line)],
    },
    Mistake {
        says: says! {
            id: "headers-no-colon",
            what: "There is no colon between a header's name and its value.",
            fix: "Write each canonical header as name:value.",
        },
        place: HEADERS,
        ways: &[Text(no_colon)],
    },
    Mistake {
        says: says! {
            id: "headers-extra-blank-line",
            what: "There is one blank line too many between the headers and the list of signed headers.",
            fix: "There is exactly one empty line between the headers and SignedHeaders.",
        },
        place: HEADERS,
        ways: &[Text(|text| replaced_last(text, "\n\n", "\n\n\n"))],
    },
];

fn replaced_last(text: &str, mark: &str, by: &str) -> Vec<String> {
    text.cut_last(mark).map(|(before, after)| concat(&[before, by, after])).into_iter().collect()
}

/// Of all headers, or of one; a space, of all.
fn no_colon(text: &str) -> Vec<String> {
    let (lines, mut all) = (text.list(b'\n'), Vec::new());
    for of in 1..lines.len().min(MANY) {
        let mark = if of == 1 { " " } else { "=" };
        let mut out = String::new();
        for (at, line) in lines.iter().enumerate() {
            let is_wrong = at > 2 && (of <= 2 || of == at);
            out.push_str(if at > 0 { "\n" } else { "" });
            out.push_str(&line.replaced_first(":", if is_wrong { mark } else { ":" }));
        }
        if out != text {
            all.push(out);
        }
    }
    all
}

/// Two headers, or all of them.
fn on_one_line(_: &Case, right: &Parts, wrong: &mut Wrong) {
    for at in 0..right.headers.len().min(MANY) {
        let mut headers: Vec<(String, String)> = Vec::new();
        for (place, (name, value)) in right.headers.iter().enumerate() {
            match headers.last_mut() {
                Some((_, line)) if at == 0 || at == place => line.extend([name, ":", value]),
                _ => headers.push((name.clone(), value.clone())),
            }
        }
        wrong.headers(headers);
    }
}

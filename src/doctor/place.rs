//! Findings with what stands at their place in two canonical requests.

use super::evidence::Certainty;
use super::finding::{Found, first_difference, found};
use super::mistakes::{ASSEMBLY, Mistake, SIGNED_HEADERS};
use super::text::Search;
use alloc::vec::Vec;

/// The findings of mistakes that were reproduced.
pub fn named(mistakes: &[&Mistake], certainty: Certainty, yours: &str, right: &str) -> Vec<Found> {
    let mut all = Vec::new();
    // Lines parted by the two characters of a newline are lines to every mistake but that one.
    let parted = yours.replaced("\\n", "\n");
    for mistake in mistakes {
        let is_parted = !yours.has("\n") && mistake.place != ASSEMBLY;
        let (yours, expected) =
            at_place(mistake.place, if is_parted { &parted } else { yours }, right);
        let found = found(mistake.id(), certainty);
        all.push(if yours == expected { found } else { found.with(yours, expected) });
    }
    all
}

/// The list of signed headers, the line before the last.
fn lists(text: &str) -> &str {
    text.cut_last("\n").and_then(|(before, _)| before.cut_last("\n")).map_or("", |(_, list)| list)
}

/// The line of this number, from 1, and the next one.
fn two_lines(text: &str, number: usize) -> &str {
    let from = (1..number).try_fold(text, |text, _| Some(text.cut("\n")?.1)).unwrap_or_default();
    let second = from.cut("\n").map_or("", |(_, behind)| behind);
    from.get(..from.len() - second.len() + second.before(b'\n').len()).unwrap_or_default()
}

/// What stands in one place of two canonical requests.
fn at_place<'a>(place: &str, yours: &'a str, right: &'a str) -> (&'a str, &'a str) {
    let number = match place {
        "canonical-request.method" => 0,
        "canonical-request.uri" => 1,
        "canonical-request.query" => 2,
        "canonical-request.payload-hash" => {
            let last = |text: &'a str| text.cut_last("\n").map_or(text, |(_, last)| last);
            return (last(yours), last(right));
        }
        // What is behind it is not in it.
        _ if !place.starts_with("canonical-request") => return ("", ""),
        SIGNED_HEADERS if lists(yours) != lists(right) => return (lists(yours), lists(right)),
        // Another mistake may be in the three lines before.
        _ if place.starts_with("canonical-request.headers") || place == SIGNED_HEADERS => {
            let behind = |text: &'a str, _| Some(text.cut("\n")?.1);
            let tail = |text: &'a str| (0..3).try_fold(text, behind).unwrap_or(text);
            let (number, one, other) = first_difference(tail(yours), tail(right));
            // An empty line shows only with the one behind it.
            if one.is_empty() != other.is_empty() {
                let shown = |line: &'a str, text: &'a str| {
                    if line.is_empty() { two_lines(tail(text), number) } else { line }
                };
                return (shown(one, yours), shown(other, right));
            }
            return (one, other);
        }
        _ => {
            let (_, yours, right) = first_difference(yours, right);
            return (yours, right);
        }
    };
    let line = |text: &'a str| text.pieces(b'\n').nth(number).unwrap_or_default();
    (line(yours), line(right))
}

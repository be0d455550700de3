//! Making findings from the table.

use super::evidence::{Certainty, Finding};
use super::mistakes::by_id;
use super::text::{Search, concat};
use alloc::boxed::Box;
use alloc::string::{String, ToString};

/// How much of a value a message repeats.
const SHOWN: usize = 120;

/// A finding in the making, which is handed around: a pointer.
#[derive(Clone)]
pub struct Found {
    pub finding: Box<Finding>,
}

/// A finding with the words of the table.
pub fn found(id: &'static str, certainty: Certainty) -> Found {
    let (place, what, fix) =
        by_id(id).map_or(("", "", ""), |mistake| (mistake.place, mistake.what(), mistake.fix()));
    Found {
        finding: Box::new(Finding {
            id,
            certainty,
            place: place.to_string(),
            yours: None,
            expected: None,
            message: what.to_string(),
            fix: fix.to_string(),
        }),
    }
}

impl Found {
    /// With what the caller has and what belongs there.
    pub fn with(self, yours: &str, expected: &str) -> Self {
        self.with_yours(yours).with_expected(expected)
    }

    pub fn with_yours(mut self, yours: &str) -> Self {
        self.finding.yours = Some(yours.into());
        self
    }

    pub fn with_expected(mut self, expected: &str) -> Self {
        self.finding.expected = Some(expected.into());
        self
    }

    /// With what belongs there where it is known: not empty.
    pub fn with_known(self, yours: &str, expected: &str) -> Self {
        let found = self.with_yours(yours);
        if expected.is_empty() { found } else { found.with_expected(expected) }
    }

    /// At another place than the table's.
    pub fn at(mut self, place: &str) -> Self {
        self.finding.place = place.into();
        self
    }

    /// At a header, where the table names one or none.
    pub fn at_header(mut self, name: &str) -> Self {
        if !self.finding.place.starts_with("canonical-request.headers") {
            return self;
        }
        // The table's words are about one header.
        let (message, fix) = match self.finding.id {
            "header-changed-in-transit" if name != "accept-encoding" => (
                ["The header ", name, " is signed, which proxies and clients change on the way."],
                [
                    "Do not sign ",
                    name,
                    " (nor accept-encoding or other headers that proxies change): sign host and x-amz-* (plus content-type) only.",
                ],
            ),
            "header-value-differs" if name != "x-amz-date" => (
                [
                    "The value of ",
                    name,
                    " in the canonical request is not the value that was sent.",
                ],
                [
                    "Use the same value of ",
                    name,
                    " in the canonical request and in the header that you send.",
                ],
            ),
            _ => ([""; 3], [""; 3]),
        };
        if !message[0].is_empty() {
            (self.finding.message, self.finding.fix) = (concat(&message), concat(&fix));
        }
        self.at(&concat(&["canonical-request.headers.", &name.to_ascii_lowercase()]))
    }

    /// Whether the two differ in angle brackets alone, as of `<key>`, or one of them is nothing else: that stands for what
    /// is not shown. It is no line of a header that is in the other, too, or of another header.
    pub fn is_of_placeholder(&self) -> bool {
        let Some((yours, expected)) =
            self.finding.yours.as_deref().zip(self.finding.expected.as_deref())
        else {
            return false;
        };
        let is_in_marks = |text: &str, other: &str| {
            // A header may be there with its name.
            let (name, value) = text.cut(":").unwrap_or(("", text));
            let value = value.trim();
            let is_in_marks = value.starts_in("<{")
                && (value.ends_with('>') || value.ends_with('}'))
                || value.len() > 1 && value.trimmed("xX*.").is_empty();
            is_in_marks && other.starts_with(name) && !other.starts_with(text)
        };
        let encoded = yours.replaced("<", "%3C").replaced(">", "%3E");
        encoded == expected && encoded != yours
            || is_in_marks(yours, expected)
            || is_in_marks(expected, yours)
    }

    /// No surer than this.
    pub fn at_most(mut self, certainty: Certainty) -> Self {
        self.finding.certainty = self.finding.certainty.max(certainty);
        self
    }

    /// With another thing to do.
    pub fn fixed_by(mut self, fix: &str) -> Self {
        self.finding.fix = fix.into();
        self
    }

    /// With another sentence in front.
    pub fn saying(mut self, message: &str) -> Self {
        self.finding.message = message.into();
        self
    }

    /// The finding, its values in the message.
    pub fn done(self) -> Finding {
        let mut finding = *self.finding;
        let (yours, expected) = (finding.yours.as_deref(), finding.expected.as_deref());
        let mut mark = if yours.is_some() { " Yours: " } else { " Expected: " };
        let left_out = yours.zip(expected).map_or(0, |(yours, expected)| unshown(yours, expected));
        for value in [yours, expected].into_iter().flatten() {
            finding.message.extend([mark, &shown_from(value, left_out)]);
            mark = "; expected: ";
        }
        if yours.or(expected).is_some() {
            finding.message.push('.');
        }
        finding
    }
}

/// What a rule or the service itself says.
pub fn certain(id: &'static str) -> Found {
    found(id, Certainty::Certain)
}

/// How many characters at the start of two texts are left out, so that the first that differs is shown.
fn unshown(yours: &str, expected: &str) -> usize {
    /// How many of those that are the same are shown before it.
    const SAME: usize = SHOWN / 3;
    let same = yours.chars().zip(expected.chars()).take_while(|(own, other)| own == other).count();
    if same + SAME > SHOWN { same - SAME } else { 0 }
}

/// One line of readable length, with names for what cannot be seen.
pub fn shown(text: &str) -> String {
    shown_from(text, 0)
}

fn shown_from(text: &str, left_out: usize) -> String {
    if text.is_empty() {
        return "(empty)".to_string();
    }
    let mut out = String::from(if left_out > 0 { "'\u{2026}" } else { "'" });
    for (count, letter) in text.chars().skip(left_out).enumerate() {
        if count == SHOWN {
            out.push('\u{2026}');
            break;
        }
        match letter {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{a0}' => out.push_str("\\u00a0"),
            '\u{200b}' => out.push_str("\\u200b"),
            '\u{feff}' => out.push_str("\\ufeff"),
            letter => out.push(letter),
        }
    }
    out.push('\'');
    out
}

/// The first line in which two texts differ.
pub fn first_difference<'a>(yours: &'a str, expected: &'a str) -> (usize, &'a str, &'a str) {
    let (mut left, mut right) = (yours.pieces(b'\n'), expected.pieces(b'\n'));
    let mut number = 0;
    loop {
        number += 1;
        match (left.next(), right.next()) {
            (Some(yours), Some(expected)) if yours == expected => {}
            (None, None) => return (number, "", ""),
            (yours, expected) => {
                return (number, yours.unwrap_or_default(), expected.unwrap_or_default());
            }
        }
    }
}

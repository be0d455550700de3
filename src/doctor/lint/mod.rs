//! What the request alone shows to be wrong.

mod headers;
mod payload;
mod scope;
mod structure;

pub use headers::{is_changed_on_the_way, received};
pub use payload::{hash_for_cloudfront, is_hash_of};
pub use scope::wrong_region;
pub use structure::{signature_digits, signature_form};

use super::evidence::Certainty;
use super::finding::{Found, certain, found};
use super::rebuild::rebuild;
use super::sent::{Scheme, Sent, Shown};
use crate::service::ServiceRules;
use alloc::vec::Vec;
use headers::{habits, listed_headers, tokens};
use payload::body;
use scope::scope;
use structure::structure;

/// What a lint means for the other steps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The request is broken so that comparing it with anything would only repeat this.
    Decides,
    /// Against a rule of the protocol, whatever else is wrong.
    Rule,
    /// Breaks signatures as a rule, not always.
    Habit,
    /// As far as names and looks tell; a signature that is right tells more.
    Guess,
}

impl Weight {
    /// Whether it is wrong for sure.
    pub fn is_rule(self) -> bool {
        matches!(self, Self::Decides | Self::Rule)
    }
}

/// Everything that the request alone shows.
pub fn lint(sent: &Sent, rules: &ServiceRules) -> Vec<(Weight, Found)> {
    if let Some(first) = structure(sent) {
        return Vec::from([(Weight::Decides, first)]);
    }
    if sent.auth == Scheme::Missing {
        let found = certain("auth-missing");
        return Vec::from([match sent.shown {
            Shown::Whole => (Weight::Decides, found),
            Shown::Url => (Weight::Guess, found.at_most(Certainty::Likely)),
        }]);
    }
    let mut all = Vec::new();
    if sent.auth == Scheme::Curl {
        scope(sent, &mut all);
        as_written(sent, rules, &mut all);
        return all;
    }
    tokens(sent, rules, &mut all);
    listed_headers(sent, rules, &mut all);
    body(sent, rules, &mut all);
    scope(sent, &mut all);
    habits(sent, &mut all);
    all
}

/// What older versions of curl sign as it is written.
fn as_written(sent: &Sent, rules: &ServiceRules, all: &mut Vec<(Weight, Found)>) {
    let right = rebuild(sent, rules);
    for (place, written, signed) in [
        ("canonical-request.uri", &sent.path, &right.uri),
        ("canonical-request.query", &sent.query, &right.query),
    ] {
        // An empty path is sent as a slash.
        if written != signed && !written.is_empty() {
            let found = found("canonical-request-differs", Certainty::Likely)
                .at(place)
                .saying("Older versions of curl sign path and query as the URL has them.")
                .fixed_by("Take a newer curl, or write them as expected.");
            all.push((Weight::Habit, found.with(written, signed)));
        }
    }
}

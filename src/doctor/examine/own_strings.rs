//! The caller's canonical request and string to sign against the right ones.

use super::{Examination, is_of_any};
use crate::doctor::case::Case;
use crate::doctor::compare;
use crate::doctor::evidence::Certainty;
use crate::doctor::finding::{Found, certain, found};
use crate::doctor::hosts::is_one_endpoint;
use crate::doctor::left_out::has_hidden_id;
use crate::doctor::parts::Parts;
use crate::doctor::place::named;
use crate::doctor::rebuild::sha256_text;
use crate::doctor::repair::repair;
use crate::doctor::search::{Goal, Hit, search};
use crate::doctor::text::Search;
use crate::service::ServiceRules;
use alloc::vec::Vec;

const LITERAL: &str = "cr-literal-backslash-n";

impl Examination {
    pub fn compare_canonical_request(&mut self) {
        let (text, hash) = (self.own_canonical(), self.own_hash());
        let is_of_hash =
            text.as_ref().zip(hash.as_ref()).is_some_and(|(text, hash)| sha256_text(text) == *hash);
        let mut goals = Vec::new();
        goals.extend(hash.as_deref().filter(|_| !is_of_hash).map(Goal::Hash));
        goals.extend(text.as_deref().map(Goal::Text));
        let (bases, mut case) = (self.bases(), self.case());
        let mut best: Option<(usize, Hit, bool)> = None;
        for goal in goals {
            for (at, base) in bases.iter().enumerate() {
                let Some(hit) = search(&mut case, base, goal) else { continue };
                if best
                    .as_ref()
                    .is_none_or(|(_, known, _)| hit.mistakes.len() < known.mistakes.len())
                {
                    let is_proof = matches!(goal, Goal::Hash(_))
                        || is_of_hash
                        || self.echoed.as_ref() == Some(base);
                    best = Some((at, hit, is_proof));
                }
            }
            if best.is_some() {
                break;
            }
        }
        let has_hash = hash.is_some();
        // Who shows the one or the other may have put another bucket there.
        let is_seen = is_of_hash && self.echoed.is_some();
        let own = text.as_deref().and_then(Parts::parse).filter(|_| !is_seen);
        let is_of_other = own.zip(bases.last()).is_some_and(|(own, right)| {
            own.host() != right.host() && is_one_endpoint(own.host(), right.host())
        });
        let is_other_hash = hash.as_ref().is_some_and(|hash| !is_of_any(hash, &bases));
        let found = match (best, text) {
            (Some((at, hit, is_proof)), _) => {
                let base = bases.get(at).map(Parts::text).unwrap_or_default();
                let as_given = at == 0 && self.rebuilt.is_some();
                let found = named(
                    &hit.mistakes,
                    if is_proof { Certainty::Proven } else { Certainty::Certain },
                    &hit.canonical,
                    &base,
                );
                (found, true, as_given)
            }
            (None, Some(text)) => {
                (by_line(&mut case, &text, bases.last(), &self.rules), true, false)
            }
            (None, None) => (Vec::new(), false, false),
        };
        drop(case);
        let (mut shown, is_compared, as_given) = found;
        if let (true, true, Some(hash), Some(right)) =
            (shown.is_empty(), is_other_hash, hash, bases.last())
            && !has_hidden_id(&right.query)
        {
            shown.push(compare::unnamed_hash(&hash, &sha256_text(right.text())));
        }
        let is_unsure = !is_of_hash && (bases.is_empty() || has_hash);
        for Found { finding } in shown.iter_mut().filter(|_| is_unsure) {
            if finding.id == LITERAL && finding.certainty == Certainty::Certain {
                finding.certainty = Certainty::Likely;
                finding.message = "The newlines of the canonical request are the two characters \\n, or what printed it wrote them so.".into();
            }
        }
        for Found { finding } in shown.iter_mut().filter(|_| is_of_other) {
            if finding.id.has("host-") {
                finding.certainty = finding.certainty.max(Certainty::Likely);
            }
        }
        self.shown.extend(shown);
        self.is_canonical_compared = is_compared && !bases.is_empty();
        self.signs_as_given = as_given;
    }

    pub fn compare_string_to_sign(&mut self) {
        let Some(own) = self.evidence.string_to_sign.clone() else { return };
        let right =
            self.rebuilt.as_ref().or(self.echoed.as_ref()).map(|parts| sha256_text(parts.text()));
        let lines = self.right_lines().with_hash(&right.unwrap_or_default());
        self.shown.extend(compare::string_to_sign(&own, &lines));
        // Line ends may be those of the clipboard, but hardly in one of two texts.
        let is_pasted = self.evidence.canonical_request.as_ref().is_some_and(|own| own.has("\r\n"));
        let spaced = spaced_lines(&own, Certainty::Likely);
        self.shown.extend(spaced.filter(|_| !is_pasted || !own.has("\r\n")));
    }
}

/// A string to sign with the line ends of Windows, or with lines that are indented.
pub(super) fn spaced_lines(text: &str, certainty: Certainty) -> Option<Found> {
    let line = text.pieces(b'\n').find(|line| line.starts_in(" \t") || line.ends_with('\r'))?;
    let (id, what) = if line.ends_with('\r') {
        ("cr-crlf", "The lines of the string to sign end in \\r\\n (CRLF).")
    } else {
        ("cr-indented", "The lines of the string to sign are indented.")
    };
    let found = found(id, certainty).at("string-to-sign").saying(what);
    Some(found.with(line, line.trim()))
}

/// What is wrong in a canonical request that no search reproduced: its form by repairing it, its parts one by one.
fn by_line(case: &mut Case, text: &str, right: Option<&Parts>, rules: &ServiceRules) -> Vec<Found> {
    let mut all = Vec::new();
    let mut lines = text.pieces(b'\n').filter(|line| !line.trim().is_empty());
    let line = lines.find(|line| line.starts_in(" \t"));
    if let Some(line) = line.filter(|_| !compare::is_list(text.before(b'\n'))) {
        all.push(certain("cr-indented").with(line, line.trim()));
    }
    let strict = Parts::parse(text);
    let repaired = if strict.is_some() && right.is_some() { None } else { repair(text, rules) };
    if let Some(repaired) = &repaired
        && let Some(hit) = search(case, repaired, Goal::Text(text))
    {
        all.extend(named(&hit.mistakes, Certainty::Certain, text, &repaired.text()));
    } else if let (Some(own), Some(repaired)) = (&strict, &repaired) {
        all.extend(compare::parts(case, own, repaired));
    }
    let Some(right) = right else { return all };
    if let Some(own) = strict.or(repaired) {
        all.extend(compare::parts(case, &own, right));
    }
    // What a repair made right, and no mistake makes.
    if all.is_empty() {
        all.push(compare::unnamed("canonical-request", text, &right.text()));
    }
    all
}

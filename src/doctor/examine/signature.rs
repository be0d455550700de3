//! The signature, where the secret is given.

use super::own_strings::spaced_lines;
use super::{Examination, is_of_any};
use crate::doctor::evidence::Certainty;
use crate::doctor::finding::first_difference;
use crate::doctor::known::hash_line;
use crate::doctor::lint::signature_digits;
use crate::doctor::mistakes::Mistake;
use crate::doctor::parts::{Lines, Parts, Scope};
use crate::doctor::paste::scan::hex_bytes;
use crate::doctor::place::named;
use crate::doctor::rebuild::sha256_text;
use crate::doctor::search::{Goal, Hit, search, search_key};
use crate::key::hmac_sha256;
use alloc::vec::Vec;

impl Examination {
    /// Its bytes, however it is written.
    fn signature(&self) -> Option<Vec<u8>> {
        hex_bytes(&signature_digits(&self.signature_text()?)?)
    }

    pub fn compare_signature(&mut self) {
        let (Some(secret), Some(signature)) =
            (self.evidence.secret_access_key.clone(), self.signature())
        else {
            return;
        };
        let own = self.own_canonical();
        let lines = self.right_lines();
        let text = self.evidence.string_to_sign.clone().or_else(|| {
            let hash = sha256_text(own.as_deref()?);
            Some(lines.with_hash(&hash).text())
        });
        let bases = self.bases();
        let mut case = self.case();
        let canonical = own.or_else(|| bases.first().map(Parts::text)).unwrap_or_default();
        if let Some(text) = &text {
            if self.is_made_for_right_scope(&case.scope, &secret, text, &signature) {
                return;
            }
            if let Some(mistakes) = search_key(&case, &signature, &secret, &canonical, text) {
                drop(case);
                return self.found_key(&mistakes, text, &bases, &lines);
            }
        }
        let signing_key = case.scope.signing_key(secret.as_bytes());
        let goal = Goal::Signature {
            signature: &signature,
            secret: &secret,
            key: &signing_key,
            lines: &lines,
        };
        let hit = bases
            .iter()
            .enumerate()
            .find_map(|(at, base)| Some((at, search(&mut case, base, goal)?)));
        drop(case);
        match hit {
            Some((at, hit)) => self.found_strings(&hit, at, &bases, &lines),
            None => self.is_foreign = !bases.is_empty(),
        }
    }

    /// The signature is that of the caller's string to sign, by a key that these mistakes make.
    fn found_key(&mut self, mistakes: &[&Mistake], text: &str, bases: &[Parts], lines: &Lines) {
        // A signature of what the caller made says nothing of whether that was right.
        let is_of_text = mistakes.is_empty();
        self.is_reproduced =
            is_of_text && hash_line(text).is_some_and(|hash| is_of_any(&hash, bases));
        if let Some(found) = spaced_lines(text, Certainty::Proven).filter(|_| is_of_text) {
            self.is_reproduced = false;
            self.shown.push(found);
        }
        let is_right = |base: &Parts| lines.with_hash(&sha256_text(base.text())).text() == *text;
        if is_of_text && bases.iter().any(is_right) {
            self.shown.clear();
        }
        // Without the request's scope the key may be the right one of both.
        let is_of_scope = self.scope.is_none()
            && mistakes.iter().any(|mistake| mistake.id().starts_with("key-other"));
        let certainty = if is_of_scope { Certainty::Likely } else { Certainty::Proven };
        self.shown.extend(named(mistakes, certainty, "", ""));
    }

    /// The signature is that of strings which mistakes make of one of the bases.
    fn found_strings(&mut self, hit: &Hit, at: usize, bases: &[Parts], lines: &Lines) {
        let base = bases.get(at).map(Parts::text).unwrap_or_default();
        self.is_reproduced = hit.mistakes.is_empty();
        if self.is_reproduced {
            // The strings that are given are not what was signed.
            self.shown.clear();
        }
        self.signs_as_given |= at == 0 && self.rebuilt.is_some();
        let mut found = named(&hit.mistakes, Certainty::Proven, &hit.canonical, &base);
        if let Some(text) = &hit.string_to_sign {
            let right = lines.with_hash(&sha256_text(&hit.canonical)).text();
            for found in &mut found {
                if found.finding.id == "cr-crlf"
                    && let Some(spaced) = spaced_lines(text, Certainty::Proven)
                {
                    *found = spaced;
                }
                let (_, yours, expected) = first_difference(text, &right);
                // A newline at the end is in no line.
                if found.finding.place.starts_with("string-to-sign") && yours != expected {
                    *found = found.clone().with(yours, expected);
                }
            }
        }
        self.shown.extend(found);
    }

    /// Whether the key is the one for the scope that belongs here, where the request's scope is known to be wrong: then
    /// the key needs no fix.
    fn is_made_for_right_scope(
        &self,
        scope: &Scope,
        secret: &str,
        text: &str,
        signature: &[u8],
    ) -> bool {
        let mut right = scope.clone();
        let known = self
            .said
            .iter()
            .map(|said| &said.found)
            .chain(self.lints.iter().map(|(_, found)| found));
        for found in known {
            let Some(expected) = found.finding.expected.clone() else { continue };
            match found.finding.place.as_str() {
                "credential-scope.region" => right.region = expected,
                "credential-scope.service" => right.service = expected,
                "credential-scope.date" => right.date = expected,
                _ => {}
            }
        }
        right != *scope
            && hmac_sha256(&right.signing_key(secret.as_bytes()), text.as_bytes()) == signature
    }
}

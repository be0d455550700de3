//! What was looked at and is right.

use super::evidence::Finding;
use super::examine::Examination;
use super::parts::Parts;
use super::text::{Search, concat, joined};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Examination {
    /// In sentences, in the order of the steps of signing.
    pub fn ruled_out(&self, findings: &[Finding]) -> Vec<String> {
        let is_at = |places: &[&str]| {
            findings
                .iter()
                .any(|finding| places.iter().any(|place| finding.place.starts_with(place)))
        };
        let checked_before = self.answer.message.has("does not match the signature you provided");
        let is_shown_right = self.sent.is_some() && self.lints.is_empty();
        let own = self.evidence.canonical_request.as_deref();
        let right = self.echoed.as_ref().or(self.rebuilt.as_ref()).map(Parts::text);
        let is_same = own.is_some() && own == right.as_deref();
        let is_received = self.rebuilt.is_some() && self.rebuilt == self.echoed;
        let has_lines = self.evidence.string_to_sign.is_some() && right.is_some();
        let has_signed = self.is_reproduced && self.evidence.secret_access_key.is_some();
        let sentences = [
            (
                checked_before && !is_at(&["clock", "credential-scope", "credentials"]),
                "The clock, the access key id, the region and the service: they are checked before signatures are compared, as these were.",
            ),
            (
                is_shown_right,
                "What a request shows by itself (signature, date, scope, lifetime, parameters): nothing is wrong there.",
            ),
            (
                is_received,
                "Anything between you and the service: it received the request as it is given here.",
            ),
            (
                self.answer.is_whole(),
                "Mangling of the answer by pasting: its canonical request has the hash that stands in its string to sign.",
            ),
            (is_same, "Your canonical request: it is the service’s, byte for byte."),
            (
                has_lines && !is_at(&["string-to-sign"]),
                "The first three lines of your string to sign: algorithm, date and scope are right.",
            ),
            (
                has_signed && !is_at(&["secret", "signing-key", "signature"]),
                "The secret and the signing key: the signature that was sent is reproduced with them.",
            ),
        ];
        let mut all: Vec<String> = sentences
            .iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, text)| (*text).to_string())
            .collect();
        if !self.replaced.is_empty() {
            let words = joined(&self.replaced, ", ");
            all.push(concat(&[
                "What stands for something else in what is given (",
                &words,
                "): the other texts have it.",
            ]));
        }
        all
    }
}

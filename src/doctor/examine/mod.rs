//! [`Examination`]: the steps of a diagnosis, and what each of them found.

mod own_strings;
mod signature;
mod transit;

use crate::doctor::answer::Answer;
use crate::doctor::case::Case;
use crate::doctor::evidence::Evidence;
use crate::doctor::finding::Found;
use crate::doctor::known::{hash_line, own_scope};
use crate::doctor::lint::{self, Weight, hash_for_cloudfront, lint, signature_form};
use crate::doctor::parts::{Lines, Parts, Scope};
use crate::doctor::paste::is_method;
use crate::doctor::rebuild::{canonical_uri, sha256_text};
use crate::doctor::sent::{Scheme, Sent, Shown};
use crate::doctor::server::{Said, said};
use crate::doctor::text::Search;
use crate::service::ServiceRules;
use alloc::string::String;
use alloc::vec::Vec;

/// Everything that is known at some point of a diagnosis.
pub struct Examination {
    pub evidence: Evidence,
    pub answer: Answer,
    pub has_answer: bool,
    pub sent: Option<Sent>,
    pub rules: ServiceRules,
    pub scope: Option<Scope>,
    /// The service computed with the request's scope; it looks at region and service before.
    pub is_scope_taken: bool,
    pub date: String,
    /// The words of what is given in whose place is what they stand for.
    pub replaced: Vec<String>,
    /// The canonical request has the hash of a body that is not given, and nothing that is given tells it.
    pub is_payload_unseen: bool,
    /// Method and headers, or the signature, are not in what is given.
    pub is_head_unseen: bool,
    /// Method or headers are those of the caller's canonical request alone.
    pub is_head_told: bool,
    /// The right canonical request for the request as given, and the service's own.
    pub rebuilt: Option<Parts>,
    pub echoed: Option<Parts>,
    pub said: Vec<Said>,
    pub lints: Vec<(Weight, Found)>,
    /// What the caller's strings and signature show.
    pub shown: Vec<Found>,
    /// What happened between the caller and the service.
    pub transit: Vec<Found>,
    /// The caller's canonical request or its hash was compared with a right one.
    pub is_canonical_compared: bool,
    /// The caller signed the request as it is given here.
    pub signs_as_given: bool,
    /// The signature is the secret's, of a string to sign that is right as far as one is known.
    pub is_reproduced: bool,
    /// The secret was given and nothing made with it is the signature.
    pub is_foreign: bool,
}

impl Examination {
    /// What the service says.
    pub fn read_answer(&mut self) {
        if self.has_answer {
            self.said = said(&self.answer, self.sent.as_ref(), self.key_id().as_deref());
        }
    }

    /// What the request shows alone.
    pub fn lint(&mut self) {
        let is_other = self.is_version_2_echo()
            || self.sent.as_ref().is_some_and(|sent| sent.auth == Scheme::Version2);
        // The caller's own may be a list because it was printed.
        let is_printed = |text: &String| self.sent.is_none() && text.has("[");
        let form = self.signature_text().filter(|text| !is_other && !is_printed(text));
        let form = form.and_then(|signature| signature_form(signature.trim()));
        self.lints.extend(form.map(|found| (Weight::Rule, found)));
        let Some(sent) = &self.sent else {
            if let Some(parts) = self.answer.canonical_request() {
                lint::received(&parts, &mut self.lints);
            }
            return;
        };
        let signed = sent.scope.as_ref().map(|scope| &scope.service);
        let is_meant = signed.is_some() && signed == self.evidence.service.as_ref();
        let evidence = &self.evidence;
        let own = [&evidence.canonical_request, &evidence.string_to_sign, &evidence.signature];
        let is_signed = self.answer.is_mismatch()
            || self.answer.says("HeaderMalformed")
            || sent.shown == Shown::Url && own.iter().any(|text| text.is_some());
        for (weight, found) in lint(sent, &self.rules) {
            let id = found.finding.id;
            let is_of_scope = id.starts_with("scope-") && id != "scope-region-format";
            // What was checked has a key id: the paste leaves it out.
            let is_hidden = self.answer.is_mismatch() && sent.has_empty_id();
            let is_known_wrong = self.is_scope_taken && is_of_scope
                || is_hidden && id == "auth-credential-space"
                || is_meant && weight == Weight::Guess && is_of_scope
                || is_signed && id == "auth-missing";
            if !is_known_wrong {
                self.lints.push((weight, found));
            }
        }
        self.lints.extend(hash_for_cloudfront(sent, &self.answer).map(|it| (Weight::Rule, it)));
    }

    fn case(&self) -> Case<'_> {
        let token = self.sent.as_ref().and_then(Sent::token);
        let own = self.evidence.canonical_request.as_deref();
        let scope = self.scope.clone().or_else(|| own_scope(&self.evidence));
        Case {
            rules: self.rules,
            sent: self.sent.as_ref(),
            scope: scope.unwrap_or_default(),
            date: self.date.clone(),
            key_id: self.key_id(),
            token: token.or_else(|| self.evidence.session_token.clone()),
            own: own.and_then(Parts::parse),
            is_wide: false,
        }
    }

    /// The access key id of the request, else the one that is given or that the service names.
    fn key_id(&self) -> Option<String> {
        let sent = self.sent.as_ref().map(|sent| sent.key_id.clone()).filter(|id| !id.is_empty());
        sent.or_else(|| self.evidence.access_key_id.clone())
            .or_else(|| self.answer.told("AWSAccessKeyId", ""))
    }

    /// The right canonical requests: of the request as given, then the service's own if it is another.
    fn bases(&self) -> Vec<Parts> {
        let mut bases: Vec<Parts> = self.rebuilt.iter().cloned().collect();
        let is_read_raw = self.is_of_another_store() && !self.rules.double_encode_path;
        let sent = self.sent.as_ref().filter(|_| is_read_raw);
        // A raw plus of the path is a space to S3 alone.
        if let Some(path) = sent.map(|sent| &sent.path).filter(|path| path.has("+"))
            && let Some(parts) = self.rebuilt.clone()
        {
            let uri = canonical_uri(&path.replaced("+", "%2B"), &self.rules);
            bases.push(Parts { uri, ..parts });
        }
        bases.extend(
            self.echoed.iter().filter(|echoed| self.rebuilt.as_ref() != Some(echoed)).cloned(),
        );
        bases
    }

    /// The canonical request that the caller made, given as such or put into the string to sign unhashed.
    fn own_canonical(&self) -> Option<String> {
        self.evidence.canonical_request.clone().or_else(|| {
            let lines = Lines::parse(self.evidence.string_to_sign.as_deref()?)?;
            let is_whole = lines.hash.trim_end().has("\n");
            let is_request = is_method(&lines.hash.before(b'\n').to_ascii_uppercase());
            (is_whole && is_request).then_some(lines.hash)
        })
    }

    /// The hash in the caller's string to sign.
    pub fn own_hash(&self) -> Option<String> {
        hash_line(self.evidence.string_to_sign.as_deref()?)
    }

    /// The right string to sign but for its hash, as far as it is known.
    pub fn right_lines(&self) -> Lines {
        Lines::new(&self.date, &self.scope.as_ref().map(Scope::text).unwrap_or_default(), "")
    }

    /// The signature that the service was given, as it is written.
    fn signature_text(&self) -> Option<String> {
        let sent = self
            .sent
            .as_ref()
            .map(|sent| sent.signature.clone())
            .filter(|signature| !signature.is_empty());
        sent.or_else(|| self.answer.told("SignatureProvided", ""))
            .or_else(|| self.evidence.signature.clone())
    }
}

/// Whether it is the hash of a right canonical request, as far as one is known.
fn is_of_any(hash: &str, bases: &[Parts]) -> bool {
    bases.is_empty() || bases.iter().any(|base| sha256_text(base.text()) == hash)
}

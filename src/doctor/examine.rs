//! [`Examination`]: the steps of a diagnosis, and what each of them found.

use super::answer::Answer;
use super::case::Case;
use super::compare;
use super::evidence::{Certainty, Evidence};
use super::finding::{Found, first_difference, found};
use super::known::{hash_line, own_scope};
use super::lint::{self, Weight, lint, signature_form};
use super::mistakes::Mistake;
use super::parts::{Lines, Parts, Scope};
use super::paste::scan::{base64_bytes, hex_bytes};
use super::place::at_place;
use super::rebuild::{canonical_uri, repair, sha256_text};
use super::search::{Goal, Hit, search, search_key};
use super::sent::{Scheme, Sent, Shown};
use super::server::{Said, said};
use super::text::{Search, is_hash};
use crate::key::hmac_sha256;
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
    /// The canonical request has the hash of a body that is not given, and nothing that is given tells it.
    pub is_payload_unseen: bool,
    /// Method and headers, or the signature, are not in what is given.
    pub is_head_unseen: bool,
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
            self.said = said(&self.answer, self.sent.as_ref());
        }
    }

    /// What the request shows alone.
    pub fn lint(&mut self) {
        let is_other = self.is_version_2_echo()
            || self.sent.as_ref().is_some_and(|sent| sent.auth == Scheme::Version2);
        let form = self.signature_text().filter(|_| !is_other);
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
            let is_known_wrong = self.is_scope_taken && is_of_scope
                || is_meant && weight == Weight::Guess && is_of_scope
                || is_signed && id == "auth-missing";
            if !is_known_wrong {
                self.lints.push((weight, found));
            }
        }
    }

    fn case(&self) -> Case<'_> {
        let key_id = self.sent.as_ref().map(|sent| sent.key_id.clone()).filter(|id| !id.is_empty());
        let token = self.sent.as_ref().and_then(Sent::token);
        let own = self.evidence.canonical_request.as_deref();
        let scope = self.scope.clone().or_else(|| own_scope(&self.evidence));
        Case {
            rules: self.rules,
            sent: self.sent.as_ref(),
            scope: scope.unwrap_or_default(),
            date: self.date.clone(),
            key_id: key_id
                .or_else(|| self.evidence.access_key_id.clone())
                .or_else(|| self.answer.told("AWSAccessKeyId", "")),
            token: token.or_else(|| self.evidence.session_token.clone()),
            own: own.and_then(Parts::parse),
            is_wide: false,
        }
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
            lines.hash.trim_end().has("\n").then_some(lines.hash)
        })
    }

    /// The hash in the caller's string to sign.
    pub fn own_hash(&self) -> Option<String> {
        hash_line(self.evidence.string_to_sign.as_deref()?)
    }

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
        {
            shown.push(compare::unnamed_hash(&hash, &sha256_text(right.text())));
        }
        self.shown.extend(shown);
        self.is_canonical_compared = is_compared && !bases.is_empty();
        self.signs_as_given = as_given;
    }

    /// The right string to sign but for its hash, as far as it is known.
    pub fn right_lines(&self) -> Lines {
        Lines::new(&self.date, &self.scope.as_ref().map(Scope::text).unwrap_or_default(), "")
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

    /// Its bytes, however it is written.
    fn signature(&self) -> Option<Vec<u8>> {
        let signature = self.signature_text()?;
        let signature = signature.trim();
        let bytes = if is_hash(signature) { hex_bytes(signature) } else { base64_bytes(signature) };
        bytes.filter(|bytes| bytes.len() == 32)
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
        if text.as_ref().is_some_and(|text| {
            self.is_made_for_right_scope(&case.scope, &secret, text, &signature)
        }) {
            return;
        }
        let by_key = text.as_ref().and_then(|text| {
            Some((search_key(&case, &signature, &secret, &canonical, text)?, text))
        });
        if let Some((mistakes, text)) = by_key {
            drop(case);
            // A signature of what the caller made says nothing of whether that was right.
            let is_of_text = mistakes.is_empty();
            self.is_reproduced =
                is_of_text && hash_line(text).is_some_and(|hash| is_of_any(&hash, &bases));
            if let Some(found) = spaced_lines(text, Certainty::Proven).filter(|_| is_of_text) {
                self.is_reproduced = false;
                self.shown.push(found);
            }
            let is_right =
                |base: &Parts| lines.with_hash(&sha256_text(base.text())).text() == *text;
            if is_of_text && bases.iter().any(is_right) {
                self.shown.clear();
            }
            // Without the request's scope the key may be the right one of both.
            let is_of_scope = self.scope.is_none()
                && mistakes.iter().any(|mistake| mistake.id.starts_with("key-other"));
            let certainty = if is_of_scope { Certainty::Likely } else { Certainty::Proven };
            self.shown.extend(named(&mistakes, certainty, "", ""));
            return;
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
            Some((at, hit)) => {
                let base = bases.get(at).map(Parts::text).unwrap_or_default();
                self.is_reproduced = hit.mistakes.is_empty();
                if self.is_reproduced {
                    // The strings that are given are not what was signed.
                    self.shown.clear();
                }
                self.signs_as_given |= at == 0 && self.rebuilt.is_some();
                let right = lines.with_hash(&sha256_text(&hit.canonical)).text();
                let mut found = named(&hit.mistakes, Certainty::Proven, &hit.canonical, &base);
                if let Some(text) = &hit.string_to_sign {
                    let of_lines = |found: &&mut Found| found.finding.id == "cr-crlf";
                    for found in found.iter_mut().filter(of_lines) {
                        if let Some(spaced) = spaced_lines(text, Certainty::Proven) {
                            *found = spaced;
                        }
                    }
                    for found in found
                        .iter_mut()
                        .filter(|found| found.finding.place.starts_with("string-to-sign"))
                    {
                        let (_, yours, expected) = first_difference(text, &right);
                        // A newline at the end is in no line.
                        if yours != expected {
                            *found = found.clone().with(yours, expected);
                        }
                    }
                }
                self.shown.extend(found);
            }
            None => self.is_foreign = !bases.is_empty(),
        }
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

    /// Whether the answer is to a request of another time than the one that is given.
    pub fn is_other_attempt(&self) -> bool {
        let (Some(rebuilt), Some(echoed)) = (&self.rebuilt, &self.echoed) else { return false };
        rebuilt.header("x-amz-date") != echoed.header("x-amz-date")
    }

    /// What changed between the request as given and the request as received.
    pub fn compare_transit(&mut self) {
        let (Some(rebuilt), Some(echoed)) = (&self.rebuilt, &self.echoed) else { return };
        // What was signed arrived as it was: the request as given is not all that was sent.
        if self.is_signed(echoed) || self.is_other_attempt() {
            return;
        }
        let is_firm = self.signs_as_given || self.is_reproduced;
        let mut given = rebuilt.clone();
        // A log may print a URL without its query.
        if given.query.is_empty() && !is_firm {
            given.query.clone_from(&echoed.query);
        }
        let found = compare::parts(&mut self.case(), &given, echoed);
        self.transit = found
            .into_iter()
            .map(|found| if is_firm { found } else { found.at_most(Certainty::Likely) })
            .collect();
    }
}

/// A string to sign with the line ends of Windows, or with lines that are indented.
fn spaced_lines(text: &str, certainty: Certainty) -> Option<Found> {
    let line = text.pieces(b'\n').find(|line| line.starts_in(" \t") || line.ends_with('\r'))?;
    let (id, what) = if line.ends_with('\r') {
        ("cr-crlf", "The lines of the string to sign end in \\r\\n (CRLF).")
    } else {
        ("cr-indented", "The lines of the string to sign are indented.")
    };
    let found = found(id, certainty).at("string-to-sign").saying(what);
    Some(found.with(line, line.trim()))
}

/// Whether it is the hash of a right canonical request, as far as one is known.
fn is_of_any(hash: &str, bases: &[Parts]) -> bool {
    bases.is_empty() || bases.iter().any(|base| sha256_text(base.text()) == hash)
}

/// The findings of mistakes that were reproduced.
fn named(mistakes: &[&Mistake], certainty: Certainty, yours: &str, right: &str) -> Vec<Found> {
    let mut all = Vec::new();
    for mistake in mistakes {
        let (yours, expected) = at_place(mistake.place, yours, right);
        let found = found(mistake.id, certainty);
        all.push(if yours == expected { found } else { found.with(yours, expected) });
    }
    all
}

/// What is wrong in a canonical request that no search reproduced: its form by repairing it, its parts one by one.
fn by_line(case: &mut Case, text: &str, right: Option<&Parts>, rules: &ServiceRules) -> Vec<Found> {
    let mut all = Vec::new();
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

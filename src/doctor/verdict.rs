//! The answer: findings in order, a verdict, a sentence, and what is missing.

use super::evidence::{Certainty, Diagnosis, Finding, Rebuilt, Source, Verdict};
use super::examine::Examination;
use super::finding::{Found, found, shown};
use super::hidden::Hidden;
use super::hosts;
use super::lint::Weight;
use super::mistakes::{Mistake, by_id};
use super::rebuild::sha256_text;
use super::secret;
use super::sent::Sent;
use super::text::{Search, concat, join};
use crate::endpoint::Endpoint;
use crate::key::hmac_sha256;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const OTHERWISE_READ: &str = "The signature is right for this request and this secret. If the service refuses it, the secret does not belong to this access key id, a proxy passes another Host, or the service reads the request otherwise than AWS does.";

impl Examination {
    /// Weighs what was found.
    pub fn conclude(self) -> Diagnosis {
        let hidden = Hidden::of(&self);
        let all: Vec<Found> =
            self.weighed().into_iter().map(|found| hidden.out_of_finding(found)).collect();
        let findings = ordered(&all);
        let verdict = self.verdict(&findings);
        let missing = if matches!(verdict, Verdict::Unexplained) {
            self.missing(&findings)
        } else {
            Vec::new()
        };
        let refused = self.refused(&findings);
        Diagnosis {
            summary: hidden.out_of(&self.summary(verdict, &findings, &missing, refused)),
            verdict,
            refused,
            ruled_out: self.ruled_out(&findings).iter().map(|text| hidden.out_of(text)).collect(),
            findings,
            rebuilt: self.rebuilt_strings(&hidden),
            missing,
        }
    }

    /// What the service says, what breaks a rule, what was computed, and the habits that are left to doubt.
    fn weighed(&self) -> Vec<Found> {
        let mut all: Vec<Found> = Vec::new();
        let decides = self.lints.iter().any(|(weight, _)| weight.is_rule());
        for said in &self.said {
            if said.is_clock || !decides || self.repeats_lint(said.found.finding.id) {
                all.push(said.found.clone());
            }
        }
        let rules = self.lints.iter().filter(|(weight, _)| weight.is_rule());
        all.extend(rules.map(|(_, found)| found.clone()));
        all.extend(self.shown.iter().chain(&self.transit).map(|found| self.as_far_as_seen(found)));
        all.extend(self.secret_lint());
        let is_silent = !all.iter().any(|found| found.finding.certainty.is_firm());
        if is_silent {
            let secret = self.wrong_secret();
            let host = secret.as_ref().and_then(|secret| self.changed_host(secret));
            all.extend(secret);
            all.extend(host);
        }
        self.add_habits(&mut all, is_silent);
        all
    }

    /// Adds the habits, each as certain as it may be beside the others.
    fn add_habits(&self, all: &mut Vec<Found>, is_silent: bool) {
        let most = match (is_silent, self.is_reproduced) {
            (true, false) => Certainty::Proven,
            // Right as it was sent, and refused as it was received.
            (true, true) if self.answer.is_mismatch() && self.echoed.is_none() => Certainty::Likely,
            _ => Certainty::Possible,
        };
        let arrived_as_sent = self.arrived_as_sent();
        for (weight, found) in &self.lints {
            let is_unchanged = found.finding.id == "header-changed-in-transit"
                && (arrived_as_sent || self.is_received(found));
            let doubt = match weight {
                Weight::Guess if !self.is_reproduced => Certainty::Proven,
                Weight::Habit if is_unchanged || self.answer.is_of_other() => Certainty::Possible,
                // It may as well be the secret.
                Weight::Habit if arrived_as_sent || self.is_foreign => Certainty::Likely,
                Weight::Habit => Certainty::Proven,
                _ => continue,
            };
            all.push(found.clone().at_most(most.max(doubt)));
        }
    }

    /// Whether the service has the hash of the request as given.
    pub fn arrived_as_sent(&self) -> bool {
        self.rebuilt
            .as_ref()
            .zip(self.answer.echo.as_ref())
            .is_some_and(|(parts, echo)| echo.string_to_sign.ends_with(&sha256_text(parts.text())))
    }

    /// Whether the service received the header that is named in a finding as it was sent.
    fn is_received(&self, found: &Found) -> bool {
        let name = found.finding.yours.as_deref().unwrap_or_default();
        let both = self.rebuilt.as_ref().zip(self.echoed.as_ref());
        both.is_some_and(|(sent, received)| sent.header(name) == received.header(name))
    }

    /// A finding of method or headers is none for sure while they are not shown.
    fn as_far_as_seen(&self, found: &Found) -> Found {
        let found = found.clone();
        if !(self.is_head_unseen && is_of_head(&found.finding)) {
            return found;
        }
        let found = if found.finding.id == "method-differs" {
            found.saying("The signature in the URL is right for another method than GET; which is sent is not shown.")
        } else {
            found
        };
        found.at_most(Certainty::Likely)
    }

    /// Whether a right canonical request is known, and not the caller's alone.
    fn knows_right(&self) -> bool {
        self.rebuilt.is_some() && !self.is_head_told || self.echoed.is_some()
    }

    fn repeats_lint(&self, id: &str) -> bool {
        self.lints.iter().any(|(_, found)| found.finding.id == id)
    }

    fn secret_lint(&self) -> Option<Found> {
        let secret = self.evidence.secret_access_key.as_deref()?;
        let id = self.sent.as_ref().map(|sent| sent.key_id.as_str()).filter(|id| !id.is_empty());
        let id = id.or(self.evidence.access_key_id.as_deref()).unwrap_or_default();
        let host = self.host();
        // The secrets of Google's HMAC keys have the length of those of AWS.
        let is_aws = hosts::is_aws(host) || host.ends_with("storage.googleapis.com");
        let is_issued = is_aws || id.starts_with("AKI") || id.starts_with("ASI");
        let found = secret::lint(secret, id, is_issued)?;
        if !self.is_reproduced {
            return Some(found);
        }
        let is_elsewhere = !is_aws && !host.is_empty() && !self.answer.is_mismatch();
        let is_sure = !(is_elsewhere && secret::may_be_issued(secret, found.finding.id));
        (!self.answer.is_permission())
            .then(|| if is_sure { found } else { found.at_most(Certainty::Possible) })
    }

    /// When everything before the key is right.
    fn wrong_secret(&self) -> Option<Found> {
        let is_right = self.shown.is_empty() && self.transit.is_empty();
        let is_refused = self.answer.is_mismatch();
        let fix = "Check which secret is read (profile, environment variable).";
        if self.is_foreign {
            let message = "No known mistake makes this signature with this secret.";
            return Some(found("secret-wrong", Certainty::Possible).saying(message).fixed_by(fix));
        }
        if !is_right {
            return None;
        }
        if self.is_reproduced {
            // Without an echo the service may have received another request.
            let certainty = match (is_refused, &self.echoed) {
                (true, Some(_)) if !self.is_other_attempt() => Certainty::Proven,
                _ if !self.knows_right() => return None,
                (true, None) if self.is_of_another_store() => return Some(otherwise_read()),
                (true, _) => Certainty::Likely,
                _ => Certainty::Possible,
            };
            return Some(found("secret-wrong", certainty));
        }
        let knows_strings = self.is_canonical_compared && self.own_hash().is_some();
        let message = "Your string to sign is right for what is given: the secret, the signing key or the HMAC is wrong.";
        (knows_strings && !self.answer.is_of_other())
            .then(|| found("secret-wrong", Certainty::Likely).saying(message).fixed_by(fix))
    }

    /// What may as well be the cause where all that is known is right: a host of one's own may stand for a proxy.
    fn changed_host(&self, secret: &Found) -> Option<Found> {
        let is_own =
            self.is_of_another_store() && Endpoint::from_host(self.host()).service.is_none();
        let is_refused = self.answer.is_mismatch() && self.echoed.is_none();
        (is_own && is_refused && secret.finding.certainty == Certainty::Likely).then(|| {
            found("header-host-changed", Certainty::Likely)
                .saying("A proxy, CDN or own domain in between may pass another Host to the service than the signed one.")
                .with_yours(self.sent.as_ref().map_or("", |sent| &sent.host))
        })
    }

    fn host(&self) -> &str {
        self.sent.as_ref().map_or("", Sent::hostname)
    }

    pub fn is_of_another_store(&self) -> bool {
        !self.host().is_empty() && !hosts::is_aws(self.host())
    }

    fn verdict(&self, findings: &[Finding]) -> Verdict {
        let firm = || findings.iter().filter(|finding| finding.certainty.is_firm());
        let is_other_scheme =
            self.answer.field("FormatString").is_some() || self.is_version_2_echo();
        if is_other_scheme
            || firm().any(|finding| matches!(finding.id, "auth-not-sigv4" | "auth-sigv2"))
        {
            Verdict::NotSigv4
        } else if firm().next().is_some() {
            Verdict::Explained
        } else if self.is_reproduced
            && self.shown.is_empty()
            && self.transit.is_empty()
            && (self.knows_right() || self.answer.is_permission())
        {
            Verdict::Matches
        } else {
            Verdict::Unexplained
        }
    }

    pub(super) fn is_version_2_echo(&self) -> bool {
        self.answer
            .echo
            .as_ref()
            .is_some_and(|echo| echo.canonical_request.is_none() && !echo.string_to_sign.has("4-"))
    }

    /// What the answer refuses that is not the signature, where nothing speaks against that.
    fn refused(&self, findings: &[Finding]) -> Option<&'static str> {
        let is_open = findings.iter().all(|finding| finding.certainty == Certainty::Possible);
        self.answer.refused().filter(|_| is_open)
    }

    fn summary(
        &self,
        verdict: Verdict,
        findings: &[Finding],
        missing: &[&str],
        refused: Option<&str>,
    ) -> String {
        let firm: Vec<&Finding> =
            findings.iter().filter(|finding| finding.certainty.is_firm()).collect();
        match (verdict, firm.as_slice()) {
            (_, [one]) => one.message.clone(),
            (_, [first, rest @ ..]) => {
                let others = rest.iter().filter_map(|finding| by_id(finding.id));
                let others: Vec<&str> = others.map(Mistake::what).collect();
                concat(&[&first.message, " Also: ", &join(&others, " ")])
            }
            _ if refused == Some("permission") => "The service accepted the signature and refuses a permission (policy, role, bucket).".to_string(),
            (Verdict::Matches, _) if self.is_of_another_store() => OTHERWISE_READ.to_string(),
            (Verdict::Matches, _) => "The signature is right for this request and this secret. If the service refuses it, the secret does not belong to this access key id.".to_string(),
            (Verdict::NotSigv4, _) => "The service checked another kind of signature than Signature Version 4.".to_string(),
            _ if refused == Some("resource") => "The service does not refuse the signature: it does not have what is asked for.".to_string(),
            _ if refused.is_some() => {
                let answer = &self.answer;
                let said = if answer.message.is_empty() { &answer.code } else { &answer.message };
                concat(&["The service does not refuse the signature, but a checksum of the body. It says: ", &shown(said.trimmed_end(". \n")), "."])
            }
            _ => {
                let nothing = if self.is_reproduced && !self.knows_right() {
                    "The signature is right for this string to sign and this secret; whether that is right for the request is not shown."
                } else {
                    "What is given does not show the mistake."
                };
                let known = findings.first().filter(|finding| finding.certainty == Certainty::Likely);
                let known = known.map_or(nothing, |finding| &finding.message).to_string();
                if missing.is_empty() {
                    return known;
                }
                let fields: Vec<&str> = missing.iter().map(|field| self.spoken(field)).collect();
                concat(&[&known, " What would tell: ", &join(&fields, ", or "), "."])
            }
        }
    }

    fn missing(&self, findings: &[Finding]) -> Vec<&'static str> {
        let evidence = &self.evidence;
        let is_url_enough =
            |sent: &Sent| sent.signed_headers == ["host"] && !findings.iter().any(is_of_head);
        let is_seen =
            |sent: &Sent| !(self.is_head_unseen || self.is_head_told) || is_url_enough(sent);
        let fields = [
            ("request", self.sent.as_ref().is_some_and(is_seen) && !self.is_payload_unseen),
            ("canonicalRequest", evidence.canonical_request.is_some()),
            ("stringToSign", evidence.string_to_sign.is_some()),
            ("response", evidence.response.is_some()),
            ("secretAccessKey", evidence.secret_access_key.is_some()),
        ];
        fields.iter().filter(|(_, is_given)| !is_given).map(|(field, _)| *field).collect()
    }

    /// What a correct signer computes.
    fn rebuilt_strings(&self, hidden: &Hidden) -> Option<Rebuilt> {
        let canonical_request = self.echoed.as_ref().or(self.rebuilt.as_ref())?.text();
        let scope = self.scope.as_ref()?;
        let string_to_sign = self.right_lines().with_hash(&sha256_text(&canonical_request)).text();
        let signature = self.evidence.secret_access_key.as_deref().map(|secret| {
            let key = scope.signing_key(secret.as_bytes());
            hex::encode(hmac_sha256(&key, string_to_sign.as_bytes()))
        });
        let source = if self.echoed.is_some() { Source::Response } else { Source::Request };
        Some(Rebuilt {
            source,
            canonical_request: hidden.out_of_signed(&canonical_request),
            string_to_sign: hidden.out_of_signed(&string_to_sign),
            signature,
        })
    }

    fn spoken(&self, field: &str) -> &'static str {
        match field {
            "request" if self.is_payload_unseen => "the request with its body",
            "request" if self.is_head_unseen || self.is_head_told => {
                "the request as sent, with its method and headers (raw HTTP, or what curl prints with --verbose)"
            }
            "request" => "the request as sent (a URL, a curl command or raw HTTP)",
            "response" => "the service's answer",
            "canonicalRequest" => "the canonical request that your code makes",
            "stringToSign" => "the string to sign that your code makes",
            _ => "the secret, which stays here",
        }
    }
}

/// Whether it is about what a URL does not show: method, headers and how they are listed.
fn is_of_head(finding: &Finding) -> bool {
    ["method", "headers", "signed-headers"].iter().any(|part| {
        finding.place.strip_prefix("canonical-request.").is_some_and(|at| at.starts_with(part))
    })
}

/// A store that is not AWS refuses what AWS would take, if the secret is right.
fn otherwise_read() -> Found {
    let fix = "Send a plain request. If that is refused too, it is the secret; else leave out what is unusual: a plus in the path, tabs, a parameter twice.";
    found("secret-wrong", Certainty::Likely).saying(OTHERWISE_READ).fixed_by(fix)
}

/// The surest first, each mistake once.
fn ordered(all: &[Found]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for &certainty in
        &[Certainty::Proven, Certainty::Certain, Certainty::Likely, Certainty::Possible]
    {
        for found in all.iter().filter(|found| found.finding.certainty == certainty) {
            let is_known = findings.iter().any(|known| known.id == found.finding.id);
            if !is_known && !found.is_of_placeholder() {
                findings.push(found.clone().done());
            }
        }
    }
    findings
}

//! What is known before anything is compared: the request as it was sent and what the service made of it, the scope, and
//! the right canonical request, each as far as what is given tells.

use super::answer::Answer;
use super::evidence::Evidence;
use super::examine::Examination;
use super::hosts;
use super::left_out::has_hidden_id;
use super::newlines::read_newlines;
use super::parts::{Lines, Parts, Scope};
use super::paste;
use super::rebuild::{rebuild, sha256_text};
use super::repair::{repair, told_payload};
use super::replaced::put_back;
use super::sent::{Scheme, Sent, Shown, split_credential};
use super::text::{Search, decoded, hash_in, is_hash};
use crate::canonical::payload::{EMPTY_SHA256, UNSIGNED_PAYLOAD};
use crate::endpoint::Endpoint;
use crate::key::hmac_sha256;
use crate::service::ServiceRules;
use alloc::string::String;
use alloc::vec::Vec;

impl Examination {
    pub fn new(evidence: &Evidence) -> Self {
        let (mut evidence, mut parts) = paste::sorted(evidence);
        read_newlines(&mut evidence);
        let mut answer = evidence.response.as_ref().map(Answer::read).unwrap_or_default();
        let mut url = parts.as_mut().map(|(_, parts)| &mut parts.url);
        if let Some(url) = url.as_mut().filter(|url| has_entities(url, &answer)) {
            **url = url.replaced("&amp;", "&");
        }
        answer.fill_key_id([url, evidence.canonical_request.as_mut()]);
        let mut sent = parts
            .as_ref()
            .and_then(|(shown, parts)| Some(Sent { shown: *shown, ..Sent::read(parts)? }));
        let echo_lines = echoed_lines(&answer);
        let echo_scope = echo_lines.as_ref().and_then(|lines| Scope::parse(&lines.scope));
        let scope = sent.as_ref().and_then(|sent| sent.scope.clone());
        let is_scope_taken = scope.is_some() && scope == echo_scope;
        let scope = scope.or(echo_scope);
        let service = service(&evidence, sent.as_ref(), scope.as_ref());
        let rules = ServiceRules::of(&service.to_ascii_lowercase());
        let replaced = put_back(sent.as_mut(), &mut evidence, &answer, &rules);
        let echoed = answer.canonical_request().filter(|_| answer.is_whole());
        let told = sent.as_mut().filter(|sent| sent.shown == Shown::Url).and_then(|sent| {
            let hidden = || answer.canonical_request().filter(|parts| has_hidden_id(&parts.query));
            let told = echoed.clone().or_else(|| own_parts(&evidence, &rules)).or_else(hidden)?;
            sent.complete(&told);
            Some(told)
        });
        let mut date = sent.as_ref().map(|sent| sent.date.clone()).unwrap_or_default();
        if let (true, Some(lines)) = (date.is_empty(), echo_lines) {
            date = lines.date;
        }
        let scope = scope.or_else(|| own_scope(&evidence).filter(|_| told.is_some()));
        let is_told = told.is_some() && !service.is_empty();
        let is_readable = |sent: &&Sent| match sent.auth {
            Scheme::Header | Scheme::Query => true,
            Scheme::Missing => is_told,
            _ => false,
        };
        let rebuilt =
            sent.as_ref().filter(is_readable).map(|sent| with_told(sent, &rules, told.as_ref()));
        let is_head_unseen =
            told.is_none() && sent.as_ref().is_some_and(|sent| lacks_head(sent, &answer));
        let has_head = |sent: &Sent| sent.method != "GET" || sent.signed_headers != ["host"];
        let is_head_told =
            told.is_some() && echoed.is_none() && sent.as_ref().is_some_and(has_head);
        let mut examination = Self {
            has_answer: evidence.response.is_some(),
            evidence,
            answer,
            sent,
            rules,
            scope,
            is_scope_taken,
            date,
            replaced,
            is_payload_unseen: false,
            is_head_unseen,
            is_head_told,
            rebuilt,
            echoed,
            said: Vec::new(),
            lints: Vec::new(),
            shown: Vec::new(),
            transit: Vec::new(),
            is_canonical_compared: false,
            signs_as_given: false,
            is_reproduced: false,
            is_foreign: false,
        };
        examination.find_payload();
        examination.find_path();
        examination
    }

    /// The path that was both signed and received, where something in between cut the start of the one that is given.
    fn find_path(&mut self) {
        if let Some(parts) = self.as_received().filter(|parts| self.is_signed(parts)) {
            self.rebuilt = Some(parts);
        }
    }

    /// The payload line where the request as given does not decide it.
    fn find_payload(&mut self) {
        if let Some(parts) = self.rebuilt.as_mut().filter(|parts| parts.payload.is_empty()) {
            let echoed = self.echoed.as_ref().map(|parts| parts.payload.clone());
            match echoed.or_else(|| own_payload(&self.evidence)) {
                Some(payload) => parts.payload = payload,
                None => (self.is_payload_unseen, self.rebuilt) = (true, None),
            }
        }
        // Some servers take it from the query, where signers leave it to the rule.
        let in_query = self.sent.as_ref().and_then(|sent| sent.parameter("X-Amz-Content-Sha256"));
        let Some((parts, payload)) = self.rebuilt.as_ref().zip(in_query) else { return };
        let other = Parts { payload, ..parts.clone() };
        if self.echoed.as_ref() == Some(&other) || self.is_signed(&other) {
            (self.is_payload_unseen, self.rebuilt) = (false, Some(other));
        }
    }

    /// Whether the caller's hash or signature is of exactly these parts.
    pub fn is_signed(&self, parts: &Parts) -> bool {
        let evidence = &self.evidence;
        let hash = sha256_text(parts.text());
        let by_secret = || {
            let key =
                self.scope.as_ref()?.signing_key(evidence.secret_access_key.as_ref()?.as_bytes());
            let text = self.right_lines().with_hash(&hash).text();
            Some(hex::encode(hmac_sha256(&key, text.as_bytes())) == self.sent.as_ref()?.signature)
        };
        evidence.string_to_sign.as_deref().and_then(hash_line).as_deref() == Some(&*hash)
            || evidence.canonical_request.as_deref() == Some(&*parts.text())
            || by_secret() == Some(true)
    }
}

/// The lines of the string to sign in the answer; with anything in front of them they tell nothing.
/// Whether a URL is shown as a page has it, with `&amp;`: a service that computes a signature of it has read its parameters.
fn has_entities(url: &str, answer: &Answer) -> bool {
    let names = || answer.canonical_request().map_or(String::new(), |parts| parts.query);
    url.has("&amp;X-Amz-")
        && (answer.is_mismatch() || answer.says("X-Amz-Expires must be"))
        && !names().has_any("amp;|amp%3B")
}

/// Whether method and headers are not those that were sent, or not told: of a URL alone, of what curl is yet to sign, and of a
/// request without a signature of which the service has one.
fn lacks_head(sent: &Sent, answer: &Answer) -> bool {
    sent.shown == Shown::Url
        || sent.auth == Scheme::Curl
        || sent.auth == Scheme::Missing && answer.is_mismatch()
}

fn echoed_lines(answer: &Answer) -> Option<Lines> {
    let lines = Lines::parse(&answer.echo.as_ref()?.string_to_sign)?;
    let is_bare = ![&lines.date, &lines.scope].iter().any(|line| line.has(" "));
    is_bare.then_some(lines)
}

fn service(evidence: &Evidence, sent: Option<&Sent>, scope: Option<&Scope>) -> String {
    let of_host = || Some(hosts::service(sent?)?.into());
    let of_scope = || Some(scope.cloned().or_else(|| own_scope(evidence))?.service.trim().into());
    let of_own = || own_service(&own_parts(evidence, &ServiceRules::of(""))?);
    evidence.service.clone().or_else(of_host).or_else(of_scope).or_else(of_own).unwrap_or_default()
}

/// The service that a canonical request is for, by its host; else by the scope in its query; else S3, if it has what few
/// others ask for.
fn own_service(parts: &Parts) -> Option<String> {
    let of_host = Endpoint::from_host(parts.header("host").unwrap_or_default()).service;
    let of_scope = || {
        let credential = decoded(parts.query.cut("X-Amz-Credential=")?.1.before(b'&'));
        Some(Scope::parse(split_credential(&credential).1)?.service)
    };
    let is_s3 = parts.header("x-amz-content-sha256").is_some() || parts.payload == UNSIGNED_PAYLOAD;
    of_host.map(Into::into).or_else(of_scope).or_else(|| is_s3.then(|| "s3".into()))
}

/// The caller's canonical request, its form repaired.
fn own_parts(evidence: &Evidence, rules: &ServiceRules) -> Option<Parts> {
    let text = evidence.canonical_request.as_deref()?;
    let parts = Parts::parse(text).or_else(|| repair(text, rules))?;
    let payload = own_payload(evidence).unwrap_or_else(|| parts.payload.clone());
    Some(Parts { payload, ..parts })
}

fn own_payload(evidence: &Evidence) -> Option<String> {
    told_payload(evidence.canonical_request.as_deref()?)
}

/// The right canonical request; its payload line as it is told, where the URL alone says nothing of it.
fn with_told(sent: &Sent, rules: &ServiceRules, told: Option<&Parts>) -> Parts {
    let rebuilt = rebuild(sent, rules);
    let is_silent = |told: &&Parts| {
        sent.auth == Scheme::Missing || rebuilt.payload == EMPTY_SHA256 && is_hash(&told.payload)
    };
    match told.filter(is_silent) {
        Some(told) => Parts { payload: told.payload.clone(), ..rebuilt },
        None => rebuilt,
    }
}

/// The hash in a string to sign, in lower case.
pub fn hash_line(string_to_sign: &str) -> Option<String> {
    hash_in(Lines::parse(string_to_sign)?.hash.before(b'\n'))
}

/// The scope in the caller's string to sign.
pub fn own_scope(evidence: &Evidence) -> Option<Scope> {
    Scope::parse(Lines::parse(evidence.string_to_sign.as_deref()?)?.scope.trim())
}

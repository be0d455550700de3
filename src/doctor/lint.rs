//! What the request alone shows to be wrong.

use super::evidence::Certainty;
use super::finding::{Found, certain, found};
use super::hosts;
use super::parts::Parts;
use super::rebuild::{rebuild, sha256_text};
use super::secret;
use super::sent::{Scheme, Sent, Shown, parameter_name, split_credential};
use super::text::{
    Search, concat, decimal, decoded, in_literal, is_hash, join, joined, number, sorted,
};
use crate::canonical::header_choice::{SkipReason, never_signed};
use crate::canonical::payload::UNSIGNED_PAYLOAD;
use crate::credentials::looks_like_a_secret;
use crate::endpoint::Endpoint;
use crate::service::{DefaultPayload, ServiceRules};
use alloc::string::String;
use alloc::vec::Vec;

/// Whether clients or proxies add or change a header of this name, in lower case: those that are never signed here, and
/// some that are signed when given.
pub fn is_changed_on_the_way(name: &str) -> bool {
    matches!(never_signed(name), Some(SkipReason::HopByHop | SkipReason::ChangedOnTheWay))
        || matches!(name, "accept-encoding" | "forwarded" | "via")
        || name.starts_with("cf-")
}

/// What a lint means for the other steps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The request is broken so that comparing it with anything would only repeat this.
    Decides,
    /// Against a rule of the protocol, whatever else is wrong.
    Rule,
    /// Breaks signatures as a rule, not always.
    Habit,
    /// As far as names tell; a signature that is right tells more.
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

/// What keeps a service from reading the signature at all: the first of these is the answer.
fn structure(sent: &Sent) -> Option<Found> {
    let escaped = sent
        .query
        .pieces(b'&')
        .find(|pair| pair.starts_with("amp;X-Amz-") || pair.starts_with("amp%3BX-Amz-"));
    if let Some(pair) = escaped {
        return Some(
            certain("query-html-escaped-amp")
                .with(&parameter_name(pair), &parameter_name(pair).replaced("amp;", "")),
        );
    }
    match sent.auth {
        Scheme::Query if !sent.authorization.is_empty() => {
            return Some(certain("auth-both").with_yours(&first_word(&sent.authorization)));
        }
        Scheme::Query => return presigned(sent),
        Scheme::Version2 => return Some(certain("auth-sigv2")),
        Scheme::Missing => {
            // S3 takes the parameters that set headers of its answer in signed requests alone.
            let is_of_signed = ["X-Amz-", "response-"].iter().any(|of| sent.query.starts_with(of));
            let is_cut = is_of_signed && !sent.query.has("&");
            let cut = || certain("presign-url-shell-cut").with_yours(&parameter_name(&sent.query));
            return is_cut.then(cut);
        }
        Scheme::Other => {
            return Some(certain("auth-not-sigv4").with_yours(&first_word(&sent.authorization)));
        }
        Scheme::Header | Scheme::Curl => {}
    }
    if sent.credential.has("SignedHeaders=") || sent.credential.has("Signature=") {
        let found = certain("auth-not-sigv4")
            .saying("The parts of the Authorization header are not separated by commas.")
            .fixed_by("Separate Credential, SignedHeaders and Signature by commas.");
        return Some(found.with_yours(&in_literal(&sent.authorization)));
    }
    credential(sent)
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

/// What does not belong into `Credential` stands in its key id.
fn credential(sent: &Sent) -> Option<Found> {
    let (key_id, _) = split_credential(&sent.credential);
    let read = decoded(key_id);
    if read == sent.key_id {
        return None;
    }
    let found = certain("auth-credential-space");
    let found = if read.chars().any(char::is_whitespace) {
        found
    } else {
        found
            .saying("There are quotes around the access key id of Credential.")
            .fixed_by("Remove the quotes from the access key id.")
    };
    Some(found.with(&concat(&["\"", &in_literal(key_id), "\""]), &sent.key_id))
}

fn presigned(sent: &Sent) -> Option<Found> {
    const NAMES: [&str; 6] = [
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Date",
        "X-Amz-Expires",
        "X-Amz-SignedHeaders",
        "X-Amz-Signature",
    ];
    if !sent.query.has("&") {
        return Some(certain("presign-url-shell-cut").with_yours(&parameter_name(&sent.query)));
    }
    // IoT WebSocket URLs may leave X-Amz-Expires out.
    let is_iot = sent.scope.as_ref().is_some_and(|scope| scope.service == "iotdevicegateway");
    let is_missing =
        |name: &&&str| !(sent.has_parameter(name) || is_iot && **name == "X-Amz-Expires");
    let missing: Vec<&str> = NAMES.iter().filter(is_missing).copied().collect();
    if missing.len() == 1 && missing.contains(&"X-Amz-Signature") && ends_before_signature(sent) {
        return Some(certain("presign-url-truncated").with_yours("no X-Amz-Signature"));
    }
    if !missing.is_empty() {
        // The same name in another case is another name.
        let is_like = |pair: &&str| {
            let name = parameter_name(pair);
            missing.iter().any(|missing| missing.eq_ignore_ascii_case(&name))
        };
        let found = certain("presign-param-missing");
        let found = match sent.query.pieces(b'&').find(is_like) {
            Some(pair) => found.with_yours(&parameter_name(pair)),
            None => found,
        };
        return Some(found.with_expected(&join(&missing, ", ")));
    }
    let twice = |name: &str| {
        sent.parameter(name).is_some_and(|value| {
            value.has("%2F") || value.has("%3B") || value.has("%3b") || value.has("%2f")
        })
    };
    if twice("X-Amz-Credential") || twice("X-Amz-SignedHeaders") {
        return Some(
            certain("presign-signedheaders-double-encoded")
                .with_yours(&sent.parameter("X-Amz-Credential").unwrap_or_default()),
        );
    }
    let signature = sent.signature.as_str();
    if signature.len() < 64 && signature.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(
            certain("presign-url-truncated")
                .with(&concat(&[&decimal(signature.len() as u64), " digits"]), "64 digits"),
        );
    }
    let expires = sent.parameter("X-Amz-Expires").unwrap_or_default();
    if number(&expires).is_some_and(|seconds| seconds > 604_800) {
        return Some(certain("presign-expires-too-long").with(&expires, "604800"));
    }
    credential(sent)
}

/// Whether what is there of a URL may be all before its signature, which signers put last: it ends in another parameter
/// of the signature or in a piece of the name, and no parameter of another name has the signature.
fn ends_before_signature(sent: &Sent) -> bool {
    let last = parameter_name(sent.query.list(b'&').last().copied().unwrap_or_default());
    let is_signature = |pair: &str| pair.cut("=").is_some_and(|(_, value)| is_hash(value));
    (last.starts_with("X-Amz-") || "X-Amz-Signature".starts_with(&*last))
        && !sent.query.pieces(b'&').any(is_signature)
}

fn tokens(sent: &Sent, rules: &ServiceRules, all: &mut Vec<(Weight, Found)>) {
    let token = sent.token();
    if sent.key_id.starts_with("ASIA") && token.is_none() {
        all.push((Weight::Decides, certain("token-missing")));
    }
    let name = rules.session_token_name.as_str();
    if sent.auth == Scheme::Header
        && sent.header(name).is_some()
        && !sent.is_signed(name)
        && rules.sign_session_token
    {
        all.push((Weight::Rule, certain("token-not-signed")));
    }
    if sent.auth == Scheme::Query && !rules.sign_session_token {
        let place =
            |name: &str| sent.query.pieces(b'&').position(|pair| parameter_name(pair) == name);
        // Who appends the token after signing, as AWS IoT wants it, has it behind the signature.
        if place(name).is_some_and(|token| {
            place("X-Amz-Signature").is_some_and(|signature| token < signature)
        }) {
            all.push((Weight::Guess, certain("query-token-signed-iot")));
        }
    }
}

fn listed_headers(sent: &Sent, rules: &ServiceRules, all: &mut Vec<(Weight, Found)>) {
    let is_missing = |name: &&String| *name != "host" && sent.header(name).is_none();
    let is_reported = |name: &str| {
        all.iter().any(|(_, found)| found.finding.id == "token-missing") && name.has("-token")
    };
    let missing: Vec<&String> =
        sent.signed_headers.iter().filter(is_missing).filter(|name| !is_reported(name)).collect();
    if let Some(name) = missing.first() {
        let id = if *name == "content-type" {
            "content-type-signed-not-sent"
        } else {
            "header-signed-not-sent"
        };
        let found = certain(id).at_header(name).with_yours(&concat(&["no ", name]));
        all.push(match sent.shown {
            Shown::Whole => (Weight::Decides, found),
            Shown::Url => (Weight::Guess, found.at_most(Certainty::Likely)),
        });
    }
    let names = sorted(&sent.signed_headers, &String::clone);
    if let Some(twice) =
        names.windows(2).find_map(|pair| pair.first().filter(|name| pair.last() == Some(name)))
    {
        all.push((Weight::Rule, certain("headers-duplicate").with_yours(twice)));
    }
    if !sent.is_signed("host") {
        all.push((
            Weight::Rule,
            certain("header-host-not-signed").with_yours(&joined(&sent.signed_headers, ";")),
        ));
    }
    if rules.double_encode_path {
        return;
    }
    let unsigned = sent.headers.iter().find(|(name, _)| {
        let name = name.to_ascii_lowercase();
        let is_excused = name.has("-token") || sent.auth == Scheme::Query && name == "x-amz-date";
        name.starts_with("x-amz-") && !sent.is_signed(&name) && !is_excused
    });
    if let Some((name, _)) = unsigned {
        let name = name.to_ascii_lowercase();
        let place = concat(&["request.headers.", &name]);
        all.push((Weight::Rule, certain("header-amz-not-signed").at(&place).with_yours(&name)));
    }
    if sent.auth == Scheme::Header
        && rules.content_sha256_header
        && sent.header("x-amz-content-sha256").is_none()
    {
        all.push((Weight::Rule, certain("payload-sha256-header-missing")));
    }
}

/// A service that wants the hash in a header compares it with the body.
fn body(sent: &Sent, rules: &ServiceRules, all: &mut Vec<(Weight, Found)>) {
    let told = sent.header("x-amz-content-sha256").filter(|_| rules.content_sha256_header);
    let Some(told) = told.filter(|told| is_hash(told)) else { return };
    if rules.payload == DefaultPayload::Unsigned {
        let found = certain("payload-sha256-mismatch")
            .at("request.headers.x-amz-content-sha256")
            .saying("This service takes no signed payload.")
            .fixed_by("Send and sign x-amz-content-sha256: UNSIGNED-PAYLOAD.");
        all.push((Weight::Rule, found.with(told, UNSIGNED_PAYLOAD)));
        return;
    }
    let Some(body) = sent.body.bytes() else { return };
    if !is_hash_of(told, body) {
        let hash = sha256_text(body);
        all.push((Weight::Rule, certain("payload-sha256-mismatch").with(told, &hash)));
    }
}

/// Whether it is the body's hash. Pasting takes the newline off a body's end.
pub fn is_hash_of(told: &str, body: &[u8]) -> bool {
    let is_of =
        |end: &str| told.eq_ignore_ascii_case(&sha256_text([body, end.as_bytes()].concat()));
    ["", "\n", "\r\n"].into_iter().any(is_of)
}

fn scope(sent: &Sent, all: &mut Vec<(Weight, Found)>) {
    let Some(scope) = &sent.scope else { return };
    if !sent.credential.ends_with("/aws4_request") {
        let found = certain("sts-scope-no-terminator")
            .at("authorization.credential")
            .saying("Credential does not end in '/aws4_request'.")
            .with(split_credential(&sent.credential).1, &scope.text());
        all.push((Weight::Rule, found));
    }
    let day = sent.date.get(..8).unwrap_or_default();
    if !day.is_empty() && scope.date != day && scope.date.len() == 8 {
        all.push((Weight::Rule, certain("sts-scope-date-mismatch").with(&scope.date, day)));
    }
    let host = sent.hostname();
    let is_aws = hosts::is_aws(host);
    if looks_like_a_secret(&sent.key_id) {
        let found = secret::in_place_of_id();
        all.push(if is_aws {
            (Weight::Rule, found)
        } else {
            (Weight::Guess, found.at_most(Certainty::Likely))
        });
    }
    if !is_aws {
        // Other stores name their regions as they like, but with no white space around.
        let region = scope.region.as_str();
        if region.trim() != region {
            let found = certain("scope-region-format").with(region, region.trim());
            all.push((Weight::Rule, found));
        }
        return;
    }
    let endpoint = Endpoint::from_host(host);
    // S3 finds a bucket of any region by its name.
    let region = endpoint.region.filter(|_| !host.ends_with(".s3.amazonaws.com"));
    if let Some(found) = region_format(&scope.region, region) {
        all.push((Weight::Rule, found));
    } else if let Some(region) = region.filter(|region| *region != scope.region) {
        all.push((Weight::Rule, wrong_region(host, &scope.region, region)));
    }
    let service = endpoint.service.filter(|service| !hosts::takes(service, &scope.service));
    if let (Some(_), Some(service)) = (service, hosts::service(sent)) {
        let wrong = certain("scope-wrong-service").with(&scope.service, service);
        let is_known = hosts::is_known(service);
        let certainty = if is_known { Certainty::Certain } else { Certainty::Likely };
        let weight = if is_known { Weight::Rule } else { Weight::Guess };
        all.push((weight, wrong.at_most(certainty)));
    }
}

/// A region that is written as no region of AWS is; `expected` is the endpoint's.
fn region_format(region: &str, expected: Option<&str>) -> Option<Found> {
    let is_shaped = !region.is_empty()
        && region
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let is_zone = region.ends_with(|last: char| last.is_ascii_alphabetic())
        && region.pieces(b'-').count() > 2
        && !region.has("local");
    if is_shaped && !is_zone {
        return None;
    }
    let code = region.trim().to_ascii_lowercase().replaced("_", "-").replaced(" ", "-");
    let code = if is_zone { code.trimmed_end("abcdefghijklmnopqrstuvwxyz") } else { &code };
    let found = certain("scope-region-format").with_yours(region);
    let expected = expected.unwrap_or(code);
    Some(if expected == region { found } else { found.with_expected(expected) })
}

/// A region that is not the endpoint's; a host that names none is that of a global service.
pub fn wrong_region(host: &str, yours: &str, expected: &str) -> Found {
    let is_named = expected.is_empty() || host.has(expected);
    let is_global = !host.is_empty()
        && !is_named
        && host.has("amazonaws.com")
        && !host.starts_with("s3")
        && !host.has(".s3");
    let id = if is_global { "scope-global-service" } else { "scope-wrong-region" };
    certain(id).with(yours, expected)
}

/// A signature that is not written in lower-case hex.
pub fn signature_form(signature: &str) -> Option<Found> {
    if signature.len() == 44 && signature.ends_with('=') {
        return Some(certain("sig-base64").with_yours(signature));
    }
    let is_upper = is_hash(signature) && signature.bytes().any(|byte| byte.is_ascii_uppercase());
    is_upper.then(|| certain("sig-uppercase").with(signature, &signature.to_ascii_lowercase()))
}

fn habits(sent: &Sent, all: &mut Vec<(Weight, Found)>) {
    if let Some(name) = sent.signed_headers.iter().find(|name| is_own_of_hops(name)) {
        all.push((
            Weight::Habit,
            certain("header-changed-in-transit").at_header(name).with_yours(name),
        ));
    }
    let foreign =
        sent.headers.iter().find(|(name, value)| sent.is_signed(name) && !value.is_ascii());
    if let Some((name, value)) = foreign {
        all.push((Weight::Habit, certain("header-non-ascii").at_header(name).with_yours(value)));
    }
    if sent.body.is_gzip()
        && sent.header("content-encoding").is_some()
        && !sent.is_signed("content-encoding")
    {
        all.push((Weight::Habit, certain("payload-gzip-after-signing")));
    }
}

/// What the canonical request that a service shows tells, where the request is not given.
pub fn received(parts: &Parts, all: &mut Vec<(Weight, Found)>) {
    let told = parts.header("x-amz-content-sha256").unwrap_or_default();
    if is_hash(told) && is_hash(&parts.payload) && told != parts.payload {
        let found = certain("payload-sha256-mismatch").with(told, &parts.payload);
        all.push((Weight::Rule, found));
    }
    let is_changed = |(name, _): &&(String, String)| is_own_of_hops(name);
    if let Some((name, value)) = parts.headers.iter().find(is_changed) {
        let found = certain("header-changed-in-transit").at_header(name).with_yours(value);
        // Google's front end adds itself.
        all.push(if value.has("(gfe)") {
            (Weight::Rule, found)
        } else {
            (Weight::Habit, found.at_most(Certainty::Likely))
        });
    }
}

/// Many sign the user agent, and mostly it arrives as it was.
fn is_own_of_hops(name: &str) -> bool {
    is_changed_on_the_way(name) && name != "user-agent"
}

fn first_word(text: &str) -> String {
    text.split_whitespace().next().unwrap_or_default().chars().take(20).collect()
}

//! Which headers are signed, and which should be: the session token's too, which may be a parameter.

use super::Weight;
use crate::canonical::header_choice::{SkipReason, never_signed};
use crate::canonical::headers::X_AMZ_CONTENT_SHA256;
use crate::doctor::evidence::Certainty;
use crate::doctor::finding::{Found, certain};
use crate::doctor::parts::Parts;
use crate::doctor::sent::{Scheme, Sent, Shown, parameter_name};
use crate::doctor::text::{Search, concat, is_hash, joined, sorted};
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

pub fn tokens(sent: &Sent, rules: &ServiceRules, all: &mut Vec<(Weight, Found)>) {
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

pub fn listed_headers(sent: &Sent, rules: &ServiceRules, all: &mut Vec<(Weight, Found)>) {
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
    if sent.auth == Scheme::Header
        && rules.content_sha256_header
        && sent.header(X_AMZ_CONTENT_SHA256).is_none()
    {
        let found = certain("payload-sha256-header-missing");
        // OpenSearch Serverless has taken requests without a body that lack it, against its documentation.
        let is_sure = rules.payload != DefaultPayload::Body || sent.has_body();
        all.push(if is_sure {
            (Weight::Rule, found)
        } else {
            (Weight::Habit, found.at_most(Certainty::Likely))
        });
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
}

pub fn habits(sent: &Sent, all: &mut Vec<(Weight, Found)>) {
    if let Some(name) = sent.signed_headers.iter().find(|name| is_own_of_hops(name)) {
        all.push((
            Weight::Habit,
            certain("header-changed-in-transit").at_header(name).with_yours(name),
        ));
    }
    // The boundary of a form is made when it is sent: no URL was signed for it.
    let form = sent.header("content-type").filter(|value| value.starts_with("multipart/form-data"));
    if let (Scheme::Query, true, Some(form)) = (sent.auth, sent.is_signed("content-type"), form) {
        let found = certain("content-type-differs")
            .at_most(Certainty::Likely)
            .saying("The Content-Type is that of a form (FormData), with a boundary that is made when it is sent: hardly the one that the URL was signed for.")
            .fixed_by("Send the file itself as the body, not FormData, with exactly the Content-Type that was signed.");
        all.push((Weight::Habit, found.with_yours(form)));
    }
    // Who leaves something out writes dots.
    let is_foreign = |value: &str| !value.is_ascii() && !value.has("…");
    let foreign =
        sent.headers.iter().find(|(name, value)| sent.is_signed(name) && is_foreign(value));
    if let Some((name, value)) = foreign {
        all.push((Weight::Habit, certain("header-non-ascii").at_header(name).with_yours(value)));
    }
    if sent.body.is_gzip()
        && sent.header("content-encoding").is_some()
        && !sent.is_signed("content-encoding")
    {
        all.push((Weight::Guess, certain("payload-gzip-after-signing")));
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

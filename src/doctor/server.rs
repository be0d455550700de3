//! What the service's answer says, which comes before anything computed.

use super::answer::Answer;
use super::clock::clock;
use super::evidence::Certainty;
use super::finding::{Found, certain};
use super::lint::wrong_region;
use super::parts::Scope;
use super::paste::scan::between;
use super::sent::Sent;
use super::text::{Search, concat};
use crate::canonical::payload::is_word;
use crate::endpoint::Endpoint;
use crate::text::{is_all, kind};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Texts of codes and messages, and the mistake that each of them names: one a line, the first that fits.
const SAYINGS: &str = "\
which were not signed|header-amz-not-signed
XAmzContentSHA256Mismatch|payload-sha256-mismatch
Missing required header for this request: x-amz-content-sha256|payload-sha256-header-missing
Missing the 'x-amz-content-sha256'|payload-sha256-header-missing
is named as a SignedHeader|header-signed-not-sent
'x-amz-security-token' must be a 'SignedHeader'|token-not-signed
must be a 'SignedHeader'|header-host-not-signed
Date in Credential scope does not match|sts-scope-date-mismatch
Invalid credential date|sts-scope-date-mismatch
Missing Authentication Token|auth-missing
MissingAuthenticationToken|auth-missing
Only one auth mechanism allowed|auth-both
authorization mechanism you have provided|auth-sigv2
SigV2 authorization is not supported|auth-sigv2
requires 'Credential' parameter|auth-not-sigv4
requires 'Signature' parameter|auth-credential-space
requires three components|auth-credential-space
authentication version 4 requires|presign-param-missing
X-Amz-Expires |presign-expires-too-long
not a valid key=value pair|auth-credential-space
Credential is mal-formed|auth-credential-space
5 slash-delimited|auth-credential-space
with a valid terminator|sts-scope-no-terminator
aws4_request\" is malformed|auth-credential-space
non-empty Access Key|auth-credential-space
non-empty region must|scope-region-format
Invalid key=value pair|auth-not-sigv4
ExpiredToken|token-expired
token included in the request is expired|token-expired
The provided token has expired|token-expired
InvalidAccessKeyId|key-id-unknown
InvalidClientTokenId|key-id-unknown
UnrecognizedClient|key-id-unknown
Access Key Id you provided does not exist|key-id-unknown
Malformed Access Key Id|key-id-unknown
token included in the request is invalid|key-id-unknown";

/// What the answer alone, or with the request's own time, proves. `is_clock`: whatever the request looks like.
pub struct Said {
    pub found: Found,
    pub is_clock: bool,
}

/// The mistakes that the answer names.
pub fn said(answer: &Answer, sent: Option<&Sent>, key_id: Option<&str>) -> Vec<Said> {
    let clock = clock(answer, sent).or_else(|| redirect(answer, sent));
    if let Some(found) = clock {
        return Vec::from([Said { found, is_clock: true }]);
    }
    let mut all = scope(answer, sent);
    if all.is_empty() {
        let unsigned = answer.field("HeadersNotSigned").map(|_| "header-amz-not-signed");
        let id = unsigned.or_else(|| saying(&answer.message)).or_else(|| saying(&answer.code));
        all.extend(
            id.map(|id| named(id, answer, sent, key_id)).filter(|found| !is_of_word(found, sent)),
        );
    }
    all.into_iter().map(|found| Said { found, is_clock: false }).collect()
}

/// Whether it is about the hash of the body where a word stands for one.
fn is_of_word(found: &Found, sent: Option<&Sent>) -> bool {
    let yours = found.finding.yours.as_deref();
    let told = yours.or_else(|| sent?.header("x-amz-content-sha256"));
    found.finding.id == "payload-sha256-mismatch" && told.is_some_and(is_word)
}

/// The mistake that a text tells in the words of a service.
pub fn saying(text: &str) -> Option<&'static str> {
    let lines = SAYINGS.pieces(b'\n').filter_map(|line| line.cut("|"));
    lines.filter(|(saying, _)| text.has(saying)).map(|(_, id)| id).next()
}

fn named(id: &'static str, answer: &Answer, sent: Option<&Sent>, key_id: Option<&str>) -> Found {
    let quoted = || between(&answer.message, "'", "'").unwrap_or_default().to_string();
    match id {
        "header-amz-not-signed" => {
            let names = answer.field("HeadersNotSigned").unwrap_or_default();
            match names.as_str() {
                "" => certain(id),
                "host" => certain("header-host-not-signed").with_expected("host"),
                "x-amz-security-token" => certain("token-not-signed").with_expected(&names),
                _ => {
                    let first = names.before(b',').trim();
                    certain(id).at(&concat(&["request.headers.", first])).with_yours(&names)
                }
            }
        }
        "payload-sha256-mismatch" => match (
            answer.field("ClientComputedContentSHA256"),
            answer.field("S3ComputedContentSHA256"),
        ) {
            (Some(yours), Some(theirs)) => certain(id).with(&yours, &theirs),
            _ => certain(id),
        },
        // What is in the header is not told.
        "auth-not-sigv4" if answer.says("Invalid key=value pair") => certain(id).at_most(Certainty::Likely),
        "auth-missing" if sent.is_some_and(|sent| !sent.signature.is_empty()) => {
            certain(id).saying("The service found no signature: API Gateway says so of a path, method or stage that it does not have; else it was removed on the way.").at_most(Certainty::Likely).fixed_by("Check these, then proxies, redirects and CDNs.")
        }
        // API Gateway says so of paths that it does not have, too.
        "auth-missing" if sent.is_none() && answer.message.has("Missing Authentication Token") => {
            certain(id).at_most(Certainty::Likely)
        }
        // What the service could not read is a word of another scheme, or Credential with a space in it.
        "auth-credential-space" => match answer.message.cut("' not a valid key=value pair") {
            Some((word, _)) if word.ends_with("/aws4_request") => certain(id),
            Some(_) => certain("auth-not-sigv4"),
            None => {
                let message = &answer.message;
                let (certainty, message) = if message.has("mal-formed") || message.has("slash-") {
                    (Certainty::Likely, "Credential is not ID/YYYYMMDD/REGION/SERVICE/aws4_request: a part is missing, a slash is encoded twice (%252F), or it has white space in it.")
                } else if message.has("requires") {
                    (Certainty::Likely, "The Authorization header arrives cut off: mostly by a line end in the access key id.")
                } else {
                    (Certainty::Certain, "The access key id of Credential is empty, or has white space in it.")
                };
                certain(id).at_most(certainty).saying(message)
            }
        },
        "scope-region-format" => certain(id).saying("The region of the scope is empty."),
        "header-signed-not-sent" if quoted() == "content-type" => {
            certain("content-type-signed-not-sent")
        }
        "header-signed-not-sent" => certain(id).with_yours(&concat(&["no ", &quoted()])),
        "key-id-unknown" => unknown(answer, key_id),
        _ => certain(id),
    }
}

/// Most services say the same of an id that they do not know and of a token that is not the id's.
fn unknown(answer: &Answer, key_id: Option<&str>) -> Found {
    let found = certain("key-id-unknown");
    let found = if key_id.is_some_and(|id| id.starts_with("ASIA")) {
        found
            .saying("The access key id is a temporary one (ASIA...): its session token is missing or is another's, or the service does not know the id.")
            .fixed_by("Send and sign x-amz-security-token with the session token that was issued with this access key id, or get new temporary credentials.")
    } else if answer.says("InvalidClientTokenId|UnrecognizedClient|token included") {
        found
            .saying("The service does not know the access key id, or the session token is missing or is another's.")
            .fixed_by("Check the access key id (account, provider, partition; deleted or mistyped) and the session token: a temporary id (ASIA...) needs the one issued with it in x-amz-security-token, another id none.")
    } else {
        found
    };
    match key_id {
        Some(key_id) => found.with_yours(key_id),
        None => found,
    }
}

fn scope(answer: &Answer, sent: Option<&Sent>) -> Vec<Found> {
    let message = answer.message.as_str();
    let host = sent.map_or("", Sent::hostname);
    let scope = sent.and_then(|sent| sent.scope.as_ref());
    let mut all = Vec::new();
    all.extend(region(answer, host, scope));
    let service = between(message, "scoped to correct service: '", "'")
        .or_else(|| between(message, "This endpoint belongs to \"", "\""));
    if let Some(expected) = service {
        let found = certain("scope-wrong-service").with_expected(expected);
        all.push(match scope {
            Some(scope) => found.with_yours(&scope.service),
            None => found,
        });
    }
    all
}

/// A region that the answer refuses, whether it says which or not.
fn region(answer: &Answer, host: &str, scope: Option<&Scope>) -> Option<Found> {
    const NAMED: [(&str, &str); 3] = [
        ("the region '", "' is wrong; expecting"),
        ("valid region, not '", "'"),
        ("region name '", "' is not valid"),
    ];
    let message = answer.message.as_str();
    let named = NAMED.iter().find_map(|(open, close)| between(message, open, close));
    // Garage tells the whole scope, of which it wants another: mostly another region.
    let whole = message.cut("unexpected scope: ").and_then(|(_, scope)| Scope::parse(scope));
    let own = whole.as_ref().or(scope).map(|scope| scope.region.as_str());
    let yours = named.or(own);
    let told = region_of(answer);
    let is_named = named.is_some()
        || ["region is wrong; expecting", "should be scoped to a valid region"]
            .iter()
            .any(|it| message.has(it));
    let is_told = told.as_deref().is_some_and(|told| own.is_some_and(|own| own != told));
    let is_refused = is_named
        || is_told && answer.code == "AuthorizationHeaderMalformed"
        || told.is_none() && whole.is_some();
    if !is_refused {
        return None;
    }
    // R2 lists all that it takes.
    let listed = message.has(", auto").then_some("auto");
    let expected = between(message, "expecting '", "'").or(listed).or(told.as_deref());
    let expected = expected.or(Endpoint::from_host(host).region);
    let found = match (yours, expected.filter(|expected| Some(*expected) != yours)) {
        (Some(yours), Some(expected)) if is_all(yours, kind::LABEL) => {
            wrong_region(host, yours, expected)
        }
        (Some(yours), Some(expected)) => certain("scope-region-format").with(yours, expected),
        (Some(yours), None) => certain("scope-wrong-region").with_yours(yours),
        (None, Some(expected)) => certain("scope-wrong-region").with_expected(expected),
        (None, None) => certain("scope-wrong-region"),
    };
    Some(if is_named || is_told { found } else { found.at_most(Certainty::Likely) })
}

fn region_of(answer: &Answer) -> Option<String> {
    answer.told("Region", "x-amz-bucket-region")
}

fn redirect(answer: &Answer, sent: Option<&Sent>) -> Option<Found> {
    // The answer to a HEAD request has no body.
    let is_bare = answer.code.is_empty() && region_of(answer).is_some();
    let is_redirect =
        answer.code.ends_with("Redirect") || is_bare && matches!(answer.status, Some(301 | 307));
    let signed_for = sent.map_or("", |sent| sent.host.as_str());
    is_redirect.then(|| {
        let found = certain("endpoint-redirect");
        let found = if signed_for.is_empty() { found } else { found.with_yours(signed_for) };
        match answer.told("Endpoint", "location") {
            Some(endpoint) => found.with_expected(&endpoint),
            None => found,
        }
    })
}

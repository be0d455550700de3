//! Comparing line by line, where no search is needed or none found anything.

use super::case::Case;
use super::evidence::Certainty;
use super::finding::{Found, certain, first_difference, found};
use super::lint::is_changed_on_the_way;
use super::mistakes::{self, Mistake};
use super::parts::{Lines, Parts};
use super::paste::is_method;
use super::paste::scan::base64_hash;
use super::place::named;
use super::rebuild::normalized;
use super::search::SEARCHED;
use super::text::{Search, concat, hash_in, is_hash, is_left_out, one_spaced, pairs, sorted};
use crate::canonical::payload::{EMPTY_SHA256, UNSIGNED_PAYLOAD};
use crate::time::AmzDate;
use alloc::string::String;
use alloc::vec::Vec;

const HASH: &str = "string-to-sign.hash";

/// What is wrong with the caller's string to sign beside the hash itself. An empty `right` line is unknown.
pub fn string_to_sign(yours: &str, right: &Lines) -> Vec<Found> {
    let mut all = Vec::new();
    let Some(lines) = Lines::parse(yours).filter(|lines| !is_list(&lines.algorithm)) else {
        return all;
    };
    if lines.algorithm != right.algorithm {
        all.push(certain("sts-algorithm-wrong").with(&lines.algorithm, &right.algorithm));
    }
    if is_left_out(&lines.date) {
        // It may be any.
    } else if AmzDate::parse(&lines.date).is_err() {
        all.push(certain("sts-date-format").with_known(&lines.date, &right.date));
    } else if !right.date.is_empty() && lines.date != right.date {
        all.push(certain("sts-date-mismatch").with(&lines.date, &right.date));
    }
    let terminated = concat(&[&lines.scope, "/aws4_request"]);
    let has_key_id = lines.scope.pieces(b'/').count() > 4;
    if is_left_out(&lines.scope) {
        // It may be any.
    } else if has_key_id && (right.scope.is_empty() || lines.scope.ends_with(&right.scope)) {
        all.push(certain("sts-scope-has-key-id").with_known(&lines.scope, &right.scope));
    } else if !lines.scope.ends_with("/aws4_request")
        && (right.scope.is_empty() || terminated == right.scope)
    {
        all.push(certain("sts-scope-no-terminator").with(&lines.scope, &terminated));
    } else if !right.scope.is_empty() && lines.scope != right.scope {
        all.push(certain("sts-scope-differs").with(&lines.scope, &right.scope));
    }
    let first = lines.hash.before(b'\n').before(b'\\');
    let rest = lines.hash.get(first.len()..).unwrap_or_default();
    if is_method(&first.to_ascii_uppercase()) {
        all.push(certain("sts-cr-not-hashed").with_known(first, &right.hash));
    } else {
        if !rest.is_empty() && rest.trim().is_empty() {
            all.push(certain("sts-trailing-newline"));
        }
        if is_hash(first) && first.bytes().any(|byte| byte.is_ascii_uppercase()) {
            all.push(certain("sts-hash-uppercase").with(first, &first.to_ascii_lowercase()));
        }
        let printed = hash_in(first).filter(|_| !is_hash(first));
        if let Some(hash) = &printed {
            all.push(certain("sts-hash-printed").with(first, hash));
        }
        // Less is a placeholder.
        if !is_hash(first) && printed.is_none() && first.len() >= 32 && !is_left_out(first) {
            let (what, hash) = match base64_hash(first) {
                Some(hash) => ("Line 4 is a hash in Base64 or bytes, not in hex.", hash),
                None => ("Line 4 is not 64 hex digits.", right.hash.clone()),
            };
            all.push(
                found("canonical-request-differs", Certainty::Likely)
                    .at(HASH)
                    .saying(what)
                    .fixed_by("Write line 4 as 64 lower-case hex digits.")
                    .with_known(first, &hash),
            );
        }
    }
    all
}

/// Whether the first line opens a list that is not read, as of numbers: it shows no lines.
pub fn is_list(line: &str) -> bool {
    line.ends_with('[')
}

/// Names each part in which `yours` differs: by a mistake that makes exactly this difference, else by what it is.
pub fn parts(case: &mut Case, yours: &Parts, right: &Parts) -> Vec<Found> {
    case.is_wide = true;
    let mut all: Vec<Found> = Vec::new();
    type Part = (fn(&Parts) -> String, fn(&Case, &Parts, &Parts) -> Vec<Found>);
    let fields: [Part; 5] = [
        (
            |parts| parts.method.clone(),
            |_, yours, right| {
                let [own, sent] = [&yours.method, &right.method];
                Vec::from([if is_method(own) {
                    certain("method-differs").with(own, sent)
                } else {
                    unnamed("canonical-request.method", own, sent)
                }])
            },
        ),
        (
            |parts| parts.uri.clone(),
            |case, yours, right| {
                let id = "path-with-query";
                if has_query_in_path(yours, right) {
                    return Vec::from([certain(id).with(&yours.uri, &right.uri)]);
                }
                if !case.is_s3() && normalized(&yours.uri) == right.uri {
                    return Vec::from(
                        [certain("path-not-normalized").with(&yours.uri, &right.uri)],
                    );
                }
                Vec::from([unnamed("canonical-request.uri", &yours.uri, &right.uri)])
            },
        ),
        (|parts| parts.query.clone(), query),
        (header_text, headers),
        (|parts| parts.payload.clone(), payload),
    ];
    // A query in the path is not left out.
    let is_in_path = yours.query.is_empty() && has_query_in_path(yours, right);
    for (of, by_rule) in fields {
        if of(yours) == of(right) || is_in_path && of(yours).is_empty() {
            continue;
        }
        // What else the mistake changes is different, too.
        let is_whole = |made: &Parts| {
            fields.iter().all(|(of, _)| of(made) == of(right) || of(made) == of(yours))
        };
        let is_made = single(case, right, &|made| of(made) == of(yours) && is_whole(made));
        // A body that is another on the wire: what makes the caller's line into the service's.
        let is_of_body = !matches!(right.payload.as_str(), EMPTY_SHA256 | UNSIGNED_PAYLOAD);
        let is_unmade = || {
            single(case, yours, &|made| {
                is_of_body && made.payload == right.payload && yours.payload != right.payload
            })
        };
        match is_made.or_else(|| is_unmade().filter(|_| of(yours) == yours.payload)) {
            Some(mistake) => {
                all.extend(named(&[mistake], Certainty::Certain, &yours.text(), &right.text()))
            }
            None => all.extend(by_rule(case, yours, right)),
        }
    }
    all
}

/// Whether the path line is the right path and a query behind it, encoded or not.
fn has_query_in_path(yours: &Parts, right: &Parts) -> bool {
    let query = yours.uri.strip_prefix(&right.uri);
    query.is_some_and(|query| query.starts_with('?') || query.starts_with("%3F"))
}

fn header_text(parts: &Parts) -> String {
    let mut out = String::new();
    for (name, value) in &parts.headers {
        let end = if out.is_empty() { "" } else { "\n" };
        out.push_str(&concat(&[end, name, ":", value]));
    }
    out.extend(["\n\n", &parts.signed_headers]);
    out
}

fn single(case: &Case, right: &Parts, is_it: &dyn Fn(&Parts) -> bool) -> Option<&'static Mistake> {
    if right.text().len() > SEARCHED {
        return None;
    }
    mistakes::all().find(|mistake| mistake.parts(case, right).iter().any(is_it))
}

/// A difference that no mistake of the table makes.
pub fn unnamed(place: &str, yours: &str, right: &str) -> Found {
    let (_, yours, right) = first_difference(yours, right);
    found("canonical-request-differs", Certainty::Likely)
        .at(place)
        .saying("Your canonical request differs here from the service's.")
        .with(yours, right)
}

/// A hash of another canonical request, which is not known.
pub fn unnamed_hash(yours: &str, right: &str) -> Found {
    found("canonical-request-differs", Certainty::Likely)
        .at(HASH)
        .saying("Line 4 is the hash of another canonical request.")
        .with(yours, right)
}

fn query(_: &Case, yours: &Parts, right: &Parts) -> Vec<Found> {
    let found = |id: &'static str| Vec::from([certain(id).with(&yours.query, &right.query)]);
    let pairs = |query: &str| sorted(&pairs(query), &String::clone);
    let names = |pairs: &[String]| -> Vec<String> {
        pairs.iter().map(|pair| super::sent::parameter_name(pair)).collect()
    };
    let is_signature = |pair: &String| pair.starts_with("X-Amz-Signature=");
    let (mut own_pairs, right_pairs) = (pairs(&yours.query), pairs(&right.query));
    if own_pairs == right_pairs {
        return found("query-not-sorted");
    }
    if own_pairs.iter().any(is_signature) && !right_pairs.iter().any(is_signature) {
        own_pairs.retain(|pair| !is_signature(pair));
        if own_pairs == right_pairs {
            return found("query-signature-included");
        }
    }
    let (own, service) = (names(&own_pairs), names(&right_pairs));
    let is_header = |name: &String| right.header(name).is_some();
    if own.iter().any(is_header) && !service.iter().any(is_header) {
        return found("query-has-headers");
    }
    let added: Vec<&String> = service.iter().filter(|name| !own.contains(name)).collect();
    let is_kept = match right.is_presigned() {
        true => own.iter().all(|name| service.contains(name)),
        // Another value of a header-signed request's parameter may be any mistake.
        false => !own.is_empty() && own_pairs.iter().all(|pair| right_pairs.contains(pair)),
    };
    if !added.is_empty() && is_kept {
        return found(if added.iter().all(|name| name.has("-Token")) {
            "query-token-after-signing"
        } else {
            "query-added-after-signing"
        });
    }
    Vec::from([unnamed("canonical-request.query", &yours.query, &right.query)])
}

fn headers(case: &Case, yours: &Parts, right: &Parts) -> Vec<Found> {
    let mut all = Vec::new();
    if yours.signed_headers != right.signed_headers {
        all.push(
            certain("signedheaders-differ").with(&yours.signed_headers, &right.signed_headers),
        );
    }
    for (name, expected) in &right.headers {
        let Some(own) = yours.header(name).filter(|own| own != expected) else { continue };
        // Another header, which has no line of its own.
        let is_inside = |(other, _): &(String, String)| {
            own.has(&concat(&[other, ":"])) && yours.header(other).is_none()
        };
        let id = if own.has(":") && right.headers.iter().any(is_inside) {
            "headers-no-newline-at-all"
        } else {
            header_id(case, name, own, expected)
        };
        all.push(
            certain(id)
                .at_header(name)
                .at(&concat(&["canonical-request.headers.", name]))
                .with(own, expected),
        );
    }
    if all.is_empty() {
        all.push(unnamed("canonical-request.headers", &header_text(yours), &header_text(right)));
    }
    all
}

fn header_id(case: &Case, name: &str, own: &str, expected: &str) -> &'static str {
    let collapsed = one_spaced(own);
    match name {
        _ if collapsed == expected => "header-value-not-trimmed",
        _ if !own.is_ascii() || !expected.is_ascii() => "header-non-ascii",
        "host" if case.sent.is_some_and(|sent| sent.url_host == expected) => {
            "host-header-differs-from-url"
        }
        "host" => "header-host-changed",
        "content-type" if expected.is_empty() => "content-type-signed-not-sent",
        "content-type" => "content-type-differs",
        _ if expected.is_empty() => "header-signed-not-sent",
        _ if is_changed_on_the_way(name) => "header-changed-in-transit",
        _ => "header-value-differs",
    }
}

fn payload(case: &Case, yours: &Parts, right: &Parts) -> Vec<Found> {
    let (own, expected) = (yours.payload.as_str(), right.payload.as_str());
    let is_packed = case.sent.is_some_and(|sent| sent.body.is_gzip());
    let id = match (own, expected) {
        _ if is_packed && is_hash(own) && is_hash(expected) => "payload-gzip-after-signing",
        (_, UNSIGNED_PAYLOAD) if right.is_presigned() && is_hash(own) => {
            "payload-hash-in-presign-put"
        }
        (EMPTY_SHA256, _) if is_hash(expected) => "payload-body-not-signed",
        (UNSIGNED_PAYLOAD, _) if !case.is_s3() => "payload-unsigned-non-s3",
        // Anything else may stand for a hash that is not shown.
        _ if right.header("x-amz-content-sha256") == Some(expected)
            && (is_hash(own) || own.is_empty() || own == UNSIGNED_PAYLOAD) =>
        {
            "payload-header-differs-from-line"
        }
        _ if is_hash(own) && is_hash(expected) => "payload-changed",
        _ => return Vec::from([unnamed("canonical-request.payload-hash", own, expected)]),
    };
    Vec::from([certain(id).with(own, expected)])
}

//! The credential scope against the date and the host.

use super::Weight;
use crate::credentials::looks_like_a_secret;
use crate::doctor::evidence::Certainty;
use crate::doctor::finding::{Found, certain};
use crate::doctor::hosts;
use crate::doctor::secret;
use crate::doctor::sent::{Sent, split_credential};
use crate::doctor::text::{Search, is_left_out};
use crate::endpoint::Endpoint;
use crate::text::{is_all, kind};
use crate::time::AmzDate;
use alloc::vec::Vec;

pub fn scope(sent: &Sent, all: &mut Vec<(Weight, Found)>) {
    let Some(scope) = &sent.scope else { return };
    if !sent.credential.ends_with("/aws4_request") {
        let found = certain("sts-scope-no-terminator")
            .at("authorization.credential")
            .saying("Credential does not end in '/aws4_request'.")
            .with(split_credential(&sent.credential).1, &scope.text());
        all.push((Weight::Rule, found));
    }
    let is_digit = |letter: &char| letter.is_ascii_digit();
    match AmzDate::parse(&sent.date) {
        Ok(date) if scope.date != date.day() && scope.date.len() >= 8 => {
            let found = certain("sts-scope-date-mismatch").with(&scope.date, date.day());
            all.push((Weight::Rule, found));
        }
        // Fewer digits are those of a placeholder.
        Err(_) if sent.date.chars().filter(is_digit).count() >= 8 && !is_left_out(&sent.date) => {
            all.push((Weight::Rule, certain("sts-date-format").with_yours(&sent.date)));
        }
        _ => {}
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
        let service = scope.service.to_ascii_lowercase();
        if scope.service != service && hosts::is_known(&service) {
            let found = certain("scope-wrong-service").with(&scope.service, &service);
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
    let is_zone = region.ends_with(|last: char| last.is_ascii_alphabetic())
        && region.pieces(b'-').count() > 2
        && !region.has("local");
    if is_all(region, kind::LABEL) && !is_zone {
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

//! What changed between the caller and the service.

use super::Examination;
use crate::doctor::compare;
use crate::doctor::evidence::Certainty;
use crate::doctor::finding::{Found, certain, found};
use crate::doctor::hosts;
use crate::doctor::known::hash_line;
use crate::doctor::parts::{Lines, Parts};
use crate::doctor::rebuild::canonical_uri;
use crate::doctor::text::{Search, decoded, encoded};
use crate::encode::STRICT_PATH;

const CHANGED: &str = "request-changed-in-transit";

impl Examination {
    /// Whether the answer is to a request of another time than the one that is given.
    pub fn is_other_attempt(&self) -> bool {
        let lines = self.answer.echo.as_ref().and_then(|echo| Lines::parse(&echo.string_to_sign));
        lines.is_some_and(|lines| lines.date != self.date)
    }

    /// What changed between the request as given and the request as received.
    pub fn compare_transit(&mut self) {
        let Some(given) = &self.rebuilt else { return };
        if self.is_other_attempt() || self.arrived_as_sent() {
            return;
        }
        let is_firm = self.signs_as_given || self.is_reproduced;
        let Some(received) = self.echoed.clone().or_else(|| self.like_given(given)) else {
            // The hash is not that of the request as given.
            let other = || {
                let signed = &self.answer.echo.as_ref().filter(|_| is_firm)?.string_to_sign;
                hash_line(signed).filter(|_| !signed.has("-PAYLOAD"))?;
                Some(found(CHANGED, Certainty::Likely))
            };
            let cut = self.as_received().filter(|received| received != given).map(|received| {
                let found = found(CHANGED, Certainty::Likely).at("canonical-request.uri");
                found.with(&given.uri, &received.uri)
            });
            self.transit.extend(cut.or_else(other));
            return;
        };
        // What was signed arrived as it was: the request as given is not all that was sent.
        if self.is_signed(&received) {
            return;
        }
        let mut given = given.clone();
        // A log may print a URL without its query.
        if given.query.is_empty() && !is_firm {
            given.query.clone_from(&received.query);
        }
        let is_sure = is_firm && self.echoed.is_some();
        let most = if is_sure { Certainty::Proven } else { Certainty::Likely };
        let found = compare::parts(&mut self.case(), &given, &received);
        let in_transit = |found| self.in_transit(found, &given, &received).at_most(most);
        self.transit = found.into_iter().map(in_transit).collect();
    }

    /// A difference in the words of what is between.
    fn in_transit(&self, found: Found, given: &Parts, received: &Parts) -> Found {
        let Some(sent) = &self.sent else { return found };
        let finding = &found.finding;
        let hosts = [given, received].map(|parts| parts.header("host").unwrap_or_default());
        // Nothing else sends what is signed for one of its hosts to another.
        let is_s3 = |host: &&str| hosts::is_aws(host) && host.has("s3");
        let bare = |parts: &Parts| decoded(&parts.query).replaced("+", " ");
        let is_at = |part: &str| finding.place.ends_with(part);
        // What is no matter of encoding.
        let is_cut = is_at("uri") && given.uri.count("/") != received.uri.count("/")
            || is_at("query") && bare(given) != bare(received);
        match finding.id {
            id if is_cut || id == "canonical-request-differs" => {
                let mut named = if is_at("query") && !is_cut && sent.query.has("+") {
                    certain("query-plus-for-space").saying(
                        "The service reads a + in the query as a plus, the signer as a space.",
                    )
                } else {
                    certain(CHANGED).at(&finding.place)
                };
                named.finding.yours = finding.yours.clone();
                named.finding.expected = finding.expected.clone();
                named
            }
            "host-header-differs-from-url" | "header-host-changed" if sent.url_host == hosts[0] => {
                let is_redirect = hosts.iter().all(is_s3);
                let id = if is_redirect { "endpoint-redirect" } else { "header-host-changed" };
                certain(id).with(hosts[0], hosts[1])
            }
            _ => found,
        }
    }

    /// What an echo that is not whole shows, where it is as given but for its path.
    fn like_given(&self, given: &Parts) -> Option<Parts> {
        let seen = self.answer.canonical_request()?;
        (Parts { uri: seen.uri.clone(), ..given.clone() } == seen).then_some(seen)
    }

    /// The request as given with the path that stores without an echo tell, where something cut the start of the one that
    /// is given.
    pub fn as_received(&self) -> Option<Parts> {
        let sent = self.sent.as_ref().filter(|_| self.answer.is_mismatch())?;
        let path = decoded(&self.answer.field("Resource")?);
        let own = decoded(&sent.path);
        let is_cut = own.len() > path.len() && own.ends_with(&path) && path.len() > 1;
        let uri = canonical_uri(&encoded(&path, STRICT_PATH), &self.rules);
        (is_cut && path.starts_with('/')).then_some(Parts { uri, ..self.rebuilt.clone()? })
    }
}

//! [`Origin`]: scheme and authority of a URL, known again when the next one begins as the last one did.

use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::request::{Url, default_port, is_behind_authority, split_location};
use crate::text::{behind, push, push_lower, slice};
use alloc::string::String;
use core::ops::Range;

/// Of the URL that was read last.
#[derive(Default)]
pub(crate) struct Origin {
    /// As the URL begins: `HTTPS://Host:443`.
    given: String,
    /// As it is sent: `https://host`.
    sent: String,
    host: Range<usize>,
    default_port: Option<u16>,
    /// Once it was looked up.
    inferred: Option<Inferred>,
}

/// An [`Endpoint`] that is kept.
struct Inferred {
    service: Option<String>,
    region: Option<String>,
}

impl Origin {
    /// Reads a URL as [`Url::split`] does. Answers its path and query.
    pub(crate) fn read<'a>(&mut self, url: &'a str) -> Result<(&'a str, &'a str), Error> {
        if let Some(rest) = self.behind(url).filter(|rest| is_behind_authority(rest)) {
            return split_location(rest);
        }
        self.given.clear();
        self.inferred = None;
        let split = Url::split(url)?;
        self.default_port = default_port(split.scheme);
        self.sent.clear();
        push_lower(&mut self.sent, split.scheme);
        push(&mut self.sent, "://");
        let start = self.sent.len();
        split.push_host_and_port(&mut self.sent);
        self.host = start..start + split.host.len();
        push(&mut self.given, slice(url, 0..split.origin_end));
        Ok((split.path, split.query))
    }

    /// What is behind the text that the URL which was read last begins with.
    pub(crate) fn behind<'a>(&self, url: &'a str) -> Option<&'a str> {
        behind(url, &self.given).filter(|_| !self.given.is_empty())
    }

    /// Looks up what the host tells about the service behind it.
    #[inline(never)]
    pub(crate) fn infer(&mut self) {
        if self.inferred.is_none() {
            let Endpoint { service, region } = Endpoint::from_host(self.host());
            let [service, region] = [service, region].map(|name| name.map(String::from));
            self.inferred = Some(Inferred { service, region });
        }
    }

    /// What was looked up.
    pub(crate) fn endpoint(&self) -> Endpoint<'_> {
        let inferred = self.inferred.as_ref();
        let service = inferred.and_then(|endpoint| endpoint.service.as_deref());
        Endpoint { service, region: inferred.and_then(|endpoint| endpoint.region.as_deref()) }
    }

    /// As it is sent.
    pub(crate) fn sent(&self) -> &str {
        &self.sent
    }

    /// In lower case, with the port where it is not the default one: the Host header.
    pub(crate) fn host_and_port(&self) -> &str {
        slice(&self.sent, self.host.start..self.sent.len())
    }

    /// In lower case, without port.
    pub(crate) fn host(&self) -> &str {
        slice(&self.sent, self.host.clone())
    }

    /// The port that clients leave out of the Host header.
    pub(crate) fn default_port(&self) -> Option<u16> {
        self.default_port
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn every_url_is_read_as_if_it_were_the_first() {
        let urls = [
            "https://host/a?b#c",
            "https://host",
            "https://host?x",
            "https://host#f/g?h",
            "https://host:8443/a",
            "https://host:443/a",
            "https://hostile/a",
            "https://host.example/a",
            "https://host@evil/",
            "https://host\\evil/",
            "HTTPS://HOST/a",
            "http://host/a",
            "https://sqs.eu-west-1.amazonaws.com/a",
            "https://sqs.us-east-1.amazonaws.com/a",
            "http://[::1]:9000/a",
            "http://[::1]/a\nb",
            "",
            "https://",
        ];
        for first in urls {
            for second in urls {
                let mut origin = Origin::default();
                let _ = origin.read(first);
                origin.infer();
                let mut fresh = Origin::default();
                let expected = fresh.read(second);
                assert_eq!(origin.read(second), expected, "{first:?} {second:?}");
                if expected.is_ok() {
                    let all = |mut origin: Origin| {
                        origin.infer();
                        let region = origin.endpoint().region.map(String::from);
                        let texts = [origin.sent(), origin.host_and_port(), origin.host()];
                        (texts.map(|text| text.to_string()), origin.default_port(), region)
                    };
                    assert_eq!(all(origin), all(fresh), "{first:?} {second:?}");
                }
            }
        }
    }
}

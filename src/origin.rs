//! [`Origin`]: scheme and authority of a URL, known again when another one begins with them.

use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::recent::Recent;
use crate::text::{behind, is_same, push, push_lower, set, slice};
use crate::url::{Url, check_length, default_port, is_behind_authority, split_location};
use alloc::string::String;
use core::ops::Range;

/// Longer ones are not kept: no name that DNS knows is so long.
const LONGEST: usize = 300;

/// Those of the URLs that were read last.
#[derive(Default)]
pub(crate) struct Origins(Recent<Origin>);

/// Of one URL.
#[derive(Default)]
pub(crate) struct Origin {
    /// As the URL begins: `HTTPS://Host:443`.
    given: String,
    /// As it is sent: `https://host`.
    sent: String,
    host: Range<usize>,
    default_port: Option<u16>,
    /// What the host tells about the service behind it, or nothing, once that was looked up.
    service: String,
    region: String,
    is_inferred: bool,
}

impl Origins {
    /// Reads a URL as [`Url::split`] does. Answers its origin, path and query.
    pub(crate) fn read<'a>(
        &mut self,
        url: &'a str,
    ) -> Result<(&mut Origin, &'a str, &'a str), Error> {
        let Self(origins) = self;
        if let Some(rest) = origins.last().behind(url).filter(|rest| is_behind_authority(rest)) {
            check_length(url)?;
            let (path, query) = split_location(rest)?;
            return Ok((origins.last_mut(), path, query));
        }
        let split = Url::split(url)?;
        let given = slice(url, 0..split.origin_end);
        if !origins.find(|origin| is_same(origin.given.as_bytes(), given.as_bytes())) {
            if origins.last().given.len() <= LONGEST {
                origins.start();
            }
            origins.last_mut().turn_to(given, &split);
        }
        Ok((origins.last_mut(), split.path, split.query))
    }

    /// That of the URL which was read last.
    pub(crate) fn last(&self) -> &Origin {
        self.0.last()
    }
}

impl Origin {
    fn turn_to(&mut self, given: &str, split: &Url<'_>) {
        set(&mut self.given, &[given]);
        self.sent.clear();
        push_lower(&mut self.sent, split.scheme);
        push(&mut self.sent, "://");
        let start = self.sent.len();
        split.push_host_and_port(&mut self.sent);
        self.host = start..start + split.host.len();
        self.default_port = default_port(split.scheme);
        self.service.clear();
        self.region.clear();
        self.is_inferred = false;
    }

    /// What is behind the text that a URL begins with if it is of this origin, or of one that begins like it.
    pub(crate) fn behind<'a>(&self, url: &'a str) -> Option<&'a str> {
        behind(url, &self.given).filter(|_| !self.given.is_empty())
    }

    /// Looks up what the host tells about the service behind it.
    #[inline(never)]
    pub(crate) fn infer(&mut self) {
        if !self.is_inferred {
            let Endpoint { service, region } =
                Endpoint::from_host(slice(&self.sent, self.host.clone()));
            // Devices publish by https and talk MQTT by wss, to the same host: two services.
            let is_mqtt = service == Some("iotdata") && self.sent.starts_with("ws");
            let service = if is_mqtt { Some("iotdevicegateway") } else { service };
            set(&mut self.service, &[service.unwrap_or_default()]);
            set(&mut self.region, &[region.unwrap_or_default()]);
            self.is_inferred = true;
        }
    }

    /// What was looked up.
    pub(crate) fn endpoint(&self) -> Endpoint<'_> {
        let [service, region] =
            [&self.service, &self.region].map(|name| Some(&**name).filter(|name| !name.is_empty()));
        Endpoint { service, region }
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
    use alloc::vec::Vec;

    /// All that is known of a URL.
    fn read(origins: &mut Origins, url: &str) -> Result<Vec<String>, Error> {
        let (origin, path, query) = origins.read(url)?;
        origin.infer();
        let Endpoint { service, region } = origin.endpoint();
        let endpoint = [service, region].map(Option::unwrap_or_default);
        let texts = [origin.sent(), origin.host_and_port(), origin.host(), path, query];
        let port = origin.default_port().map_or(String::new(), |port| port.to_string());
        Ok([&texts[..], &endpoint, &[&port]].concat().iter().map(|text| text.to_string()).collect())
    }

    #[test]
    fn every_url_is_read_as_if_it_were_the_first() {
        // Not kept, so that its place is the next one's.
        let long = "https://".to_string() + &"h".repeat(LONGEST) + ".s3.us-west-2.amazonaws.com/a";
        let urls = [
            &long,
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
                for third in urls {
                    let mut origins = Origins::default();
                    let _ = read(&mut origins, first);
                    let _ = read(&mut origins, second);
                    let expected = read(&mut Origins::default(), third);
                    assert_eq!(read(&mut origins, third), expected, "{first} {second} {third}");
                }
            }
        }
    }

    #[test]
    fn the_longest_url_is_as_long_behind_another_of_its_origin() {
        let longest = "https://host/".to_string() + &"a".repeat((16 << 20) - 13);
        let longer = longest.clone() + "a";
        for before in ["", "https://host/a"] {
            let mut origins = Origins::default();
            let _ = origins.read(before);
            assert_eq!(read(&mut origins, &longer).unwrap_err().code(), "URL_TOO_LONG");
            assert!(origins.read(&longest).is_ok());
        }
    }

    #[test]
    fn origins_are_kept_unless_they_are_too_long_for_any_host() {
        let mut origins = Origins::default();
        let long = "https://".to_string() + &"h".repeat(LONGEST);
        for url in ["https://one/a", "https://two/b", &long, "https://three/c"] {
            read(&mut origins, url).unwrap();
        }
        for (given, is_kept) in
            [("https://one", true), ("https://three", true), (&*long, false), ("https://on", false)]
        {
            assert_eq!(origins.0.find(|origin| origin.given == given), is_kept, "{given}");
        }
    }
}

//! Many requests for one date: the same path as [`Signer::sign`], with the hashes of four at once.

use crate::error::{Error, ErrorKind};
use crate::key::hex_of;
use crate::request::Request;
use crate::sha256x4::{INITIAL, LANES, digests};
use crate::sign::{Buffers, Prepared, SignParams, Signer, Workspace};

/// The buffers of four requests, used again for each four.
#[derive(Default)]
pub struct BatchWorkspace([Workspace; LANES]);

/// A request of a batch whose canonical request is made.
struct Lane<'a, 'w> {
    request: Request<'a>,
    prepared: Prepared<'a>,
    buffers: &'w mut Buffers,
}

impl Signer {
    /// Presigns requests that differ from the given one in their URL alone, and hands each URL to `each`, in order.
    ///
    /// # Errors
    /// That of the first URL which [`Signer::sign`] would refuse.
    pub fn presign_many<'a>(
        &mut self,
        request: &Request<'a>,
        urls: impl Iterator<Item = &'a str>,
        params: &SignParams<'a>,
        workspace: &mut BatchWorkspace,
        mut each: impl FnMut(&str),
    ) -> Result<(), Error> {
        let mut requests = urls.map(|url| Request { url, ..*request });
        loop {
            let four = [const { None::<Request<'a>> }; LANES].map(|_| requests.next());
            if four.iter().all(Option::is_none) {
                return Ok(());
            }
            self.presign_four(four, params, workspace, &mut each)?;
        }
    }

    fn presign_four(
        &mut self,
        requests: [Option<Request<'_>>; LANES],
        params: &SignParams<'_>,
        workspace: &mut BatchWorkspace,
        each: &mut impl FnMut(&str),
    ) -> Result<(), Error> {
        let Self { identity, keys } = self;
        let secret = identity.secret_access_key()?;
        let [a, b, c, d] = &mut workspace.0;
        let [e, f, g, h] = requests;
        let mut lanes = [const { None }; LANES];
        for (slot, (workspace, request)) in lanes.iter_mut().zip([(a, e), (b, f), (c, g), (d, h)]) {
            let Some(request) = request else { continue };
            let Workspace { host, buffers } = workspace;
            let prepared = identity.canonicalize(&request, params, host, buffers, &mut ())?;
            *slot = Some(Lane { request, prepared, buffers });
        }
        let texts = lanes.each_ref().map(|lane| match lane {
            Some(lane) => lane.buffers.canonical_request.as_bytes(),
            None => &[],
        });
        let hashes = digests(&INITIAL, 0, texts).map(|digest| hex_of(&digest));
        for (lane, hash) in lanes.iter_mut().flatten().zip(&hashes) {
            lane.prepared.hashed(hash, lane.buffers);
        }
        let strings = lanes.each_ref().map(|lane| match lane {
            Some(lane) => lane.buffers.string_to_sign.as_str(),
            None => "",
        });
        // The first lane is always there; hosts of other regions have other keys.
        let first = lanes.first().and_then(Option::as_ref).ok_or(ErrorKind::UrlInvalid)?;
        let scope = &first.prepared.scope;
        let is_one_scope = lanes.iter().flatten().all(|lane| lane.prepared.scope == *scope);
        let signatures = if is_one_scope {
            keys.key(secret, scope).sign_four(strings)
        } else {
            let mut signatures = [[0; 64]; LANES];
            for (slot, lane) in signatures.iter_mut().zip(lanes.iter().flatten()) {
                let text = lane.buffers.string_to_sign.as_str();
                *slot = keys.key(secret, &lane.prepared.scope).sign(text);
            }
            signatures
        };
        for (lane, signature) in lanes.iter_mut().flatten().zip(&signatures) {
            identity.finish(&lane.prepared, &lane.request, signature, lane.buffers)?;
            each(&lane.buffers.url);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Credentials;
    use crate::placement::{ExpiresIn, Placement};
    use crate::time::AmzDate;
    use alloc::format;
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;

    fn params() -> SignParams<'static> {
        let expires_in = Some(ExpiresIn::from_seconds(60).unwrap());
        SignParams::new(
            AmzDate::from_unix_seconds(1_440_938_160).unwrap(),
            Placement::Query { expires_in },
        )
    }

    fn signer() -> Signer {
        Signer::new(Credentials::new("AKIDEXAMPLE", "secret").unwrap())
    }

    fn many(method: &str, urls: &[String]) -> Result<Vec<String>, Error> {
        let mut out = Vec::new();
        let urls = urls.iter().map(String::as_str);
        let mut workspace = BatchWorkspace::default();
        signer().presign_many(
            &Request { method, ..Request::get("") },
            urls,
            &params(),
            &mut workspace,
            |url| out.push(url.into()),
        )?;
        Ok(out)
    }

    fn one_by_one(method: &str, urls: &[String]) -> Vec<String> {
        let mut workspace = Workspace::default();
        let mut signer = signer();
        let sign = |url: &String| {
            let request = Request { method, ..Request::get(url) };
            signer.sign(&request, &params(), &mut workspace).unwrap().url().to_string()
        };
        urls.iter().map(sign).collect()
    }

    #[test]
    fn a_batch_of_any_size_is_what_each_alone_is() {
        for count in 0..10 {
            let url = |i: usize| {
                let key = "k".repeat(i * i * 9);
                format!("https://b.s3.eu-west-1.amazonaws.com/{key}?versionId={i}")
            };
            let urls: Vec<String> = (0..count).map(url).collect();
            assert_eq!(many("GET", &urls).unwrap(), one_by_one("GET", &urls), "{count}");
            assert_eq!(many("PUT", &urls).unwrap(), one_by_one("PUT", &urls), "{count}");
        }
    }

    #[test]
    fn urls_of_several_regions_and_services_are_signed_each_for_its_own() {
        let hosts = ["b.s3.eu-west-1", "b.s3.us-east-1", "sqs.eu-west-1", "b.s3.eu-west-1"];
        let urls: Vec<String> =
            hosts.iter().map(|host| format!("https://{host}.amazonaws.com/a//b")).collect();
        assert_eq!(many("GET", &urls).unwrap(), one_by_one("GET", &urls));
    }

    #[test]
    fn what_one_alone_is_refused_for_refuses_the_batch() {
        let urls = ["https://b.s3.eu-west-1.amazonaws.com/", "https://unknown.example/"];
        let urls = urls.map(String::from);
        assert_eq!(many("GET", &urls).unwrap_err().code(), "SERVICE_UNKNOWN");
    }
}

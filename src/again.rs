//! Signing what was signed last with another body or another path.

use crate::error::Error;
use crate::request::Request;
use crate::sha256::{Hex, hex_text};
use crate::sign::{Signer, Workspace};
use crate::signed::Signed;

/// Where the payload line begins in the canonical request of a request whose body was given as its hash and of which nothing
/// else depends on the body.
#[derive(Clone, Copy)]
pub(crate) struct PayloadLine(usize);

impl PayloadLine {
    pub(crate) fn of(signed: &Signed<'_>) -> Option<Self> {
        signed.payload_line.map(Self)
    }
}

impl Signer {
    /// Signs what this signer signed last, in this workspace, with another payload line.
    pub(crate) fn sign_again(
        &mut self,
        PayloadLine(start): PayloadLine,
        payload_hash: &str,
        workspace: &mut Workspace,
    ) -> Result<Hex, Error> {
        let Self { identity, scopes } = self;
        let canonical_request = &mut workspace.buffers.canonical_request;
        canonical_request.end_anew(start, payload_hash);
        Ok(scopes.last().sign(canonical_request, identity.secret_access_key()?))
    }

    /// Presigns a request without headers as this signer presigned the last one, in this workspace. Answers whether it did:
    /// not where more than the path is new.
    pub(crate) fn presign_again(
        &mut self,
        request: &Request<'_>,
        workspace: &mut Workspace,
    ) -> Result<bool, Error> {
        let Self { identity, scopes } = self;
        let Workspace { origins, buffers, path_line } = workspace;
        let (method, url, out) = (request.method()?, request.url, &mut buffers.canonical_request);
        if !(path_line.is_of(method) && path_line.write(url, origins.last(), out.start())) {
            return Ok(false);
        }
        let signature =
            scopes.last().sign(&mut buffers.canonical_request, identity.secret_access_key()?);
        path_line.write_url(url, hex_text(&signature), &mut buffers.url);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canonical::payload::EMPTY_SHA256;
    use crate::credentials::Credentials;
    use crate::placement::Placement;
    use crate::request::{Body, Payload};
    use crate::sign::{PRESIGNED_URL_LIMIT, SignParams};
    use crate::time::AmzDate;
    use alloc::string::ToString;

    const URL: &str = "https://sqs.eu-west-1.amazonaws.com/";
    const HASHES: [&str; 2] =
        [EMPTY_SHA256, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"];

    fn params(placement: Placement) -> SignParams<'static> {
        SignParams::new(AmzDate::from_unix_seconds(1_440_938_160).unwrap(), placement)
    }

    fn signer() -> Signer {
        Signer::new(Credentials::new("AKIDEXAMPLE", "secret").unwrap())
    }

    #[test]
    fn the_signature_is_that_of_the_request_with_the_other_body() {
        let params = params(Placement::Header);
        for long in ["", "a value that is longer than one block of the hash, so that some are kept"]
        {
            let headers = [("x-amz-target", "AmazonSQS.SendMessage"), ("x-long", long)];
            let with = |hash| {
                let body = Body::Hashed(hash);
                Request { method: "POST", headers: &headers, body, ..Request::get(URL) }
            };
            let (mut signer, mut workspace) = (signer(), Workspace::default());
            let signed = signer.sign(&with(HASHES[0]), &params, &mut workspace).unwrap();
            let line = PayloadLine::of(&signed).unwrap();
            for hash in [HASHES[1], HASHES[0], HASHES[0], HASHES[1]] {
                let mut fresh = Workspace::default();
                let mut other = self::signer();
                let expected = other.sign(&with(hash), &params, &mut fresh).unwrap();
                let again = signer.sign_again(line, hash, &mut workspace).unwrap();
                assert_eq!(again, expected.signature().as_bytes());
            }
        }
    }

    #[test]
    fn what_depends_on_the_body_elsewhere_is_not_signed_again() {
        let hashed = Request { body: Body::Hashed(HASHES[1]), ..Request::get(URL) };
        let header = [("x-amz-content-sha256", HASHES[1])];
        let s3 = "https://b.s3.eu-west-1.amazonaws.com/k";
        let query = Placement::Query { expires_in: None };
        for (request, placement) in [
            (Request { url: s3, ..hashed }, Placement::Header),
            (Request { headers: &header, ..hashed }, Placement::Header),
            (Request { payload: Payload::Unsigned, ..hashed }, Placement::Header),
            (Request { payload: Payload::Sha256(HASHES[1]), ..hashed }, Placement::Header),
            (Request { body: Body::None, ..hashed }, Placement::Header),
            (Request { body: Body::Bytes(b"hello"), ..hashed }, Placement::Header),
            (hashed, query),
        ] {
            let (mut signer, mut workspace) = (signer(), Workspace::default());
            let signed = signer.sign(&request, &params(placement), &mut workspace).unwrap();
            assert!(PayloadLine::of(&signed).is_none(), "{request:?}");
        }
    }

    #[test]
    fn a_url_of_another_path_is_presigned_as_if_alone() {
        let params = params(Placement::Query { expires_in: None });
        let base = "https://b.s3.eu-west-1.amazonaws.com";
        let (mut signer, mut workspace) = (signer(), Workspace::default());
        let first = alloc::format!("{base}/key");
        signer.sign(&Request::get(&first), &params, &mut workspace).unwrap();
        for path in ["/key", "/", "/another/key.jpg", "/~._-//A/../Z", "/key"] {
            let url = alloc::format!("{base}{path}");
            assert!(signer.presign_again(&Request::get(&url), &mut workspace).unwrap(), "{path}");
            let mut fresh = Workspace::default();
            let mut other = self::signer();
            let expected = other.sign(&Request::get(&url), &params, &mut fresh).unwrap();
            assert_eq!(workspace.buffers.url, expected.url());
            assert_eq!(workspace.buffers.canonical_request.as_str(), expected.canonical_request());
        }
    }

    #[test]
    fn behind_another_method_or_a_refused_url_nothing_is_presigned_again() {
        let params = params(Placement::Query { expires_in: None });
        let (mut signer, mut workspace) = (signer(), Workspace::default());
        let get = Request::get("https://b.s3.eu-west-1.amazonaws.com/key");
        let put = Request { method: "PUT", ..get };
        signer.sign(&put, &params, &mut workspace).unwrap();
        assert!(!signer.presign_again(&get, &mut workspace).unwrap());
        assert!(signer.presign_again(&put, &mut workspace).unwrap());
        let refused = Request::get("https://unknown.example/key");
        assert!(signer.sign(&refused, &params, &mut workspace).is_err());
        for request in [put, Request { method: "PUT", ..refused }] {
            assert!(!signer.presign_again(&request, &mut workspace).unwrap());
        }
    }

    #[test]
    fn a_url_that_would_be_too_long_is_not_presigned_again() {
        let params = params(Placement::Query { expires_in: None });
        let base = "https://b.s3.eu-west-1.amazonaws.com/";
        let url = |length: usize| base.to_string() + &"k".repeat(length - base.len());
        let (mut signer, mut workspace) = (signer(), Workspace::default());
        let first = url(100);
        let signed = signer.sign(&Request::get(&first), &params, &mut workspace).unwrap();
        let longest = PRESIGNED_URL_LIMIT - (signed.url().len() - first.len());
        for (length, is_signed) in [(longest - 1, true), (longest, true), (longest + 1, false)] {
            let url = url(length);
            assert_eq!(
                signer.presign_again(&Request::get(&url), &mut workspace).unwrap(),
                is_signed
            );
            let (mut other, mut fresh) = (self::signer(), Workspace::default());
            let alone = other.sign(&Request::get(&url), &params, &mut fresh);
            assert_eq!(alone.is_ok(), is_signed, "{length}");
        }
    }

    #[test]
    fn where_more_than_a_plain_path_is_new_nothing_is_presigned_again() {
        let s3 = "https://b.s3.eu-west-1.amazonaws.com/key";
        let query = Placement::Query { expires_in: None };
        for (placement, first, second) in [
            (query, s3, "https://b.s3.eu-west-1.amazonaws.com"),
            (query, s3, "https://b.s3.eu-west-1.amazonaws.com?x"),
            (query, s3, "https://b.s3.eu-west-1.amazonaws.com/key?x"),
            (query, s3, "https://b.s3.eu-west-1.amazonaws.com/key#x"),
            (query, s3, "https://b.s3.eu-west-1.amazonaws.com/k ey"),
            (query, s3, "https://b.s3.eu-west-1.amazonaws.com/k%20ey"),
            (query, s3, "https://b.s3.eu-west-1.amazonaws.com/k\ney"),
            (query, s3, "https://b.s3.eu-west-1.amazonaws.com/k\0ey"),
            (query, s3, "https://b.s3.eu-west-1.amazonaws.com.example/key"),
            (query, s3, "https://b.s3.eu-west-1.amazonaws.com:8443/key"),
            (query, s3, "http://b.s3.eu-west-1.amazonaws.com/key"),
            (query, "https://b.s3.eu-west-1.amazonaws.com/key?x", s3),
            (query, "https://b.s3.eu-west-1.amazonaws.com/key?", s3),
            (query, "https://b.s3.eu-west-1.amazonaws.com/key#f", s3),
            (query, "https://b.s3.eu-west-1.amazonaws.com/a b", s3),
            (query, "https://b.s3.eu-west-1.amazonaws.com", s3),
            (
                query,
                "https://b.s3.eu-west-1.amazonaws.com:443/key",
                "https://b.s3.eu-west-1.amazonaws.com:443/a",
            ),
            (query, URL, "https://sqs.eu-west-1.amazonaws.com/queue"),
            (Placement::Header, s3, s3),
        ] {
            let (mut signer, mut workspace) = (signer(), Workspace::default());
            signer.sign(&Request::get(first), &params(placement), &mut workspace).unwrap();
            assert!(
                !signer.presign_again(&Request::get(second), &mut workspace).unwrap(),
                "{first} {second}"
            );
        }
        assert!(!signer().presign_again(&Request::get(s3), &mut Workspace::default()).unwrap());
    }
}

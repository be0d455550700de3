//! Signing what was signed last with another body.

use crate::error::Error;
use crate::sha256::Hex;
use crate::sign::{Signed, Signer, Workspace};

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
        let Self { identity, kept } = self;
        let canonical_request = &mut workspace.buffers.canonical_request;
        canonical_request.end_anew(start, payload_hash);
        Ok(kept.sign(canonical_request, identity.secret_access_key()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canonical::payload::EMPTY_SHA256;
    use crate::credentials::Credentials;
    use crate::placement::Placement;
    use crate::request::{Body, Payload, Request};
    use crate::sign::SignParams;
    use crate::time::AmzDate;

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
}

//! The same requests through the `aws-sigv4` crate. What differs is a list with reasons, checked both ways: a difference
//! that is new fails, and so does one that is gone.
#![allow(clippy::expect_used, reason = "a test may panic")]

use aws_credential_types::Credentials as AwsCredentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use sigv4_wasm::{
    AmzDate, Body, Credentials, ExpiresIn, Payload, Placement, Request, SignParams, Signer,
    Workspace,
};
use std::time::{Duration, UNIX_EPOCH};

const ID: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const SECONDS: u64 = 1_440_938_160;

/// Targets that both services are asked for.
const TARGETS: [&str; 26] = [
    "/",
    "/key",
    "/a/b/c.txt",
    "/a%20b",
    "/%C3%BC.txt",
    "/a%2Bb",
    "/a%21b%27%28%29%2A",
    "/a/",
    "/~user/-._",
    "/?list-type=2&prefix=a%2Fb",
    "/?acl",
    "/?a=",
    "/?b=2&a=1&a=0",
    "/?A=1&a=2&aa=3&a-=4",
    "/?x=%E1%88%B4",
    "/?x=a%20b%2Bc",
    "/?x=a=b",
    "/a!b",
    "/a+b",
    "/%7Ea",
    "/a%2Fb",
    "/a%2fb",
    "/a//b",
    "/a/./b/../c",
    "/?x=a+b",
    "/?a=1&&b=2",
];

/// (service, target, why).
const KNOWN: [(&str, &str, &str); 5] = [
    (
        "s3",
        "/a!b",
        "it signs an S3 path as given, since its SDK encodes keys first; S3 itself encodes",
    ),
    ("s3", "/a+b", "the same: S3 reads a raw + as a space"),
    ("s3", "/%7Ea", "the same: S3 decodes what needs no encoding"),
    ("s3", "/a%2Fb", "the same: S3 decodes %2F"),
    ("s3", "/a%2fb", "the same"),
];

fn headers(target: &str) -> Vec<(&'static str, &'static str)> {
    let mut headers = vec![
        ("Content-Type", "text/plain"),
        ("X-Amz-Meta-B", " inner   spaces "),
        ("x-amz-meta-a", "é"),
    ];
    if target.contains('?') {
        headers.extend([("User-Agent", "test"), ("X-Amz-Meta-B", "again")]);
    }
    headers
}

fn ours(
    service: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: Option<&[u8]>,
    presign: bool,
) -> String {
    let credentials = Credentials::new(ID, SECRET).expect("credentials");
    let mut signer = Signer::new(credentials)
        .with_region("us-east-1")
        .expect("a name")
        .with_service(service)
        .expect("a name");
    let date = AmzDate::from_unix_seconds(SECONDS as i64).expect("date");
    let expires_in = Some(ExpiresIn::from_seconds(900).expect("expiry"));
    let placement = if presign { Placement::Query { expires_in } } else { Placement::Header };
    let (body, payload) =
        body.map_or((Body::None, Payload::Unsigned), |body| (Body::Bytes(body), Payload::Signed));
    let request = Request { method: "PUT", url, headers, body, payload };
    let mut workspace = Workspace::default();
    let params = SignParams::new(date, placement);
    signer.sign(&request, &params, &mut workspace).expect("signs").signature().to_owned()
}

fn theirs(
    service: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: Option<&[u8]>,
    presign: bool,
) -> String {
    let identity = AwsCredentials::new(ID, SECRET, None, None, "test").into();
    let mut settings = SigningSettings::default();
    if service == "s3" {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    if presign {
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(Duration::from_secs(900));
        settings.payload_checksum_kind = PayloadChecksumKind::NoHeader;
    }
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region("us-east-1")
        .name(service)
        .time(UNIX_EPOCH + Duration::from_secs(SECONDS))
        .settings(settings)
        .build()
        .expect("parameters")
        .into();
    let body = body.map_or(SignableBody::UnsignedPayload, SignableBody::Bytes);
    let request = SignableRequest::new("PUT", url, headers.iter().copied(), body).expect("request");
    sign(request, &params).expect("signs").into_parts().1
}

#[test]
fn aws_sigv4_gives_the_same_signatures_but_for_the_known_differences() {
    let mut found = Vec::new();
    for service in ["s3", "execute-api"] {
        for target in TARGETS {
            let url = format!("https://host.example:8443{target}");
            let headers = headers(target);
            for presign in [false, true] {
                // A presigned S3 URL says nothing of the body.
                let body: Option<&[u8]> =
                    if service == "s3" && presign { None } else { Some(b"the body") };
                let same = ours(service, &url, &headers, body, presign)
                    == theirs(service, &url, &headers, body, presign);
                if !same && !found.contains(&(service, target)) {
                    found.push((service, target));
                }
            }
        }
    }
    let known: Vec<_> = KNOWN.iter().map(|(service, target, _)| (*service, *target)).collect();
    let new: Vec<_> = found.iter().filter(|each| !known.contains(each)).collect();
    let gone: Vec<_> = known.iter().filter(|each| !found.contains(each)).collect();
    assert!(new.is_empty() && gone.is_empty(), "new: {new:?}\ngone: {gone:?}");
}

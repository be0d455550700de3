//! Found in the request alone or in the service's answer: scope, authorization, presigned URLs, clock and credentials.

use super::{Alter::Rule, Mistake};

const fn rule(id: &'static str, place: &'static str, what: &'static str, fix: &'static str) -> Mistake {
    Mistake { id, place, what, fix, alter: Rule }
}

const URL: &str = "request.url";
const EXPIRES: &str = "request.url.X-Amz-Expires";
const AUTHORIZATION: &str = "authorization";
const REGION: &str = "credential-scope.region";
const TOKEN: &str = "credentials.token";
const CLOCK: &str = "clock";

pub(super) const TABLE: &[Mistake] = &[
    rule(
        "auth-missing",
        AUTHORIZATION,
        "The request has no Authorization header and no signature in its URL.",
        "The request is not signed: add the Authorization header (API Gateway says the same for an unknown path/stage).",
    ),
    rule(
        "auth-not-sigv4",
        AUTHORIZATION,
        "The Authorization header is not one of Signature Version 4.",
        "The Authorization header is not SigV4, AWS4-HMAC-SHA256 (it is a Bearer token, a JWT or another scheme): either sign the request, or the route/authorizer is wrong.",
    ),
    rule(
        "auth-sigv2",
        AUTHORIZATION,
        "The request is signed with Signature Version 2.",
        "This is Signature Version 2: sign with AWS4-HMAC-SHA256 (SDK: signatureVersion 'v4').",
    ),
    rule(
        "auth-both",
        AUTHORIZATION,
        "An Authorization header is sent together with a presigned URL; only one of both is allowed.",
        "Remove the Authorization header: a presigned URL already carries the signature.",
    ),
    rule(
        "auth-credential-space",
        "authorization.credential",
        "There is white space in the access key id of Credential.",
        "Remove the whitespace (a space or newline) from the access key id.",
    ),
    rule(
        "presign-url-shell-cut",
        URL,
        "The URL ends behind its first parameter.",
        "Quote the URL in the shell: everything after the first '&' was cut off.",
    ),
    rule(
        "presign-url-truncated",
        URL,
        "X-Amz-Signature is cut: it is not 64 hex digits.",
        "The signature in the URL is incomplete (64 hex digits expected): copy the whole URL, quote it in the shell.",
    ),
    rule(
        "presign-param-missing",
        URL,
        "The presigned URL lacks a parameter.",
        "A parameter of the signature is missing in the URL: X-Amz-Algorithm, X-Amz-Credential, X-Amz-Date, X-Amz-Expires, X-Amz-SignedHeaders and X-Amz-Signature are all required.",
    ),
    rule(
        "presign-signedheaders-double-encoded",
        URL,
        "The presigned URL was percent-encoded a second time.",
        "The URL is percent-encoded twice (%253B, %252F): use it as returned.",
    ),
    rule(
        "presign-expires-too-long",
        EXPIRES,
        "X-Amz-Expires is more than 604800 seconds.",
        "X-Amz-Expires is in seconds and at most 604800 (7 days).",
    ),
    rule(
        "presign-expired",
        EXPIRES,
        "The presigned URL has expired.",
        "Make a new URL or one with a longer X-Amz-Expires (max 604800).",
    ),
    rule(
        "presign-not-yet-valid",
        CLOCK,
        "The X-Amz-Date of the presigned URL is in the future.",
        "Your X-Amz-Date is in the future: use UTC and a clock that is right.",
    ),
    rule(
        "clock-skew",
        CLOCK,
        "The clock that signed is off.",
        "Your clock is off by minutes: synchronise it (NTP; WSL/Docker/VM sleep).",
    ),
    rule(
        "clock-local-time",
        CLOCK,
        "The timestamp is local time marked as UTC; the difference is that of a time zone.",
        "Your timestamp is local time marked as UTC: use UTC (utcnow, gmdate, toISOString), not the hours of your time zone.",
    ),
    rule(
        "scope-region-format",
        REGION,
        "The region of the scope is not written like a region.",
        "Write the region code in lower case with dashes: 'us-east-1'.",
    ),
    rule(
        "scope-global-service",
        REGION,
        "This service is global: it is signed with one region, whatever your own.",
        "Global services are signed with us-east-1 (GovCloud us-gov-west-1, China cn-northwest-1/cn-north-1).",
    ),
    rule(
        "scope-wrong-region",
        REGION,
        "The region of the scope is not the endpoint's region.",
        "Sign with the region of the bucket or endpoint, in the scope and in the key.",
    ),
    rule(
        "scope-wrong-service",
        "credential-scope.service",
        "The service of the scope is not the signing name of the service that was called.",
        "Use the service's signing name in scope and key.",
    ),
    rule(
        "endpoint-redirect",
        URL,
        "The service redirects to another endpoint, for which this signature is not made.",
        "Do not follow the redirect with the old signature: sign again for the endpoint it names and its region.",
    ),
    rule(
        "token-missing",
        TOKEN,
        "The access key id is a temporary one (ASIA...) and no session token is sent.",
        "ASIA... keys are temporary: send (and sign) x-amz-security-token with the session token.",
    ),
    rule(
        "token-expired",
        TOKEN,
        "The temporary credentials have expired.",
        "The temporary credentials expired: a presigned URL lives at most as long as their token does (7 days need an IAM user's key).",
    ),
    rule(
        "token-not-signed",
        "canonical-request.signed-headers",
        "x-amz-security-token is sent but not signed.",
        "Add x-amz-security-token before signing and list it in SignedHeaders.",
    ),
    rule(
        "key-id-unknown",
        "credentials.accessKeyId",
        "The service does not know the access key id.",
        "The service does not know this access key id: wrong account/provider/partition, deleted or mistyped.",
    ),
];

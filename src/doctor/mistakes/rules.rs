//! Found in the request alone or in the service's answer: scope, authorization, presigned URLs, clock and credentials.

use super::{Alter, Alter::Rule, Mistake};

const fn rule(says: &'static str, place: &'static str, ways: &'static [Alter]) -> Mistake {
    Mistake { says, place, ways }
}

const URL: &str = "request.url";
const EXPIRES: &str = "request.url.X-Amz-Expires";
const AUTHORIZATION: &str = "authorization";
const REGION: &str = "credential-scope.region";
const TOKEN: &str = "credentials.token";
const CLOCK: &str = "clock";

pub(super) const TABLE: &[Mistake] = &[
    rule(
        says!(
            "auth-missing",
            "The request has no Authorization header and no signature in its URL.",
            "Add the Authorization header (API Gateway says the same for an unknown path/stage)."
        ),
        AUTHORIZATION,
        &[Rule(says!(
            "GET /prod/pets without an Authorization header",
            "Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…"
        ))],
    ),
    rule(
        says!(
            "auth-not-sigv4",
            "The Authorization header is not one of Signature Version 4.",
            "The Authorization header is not SigV4, AWS4-HMAC-SHA256 (it is a Bearer token, a JWT or another scheme): either sign the request, or the route/authorizer is wrong."
        ),
        AUTHORIZATION,
        &[Rule(says!(
            "Authorization: Bearer eyJ0eXAiOiJKV1QiLCJhbGciOi…",
            "Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…"
        ))],
    ),
    rule(
        says!(
            "auth-sigv2",
            "The request is signed with Signature Version 2.",
            "This is Signature Version 2: sign with AWS4-HMAC-SHA256 (SDK: signatureVersion 'v4')."
        ),
        AUTHORIZATION,
        &[Rule(says!(
            "Authorization: AWS AKIDEXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=",
            "Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…"
        ))],
    ),
    rule(
        says!(
            "auth-both",
            "An Authorization header is sent together with a presigned URL; only one of both is allowed.",
            "Remove the Authorization header: a presigned URL already carries the signature."
        ),
        AUTHORIZATION,
        &[Rule(says!(
            "?X-Amz-Signature=… and Authorization: Bearer …",
            "?X-Amz-Signature=… alone"
        ))],
    ),
    rule(
        says!(
            "auth-credential-space",
            "There is white space in the access key id of Credential.",
            "Remove the whitespace (a space or newline) from the access key id."
        ),
        "authorization.credential",
        &[Rule(says!(
            "Credential=AKIDEXAMPLE /20150830/us-east-1/s3/aws4_request",
            "Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request"
        ))],
    ),
    rule(
        says!(
            "presign-url-shell-cut",
            "The URL ends behind its first parameter.",
            "Quote the URL in the shell: everything after the first '&' was cut off."
        ),
        URL,
        &[Rule(says!(
            "curl https://…/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=…",
            "curl 'https://…/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=…'"
        ))],
    ),
    rule(
        says!(
            "presign-url-truncated",
            "X-Amz-Signature is cut: it is not 64 hex digits.",
            "The signature in the URL is incomplete (64 hex digits expected): copy the whole URL, quote it in the shell."
        ),
        URL,
        &[Rule(says!(
            "X-Amz-Signature=74f5c52106ef5808d8a33ee93892",
            "X-Amz-Signature= and 64 hex digits"
        ))],
    ),
    rule(
        says!(
            "presign-param-missing",
            "The presigned URL lacks a parameter.",
            "A parameter of the signature is missing in the URL: X-Amz-Algorithm, X-Amz-Credential, X-Amz-Date, X-Amz-Expires, X-Amz-SignedHeaders and X-Amz-Signature are all required."
        ),
        URL,
        &[Rule(says!(
            "X-Amz-Algorithm, -Credential, -Date, -SignedHeaders, -Signature",
            "X-Amz-Algorithm, -Credential, -Date, -Expires, -SignedHeaders, -Signature"
        ))],
    ),
    rule(
        says!(
            "presign-signedheaders-double-encoded",
            "The presigned URL was percent-encoded a second time.",
            "The URL is percent-encoded twice (%253B, %252F): use it as returned."
        ),
        URL,
        &[Rule(says!(
            "X-Amz-Credential=AKIDEXAMPLE%252F20150830%252F…",
            "X-Amz-Credential=AKIDEXAMPLE%2F20150830%2F…"
        ))],
    ),
    rule(
        says!(
            "presign-expires-too-long",
            "X-Amz-Expires is more than 604800 seconds.",
            "X-Amz-Expires is in seconds and at most 604800 (7 days)."
        ),
        EXPIRES,
        &[Rule(says!("X-Amz-Expires=31536000", "X-Amz-Expires=604800"))],
    ),
    rule(
        says!(
            "presign-expired",
            "The presigned URL has expired.",
            "Make a new URL or one with a longer X-Amz-Expires (max 604800)."
        ),
        EXPIRES,
        &[Rule(says!(
            "signed at 20150830T123600Z for 300 seconds, used at 12:45",
            "used before 12:41, or signed for 3600 seconds"
        ))],
    ),
    rule(
        says!(
            "presign-not-yet-valid",
            "The X-Amz-Date of the presigned URL is in the future.",
            "Your X-Amz-Date is in the future: use UTC and a clock that is right."
        ),
        CLOCK,
        &[Rule(says!(
            "X-Amz-Date=20150830T143600Z at 12:36 UTC",
            "X-Amz-Date=20150830T123600Z at 12:36 UTC"
        ))],
    ),
    rule(
        says!(
            "clock-skew",
            "The clock that signed is off.",
            "Your clock is off by minutes: synchronise it (NTP; WSL/Docker/VM sleep)."
        ),
        CLOCK,
        &[Rule(says!(
            "X-Amz-Date: 20150830T121300Z at 12:36 UTC",
            "X-Amz-Date: 20150830T123600Z at 12:36 UTC"
        ))],
    ),
    rule(
        says!(
            "clock-local-time",
            "The timestamp is local time marked as UTC; the difference is that of a time zone.",
            "Use UTC (utcnow, gmdate, toISOString), not the hours of your time zone."
        ),
        CLOCK,
        &[Rule(says!(
            "datetime.now().strftime('%Y%m%dT%H%M%SZ')",
            "datetime.now(timezone.utc).strftime('%Y%m%dT%H%M%SZ')"
        ))],
    ),
    rule(
        says!(
            "scope-region-format",
            "The region of the scope is not written like a region.",
            "Write the region code in lower case with dashes: 'us-east-1'."
        ),
        REGION,
        &[Rule(says!("us_east_1, US-EAST-1 or eu-west-1a", "us-east-1, us-east-1 or eu-west-1"))],
    ),
    rule(
        says!(
            "scope-global-service",
            "This service is global: it is signed with one region, whatever your own.",
            "Global services are signed with us-east-1 (GovCloud us-gov-west-1, China cn-northwest-1/cn-north-1)."
        ),
        REGION,
        &[Rule(says!(
            "iam.amazonaws.com: 20150830/sa-east-1/iam/aws4_request",
            "iam.amazonaws.com: 20150830/us-east-1/iam/aws4_request"
        ))],
    ),
    rule(
        says!(
            "scope-wrong-region",
            "The region of the scope is not the endpoint's region.",
            "Sign with the region of the bucket or endpoint, in the scope and in the key."
        ),
        REGION,
        &[Rule(says!(
            "s3.eu-west-2.amazonaws.com: 20150830/us-east-1/s3/aws4_request",
            "s3.eu-west-2.amazonaws.com: 20150830/eu-west-2/s3/aws4_request"
        ))],
    ),
    rule(
        says!(
            "scope-wrong-service",
            "The service of the scope is not the signing name of the service that was called.",
            "Use the service's signing name in scope and key."
        ),
        "credential-scope.service",
        &[Rule(says!(
            "abc.execute-api.us-east-1.amazonaws.com: …/apigateway/aws4_request",
            "abc.execute-api.us-east-1.amazonaws.com: …/execute-api/aws4_request"
        ))],
    ),
    rule(
        says!(
            "endpoint-redirect",
            "The service redirects to another endpoint, for which this signature is not made.",
            "Sign again, for the endpoint that the redirect names and its region."
        ),
        URL,
        &[Rule(says!(
            "307 to bucket.s3.eu-west-3.amazonaws.com, followed with the same Authorization",
            "signed again for bucket.s3.eu-west-3.amazonaws.com and eu-west-3"
        ))],
    ),
    rule(
        says!(
            "token-missing",
            "The access key id is a temporary one (ASIA...) and no session token is sent.",
            "ASIA... keys are temporary: send (and sign) x-amz-security-token with the session token."
        ),
        TOKEN,
        &[Rule(says!(
            "Credential=ASIA… without x-amz-security-token",
            "Credential=ASIA… with x-amz-security-token, signed"
        ))],
    ),
    rule(
        says!(
            "token-expired",
            "The temporary credentials have expired.",
            "The temporary credentials expired: a presigned URL lives at most as long as their token does (7 days need an IAM user's key)."
        ),
        TOKEN,
        &[Rule(says!("the session token of an hour ago", "new temporary credentials"))],
    ),
    rule(
        says!(
            "token-not-signed",
            "x-amz-security-token is sent but not signed.",
            "Add x-amz-security-token before signing and list it in SignedHeaders."
        ),
        "canonical-request.signed-headers",
        &[Rule(says!(
            "x-amz-security-token is sent; SignedHeaders=host;x-amz-date",
            "SignedHeaders=host;x-amz-date;x-amz-security-token"
        ))],
    ),
    rule(
        says!(
            "key-id-unknown",
            "The service does not know the access key id.",
            "The service does not know this access key id: wrong account/provider/partition, deleted or mistyped."
        ),
        "credentials.accessKeyId",
        &[Rule(says!(
            "an AWS key id sent to another provider, or a deleted one",
            "a key id of this provider and account"
        ))],
    ),
];

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
        says! {
            id: "auth-missing",
            what: "The request has no Authorization header and no signature in its URL.",
            fix: "Add the Authorization header (API Gateway says the same for an unknown path/stage).",
        },
        AUTHORIZATION,
        &[Rule(says! {
            wrong: "GET /prod/pets without an Authorization header",
            right: "Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…",
        })],
    ),
    rule(
        says! {
            id: "auth-not-sigv4",
            what: "The Authorization header is not one of Signature Version 4.",
            fix: "The Authorization header is not SigV4, AWS4-HMAC-SHA256 (a Bearer token, a JWT): sign the request, or the route/authorizer is wrong.",
        },
        AUTHORIZATION,
        &[Rule(says! {
            wrong: "Authorization: Bearer eyJ0eXAiOiJKV1QiLCJhbGciOi…",
            right: "Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…",
        })],
    ),
    rule(
        says! {
            id: "auth-sigv2",
            what: "The request is signed with Signature Version 2.",
            fix: "This is Signature Version 2: sign with AWS4-HMAC-SHA256 (SDK: signatureVersion 'v4').",
        },
        AUTHORIZATION,
        &[Rule(says! {
            wrong: "Authorization: AWS AKIDEXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=",
            right: "Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…",
        })],
    ),
    rule(
        says! {
            id: "auth-both",
            what: "An Authorization header is sent together with a presigned URL; only one of both is allowed.",
            fix: "Remove the Authorization header: a presigned URL already carries the signature.",
        },
        AUTHORIZATION,
        &[Rule(says! {
            wrong: "?X-Amz-Signature=… and Authorization: Bearer …",
            right: "?X-Amz-Signature=… alone",
        })],
    ),
    rule(
        says! {
            id: "auth-credential-space",
            what: "There is white space in the access key id of Credential.",
            fix: "Remove the whitespace (a space or newline) from the access key id, or set it if empty.",
        },
        "authorization.credential",
        &[Rule(says! {
            wrong: "Credential=AKIDEXAMPLE /20150830/us-east-1/s3/aws4_request",
            right: "Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request",
        })],
    ),
    rule(
        says! {
            id: "presign-url-shell-cut",
            what: "The URL ends behind its first parameter.",
            fix: "Quote the URL in the shell: everything after the first '&' was cut off.",
        },
        URL,
        &[Rule(says! {
            wrong: "curl https://…/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=…",
            right: "curl 'https://…/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=…'",
        })],
    ),
    rule(
        says! {
            id: "presign-url-truncated",
            what: "X-Amz-Signature is cut: it is not 64 hex digits.",
            fix: "The signature in the URL is incomplete (64 hex digits expected): copy the whole URL, quote it in the shell.",
        },
        URL,
        &[Rule(says! {
            wrong: "X-Amz-Signature=74f5c52106ef5808d8a33ee93892",
            right: "X-Amz-Signature= and 64 hex digits",
        })],
    ),
    rule(
        says! {
            id: "presign-param-missing",
            what: "The presigned URL lacks a parameter.",
            fix: "X-Amz-Algorithm, X-Amz-Credential, X-Amz-Date, X-Amz-Expires, X-Amz-SignedHeaders and X-Amz-Signature are all required.",
        },
        URL,
        &[Rule(says! {
            wrong: "X-Amz-Algorithm, -Credential, -Date, -SignedHeaders, -Signature",
            right: "X-Amz-Algorithm, -Credential, -Date, -Expires, -SignedHeaders, -Signature",
        })],
    ),
    rule(
        says! {
            id: "presign-signedheaders-double-encoded",
            what: "The presigned URL was percent-encoded a second time.",
            fix: "The URL is percent-encoded twice (%253B, %252F): use it as returned.",
        },
        URL,
        &[Rule(says! {
            wrong: "X-Amz-Credential=AKIDEXAMPLE%252F20150830%252F…",
            right: "X-Amz-Credential=AKIDEXAMPLE%2F20150830%2F…",
        })],
    ),
    rule(
        says! {
            id: "presign-expires-too-long",
            what: "X-Amz-Expires is no whole number from 1 to 604800.",
            fix: "X-Amz-Expires is in seconds and at most 604800 (7 days).",
        },
        EXPIRES,
        &[Rule(says! {
            wrong: "X-Amz-Expires=31536000",
            right: "X-Amz-Expires=604800",
        })],
    ),
    rule(
        says! {
            id: "presign-expired",
            what: "The presigned URL has expired.",
            fix: "Make a new URL or one with a longer X-Amz-Expires (max 604800).",
        },
        EXPIRES,
        &[Rule(says! {
            wrong: "signed at 20150830T123600Z for 300 seconds, used at 12:45",
            right: "used before 12:41, or signed for 3600 seconds",
        })],
    ),
    rule(
        says! {
            id: "presign-not-yet-valid",
            what: "The X-Amz-Date of the presigned URL is in the future.",
            fix: "Your X-Amz-Date is in the future: use UTC and a clock that is right.",
        },
        CLOCK,
        &[Rule(says! {
            wrong: "X-Amz-Date=20150830T143600Z at 12:36 UTC",
            right: "X-Amz-Date=20150830T123600Z at 12:36 UTC",
        })],
    ),
    rule(
        says! {
            id: "clock-skew",
            what: "The clock that signed is off.",
            fix: "Your clock is off by minutes: synchronise it (NTP; WSL/Docker/VM sleep).",
        },
        CLOCK,
        &[Rule(says! {
            wrong: "X-Amz-Date: 20150830T121300Z at 12:36 UTC",
            right: "X-Amz-Date: 20150830T123600Z at 12:36 UTC",
        })],
    ),
    rule(
        says! {
            id: "clock-local-time",
            what: "The timestamp is local time marked as UTC; the difference is that of a time zone.",
            fix: "Use UTC (utcnow, gmdate, toISOString), not the hours of your time zone.",
        },
        CLOCK,
        &[Rule(says! {
            wrong: "datetime.now().strftime('%Y%m%dT%H%M%SZ')",
            right: "datetime.now(timezone.utc).strftime('%Y%m%dT%H%M%SZ')",
        })],
    ),
    rule(
        says! {
            id: "scope-region-format",
            what: "The region of the scope is not written like a region.",
            fix: "Write the region code in lower case with dashes: 'us-east-1'.",
        },
        REGION,
        &[Rule(says! {
            wrong: "us_east_1, US-EAST-1 or eu-west-1a",
            right: "us-east-1, us-east-1 or eu-west-1",
        })],
    ),
    rule(
        says! {
            id: "scope-global-service",
            what: "This service is global: it is signed with one region, whatever your own.",
            fix: "Global services are signed with us-east-1 (GovCloud us-gov-west-1, China cn-northwest-1/cn-north-1).",
        },
        REGION,
        &[Rule(says! {
            wrong: "iam.amazonaws.com: 20150830/sa-east-1/iam/aws4_request",
            right: "iam.amazonaws.com: 20150830/us-east-1/iam/aws4_request",
        })],
    ),
    rule(
        says! {
            id: "scope-wrong-region",
            what: "The region of the scope is not the endpoint's region.",
            fix: "Sign with the region of the bucket or endpoint, in the scope and in the key.",
        },
        REGION,
        &[Rule(says! {
            wrong: "s3.eu-west-2.amazonaws.com: 20150830/us-east-1/s3/aws4_request",
            right: "s3.eu-west-2.amazonaws.com: 20150830/eu-west-2/s3/aws4_request",
        })],
    ),
    rule(
        says! {
            id: "scope-wrong-service",
            what: "The service of the scope is not the signing name of the service that was called.",
            fix: "Use the service's signing name in scope and key.",
        },
        "credential-scope.service",
        &[Rule(says! {
            wrong: "abc.execute-api.us-east-1.amazonaws.com: …/apigateway/aws4_request",
            right: "abc.execute-api.us-east-1.amazonaws.com: …/execute-api/aws4_request",
        })],
    ),
    rule(
        says! {
            id: "endpoint-redirect",
            what: "The service redirects to another endpoint, for which this signature is not made.",
            fix: "Sign again, for the endpoint that the redirect names and its region.",
        },
        URL,
        &[Rule(says! {
            wrong: "307 to bucket.s3.eu-west-3.amazonaws.com, followed with the same Authorization",
            right: "signed again for bucket.s3.eu-west-3.amazonaws.com and eu-west-3",
        })],
    ),
    rule(
        says! {
            id: "token-missing",
            what: "The access key id is a temporary one (ASIA...) and no session token is sent.",
            fix: "ASIA... keys are temporary: send (and sign) x-amz-security-token with the session token.",
        },
        TOKEN,
        &[Rule(says! {
            wrong: "Credential=ASIA… without x-amz-security-token",
            right: "Credential=ASIA… with x-amz-security-token, signed",
        })],
    ),
    rule(
        says! {
            id: "token-expired",
            what: "The temporary credentials have expired.",
            fix: "The temporary credentials expired: a presigned URL lives at most as long as their token does (7 days need an IAM user's key).",
        },
        TOKEN,
        &[Rule(says! {
            wrong: "the session token of an hour ago",
            right: "new temporary credentials",
        })],
    ),
    rule(
        says! {
            id: "token-not-signed",
            what: "x-amz-security-token is sent but not signed.",
            fix: "Add x-amz-security-token before signing and list it in SignedHeaders.",
        },
        "canonical-request.signed-headers",
        &[Rule(says! {
            wrong: "x-amz-security-token is sent; SignedHeaders=host;x-amz-date",
            right: "SignedHeaders=host;x-amz-date;x-amz-security-token",
        })],
    ),
    rule(
        says! {
            id: "key-id-unknown",
            what: "The service does not know the access key id.",
            fix: "The service does not know this access key id: wrong account/provider/partition, deleted or mistyped.",
        },
        "credentials.accessKeyId",
        &[Rule(says! {
            wrong: "an AWS key id sent to another provider, or a deleted one",
            right: "a key id of this provider and account",
        })],
    ),
];

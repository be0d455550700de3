//! Posts as people write them: prose, errors, logs and commands in one paste, with placeholders for what is private.

use crate::signed::found;
use sigv4_wasm::doctor::{Diagnosis, Evidence, GivenRequest, GivenResponse, diagnose, recognise};

const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const MISMATCH: &str =
    "The request signature we calculated does not match the signature you provided.";
const SIGNATURE: &str = "0000000000000000000000000000000000000000000000000000000000000001";

/// The post in the request's place.
fn as_request(text: &str) -> Diagnosis {
    let request = Some(GivenRequest::Text(text.to_string()));
    diagnose(&Evidence { request, ..Evidence::default() })
}

/// The post in one box that takes it apart, a later piece in the place of an earlier one.
fn as_paste(text: &str) -> Diagnosis {
    let mut evidence = Evidence::default();
    for piece in recognise(text) {
        match piece.field {
            "request" => evidence.request = Some(GivenRequest::Text(piece.text)),
            "response" => {
                let body = piece.text;
                evidence.response = Some(GivenResponse { body, ..GivenResponse::default() });
            }
            "canonicalRequest" => evidence.canonical_request = Some(piece.text),
            "stringToSign" => evidence.string_to_sign = Some(piece.text),
            _ => {}
        }
    }
    diagnose(&evidence)
}

#[track_caller]
fn assert_told(text: &str, expected: &[&str]) {
    for (how, diagnosis) in [("as request", as_request(text)), ("as paste", as_paste(text))] {
        assert_eq!(found(&diagnosis), expected, "{how}: {text}\n{}", diagnosis.summary);
    }
}

#[test]
fn an_error_in_a_sentence_is_an_answer() {
    for (error, id) in [
        (
            "operation error S3: CreateBucket, api error AuthorizationHeaderMalformed: The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'us-east-2'",
            "scope-wrong-region(Certain)",
        ),
        (
            "SQS says: Credential should be scoped to a valid region, not 'us-east-1'.",
            "scope-wrong-region(Certain)",
        ),
        (
            "500 : Internal Error: RequestTimeTooSkewed: The difference between the request time and the server's time is too large. status code: 403",
            "clock-skew(Certain)",
        ),
        (
            "error calling sts:GetCallerIdentity: ExpiredToken: The security token included in the request is expired",
            "token-expired(Certain)",
        ),
        (
            "ClientError: An error occurred (InvalidAccessKeyId) when calling the ListObjectsV2 operation: The AWS Access Key Id you provided does not exist in our records.",
            "key-id-unknown(Certain)",
        ),
        (
            "S3 error: 400 (InvalidRequest): The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
            "auth-sigv2(Certain)",
        ),
    ] {
        for post in [
            error.to_string(),
            format!("Hello,\nsince today I get this:\n\n{error}\n\nWhat can I do?\n"),
            format!("I use version 4.\n```\n2026/11/27 10:00:00 {error}\n```\nThanks"),
        ] {
            assert_told(&post, &[id]);
        }
    }
}

#[test]
fn a_refused_permission_in_a_sentence_is_one() {
    for error in [
        "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
        "api error AccessDenied: Access Denied.",
        "AccessDenied: User: arn:aws:iam::111122223333:user/x is not authorized to perform: s3:PutObject",
    ] {
        for diagnosis in [as_request(error), as_paste(error)] {
            assert_eq!(diagnosis.refused, Some("permission"), "{error}");
        }
    }
}

#[test]
fn what_is_no_key_value_pair_is_a_scope_or_another_scheme() {
    let told = |word: &str, header: &str| {
        format!(
            "{{\"message\":\"'{word}' not a valid key=value pair (missing equal-sign) in Authorization header: '{header}'.\"}}"
        )
    };
    let scope = "AKIDEXAMPLE/20150830/us-east-1/sts/aws4_request";
    let space = told(scope, &format!("AWS4-HMAC-SHA256 Credential= {scope}, SignedHeaders=host"));
    assert_told(&space, &["auth-credential-space(Certain)"]);
    for (word, header) in [
        ("eyJhbGciOiJSUzI1NiJ9.e30.AA", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AA"),
        ("ZDQ", "Basic ZDQ"),
        ("AWS4-HMAC-SHA256", &format!("Authorization: AWS4-HMAC-SHA256 Credential={scope}")),
    ] {
        assert_told(&told(word, header), &["auth-not-sigv4(Certain)"]);
    }
    assert_told(
        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): 'o3VjQCmHcD4s5Yj7mvHnFUJbcOZ8hYdYVCqEfQ5KcrI='.",
        &["auth-not-sigv4(Likely)"],
    );
    for malformed in [
        "The authorization header is malformed; the Credential is mal-formed; expecting \"&lt;YOUR-AKID&gt;/YYYYMMDD/REGION/SERVICE/aws4_request\".",
        "Authorization header is malformed; the authorization component \"/20240926/us-east-005/s3/aws4_request\" is malformed.",
    ] {
        let diagnosis = as_paste(&format!(
            "<Error><Code>AuthorizationHeaderMalformed</Code><Message>{malformed}</Message></Error>"
        ));
        assert_eq!(found(&diagnosis), ["auth-credential-space(Certain)"]);
        assert!(
            diagnosis.summary.contains("is empty, or has white space"),
            "{}",
            diagnosis.summary
        );
    }
}

#[test]
fn headers_that_are_not_signed_are_named_by_their_field() {
    for error in [
        "<Error><Code>AccessDenied</Code><Message>There were headers present which were not @signed</Message><HeadersNotSigned>x-amz-acl</HeadersNotSigned></Error>",
        "<Error>\n  <Code>\n    AccessDenied\n  </Code>\n  <HeadersNotSigned>\n    x-amz-acl\n  </HeadersNotSigned>\n</Error>",
    ] {
        let diagnosis = as_paste(&format!("I get this:\n```{error}\n```"));
        assert_eq!(found(&diagnosis), ["header-amz-not-signed(Certain)"], "{error}");
        assert_eq!(diagnosis.findings[0].yours.as_deref(), Some("x-amz-acl"));
        assert_eq!(recognise(error)[0].kind, "AccessDenied");
    }
}

#[test]
fn a_time_that_is_not_told_is_not_shown_as_empty() {
    let body = "<Error><Code>AccessDenied</Code><Message>Request is not yet valid</Message><ServerTime>2015-08-30T12:36:00Z</ServerTime></Error>";
    let finding = as_paste(body).findings.remove(0);
    assert_eq!((finding.id, finding.yours), ("presign-not-yet-valid", None));
}

const CANONICAL: &str = "GET\n/a%20b\n\nhost:example.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const LINES: &str = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/s3/aws4_request\nbfed711fd9cba196d0096218bebd167493d56ffe683aed8e7044868b97e86a01";

/// An error of S3 as the console of Node.js prints it.
fn inspected(member: &dyn Fn(&str) -> String) -> String {
    format!(
        "SignatureDoesNotMatch: {MISMATCH}\n    at throwDefaultError (/app/index.js:838:20) {{\n  '$metadata': {{\n    httpStatusCode: 403\n  }},\n  Code: 'SignatureDoesNotMatch',\n  AWSAccessKeyId: 'AKIAIOSFODNN7EXAMPLE',\n  StringToSign: {},\n  SignatureProvided: '{SIGNATURE}',\n  CanonicalRequest: {},\n  HostId: 'x'\n}}",
        member(LINES),
        member(CANONICAL),
    )
}

#[test]
fn an_answer_that_a_program_printed_is_one_piece() {
    let added = |text: &str| {
        let lines =
            text.split_inclusive('\n').map(|line| format!("'{}'", line.replace('\n', "\\n")));
        lines.collect::<Vec<_>>().join(" +\n    ")
    };
    let listed = |text: &str| format!("[ '{}' ]", text.replace('\n', "\\n"));
    let bytes: Vec<String> =
        format!("<Error><Code>SignatureDoesNotMatch</Code><StringToSign>{LINES}</StringToSign><CanonicalRequest>{CANONICAL}</CanonicalRequest></Error>")
            .replace('\n', "\\n")
            .as_bytes()
            .chunks(60)
            .map(|chunk| format!("b'{}'", str::from_utf8(chunk).unwrap()))
            .collect();
    for post in [
        inspected(&added),
        inspected(&listed),
        format!("DEBUG: Response:\n{{'data': {},\n 'status': 403}}", bytes.join("\n         ")),
    ] {
        let pieces = recognise(&format!("It fails:\n\n{post}\n"));
        let kinds: Vec<_> = pieces.iter().map(|piece| piece.kind.as_str()).collect();
        assert_eq!(kinds, ["SignatureDoesNotMatch, with the service’s own strings"], "{post}");
        assert_told(&post, &[]);
    }
}

#[test]
fn what_is_no_answer_is_not_taken_for_one() {
    let error = format!(
        "Error: SignatureDoesNotMatch {MISMATCH}\n\nThe Canonical String for this request should have been\n'{CANONICAL}'\n\nThe String-to-Sign should have been\n'{LINES}'\n"
    );
    let post = format!(
        "With my code I get SignatureDoesNotMatch.\n\n{error}\n{{\n\n}}\n\nMy code (does SignatureDoesNotMatch come from here?):\n\nfunc main() {{\n}}\n"
    );
    let answers: Vec<_> =
        recognise(&post).into_iter().filter(|piece| piece.field == "response").collect();
    let kinds: Vec<_> = answers.iter().map(|piece| piece.kind.as_str()).collect();
    assert_eq!(kinds, ["answer, with the service’s own strings", "answer"], "{answers:?}");
    assert!(recognise("<3>hello\n<Response [403]>\n{\n}\n").is_empty());
    let page = recognise("HTTP/1.1 403 Forbidden\n\n<html>403</html>");
    assert_eq!((page.len(), page[0].field, page[0].kind.as_str()), (1, "response", "answer"));
}

#[test]
fn what_a_service_received_shows_what_changed_on_the_way() {
    let with = |headers: &str, payload: &str| {
        let list: Vec<_> = headers.lines().map(|line| line.split(':').next().unwrap()).collect();
        format!(
            "{MISMATCH}\n\nThe Canonical String for this request should have been\n'POST\n/x\n\n{headers}\n\n{}\n{payload}'\n\nThe String-to-Sign should have been\n'{LINES}'\n",
            list.join(";")
        )
    };
    let other = "4".repeat(64);
    assert_told(
        &with(&format!("host:h\nx-amz-content-sha256:{other}"), EMPTY),
        &["payload-sha256-mismatch(Certain)"],
    );
    assert_told(&with(&format!("host:h\nx-amz-content-sha256:{EMPTY}"), EMPTY), &[]);
    assert_told(
        &with("accept-encoding:identity,gzip(gfe)\nhost:h", EMPTY),
        &["header-changed-in-transit(Certain)"],
    );
    assert_told(
        &with("host:h\nx-forwarded-for:10.0.0.1", EMPTY),
        &["header-changed-in-transit(Likely)"],
    );
    assert_told(&with("host:h\nuser-agent:curl/8", EMPTY), &[]);
    let of_a_chunk =
        with("host:h\nx-forwarded-for:10.0.0.1", EMPTY).replace("SHA256\n", "SHA256-PAYLOAD\n");
    assert_told(&of_a_chunk, &[]);
}

#[test]
fn what_stands_for_something_private_is_not_blamed() {
    let post = |query: &str, payload: &str, hash: &str| {
        format!(
            "DEBUG: Request Signature:\n---[ CANONICAL STRING  ]-----------------------------\nGET\n/x\n{query}\nhost:route53.amazonaws.com\nx-amz-content-sha256:{EMPTY}\nx-amz-date:20150830T123600Z\n\nhost;x-amz-content-sha256;x-amz-date\n{payload}\n---[ STRING TO SIGN ]--------------------------------\nAWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/route53/aws4_request\n{hash}\n-----------------------------------------------------\n---[ REQUEST POST-SIGN ]-----------------------------\nGET /x?{query} HTTP/1.1\nHost: route53.amazonaws.com\nAuthorization: AWS4-HMAC-SHA256 Credential=<redacted>/20150830/us-east-1/route53/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature={SIGNATURE}\nX-Amz-Content-Sha256: {EMPTY}\nX-Amz-Date: 20150830T123600Z\n\n\n-----------------------------------------------------\n2026/11/27 DEBUG: Response route53 Details:\n"
        )
    };
    let other = "4".repeat(64);
    for text in [post("dnsname=<redacted>", EMPTY, &other), post("a=1", "hash?", "hash?")] {
        let diagnosis = as_paste(&text);
        assert!(
            found(&diagnosis).iter().all(|found| found == "canonical-request-differs(Likely)"),
            "{text}: {diagnosis:?}"
        );
    }
    for credential in ["MyCredentials%2Fus-east-1%2Fs3%2Faws4_request", "REDACTED"] {
        let url = format!(
            "https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={credential}&X-Amz-Date=20150830T123600Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=MySignature"
        );
        assert_told(&url, &[]);
    }
}

#[test]
fn a_sentence_about_curl_is_no_command() {
    for sentence in [
        "The signature calculated by curl does not match what the server expects.",
        "I tried curl instead.",
        "It is the same in curl 8.5.0",
        "With curl and https://example.com/page it is the same",
    ] {
        assert!(
            recognise(sentence).iter().all(|piece| !piece.kind.starts_with("curl")),
            "{sentence}"
        );
    }
    assert_eq!(recognise("curl example.com")[0].kind, "curl command: GET http://example.com");
    assert_eq!(
        recognise("curl localhost:9000/b > out.xml")[0].kind,
        "curl command: GET http://localhost:9000/b"
    );
}

#[test]
fn what_curl_signs_itself_is_as_its_command_says() {
    let told = |options: &str, url: &str| {
        let diagnosis = as_request(&format!("curl {options} '{url}'"));
        assert!(diagnosis.rebuilt.is_none(), "{options}");
        assert!(!format!("{diagnosis:?}").contains("confidential"), "{diagnosis:?}");
        (found(&diagnosis), diagnosis)
    };
    const KEYS: &str = "-u AKIDEXAMPLE:confidential";
    let s3 = "https://b.s3.eu-west-1.amazonaws.com/k";
    let api = "https://abc.execute-api.eu-west-1.amazonaws.com/prod/x";
    let es = "https://search-x.eu-west-1.es.amazonaws.com/";
    let differs = &["canonical-request-differs(Likely)"] as &[&str];
    for (provider, url, expected) in [
        ("aws:amz:eu-west-1:s3", s3, &[] as &[&str]),
        ("aws:amz:$REGION:s3", s3, &[]),
        ("aws:amz:us-east-1:s3", "https://$BUCKET.s3.eu-west-1.amazonaws.com/k", &[]),
        ("aws:amz", api, &[]),
        ("osc", "https://api.eu-west-2.outscale.com/api", &[]),
        ("aws:amz:us-east-1:execute-api", api, &["scope-wrong-region(Certain)"]),
        ("aws:amz:eu-west-1:apigateway", api, &["scope-wrong-service(Certain)"]),
        ("aws:amz:eu-west-1:es", &format!("{es}_cat/indices?v=true"), &[]),
        ("aws:amz:eu-west-1:es", &format!("{es}_cat/indices?v"), differs),
        ("aws:amz:eu-west-1:es", "https://<es-host>/i/_search?sort=a&size=50", differs),
        ("aws:amz:eu-west-1:es", "https://${ES}/_sql?q=urn:a", differs),
        ("aws:amz:eu-west-1:es", &format!("{es}a-*/_mapping"), differs),
    ] {
        let before = told(&format!("--aws-sigv4 {provider} {KEYS}"), url).0;
        assert_eq!(before, expected, "{provider} {url}");
        assert_eq!(told(&format!("{KEYS} --aws-sigv4 {provider}"), url).0, expected, "{provider}");
    }
    let (_, diagnosis) = told(&format!("--aws-sigv4 aws:amz:eu-west-1:s3 {KEYS}"), s3);
    assert_eq!(diagnosis.missing.first(), Some(&"request"));
    assert!(diagnosis.summary.contains("what curl prints with --verbose"), "{}", diagnosis.summary);
}

#[test]
fn of_several_urls_the_signed_one_is_the_request() {
    let url = format!(
        "https://b.s3.us-east-1.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=9999999&X-Amz-SignedHeaders=host&X-Amz-Signature={SIGNATURE}"
    );
    let post = format!(
        "I did as https://docs.aws.amazon.com/x says, and `http://store/` is the upstream, but\n`{url}`. fails, see also https://example.com/y"
    );
    assert_told(&post, &["presign-expires-too-long(Certain)"]);
}

#[test]
fn a_link_in_a_post_about_an_error_is_no_unsigned_request() {
    for post in [
        "I get SignatureDoesNotMatch although https://docs.aws.amazon.com/x says how",
        "I still get ```InvalidSignatureException``` for https://abc.execute-api.us-east-1.amazonaws.com/x",
    ] {
        assert!(as_request(post).findings.is_empty(), "{post}");
    }
}

#[test]
fn a_header_that_the_service_finds_malformed_is_not_missing() {
    let post = |code: &str| {
        format!(
            "GET /?location HTTP/1.1\nHost: b.s3.amazonaws.com\nx-amz-date: 20150830T123600Z\n\n<Error><Code>{code}</Code></Error>"
        )
    };
    assert_eq!(found(&as_paste(&post("AuthorizationHeaderMalformed"))), [""; 0]);
    assert_eq!(found(&as_paste(&post("AccessDenied"))), ["auth-missing(Certain)"]);
}

//! Posts as people write them: prose, errors, logs and commands in one paste, with placeholders for what is private.

use crate::signed::found;
use sha2::{Digest, Sha256};
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
    for (malformed, certainty, told) in [
        (
            "Authorization header is malformed; the authorization component \"/20240926/us-east-005/s3/aws4_request\" is malformed.",
            "Certain",
            "is empty, or has white space",
        ),
        (
            "The authorization header is malformed; a non-empty Access Key (AKID) must be provided in the credential.",
            "Certain",
            "is empty, or has white space",
        ),
        (
            "The authorization header is malformed; the Credential is mal-formed; expecting \"&lt;YOUR-AKID&gt;/YYYYMMDD/REGION/SERVICE/aws4_request\".",
            "Likely",
            "a part is missing",
        ),
        // As a browser shows it.
        (
            "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
            "Likely",
            "encoded twice",
        ),
        (
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b'",
            "Likely",
            "a part is missing",
        ),
        (
            "the authorization header requires three components: Credential, SignedHeaders, and Signature.",
            "Likely",
            "cut off",
        ),
    ] {
        let diagnosis = as_paste(&format!(
            "<Error><Code>AuthorizationHeaderMalformed</Code><Message>{malformed}</Message></Error>"
        ));
        assert_eq!(found(&diagnosis), [format!("auth-credential-space({certainty})")]);
        assert!(diagnosis.summary.contains(told), "{}", diagnosis.summary);
    }
}

#[test]
fn a_region_is_refused_in_many_words() {
    const GARAGE: &str = "AuthorizationHeaderMalformed: Authorization header malformed, unexpected scope: 20260519/eu/s3/aws4_request";
    for (told, finding, yours, expected) in [
        (
            "InvalidRegionName: The region name 'eu' is not valid. Must be one of: wnam, enam, weur, eeur, apac, oc, auto status code: 400",
            "scope-wrong-region(Certain)",
            Some("eu"),
            Some("auto"),
        ),
        (
            "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region is wrong; expecting 'us-east-1'.</Message><Region>us-east-1</Region></Error>",
            "scope-wrong-region(Certain)",
            None,
            Some("us-east-1"),
        ),
        (
            "InvalidSignatureException: Credential should be scoped to a valid region. ",
            "scope-wrong-region(Certain)",
            None,
            None,
        ),
        (GARAGE, "scope-wrong-region(Likely)", Some("eu"), None),
        (
            &format!(
                "<Error><Code>AuthorizationHeaderMalformed</Code><Message>{GARAGE}</Message><Region>garage</Region></Error>"
            ),
            "scope-wrong-region(Certain)",
            Some("eu"),
            Some("garage"),
        ),
        (
            "api error AuthorizationHeaderMalformed: The authorization header is malformed; a non-empty region must be provided in the credential.",
            "scope-region-format(Certain)",
            None,
            None,
        ),
    ] {
        assert_told(told, &[finding]);
        let first = as_paste(&format!("Since today:\n\n{told}\n")).findings.remove(0);
        let values = (first.yours.as_deref(), first.expected.as_deref());
        assert_eq!(values, (yours, expected), "{told}");
    }
    // Who asks says nothing for sure.
    for question in [
        "I get 403 and do not know whether the region is wrong.",
        "Can it be that the region 'eu-west-1' is wrong? I get SignatureDoesNotMatch.",
        "Should Credential be scoped to a valid region or to the bucket?",
    ] {
        assert_told(question, &[]);
    }
    // Then another part of the scope is wrong.
    let region = "<Error><Code>AuthorizationHeaderMalformed</Code><Message>Authorization header malformed, unexpected scope: 20260519/garage/s3/aws4_request</Message><Region>garage</Region></Error>";
    assert_told(region, &[]);
}

#[test]
fn a_key_or_a_scheme_that_other_stores_refuse_is_named() {
    for (error, finding) in [
        ("InvalidAccessKeyId: Malformed Access Key Id", "key-id-unknown(Certain)"),
        (
            "<Error><Code>Unauthorized</Code><Message>SigV2 authorization is not supported. Please use SigV4 instead.</Message></Error>",
            "auth-sigv2(Certain)",
        ),
    ] {
        assert_told(error, &[finding]);
    }
}

#[test]
fn a_service_that_is_not_told_is_not_shown_as_empty() {
    let finding =
        as_paste("{\"message\":\"Credential should be scoped to correct service: 'dynamodb'. \"}")
            .findings
            .remove(0);
    let values = (finding.yours.as_deref(), finding.expected.as_deref());
    assert_eq!((finding.id, values), ("scope-wrong-service", (None, Some("dynamodb"))));
}

#[test]
fn what_stands_behind_a_request_without_a_length_is_none_of_it() {
    let request = |method: &str, hash: &str| {
        format!(
            "{method} /k HTTP/1.1\nHost: b.s3.amazonaws.com\nX-Amz-Content-Sha256: {hash}\nX-Amz-Date: 20150830T123600Z\nAuthorization: {SIGNED}\n\n"
        )
    };
    let other = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
    for (method, hash, behind) in [
        ("GET", EMPTY, "\nSDK 2026/03/26 14:12:18 DEBUG Response\nHTTP/1.1 400 Bad Request\n"),
        ("GET", EMPTY, "What is wrong with it?\n"),
        ("GET", "UNSIGNED-PAYLOAD", "What is wrong with it?\n"),
        ("PUT", other, "hello\n\nWhat is wrong with it?\n"),
    ] {
        let text = request(method, hash) + behind;
        assert_told(&text, &[]);
        let rebuilt = as_request(&text).rebuilt.unwrap().canonical_request;
        assert!(rebuilt.ends_with(hash), "{rebuilt}");
    }
    // All that the hash is of is there.
    assert_told(&(request("PUT", other) + "hello\n"), &[]);
    // The length says that it is all.
    let told = request("PUT", other).replace("\n\n", "\nContent-Length: 5\n\nworld");
    assert_told(&told, &["payload-sha256-mismatch(Certain)"]);
}

#[test]
fn what_stands_for_a_value_is_no_other_value() {
    let request = "GET /feeds HTTP/1.1\nHost: api.example\nX-Amz-Date: 20150830T123600Z\nX-Note: secret\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date;x-note, Signature=0000000000000000000000000000000000000000000000000000000000000001\n\n";
    let canonical = |note: &str| {
        Some(format!(
            "GET\n/feeds\n\nhost:api.example\nx-amz-date:20150830T123600Z\nx-note:{note}\n\nhost;x-amz-date;x-note\n{EMPTY}"
        ))
    };
    for (note, findings) in [
        ("<my note>", &[""; 0][..]),
        (" { my-note }", &[]),
        ("xxxxxx", &[]),
        ("***", &[]),
        ("other", &["header-value-differs(Certain)"]),
    ] {
        for request in [None, Some(GivenRequest::Text(request.to_string()))] {
            let findings = if request.is_some() { findings } else { &[] };
            let canonical_request = canonical(note);
            let diagnosis =
                diagnose(&Evidence { request, canonical_request, ..Evidence::default() });
            assert_eq!(found(&diagnosis), findings, "{note}");
        }
    }
}

#[test]
fn an_answer_behind_a_canonical_request_is_one() {
    let post = format!(
        "12:48:33 INFO - S3 toSign:\n{CANONICAL}\n12:48:34 DEBUG - sent\n12:48:34 ERROR <Error><Code>InvalidAccessKeyId</Code></Error>\n"
    );
    assert_eq!(kinds(&post), ["canonical request", "InvalidAccessKeyId"]);
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
        "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name></ListBucketResult>",
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

const SIGNED: &str = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000001";

/// The address of each request and what else there is in the paste, each piece in its place.
fn kinds(paste: &str) -> Vec<String> {
    recognise(paste).into_iter().map(|piece| piece.kind).collect()
}

#[test]
fn a_request_that_a_program_printed_is_read() {
    const REBUILT: &str = "PUT\n/b/a%20b.txt\nx-id=PutObject\nhost:127.0.0.1:9000\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:20150830T123600Z\n\nhost;x-amz-content-sha256;x-amz-date\nUNSIGNED-PAYLOAD";
    let url = "http://127.0.0.1:9000/b/a%20b.txt?x-id=PutObject";
    let printed = "printed request: PUT http://127.0.0.1:9000/b/a%20b.txt";
    let sent = "HTTP request: PUT http://127.0.0.1:9000/b/a%20b.txt";
    let lines = [
        "PUT /b/a%20b.txt?x-id=PutObject HTTP/1.1".to_string(),
        "Host: 127.0.0.1:9000".to_string(),
        "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD".to_string(),
        "X-Amz-Date: 20150830T123600Z".to_string(),
        format!("Authorization: {SIGNED}"),
        "Content-Length: 6".to_string(),
    ];
    let wire = |line: &dyn Fn(&str) -> String| {
        lines.iter().map(|text| line(text)).collect::<Vec<_>>().join("\n")
    };
    let python = format!(
        "{{'Content-Length': '6', 'X-Amz-Date': b'20150830T123600Z', 'X-Amz-Content-SHA256': b'UNSIGNED-PAYLOAD', 'Authorization': b'{SIGNED}'}}"
    );
    let json = format!(
        "\"headers\":{{\"content-length\":6,\"x-amz-date\":\"20150830T123600Z\",\"x-amz-content-sha256\":\"UNSIGNED-PAYLOAD\",\"authorization\":\"{SIGNED}\"}}"
    );
    let console = |indent: &str| {
        format!(
            "{indent}  'content-length': 6,\n{indent}  host: '127.0.0.1:9000',\n{indent}  'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',\n{indent}  'x-amz-date': '20150830T123600Z',\n{indent}  authorization: '{SIGNED}'\n{indent}}}"
        )
    };
    for (text, kind) in [
        (
            format!(
                "10:00:00 DEBUG - Sending http request: <AWSPreparedRequest stream_output=False, method=PUT, url={url}, headers={python}>"
            ),
            printed,
        ),
        (format!("PUT {url}\n{python}"), printed),
        (format!("PUT {url}\n{{\n{}", console("")), printed),
        (
            format!(
                "HttpRequest {{\n  method: 'PUT',\n  protocol: 'http:',\n  hostname: '127.0.0.1',\n  port: 9000,\n  path: '/b/a%20b.txt',\n  query: {{ 'x-id': 'PutObject' }},\n  headers: {{\n{},\n  body: 'hello\\n'\n}}",
                console("  ")
            ),
            printed,
        ),
        (
            format!(
                "{{\n  method: 'PUT',\n  host: '127.0.0.1:9000',\n  path: '/b/a%20b.txt?x-id=PutObject',\n  headers: {{\n{},\n  body: 'hello\\n'\n}}",
                console("  ")
            ),
            printed,
        ),
        (
            format!(
                "Request {{\n  method: 'PUT',\n  url: '{url}',\n  headers: Headers {{\n{},\n  destination: ''\n}}",
                console("  ")
            ),
            printed,
        ),
        (
            format!(
                "{{\"level\":30,\"request\":{{\"method\":\"PUT\",\"url\":\"{url}\",{json}}},\"msg\":\"sent\"}}"
            ),
            printed,
        ),
        (format!("{{\"message\":\"sent\",{json},\"method\":\"PUT\",\"url\":\"{url}\"}}"), printed),
        (
            format!(
                "send: b'{}\\r\\n\\r\\n'\nsend: b'hello\\n'",
                wire(&str::to_string).replace('\n', "\\r\\n")
            ),
            sent,
        ),
        (
            format!("    _header: {}\n      '\\r\\n',", wire(&|line| format!("'{line}\\r\\n' +"))),
            sent,
        ),
        (
            format!(
                "2015/08/30 12:36:00 DEBUG : {}\n\n2015/08/30 12:36:00 DEBUG : >>>>>>>>>>",
                wire(&str::to_string)
            ),
            sent,
        ),
        (
            format!(
                "{}\n12:36:00 [main] DEBUG wire - http-outgoing-0 >> \"[\\r][\\n]\"\n12:36:00 [main] DEBUG wire - http-outgoing-0 >> \"hello[\\n]\"",
                wire(&|line| format!(
                    "12:36:00 [main] DEBUG wire - http-outgoing-0 >> \"{line}[\\r][\\n]\""
                ))
            ),
            sent,
        ),
        (wire(&|line| format!("12:36:00 [main] DEBUG headers - http-outgoing-0 >> {line}")), sent),
    ] {
        let error = format!(
            "SignatureDoesNotMatch: {MISMATCH}\n    at throwDefaultError (/app/index.js:838:20)"
        );
        for post in [text.clone(), format!("It fails:\n\n{text}\n{error}\n")] {
            let kinds = kinds(&post);
            assert_eq!(kinds.first().map(String::as_str), Some(kind), "{post}");
            for diagnosis in [as_request(&post), as_paste(&post)] {
                assert_eq!(found(&diagnosis), <[&str; 0]>::default(), "{post}");
                let rebuilt = diagnosis.rebuilt.map(|rebuilt| rebuilt.canonical_request);
                assert_eq!(rebuilt.as_deref(), Some(REBUILT), "{post}");
            }
        }
        let answered = kinds(&format!("{text}\n{error}"));
        assert_eq!(answered, [kind, "answer"], "{text}");
    }
}

#[test]
fn an_object_that_does_not_tell_all_is_no_request() {
    let url = "http://127.0.0.1:9000/b/k";
    for text in [
        format!("{url}\n{{ authorization: '{SIGNED}', host: '127.0.0.1:9000' }}"),
        format!("PUT {url}\n{{ ...headers, Authorization: '{SIGNED}', 'x-amz-date': date }}"),
        format!("PUT {url}\n{{ Authorization: '{SIGNED}' }}"),
        format!(
            "fetch('{url}', {{ method: 'PUT', headers: {{ ...headers, Authorization: '{SIGNED}' }} }})"
        ),
        format!("{{ name: 'Authorization', value: '{SIGNED}' }}"),
    ] {
        for diagnosis in [as_request(&text), as_paste(&text)] {
            assert_eq!(found(&diagnosis), <[&str; 0]>::default(), "{text}");
            assert!(diagnosis.rebuilt.is_none(), "{text}");
        }
    }
}

#[test]
fn a_log_that_hides_how_a_request_is_signed_tells_nothing_of_it() {
    let as_by_rclone = "X".repeat(4);
    for hidden in [
        as_by_rclone.as_str(),
        "[REDACTED]",
        "AWS4-HMAC-SHA256 ***",
        "AWS4-HMAC-SHA256 Credential=REDACTED",
        "<redacted>",
        "...",
    ] {
        let text = format!(
            "GET /k HTTP/1.1\nHost: b.s3.amazonaws.com\nX-Amz-Date: 20150830T123600Z\nAuthorization: {hidden}\n\n"
        );
        assert_told(&text, &[]);
    }
}

#[test]
fn a_sentence_is_no_request_line() {
    let text = format!(
        "With GET it works, so I tried HTTP/1.1\nHost: b.s3.amazonaws.com\nAuthorization: {SIGNED}\n"
    );
    assert!(recognise(&text).iter().all(|piece| piece.field != "request"), "{text}");
}

#[test]
fn a_body_ends_where_a_log_goes_on() {
    for end in [
        "\n-----------------------------------------------------\n",
        "2015/08/30 12:36:00 DEBUG : >>>>>>>>>>\n",
        "---request end---\n[writing BODY file body ... done]\n",
    ] {
        let text = format!(
            "2015/08/30 12:36:00 DEBUG : PUT /k HTTP/1.1\nHost: b.s3.amazonaws.com\nX-Amz-Date: 20150830T123600Z\nX-Amz-Content-Sha256: 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\nContent-Length: 6\nAuthorization: {SIGNED}\n\n{end}"
        );
        assert_told(&text, &[]);
    }
}

#[test]
fn what_a_log_shows_of_an_answer_is_not_the_callers_own() {
    let data = "<Error><Code>SignatureDoesNotMatch</Code></Error>";
    let member = |text: &str| format!("'{}'", text.replace('\n', "\\n"));
    let post = format!(
        "DEBUG: Response:\n{{'data': b'{data}',\n 'status': 403}}\nDEBUG: ErrorXML: Code: 'SignatureDoesNotMatch'\nDEBUG: ErrorXML: StringToSign: {}\nDEBUG: ErrorXML: CanonicalRequest: {}\n",
        member(LINES),
        member(CANONICAL)
    );
    let fields: Vec<_> = recognise(&post).into_iter().map(|piece| piece.field).collect();
    assert!(fields.iter().all(|field| *field == "response"), "{fields:?}");
    let printed = format!(
        "{{'Server': 'x'}}\nb'<?xml version=\"1.0\"?>\\n<Error><Code>SignatureDoesNotMatch</Code><StringToSign>{}</StringToSign><CanonicalRequest>{}</CanonicalRequest></Error>'\n",
        LINES.replace('\n', "\\n"),
        CANONICAL.replace('\n', "\\n")
    );
    assert_eq!(kinds(&printed), ["SignatureDoesNotMatch, with the service’s own strings"]);
    let pieces = "{'data': b'<Error><Code>RequestTimeT'\n         b'ooSkewed</Code></Error>',\n 'status': 403}";
    assert_eq!(kinds(pieces), ["RequestTimeTooSkewed"]);
}

const URL: &str = "http://127.0.0.1:9000/b/k";

/// What Ceph's gateway logs of a request with this signature.
fn gateway_log(canonical: &str, theirs: &str, yours: &str) -> String {
    let hash = hex::encode(Sha256::digest(canonical));
    let lines =
        format!("AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/s3/aws4_request\n{hash}\n");
    let said = [
        format!("v4 signature format = {yours}\n"),
        "canonical headers format = host:store\nx-amz-date:20150830T123600Z\n\n".to_string(),
        format!("canonical request = {canonical}\n"),
        format!("canonical request hash = {hash}\n"),
        format!("string to sign = {lines}"),
        format!("signing_k = {}\n", "c5".repeat(32)),
        format!("generated signature = {theirs}\n"),
        format!("string_to_sign={lines}"),
        format!("server signature={theirs}\n"),
        format!("client signature={yours}\n"),
        "compare=-1\n".to_string(),
    ];
    said.map(|line| {
        format!("2015-08-30T12:36:01.853+0000 7f5571da4700 15 req 1 0.00s s3:get_obj {line}")
    })
    .concat()
}

#[test]
fn strings_whose_signature_a_log_refuses_are_the_services() {
    let canonical = "GET\n/b/a%21\na=1&b=2\nhost:store\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\nUNSIGNED-PAYLOAD";
    let (right, wrong) = ("a1".repeat(32), SIGNATURE);
    let own = canonical.replace("%21", "!");
    let fields = |paste: &str| {
        let mut fields: Vec<_> = recognise(paste).iter().map(|piece| piece.field).collect();
        fields.dedup();
        fields
    };
    let refused = gateway_log(canonical, &right, wrong);
    assert_eq!(fields(&refused), ["signature", "response"]);
    assert_eq!(fields(&refused.repeat(2)), ["signature", "response"]);
    assert_eq!(
        fields(&format!("{own}\n\n{refused}")),
        ["canonicalRequest", "signature", "response"]
    );
    let log = recognise(&refused).pop().unwrap();
    assert_eq!(log.kind, "SignatureDoesNotMatch, with the service’s own strings");
    let accepted = gateway_log(canonical, wrong, wrong);
    assert!(fields(&accepted).contains(&"canonicalRequest"), "{:?}", fields(&accepted));
    assert!(!fields(&accepted).contains(&"response"));
    let answered = |evidence: Evidence| {
        let diagnosis = diagnose(&evidence);
        assert_eq!(diagnosis.rebuilt.unwrap().canonical_request, canonical);
        diagnosis.findings.into_iter().map(|finding| finding.id).collect::<Vec<_>>()
    };
    let response =
        |body: &str| Some(GivenResponse { body: body.into(), ..GivenResponse::default() });
    let given = Evidence { canonical_request: Some(own), ..Evidence::default() };
    for response in [response(&log.text), response(&refused)] {
        assert_eq!(answered(Evidence { response, ..given.clone() }), ["path-char-not-encoded"]);
    }
    for evidence in [
        Evidence { request: Some(GivenRequest::Text(refused.clone())), ..Evidence::default() },
        Evidence { canonical_request: Some(refused.clone()), ..Evidence::default() },
        Evidence { string_to_sign: Some(refused.clone()), ..Evidence::default() },
    ] {
        assert_eq!(answered(evidence), [""; 0]);
    }
}

/// That the request of a text is the one to [`URL`], also between other things.
fn assert_read(text: &str) {
    let rebuilt = "PUT\n/b/k\n\nhost:127.0.0.1:9000\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:20150830T123600Z\n\nhost;x-amz-content-sha256;x-amz-date\nUNSIGNED-PAYLOAD";
    for post in [text.into(), format!("It fails:\n\n{text}\nSignatureDoesNotMatch: {MISMATCH}\n")] {
        let kinds = kinds(&post);
        assert!(kinds.contains(&format!("printed request: PUT {URL}")), "{kinds:?} {post}");
        for diagnosis in [as_request(&post), as_paste(&post)] {
            assert_eq!(found(&diagnosis), [""; 0], "{post}");
            assert_eq!(diagnosis.rebuilt.unwrap().canonical_request, rebuilt, "{post}");
        }
    }
}

/// That a text shows no request, and none that is not signed.
fn assert_not_read(text: &str) {
    for diagnosis in [as_request(text), as_paste(text)] {
        assert_eq!(found(&diagnosis), [""; 0], "{text}");
        assert!(diagnosis.rebuilt.is_none(), "{text}");
    }
}

#[test]
fn headers_are_read_as_programs_of_other_languages_print_them() {
    let headers = [
        ("Authorization", SIGNED),
        ("Content-Length", "6"),
        ("Host", "127.0.0.1:9000"),
        ("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"),
        ("X-Amz-Date", "20150830T123600Z"),
    ];
    let each = |write: &dyn Fn(&str, &str) -> String, mark: &str| {
        headers.map(|(name, value)| write(name, value)).join(mark)
    };
    let har = each(&|name, value| format!("{{\"name\":\"{name}\",\"value\":\"{value}\"}}"), ",");
    for text in [
        format!("PUT {URL} map[{}]", each(&|name, value| format!("{name}:[{value}]"), " ")),
        format!(
            "&{{Method:PUT URL:{URL} Proto:HTTP/1.1 Header:map[{}] Body:<nil> Close:false}}",
            each(&|name, value| format!("{name}:[{value}]"), " ")
        ),
        format!("PUT {URL} {{{}}}", each(&|name, value| format!("{name}={value}"), ", ")),
        format!("PUT {URL}\n{{{}}}", each(&|name, value| format!("{name}=[{value}]"), ", ")),
        format!(
            "{{\"log\":{{\"entries\":[{{\"request\":{{\"method\":\"PUT\",\"url\":\"{URL}\",\"httpVersion\":\"HTTP/1.1\",\"headers\":[{har}],\"bodySize\":6}}}}]}}}}"
        ),
        format!(
            "[debug] PUT {URL} HEADERS: [{}]",
            each(&|name, value| format!("{{\"{name}\", \"{value}\"}}"), ", ")
        ),
        format!(
            "PUT {URL} {{:headers=>{{{}}}}}",
            each(&|name, value| format!("\"{name}\"=>\"{value}\""), ", ")
        ),
        format!(
            "{{ method: 'put', url: '{URL}', rawHeaders: [ {} ] }}",
            each(&|name, value| format!("'{name}', '{value}'"), ", ")
        ),
    ] {
        assert_read(&text);
    }
    let quoted = each(&|name, value| format!("'{name}': '{value}'"), ", ");
    let arrows = each(&|name, value| format!("\"{name}\" => \"{value}\""), ", ");
    let typed = |value: &str| format!("string({}) \"{value}\"", value.len());
    // As Python wraps it.
    let (scheme, rest) = SIGNED.split_once(' ').unwrap();
    let wrapped = each(&|name, value| format!("'{name}': '{value}'"), ",\n ")
        .replace(SIGNED, &format!("{scheme} '\n                  '{rest}"));
    for text in [
        // Python
        format!("PUT {URL}\n<CIMultiDict({quoted})>"),
        format!("method: PUT\nurl: {URL}\nheaders: {{{quoted}}}"),
        format!("method='PUT'\nurl='{URL}'\nheaders={{{quoted}}}\nbody=b'hello'"),
        format!("PUT {URL} [{}]", each(&|name, value| format!("(b'{name}', b'{value}')"), ", ")),
        format!("requests.request('PUT', '{URL}', headers={{{quoted}}}, data=data)"),
        format!("requests.put('{URL}', headers={{{quoted}}}, data=data)"),
        format!("PUT\n{URL}\n{{{wrapped}}}"),
        format!(
            "{{'headers': {{{quoted}}},\n 'hooks': {{'response': []}},\n 'method': 'PUT',\n 'url': '{URL}'}}"
        ),
        format!(
            "url = \"{URL}\"\n\nheaders = {{\n {wrapped}\n}}\n\nresponse = requests.request(\"PUT\", url, headers=headers)"
        ),
        // JavaScript
        format!(
            "PUT {URL} [ {} ]",
            each(&|name, value| format!("[ '{name}', '{value}' ]"), ",\n  ")
        ),
        format!("{URL}\n{{\n  method: 'PUT',\n  headers: {{\n    {quoted}\n  }}\n}}"),
        // Go
        format!(
            "PUT {URL}\nhttp.Header{{{}}}",
            each(&|name, value| format!("\"{name}\":[]string{{\"{value}\"}}"), ", ")
        ),
        format!("PUT {URL} map[{}]", each(&|name, value| format!("\"{name}\":[\"{value}\"]"), " ")),
        // PHP
        format!(
            "PUT {URL}\narray(5) {{\n{}}}",
            each(&|name, value| format!("  [\"{name}\"]=>\n  {}\n", typed(value)), "")
        ),
        format!(
            "PUT {URL}\narray(5) {{\n{}}}",
            each(
                &|name, value| format!(
                    "  [\"{name}\"]=>\n  array(1) {{\n    [0]=>\n    {}\n  }}\n",
                    typed(value)
                ),
                ""
            )
        ),
        format!(
            "PUT {URL}\narray (\n{})",
            each(
                &|name, value| format!("  '{name}' => \n  array (\n    0 => '{value}',\n  ),\n"),
                ""
            )
        ),
        format!(
            "PUT {URL}\narray(5) {{\n{}}}",
            each(&|name, value| format!("  [0]=>\n  {}\n", typed(&format!("{name}: {value}"))), "")
        ),
        // Ruby and Elixir
        format!("{{:method=>:put, :url=>\"{URL}\", :headers=>{{{arrows}}}}}"),
        format!("{{method: :put, url: \"{URL}\", headers: {{{arrows}}}}}"),
        format!(
            "%{{\n  headers: %{{\n    {}\n  }},\n  method: :put,\n  url: \"{URL}\"\n}}",
            each(&|name, value| format!("\"{name}\" => [\"{value}\"]"), ",\n    ")
        ),
        // Java
        format!("PUT {URL}\n[{}]", each(&|name, value| format!("{name}={value}"), ", ")),
        format!(
            "Request{{method=PUT, url={URL}, headers=[{}]}}",
            each(&|name, value| format!("{name}:{value}"), ", ")
        ),
        // Where the Host header is left to the client
        format!(
            "{{\n  hostname: '127.0.0.1',\n  port: 9000,\n  path: '/b/k',\n  method: 'PUT',\n  headers: {{ {} }}\n}}",
            quoted.replace("'Host': '127.0.0.1:9000', ", "")
        ),
        // Rust and Swift
        format!(
            "Request {{ method: PUT, url: Url {{ scheme: \"http\", host: Some(Ipv4(127.0.0.1)), port: Some(9000), path: \"/b/k\", query: None }}, headers: {{{}}} }}",
            quoted.replace('\'', "\"")
        ),
        format!(
            "[src/main.rs:3:5] req.headers() = {{\n    {},\n}}\n[src/main.rs:4:5] req.url() = {URL}\n[src/main.rs:5:5] req.method() = PUT",
            quoted.replace('\'', "\"")
        ),
        format!("PUT {URL}\nOptional([{}])", quoted.replace('\'', "\"")),
        // Postman
        format!(
            "{{\"info\": {{\"schema\": \"https://schema.example/v2\"}},\n\"item\": [{{\"request\": {{\n\t\"method\": \"PUT\",\n\t\"header\": [{}],\n\t\"url\": {{\"raw\": \"{URL}\"}}\n}}}}]}}",
            each(
                &|name, value| format!(
                    "{{\"key\": \"{name}\", \"value\": \"{value}\", \"type\": \"text\"}}"
                ),
                ", "
            )
        ),
    ] {
        assert_read(&text);
    }
    // What is a variable, or is left out, tells nothing.
    for text in [
        format!("PUT {URL}\n{{'Accept': accept, {quoted}}}"),
        format!("PUT {URL}\n{{'Accept': accepted('x'), {quoted}}}"),
        format!("PUT {URL}\n{{'Accept': 'x' + accepted, {quoted}}}"),
        format!("{{ method: 'PUT', url: '{URL}', headers: {{ 'Authorization': '{SIGNED}' }} }}"),
        format!("Allow: PUT, POST\n{URL}\n{{{quoted}}}"),
        format!("{URL}/widGETs\n{{{quoted}}}"),
        format!("<PUT {URL},hello,[{}]>", each(&|name, value| format!("{name}:\"{value}\""), ", ")),
        format!(
            "{{\"path\": \"/b/k\", \"httpMethod\": \"PUT\", \"headers\": {{{}}}, \"requestContext\": {{}}}}",
            quoted.replace('\'', "\"")
        ),
        format!("PUT {URL} [{{\"Authorization\", \"{SIGNED}\"}}, {{\"X-Amz-Date\", date}}]"),
        format!(
            "PUT {URL} [{{ name: 'Authorization', value: '{SIGNED}' }}, {{ name: 'Host', value: host }}]"
        ),
        format!("PUT {URL} map[Authorization:[{SIGNED}]]"),
        format!("PUT {URL} {{Authorization={SIGNED}, ...}}"),
    ] {
        assert_not_read(&text);
    }
}

#[test]
fn a_method_that_no_print_tells_is_that_of_the_answer() {
    let printed = format!(
        "{URL}\n{{'Host': '127.0.0.1:9000', 'X-Amz-Date': '20150830T123600Z', 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD', 'Authorization': '{SIGNED}'}}\n"
    );
    assert_not_read(&printed);
    let told = |method: &str| {
        format!(
            "{printed}<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>{method}\n/b/k</CanonicalRequest></Error>"
        )
    };
    let kind = format!("printed request: PUT {URL}");
    assert!(kinds(&told("PUT")).contains(&kind), "{:?}", kinds(&told("PUT")));
    let right = as_paste(&told("PUT")).rebuilt.unwrap().canonical_request;
    assert!(right.starts_with("PUT\n/b/k\n"), "{right}");
    assert!(kinds(&told("WHAT")).iter().all(|kind| !kind.contains(URL)));
}

#[test]
fn headers_that_stand_one_in_a_line_are_read() {
    let lines = |write: &dyn Fn(&str, &str) -> String| {
        [
            ("X-Amz-Date", "20150830T123600Z"),
            ("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"),
            ("Authorization", SIGNED),
            ("Content-Type", "text/plain"),
        ]
        .map(|(name, value)| write(name, value))
        .join("\n")
    };
    let plain = lines(&|name, value| format!("{name}: {value}"));
    let indented = lines(&|name, value| format!("  {name}: {value}"));
    let logged = lines(&|name, value| format!("12:36:00.123  1-2  okhttp  I  {name}: {value}"));
    let listed = lines(&|name, value| format!("    [3] => {name}: {value}"));
    for text in [
        // Postman
        format!(
            "PUT {URL}\n403\n120 ms\nRequest Headers\n{plain}\nRequest Body\nhello\nResponse Headers\nServer: x"
        ),
        // Tools of browsers
        format!(
            "Request URL: {URL}\nRequest Method: PUT\nStatus Code: 403 Forbidden\nRequest Headers\n{plain}"
        ),
        // .NET
        format!(
            "Method: PUT, RequestUri: '{URL}', Version: 1.1, Content: System.Net.Http.StringContent, Headers:\n{{\n{indented}\n}}"
        ),
        // OkHttp
        format!(
            "--> PUT {URL} http/1.1\n{plain}\nContent-Length: 5\n\nhello\n--> END PUT (5-byte body)"
        ),
        format!(
            "12:36:00.123  1-2  okhttp  I  --> PUT {URL}\n{logged}\n12:36:00.123  1-2  okhttp  I  --> END PUT (5-byte body)"
        ),
        // PowerShell
        format!(
            "Invoke-WebRequest -Uri \"{URL}\" `\n-Method \"PUT\" `\n-Headers @{{\n{}\n}}",
            lines(&|name, value| format!("  \"{name}\"=\"{value}\""))
        ),
        // PHP, by print_r
        format!("PUT {URL}\nArray\n(\n{listed}\n)"),
        format!(
            "PUT {URL}\nArray\n(\n{}\n)",
            lines(&|name, value| format!("    [{name}] => {value}"))
        ),
        format!(
            "PUT {URL}\nArray\n(\n{}\n)",
            lines(&|name, value| format!(
                "    [{name}] => Array\n        (\n            [0] => {value}\n        )\n"
            ))
        ),
        // C#, Go
        format!("PUT {URL}\n{}", lines(&|name, value| format!("[{name}, {value}]"))),
        format!(
            "http.NewRequest(\"PUT\", \"{URL}\", body)\n{}",
            lines(&|name, value| format!("req.Header.Add(\"{name}\", \"{value}\")"))
        ),
        // wget
        format!(
            "wget --quiet \\\n  --method PUT \\\n{}\n  '{URL}'",
            lines(&|name, value| format!("  --header '{name}: {value}' \\"))
        ),
        format!("PUT\n{URL}\nHost: 127.0.0.1:9000\n{plain}"),
    ] {
        assert_read(&text);
    }
    // Without the method, or without the other headers, it is no request.
    for text in [
        format!("{URL}\n{plain}"),
        format!("PUT {URL}\nAuthorization: {SIGNED}"),
        format!("Authorization: {SIGNED}\n\n{plain}\n"),
        format!("PUT {URL}\nX-Amz-Date: 20150830T123600Z\nAuthorization: {SIGNED}"),
    ] {
        assert_not_read(&text);
    }
}

#[test]
fn what_a_browser_shows_of_a_request_is_read() {
    let url = format!(
        "https://b.s3.us-east-1.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=900&X-Amz-Signature={SIGNATURE}&X-Amz-SignedHeaders=host"
    );
    let shown = format!(
        "Request URL:\n{url}\nRequest Method:\nPUT\nStatus Code:\n403 Forbidden\ncontent-type\napplication/xml\norigin\nhttp://localhost:3000\n"
    );
    assert_eq!(kinds(&shown), ["URL: PUT https://b.s3.us-east-1.amazonaws.com/k"]);
    let fields = format!(
        ":authority\napi.example\n:method\nPOST\n:path\n/a?b=c\n:scheme\nhttps\nauthorization\nAWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders=host;origin;x-amz-date, Signature={SIGNATURE}\norigin\nhttp://localhost:3000\nx-amz-date\n20150830T123600Z\n\n{{}}\n"
    );
    let rebuilt = "POST\n/a\nb=c\nhost:api.example\norigin:http://localhost:3000\nx-amz-date:20150830T123600Z\n\nhost;origin;x-amz-date\n44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    for post in [fields.clone(), format!("Request Headers\n{fields}")] {
        assert_eq!(kinds(&post), ["HTTP request: POST https://api.example/a"], "{post}");
        for diagnosis in [as_request(&post), as_paste(&post)] {
            assert_eq!(diagnosis.rebuilt.unwrap().canonical_request, rebuilt, "{post}");
        }
    }
}

//! What a service's answer means for the request that got it.

use crate::signed::{With, found};
use sigv4_wasm::doctor::{Evidence, GivenRequest, GivenResponse, RequestParts, diagnose};

const URL: &str = "https://a1b2c3.execute-api.eu-west-1.amazonaws.com/prod/pets";

fn unauthenticated(evidence: Evidence) -> Evidence {
    let body = r#"{"message":"Missing Authentication Token"}"#.to_string();
    let response = Some(GivenResponse { status: Some(403), body, ..GivenResponse::default() });
    Evidence { response, ..evidence }
}

#[test]
fn a_signature_that_the_service_did_not_see_is_not_said_to_be_missing_from_the_request() {
    let with = With::scope("execute-api", "eu-west-1");
    for evidence in [with.by_header("GET", URL, ""), with.presigned(URL)] {
        let diagnosis = diagnose(&unauthenticated(evidence));
        assert_eq!(found(&diagnosis), ["auth-missing(Likely)"]);
        let finding = &diagnosis.findings[0];
        assert!(finding.message.contains("a path, method or stage"), "{}", finding.message);
        for text in [&finding.message, &finding.fix, &diagnosis.summary] {
            assert!(!text.contains("has no Authorization header"), "{text}");
            assert!(!text.contains("is not signed"), "{text}");
        }
    }
}

#[test]
fn a_request_without_a_signature_is_said_to_have_none() {
    let parts = RequestParts { url: URL.to_string(), ..RequestParts::default() };
    let request = Some(GivenRequest::Parts(parts));
    let diagnosis = diagnose(&unauthenticated(Evidence { request, ..Evidence::default() }));
    assert_eq!(found(&diagnosis), ["auth-missing(Certain)"]);
    assert!(diagnosis.findings[0].message.contains("has no Authorization header"));
}

#[test]
fn a_clock_is_off_by_as_much_as_the_times_say() {
    let with = With::scope("execute-api", "eu-west-1");
    for (server, off) in [
        ("1440939960000", "30 minutes behind"),
        ("1440936360000", "30 minutes ahead of"),
        ("99999999999999999", "27777377517 hours 10 minutes behind"),
    ] {
        let body = format!(
            "<Error><Code>RequestTimeTooSkewed</Code><ServerTime>{server}</ServerTime></Error>"
        );
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        let diagnosis = diagnose(&Evidence { response, ..with.by_header("GET", URL, "") });
        let message = &diagnosis.findings[0].message;
        assert!(message.contains(&format!(" {off} ")), "{message}");
    }
}

#[test]
fn minutes_that_are_the_month_are_less_than_an_hour_off() {
    for (server, id) in [
        ("130759", "date-format-minutes-as-month"),
        ("130800", "clock-local-time"),
        ("110801", "date-format-minutes-as-month"),
    ] {
        let body = format!(
            "<Error><Code>SignatureDoesNotMatch</Code><Message>Signature expired: 20150830T120800Z is now earlier than 20150830T000000Z (20150830T{server}Z - 5 min.)</Message></Error>"
        );
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        let diagnosis = diagnose(&Evidence { response, ..Evidence::default() });
        assert_eq!(found(&diagnosis), [format!("{id}(Certain)")], "{server}");
    }
}

#[test]
fn an_expired_url_is_told_with_the_times_that_are_known() {
    let request = Some(GivenRequest::Text(
        "https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=".to_string() + &"0".repeat(64),
    ));
    let server = "the server's time was 2015-08-30T13:00:00Z.";
    for (request, times, expected) in [
        (None, "", "The presigned URL has expired."),
        (
            None,
            "<X-Amz-Expires>300</X-Amz-Expires><Expires>2015-08-30T12:41:00Z</Expires><ServerTime>2015-08-30T13:00:00Z</ServerTime>",
            &*format!(
                "The presigned URL has expired: signed for 300 seconds, valid until 2015-08-30T12:41:00Z, {server}"
            ),
        ),
        (
            None,
            "<ServerTime>2015-08-30T13:00:00Z</ServerTime>",
            &*format!("The presigned URL has expired: {server}"),
        ),
        (
            request,
            "<Expires>2015-08-30T12:41:00Z</Expires><ServerTime>2015-08-30T13:00:00Z</ServerTime>",
            &*format!(
                "The presigned URL has expired: signed at 20150830T123600Z for 300 seconds, {server}"
            ),
        ),
    ] {
        let body = format!(
            "<Error><Code>AccessDenied</Code><Message>Request has expired</Message>{times}</Error>"
        );
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        let diagnosis = diagnose(&Evidence { request, response, ..Evidence::default() });
        assert_eq!(found(&diagnosis), ["presign-expired(Certain)"]);
        assert_eq!(diagnosis.findings[0].message, expected);
    }
}

/// Google's code for it is the one that AWS has for temporary credentials.
#[test]
fn an_expired_url_is_one_in_the_words_of_each_store() {
    for (body, expected) in [
        ("<Code>AccessDenied</Code><Message>Request has expired</Message>", "presign-expired"),
        ("<Code>ExpiredRequest</Code><Message>x</Message>", "presign-expired"),
        (
            "<Code>ExpiredToken</Code><Message>Invalid argument.</Message><Details>The provided token has expired. Request signature expired at: 2026-01-01T00:01:00+00:00</Details>",
            "presign-expired",
        ),
        (
            "<Code>ExpiredToken</Code><Message>The provided token has expired.</Message><Details>Request has expired: 120</Details>",
            "presign-expired",
        ),
        (
            "<Code>ExpiredToken</Code><Message>The provided token has expired.</Message>",
            "token-expired",
        ),
    ] {
        let body = format!("<Error>{body}</Error>");
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        let diagnosis = diagnose(&Evidence { response, ..Evidence::default() });
        assert_eq!(found(&diagnosis), [format!("{expected}(Certain)")]);
    }
}

#[test]
fn api_gateway_may_mean_the_path_where_it_says_that_a_token_is_missing() {
    for (message, certainty) in [
        ("Missing Authentication Token", "Likely"),
        ("Request is missing Authentication Token", "Certain"),
    ] {
        let body =
            format!(r#"{{"__type":"MissingAuthenticationTokenException","message":"{message}"}}"#);
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        let diagnosis = diagnose(&Evidence { response, ..Evidence::default() });
        assert_eq!(found(&diagnosis), [format!("auth-missing({certainty})")]);
    }
}

#[test]
fn a_redirect_shows_the_host_that_was_signed_for_where_it_is_known() {
    let body = "<Error><Code>TemporaryRedirect</Code><Endpoint>b.s3.eu-west-3.amazonaws.com</Endpoint></Error>";
    let response = Some(GivenResponse { body: body.into(), ..GivenResponse::default() });
    let with = With::scope("s3", "us-east-1").presigned("https://b.s3.amazonaws.com/k");
    for (evidence, yours) in [(Evidence::default(), None), (with, Some("b.s3.amazonaws.com"))] {
        let finding = &diagnose(&Evidence { response: response.clone(), ..evidence }).findings[0];
        assert_eq!(finding.id, "endpoint-redirect");
        assert_eq!(finding.yours.as_deref(), yours);
        assert_eq!(finding.expected.as_deref(), Some("b.s3.eu-west-3.amazonaws.com"));
    }
}

/// What S3 answers to a HEAD request of a bucket of another region.
#[test]
fn a_redirect_without_a_body_is_one_too() {
    let sent = With::scope("s3", "us-east-1").by_header("HEAD", "https://b.s3.amazonaws.com/", "");
    for (status, name, is_redirect) in [
        (301, "x-amz-bucket-region", true),
        (307, "x-amz-bucket-region", true),
        (403, "x-amz-bucket-region", false),
        (301, "x-other", false),
    ] {
        let headers = Vec::from([(name.to_string(), "eu-west-3".to_string())]);
        let response = GivenResponse { status: Some(status), headers, body: String::new() };
        let diagnosis = diagnose(&Evidence { response: Some(response), ..sent.clone() });
        let is_told = found(&diagnosis) == ["endpoint-redirect(Certain)"];
        assert_eq!(is_told, is_redirect, "{status} {name}");
    }
}

#[test]
fn a_refusal_of_something_else_than_the_signature_is_told_as_that() {
    for (code, message, expected) in [
        ("AccessDenied", "Access Denied", Some("permission")),
        ("AccessDenied", "Request has expired", None),
        ("NoSuchBucket", "The specified bucket does not exist", Some("resource")),
        ("ResourceNotFoundException", "Requested resource not found", Some("resource")),
        ("BadDigest", "The CRC32 you specified did not match", Some("checksum")),
        ("InvalidArgument", "Unsupported header 'x-amz-checksum-crc32'", Some("checksum")),
        ("XAmzContentSHA256Mismatch", "", None),
        ("SignatureDoesNotMatch", "The request signature we calculated does not match", None),
        ("AuthorizationHeaderMalformed", "of the checksum", None),
    ] {
        let body = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        let diagnosis = diagnose(&Evidence { response, ..Evidence::default() });
        assert_eq!(diagnosis.refused, expected, "{message}");
        let sentence = match expected {
            Some("permission") => "The service accepted the signature and refuses a permission",
            Some("resource") => {
                "The service does not refuse the signature: it does not have what is asked for."
            }
            Some(_) => "The service does not refuse the signature, but a checksum of the body.",
            None => "",
        };
        assert!(diagnosis.summary.starts_with(sentence), "{}", diagnosis.summary);
        assert!(expected != Some("checksum") || diagnosis.summary.contains(message));
    }
}

#[test]
fn the_clock_of_an_answer_that_is_given_as_it_came_is_read() {
    let url = With::scope("s3", "us-east-1").presigned("http://store.example/b/k");
    for (end, time, id) in [
        ("\r\n", "13:36:01", Some("presign-expired")),
        ("\n", "13:36:01", Some("presign-expired")),
        ("\n", "12:37:00", None),
    ] {
        let head = ["HTTP/1.1 403 Forbidden", "Content-Type: application/xml"];
        let date = format!("Date: Sun, 30 Aug 2015 {time} GMT");
        let error = "<Error><Code>AccessDenied</Code><Message></Message></Error>";
        let body = [&head[..], &[&date, "", error]].concat().join(end);
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        let evidence = Evidence { response, secret_access_key: None, ..url.clone() };
        let named = diagnose(&evidence).findings.first().map(|found| found.id);
        assert_eq!(named, id, "{time}");
    }
}

#[test]
fn where_an_answer_gives_no_reason_its_clock_does() {
    let with = With::scope("s3", "us-east-1");
    let url = "http://store.example/b/k";
    let (presigned, signed) = (with.presigned(url), with.by_header("GET", url, ""));
    // Signed at 12:36, for a quarter of an hour.
    for (evidence, time, id) in [
        (&presigned, "12:51:00", None),
        (&presigned, "12:51:01", Some("presign-expired")),
        (&presigned, "12:21:00", None),
        (&presigned, "12:20:59", Some("presign-not-yet-valid")),
        (&presigned, "12:10:00", Some("presign-not-yet-valid")),
        (&signed, "12:51:00", None),
        (&signed, "12:51:01", Some("clock-skew")),
        (&signed, "12:21:00", None),
        (&signed, "12:20:59", Some("clock-skew")),
    ] {
        let date = format!("Sun, 30 Aug 2015 {time} GMT");
        let named = |body: &str| {
            let headers = vec![("Date".to_string(), date.clone())];
            let response = Some(GivenResponse { status: Some(403), headers, body: body.into() });
            let evidence = Evidence { response, secret_access_key: None, ..evidence.clone() };
            diagnose(&evidence).findings.first().map(|found| found.id)
        };
        assert_eq!(named(""), id, "{time}");
        assert_eq!(named("<Error><Code>AccessDenied</Code></Error>"), id, "{time}");
        let other = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
        assert_eq!(named(other), None, "{time}");
        assert_eq!(named("<Error><Code>NoSuchKey</Code></Error>"), None, "{time}");
    }
}

/// Services say the same of an access key id that they do not know and of a session token that is missing or another's.
#[test]
fn a_token_that_is_invalid_may_be_the_session_token_as_well_as_the_id() {
    let invalid = r#"{"__type":"UnrecognizedClientException","message":"The security token included in the request is invalid."}"#;
    let unknown = "<Error><Code>InvalidAccessKeyId</Code></Error>";
    for (body, key_id, is_token_told, is_token_first) in [
        (invalid, None, true, false),
        (invalid, Some("AKIAIOSFODNN7EXAMPLE"), true, false),
        (invalid, Some("ASIAIOSFODNN7EXAMPLE"), true, true),
        (unknown, Some("ASIAIOSFODNN7EXAMPLE"), true, true),
        (unknown, Some("AKIAIOSFODNN7EXAMPLE"), false, false),
    ] {
        let response = Some(GivenResponse { body: body.into(), ..GivenResponse::default() });
        let access_key_id = key_id.map(String::from);
        let given = Evidence { access_key_id, response: response.clone(), ..Evidence::default() };
        let with = With { token: Some("TOKEN"), ..With::scope("sts", "us-east-1") };
        let sent = key_id.map(|key_id| Evidence {
            response,
            ..With { key_id, ..with }.by_header("GET", "https://sts.us-east-1.amazonaws.com/", "")
        });
        for evidence in [Some(given), sent].into_iter().flatten() {
            let diagnosis = diagnose(&evidence);
            assert_eq!(found(&diagnosis), ["key-id-unknown(Certain)"]);
            let finding = &diagnosis.findings[0];
            assert_eq!(finding.yours.as_deref(), key_id);
            for text in [&finding.message, &finding.fix] {
                let token = text.find("session token");
                assert_eq!(token.is_some(), is_token_told, "{text}");
                let id = text.find("know the").or(text.find("Check the access key id"));
                assert_eq!(
                    token.is_some() && id.is_none_or(|id| token < Some(id)),
                    is_token_first,
                    "{text}"
                );
            }
        }
    }
    let with = With { key_id: "ASIAIOSFODNN7EXAMPLE", ..With::scope("sts", "us-east-1") };
    let response = Some(GivenResponse { body: invalid.into(), ..GivenResponse::default() });
    let sent = with.by_header("GET", "https://sts.us-east-1.amazonaws.com/", "");
    assert_eq!(found(&diagnose(&Evidence { response, ..sent })), ["token-missing(Certain)"]);
}

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
        assert_eq!(found(&diagnosis), ["auth-missing(Certain)"]);
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
    for (server, off) in
        [("1440939960000", "30 minutes"), ("99999999999999999", "27777377517 hours 10 minutes")]
    {
        let body = format!(
            "<Error><Code>RequestTimeTooSkewed</Code><ServerTime>{server}</ServerTime></Error>"
        );
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        let diagnosis = diagnose(&Evidence { response, ..with.by_header("GET", URL, "") });
        let message = &diagnosis.findings[0].message;
        assert!(message.contains(&format!(" {off} ")), "{message}");
    }
}

//! What a request says of its body.

use crate::signed::{With, assert_found};
use sigv4_wasm::doctor::{Evidence, GivenRequest, Verdict, diagnose};

const URL: &str = "https://bucket.s3.eu-west-1.amazonaws.com/key";

fn with_body(evidence: &Evidence, body: Option<&str>) -> Evidence {
    let Some(GivenRequest::Parts(mut parts)) = evidence.request.clone() else { panic!("parts") };
    parts.body = body.map(Vec::from).into();
    Evidence { request: Some(GivenRequest::Parts(parts)), ..evidence.clone() }
}

#[test]
fn the_hash_in_the_header_is_that_of_the_body() {
    let right = With::scope("s3", "eu-west-1").by_header("PUT", URL, "hello");
    assert_found(&right, &[], "as signed");
    assert_found(&with_body(&right, None), &[], "unknown");
    let with_newline = With::scope("s3", "eu-west-1").by_header("PUT", URL, "hello\n");
    assert_found(&with_body(&with_newline, Some("hello")), &[], "pasted");
    for other in ["hello2", ""] {
        let evidence = with_body(&right, Some(other));
        assert_found(&evidence, &["payload-sha256-mismatch(Certain)"], other);
        assert!(matches!(diagnose(&evidence).verdict, Verdict::Explained), "{other}");
    }
}

#[test]
fn what_is_no_hash_in_the_header_is_not_compared_with_the_body() {
    let rules = With::scope("s3", "eu-west-1");
    for line in ["UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"] {
        let evidence = rules.by_header_with("PUT", URL, "hello", &[("x-amz-content-sha256", line)]);
        assert_found(&evidence, &[], line);
    }
}

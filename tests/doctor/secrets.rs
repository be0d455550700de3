//! What the text of a secret shows, beside what it signed.

use crate::signed::{KEY_ID, SECRET, With, found};
use sigv4_wasm::doctor::{Evidence, GivenResponse, diagnose};

const AWS: &str = "https://bucket.s3.eu-west-1.amazonaws.com/key";
const STORE: &str = "https://bucket.objects.example.org/key";

fn given(secret: &str, evidence: Evidence) -> Evidence {
    Evidence { secret_access_key: Some(secret.to_string()), ..evidence }
}

#[test]
fn white_space_around_a_secret_is_named_whether_it_was_signed_with_or_not() {
    for given_secret in [
        format!("{SECRET}\n"),
        format!(" {SECRET}"),
        format!("\t{SECRET}\r\n"),
        format!("{SECRET} "),
    ] {
        let without = With::scope("s3", "eu-west-1").presigned(AWS);
        let diagnosis = diagnose(&given(&given_secret, without));
        assert_eq!(found(&diagnosis), ["secret-trailing-whitespace(Proven)"], "{given_secret:?}");
        assert!(!format!("{diagnosis:?}").contains("shorter"), "{diagnosis:?}");
        let message = &diagnosis.findings[0].message;
        assert!(message.contains("white space"), "{message}");
    }
}

#[test]
fn a_secret_that_is_given_encoded_is_named_whether_it_was_signed_with_or_not() {
    let encoded = SECRET.replace('/', "%2F").replace('+', "%2B");
    let plain = With::scope("s3", "eu-west-1");
    let with = With { secret: &encoded, ..plain };
    assert_eq!(
        found(&diagnose(&given(&encoded, plain.presigned(AWS)))),
        ["secret-url-encoded(Proven)"]
    );
    assert_eq!(
        found(&diagnose(&given(&encoded, with.presigned(AWS)))),
        ["secret-url-encoded(Certain)"]
    );
}

#[test]
fn a_cut_secret_is_one_whatever_its_length() {
    let long = "4f1c0a9be7d24b5c8f000000000000004f1c0a9be7d24b5c8f00000000000000";
    let cut = With { secret: &long[..63], ..With::scope("s3", "auto") };
    let evidence = given(long, cut.presigned("https://acct.r2.cloudflarestorage.com/bucket/key"));
    let diagnosis = diagnose(&evidence);
    assert_eq!(found(&diagnosis), ["secret-truncated(Proven)"]);
    assert!(!diagnosis.findings[0].fix.contains("shorter"), "{}", diagnosis.findings[0].fix);
}

#[test]
fn a_secret_that_signed_right_may_have_any_form_beside_aws() {
    for secret in ["short", "p%2Fss%2Bword", "a pass phrase"] {
        let with = With { secret, ..With::scope("s3", "us-east-1") };
        assert_eq!(found(&diagnose(&given(secret, with.presigned(STORE)))), [""; 0], "{secret}");
    }
    let encoded = SECRET.replace('/', "%2F").replace('+', "%2B");
    for (secret, id) in [(encoded.as_str(), "secret-url-encoded"), (KEY_ID, "secret-is-key-id")] {
        let with = With { secret, ..With::scope("s3", "us-east-1") };
        let diagnosis = diagnose(&given(secret, with.presigned(STORE)));
        assert_eq!(found(&diagnosis), [format!("{id}(Certain)")]);
    }
}

#[test]
fn a_secret_of_a_strange_form_that_the_service_refused_is_wrong() {
    let secret = "p%2Fss%2Bword";
    let evidence = With { secret, ..With::scope("s3", "us-east-1") }.presigned(STORE);
    let body = "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided.</Message></Error>".to_string();
    let response = Some(GivenResponse { body, ..GivenResponse::default() });
    let diagnosis = diagnose(&given(secret, Evidence { response, ..evidence }));
    assert_eq!(diagnosis.findings[0].id, "secret-url-encoded");
    assert!(diagnosis.findings[0].certainty.is_firm());
}

#[test]
fn a_secret_that_the_service_accepted_is_right() {
    let secret = "short";
    let evidence = With { secret, ..With::scope("s3", "eu-west-1") }.presigned(AWS);
    let evidence = given(secret, evidence);
    assert_eq!(found(&diagnose(&evidence)), ["secret-truncated(Certain)"]);
    let body =
        "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>".to_string();
    let response = Some(GivenResponse { body, ..GivenResponse::default() });
    assert_eq!(found(&diagnose(&Evidence { response, ..evidence })), [""; 0]);
}

//! What the text of a secret shows, beside what it signed.

use crate::signed::{KEY_ID, SECRET, With, found};
use sha2::{Digest, Sha256};
use sigv4_wasm::doctor::{Diagnosis, Evidence, GivenRequest, GivenResponse, Verdict, diagnose};

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
    let with = With { secret: &encoded, ..With::scope("s3", "us-east-1") };
    let diagnosis = diagnose(&given(&encoded, with.presigned(STORE)));
    assert_eq!(found(&diagnosis), ["secret-url-encoded(Certain)"]);
}

#[test]
fn one_word_for_id_and_secret_is_no_mistake_where_it_may_be_chosen() {
    let with = |id| With { secret: id, key_id: id, ..With::scope("s3", "eu-west-1") };
    for (id, url) in [
        (KEY_ID, AWS),
        (KEY_ID, STORE),
        ("AKIAIOSFODNN7EXAMPLE", STORE),
        ("005e2f1a3b4c5d60000000001", STORE),
        ("minioadmin", AWS),
    ] {
        let diagnosis = diagnose(&given(id, with(id).presigned(url)));
        assert!(found(&diagnosis).contains(&"secret-is-key-id(Certain)".into()), "{id}, {url}");
    }
    for id in ["minioadmin", "rustfsadmin", "test"] {
        let diagnosis = diagnose(&given(id, with(id).presigned(STORE)));
        assert_eq!(found(&diagnosis), [""; 0], "{id}");
        assert_eq!(diagnosis.verdict, Verdict::Matches, "{id}");
        let other = With { secret: "another", ..with(id) };
        let diagnosis = diagnose(&given(id, other.presigned(STORE)));
        assert_eq!(found(&diagnosis), [""; 0], "{id}");
    }
}

fn unknown_id(id: &str) -> Option<GivenResponse> {
    let body = format!(
        "<Error><Code>InvalidAccessKeyId</Code><Message>The AWS Access Key Id you provided does not exist in our records.</Message><AWSAccessKeyId>{id}</AWSAccessKeyId></Error>"
    );
    Some(GivenResponse { body, ..GivenResponse::default() })
}

#[test]
fn a_secret_where_the_id_belongs_is_named_and_not_repeated() {
    for (url, expected) in [(AWS, "(Certain)"), (STORE, "(Likely)")] {
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={SECRET}/20150830/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature={:064}",
            1
        );
        let by_header = format!(
            "curl {url} -H 'x-amz-date: 20150830T123600Z' -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' -H 'authorization: {authorization}'"
        );
        let presigned = format!(
            "{url}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={}%2F20150830%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature={:064}",
            SECRET.replace('/', "%2F").replace('+', "%2B"),
            1
        );
        for request in [presigned, by_header] {
            let request = Some(GivenRequest::Text(request));
            let evidence = Evidence { request, ..Evidence::default() };
            let answered = Evidence { response: unknown_id(SECRET), ..evidence.clone() };
            for (evidence, is_answered) in [(evidence, false), (answered, true)] {
                let diagnosis = diagnose(&evidence);
                let named = format!("secret-is-key-id{expected}");
                let is_named = found(&diagnosis).contains(&named);
                assert!(is_named || is_answered && url == STORE, "{diagnosis:?}");
                assert_hidden(&diagnosis, SECRET);
            }
        }
    }
    let known = With::scope("s3", "eu-west-1").presigned(AWS);
    let diagnosis = diagnose(&Evidence { response: unknown_id(KEY_ID), ..known });
    assert_eq!(diagnosis.findings[0].yours.as_deref(), Some(KEY_ID));
}

#[test]
fn an_id_of_forty_hex_digits_is_none_of_a_secret() {
    let id = "0123456789abcdef0123456789abcdef01234567";
    let with = With { key_id: id, ..With::scope("s3", "us-ashburn-1") };
    assert_eq!(found(&diagnose(&with.presigned(STORE))), [""; 0]);
}

#[track_caller]
fn assert_hidden(diagnosis: &Diagnosis, secret: &str) {
    let all = format!("{diagnosis:?}");
    let encoded = secret.replace('/', "%2F").replace('+', "%2B").replace('=', "%3D");
    assert!(!all.contains(secret) && !all.contains(&encoded), "{all}");
}

#[test]
fn no_secret_and_no_token_comes_out_wherever_it_was_put() {
    const TOKEN: &str = "IQoJb3JpZ2luX2VjEXAMPLE/token+with/all==";
    let with = With { token: Some(TOKEN), ..With::scope("s3", "eu-west-1") };
    let by_header = with.by_header("GET", AWS, "");
    let string = format!(
        "AWS4-HMAC-SHA256\n20150830T123600Z\n{SECRET}/20150830/eu-west-1/s3/aws4_request\n{:064}",
        1
    );
    let canonical = format!("GET\n/{SECRET}\nkey={SECRET}\nhost:{SECRET}\n\nhost\n{TOKEN}");
    for evidence in [by_header, with.presigned(AWS), with.presigned(&format!("{AWS}?key={SECRET}"))]
    {
        let evidence = Evidence { session_token: Some(TOKEN.to_string()), ..evidence };
        for evidence in [
            Evidence { string_to_sign: Some(string.clone()), ..evidence.clone() },
            Evidence { canonical_request: Some(canonical.clone()), ..evidence.clone() },
            Evidence {
                request: None,
                canonical_request: Some(canonical.clone()),
                ..evidence.clone()
            },
            Evidence { request: None, string_to_sign: Some(string.clone()), ..evidence.clone() },
            evidence,
        ] {
            let mut diagnosis = diagnose(&evidence);
            assert_hidden(&diagnosis, SECRET);
            diagnosis.rebuilt = None;
            assert_hidden(&diagnosis, TOKEN);
        }
    }
    let alone = Evidence { string_to_sign: Some(string), ..Evidence::default() };
    assert_hidden(&diagnose(&alone), SECRET);
}

#[test]
fn what_is_rebuilt_is_whole_also_with_a_token_or_one_word_for_id_and_secret() {
    let temporary = With { token: Some("to/ken+1"), ..With::scope("s3", "eu-west-1") };
    let store =
        With { key_id: "minioadmin", secret: "minioadmin", ..With::scope("s3", "us-east-1") };
    for (with, url) in [(temporary, AWS), (store, STORE)] {
        let evidence = Evidence {
            session_token: with.token.map(str::to_string),
            secret_access_key: Some(with.secret.to_string()),
            ..with.presigned(url)
        };
        let diagnosis = diagnose(&evidence);
        assert_eq!(diagnosis.verdict, Verdict::Matches);
        let rebuilt = diagnosis.rebuilt.unwrap();
        let hash = hex::encode(Sha256::digest(&rebuilt.canonical_request));
        assert!(rebuilt.string_to_sign.ends_with(&hash), "{rebuilt:?}");
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

#[test]
fn a_store_that_refuses_a_right_signature_may_read_the_request_otherwise() {
    let body = "<Error><Code>SignatureDoesNotMatch</Code></Error>".to_string();
    let response = Some(GivenResponse { body, ..GivenResponse::default() });
    const KNOWN: &str = "https://bucket.fra1.digitaloceanspaces.com/key";
    let expected = ["secret-wrong(Likely)", "header-host-changed(Likely)"];
    for (url, is_store, expected) in
        [(AWS, false, &expected[..1]), (KNOWN, true, &expected[..1]), (STORE, true, &expected)]
    {
        let region = if is_store { "fra1" } else { "eu-west-1" };
        let unanswered = given(SECRET, With::scope("s3", region).presigned(url));
        assert_eq!(found(&diagnose(&unanswered)), [""; 0]);
        let refused = Evidence { response: response.clone(), ..unanswered };
        let diagnosis = diagnose(&refused);
        assert_eq!(diagnosis.verdict, Verdict::Matches);
        assert_eq!(found(&diagnosis), expected);
        let secret = &diagnosis.findings[0];
        let texts = [&diagnosis.summary, &secret.message, &secret.fix];
        let says = |text: &str| texts.map(|each| each.contains(text));
        assert_eq!(says("otherwise than AWS does"), [is_store, is_store, false]);
        assert_eq!(says("another Host"), [is_store, is_store, false]);
        assert_eq!(says("a plain request"), [false, false, is_store]);
    }
}

//! What a request says of its body.

use crate::own_strings::signed;
use crate::signed::{With, assert_found, found};
use sigv4_wasm::doctor::{
    Certainty, Evidence, GivenRequest, GivenResponse, RequestParts, Verdict, diagnose,
};
use sigv4_wasm::service::RulesOverride;

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
        let headers = [("x-amz-content-sha256", line), ("x-amz-decoded-content-length", "5")];
        let evidence = rules.by_header_with("PUT", URL, "hello", &headers);
        assert_found(&evidence, &[], line);
    }
}

#[test]
fn a_body_that_is_announced_in_chunks_has_some() {
    let rules = With::scope("s3", "eu-west-1");
    let blamed = ["payload-sha256-mismatch(Certain)"];
    for (word, body, is_blamed) in [
        ("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "hello", true),
        ("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "hello", true),
        ("STREAMING-UNSIGNED-PAYLOAD-TRAILER", "{}", true),
        ("STREAMING-UNSIGNED-PAYLOAD-TRAILER", "5\r\nhello\r\n0\r\n\r\n", false),
        ("STREAMING-UNSIGNED-PAYLOAD-TRAILER", "", false),
        ("UNSIGNED-PAYLOAD", "hello", false),
    ] {
        let evidence = rules.by_header_with("PUT", URL, body, &[("x-amz-content-sha256", word)]);
        assert_found(&evidence, if is_blamed { &blamed } else { &[] }, word);
    }
}

#[test]
fn a_checksum_of_nothing_is_not_that_of_a_body() {
    let rules = With::scope("s3", "eu-west-1");
    let blamed: &[&str] = &["payload-sha256-mismatch(Certain)"];
    let of_nothing = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    for (name, value, body, is_blamed) in [
        ("x-amz-checksum-crc32", "AAAAAA==", "hello", true),
        ("X-Amz-Checksum-Crc32c", "AAAAAA==", "hello", true),
        ("x-amz-checksum-sha256", of_nothing, "hello", true),
        ("x-amz-checksum-crc32", "AAAAAA==", "", false),
        ("x-amz-checksum-sha256", of_nothing, "", false),
        ("x-amz-checksum-crc32", "NhCmhg==", "hello", false),
        ("x-amz-checksum-mode", "ENABLED", "hello", false),
        ("x-amz-meta-of-nothing", "AAAAAA==", "hello", false),
    ] {
        let evidence = rules.by_header_with("PUT", URL, body, &[(name, value)]);
        assert_found(&evidence, if is_blamed { blamed } else { &[] }, name);
    }
    // The last chunk of an object that is empty.
    let headers = [
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-checksum-crc32", "AAAAAA=="),
    ];
    assert_found(&rules.by_header_with("PUT", URL, "0\r\n\r\n", &headers), &[], "chunks");
    let url = format!("{URL}?x-amz-checksum-crc32=AAAAAA%3D%3D&x-amz-sdk-checksum-algorithm=CRC32");
    let presigned = rules.presigned_with("PUT", &url, &[]);
    let Some(GivenRequest::Text(url)) = &presigned.request else { panic!("no text") };
    for (body, expected) in [("hello", blamed), ("", &[][..])] {
        let parts = RequestParts {
            method: "PUT".into(),
            url: url.clone(),
            body: Some(body.into()).into(),
            ..RequestParts::default()
        };
        let request = Some(GivenRequest::Parts(parts));
        assert_found(&Evidence { request, ..presigned.clone() }, expected, body);
    }
}

#[test]
fn a_word_in_the_header_is_not_said_to_be_the_hash_of_another_body() {
    let rules = With::scope("s3", "eu-west-1");
    let answer = |fields: &str| {
        let body = format!(
            "<Error><Code>XAmzContentSHA256Mismatch</Code><Message>The provided 'x-amz-content-sha256' header does not match what was computed.</Message>{fields}</Error>"
        );
        Some(GivenResponse { body, ..GivenResponse::default() })
    };
    let told = |line: &str| {
        format!(
            "<ClientComputedContentSHA256>{line}</ClientComputedContentSHA256><S3ComputedContentSHA256>{:064}</S3ComputedContentSHA256>",
            1
        )
    };
    let hash = "2".repeat(64);
    let blamed = ["payload-sha256-mismatch(Certain)"];
    for line in [
        "UNSIGNED-PAYLOAD",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    ] {
        let headers = [("x-amz-content-sha256", line)];
        let sent = with_body(&rules.by_header_with("PUT", URL, "", &headers), None);
        let with = |fields: &str| Evidence { response: answer(fields), ..sent.clone() };
        assert_found(&with(""), &[], line);
        assert_found(&with(&told(line)), &[], line);
        assert_found(&with(&told(&hash)), &blamed, line);
        // Its strings are right, and the service says nothing of the secret.
        let rebuilt = diagnose(&sent).rebuilt.unwrap();
        let own = Evidence {
            canonical_request: Some(rebuilt.canonical_request),
            string_to_sign: Some(rebuilt.string_to_sign),
            ..with("")
        };
        assert_found(&own, &[], line);
        let alone = Evidence { response: answer(&told(line)), ..Evidence::default() };
        assert_found(&alone, &[], line);
    }
    let sent = with_body(&rules.by_header("PUT", URL, "hello"), None);
    assert_found(&Evidence { response: answer(""), ..sent }, &blamed, "a hash");
    assert_found(&Evidence { response: answer(""), ..Evidence::default() }, &blamed, "alone");
}

#[test]
fn what_was_left_out_of_a_paste_is_not_judged() {
    let evidence = With::scope("s3", "eu-west-1").by_header("PUT", URL, "hello");
    let Some(GivenRequest::Parts(right)) = evidence.request else { panic!("parts") };
    for (name, values) in [
        ("x-amz-content-sha256", ["...", "2cf24dba5fb0a30e26e8…", "[REDACTED]", "<hash>", "$HASH"]),
        (
            "x-amz-date",
            ["20150830T******Z", "20150830T12...", "<20150830T123600Z>", "2015083xxxxx", "${date}"],
        ),
    ] {
        for value in values {
            let mut parts = right.clone();
            for header in parts.headers.iter_mut().filter(|(given, _)| given == name) {
                header.1 = value.into();
            }
            let request = Some(GivenRequest::Parts(parts));
            let diagnosis = diagnose(&Evidence { request, ..Evidence::default() });
            let firm =
                diagnosis.findings.iter().filter(|found| found.certainty <= Certainty::Likely);
            assert_eq!(firm.count(), 0, "{name}: {value}: {:?}", found(&diagnosis));
        }
    }
}

#[test]
fn a_hash_in_the_query_is_a_parameter_like_others_unless_it_was_signed_as_the_payload() {
    let with = With::scope("s3", "eu-west-1");
    let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    for value in [hash, "UNSIGNED-PAYLOAD"] {
        let url = format!("{URL}?X-Amz-Content-Sha256={value}");
        assert_eq!(diagnose(&with.presigned(&url)).verdict, Verdict::Matches, "{value}");
        for body in ["", "hello", "other"] {
            let evidence = with.by_header("PUT", &url, body);
            assert_eq!(diagnose(&evidence).verdict, Verdict::Matches, "{value} {body}");
        }
    }
    // MinIO takes it first.
    let right = diagnose(&with.presigned(&format!("{URL}?X-Amz-Content-Sha256={hash}")));
    let own = right.rebuilt.unwrap().canonical_request.replace("UNSIGNED-PAYLOAD", hash);
    let canonical_request = Some(own.clone());
    let evidence = with.presigned(&format!("{URL}?X-Amz-Content-Sha256={hash}"));
    let evidence = Evidence { canonical_request, secret_access_key: None, ..evidence };
    let diagnosis = diagnose(&evidence);
    assert_eq!(diagnosis.rebuilt.unwrap().canonical_request, own);
    assert!(diagnosis.findings.is_empty(), "{:?}", diagnosis.findings);
}

#[test]
fn a_hash_is_wrong_where_the_service_takes_no_signed_payload() {
    let url = "https://id.7d67968.vpc-lattice-svcs.us-east-1.on.aws/path";
    let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    let with = With::scope("vpc-lattice-svcs", "us-east-1");
    assert_found(&with.by_header("POST", url, "hello"), &[], "by default");
    let evidence = with.by_header_with("POST", url, "hello", &[("x-amz-content-sha256", hash)]);
    for body in [Some("hello"), None] {
        let evidence = with_body(&evidence, body);
        assert_found(&evidence, &["payload-sha256-mismatch(Certain)"], "a hash");
        let finding = &diagnose(&evidence).findings[0];
        assert_eq!(finding.expected.as_deref(), Some("UNSIGNED-PAYLOAD"));
        assert_eq!(finding.place, "request.headers.x-amz-content-sha256");
        assert!(finding.message.contains("takes no signed payload"), "{}", finding.message);
    }
    let elsewhere = With::scope("aoss", "us-east-1").by_header_with(
        "POST",
        "https://id.us-east-1.aoss.amazonaws.com/index",
        "hello",
        &[("x-amz-content-sha256", hash)],
    );
    assert_found(&elsewhere, &[], "aoss");
}

/// By the rules of each service; in a URL none needs it.
#[test]
fn a_header_that_the_service_demands_is_missing_whatever_signed_right() {
    let rules = RulesOverride { content_sha256_header: Some(false), ..RulesOverride::default() };
    let missing = "payload-sha256-header-missing(Certain)";
    for (service, host, body, expected) in [
        ("s3", "bucket.s3.us-east-1.amazonaws.com", "", Some(missing)),
        ("aoss", "id.us-east-1.aoss.amazonaws.com", "{}", Some(missing)),
        ("vpc-lattice-svcs", "id.7d67968.vpc-lattice-svcs.us-east-1.on.aws", "", Some(missing)),
        ("es", "search-id.us-east-1.es.amazonaws.com", "{}", None),
    ] {
        let (with, url) = (With::scope(service, "us-east-1"), format!("https://{host}/index"));
        let lacking = With { rules, ..with }.by_header("POST", &url, body);
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_found(&lacking, &expected, service);
        assert_found(&with.by_header("POST", &url, body), &[], service);
        assert_found(&with.presigned(&url), &[], service);
    }
    let url = "https://id.us-east-1.aoss.amazonaws.com/index";
    let without_body = With { rules, ..With::scope("aoss", "us-east-1") }.by_header("GET", url, "");
    assert_eq!(diagnose(&without_body).verdict, Verdict::Matches);
    let unsure = Evidence { secret_access_key: None, ..without_body };
    assert_eq!(found(&diagnose(&unsure)), ["payload-sha256-header-missing(Likely)"]);
}

#[test]
fn a_hash_header_of_another_form_is_named_and_never_called_right() {
    let with = With::scope("s3", "eu-west-1");
    let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    let upper = hash.to_uppercase();
    let (header, body) = ("payload-sha256-mismatch(Certain)", "hello");
    for (told, id) in [
        (format!("(stdin)= {hash}").as_str(), header),
        (&format!("SHA2-256(stdin)= {hash}"), header),
        (&format!("{hash} -"), header),
        ("[object Promise]", header),
        ("unsigned-payload", header),
        (&hash[1..], header),
        (&upper, "payload-hash-uppercase(Certain)"),
        ("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", "payload-hash-base64(Certain)"),
        ("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", header),
    ] {
        let evidence = with.by_header_with("PUT", URL, body, &[]);
        let Some(GivenRequest::Parts(mut parts)) = evidence.request.clone() else {
            panic!("parts")
        };
        for (_, value) in
            parts.headers.iter_mut().filter(|(name, _)| name == "x-amz-content-sha256")
        {
            *value = told.into();
        }
        let alone = Evidence {
            request: Some(GivenRequest::Parts(parts.clone())),
            secret_access_key: None,
            ..evidence.clone()
        };
        assert_eq!(found(&diagnose(&alone)), [id], "{told}");
        // Signed as it is sent.
        let right = diagnose(&alone).rebuilt.unwrap();
        for (_, value) in parts.headers.iter_mut().filter(|(name, _)| name == "authorization") {
            let at = value.rfind('=').unwrap();
            value.replace_range(at + 1.., &signed(&right.string_to_sign));
        }
        let diagnosis =
            diagnose(&Evidence { request: Some(GivenRequest::Parts(parts)), ..evidence });
        assert_eq!(found(&diagnosis), [id], "{told}");
        assert_eq!(diagnosis.verdict, Verdict::Explained, "{told}");
    }
}

#[test]
fn cloudfront_in_front_of_lambda_is_told_the_hash_of_a_body() {
    let mismatch = r#"{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."}"#;
    let told = ["payload-sha256-header-missing(Likely)"];
    let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    let (own_name, of_cloudfront) =
        ("https://example.com/api", "https://d111111abcdef8.cloudfront.net/api");
    for (url, request_header, response_header, body, expected) in [
        (own_name, None, "X-Amz-Cf-Id", "hello", &told[..]),
        (of_cloudfront, None, "Via", "hello", &told[..]),
        (own_name, None, "Via", "hello", &[]),
        (own_name, None, "X-Amz-Cf-Id", "", &[]),
        (of_cloudfront, Some(("x-amz-content-sha256", hash)), "Via", "hello", &[]),
    ] {
        let pairs = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect()
        };
        let parts = RequestParts {
            method: "POST".into(),
            url: url.into(),
            headers: pairs(&request_header.into_iter().collect::<Vec<_>>()),
            body: Some(body.into()).into(),
        };
        let response = GivenResponse {
            status: Some(403),
            headers: pairs(&[(response_header, "of this response")]),
            body: mismatch.into(),
        };
        let evidence = Evidence {
            request: Some(GivenRequest::Parts(parts)),
            response: Some(response),
            ..Evidence::default()
        };
        assert_found(&evidence, expected, &format!("{url} {response_header} {body}"));
    }
}

//! Headers that change between who signs and who receives.

use crate::signed::{SECRET, With, found};
use sigv4_wasm::doctor::{Evidence, GivenRequest, GivenResponse, RequestParts, Verdict, diagnose};
use sigv4_wasm::service::RulesOverride;

#[test]
fn headers_that_change_on_the_way_are_blamed_where_signed_and_where_changed() {
    for (name, where_signed, where_changed) in [
        ("accept-encoding", true, true),
        ("cf-visitor", true, true),
        ("connection", true, true),
        ("forwarded", true, true),
        ("keep-alive", true, true),
        ("proxy-authorization", true, true),
        ("user-agent", false, true),
        ("via", true, true),
        ("x-amzn-trace-id", true, true),
        ("x-forwarded-for", true, true),
        ("x-other", false, false),
    ] {
        let mut list = ["host", "x-amz-date", name];
        list.sort_unstable();
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders={}, Signature={:064}",
            list.join(";"),
            1
        );
        let headers =
            [("x-amz-date", "20150830T123600Z"), (name, "1"), ("authorization", &authorization)];
        let signed = Evidence {
            request: Some(GivenRequest::Parts(RequestParts {
                url: "https://api.example/".into(),
                headers: headers.map(|(name, value)| (name.into(), value.into())).into(),
                ..RequestParts::default()
            })),
            ..Evidence::default()
        };
        let right = diagnose(&signed).rebuilt.unwrap().canonical_request;
        let other = right.replace(&format!("\n{name}:1\n"), &format!("\n{name}:other\n"));
        assert_ne!(right, other);
        let changed = Evidence { canonical_request: Some(other), ..signed.clone() };
        for (evidence, is_blamed) in [(signed, where_signed), (changed, where_changed)] {
            let diagnosis = diagnose(&evidence);
            let is_named = diagnosis.findings.iter().any(|f| f.id == "header-changed-in-transit");
            assert_eq!(is_named, is_blamed, "{name}: {:?}", diagnosis.findings);
        }
    }
}

/// The request as its log shows it, without the query of its URL, and the answer with what the service received.
#[test]
fn a_query_that_a_log_leaves_out_is_not_blamed() {
    const URL: &str = "https://b.s3.us-east-1.amazonaws.com/k";
    let signed =
        With::scope("s3", "us-east-1").by_header("GET", &format!("{URL}?list-type=2&prefix=a"), "");
    let right = diagnose(&signed).rebuilt.unwrap();
    assert!(right.canonical_request.contains("\nlist-type=2&prefix=a\n"));
    let Some(GivenRequest::Parts(parts)) = signed.request else { panic!("no parts") };
    let body = format!(
        "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided.</Message><StringToSign>{}</StringToSign><CanonicalRequest>{}</CanonicalRequest></Error>",
        right.string_to_sign,
        right.canonical_request.replace('&', "&amp;")
    );
    let logged = Evidence {
        request: Some(GivenRequest::Parts(RequestParts { url: URL.into(), ..parts })),
        response: Some(GivenResponse { body, ..GivenResponse::default() }),
        ..Evidence::default()
    };
    let with_own = Evidence { canonical_request: Some(right.canonical_request), ..logged.clone() };
    for evidence in [&logged, &with_own] {
        let diagnosis = diagnose(evidence);
        assert_eq!(found(&diagnosis), [""; 0], "{}", diagnosis.summary);
        assert_eq!(diagnosis.verdict, Verdict::Unexplained);
    }
    // Received as it was signed with this secret, and refused.
    let secret_access_key = Some(SECRET.to_string());
    for evidence in [logged, with_own] {
        let diagnosis =
            diagnose(&Evidence { secret_access_key: secret_access_key.clone(), ..evidence });
        assert_eq!(found(&diagnosis), ["secret-wrong(Proven)"], "{}", diagnosis.summary);
    }
}

/// A log of retries: the first request, and the answer to the next one.
#[test]
fn an_answer_to_another_attempt_is_not_compared() {
    let signed = With::scope("s3", "us-east-1").by_header(
        "GET",
        "https://b.s3.us-east-1.amazonaws.com/k",
        "",
    );
    let Some(GivenRequest::Parts(parts)) = &signed.request else { panic!("no parts") };
    let mut next = parts.clone();
    for (name, value) in &mut next.headers {
        if name.eq_ignore_ascii_case("x-amz-date") {
            *value = value.replace("T1236", "T1237");
        }
    }
    let next = Evidence { request: Some(GivenRequest::Parts(next)), ..Evidence::default() };
    let next = diagnose(&next).rebuilt.unwrap();
    let body = format!(
        "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided.</Message><StringToSign>{}</StringToSign><CanonicalRequest>{}</CanonicalRequest></Error>",
        next.string_to_sign, next.canonical_request
    );
    let response = Some(GivenResponse { body, ..GivenResponse::default() });
    let diagnosis = diagnose(&Evidence { response, ..signed });
    let is_of_date = |id: &str| id == "header-value-differs";
    assert!(!diagnosis.findings.iter().any(|f| is_of_date(f.id)), "{}", diagnosis.summary);
}

#[test]
fn a_habit_is_not_the_cause_for_sure_where_it_may_be_the_secret() {
    let with = With::scope("execute-api", "us-east-1");
    for (name, value) in [("accept-encoding", "gzip"), ("x-name", "m\u{fc}ller")] {
        let right = with.by_header_with("GET", "https://api.example/", "", &[(name, value)]);
        let wrong = Evidence { secret_access_key: Some(SECRET.to_lowercase()), ..right.clone() };
        assert_eq!(diagnose(&right).verdict, Verdict::Matches);
        let diagnosis = diagnose(&wrong);
        assert!(found(&diagnosis)[0].ends_with("(Likely)"), "{:?}", found(&diagnosis));
        assert_eq!(diagnosis.verdict, Verdict::Unexplained);
        let unknown = Evidence { secret_access_key: None, ..right };
        assert_eq!(diagnose(&unknown).verdict, Verdict::Explained);
    }
}

/// A request, the canonical request that was made of it, and the refusal of what was received.
fn refused(signed: &Evidence, received: &Evidence) -> Evidence {
    let [right, echo] = [signed, received].map(|request| diagnose(request).rebuilt.unwrap());
    let body = format!(
        "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>{}</StringToSign><CanonicalRequest>{}</CanonicalRequest></Error>",
        echo.string_to_sign, echo.canonical_request,
    );
    let response = Some(GivenResponse { body, ..GivenResponse::default() });
    Evidence { response, canonical_request: Some(right.canonical_request), ..signed.clone() }
}

#[test]
fn an_answer_to_a_request_of_another_time_does_not_prove_the_secret_wrong() {
    let with = With::scope("s3", "us-east-1");
    let signed = with.by_header("GET", "https://b.s3.us-east-1.amazonaws.com/k", "");
    assert_eq!(found(&diagnose(&refused(&signed, &signed))), ["secret-wrong(Proven)"]);
    let mut later = signed.clone();
    let Some(GivenRequest::Parts(parts)) = &mut later.request else { panic!("no parts") };
    for (_, value) in &mut parts.headers {
        *value = value.replace("T123600Z", "T123700Z");
    }
    assert_eq!(found(&diagnose(&refused(&signed, &later))), ["secret-wrong(Likely)"]);
}

/// What is found in a right request with one more header, for the body of its answer.
fn with_answer(name: &str, value: &str, body: &str) -> Vec<String> {
    let signed = With::scope("s3", "us-east-1").by_header_with(
        "GET",
        "https://b.s3.us-east-1.amazonaws.com/k",
        "",
        &[(name, value)],
    );
    let response = Some(GivenResponse { body: body.into(), ..GivenResponse::default() });
    found(&diagnose(&Evidence { response, secret_access_key: None, ..signed }))
}

#[test]
fn a_header_is_not_blamed_where_the_answer_is_not_about_the_signature() {
    let error = |code: &str, message: &str| {
        format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>")
    };
    for (name, value) in [("accept-encoding", "identity"), ("via", "1.1 proxy"), ("cf-ray", "1")] {
        for (code, message) in [
            ("NoSuchKey", "The specified key does not exist."),
            ("NoSuchBucket", "There is no bucket of authors."),
            ("AccessDenied", "Access Denied"),
            ("AccessDenied", ""),
            ("SlowDown", "Please reduce your request rate."),
            ("BadDigest", "The Content-MD5 you specified did not match what we received."),
            ("NotImplemented", "A header you provided is not implemented."),
            ("InvalidArgument", "Invalid version id specified"),
        ] {
            assert_eq!(with_answer(name, value, &error(code, message)), [""; 0], "{name} {code}");
        }
        let blamed = ["header-changed-in-transit(Certain)"];
        for (code, message) in [
            ("SignatureDoesNotMatch", ""),
            ("AccessDenied", "Forbidden: Invalid signature"),
            ("AuthFailure", "The provided access credentials cannot be validated."),
            ("Unauthorized", ""),
        ] {
            assert_eq!(with_answer(name, value, &error(code, message)), blamed, "{name} {code}");
        }
        for body in ["", "<html>Forbidden</html>", r#"{"message":"Forbidden"}"#] {
            assert_eq!(with_answer(name, value, body), blamed, "{name} {body}");
        }
    }
}

#[test]
fn a_header_that_arrived_as_it_was_sent_was_not_changed_on_the_way() {
    let with = With::scope("s3", "us-east-1");
    let url = "https://b.s3.us-east-1.amazonaws.com/k";
    let [signed, changed] = ["gzip", "identity"]
        .map(|coding| with.by_header_with("GET", url, "", &[("accept-encoding", coding)]));
    let received = |request: &Evidence, change: &dyn Fn(&str) -> String| {
        let body = change(&refused(&signed, request).response.unwrap().body);
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        found(&diagnose(&Evidence { response, secret_access_key: None, ..signed.clone() }))
    };
    let string_to_sign = |body: &str| body.split("<CanonicalRequest>").next().unwrap().to_string();
    // Its hash is another, for what was left out.
    let without_path =
        |body: &str| body.replace("<CanonicalRequest>GET\n/k\n", "<CanonicalRequest>GET\n/…\n");
    for change in [&str::to_string as &dyn Fn(&str) -> String, &string_to_sign, &without_path] {
        assert_eq!(received(&signed, change), [""; 0]);
        assert_eq!(received(&changed, change), ["header-changed-in-transit(Certain)"]);
    }
}

#[test]
fn a_request_that_is_signed_wrongly_and_changed_on_the_way_is_both() {
    let with = With::scope("s3", "us-east-1");
    let rules = RulesOverride { double_encode_path: Some(true), ..RulesOverride::default() };
    let url = "https://b.s3.us-east-1.amazonaws.com/a%20b";
    let coding = |coding| [("accept-encoding", coding)];
    let signed = With { rules, ..with }.by_header_with("GET", url, "", &coding("gzip"));
    let received = with.by_header_with("GET", url, "", &coding("identity"));
    let response = refused(&signed, &received).response;
    assert_eq!(
        found(&diagnose(&Evidence { response, ..signed })),
        ["path-double-encoded-s3(Proven)", "header-changed-in-transit(Certain)"]
    );
}

const STORE: &str = "https://minio.example:9000";

/// A request that was signed for one path and received with another, and the whole answer.
fn cut_by_proxy() -> Evidence {
    let with = With::scope("s3", "us-east-1");
    let [signed, received] = ["/api/bucket/key", "/bucket/key"]
        .map(|path| with.by_header("GET", &format!("{STORE}{path}"), ""));
    Evidence { canonical_request: None, ..refused(&signed, &received) }
}

fn with_body(evidence: &Evidence, change: &dyn Fn(&str) -> String) -> Evidence {
    let body = change(&evidence.response.as_ref().unwrap().body);
    Evidence {
        response: Some(GivenResponse { body, ..GivenResponse::default() }),
        ..evidence.clone()
    }
}

#[test]
fn a_path_that_something_in_between_cut_is_told_where_the_signature_is_right_for_the_other() {
    let whole = cut_by_proxy();
    let diagnosis = diagnose(&whole);
    assert_eq!(found(&diagnosis), ["request-changed-in-transit(Certain)"], "{}", diagnosis.summary);
    let finding = &diagnosis.findings[0];
    assert_eq!(finding.place, "canonical-request.uri");
    assert_eq!(finding.yours.as_deref(), Some("/api/bucket/key"));
    assert_eq!(finding.expected.as_deref(), Some("/bucket/key"));
    let with = With::scope("s3", "us-east-1");
    for (path, received) in [("/b/k", "/v1/b/k"), ("/b/k", "/b/k/"), ("/b//k", "/b/k")] {
        let [path, received] =
            [path, received].map(|path| with.by_header("GET", &format!("{STORE}{path}"), ""));
        let evidence = Evidence { canonical_request: None, ..refused(&path, &received) };
        assert_eq!(found(&diagnose(&evidence)), ["request-changed-in-transit(Certain)"]);
    }
    for query in ["a=1&b=2", "a=1&b=2&c=3&d=4", "b=2&x=3&y=4"] {
        let [sent, received] = ["a=1&b=2&c=3", query]
            .map(|query| with.by_header("GET", &format!("{STORE}/b?{query}"), ""));
        let mut evidence = refused(&sent, &received);
        evidence.canonical_request = None;
        let evidence = with_body(&evidence, &|body| body.replace('&', "&amp;"));
        assert_eq!(found(&diagnose(&evidence)), ["request-changed-in-transit(Certain)"], "{query}");
    }
    let unknown = diagnose(&Evidence { secret_access_key: None, ..whole.clone() });
    assert_eq!(found(&unknown), ["request-changed-in-transit(Likely)"]);
}

/// MinIO's answer names the path: something cut it, and for what arrived the signature is right.
#[test]
fn a_path_that_was_signed_as_it_was_received_is_no_mistake() {
    let with = With::scope("s3", "us-east-1");
    let signed = with.presigned(&format!("{STORE}/blog/a%20b.jpg"));
    let Some(GivenRequest::Text(url)) = &signed.request else { panic!("no url") };
    let request = Some(GivenRequest::Text(url.replace("/blog/", "/minio/api/blog/")));
    for (resource, expected) in [
        ("/blog/a b.jpg", ["secret-wrong(Likely)", "header-host-changed(Likely)"].as_slice()),
        ("/blog/a%20b.jpg", &["secret-wrong(Likely)", "header-host-changed(Likely)"]),
        (
            "/api/blog/a b.jpg",
            &["path-stage-missing(Proven)", "request-changed-in-transit(Likely)"],
        ),
    ] {
        let body = format!(
            "<Error><Code>SignatureDoesNotMatch</Code><Resource>{resource}</Resource></Error>"
        );
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        let refused = Evidence { request: request.clone(), response, ..signed.clone() };
        assert_eq!(found(&diagnose(&refused)), expected, "{resource}");
        let string_to_sign = Some(diagnose(&signed).rebuilt.unwrap().string_to_sign);
        let by_hash = Evidence { string_to_sign, secret_access_key: None, ..refused };
        assert_eq!(found(&diagnose(&by_hash)), expected, "{resource}");
    }
}

#[test]
fn a_signature_does_not_match_where_an_answer_that_is_not_whole_shows_another_request() {
    let whole = cut_by_proxy();
    let (start, middle) = ("<StringToSign>", "</StringToSign>");
    let without_string = |body: &str| {
        let (before, rest) = body.split_once(start).unwrap();
        [before, rest.split_once(middle).unwrap().1].concat()
    };
    let without_request = |body: &str| body.split("<CanonicalRequest>").next().unwrap().to_string();
    let cut = |body: &str| body.split("\nx-amz-date:").next().unwrap().to_string();
    let of_store = |_: &str| {
        "<Error><Code>SignatureDoesNotMatch</Code><BucketName>bucket</BucketName><Resource>/bucket/key</Resource></Error>".to_string()
    };
    for change in [&without_string as &dyn Fn(&str) -> String, &without_request, &cut, &of_store] {
        let evidence = with_body(&whole, change);
        let diagnosis = diagnose(&evidence);
        let body = &evidence.response.as_ref().unwrap().body;
        assert_eq!(found(&diagnosis), ["request-changed-in-transit(Likely)"], "{body}");
        assert_eq!(diagnosis.verdict, Verdict::Unexplained, "{body}");
    }
    // What names the path as it was sent, another, or none.
    for resource in ["/api/bucket/key", "/", "key", "", "/other/key"] {
        let answer = |_: &str| {
            format!(
                "<Error><Code>SignatureDoesNotMatch</Code><BucketName>bucket</BucketName><Resource>{resource}</Resource></Error>"
            )
        };
        let diagnosis = diagnose(&with_body(&whole, &answer));
        assert_eq!(diagnosis.verdict, Verdict::Matches, "{resource}");
    }
    // The signature of a chunk is refused.
    let of_chunk = |body: &str| without_request(body).replace("HMAC-SHA256", "HMAC-SHA256-PAYLOAD");
    assert_eq!(diagnose(&with_body(&whole, &of_chunk)).verdict, Verdict::Matches);
    // An answer to another attempt.
    let later = |body: &str| without_request(body).replace("T123600Z", "T123700Z");
    assert_eq!(diagnose(&with_body(&whole, &later)).verdict, Verdict::Matches);
}

#[test]
fn a_presigned_url_of_another_time_is_another_attempt() {
    let with = With::scope("s3", "us-east-1");
    let signed = with.presigned("https://b.s3.us-east-1.amazonaws.com/k");
    let Some(GivenRequest::Text(url)) = &signed.request else { panic!("no text") };
    let other = url.replace("T123600Z", "T123700Z");
    let other = Evidence { request: Some(GivenRequest::Text(other)), ..signed.clone() };
    let evidence = Evidence { canonical_request: None, ..refused(&signed, &other) };
    assert_eq!(found(&diagnose(&evidence)), ["secret-wrong(Likely)"]);
}

#[test]
fn a_request_that_was_sent_on_by_a_redirect_is_not_one_with_another_host_line() {
    let with = With::scope("s3", "eu-west-3");
    let sent = |host: &str| with.by_header("GET", &format!("https://{host}/k"), "");
    for (signed, received, expected) in [
        ("b.s3.amazonaws.com", "b.s3.eu-west-3.amazonaws.com", "endpoint-redirect"),
        ("b.s3.amazonaws.com", "b.s3-eu-west-3.amazonaws.com", "endpoint-redirect"),
        ("files.example.com", "b.s3.eu-west-3.amazonaws.com", "header-host-changed"),
        ("minio.example", "minio:9000", "header-host-changed"),
    ] {
        let evidence = refused(&sent(signed), &sent(received));
        for evidence in [Evidence { canonical_request: None, ..evidence.clone() }, evidence] {
            let diagnosis = diagnose(&evidence);
            assert_eq!(found(&diagnosis), [format!("{expected}(Certain)")], "{signed} {received}");
            assert_eq!(diagnosis.findings[0].yours.as_deref(), Some(signed));
            assert_eq!(diagnosis.findings[0].expected.as_deref(), Some(received));
        }
    }
}

#[test]
fn a_plus_of_the_query_that_the_service_reads_as_one_is_told() {
    let with = With::scope("s3", "us-east-1");
    let url = |prefix: &str| format!("{STORE}/b?list-type=2&prefix={prefix}");
    let received = |evidence: &Evidence, read: &str| {
        let echo = diagnose(evidence).rebuilt.unwrap();
        let canonical = echo.canonical_request.replace("a%20b", read);
        let hash = crate::own_strings::sha256(&canonical);
        let string = [&echo.string_to_sign[..echo.string_to_sign.len() - 64], &hash].concat();
        let body = format!(
            "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>{string}</StringToSign><CanonicalRequest>{}</CanonicalRequest></Error>",
            canonical.replace('&', "&amp;")
        );
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        found(&diagnose(&Evidence { response, ..evidence.clone() }))
    };
    for (sent, expected) in
        [("a+b", "query-plus-for-space(Certain)"), ("a%20b", "request-changed-in-transit(Certain)")]
    {
        let mut signed = with.by_header("GET", &url("a%20b"), "");
        let Some(GivenRequest::Parts(parts)) = &mut signed.request else { panic!("no parts") };
        parts.url = url(sent);
        for read in ["a+b", "a%2Bb"] {
            assert_eq!(received(&signed, read), [expected], "{sent} {read}");
        }
        assert_eq!(received(&signed, "a%20b"), ["secret-wrong(Proven)"], "{sent}");
        assert_eq!(received(&signed, "c"), ["request-changed-in-transit(Certain)"], "{sent}");
    }
}

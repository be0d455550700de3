//! A URL alone, or in a text that is not read: method, headers and body are not shown.

use crate::signed::{SECRET, With, found};
use sigv4_wasm::doctor::{
    Diagnosis, Evidence, GivenRequest, GivenResponse, RequestParts, Verdict, diagnose, recognise,
};

const URL: &str = "https://bucket.s3.eu-west-1.amazonaws.com/a%20b%21.txt";
const MISMATCH: &str = "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided.</Message></Error>";
const OWN: &str = "PUT\n/a%20b!.txt\n\ncontent-type:image/png\nhost:bucket.s3.eu-west-1.amazonaws.com\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:20150830T123600Z\n\ncontent-type;host;x-amz-content-sha256;x-amz-date\nUNSIGNED-PAYLOAD";
const LINES: &str = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/eu-west-1/s3/aws4_request\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

fn text(request: &str, evidence: Evidence) -> Diagnosis {
    diagnose(&Evidence { request: Some(GivenRequest::Text(request.to_string())), ..evidence })
}

fn answer(body: &str) -> Evidence {
    let response = Some(GivenResponse { body: body.to_string(), ..GivenResponse::default() });
    Evidence { response, ..Evidence::default() }
}

fn own(canonical: Option<&str>, lines: Option<&str>) -> Evidence {
    let (canonical_request, string_to_sign) =
        (canonical.map(str::to_string), lines.map(str::to_string));
    Evidence { canonical_request, string_to_sign, ..Evidence::default() }
}

#[test]
fn a_signature_is_not_said_to_be_missing_where_there_was_one() {
    let signature = Some("a".repeat(64));
    for evidence in [
        answer(MISMATCH),
        own(Some(OWN), None),
        own(None, Some(LINES)),
        Evidence { signature, ..Evidence::default() },
    ] {
        let diagnosis = text(URL, evidence);
        assert!(!diagnosis.findings.iter().any(|finding| finding.id == "auth-missing"));
    }
    let unsigned = format!("curl '{URL}'");
    let diagnosis = text(&unsigned, answer(MISMATCH));
    assert_eq!((found(&diagnosis), diagnosis.missing[0]), (Vec::new(), "request"));
    assert_eq!(found(&text(&unsigned, Evidence::default())), ["auth-missing(Certain)"]);
}

#[test]
fn a_url_without_a_signature_may_have_one_in_its_headers() {
    let denied = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
    for evidence in [Evidence::default(), answer(denied)] {
        let diagnosis = text(URL, evidence);
        assert_eq!(found(&diagnosis), ["auth-missing(Likely)"]);
        assert_eq!(diagnosis.missing[0], "request");
        assert!(!diagnosis.summary.contains("accepted"), "{}", diagnosis.summary);
    }
    let unseen = r#"{"message":"Missing Authentication Token"}"#;
    assert_eq!(found(&text(URL, answer(unseen))), ["auth-missing(Certain)"]);
}

#[test]
fn what_a_url_does_not_show_is_taken_from_the_callers_canonical_request() {
    let diagnosis = text(URL, own(Some(OWN), Some(LINES)));
    assert_eq!(diagnosis.findings[0].id, "path-char-not-encoded");
    let right = OWN.replace('!', "%21");
    assert_eq!(diagnosis.rebuilt.unwrap().canonical_request, right);
    assert_eq!(found(&text(URL, own(Some(&right), None))), [""; 0]);
    let diagnosis = text(URL, own(Some(&right.replace("image/png", "a")), None));
    assert_eq!(found(&diagnosis), [""; 0]);
    // Which rules hold at a store of another host is not known.
    let right = right.replace("bucket.s3.eu-west-1.amazonaws.com", "localhost:9000");
    let diagnosis = text("http://localhost:9000/a%20b%21.txt", own(Some(&right), None));
    assert_eq!(found(&diagnosis), [""; 0]);
}

#[test]
fn nothing_is_sure_of_a_method_and_headers_that_are_not_read() {
    let with = With::scope("s3", "eu-west-1");
    let put = match with.presigned_with("PUT", URL, &[]).request {
        Some(GivenRequest::Text(url)) => url,
        _ => unreachable!(),
    };
    let typed = match with.presigned_with("PUT", URL, &[("content-type", "image/png")]).request {
        Some(GivenRequest::Text(url)) => url,
        _ => unreachable!(),
    };
    for around in [
        "URL",
        "requests.request('PUT', 'URL', headers={'content-type': 'image/png'})",
        "{'url': 'URL', 'headers': {'Content-Type': 'image/png'}}",
    ] {
        for secret in [None, Some(SECRET)] {
            let secret_access_key = secret.map(str::to_string);
            let evidence =
                || Evidence { secret_access_key: secret_access_key.clone(), ..Evidence::default() };
            let diagnosis = text(&around.replace("URL", &typed), evidence());
            assert_eq!(found(&diagnosis), ["content-type-signed-not-sent(Likely)"], "{around}");
            assert_eq!(diagnosis.missing[0], "request");
            let diagnosis = text(&around.replace("URL", &put), evidence());
            let is_read = diagnosis.verdict == Verdict::Matches;
            let sure = found(&diagnosis).iter().any(|found| !found.ends_with("(Likely)"));
            assert!(
                !sure && (is_read || secret.is_none() || diagnosis.missing[0] == "request"),
                "{diagnosis:?}"
            );
        }
    }
}

#[test]
fn a_raw_plus_in_a_path_is_a_space_to_s3_and_may_be_a_plus_elsewhere() {
    let with = With::scope("s3", "us-east-1");
    for (host, signed, is_right) in [
        ("https://b.s3.us-east-1.amazonaws.com", "%20", true),
        ("https://b.s3.us-east-1.amazonaws.com", "%2B", false),
        ("http://store.example:9000", "%20", true),
        ("http://store.example:9000", "%2B", true),
    ] {
        let mut evidence = with.by_header("GET", &format!("{host}/b/a{signed}b"), "");
        let Some(GivenRequest::Parts(parts)) = &mut evidence.request else { panic!("no parts") };
        parts.url = format!("{host}/b/a+b");
        let diagnosis = diagnose(&evidence);
        let named = [(!is_right).then(|| "path-space-as-plus(Proven)".to_string())];
        let named: Vec<String> = named.into_iter().flatten().collect();
        assert_eq!(found(&diagnosis), named, "{host} {signed}");
        assert_eq!(diagnosis.verdict == Verdict::Matches, is_right, "{host} {signed}");
    }
}

#[test]
fn a_percent_in_the_name_of_a_signed_header_is_no_second_encoding() {
    let with = With::scope("s3", "us-east-1");
    let url = "https://b.s3.us-east-1.amazonaws.com/k";
    for name in ["a%2fb", "a%3b", "%41"] {
        let evidence = with.presigned_with("GET", url, &[(name, "c")]);
        let Some(GivenRequest::Text(url)) = &evidence.request else { unreachable!() };
        let request = format!("curl -H '{name}: c' '{url}'");
        let diagnosis = text(&request, Evidence { request: None, ..evidence });
        assert_eq!(found(&diagnosis), [""; 0], "{name}");
        assert_eq!(diagnosis.verdict, Verdict::Matches, "{name}");
    }
    let typed = with.presigned_with("GET", url, &[("content-type", "text/plain")]);
    let Some(GivenRequest::Text(url)) = typed.request else { unreachable!() };
    for twice in [url.replace("%3B", "%253B"), url.replace("%2F", "%252F"), url.replace('%', "%25")]
    {
        let request = format!("curl -H 'content-type: text/plain' '{twice}'");
        let diagnosis = text(&request, Evidence::default());
        assert_eq!(diagnosis.findings[0].id, "presign-signedheaders-double-encoded", "{twice}");
    }
}

#[test]
fn headers_that_the_callers_canonical_request_alone_shows_may_not_have_been_sent() {
    let with = With::scope("s3", "eu-west-1");
    let signed = with.by_header("PUT", "https://b.s3.eu-west-1.amazonaws.com/k", "hello");
    let own = diagnose(&signed).rebuilt.unwrap();
    let Some(GivenRequest::Parts(parts)) = signed.request else { panic!("parts") };
    let (_, header) = parts.headers.iter().find(|(name, _)| name == "authorization").unwrap();
    let evidence = Evidence {
        canonical_request: Some(own.canonical_request),
        string_to_sign: Some(own.string_to_sign),
        signature: header.rsplit('=').next().map(Into::into),
        request: None,
        ..signed
    };
    let diagnosis = text("PUT https://b.s3.eu-west-1.amazonaws.com/k -> 403", evidence);
    assert_eq!(diagnosis.verdict, Verdict::Unexplained);
    assert_eq!(diagnosis.missing[0], "request");
}

#[test]
fn a_lifetime_that_no_service_takes_is_named() {
    let id = "presign-expires-too-long(Certain)";
    let store = "https://store.example.org/bucket/key";
    for (lifetime, at_aws, at_a_store) in [
        ("0", true, true),
        ("604801", true, true),
        ("900.0", true, false),
        ("-5", true, false),
        ("15m", true, false),
        ("", true, false),
        ("1", false, false),
        ("604800", false, false),
        ("00900", false, false),
        ("$seconds", false, false),
    ] {
        for (url, is_wrong) in [(URL, at_aws), (store, at_a_store)] {
            let signed = With::scope("s3", "eu-west-1").presigned(url);
            let Some(GivenRequest::Text(url)) = &signed.request else { unreachable!() };
            let url = url.replace("Expires=900", &format!("Expires={lifetime}"));
            let expected: &[&str] = if is_wrong { &[id] } else { &[] };
            assert_eq!(found(&text(&url, Evidence::default())), expected, "{url}");
        }
    }
    for message in [
        "X-Amz-Expires should be a number",
        "X-Amz-Expires must be non-negative",
        "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    ] {
        let code = "AuthorizationQueryParametersError";
        let body = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
        assert_eq!(found(&diagnose(&answer(&body))), [id], "{message}");
    }
}

/// As people leave the access key id out, each in one of several texts or in all of them.
#[test]
fn a_key_id_that_is_left_out_is_the_one_of_the_other_texts() {
    let with = With { key_id: "AKIAIOSFODNN7EXAMPLE", ..With::scope("s3", "eu-west-1") };
    let url = "https://bucket.s3.eu-west-1.amazonaws.com/key";
    let signed = with.presigned_with("PUT", url, &[("content-type", "image/png")]);
    let Some(GivenRequest::Text(url)) = &signed.request else { panic!("no url") };
    let told = "PUT\n/key\nQUERY\ncontent-type:image/png\nhost:bucket.s3.eu-west-1.amazonaws.com\n\ncontent-type;host\nUNSIGNED-PAYLOAD";
    let (_, query) = url.split_once('?').unwrap();
    let canonical = told.replace("QUERY", query.split_once("&X-Amz-Signature").unwrap().0);
    let own_lines = diagnose(&Evidence {
        canonical_request: Some(canonical.clone()),
        secret_access_key: None,
        ..signed.clone()
    })
    .rebuilt
    .unwrap()
    .string_to_sign;
    let error = |canonical: &str| {
        format!(
            "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>{own_lines}</StringToSign><CanonicalRequest>{}</CanonicalRequest></Error>",
            canonical.replace('&', "&amp;")
        )
    };
    for mark in ["XXXX", "AKIA…XXXX", "‹key›…", "%3Credacted%3E", "***", "REDACTED"] {
        let hide = |text: &str| text.replace("AKIAIOSFODNN7EXAMPLE", mark);
        let base = Evidence { secret_access_key: None, ..signed.clone() };
        let hidden = Some(GivenRequest::Text(hide(url)));
        for (request, own) in [
            (hidden.clone(), canonical.clone()),
            (base.request.clone(), hide(&canonical)),
            (hidden.clone(), hide(&canonical)),
            (hidden.clone(), canonical.replace("AKIAIOSFODNN7EXAMPLE", "xxxxx")),
        ] {
            let canonical_request = Some(own);
            let evidence = Evidence { request, canonical_request, ..base.clone() };
            assert_eq!(found(&diagnose(&evidence)), [""; 0], "{mark}");
            let wrong = evidence.canonical_request.as_deref().unwrap().replace("/key", "/other");
            let wrong = Evidence { canonical_request: Some(wrong), ..evidence.clone() };
            let named = &diagnose(&wrong).findings[0];
            assert_eq!(named.place, "canonical-request.uri", "{mark}");
            let string_to_sign = Some(own_lines.clone());
            let hashed = diagnose(&Evidence { string_to_sign, ..evidence });
            assert!(found(&hashed).iter().all(|found| found == "secret-wrong(Likely)"), "{mark}");
        }
        for (request, echo) in
            [(hidden, hide(&canonical)), (base.request.clone(), hide(&canonical))]
        {
            let response = Some(GivenResponse { body: error(&echo), ..GivenResponse::default() });
            let evidence = Evidence { request, response, ..base.clone() };
            assert_eq!(found(&diagnose(&evidence)), [""; 0], "{mark}");
        }
    }
}

/// A browser makes the boundary when it sends.
#[test]
fn a_form_is_hardly_what_a_url_was_signed_for() {
    let form = "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW";
    for (signed, sent, is_told) in [
        (Some("image/png"), form, true),
        (None, form, false),
        (Some("image/png"), "image/png", false),
    ] {
        let headers: Vec<_> = signed.map(|value| ("content-type", value)).into_iter().collect();
        let evidence = With::scope("s3", "eu-west-1").presigned_with("PUT", URL, &headers);
        let Some(GivenRequest::Text(url)) = evidence.request else { panic!("no url") };
        let request = Some(GivenRequest::Parts(RequestParts {
            method: "PUT".into(),
            url,
            headers: [("Content-Type".to_string(), sent.to_string())].into(),
            ..RequestParts::default()
        }));
        let diagnosis = diagnose(&Evidence { request, ..answer(MISMATCH) });
        let expected: &[&str] = if is_told { &["content-type-differs(Likely)"] } else { &[] };
        assert_eq!(found(&diagnosis), expected, "{sent}");
        assert!(!is_told || diagnosis.findings[0].fix.contains("not FormData"));
    }
}

#[test]
fn a_url_ends_where_no_url_goes_on() {
    let signature = "b".repeat(64);
    let bare = "https://b.s3.eu-west-1.amazonaws.com/k";
    let url = format!(
        "{bare}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature={signature}"
    );
    for url in [&url, &format!("{url}&x-id=GetObject"), bare] {
        for (before, behind) in [
            ("“", "” fails"),
            ("„", "“ fails"),
            ("«", "» fails"),
            ("「", "」，"),
            ("地址：", "，返回："),
            ("", "。"),
            ("\u{200b}", "\u{200b}"),
            ("\u{1b}[1m", "\u{1b}[0m"),
            ("<", "|a name> fails"),
        ] {
            let paste = format!("{before}{url}{behind}\n");
            let read = recognise(&paste).pop().unwrap();
            assert_eq!(read.kind, format!("URL: GET {bare}"), "{paste}");
            let (diagnosis, alone) = [&paste, url].map(|url| text(url, Evidence::default())).into();
            assert_eq!(found(&diagnosis), found(&alone), "{paste}");
            let own = |diagnosis: Diagnosis| Some(diagnosis.rebuilt?.canonical_request);
            assert_eq!(own(diagnosis), own(alone), "{paste}");
        }
    }
    for glued in ["%", "[0m", "）", "me@box:~$", "bash-5.1$", "|a"] {
        let glued = text(&format!("{url}{glued}"), Evidence::default());
        assert_eq!(found(&glued), found(&text(&url, Evidence::default())));
    }
}

const SIGNED: &str = "https://b.s3.eu-west-1.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

#[test]
fn entities_of_a_url_are_the_pages_where_the_service_read_its_parameters() {
    let escaped = SIGNED.replace('&', "&amp;");
    let names = |evidence| found(&text(&escaped, evidence));
    let is_named = |names: &[String]| names.iter().any(|name| name.contains("html-escaped"));
    assert!(is_named(&names(Evidence::default())));
    assert!(is_named(&names(answer("<Error><Code>AccessDenied</Code></Error>"))));
    assert!(!is_named(&names(answer(MISMATCH))));
    let echo = |query: &str| {
        MISMATCH.replace(
            "</Message>",
            &format!("</Message><StringToSign>{LINES}</StringToSign><CanonicalRequest>GET\n/k\n{query}\nhost:b.s3.eu-west-1.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD</CanonicalRequest>"),
        )
    };
    assert!(!is_named(&names(answer(&echo("X-Amz-Date=20150830T123600Z&amp;X-Amz-Expires=300")))));
    assert!(is_named(&names(answer(&echo("X-Amz-Date=1&amp;amp%3BX-Amz-Expires=300")))));
    for html in ["<img src=\"URL\">", "<a href='URL'>", "<pre><code>URL</code></pre>"] {
        let page = html.replace("URL", &escaped);
        assert_eq!(
            found(&text(&page, Evidence::default())),
            found(&text(SIGNED, Evidence::default()))
        );
    }
}

#[test]
fn a_url_in_quoted_mail_and_in_the_log_of_python_is_whole() {
    let alone = text(SIGNED, Evidence::default());
    let wrapped: Vec<_> =
        SIGNED.as_bytes().chunks(70).map(|line| String::from_utf8_lossy(line)).collect();
    let mail = format!("> The URL:\n> {}\n> Why?\n", wrapped.join("\n> "));
    let log = SIGNED.replace(".com/", ".com:443 \"GET /");
    let log = format!("DEBUG urllib3.connectionpool: {log} HTTP/1.1\" 403 None\n");
    for paste in [mail, log] {
        let read = text(&recognise(&paste).pop().unwrap().text, Evidence::default());
        assert_eq!(found(&read), found(&alone), "{paste}");
        let own =
            |diagnosis: &Diagnosis| diagnosis.rebuilt.as_ref().unwrap().canonical_request.clone();
        assert_eq!(own(&read), own(&alone), "{paste}");
    }
}

//! Signatures made of the caller's own strings, which may be wrong: what was signed is compared before it is called right.

use crate::signed::{With, found};
use sha2::{Digest, Sha256};
use sigv4_wasm::doctor::{
    Certainty, Diagnosis, Evidence, GivenRequest, GivenResponse, RequestParts, Verdict, diagnose,
};

pub const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
pub const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
pub const SCOPE: &str = "20150830/eu-west-1/s3/aws4_request";
pub const NAMES: &str = "host;x-amz-content-sha256;x-amz-date";
pub const DATE: &str = "20150830T123600Z";
pub const HOST: &str = "b.s3.eu-west-1.amazonaws.com";

type Hmac = fn(&[u8], &[u8]) -> Vec<u8>;

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let pad = |byte: u8| -> Vec<u8> {
        (0..64).map(|at| key.get(at).copied().unwrap_or_default() ^ byte).collect()
    };
    let inner = Sha256::digest([&pad(0x36), message].concat());
    Sha256::digest([&pad(0x5c)[..], &inner].concat()).to_vec()
}

fn swapped(key: &[u8], message: &[u8]) -> Vec<u8> {
    let hashed = Sha256::digest(message).to_vec();
    hmac(if message.len() > 64 { &hashed } else { message }, key)
}

pub fn sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

pub fn canonical(query: &str) -> String {
    format!(
        "GET\n/k\n{query}\nhost:{HOST}\nx-amz-content-sha256:{EMPTY}\nx-amz-date:{DATE}\n\n{NAMES}\n{EMPTY}"
    )
}

pub fn string_to_sign(canonical: &str) -> String {
    format!("AWS4-HMAC-SHA256\n{DATE}\n{SCOPE}\n{}", sha256(canonical))
}

fn key(hmac: Hmac) -> Vec<u8> {
    let seed = format!("AWS4{SECRET}").into_bytes();
    SCOPE.split('/').fold(seed, |key, part| hmac(&key, part.as_bytes()))
}

pub fn signed(string_to_sign: &str) -> String {
    hex::encode(hmac(&key(hmac), string_to_sign.as_bytes()))
}

fn request(query: &str, signature: &str) -> GivenRequest {
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{SCOPE}, SignedHeaders={NAMES}, Signature={signature}"
    );
    let headers =
        [("x-amz-date", DATE), ("x-amz-content-sha256", EMPTY), ("authorization", &authorization)];
    GivenRequest::Parts(RequestParts {
        method: "GET".into(),
        url: format!("https://{HOST}/k{query}"),
        headers: headers.map(|(name, value)| (name.into(), value.into())).to_vec(),
        body: None.into(),
    })
}

fn echo(canonical: &str) -> GivenResponse {
    let body = format!(
        "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><StringToSign>{}</StringToSign><CanonicalRequest>{}</CanonicalRequest></Error>",
        string_to_sign(canonical),
        canonical.replace('&', "&amp;")
    );
    GivenResponse { body, ..GivenResponse::default() }
}

fn firm(diagnosis: &Diagnosis) -> Vec<&'static str> {
    let firm = diagnosis.findings.iter().filter(|found| found.certainty <= Certainty::Certain);
    firm.map(|finding| finding.id).collect()
}

/// With each set of evidence in which the secret signs the caller's strings, not the right ones.
#[test]
fn what_belongs_in_a_string_to_sign_is_said_where_it_is_known() {
    let hash = "a".repeat(64);
    for (string, id, yours) in [
        (format!("\n20260101/r/s/aws4_request\n{hash}"), "sts-date-format", ""),
        (
            format!("20260101T000000Z\nA/20260101/r/s/aws4_request\n{hash}"),
            "sts-scope-has-key-id",
            "A/20260101/r/s/aws4_request",
        ),
        ("20260101T000000Z\n20260101/r/s/aws4_request\nGET".into(), "sts-cr-not-hashed", "GET"),
    ] {
        let string_to_sign = Some(format!("AWS4-HMAC-SHA256\n{string}"));
        let diagnosis = diagnose(&Evidence { string_to_sign, ..Evidence::default() });
        let finding = &diagnosis.findings[0];
        assert_eq!((finding.id, finding.yours.as_deref()), (id, Some(yours)));
        assert_eq!(finding.expected, None, "{}", finding.message);
    }
}

#[test]
fn a_signature_of_another_canonical_request_is_never_called_right() {
    let right = canonical("");
    for own in [
        right.replace("host:", "host:\u{a0}"),
        format!("\n{right}"),
        format!("\u{feff}{right}"),
        right.replace('\n', " \n"),
        right.replace('\n', "\n\n"),
    ] {
        let text = string_to_sign(&own);
        let base = Evidence {
            request: Some(request("", &signed(&text))),
            secret_access_key: Some(SECRET.into()),
            ..Evidence::default()
        };
        let by_string = Evidence { string_to_sign: Some(text), ..base.clone() };
        let by_both = Evidence { canonical_request: Some(own.clone()), ..by_string.clone() };
        let by_canonical = Evidence { canonical_request: Some(own.clone()), ..base };
        for evidence in [by_string, by_both, by_canonical] {
            for response in [None, Some(echo(&right))] {
                let diagnosis = diagnose(&Evidence { response, ..evidence.clone() });
                assert_ne!(diagnosis.verdict, Verdict::Matches, "{own:?}");
                assert!(!firm(&diagnosis).contains(&"secret-wrong"), "{own:?}");
                assert!(!diagnosis.findings.is_empty(), "{own:?}");
            }
        }
    }
}

#[test]
fn a_hash_of_another_canonical_request_is_shown_beside_a_right_one() {
    let (right, text) = (canonical(""), string_to_sign("another"));
    let diagnosis = diagnose(&Evidence {
        request: Some(request("", &signed(&text))),
        canonical_request: Some(right.clone()),
        string_to_sign: Some(text),
        secret_access_key: Some(SECRET.into()),
        ..Evidence::default()
    });
    let first = &diagnosis.findings[0];
    assert_eq!((first.id, &*first.place), ("canonical-request-differs", "string-to-sign.hash"));
    assert_eq!(first.yours.as_deref(), Some(&*sha256("another")));
    assert_eq!(first.expected.as_deref(), Some(&*sha256(&right)));
    assert_eq!(diagnosis.verdict, Verdict::Unexplained);
}

/// The request was received with another host; but what was signed is neither of the two.
#[test]
fn what_changed_on_the_way_is_not_sure_where_something_else_was_signed() {
    let received = canonical("").replace(HOST, "proxy.example");
    let diagnosed = |signed_request: &str| {
        let text = string_to_sign(signed_request);
        diagnose(&Evidence {
            request: Some(request("", &signed(&text))),
            response: Some(echo(&received)),
            string_to_sign: Some(text),
            secret_access_key: Some(SECRET.into()),
            ..Evidence::default()
        })
    };
    assert_eq!(firm(&diagnosed(&canonical(""))), ["header-host-changed"]);
    assert!(firm(&diagnosed("another")).is_empty());
}

#[test]
fn a_right_signature_is_right_with_any_of_the_strings_beside_it() {
    let right = canonical("");
    let text = string_to_sign(&right);
    for (canonical_request, string_to_sign) in [
        (None, None),
        (Some(right.clone()), None),
        (None, Some(text.clone())),
        (Some(right.clone()), Some(text.clone())),
        // Which is not what was signed.
        (None, Some(text.to_uppercase().replace("AWS4_REQUEST", "x"))),
    ] {
        let diagnosis = diagnose(&Evidence {
            request: Some(request("", &signed(&text))),
            canonical_request,
            string_to_sign,
            secret_access_key: Some(SECRET.into()),
            ..Evidence::default()
        });
        assert_eq!(diagnosis.verdict, Verdict::Matches, "{}", diagnosis.summary);
    }
}

#[test]
fn arguments_of_hmac_may_be_swapped_in_every_step_or_the_last_alone() {
    let text = string_to_sign(&canonical(""));
    for signature in [swapped(&key(swapped), text.as_bytes()), swapped(&key(hmac), text.as_bytes())]
    {
        let base = Evidence {
            request: Some(request("", &hex::encode(signature))),
            secret_access_key: Some(SECRET.into()),
            ..Evidence::default()
        };
        let by_string = Evidence { string_to_sign: Some(text.clone()), ..base.clone() };
        for evidence in [base, by_string] {
            assert_eq!(firm(&diagnose(&evidence)), ["key-args-swapped"]);
        }
    }
}

#[test]
fn the_first_key_alone_may_be_hex_text() {
    let text = string_to_sign(&canonical(""));
    let (date, rest) = SCOPE.split_once('/').unwrap();
    let first = hex::encode(hmac(format!("AWS4{SECRET}").as_bytes(), date.as_bytes()));
    let key = rest.split('/').fold(first.into_bytes(), |key, part| hmac(&key, part.as_bytes()));
    let diagnosis = diagnose(&Evidence {
        request: Some(request("", &hex::encode(hmac(&key, text.as_bytes())))),
        secret_access_key: Some(SECRET.into()),
        ..Evidence::default()
    });
    assert_eq!(firm(&diagnosis), ["key-hex-chain"]);
}

#[test]
fn the_hash_of_the_canonical_request_is_not_what_is_signed() {
    let right = canonical("");
    let diagnosis = diagnose(&Evidence {
        request: Some(request("", &hex::encode(hmac(&key(hmac), sha256(&right).as_bytes())))),
        secret_access_key: Some(SECRET.into()),
        ..Evidence::default()
    });
    assert_eq!(firm(&diagnosis), ["sig-of-canonical-request"]);
}

/// By the hash alone, which tells nothing of which they are.
#[test]
fn any_characters_may_be_left_raw_together() {
    const ENCODED: &str = "/a%28b%29%21%40%23%2C%3D%20c";
    for raw in ["()", "#", "!#", "@,=", "()!@#,= ", "(,"] {
        let mut path = ENCODED.to_string();
        for letter in raw.chars() {
            path = path.replace(&format!("%{:02X}", u32::from(letter)), &letter.to_string());
        }
        let right = canonical("").replace("\n/k\n", &format!("\n{ENCODED}\n"));
        let own = canonical("").replace("\n/k\n", &format!("\n{path}\n"));
        let diagnosis = diagnose(&Evidence {
            response: Some(echo(&right)),
            string_to_sign: Some(string_to_sign(&own)),
            ..Evidence::default()
        });
        assert_eq!(firm(&diagnosis), ["path-char-not-encoded"], "{raw}");
    }
}

#[test]
fn what_the_services_echo_and_the_callers_hash_show_is_named() {
    let right = canonical("acl=&max-keys=2");
    for (own, id) in [
        (right.replace(&format!("\n{NAMES}\n"), "\nhost;x-amz-date\n"), "signedheaders-differ"),
        (right.replace("/k\nacl=", "/k?acl&max-keys=2\nacl="), "path-with-query"),
        (right.replace("/k\nacl=&max-keys=2\n", "/k?acl&max-keys=2\n\n"), "path-with-query"),
    ] {
        let diagnosis = diagnose(&Evidence {
            response: Some(echo(&right)),
            string_to_sign: Some(string_to_sign(&own)),
            ..Evidence::default()
        });
        assert_eq!(firm(&diagnosis), [id], "{own}");
    }
    for own in [
        right.replace("/k\nacl=", "/k?something=else\nacl="),
        right.replace("/k\nacl=&max-keys=2\n", "/k%3Facl%3D%26max-keys%3D2\n\n"),
    ] {
        let diagnosis = diagnose(&Evidence {
            response: Some(echo(&right)),
            canonical_request: Some(own),
            ..Evidence::default()
        });
        assert_eq!(firm(&diagnosis), ["path-with-query"]);
    }
}

#[test]
fn a_date_of_http_in_the_string_to_sign_is_named() {
    let text = string_to_sign(&canonical("")).replace(DATE, "Sun, 30 Aug 2015 12:36:00 GMT");
    let diagnosis = diagnose(&Evidence {
        request: Some(request("", &signed(&text))),
        secret_access_key: Some(SECRET.into()),
        ..Evidence::default()
    });
    assert_eq!(firm(&diagnosis), ["sts-date-format"]);
}

#[test]
fn what_the_callers_canonical_request_shows_is_named() {
    let right = canonical("acl=");
    let host = format!("host:{HOST}\n");
    let without = right.replace(&host, "");
    let unsorted = without.replace("\n\n", &format!("\n{host}\n"));
    for (own, id) in [
        (right.replace("\nacl=\n", "\nacl\n"), "query-no-equals"),
        (right.replace("\nhost:", "\nHost:"), "headers-not-lowercase"),
        (right.replace("\nx-amz-date:", "\nX-amz-DATE:"), "headers-not-lowercase"),
        (unsorted, "headers-not-sorted"),
    ] {
        for query in ["?acl", "?acl="] {
            let diagnosis = diagnose(&Evidence {
                request: Some(request(query, &signed(&string_to_sign(&own)))),
                canonical_request: Some(own.clone()),
                ..Evidence::default()
            });
            assert_eq!(firm(&diagnosis), [id], "{own}");
        }
    }
}

#[test]
fn a_path_in_the_other_form_of_unicode_is_named() {
    let (composed, decomposed) = ("/caf%C3%A9", "/cafe%CC%81");
    for (sent, own) in [(composed, decomposed), (decomposed, composed), (composed, "/caf%E9")] {
        let right = canonical("").replace("\n/k\n", &format!("\n{sent}\n"));
        let own = canonical("").replace("\n/k\n", &format!("\n{own}\n"));
        let diagnosis = diagnose(&Evidence {
            response: Some(echo(&right)),
            string_to_sign: Some(string_to_sign(&own)),
            ..Evidence::default()
        });
        assert_eq!(firm(&diagnosis), ["path-not-utf8"], "{own}");
    }
}

/// A body that was lost on the way is not one that the caller forgot to hash.
#[test]
fn a_body_that_did_not_arrive_is_another_body() {
    let received = canonical("");
    let own = received.replace(EMPTY, &sha256("{\"a\":1}"));
    let diagnosis = diagnose(&Evidence {
        response: Some(echo(&received)),
        canonical_request: Some(own),
        ..Evidence::default()
    });
    assert!(!firm(&diagnosis).contains(&"payload-body-not-signed"), "{}", diagnosis.summary);
}

/// The right canonical request of a request, and what is found where another one was made: by its text and by its hash.
#[track_caller]
fn assert_named(evidence: &Evidence, own: &dyn Fn(&str) -> String, id: &str) -> Diagnosis {
    let evidence = Evidence { secret_access_key: None, ..evidence.clone() };
    let rebuilt = diagnose(&evidence).rebuilt.unwrap();
    let own = own(&rebuilt.canonical_request);
    assert_ne!(own, rebuilt.canonical_request);
    let hash = rebuilt.string_to_sign.len() - 64;
    let text = format!("{}{}", &rebuilt.string_to_sign[..hash], sha256(&own));
    let by_hash = diagnose(&Evidence { string_to_sign: Some(text), ..evidence.clone() });
    let by_text = diagnose(&Evidence { canonical_request: Some(own.clone()), ..evidence });
    assert_eq!(firm(&by_text), [id], "{own}: {by_text:?}");
    assert_eq!(firm(&by_hash), [id], "{own}: {by_hash:?}");
    by_text
}

#[test]
fn a_bucket_in_the_host_is_not_missing_from_the_path() {
    let with = With::scope("s3", "eu-west-1");
    let by_host = "https://bkt.s3.eu-west-1.amazonaws.com";
    for (url, own, id) in [
        (format!("{by_host}//lead/x.txt"), "/lead/x.txt", "path-normalized-s3"),
        (format!("{by_host}/bkt/x.txt"), "/x.txt", "path-bucket-missing"),
        ("https://s3.eu-west-1.amazonaws.com/bkt/x.txt".into(), "/x.txt", "path-bucket-missing"),
        ("https://minio.example:9000/bkt/x.txt".into(), "/x.txt", "path-bucket-missing"),
    ] {
        let other = |right: &str| {
            let lines: Vec<&str> = right.split('\n').collect();
            [&[lines[0], own], &lines[2..]].concat().join("\n")
        };
        assert_named(&with.by_header("GET", &url, ""), &other, id);
    }
    let evidence = with.by_header("GET", &format!("{by_host}/photos/x.txt"), "");
    let own = diagnose(&evidence).rebuilt.unwrap().canonical_request.replace("/photos/", "/");
    let diagnosis = diagnose(&Evidence { canonical_request: Some(own), ..evidence });
    assert!(!firm(&diagnosis).contains(&"path-bucket-missing"), "{diagnosis:?}");
}

#[test]
fn a_prefix_of_any_number_of_segments_may_be_missing_from_the_path() {
    let store = "https://id.supabase.example/storage/v1/s3/avatars/me.png";
    let api = "https://api.example/prod/v1/pets";
    for (service, url, own) in [
        ("s3", store, "/avatars/me.png"),
        ("s3", store, "/me.png"),
        ("execute-api", api, "/v1/pets"),
        ("execute-api", api, "/pets"),
    ] {
        let evidence = With::scope(service, "eu-west-1").by_header("GET", url, "");
        let path = &url[url.find(".example").unwrap() + 8..];
        assert_named(&evidence, &|right| right.replace(path, own), "path-stage-missing");
    }
    // The key of a bucket in the host is no prefix.
    let url = "https://bkt.s3.eu-west-1.amazonaws.com/a/b/x.txt";
    let evidence = With::scope("s3", "eu-west-1").by_header("GET", url, "");
    let own = diagnose(&evidence).rebuilt.unwrap().canonical_request.replace("/a/b/", "/b/");
    let diagnosis = diagnose(&Evidence { canonical_request: Some(own), ..evidence });
    assert!(!firm(&diagnosis).contains(&"path-stage-missing"), "{diagnosis:?}");
}

#[test]
fn a_header_that_is_sent_once_is_not_one_of_several_values() {
    const URL: &str = "https://abc.execute-api.eu-west-1.amazonaws.com/prod";
    let with = With::scope("execute-api", "eu-west-1");
    for (name, sent, own, id) in [
        ("x-amz-meta-note", &["a, b"][..], "a", "header-value-differs"),
        ("x-amz-meta-note", &["a, b"], "a,b", "header-value-differs"),
        ("x-amz-meta-note", &["a", "b"], "a", "header-multi-value"),
        ("x-amz-meta-note", &["a", "b"], "a, b", "header-multi-value"),
    ] {
        let headers: Vec<(&str, &str)> = sent.iter().map(|value| (name, *value)).collect();
        let mut evidence = with.by_header_with("GET", URL, "", &headers);
        if let Some(GivenRequest::Parts(parts)) = &mut evidence.request {
            parts.headers.retain(|(given, _)| given != name);
            parts
                .headers
                .extend(headers.iter().map(|(name, value)| (name.to_string(), value.to_string())));
        }
        let rebuilt = diagnose(&evidence).rebuilt.unwrap().canonical_request;
        let line = format!("\n{name}:{}\n", sent.join(","));
        assert!(rebuilt.contains(&line), "{rebuilt}");
        let own = rebuilt.replace(&line, &format!("\n{name}:{own}\n"));
        let by_text =
            Evidence { canonical_request: Some(own.clone()), secret_access_key: None, ..evidence };
        assert_eq!(firm(&diagnose(&by_text)), [id], "{own}");
    }
    for name in ["via", "x-forwarded-for"] {
        let right = canonical("")
            .replace("\nx-amz-content", &format!("\n{name}:10.0.0.1\nx-amz-content"))
            .replace(NAMES, &format!("{name};{NAMES}"));
        for behind in [", 203.0.113.9", ",203.0.113.9"] {
            let received = right.replace("10.0.0.1", &format!("10.0.0.1{behind}"));
            for request in [None, Some(request("", &signed(&string_to_sign(&right))))] {
                let diagnosis = diagnose(&Evidence {
                    request,
                    response: Some(echo(&received)),
                    canonical_request: Some(right.clone()),
                    ..Evidence::default()
                });
                assert!(firm(&diagnosis).contains(&"header-changed-in-transit"), "{diagnosis:?}");
                assert!(!firm(&diagnosis).contains(&"header-multi-value"), "{diagnosis:?}");
            }
        }
    }
}

#[test]
fn what_differs_is_seen_in_long_texts() {
    let long = "a".repeat(300);
    let right = canonical(&format!("p={long}&q=1"));
    for (own, yours, expected) in [
        (right.replace("&q=1", ""), "aaa'", "aaa&q=1'"),
        (right.replace("&q=1", "&q=2"), "aaa&q=2'", "aaa&q=1'"),
        (right.replace(&format!("p={long}"), &format!("p=b{long}")), "'p=ba", "'p=aa"),
    ] {
        let diagnosis = diagnose(&Evidence {
            response: Some(echo(&right)),
            canonical_request: Some(own),
            ..Evidence::default()
        });
        let message = &diagnosis.findings[0].message;
        let (_, values) = message.split_once(" Yours: ").unwrap();
        let (own, right) = values.split_once("; expected: ").unwrap();
        assert!(own.contains(yours) && right.contains(expected), "{message}");
        assert_ne!(own, right.trim_end_matches('.'));
        assert!(message.len() < 450, "{message}");
    }
}

#[test]
fn a_hash_in_capitals_is_one_of_hex_digits() {
    let text = string_to_sign(&canonical(""));
    let (lines, hash) = text.rsplit_once('\n').unwrap();
    let base64 = "crobks/ok6yo+r/gwpfijUFNhB3jwXGwWRkiWK4Kp2Q=";
    for (line, id, certainty, word) in [
        (hash.to_uppercase(), "sts-hash-uppercase", Certainty::Certain, "upper-case hex"),
        (base64.to_string(), "canonical-request-differs", Certainty::Likely, "Base64"),
    ] {
        let diagnosis = diagnose(&Evidence {
            request: Some(request("", &"0".repeat(64))),
            string_to_sign: Some(format!("{lines}\n{line}")),
            ..Evidence::default()
        });
        let finding = &diagnosis.findings[0];
        assert_eq!((finding.id, finding.certainty), (id, certainty));
        assert!(finding.message.contains(word), "{}", finding.message);
        let expected = finding.expected.as_deref().unwrap();
        assert!(expected.len() == 64 && expected == expected.to_lowercase(), "{expected}");
    }
}

const OWN: &str = "https://bkt.s3.eu-west-1.amazonaws.com/k?prefix=a%2Fb%3Ac%20d&limit=5";

fn query_of(canonical: &str) -> &str {
    canonical.split('\n').nth(2).unwrap()
}

/// A canonical request with each pair of its query rewritten, in another order.
fn requeried(
    right: &str,
    pair: &dyn Fn(&str) -> String,
    order: &dyn Fn(Vec<String>) -> Vec<String>,
) -> String {
    let query = query_of(right);
    right.replace(query, &order(query.split('&').map(pair).collect()).join("&"))
}

#[test]
fn the_callers_own_parameters_of_a_presigned_url_may_alone_be_wrong() {
    let evidence = With::scope("s3", "eu-west-1").presigned(OWN);
    let own = |alter: fn(&str) -> String| {
        move |pair: &str| if pair.starts_with("X-Amz-") { pair.to_string() } else { alter(pair) }
    };
    for (alter, id) in [
        (own(|pair| pair.replace('%', "%25")), "query-double-encoded"),
        (own(|pair| pair.replace("%2F", "/").replace("%3A", ":")), "query-value-not-encoded"),
        (
            own(|pair| pair.replace("%2F", "/").replace("%3A", ":").replace("%20", " ")),
            "query-value-not-encoded",
        ),
        (own(|pair| pair.replace("%2F", "%2f").replace("%3A", "%3a")), "query-lowercase-hex"),
    ] {
        assert_named(&evidence, &|right| requeried(right, &alter, &|pairs| pairs), id);
    }
}

#[test]
fn the_right_parameters_in_any_order_are_not_sorted() {
    let with = With { token: Some("TOKEN"), ..With::scope("s3", "eu-west-1") };
    type Order = fn(Vec<String>) -> Vec<String>;
    let orders: [Order; 3] = [
        |mut pairs| {
            pairs.sort_by_key(|pair| (pair.starts_with("X-Amz-"), !pair.starts_with("prefix")));
            pairs
        },
        |mut pairs| {
            pairs.sort_by_key(|pair| (!pair.starts_with("X-Amz-"), pair.starts_with("X-Amz-Sec")));
            pairs
        },
        |mut pairs| {
            pairs.sort_by_key(|pair| (!pair.starts_with("X-Amz-"), !pair.starts_with("prefix")));
            pairs
        },
    ];
    for order in orders {
        let own = |right: &str| requeried(right, &|pair| pair.into(), &order);
        assert_named(&with.presigned(OWN), &own, "query-not-sorted");
    }
    let evidence = with.presigned(OWN);
    let right = diagnose(&evidence).rebuilt.unwrap().canonical_request;
    let own = requeried(&right, &|pair| pair.into(), &|mut pairs| {
        pairs.sort_by_key(|pair| pair.len());
        pairs
    });
    let by_text = Evidence { canonical_request: Some(own), secret_access_key: None, ..evidence };
    assert_eq!(firm(&diagnose(&by_text)), ["query-not-sorted"]);
}

/// What is found of a query that was sent with the signature of another query line: with the secret, and by the answer
/// and the string to sign.
fn assert_query_named(sent: &str, right: &str, own: &str, id: &str) {
    let lines = string_to_sign(&canonical(own));
    let request = Some(request(sent, &signed(&lines)));
    let secret = Evidence {
        secret_access_key: Some(SECRET.into()),
        request: request.clone(),
        ..Evidence::default()
    };
    let answered = Evidence {
        request,
        response: Some(echo(&canonical(right))),
        string_to_sign: Some(lines),
        ..Evidence::default()
    };
    for evidence in [secret, answered] {
        assert_eq!(firm(&diagnose(&evidence)), [id], "{sent}");
    }
}

#[test]
fn a_value_of_the_query_line_may_end_at_the_second_equals_sign_of_the_url() {
    for (sent, right, own) in [
        ("?token=YQ==", "token=YQ%3D%3D", "token=YQ"),
        ("?next=b=c&token=YQ==", "next=b%3Dc&token=YQ%3D%3D", "next=b&token=YQ"),
    ] {
        assert_query_named(sent, right, own, "query-value-cut");
    }
}

#[test]
fn a_raw_plus_in_a_query_is_a_space_that_may_be_signed_as_a_plus() {
    assert_query_named("?to=a+b", "to=a%20b", "to=a%2Bb", "query-plus-for-space");
}

#[test]
fn a_signature_in_the_query_line_is_one_whatever_its_value() {
    let evidence = With::scope("s3", "eu-west-1").presigned(OWN);
    let right = diagnose(&evidence).rebuilt.unwrap().canonical_request;
    for signature in ["", "0", &"0".repeat(64)] {
        let own = requeried(&right, &|pair| pair.into(), &|mut pairs| {
            pairs.push(format!("X-Amz-Signature={signature}"));
            pairs.sort();
            pairs
        });
        let canonical_request = Some(own);
        let response = Some(echo(&right));
        for evidence in [
            Evidence {
                request: evidence.request.clone(),
                canonical_request: canonical_request.clone(),
                ..Evidence::default()
            },
            Evidence {
                response,
                canonical_request: canonical_request.clone(),
                ..Evidence::default()
            },
            Evidence { canonical_request, ..Evidence::default() },
        ] {
            assert_eq!(firm(&diagnose(&evidence)), ["query-signature-included"], "{signature}");
        }
    }
}

#[test]
fn a_hash_may_be_signed_as_its_bytes() {
    let (right, text) = (canonical(""), string_to_sign(&canonical("")));
    for (signed, id) in [(&text, "sig-of-sts-hash"), (&right, "sig-of-canonical-request")] {
        let diagnosis = diagnose(&Evidence {
            request: Some(request("", &hex::encode(hmac(&key(hmac), &Sha256::digest(signed))))),
            secret_access_key: Some(SECRET.into()),
            ..Evidence::default()
        });
        assert_eq!(firm(&diagnosis), [id]);
    }
}

#[test]
fn what_is_shown_is_what_the_finding_is_about() {
    let right = canonical("");
    let shown = |canonical: &str, string: Option<&str>| {
        let text = string_to_sign(canonical);
        let base = Evidence {
            request: Some(request("", &signed(string.unwrap_or(&text)))),
            ..Evidence::default()
        };
        let by_text = Evidence { canonical_request: Some(canonical.into()), ..base.clone() };
        let by_secret = Evidence { secret_access_key: Some(SECRET.into()), ..base };
        let all = if string.is_some() { vec![by_secret] } else { vec![by_text, by_secret] };
        let all = all.iter().map(|evidence| diagnose(evidence).findings[0].clone());
        all.map(|found| (found.id, found.yours, found.expected)).collect::<Vec<_>>()
    };
    let twice = "host;host;x-amz-content-sha256;x-amz-date";
    let own = right.replace("host:", &format!("host:{HOST}\nhost:")).replace(NAMES, twice);
    for found in shown(&own, None) {
        assert_eq!(found, ("headers-duplicate", Some(twice.into()), Some(NAMES.into())));
    }
    let own = right.replace(&format!("host:{HOST}\n"), "").replace("host;", "");
    for found in shown(&own, None) {
        let list = "x-amz-content-sha256;x-amz-date".to_string();
        assert_eq!(found, ("signedheaders-differ", Some(list), Some(NAMES.into())));
    }
    let with_newline = string_to_sign(&right) + "\n";
    assert_eq!(shown(&right, Some(&with_newline)), [("sts-trailing-newline", None, None)]);
}

#[test]
fn what_to_do_is_about_the_request_at_hand() {
    let right = canonical("");
    let fix = |request, canonical: &str| {
        let canonical_request = Some(canonical.to_string());
        let evidence =
            Evidence { request: Some(request), canonical_request, ..Evidence::default() };
        diagnose(&evidence).findings[0].clone()
    };
    let sent = || request("", &"0".repeat(64));
    let found = fix(sent(), &right.replace("GET\n", "PUT\n"));
    assert_eq!(found.id, "method-differs");
    assert!(found.fix.starts_with("Sign the method that you send"), "{}", found.fix);
    let found = fix(sent(), &right.replace('\n', "\r"));
    assert_eq!(found.id, "cr-crlf");
    assert!(!found.fix.contains("\\r\\n"), "{}", found.fix);
    let foreign = diagnose(&Evidence {
        request: Some(sent()),
        secret_access_key: Some(SECRET.into()),
        ..Evidence::default()
    });
    assert_eq!(foreign.findings[0].id, "secret-wrong");
    assert!(!foreign.findings[0].fix.contains("Your code is right"), "{}", foreign.findings[0].fix);

    for (name, id) in
        [("user-agent", "header-changed-in-transit"), ("x-amz-meta-note", "header-value-differs")]
    {
        let headers = [(name, "sent")];
        let evidence = With::scope("s3", "eu-west-1").by_header_with("GET", OWN, "", &headers);
        let mut rebuilt = diagnose(&evidence).rebuilt.unwrap().canonical_request;
        if !rebuilt.contains(name) {
            rebuilt = rebuilt.replace("\nx-amz-content", &format!("\n{name}:sent\nx-amz-content"));
            rebuilt = rebuilt.replace("host;", &format!("host;{name};"));
        }
        let response = Some(echo(&rebuilt));
        let own = rebuilt.replace(&format!("{name}:sent"), &format!("{name}:signed"));
        let canonical_request = Some(own);
        let diagnosis = diagnose(&Evidence { response, canonical_request, ..Evidence::default() });
        let found = &diagnosis.findings[0];
        assert_eq!(found.id, id);
        for text in [&found.message, &found.fix] {
            assert!(text.contains(name) && !text.contains("computed twice"), "{text}");
        }
    }
}

#[test]
fn a_parameter_that_was_added_after_signing_is_named_however_the_request_is_signed() {
    let own = canonical("limit=5&prefix=a");
    let sent = || request("?limit=5&prefix=a&x=1", &signed(&string_to_sign(&own)));
    let base = Evidence { request: Some(sent()), ..Evidence::default() };
    for evidence in [
        Evidence { canonical_request: Some(own.clone()), ..base.clone() },
        Evidence { string_to_sign: Some(string_to_sign(&own)), ..base.clone() },
        Evidence { secret_access_key: Some(SECRET.into()), ..base },
    ] {
        assert_eq!(firm(&diagnose(&evidence)), ["query-added-after-signing"]);
    }
    let other = Some(canonical("limit=6&prefix=a"));
    let other = Evidence { request: Some(sent()), canonical_request: other, ..Evidence::default() };
    assert!(firm(&diagnose(&other)).is_empty());
}

#[test]
fn milliseconds_in_the_string_to_sign_are_found_by_the_signature() {
    for date in ["20150830T123600007Z", "2015-08-30T12:36:00.123Z", "2015-08-30T12:36:00.999Z"] {
        let text = string_to_sign(&canonical("")).replace(DATE, date);
        let diagnosis = diagnose(&Evidence {
            request: Some(request("", &signed(&text))),
            secret_access_key: Some(SECRET.into()),
            ..Evidence::default()
        });
        assert_eq!(firm(&diagnosis), ["sts-date-format"], "{date}");
        assert_eq!(diagnosis.findings[0].yours.as_deref(), Some(date));
    }
}

#[test]
fn arguments_of_hmac_may_be_swapped_beside_another_mistake() {
    let in_capitals =
        canonical("").replace(&format!("\n{EMPTY}"), &format!("\n{}", EMPTY.to_uppercase()));
    let text = string_to_sign(&in_capitals);
    let signature = hex::encode(swapped(&key(swapped), text.as_bytes()));
    let diagnosis = diagnose(&Evidence {
        request: Some(request("", &signature)),
        secret_access_key: Some(SECRET.into()),
        ..Evidence::default()
    });
    let found = firm(&diagnosis);
    assert!(found.contains(&"key-args-swapped") && found.len() == 2, "{found:?}");
    let swapped = diagnosis.findings.iter().find(|found| found.id == "key-args-swapped");
    assert_eq!(swapped.unwrap().yours, None);
}

#[test]
fn a_signature_of_a_string_to_sign_tells_nothing_of_a_request_that_is_not_given() {
    let text = string_to_sign(&canonical("").replace("/k\n", "/\n"));
    let mismatch = "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided.</Message></Error>";
    for request in [None, Some(GivenRequest::Text("client.send(command)".into()))] {
        for body in [None, Some(mismatch.to_string())] {
            let response = body.map(|body| GivenResponse { body, ..GivenResponse::default() });
            let diagnosis = diagnose(&Evidence {
                request: request.clone(),
                response,
                signature: Some(signed(&text)),
                string_to_sign: Some(text.clone()),
                secret_access_key: Some(SECRET.into()),
                ..Evidence::default()
            });
            assert_eq!(diagnosis.verdict, Verdict::Unexplained);
            assert_eq!(diagnosis.missing[0], "request");
            assert!(
                diagnosis.summary.starts_with("The signature is right for this string to sign")
            );
            assert_eq!(diagnosis.findings, []);
        }
    }
}

#[test]
fn a_string_to_sign_with_crlf_is_named_where_it_was_signed_so() {
    let right = canonical("");
    let text = string_to_sign(&right);
    let crlf = text.replace('\n', "\r\n");
    let diagnosed = |signature: String, own: Option<&str>, response: Option<GivenResponse>| {
        diagnose(&Evidence {
            request: Some(request("", &signature)),
            response,
            canonical_request: own.map(|_| right.clone()),
            string_to_sign: own.map(str::to_string),
            secret_access_key: Some(SECRET.into()),
            ..Evidence::default()
        })
    };
    for own in [None, Some(crlf.as_str())] {
        for response in [None, Some(echo(&right))] {
            let diagnosis = diagnosed(signed(&crlf), own, response);
            let finding = &diagnosis.findings[0];
            assert_eq!((finding.id, finding.certainty), ("cr-crlf", Certainty::Proven));
            assert_eq!(finding.place, "string-to-sign");
            assert!(finding.message.contains("string to sign"), "{}", finding.message);
            assert!(!firm(&diagnosis).contains(&"secret-wrong"));
        }
    }
    let diagnosis = diagnosed(signed(&text), Some(&crlf), None);
    assert_eq!((diagnosis.verdict, firm(&diagnosis)), (Verdict::Matches, Vec::new()));
}

#[test]
fn a_signature_in_another_notation_is_not_right() {
    let right = canonical("");
    let text = string_to_sign(&right);
    let digits = signed(&text);
    let base64 = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";
    for (signature, id) in [(digits.to_uppercase(), "sig-uppercase"), (base64.into(), "sig-base64")]
    {
        for response in [None, Some(echo(&right))] {
            let diagnosis = diagnose(&Evidence {
                response,
                signature: Some(signature.clone()),
                canonical_request: Some(right.clone()),
                string_to_sign: Some(text.clone()),
                secret_access_key: Some(SECRET.into()),
                ..Evidence::default()
            });
            assert_eq!(firm(&diagnosis), [id]);
        }
    }
}

#[test]
fn a_text_that_was_not_signed_is_no_fault_of_a_signature_that_is_right() {
    let right = canonical("");
    let text = string_to_sign(&right);
    let quoted = |text: &str| serde_json::json!(text).to_string();
    let indented = right.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n");
    for (own, lines) in [
        (Some(quoted(&right)), None),
        (Some(format!("b'{}'", right.replace('\n', "\\n"))), Some(text.clone())),
        (Some(right.replace('\n', "\r\n")), None),
        (Some(format!("{right}\n")), Some(text.clone())),
        (Some(indented), None),
        (Some(right.replace("/k", "/other")), Some(text.clone())),
        (None, Some(format!("{text}\n"))),
        (None, Some(quoted(&text))),
    ] {
        for response in [None, Some(echo(&right))] {
            let is_refused = response.is_some();
            let diagnosis = diagnose(&Evidence {
                request: Some(request("", &signed(&text))),
                response,
                canonical_request: own.clone(),
                string_to_sign: lines.clone(),
                secret_access_key: Some(SECRET.into()),
                ..Evidence::default()
            });
            let expected: &[&str] = if is_refused { &["secret-wrong"] } else { &[] };
            assert_eq!(firm(&diagnosis), expected, "{own:?} {lines:?}");
            assert!(is_refused || diagnosis.verdict == Verdict::Matches);
        }
    }
}

#[test]
fn a_canonical_request_in_quotes_is_what_they_hold() {
    let right = canonical("");
    let own = serde_json::json!(right.replace("/k", "/k/")).to_string();
    let diagnosis = diagnose(&Evidence {
        request: Some(request("", &"0".repeat(64))),
        canonical_request: Some(own),
        ..Evidence::default()
    });
    assert_eq!(firm(&diagnosis), ["path-trailing-slash"]);
}

/// The order of parameters is free: the token may stand anywhere in the URL.
#[test]
fn a_token_in_front_of_the_signature_is_no_fault_of_a_right_signature() {
    let with = With { token: Some("TOKEN"), ..With::scope("iotdevicegateway", "eu-west-1") };
    let evidence = with.presigned("wss://x-ats.iot.eu-west-1.amazonaws.com/mqtt");
    let Some(GivenRequest::Text(url)) = &evidence.request else { unreachable!() };
    let (url, token) = url.split_once("&X-Amz-Security-Token").unwrap();
    let (url, signature) = url.split_once("&X-Amz-Signature").unwrap();
    let url = format!("{url}&X-Amz-Security-Token{token}&X-Amz-Signature{signature}");
    let evidence = Evidence { request: Some(GivenRequest::Text(url)), ..evidence };
    assert_eq!(diagnose(&evidence).verdict, Verdict::Matches);
    let alone = Evidence { secret_access_key: None, ..evidence };
    assert_eq!(found(&diagnose(&alone)), ["query-token-signed-iot(Certain)"]);
}

/// The text alone tells whose rules hold: by its host, else by what few others than S3 ask for.
#[test]
fn a_canonical_request_alone_is_read_by_the_rules_of_its_service() {
    for host in [HOST, "minio.internal:9000"] {
        for path in ["/a//b", "/x/./y", "/caf%C3%A9"] {
            let right = canonical("").replace(HOST, host).replace("\n/k\n", &format!("\n{path}\n"));
            let cut = right.replace("\n\nhost;", "\nhost;");
            for (own, expected) in [(right, vec![]), (cut, vec!["headers-no-blank-line"])] {
                let diagnosis =
                    diagnose(&Evidence { canonical_request: Some(own), ..Evidence::default() });
                assert_eq!(firm(&diagnosis), expected, "{host}{path}");
            }
        }
    }
}

/// The host may be what a person leaves out.
#[test]
fn a_canonical_request_without_its_host_is_read_by_the_rules_of_the_scope_in_its_query() {
    let with = |service| With::scope(service, "fra1").presigned("https://store.example/b/k");
    for (service, id) in [("s3", Some("payload-empty-hash-in-presign")), ("es", None)] {
        let right = diagnose(&with(service)).rebuilt.unwrap().canonical_request;
        let (before, _) = right.rsplit_once('\n').unwrap();
        let own = format!("{before}\n{EMPTY}");
        for host in ["host:\n", "host:<host>\n"] {
            let canonical_request = Some(own.replace("host:store.example\n", host));
            let alone = diagnose(&Evidence { canonical_request, ..Evidence::default() });
            let expected: Vec<&str> = id.into_iter().collect();
            assert_eq!(firm(&alone), expected, "{service} {host}");
        }
    }
}

#[test]
fn what_a_canonical_request_alone_shows_is_named() {
    let right = canonical("");
    let moved = |line: &str| right.replace("\n/k\n\n", line);
    let twice = |line: &str| right.replace(line, &format!("{line}{line}"));
    for (own, id) in [
        (moved("\n/k?acl=\n\n"), "path-with-query"),
        (twice(&format!("host:{HOST}\n")).replace("\nhost;", "\nhost;host;"), "headers-duplicate"),
        (
            twice(&format!("x-amz-date:{DATE}\n"))
                .replace("x-amz-date\n", "x-amz-date;x-amz-date\n"),
            "headers-duplicate",
        ),
    ] {
        let evidence = Evidence {
            canonical_request: Some(own.clone()),
            service: Some("s3".into()),
            ..Evidence::default()
        };
        assert_eq!(firm(&diagnose(&evidence)), [id], "{own}");
    }
}

#[test]
fn a_path_that_the_service_has_normalized_is_named() {
    for own in ["/a/./b/../c", "//a/c", "/a/b//../c"] {
        let diagnosis = diagnose(&Evidence {
            response: Some(echo(&canonical("").replace("\n/k\n", "\n/a/c\n"))),
            canonical_request: Some(canonical("").replace("\n/k\n", &format!("\n{own}\n"))),
            service: Some("execute-api".into()),
            ..Evidence::default()
        });
        assert_eq!(firm(&diagnosis), ["path-not-normalized"], "{own}");
    }
}

#[test]
fn a_canonical_request_with_the_two_characters_of_a_newline_is_not_its_hash() {
    let own = canonical("").replace('\n', "\\n");
    let diagnosis = diagnose(&Evidence {
        string_to_sign: Some(format!("AWS4-HMAC-SHA256\n{DATE}\n{SCOPE}\n{own}")),
        ..Evidence::default()
    });
    assert_eq!(firm(&diagnosis), ["sts-cr-not-hashed"]);
}

/// A log writes the newlines of what it prints so, too: what was hashed tells.
#[test]
fn newlines_as_two_characters_are_a_logs_where_the_hash_is_of_real_ones() {
    let one_line = |text: &str| text.replace('\n', "\\n");
    let (right, raw) = (canonical(""), canonical("").replace("\n/k\n", "\n/k!\n"));
    let diagnosed = |request: &str, lines: Option<String>| {
        diagnose(&Evidence {
            canonical_request: Some(one_line(request)),
            string_to_sign: lines,
            service: Some("s3".into()),
            ..Evidence::default()
        })
    };
    for lines in [string_to_sign, |text: &str| string_to_sign(text).replace('\n', "\\n")] {
        assert_eq!(found(&diagnosed(&right, Some(lines(&right)))), [""; 0]);
        let diagnosis = diagnosed(&raw, Some(lines(&raw)));
        assert_eq!(found(&diagnosis), ["path-char-not-encoded(Certain)"]);
        let finding = &diagnosis.findings[0];
        assert_eq!(finding.yours.as_deref(), Some("/k!"));
        let hashed = diagnosed(&right, Some(lines(&one_line(&right))));
        assert_eq!(found(&hashed), ["cr-literal-backslash-n(Certain)"]);
        let other = diagnosed(&right, Some(lines("another")));
        assert_eq!(found(&other), ["cr-literal-backslash-n(Likely)"]);
    }
    let alone = diagnosed(&raw, None);
    let expected = ["path-char-not-encoded(Certain)", "cr-literal-backslash-n(Likely)"];
    assert_eq!(found(&alone), expected);
    assert_eq!(alone.findings[0].yours.as_deref(), Some("/k!"));
}

/// To S3 a raw plus of the path is a space, which other stores may read otherwise; the others have one reading.
#[test]
fn a_raw_plus_is_itself_to_services_that_encode_twice() {
    let with = With::scope("execute-api", "eu-west-1");
    let mut evidence = with.by_header("GET", "https://api.example.com/p/a%2Bb", "");
    let Some(GivenRequest::Parts(parts)) = &mut evidence.request else { panic!() };
    parts.url = "https://api.example.com/p/a+b".into();
    let own = |right: &str| right.replace("/p/a%2Bb", "/p/a%252Bb");
    assert_named(&evidence, &own, "path-encoded-three-times");
}

/// Which of key and scope is the right one only the request tells.
#[test]
fn a_key_for_another_region_than_the_callers_scope_is_sure_with_the_request() {
    let text = string_to_sign(&canonical(""));
    let other = text.replace("eu-west-1", "us-east-1");
    let evidence = Evidence {
        signature: Some(signed(&other)),
        string_to_sign: Some(other.clone()),
        secret_access_key: Some(SECRET.into()),
        ..Evidence::default()
    };
    assert_eq!(found(&diagnose(&evidence)), ["key-other-region(Likely)"]);
    let request = Some(request("", &signed(&other)));
    assert_eq!(firm(&diagnose(&Evidence { request, ..evidence })), ["sts-scope-differs"]);
}

#[test]
fn the_token_of_s3_express_is_one_that_is_signed() {
    let with = With { token: Some("TOKEN"), ..With::scope("s3express", "us-east-1") };
    let url = "https://b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/k";
    let own = |right: &str| right.replace("&X-Amz-S3session-Token=TOKEN", "");
    assert_named(&with.presigned(url), &own, "query-token-after-signing");
}

/// A signature that is right as the request was sent is refused for what changed on the way as well as for the secret.
#[test]
fn a_header_that_changes_on_the_way_may_be_why_a_right_signature_is_refused() {
    let with = With::scope("s3", "eu-west-1");
    let url = format!("https://{HOST}/k");
    let body = "<Error><Code>SignatureDoesNotMatch</Code></Error>".to_string();
    for (header, id) in [
        (("accept-encoding", "gzip"), "header-changed-in-transit"),
        (("x-amz-meta-a", "\u{e9}"), "header-non-ascii"),
    ] {
        let signed = with.by_header_with("GET", &url, "", &[header]);
        let response = Some(GivenResponse { body: body.clone(), ..GivenResponse::default() });
        let likely = found(&diagnose(&Evidence { response, ..signed.clone() }));
        assert_eq!(likely, ["secret-wrong(Likely)".to_string(), format!("{id}(Likely)")]);
        assert!(found(&diagnose(&signed)).is_empty());
    }
}

#[test]
fn what_refuses_something_else_accuses_no_secret() {
    let right = canonical("");
    let refused_by = |code: &str, message: &str| {
        let body = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
        let text = string_to_sign(&right);
        found(&diagnose(&Evidence {
            request: Some(request("", &signed(&text))),
            response: Some(GivenResponse { body, ..GivenResponse::default() }),
            canonical_request: Some(right.clone()),
            string_to_sign: Some(text),
            ..Evidence::default()
        }))
    };
    for (code, message) in [
        ("AccessDenied", "Access Denied"),
        ("NoSuchKey", "The specified key does not exist."),
        ("SlowDown", "Please reduce your request rate."),
        ("InternalError", "We encountered an internal error. Please try again."),
    ] {
        assert!(refused_by(code, message).is_empty(), "{code}");
    }
    for code in ["SignatureDoesNotMatch", "AuthFailure"] {
        assert_eq!(refused_by(code, ""), ["secret-wrong(Likely)"]);
    }
}

/// What the caller signed, by its text, its hash or the signature.
#[track_caller]
fn assert_signed(own: &str, expected: &[&str]) {
    let text = string_to_sign(own);
    let base = Evidence { request: Some(request("", &signed(&text))), ..Evidence::default() };
    let by_secret = Evidence { secret_access_key: Some(SECRET.into()), ..base.clone() };
    let by_hash = Evidence { string_to_sign: Some(text), ..base.clone() };
    let by_text = Evidence { canonical_request: Some(own.into()), ..base };
    for (how, evidence) in [("secret", by_secret), ("hash", by_hash), ("text", by_text)] {
        assert_eq!(firm(&diagnose(&evidence)), expected, "{how} {own}");
    }
}

#[test]
fn headers_that_run_into_one_line_are_no_other_host() {
    let right = canonical("");
    let id = "headers-no-newline-at-all";
    for own in [
        right.replacen("\nx-amz-content", "x-amz-content", 1),
        right.replace("\nx-amz-date:", "x-amz-date:"),
        right.replace("\nx-amz-", "x-amz-"),
    ] {
        assert_signed(&own, &[id]);
        assert_signed(&own.replace("/k\n", "/k/\n"), &["path-trailing-slash", id]);
    }
    // By the text alone, where it is none that the search makes.
    for mark in [",", ";", " "] {
        let diagnosis = diagnose(&Evidence {
            request: Some(request("", &"a".repeat(64))),
            canonical_request: Some(right.replace("\nx-amz-", &format!("{mark}x-amz-"))),
            ..Evidence::default()
        });
        assert_eq!(firm(&diagnosis), [id], "{mark}");
    }
}

#[test]
fn an_equals_sign_for_the_colon_of_headers_makes_no_query_of_them() {
    let right = canonical("");
    let with = |name: &str, own: &str| own.replace(&format!("\n{name}:"), &format!("\n{name}="));
    let names: Vec<&str> = NAMES.split(';').collect();
    let every = names.iter().fold(right.clone(), |own, name| with(name, &own));
    for own in names.iter().map(|name| with(name, &right)).chain([every]) {
        assert_signed(&own, &["headers-no-colon"]);
    }
}

#[test]
fn a_key_of_scope_parts_in_capitals_is_named() {
    let text = string_to_sign(&canonical(""));
    for (part, id) in [("s3", "key-other-service"), ("eu-west-1", "key-other-region")] {
        let scope = SCOPE.replace(part, &part.to_uppercase());
        let seed = format!("AWS4{SECRET}").into_bytes();
        let key = scope.split('/').fold(seed, |key, part| hmac(&key, part.as_bytes()));
        let diagnosis = diagnose(&Evidence {
            request: Some(request("", &hex::encode(hmac(&key, text.as_bytes())))),
            secret_access_key: Some(SECRET.into()),
            ..Evidence::default()
        });
        assert_eq!(firm(&diagnosis), [id], "{scope}");
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    bits.push_str(&"0".repeat((6 - bits.len() % 6) % 6));
    let digit = |at| char::from(DIGITS[usize::from_str_radix(&bits[at..at + 6], 2).unwrap()]);
    let digits: String = (0..bits.len()).step_by(6).map(digit).collect();
    format!("{digits}{}", "=".repeat((4 - digits.len() % 4) % 4))
}

#[test]
fn keys_that_are_passed_on_as_text_of_any_form_are_named() {
    let texts: [fn(&[u8]) -> String; 3] =
        [|key| hex::encode(key), base64, |key| key.iter().copied().map(char::from).collect()];
    let text = string_to_sign(&canonical(""));
    for as_text in texts {
        // In which of the four steps.
        for steps in [0..4, 0..3, 3..4, 0..1] {
            let mut key = format!("AWS4{SECRET}").into_bytes();
            for (step, part) in SCOPE.split('/').enumerate() {
                key = hmac(&key, part.as_bytes());
                if steps.contains(&step) {
                    key = as_text(&key).into_bytes();
                }
            }
            let diagnosis = diagnose(&Evidence {
                request: Some(request("", &hex::encode(hmac(&key, text.as_bytes())))),
                secret_access_key: Some(SECRET.into()),
                ..Evidence::default()
            });
            assert_eq!(firm(&diagnosis), ["key-hex-chain"], "{steps:?}");
        }
    }
}

#[test]
fn a_header_line_without_a_colon_is_named_where_a_blank_is_in_its_place() {
    let right = canonical("");
    let own: Vec<_> = right.lines().map(|line| line.replacen(':', " ", 1)).collect();
    let own = own.join("\n");
    let alone = Evidence { canonical_request: Some(own.clone()), ..Evidence::default() };
    assert_eq!(firm(&diagnose(&alone)), ["headers-no-colon"]);
    assert_named(&alone_signed(&own), &|_| own.clone(), "headers-no-colon");
    // One of them: the list is not blamed.
    let one = right.replace("host:", "host ");
    let request = Some(request("", &signed(&string_to_sign(&one))));
    let one = Evidence { canonical_request: Some(one), request, ..Evidence::default() };
    assert_eq!(crate::signed::found(&diagnose(&one)), ["canonical-request-differs(Likely)"]);
}

fn alone_signed(own: &str) -> Evidence {
    let request = Some(request("", &signed(&string_to_sign(own))));
    let secret_access_key = Some(SECRET.to_string());
    Evidence { request, secret_access_key, ..Evidence::default() }
}

#[test]
fn headers_on_one_line_are_named_in_a_canonical_request_alone() {
    for (mark, next) in [("", "x-amz-content-sha256"), (" ", "x-amz-date"), (";", "x-amz-date")] {
        let own = canonical("").replace(&format!("\n{next}:"), &format!("{mark}{next}:"));
        for string in [None, Some(string_to_sign(&own))] {
            let evidence = Evidence {
                canonical_request: Some(own.clone()),
                string_to_sign: string,
                ..Evidence::default()
            };
            assert_eq!(firm(&diagnose(&evidence)), ["headers-no-newline-at-all"], "{mark}{next}");
        }
    }
}

/// What `x-amz-date` ends with is a header's name, too.
#[test]
fn a_header_whose_line_is_missing_is_not_looked_for_in_the_name_of_another() {
    let right = canonical("");
    let names = right.lines().rev().nth(1).unwrap();
    let own = right.replace(names, &format!("date;{names}"));
    let diagnosis = diagnose(&Evidence { canonical_request: Some(own), ..Evidence::default() });
    assert_eq!(firm(&diagnosis), ["signedheaders-differ"]);
    assert_eq!(diagnosis.findings[0].expected.as_deref(), Some(names));
}

#[test]
fn the_text_of_a_key_may_be_hex_in_capitals() {
    let string = string_to_sign(&canonical(""));
    let key = hex::encode_upper(key(hmac));
    let request = Some(request("", &hex::encode(hmac(key.as_bytes(), string.as_bytes()))));
    let secret_access_key = Some(SECRET.to_string());
    let evidence = Evidence { request, secret_access_key, ..Evidence::default() };
    assert_eq!(firm(&diagnose(&evidence)), ["key-hex-chain"]);
}

#[test]
fn a_signature_may_be_given_as_the_list_of_its_bytes() {
    let string = string_to_sign(&canonical(""));
    let bytes = hex::decode(signed(&string)).unwrap();
    let go = format!("{bytes:?}").replace(',', "");
    let signed_bytes: Vec<i8> = bytes.iter().map(|byte| byte.cast_signed()).collect();
    for (list, is_right) in
        [(go, true), (format!("{signed_bytes:?}"), true), (format!("{:?}", &bytes[1..]), false)]
    {
        let own = Evidence {
            canonical_request: Some(canonical("")),
            string_to_sign: Some(string.clone()),
            signature: Some(list.clone()),
            secret_access_key: Some(SECRET.into()),
            ..Evidence::default()
        };
        let diagnosis = diagnose(&own);
        assert_eq!(firm(&diagnosis), [""; 0], "{list}");
        let sentence = "The signature is right for this string to sign";
        assert_eq!(diagnosis.summary.contains(sentence), is_right, "{}", diagnosis.summary);
    }
    // Sent like that it is wrong.
    let request = Some(request("", &format!("{bytes:?}").replace(',', "")));
    let sent = Evidence { request, secret_access_key: Some(SECRET.into()), ..Evidence::default() };
    assert_ne!(diagnose(&sent).verdict, Verdict::Matches);
}

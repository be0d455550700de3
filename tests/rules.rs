//! The rules that vectors do not show, each named in words; and every refusal that the crate makes, by its code.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use sigv4_wasm::canonical::header_choice::HeaderChoice;
use sigv4_wasm::service::RulesOverride;
use sigv4_wasm::{
    AmzDate, Body, Credentials, Error, ExpiresIn, Payload, Placement, Request, SignParams, Signer,
    Workspace,
};

const HEADER: Placement = Placement::Header;
const HASH: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

fn query() -> Placement {
    Placement::Query { expires_in: Some(ExpiresIn::from_seconds(900).unwrap()) }
}

fn params<'a>(placement: Placement, service: &'a str) -> SignParams<'a> {
    let date = AmzDate::parse("20150830T123600Z").unwrap();
    SignParams { service: Some(service), ..SignParams::new(date, placement) }
}

fn signer() -> Signer {
    Signer::new(Credentials::new("AKIDEXAMPLE", "secret").unwrap())
        .with_region("us-east-1")
        .unwrap()
}

fn temporary() -> Signer {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret").unwrap();
    Signer::new(credentials.with_session_token("to/ken").unwrap()).with_region("us-east-1").unwrap()
}

struct Outcome {
    url: String,
    canonical_request: String,
    signature: String,
    headers: Vec<(String, String)>,
}

impl Outcome {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(each, _)| each == name).map(|(_, value)| value.as_str())
    }

    fn signed_headers(&self) -> &str {
        self.canonical_request.rsplit('\n').nth(1).unwrap()
    }

    fn payload_line(&self) -> &str {
        self.canonical_request.rsplit('\n').next().unwrap()
    }
}

fn sign(
    mut signer: Signer,
    request: &Request<'_>,
    params: &SignParams<'_>,
) -> Result<Outcome, Error> {
    let mut workspace = Workspace::default();
    let signed = signer.sign(request, params, &mut workspace)?;
    Ok(Outcome {
        url: signed.url().to_owned(),
        canonical_request: signed.canonical_request().to_owned(),
        signature: signed.signature().to_owned(),
        headers: signed
            .headers()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    })
}

fn get<'a>(url: &'a str, headers: &'a [(&'a str, &'a str)]) -> Request<'a> {
    Request { headers, ..Request::get(url) }
}

fn code(request: &Request<'_>, params: &SignParams<'_>) -> &'static str {
    sign(signer(), request, params).err().map_or("none", |error| error.code())
}

#[test]
fn s3_express_has_a_session_token_of_its_own_name() {
    let request =
        Request::get("https://b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/k");
    let by_header = sign(temporary(), &request, &params(HEADER, "s3express")).unwrap();
    assert_eq!(by_header.header("x-amz-s3session-token"), Some("to/ken"));
    assert_eq!(by_header.header("x-amz-security-token"), None);
    assert!(by_header.signed_headers().contains("x-amz-s3session-token"));
    let by_query = sign(temporary(), &request, &params(query(), "s3express")).unwrap();
    assert!(by_query.url.contains("&X-Amz-S3session-Token=to%2Fken&"), "{}", by_query.url);
}

#[test]
fn directory_buckets_take_the_token_of_the_account_outside_of_sessions() {
    let zone = "https://b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com";
    let control = "https://s3express-control.us-east-1.amazonaws.com/b--use1-az4--x-s3";
    let dualstack = "https://s3express-control-fips.dualstack.us-east-1.amazonaws.com/";
    let account = [
        [zone, "/?session"],
        [zone, "?session"],
        [zone, "/?session="],
        [zone, "/?session&x-id=CreateSession"],
        [zone, "/?a=1&session"],
        [control, ""],
        [dualstack, ""],
    ];
    let session = [[zone, "/"], [zone, "/k?sessions"], [zone, "/?list-type=2&prefix=session"]];
    for (urls, name, other) in [
        (&account[..], "X-Amz-Security-Token", "X-Amz-S3session-Token"),
        (&session, "X-Amz-S3session-Token", "X-Amz-Security-Token"),
    ] {
        for url in urls.iter().map(|url| url.concat()) {
            let request = Request::get(&url);
            let by_header = sign(temporary(), &request, &params(HEADER, "s3express")).unwrap();
            assert_eq!(by_header.header(&name.to_lowercase()), Some("to/ken"), "{url}");
            assert_eq!(by_header.header(&other.to_lowercase()), None, "{url}");
            assert!(by_header.signed_headers().contains(&name.to_lowercase()), "{url}");
            let by_query = sign(temporary(), &request, &params(query(), "s3express")).unwrap().url;
            assert!(by_query.contains(&[name, "=to%2Fken&"].concat()), "{by_query}");
            assert!(!by_query.contains(other), "{by_query}");
            let again = sign(temporary(), &Request::get(&by_query), &params(query(), "s3express"));
            assert_eq!(again.unwrap().url, by_query);
        }
    }
}

#[test]
fn iot_wants_its_session_token_unsigned() {
    let request = Request::get("https://abc.iot.us-east-1.amazonaws.com/mqtt");
    let by_header = sign(temporary(), &request, &params(HEADER, "iotdevicegateway")).unwrap();
    assert_eq!(by_header.header("x-amz-security-token"), Some("to/ken"));
    assert_eq!(by_header.signed_headers(), "host;x-amz-date");
    let by_query = sign(temporary(), &request, &params(query(), "iotdevicegateway")).unwrap();
    let token = "&X-Amz-Security-Token=to%2Fken";
    assert_eq!(by_query.url, [&by_query.url[..by_query.url.len() - token.len()], token].concat());
    let without = sign(signer(), &request, &params(query(), "iotdevicegateway")).unwrap();
    assert_eq!(by_query.signature, without.signature);
}

#[test]
fn a_lifetime_can_be_left_out() {
    let placement = Placement::Query { expires_in: None };
    let url =
        sign(signer(), &Request::get("https://h.example/"), &params(placement, "s3")).unwrap().url;
    assert!(!url.contains("X-Amz-Expires"), "{url}");
}

#[test]
fn presigning_a_presigned_url_replaces_its_signature() {
    let params = params(query(), "s3");
    let first = sign(temporary(), &Request::get("https://h.example/k?x=1"), &params).unwrap();
    let again = sign(temporary(), &Request::get(&first.url), &params).unwrap();
    assert_eq!(again.url, first.url);
    let changed = first.url.replace("X-Amz-Signature", "X%2dAmz-Signature");
    assert_eq!(sign(temporary(), &Request::get(&changed), &params).unwrap().url, first.url);
}

#[test]
fn a_presigned_url_signed_by_header_keeps_its_query() {
    let request = Request::get("https://h.example/k?X-Amz-Signature=abc&x=1");
    let signed = sign(signer(), &request, &params(HEADER, "s3")).unwrap();
    assert_eq!(signed.url, "https://h.example/k?X-Amz-Signature=abc&x=1");
}

#[test]
fn a_given_date_header_sets_the_date() {
    let headers = [("X-Amz-Date", "20130524T000000Z")];
    let by_header =
        sign(signer(), &get("https://h.example/", &headers), &params(HEADER, "s3")).unwrap();
    assert!(by_header.canonical_request.contains("\nx-amz-date:20130524T000000Z\n"));
    assert!(by_header.header("authorization").unwrap().contains("/20130524/"));
    // In a presigned URL the query says it, and the header need not be sent.
    let by_query =
        sign(signer(), &get("https://h.example/", &headers), &params(query(), "s3")).unwrap();
    assert!(by_query.url.contains("X-Amz-Date=20130524T000000Z"));
    assert_eq!((by_query.signed_headers(), by_query.headers.len()), ("host", 0));
}

#[test]
fn the_payload_line_follows_the_option_the_header_and_the_service() {
    let line = |service, placement, payload, headers: &[(&str, &str)]| {
        let request =
            Request { body: Body::Bytes(b"hello"), payload, ..get("https://h.example/", headers) };
        sign(signer(), &request, &params(placement, service)).unwrap().payload_line().to_owned()
    };
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(line("s3", HEADER, Payload::Default, &[]), HASH);
    assert_eq!(line("s3", query(), Payload::Default, &[]), "UNSIGNED-PAYLOAD");
    assert_eq!(line("s3", query(), Payload::Signed, &[]), HASH);
    assert_eq!(line("s3", HEADER, Payload::Unsigned, &[]), "UNSIGNED-PAYLOAD");
    assert_eq!(line("sqs", query(), Payload::Default, &[]), HASH);
    assert_eq!(line("iotdevicegateway", query(), Payload::Default, &[]), empty);
    assert_eq!(line("iotdevicegateway", HEADER, Payload::Default, &[]), HASH);
    assert_eq!(line("sqs", HEADER, Payload::Sha256(empty), &[]), empty);
    let streaming = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    assert_eq!(
        line("s3", HEADER, Payload::Default, &[("x-amz-content-sha256", streaming)]),
        streaming
    );
}

/// The signatures are those of AWS's C signer, awscrt 0.38.
#[test]
fn vpc_lattice_takes_no_signed_payload() {
    let url = "https://svc-0a1.7d67968.vpc-lattice-svcs.eu-west-1.on.aws/orders";
    let signer = || Signer::new(Credentials::new("AKIDEXAMPLE", "secret").unwrap());
    let expires_in = Some(ExpiresIn::from_seconds(60).unwrap());
    let query = Placement::Query { expires_in };
    let params = |placement| SignParams { service: None, ..params(placement, "") };
    let unsigned = [("x-amz-content-sha256", "UNSIGNED-PAYLOAD")];
    let get = Request { headers: &unsigned, ..Request::get(url) };
    let post = Request { method: "POST", body: Body::Bytes(b"hello"), ..Request::get(url) };
    for (request, placement, signature) in [
        (get, query, "d3b7c51c67d523cb8b1788adfc12a8975a78f0f8289dae8b7b7b400a6e8023b7"),
        (post, HEADER, "6d4509ed2c94bcea12e9efafccd35a9d30e6d3bdbeb95f52b7dfb8987248c36b"),
    ] {
        assert_eq!(sign(signer(), &request, &params(placement)).unwrap().signature, signature);
    }
    let stream = Request { body: Body::Unread, ..post };
    let signed = sign(signer(), &stream, &params(HEADER)).unwrap();
    assert_eq!(signed.header("x-amz-content-sha256"), Some("UNSIGNED-PAYLOAD"));
    let asked = Request { payload: Payload::Signed, ..post };
    let signed = sign(signer(), &asked, &params(HEADER)).unwrap();
    assert_eq!(signed.header("x-amz-content-sha256"), Some(HASH));
}

#[test]
fn the_services_that_want_the_hash_as_a_header_get_it() {
    for (service, wants) in
        [("s3", true), ("aoss", true), ("vpc-lattice-svcs", true), ("es", false)]
    {
        let signed =
            sign(signer(), &Request::get("https://h.example/"), &params(HEADER, service)).unwrap();
        assert_eq!(signed.header("x-amz-content-sha256").is_some(), wants, "{service}");
        let presigned =
            sign(signer(), &Request::get("https://h.example/"), &params(query(), service)).unwrap();
        assert!(presigned.headers.is_empty(), "{service}");
    }
}

#[test]
fn headers_that_proxies_change_are_signed_only_when_asked_for() {
    let headers = [
        ("User-Agent", "a"),
        ("X-Forwarded-For", "b"),
        ("Connection", "c"),
        ("TE", "d"),
        ("Range", "bytes=0-1"),
        ("Authorization", "old"),
        ("X-Amzn-Trace-Id", "e"),
        ("Expect", "100-continue"),
    ];
    let request = get("https://h.example/", &headers);
    let signed = sign(signer(), &request, &params(HEADER, "es")).unwrap();
    assert_eq!(signed.signed_headers(), "host;range;x-amz-date");
    // They are sent all the same, but for the old signature.
    assert_eq!(signed.header("user-agent"), Some("a"));
    assert!(signed.header("authorization").unwrap().starts_with("AWS4-HMAC-SHA256 "));
    let headers = HeaderChoice { signed: &["USER-AGENT", "absent"], unsigned: &["Range"] };
    let chosen = sign(signer(), &request, &SignParams { headers, ..params(HEADER, "es") }).unwrap();
    assert_eq!(chosen.signed_headers(), "host;user-agent;x-amz-date");
    let presigned = sign(signer(), &request, &params(query(), "es")).unwrap();
    assert_eq!(presigned.headers, [("range".to_owned(), "bytes=0-1".to_owned())]);
}

#[test]
fn values_are_sent_as_given_and_signed_without_runs_of_blanks() {
    let headers = [
        ("X-Meta", " a   b\t\"c  d\" "),
        ("x-meta", "e"),
        ("X-Folded", "one\r\n two"),
        ("X-Nbsp", "\u{a0}x"),
    ];
    let signed =
        sign(signer(), &get("https://h.example/", &headers), &params(HEADER, "es")).unwrap();
    assert!(signed.canonical_request.contains("\nx-meta:a b \"c d\",e\n"));
    assert!(signed.canonical_request.contains("\nx-folded:one two\n"));
    assert!(signed.canonical_request.contains("\nx-nbsp:\u{a0}x\n"));
    assert_eq!(signed.header("x-meta"), Some("a   b\t\"c  d\",e"));
    assert_eq!(signed.header("x-folded"), Some("one two"));
}

#[test]
fn a_given_host_header_must_be_the_host_that_is_sent() {
    for host in ["h.example", "H.Example", " h.example:443 "] {
        let headers = [("Host", host)];
        let signed =
            sign(signer(), &get("https://h.example/", &headers), &params(HEADER, "es")).unwrap();
        assert!(signed.canonical_request.contains("\nhost:h.example\n"));
        assert_eq!(signed.header("host"), None);
    }
    for host in ["other.example", "h.example:80", ""] {
        assert_eq!(
            code(&get("https://h.example/", &[("Host", host)]), &params(HEADER, "es")),
            "HEADER_CONFLICT"
        );
    }
}

#[test]
fn a_token_is_appended_where_the_rules_of_the_call_say_so() {
    let rules = RulesOverride { sign_session_token: Some(false), ..RulesOverride::default() };
    let appended = SignParams { rules, ..params(query(), "s3") };
    let signed = sign(temporary(), &Request::get("https://h.example/k"), &appended).unwrap();
    assert!(!signed.canonical_request.contains("Token"), "{}", signed.canonical_request);
    assert!(signed.url.ends_with("&X-Amz-Security-Token=to%2Fken"), "{}", signed.url);
}

#[test]
fn rules_can_be_changed_one_by_one() {
    let rules = RulesOverride { content_sha256_header: Some(false), ..RulesOverride::default() };
    let changed = SignParams { rules, ..params(HEADER, "s3") };
    let signed = sign(signer(), &Request::get("https://h.example/a//b"), &changed).unwrap();
    assert_eq!(
        (signed.signed_headers(), signed.url.as_str()),
        ("host;x-amz-date", "https://h.example/a//b")
    );
    let with_rules = signer().with_rules(rules);
    let request = Request::get("https://h.example/a//b");
    assert_eq!(
        sign(with_rules, &request, &params(HEADER, "s3")).unwrap().signature,
        signed.signature
    );
}

#[test]
fn the_key_follows_day_region_and_service() {
    let mut signer = signer();
    let mut workspace = Workspace::default();
    let request = Request::get("https://h.example/");
    let scopes =
        [("us-east-1", "s3"), ("us-east-1", "es"), ("eu-west-1", "s3"), ("us-east-1", "s3")];
    let signatures: Vec<_> = scopes
        .iter()
        .map(|(region, service)| {
            let params = SignParams { region: Some(region), ..params(HEADER, service) };
            signer.sign(&request, &params, &mut workspace).unwrap().signature().to_owned()
        })
        .collect();
    assert_eq!(signatures[0], signatures[3]);
    assert!(signatures[0] != signatures[1] && signatures[0] != signatures[2]);
}

#[test]
fn what_cannot_be_signed_is_refused_by_its_code() {
    let ok = "https://s3.us-east-1.amazonaws.com/";
    let plain = params(HEADER, "s3");
    for (expected, headers) in [
        ("HEADER_NAME_INVALID", ("", "v")),
        ("HEADER_NAME_INVALID", ("a b", "v")),
        ("HEADER_NAME_INVALID", ("ü", "v")),
        ("HEADER_VALUE_INVALID", ("a", "x\r\ny")),
        ("HEADER_VALUE_INVALID", ("a", "x\ry")),
        ("HEADER_VALUE_INVALID", ("a", "x\r")),
        ("HEADER_VALUE_INVALID", ("a", "x\0y")),
        ("HEADER_VALUE_INVALID", ("a", "x\n")),
        ("DATE_INVALID", ("x-amz-date", "yesterday")),
        ("PAYLOAD_HASH_INVALID", ("x-amz-content-sha256", "abc")),
    ] {
        assert_eq!(code(&get(ok, &[headers]), &plain), expected, "{headers:?}");
    }
    for (name, value, other) in [
        ("x-amz-date", "20130524T000000Z", "20130525T000000Z"),
        ("x-amz-content-sha256", HASH, "UNSIGNED-PAYLOAD"),
        ("x-amz-security-token", "to/ken", "other"),
        ("host", "s3.us-east-1.amazonaws.com", "h.example"),
    ] {
        let upper = name.to_uppercase();
        for second in [value, other] {
            let twice = [(name, value), (&*upper, second)];
            for placement in [HEADER, query()] {
                let refused = sign(temporary(), &get(ok, &twice), &params(placement, "s3")).err();
                assert_eq!(refused.unwrap().code(), "HEADER_CONFLICT", "{twice:?}");
            }
        }
    }
    let both = Request { payload: Payload::Unsigned, ..get(ok, &[("x-amz-content-sha256", HASH)]) };
    assert_eq!(code(&both, &plain), "HEADER_CONFLICT");
    assert_eq!(
        sign(signer(), &both, &plain).err().unwrap().value(),
        Some(&*["x-amz-content-sha256: ", HASH].concat())
    );
    let other_token = get(ok, &[("x-amz-security-token", "other")]);
    assert_eq!(sign(temporary(), &other_token, &plain).err().unwrap().code(), "HEADER_CONFLICT");
    for sha256 in ["", "abc", &HASH.to_uppercase(), &[HASH, "0"].concat()] {
        let request = Request { payload: Payload::Sha256(sha256), ..Request::get(ok) };
        assert_eq!(code(&request, &plain), "PAYLOAD_HASH_INVALID", "{sha256}");
    }
    let stream = Request { body: Body::Unread, ..Request::get(ok) };
    assert_eq!(code(&stream, &plain), "BODY_NOT_SYNCHRONOUS");
    assert_eq!(code(&Request { payload: Payload::Unsigned, ..stream }, &plain), "none");
    assert_eq!(code(&Request { method: "G T", ..Request::get(ok) }, &plain), "METHOD_INVALID");
    assert_eq!(code(&Request::get("nowhere"), &plain), "URL_INVALID");
    for name in ["", "a/b", "eu west"] {
        let of_call = SignParams { region: Some(name), ..plain };
        assert_eq!(code(&Request::get(ok), &of_call), "REGION_INVALID");
        assert_eq!(signer().with_region(name).unwrap_err().code(), "REGION_INVALID");
    }
    assert_eq!(signer().with_service("s3\n").unwrap_err().code(), "SERVICE_INVALID");
    assert_eq!(code(&Request::get(ok), &params(HEADER, "s3\n")), "SERVICE_INVALID");
    for choice in [
        HeaderChoice { unsigned: &["host"], signed: &[] },
        HeaderChoice { unsigned: &["X-Amz-Date"], signed: &[] },
        HeaderChoice { unsigned: &[], signed: &["authorization"] },
    ] {
        assert_eq!(
            code(&Request::get(ok), &SignParams { headers: choice, ..plain }),
            "HEADER_CHOICE_INVALID"
        );
    }
}

#[test]
fn an_unknown_host_is_never_guessed() {
    let credentials = || Credentials::new("AKIDEXAMPLE", "secret").unwrap();
    let date = AmzDate::parse("20150830T123600Z").unwrap();
    let request = Request::get("http://localhost:9000/bucket/key");
    let nothing = SignParams::new(date, HEADER);
    let failed = sign(Signer::new(credentials()), &request, &nothing).err().unwrap();
    assert_eq!((failed.code(), failed.value()), ("SERVICE_UNKNOWN", Some("localhost")));
    let service = SignParams { service: Some("s3"), ..nothing };
    let failed = sign(Signer::new(credentials()), &request, &service).err().unwrap();
    assert_eq!((failed.code(), failed.value()), ("REGION_UNKNOWN", Some("localhost")));
    let signed = sign(Signer::new(credentials()).with_region("r").unwrap(), &request, &service);
    assert!(signed.is_ok());
}

#[test]
fn without_a_secret_nothing_is_signed() {
    let signer =
        Signer::new(Credentials::without_secret("AKIDEXAMPLE").unwrap()).with_region("r").unwrap();
    let failed =
        sign(signer, &Request::get("https://h.example/"), &params(HEADER, "s3")).err().unwrap();
    assert_eq!(failed.code(), "CREDENTIALS_INVALID");
}

#[test]
fn sizes_that_no_service_takes_are_refused_and_smaller_ones_signed() {
    let path = "a".repeat(10 << 20);
    let url = format!("https://h.example/{path}");
    assert_eq!(code(&Request::get(&url), &params(HEADER, "s3")), "none");
    assert_eq!(code(&Request::get(&url), &params(query(), "s3")), "URL_TOO_LONG");
    let url = format!("https://h.example/{}", "a".repeat(17 << 20));
    assert_eq!(code(&Request::get(&url), &params(HEADER, "s3")), "URL_TOO_LONG");
    let names: Vec<String> = (0..100_000).map(|number| format!("x-{number}")).collect();
    let headers: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "v")).collect();
    assert_eq!(
        code(&get("https://h.example/", &headers), &params(HEADER, "s3")),
        "HEADERS_TOO_MANY"
    );
    assert_eq!(code(&get("https://h.example/", &headers[..9_000]), &params(HEADER, "s3")), "none");
}

/// What is kept from one request to the next must not be seen in another: every pair, one after the other.
#[test]
fn a_signer_signs_each_request_as_if_it_were_its_first() {
    let dates = ["20150830T123600Z", "20150830T123601Z", "20150831T123600Z"];
    let placements = [HEADER, query(), Placement::Query { expires_in: None }];
    let urls = [
        "https://bucket.s3.us-east-1.amazonaws.com/key?b=2&a=1",
        "https://bucket.s3.us-east-1.amazonaws.com:8443/key",
        "https://abc.iot.eu-west-1.amazonaws.com/mqtt",
    ];
    let headers: [&[(&str, &str)]; 3] =
        [&[], &[("x-amz-meta-a", "1")], &[("Range", " bytes=0-9 "), ("x-a", "1"), ("X-A", "2")]];
    let once = RulesOverride { sign_session_token: Some(false), ..RulesOverride::default() };
    let mut cases = Vec::new();
    for (place, date) in dates.iter().enumerate() {
        for placement in placements {
            for (service, rules) in [("s3", RulesOverride::default()), ("s3", once), ("sqs", once)]
            {
                let at = cases.len();
                let params = SignParams {
                    date: AmzDate::parse(date).unwrap(),
                    rules,
                    region: (at % 4 == 3).then_some("eu-west-1"),
                    ..params(placement, service)
                };
                cases.push((get(urls[(at + place) % 3], headers[at % 3]), params));
            }
        }
    }
    for rules in [RulesOverride::default(), once] {
        cases.push((get(urls[0], &[]), SignParams { rules, ..params(query(), "s3") }));
    }
    let fresh: Vec<Outcome> =
        cases.iter().map(|(request, params)| sign(temporary(), request, params).unwrap()).collect();
    for first in 0..cases.len() {
        for second in 0..cases.len() {
            let (mut signer, mut workspace) = (temporary(), Workspace::default());
            let _ = signer.sign(&cases[first].0, &cases[first].1, &mut workspace).unwrap();
            let _ =
                signer.sign(&get("https://h/", &[("x y", "")]), &cases[first].1, &mut workspace);
            let (request, params) = &cases[second];
            let signed = signer.sign(request, params, &mut workspace).unwrap();
            let expected = &fresh[second];
            assert_eq!(signed.canonical_request(), expected.canonical_request, "{first} {second}");
            assert_eq!(signed.signature(), expected.signature, "{first} {second}");
            assert_eq!(signed.url(), expected.url, "{first} {second}");
            let headers: Vec<_> =
                expected.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            assert_eq!(signed.headers().collect::<Vec<_>>(), headers, "{first} {second}");
        }
    }
}

#[test]
fn a_header_name_that_holds_a_nul_is_refused_whichever_names_were_signed_before() {
    let plain = params(HEADER, "s3");
    let (mut signer, mut workspace) = (signer(), Workspace::default());
    let two = get("https://h.example/", &[("x-a", "1"), ("x-b", "2")]);
    let _ = signer.sign(&two, &plain, &mut workspace).unwrap();
    let one = get("https://h.example/", &[("x-a\0x-b", "1")]);
    let refused = signer.sign(&one, &plain, &mut workspace).err();
    assert_eq!(refused.unwrap().code(), "HEADER_NAME_INVALID");
}

#[test]
fn what_is_printed_of_a_signer_holds_no_token() {
    let mut signer = temporary();
    let request = Request::get("https://bucket.s3.us-east-1.amazonaws.com/key");
    let _ = signer.sign(&request, &params(query(), "s3"), &mut Workspace::default()).unwrap();
    let printed = format!("{signer:?}");
    assert!(!printed.contains("to/ken") && !printed.contains("to%2Fken"), "{printed}");
}

#[test]
fn what_neither_the_call_nor_the_signer_names_is_read_off_the_host() {
    let bare = || Signer::new(Credentials::new("AKIDEXAMPLE", "secret").unwrap());
    let date = AmzDate::parse("20150830T123600Z").unwrap();
    let scope_of = |signer: Signer, url: &str, region, service| {
        let params = SignParams { region, service, ..SignParams::new(date, HEADER) };
        let signed = sign(signer, &Request::get(url), &params).unwrap();
        let authorization = signed.header("authorization").unwrap().to_string();
        authorization.split('/').skip(2).take(2).collect::<Vec<_>>().join("/")
    };
    let sqs = "https://sqs.eu-west-1.amazonaws.com/";
    assert_eq!(scope_of(bare(), sqs, None, None), "eu-west-1/sqs");
    assert_eq!(scope_of(bare(), sqs, Some("us-west-2"), None), "us-west-2/sqs");
    assert_eq!(scope_of(bare(), sqs, None, Some("iam")), "eu-west-1/iam");
    assert_eq!(scope_of(signer(), sqs, None, None), "us-east-1/sqs");
    let device = "a1b2c3-ats.iot.eu-west-1.amazonaws.com";
    for (scheme, service) in
        [("https", "iotdata"), ("http", "iotdata"), ("wss", "iotdevicegateway")]
    {
        let url = format!("{scheme}://{device}/topics/a");
        assert_eq!(scope_of(bare(), &url, None, None), format!("eu-west-1/{service}"));
    }
    let other = "wss://sqs.eu-west-1.amazonaws.com/";
    assert_eq!(scope_of(bare(), other, None, None), "eu-west-1/sqs");
}

//! Whatever is pasted: an answer, in time, and never a panic.

use proptest::prelude::*;
use sigv4_wasm::doctor::{
    Evidence, GivenRequest, GivenResponse, RequestParts, diagnose, recognise,
};
use std::time::{Duration, Instant};

const PIECES: [&str; 40] = [
    "GET",
    "\n",
    "\\n",
    " ",
    "/",
    "//",
    "%",
    "%2",
    "%2F",
    "%25",
    "+",
    "&",
    "&amp;",
    "=",
    ":",
    ";",
    "?",
    "'",
    "\"",
    "\\",
    "<Code>",
    "</Code>",
    "<StringToSign>",
    "</StringToSign>",
    "<CanonicalRequest>",
    "AWS4-HMAC-SHA256",
    "20150830T123600Z",
    "20150830/us-east-1/s3/aws4_request",
    "https://s3.amazonaws.com",
    "X-Amz-Credential=",
    "X-Amz-Signature=",
    "Authorization: AWS4-HMAC-SHA256 Credential=",
    "SignedHeaders=",
    "host",
    "curl ",
    "fetch(",
    " HTTP/1.1",
    "é",
    "\u{1f600}",
    "x-amz-date",
];

fn pasted() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(&PIECES[..]).prop_map(String::from),
        1 => any::<String>(),
        1 => "[a-z0-9-]{1,8}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_paste_gets_an_answer(request in pasted(), body in pasted(), canonical in pasted(), string in pasted(), signature in pasted(), secret in pasted()) {
        let evidence = Evidence {
            request: Some(GivenRequest::Text(request)),
            response: Some(GivenResponse { body, ..GivenResponse::default() }),
            canonical_request: Some(canonical),
            string_to_sign: Some(string),
            signature: Some(signature),
            secret_access_key: Some(secret),
            ..Evidence::default()
        };
        prop_assert!(!diagnose(&evidence).summary.is_empty());
    }

    #[test]
    fn any_request_gets_an_answer(tail in pasted(), header in pasted(), canonical in pasted(), body in any::<Vec<u8>>()) {
        let authorization = format!("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;{header}, Signature=00");
        let parts = RequestParts {
            method: "PUT".into(),
            url: format!("https://s3.amazonaws.com/{tail}"),
            headers: vec![("Authorization".into(), authorization), (header.clone(), header)],
            body: Some(body).into(),
        };
        let evidence = Evidence { request: Some(GivenRequest::Parts(parts)), canonical_request: Some(canonical), secret_access_key: Some("secret".into()), ..Evidence::default() };
        prop_assert!(!diagnose(&evidence).summary.is_empty());
    }
}

#[test]
fn the_largest_requests_are_answered() {
    let authorization = |names: &str| {
        format!(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders={names}, Signature={:064}",
            1
        )
    };
    let many = |piece: &dyn Fn(usize) -> String| (0..20_000).map(piece).collect::<String>();
    let names: Vec<String> = (0..5_000).map(|at| format!("h{at}")).collect();
    for (what, tail, names) in [
        ("parameters", format!("?{}", many(&|at| format!("p{at}=v&"))), vec!["host".to_string()]),
        ("segments", many(&|at| format!("/s{at}")), vec!["host".to_string()]),
        ("headers", String::new(), names),
    ] {
        let own: String = names.iter().map(|name| format!("{name}:a\n")).collect();
        let own = format!("GET\n/\n\n{own}\n{}\nx", names.join(";"));
        let mut headers: Vec<(String, String)> =
            names.iter().map(|name| (name.clone(), "a, b".to_string())).collect();
        headers.push(("Authorization".into(), authorization(&names.join(";"))));
        let parts = RequestParts {
            method: "GET".into(),
            url: format!("https://api.example/{tail}"),
            headers,
            body: None.into(),
        };
        let evidence = Evidence {
            request: Some(GivenRequest::Parts(parts)),
            canonical_request: Some(own),
            secret_access_key: Some("secret".into()),
            ..Evidence::default()
        };
        assert!(!diagnose(&evidence).summary.is_empty(), "{what}");
    }
}

#[test]
fn long_pastes_are_read_in_time() {
    let repeated = |piece: &str, bytes: usize| piece.repeat(bytes / piece.len());
    let lines = |bytes| repeated("GET\n/\n", bytes);
    let echo = |lines: String| {
        format!(
            "<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>{lines}</CanonicalRequest><StringToSign>AWS4-HMAC-SHA256\nx\ny\n{:064}</StringToSign></Error>",
            0
        )
    };
    let numbered = |piece: &dyn Fn(usize) -> String, bytes: usize| -> String {
        (0..bytes / piece(99_999).len()).map(piece).collect()
    };
    let pastes: [(&str, &dyn Fn(usize) -> String); 26] = [
        ("ampersands", &|bytes| repeated("&", bytes)),
        ("links", &|bytes| format!("<a href=\"/x?{}\">", repeated("a=b&", bytes))),
        ("tags", &|bytes| repeated("<Code ", bytes) + ">"),
        ("an echo", &|bytes| echo(lines(bytes))),
        ("empty lines", &|bytes| echo(repeated("\n", bytes))),
        ("lines", &lines),
        ("commands", &|bytes| repeated("curl x\n", bytes)),
        ("one command", &|bytes| repeated("curl ", bytes)),
        ("literals without an end", &|bytes| repeated("\\\"GET\\n", bytes)),
        ("prefixes", &|bytes| repeated("1: GET\n1: /\n", bytes)),
        ("headers in lines", &|bytes| {
            repeated("a: b\n", bytes) + "Authorization: AWS4-HMAC-SHA256 Credential=\n"
        }),
        ("ends of a text", &|bytes| {
            format!("GET\n/\n\nhost:h\n\nhost\n{}", repeated("UNSIGNED-PAYLOAD", bytes))
        }),
        ("a wrapped URL", &|bytes| format!("https://x/{}", repeated("a\n", bytes))),
        ("echoes without an end", &|bytes| repeated("should have been\n'GET\n", bytes)),
        ("objects without an end", &|bytes| repeated("{ headers: { 'a': 'b',\n", bytes)),
        ("quotes in a list", &|bytes| format!("[{}{CREDENTIAL}", repeated("\"", bytes))),
        ("quotes behind a literal", &|bytes| format!("'GET',\n{}", repeated("'", bytes))),
        ("lines above an object", &|bytes| {
            let object = format!("{{ a: 'b', authorization: '{CREDENTIAL}' }}");
            repeated("  a\n", bytes) + &object
        }),
        ("names in a word", &|bytes| repeated("message", bytes)),
        ("fields", &|bytes| {
            ":method: GET\n".to_string() + &numbered(&|at| format!("a: b\n:path: /{at}\n"), bytes)
        }),
        ("headers below a long URL", &|bytes| {
            format!("https://x/{}\n{}", repeated("a", bytes / 2), repeated("a: b\n", bytes / 2))
        }),
        ("parameters behind a long URL", &|bytes| {
            let parameters = repeated(" --url-query a", bytes / 2);
            format!("curl https://x/{}{parameters}", repeated("a", bytes / 2))
        }),
        ("a long prefix", &|bytes| {
            let indent = repeated(" ", bytes / 3);
            format!("{indent}GET\n{indent}/{}", repeated("\n", bytes / 3))
        }),
        ("quotations", &|bytes| repeated("> GET / HTTP/1.1\n> Host: a\n", bytes)),
        ("differences", &|bytes| repeated(" GET\n /\n+a\n-b\n\n", bytes)),
        ("a wide line", &|bytes| format!("a{}a", repeated(" ", bytes))),
    ];
    for (what, paste) in pastes {
        assert_linear(what, 200_000, &|bytes| {
            let text = paste(bytes);
            drop(recognise(&text));
            let response = Some(GivenResponse { body: text.clone(), ..GivenResponse::default() });
            let request = Some(GivenRequest::Text(text));
            Evidence { request, response, ..Evidence::default() }
        });
    }
}

#[test]
fn requests_of_many_small_parts_are_searched_in_time() {
    let unknown = Some(format!("AWS4-HMAC-SHA256\n20150830T123600Z\n{SCOPE}\n{:064}", 1));
    let evidence = |url: String, body: Option<Vec<u8>>| {
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{SCOPE}, SignedHeaders=host;x-amz-date, Signature={:064}",
            1
        );
        let headers = [("X-Amz-Date", "20150830T123600Z"), ("Authorization", &authorization)];
        let headers = headers.map(|(name, value)| (name.into(), value.into())).into();
        let parts = RequestParts { method: "POST".into(), url, headers, body: body.into() };
        let request = Some(GivenRequest::Parts(parts));
        Evidence { request, string_to_sign: unknown.clone(), ..Evidence::default() }
    };
    assert_linear("labels", 30_000, &|bytes| {
        evidence(format!("https://{}example/", "a.".repeat(bytes / 2)), None)
    });
    assert_linear("brackets", 16_000, &|bytes| {
        evidence("https://api.example/".into(), Some(b"[".repeat(bytes)))
    });
}

/// A search of pairs ends by what it has tried, so that there are fewer of a long request.
#[test]
fn a_long_request_is_not_searched_for_as_much_longer_as_it_is() {
    let time = |count: usize| {
        let names: Vec<_> = (10_000..10_000 + count).map(|at| format!("x-amz-meta-{at}")).collect();
        let mut headers: Vec<(String, String)> =
            names.iter().map(|name| (name.clone(), "of this".into())).collect();
        headers.push(("X-Amz-Date".into(), "20150830T123600Z".into()));
        let list = names.join(";");
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{SCOPE}, SignedHeaders=host;x-amz-date;{list}, Signature={:064}",
            1
        );
        headers.push(("Authorization".into(), authorization));
        let url = "https://api.example/".into();
        let parts = RequestParts { method: "GET".into(), url, headers, body: None.into() };
        let request = Some(GivenRequest::Parts(parts));
        let secret_access_key = Some("secret".into());
        let started = Instant::now();
        drop(diagnose(&Evidence { request, secret_access_key, ..Evidence::default() }));
        started.elapsed()
    };
    // A busy machine may stop one of them for long.
    let mut tries = Vec::new();
    let is_ended = (0..3).any(|_| {
        let (short, long) = (time(80), time(640));
        tries.push((short, long));
        long < short * 4
    });
    assert!(is_ended, "{tries:?}");
}

const CREDENTIAL: &str = "AWS4-HMAC-SHA256 Credential=";
const SCOPE: &str = "20150830/us-east-1/execute-api/aws4_request";

/// A diagnosis of much takes about as long as eight of an eighth of it.
fn assert_linear(what: &str, bytes: usize, evidence: &dyn Fn(usize) -> Evidence) {
    let time = |times: usize, bytes: usize| {
        let started = Instant::now();
        for _ in 0..times {
            assert!(!diagnose(&evidence(bytes)).summary.is_empty(), "{what}");
        }
        started.elapsed()
    };
    // A busy machine may stop one of them for long.
    let mut tries = Vec::new();
    let is_linear = (0..3).any(|_| {
        let (eight, long) = (time(2, bytes / 8) * 4, time(1, bytes));
        tries.push((eight, long));
        long < eight * 3 + Duration::from_millis(100)
    });
    assert!(is_linear, "{what}: {tries:?}");
}

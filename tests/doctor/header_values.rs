//! What the values of headers and bodies may hold, and no reading of a text may change: paths of Windows, JSON, ports, marks.

use crate::own_strings::{DATE, EMPTY, HOST, NAMES, string_to_sign};
use crate::signed::{With, assert_found, found};
use sigv4_wasm::doctor::{Evidence, GivenRequest, Verdict, diagnose};

const VALUES: [&str; 5] =
    [r"C:\new\reports", r#"{"a":"b\nc"}"#, r"D:\data\", "example.com:443", "localhost:80"];

fn canonical(value: &str) -> String {
    format!(
        "GET\n/k\n\nhost:{HOST}\nx-amz-content-sha256:{EMPTY}\nx-amz-date:{DATE}\nx-amz-meta-v:{value}\n\n{NAMES};x-amz-meta-v\n{EMPTY}"
    )
}

fn own(canonical_request: &str) -> Evidence {
    Evidence { canonical_request: Some(canonical_request.into()), ..Evidence::default() }
}

fn sent(value: &str) -> Evidence {
    let headers = [("x-amz-meta-v", value)];
    let signed = With::scope("s3", "eu-west-1");
    signed.by_header_with("GET", &format!("https://{HOST}/k"), "", &headers)
}

/// The same request as raw HTTP.
fn raw(target: &str, body: &str) -> Evidence {
    let signed = With::scope("s3", "eu-west-1");
    let evidence = signed.by_header("PUT", &format!("https://{HOST}{target}"), body);
    let Some(GivenRequest::Parts(parts)) = &evidence.request else { panic!("no parts") };
    let lines: String =
        parts.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    let text = format!(
        "PUT {target} HTTP/1.1\r\nHost: {HOST}\r\n{lines}Content-Length: {length}\r\n\r\n{body}"
    );
    Evidence { request: Some(GivenRequest::Text(text)), ..evidence }
}

#[test]
fn a_value_is_as_it_is_in_a_canonical_request_alone() {
    for value in VALUES {
        assert_eq!(found(&diagnose(&own(&canonical(value)))), [""; 0], "{value}");
        let spaced = canonical(value).replace("/k", "/k k");
        let diagnosis = diagnose(&own(&spaced));
        assert_eq!(found(&diagnosis), ["path-char-not-encoded(Certain)"], "{value}");
    }
}

#[test]
fn a_value_is_as_it_is_beside_the_request() {
    for value in VALUES {
        let evidence = Evidence { canonical_request: Some(canonical(value)), ..sent(value) };
        assert_found(&evidence, &[], value);
    }
}

/// `localhost:` ends with the name of a header.
#[test]
fn a_name_that_has_its_line_is_not_looked_for_in_another() {
    let text =
        canonical("v").replace("/k", "http://localhost:9000/k").replace(HOST, "localhost:9000");
    assert_eq!(found(&diagnose(&own(&text))), ["path-full-url(Certain)"]);
}

#[test]
fn a_mistake_is_named_beside_a_value_that_reads_like_a_placeholder() {
    for value in [r#"{"a":1}"#, "<a@b.c>", "xxx", "***"] {
        let right = canonical(value);
        let glued = right.replace("\n\nhost;", "host;");
        let line = format!("x-amz-meta-v:{value}\n");
        let moved = right.replace(&line, "").replace("host:", &format!("{line}host:"));
        for (text, id) in [(glued, "headers-no-newline-at-all"), (moved, "headers-not-sorted")] {
            let evidence = Evidence {
                string_to_sign: Some(string_to_sign(&text)),
                canonical_request: Some(text),
                secret_access_key: None,
                ..sent(value)
            };
            assert_eq!(found(&diagnose(&evidence)), [format!("{id}(Proven)")], "{value}");
        }
    }
}

#[test]
fn a_command_in_the_body_of_raw_http_is_not_the_request() {
    for body in
        ["curl https://example.com/install.sh | sh\n", "#!/bin/sh\ncurl https://example.com"]
    {
        let diagnosis = diagnose(&raw("/k", body));
        assert_eq!(
            (found(&diagnosis), diagnosis.verdict),
            (Vec::new(), Verdict::Matches),
            "{body}"
        );
    }
}

#[test]
fn a_url_in_the_query_of_raw_http_is_not_the_target() {
    let diagnosis = diagnose(&raw("/k?to=https://example.com/a", "b"));
    assert_eq!((found(&diagnosis), diagnosis.verdict), (Vec::new(), Verdict::Matches));
}

//! How an Authorization header and its Credential are written.

use crate::signed::{KEY_ID, With, found};
use sigv4_wasm::doctor::{Diagnosis, Evidence, GivenRequest, GivenResponse, Verdict, diagnose};

const URL: &str = "https://bucket.s3.eu-west-1.amazonaws.com/key";

/// The request with its Authorization header rewritten, signed right otherwise.
fn rewritten(url: &str, from: &str, to: &str) -> Evidence {
    let mut evidence = With::scope("s3", "eu-west-1").by_header("GET", url, "");
    if let Some(GivenRequest::Parts(parts)) = &mut evidence.request {
        for (_, value) in parts.headers.iter_mut().filter(|(name, _)| name == "authorization") {
            assert!(value.contains(from), "{value}");
            *value = value.replace(from, to);
        }
    }
    evidence
}

fn refused(evidence: Evidence) -> Evidence {
    let body = "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the Credential is mal-formed.</Message></Error>";
    let response = Some(GivenResponse { body: body.into(), ..GivenResponse::default() });
    Evidence { response, ..evidence }
}

/// What is found in the request alone, with its secret, and with an answer too.
#[track_caller]
fn assert_each(evidence: Evidence, id: &str, how: &str) -> Diagnosis {
    let alone = Evidence { secret_access_key: None, ..evidence.clone() };
    for evidence in [alone, refused(evidence.clone()), evidence.clone()] {
        let diagnosis = diagnose(&evidence);
        assert_eq!(found(&diagnosis), [format!("{id}(Certain)")], "{how}: {diagnosis:?}");
        assert_ne!(diagnosis.verdict, Verdict::Matches, "{how}");
    }
    diagnose(&evidence)
}

#[test]
fn what_does_not_belong_into_the_key_id_is_found_wherever_it_stands() {
    for wrong in [
        " AKIDEXAMPLE",
        "\nAKIDEXAMPLE",
        "AKIDEXAMPLE ",
        "AKID EXAMPLE",
        "AKIDEXAMPLE%0A",
        "\"AKIDEXAMPLE\"",
        "'AKIDEXAMPLE'",
    ] {
        for url in [URL, "https://objects.example.org/bucket/key"] {
            let evidence = rewritten(url, KEY_ID, wrong);
            let diagnosis = assert_each(evidence, "auth-credential-space", wrong);
            let finding = &diagnosis.findings[0];
            assert_eq!(finding.expected.as_deref(), Some(KEY_ID), "{wrong:?}");
            let is_quoted = wrong.contains(['"', '\'']);
            assert_eq!(finding.fix.contains("quotes"), is_quoted, "{}", finding.fix);
            assert_eq!(finding.message.contains("white space"), !is_quoted, "{}", finding.message);
        }
    }
}

#[test]
fn white_space_in_the_key_id_of_a_url_is_found_too() {
    let mut evidence = With::scope("s3", "eu-west-1").presigned(URL);
    if let Some(GivenRequest::Text(url)) = &mut evidence.request {
        *url = url.replace(KEY_ID, "AKIDEXAMPLE%0A");
    }
    assert_each(evidence, "auth-credential-space", "presigned");
}

#[test]
fn a_credential_ends_in_its_terminator() {
    for end in ["", "/aws4-request", "/"] {
        let evidence = rewritten(URL, "/aws4_request", end);
        let diagnosis = assert_each(evidence, "sts-scope-no-terminator", end);
        let finding = &diagnosis.findings[0];
        assert_eq!(finding.expected.as_deref(), Some("20150830/eu-west-1/s3/aws4_request"));
        assert_eq!(finding.place, "authorization.credential");
    }
}

#[test]
fn the_parts_of_the_header_are_separated_by_commas() {
    for separator in ["; ", " ", ";"] {
        let evidence = rewritten(URL, ", ", separator);
        for evidence in [Evidence { secret_access_key: None, ..evidence.clone() }, evidence] {
            let diagnosis = diagnose(&evidence);
            assert_eq!(found(&diagnosis), ["auth-not-sigv4(Certain)"], "{separator:?}");
            let finding = &diagnosis.findings[0];
            assert!(finding.message.contains("commas"), "{}", finding.message);
            assert!(finding.yours.as_deref().unwrap().contains(separator));
        }
    }
    let evidence = rewritten(URL, ", ", ",");
    assert_eq!(found(&diagnose(&evidence)), [""; 0]);
}

#[test]
fn a_url_without_its_signature_is_cut_or_lacks_a_parameter() {
    let Some(GivenRequest::Text(url)) = With::scope("s3", "eu-west-1").presigned(URL).request
    else {
        panic!("a URL")
    };
    let (cut, signature) = url.split_once("&X-Amz-Signature=").unwrap();
    for (url, id, yours) in [
        (cut.to_string(), "presign-url-truncated", "no X-Amz-Signature"),
        (format!("{cut}&"), "presign-url-truncated", "no X-Amz-Signature"),
        (format!("{cut}&X-Amz-Sig"), "presign-url-truncated", "no X-Amz-Signature"),
        (
            format!("{cut}&X-Amz-Signature={}", &signature[..60]),
            "presign-url-truncated",
            "60 digits",
        ),
        (format!("{cut}&X-Amz-Signature={}", &signature[..40]), "sig-other-hash", "40 digits"),
        (format!("{cut}&X-Amz-signature={signature}"), "presign-param-missing", "X-Amz-signature"),
        (format!("{cut}&X-Amz-Signatur={signature}"), "presign-param-missing", ""),
        (format!("{cut}&Signature={signature}"), "presign-param-missing", ""),
        (format!("{cut}&response-content-type=text%2Fplain"), "presign-param-missing", ""),
    ] {
        let request = Some(GivenRequest::Text(url.clone()));
        let diagnosis = diagnose(&Evidence { request, ..Evidence::default() });
        assert_eq!(found(&diagnosis), [format!("{id}(Certain)")], "{url}");
        let finding = &diagnosis.findings[0];
        assert_eq!(finding.yours.as_deref().unwrap_or_default(), yours, "{url}");
        if id == "presign-param-missing" {
            assert_eq!(finding.expected.as_deref(), Some("X-Amz-Signature"), "{url}");
        }
    }
}

/// The right one, as the header has it.
fn signature_by_header() -> String {
    let right = With::scope("s3", "eu-west-1").by_header("GET", URL, "");
    let Some(GivenRequest::Parts(parts)) = right.request else { panic!("parts") };
    let (_, header) = parts.headers.iter().find(|(name, _)| name == "authorization").unwrap();
    header.rsplit('=').next().unwrap().into()
}

#[test]
fn a_signature_that_is_as_long_as_another_hash_is_of_that() {
    let digits = &signature_by_header();
    for length in [32, 40, 96, 128] {
        let signature = digits.repeat(2)[..length].to_string();
        let diagnosis =
            assert_each(rewritten(URL, digits, &signature), "sig-other-hash", &signature);
        assert_eq!(diagnosis.findings[0].yours, Some(format!("{length} digits")));
    }
    // What was left out of a paste, or is the word of an example.
    for signature in ["0123", "deadbeef", "abc..."] {
        let diagnosis = diagnose(&rewritten(URL, digits, signature));
        assert!(!found(&diagnosis).iter().any(|id| id.starts_with("sig-")), "{signature}");
    }
}

#[test]
fn a_signature_in_another_notation_is_named_where_it_would_be_right_in_hex() {
    let digits = &signature_by_header();
    let bytes = hex::decode(digits).unwrap();
    let standard = base64(&bytes);
    let unpadded = standard.trim_end_matches('=').to_string();
    let of_urls = unpadded.replace('+', "-").replace('/', "_");
    for (signature, id) in [
        (standard, "sig-base64"),
        (unpadded, "sig-base64"),
        (of_urls, "sig-base64"),
        (digits.to_uppercase(), "sig-uppercase"),
        (format!("(stdin)= {digits}"), "sig-printed"),
        (format!("HMAC-SHA2-256(stdin)= {digits}"), "sig-printed"),
        (format!("b'{digits}'"), "sig-printed"),
    ] {
        let diagnosis = assert_each(rewritten(URL, digits, &signature), id, &signature);
        assert_eq!(diagnosis.findings[0].expected.as_deref(), Some(digits.as_str()), "{signature}");
    }
    // A quote or a bracket of what it was pasted from.
    for behind in ["'", "\"", "\"}", "]"] {
        let pasted = rewritten(URL, digits, &format!("{digits}{behind}"));
        assert_eq!(diagnose(&pasted).verdict, Verdict::Matches, "{behind}");
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let is_data = at <= chunk.len();
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if is_data { char::from(digit) } else { '=' });
        }
    }
    out
}

#[test]
fn signed_headers_with_commas_are_a_list_of_the_wrong_form() {
    let names = "host;x-amz-content-sha256;x-amz-date";
    for commas in [names.replace(';', ","), names.replace(';', ", ")] {
        let diagnosis =
            assert_each(rewritten(URL, names, &commas), "signedheaders-differ", &commas);
        assert_eq!(diagnosis.findings[0].yours, Some(commas));
    }
}

#[test]
fn a_key_id_that_is_empty_is_called_that() {
    for url in [URL, "https://objects.example.org/bucket/key"] {
        let diagnosis = assert_each(rewritten(url, KEY_ID, ""), "auth-credential-space", url);
        let finding = &diagnosis.findings[0];
        assert_eq!(finding.message, "The access key id of Credential is empty.");
        assert!(finding.fix.contains("empty"), "{}", finding.fix);
    }
    // Who checked the signature had one, which the paste leaves out.
    let body = "<Error><Code>SignatureDoesNotMatch</Code></Error>";
    let response = Some(GivenResponse { body: body.into(), ..GivenResponse::default() });
    let diagnosis = diagnose(&Evidence { response, ..rewritten(URL, KEY_ID, "") });
    assert_eq!(found(&diagnosis), ["secret-wrong(Likely)"]);
    // Older versions of curl are told no key id in the option.
    let curl = "curl --aws-sigv4 'aws:amz:eu-west-1:s3' --user \"$ID:$SECRET\" ";
    let request = Some(GivenRequest::Text(format!("{curl}{URL}")));
    let diagnosis = diagnose(&Evidence { request, ..Evidence::default() });
    assert!(diagnosis.findings.iter().all(|finding| finding.id != "auth-credential-space"));
}

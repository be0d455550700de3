//! What holds for every input.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use proptest::prelude::*;
use sigv4_wasm::canonical::header_choice::HeaderChoice;
use sigv4_wasm::encode::{LEGAL, STRICT, STRICT_PATH, decoded_lossy, push_encoded, push_reencoded};
use sigv4_wasm::explain::{Keys, explain};
use sigv4_wasm::service::RulesOverride;
use sigv4_wasm::{
    AmzDate, Body, Credentials, ExpiresIn, Payload, Placement, Request, S3Object, SignParams,
    Signer, Workspace, s3_url,
};

fn signer() -> Signer {
    let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    Signer::new(credentials.unwrap()).with_region("us-east-1").unwrap()
}

fn params(placement: Placement, service: &str) -> SignParams<'_> {
    let date = AmzDate::parse("20150830T123600Z").unwrap();
    SignParams { service: Some(service), ..SignParams::new(date, placement) }
}

fn placement() -> impl Strategy<Value = Placement> {
    prop_oneof![
        Just(Placement::Header),
        Just(Placement::Query { expires_in: Some(ExpiresIn::from_seconds(3600).unwrap()) }),
        Just(Placement::Query { expires_in: None }),
    ]
}

fn service() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("s3"),
        Just("s3express"),
        Just("execute-api"),
        Just("iotdevicegateway"),
        Just("aoss")
    ]
}

fn path_rules() -> impl Strategy<Value = RulesOverride> {
    any::<(Option<bool>, Option<bool>)>().prop_map(|(double_encode_path, normalize_path)| {
        RulesOverride { double_encode_path, normalize_path, ..RulesOverride::default() }
    })
}

fn headers() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(("[a-zA-Z][a-zA-Z0-9-]{0,8}", "[ -~\t]{0,16}"), 0..8).prop_map(
        |headers| headers.into_iter().map(|(name, value)| (format!("z-{name}"), value)).collect(),
    )
}

fn borrowed(headers: &[(String, String)]) -> Vec<(&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// A path and query as people and machines write them.
fn target() -> impl Strategy<Value = String> {
    "(/([a-z.!+* ü~]|%[0-9a-fA-F]{2}|%2[EFef]|%){0,6}){1,5}(\\?([a-zA-Z&=+ /ü!]|%[0-9a-fA-F]{2}){0,24})?"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_input_panics(
        method in ".{0,6}", url in ".{0,60}", name in ".{0,10}", value in ".{0,20}", body in prop::collection::vec(any::<u8>(), 0..40),
        sha256 in ".{0,70}", listed in ".{0,10}", region in ".{0,12}", service in ".{0,12}", placement in placement(), kind in 0..4, body_kind in 0..4usize,
    ) {
        let mut signer = signer();
        let body = [Body::None, Body::Bytes(&body), Body::Hashed(&sha256), Body::Unread][body_kind];
        let payload = match kind {
            0 => Payload::Default,
            1 => Payload::Signed,
            2 => Payload::Unsigned,
            _ => Payload::Sha256(&sha256),
        };
        let listed = [listed.as_str()];
        let headers = [(name.as_str(), value.as_str())];
        let request = Request { method: &method, url: &url, headers: &headers, body, payload };
        let params = SignParams {
            region: Some(&region), service: Some(&service), headers: HeaderChoice { unsigned: &listed, signed: &listed },
            ..params(placement, "s3")
        };
        let mut workspace = Workspace::default();
        let _ = signer.sign(&request, &params, &mut workspace);
        let _ = explain(&signer, &request, &params, Keys::Shown, &mut workspace);
        // A refusal leaves the signer and the workspace as usable as before.
        let request = Request::get("https://examplebucket.s3.amazonaws.com/test.txt");
        prop_assert!(signer.sign(&request, &plain_params(), &mut workspace).is_ok());
    }

    #[test]
    fn absolute_urls_sign_and_the_emitted_url_signs_to_the_same_signature(
        target in target(), service in service(), placement in placement(), headers in headers(), rules in path_rules(),
    ) {
        let mut signer = signer();
        let params = SignParams { rules, ..params(placement, service) };
        let url = format!("https://host.example{target}");
        let headers = borrowed(&headers);
        let request = Request { headers: &headers, ..Request::get(&url) };
        let mut workspace = Workspace::default();
        let signed = signer.sign(&request, &params, &mut workspace).unwrap();
        let (emitted, signature) = (signed.url().to_owned(), signed.signature().to_owned());
        prop_assert!(emitted.bytes().all(|byte| byte.is_ascii_graphic()), "{emitted}");
        let request = Request { url: &emitted, ..request };
        let again = signer.sign(&request, &params, &mut workspace).unwrap();
        prop_assert_eq!(again.signature(), signature);
        prop_assert_eq!(again.url(), &emitted);
    }

    #[test]
    fn the_order_of_headers_with_different_names_does_not_matter(headers in headers(), placement in placement()) {
        let mut distinct = headers;
        distinct.sort_by_key(|(name, _)| name.to_ascii_lowercase());
        distinct.dedup_by_key(|(name, _)| name.to_ascii_lowercase());
        let forward = borrowed(&distinct);
        let backward: Vec<_> = forward.iter().rev().copied().collect();
        let sign = |headers: &[(&str, &str)]| {
            let request = Request { headers, ..Request::get("https://host.example/") };
            let mut workspace = Workspace::default();
            signer().sign(&request, &params(placement, "s3"), &mut workspace).unwrap().signature().to_owned()
        };
        prop_assert_eq!(sign(&forward), sign(&backward));
    }

    #[test]
    fn the_order_of_query_parameters_does_not_matter(pieces in prop::collection::vec("[a-c=%+]{0,4}", 0..8), placement in placement()) {
        let sign = |pieces: &[String]| {
            let url = format!("https://host.example/?{}", pieces.join("&"));
            let mut workspace = Workspace::default();
            signer().sign(&Request::get(&url), &params(placement, "s3"), &mut workspace).unwrap().signature().to_owned()
        };
        let backward: Vec<_> = pieces.iter().rev().cloned().collect();
        prop_assert_eq!(sign(&pieces), sign(&backward));
    }

    #[test]
    fn explain_tells_what_sign_does(
        target in target(), service in service(), placement in placement(), headers in headers(), body in prop::option::of(".{0,9}"), rules in path_rules(),
    ) {
        let mut signer = signer();
        let params = SignParams { rules, ..params(placement, service) };
        let url = format!("http://host.example:8080{target}");
        let headers = borrowed(&headers);
        let body = body.as_ref().map_or(Body::None, |body| Body::Bytes(body.as_bytes()));
        let request = Request { method: "", url: &url, headers: &headers, body, payload: Payload::Default };
        let mut workspace = Workspace::default();
        let told = explain(&signer, &request, &params, Keys::Hidden, &mut workspace).unwrap();
        let signed = signer.sign(&request, &params, &mut workspace).unwrap();
        prop_assert_eq!(&told.canonical_request.text, signed.canonical_request());
        prop_assert_eq!(&told.string_to_sign.text, signed.string_to_sign());
        prop_assert_eq!(told.signature.as_deref(), Some(signed.signature()));
        let sent = told.result.unwrap();
        prop_assert_eq!(&sent.url, signed.url());
        let pieces: String = sent.url_parts.iter().map(|piece| piece.text.as_str()).collect();
        prop_assert_eq!(&sent.url, &pieces);
        let pairs: Vec<_> = sent.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        prop_assert_eq!(pairs, signed.headers().collect::<Vec<_>>());
        // The parts make the text.
        let parts = &told.canonical_request;
        let text = [
            &parts.method, "\n", &parts.uri.canonical, "\n", &parts.query.canonical, "\n", &parts.headers.canonical, "\n",
            &parts.signed_headers, "\n", &parts.payload_hash.value,
        ];
        prop_assert_eq!(&parts.text, &text.concat());
        let lines: Vec<_> = parts.lines.iter().map(|line| line.text.as_str()).collect();
        prop_assert_eq!(&parts.text, &lines.join("\n"));
        for segment in parts.uri.segments.iter().filter(|segment| !segment.canonical.is_empty()) {
            let mut encoded = String::new();
            if told.rules.double_encode_path {
                let mut sent = String::new();
                push_encoded(&mut sent, &segment.raw, LEGAL);
                push_encoded(&mut encoded, &sent, STRICT);
            } else {
                push_reencoded(&mut encoded, &segment.raw, STRICT_PATH);
            }
            prop_assert_eq!(&encoded, &segment.canonical);
        }
        let parameters: Vec<_> = parts.query.parameters.iter().map(|each| format!("{}={}", each.name, each.value)).collect();
        prop_assert_eq!(&parts.query.canonical, &parameters.join("&"));
        let lines: String = parts.headers.signed.iter().map(|each| format!("{}:{}\n", each.name, each.value)).collect();
        prop_assert_eq!(&parts.headers.canonical, &lines);
    }

    #[test]
    fn what_is_encoded_decodes_to_itself(text in ".{0,40}") {
        let mut encoded = String::new();
        push_encoded(&mut encoded, &text, STRICT);
        prop_assert_eq!(decoded_lossy(&encoded), text);
        let mut again = String::new();
        push_reencoded(&mut again, &encoded, STRICT);
        prop_assert_eq!(again, encoded);
    }

    #[test]
    fn a_key_signs_to_its_strict_encoding(key in ".{1,30}") {
        let object = S3Object { bucket: "b", key: Some(&key), region: None, endpoint: Some("http://127.0.0.1:9000"), path_style: None, query: &[] };
        let url = s3_url(&object).unwrap();
        let mut workspace = Workspace::default();
        let mut signer = signer();
        let signed = signer.sign(&Request::get(&url), &params(Placement::Header, "s3"), &mut workspace).unwrap();
        prop_assert_eq!(signed.url(), &url);
    }

    #[test]
    fn dates_read_back(seconds in 0..253_402_300_800i64) {
        let date = AmzDate::from_unix_seconds(seconds).unwrap();
        prop_assert_eq!(date.unix_seconds(), seconds);
        prop_assert_eq!(AmzDate::parse(date.as_str()).unwrap(), date);
    }
}

fn plain_params() -> SignParams<'static> {
    params(Placement::Header, "s3")
}

//! Every public vector through the crate: canonical request, then string to sign, then signature; the first wrong step
//! is what a failure names.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use sha2::{Digest, Sha256};
use sigv4_wasm::explain::{Keys, explain};
use sigv4_wasm::{
    AmzDate, Credentials, ExpiresIn, Placement, Request, SignParams, Signed, Signer, Workspace,
};
use support::{Case, encoded_query, vectors};

fn run(file: &str) {
    let mut workspace = Workspace::default();
    let (mut failures, mut passed) = (Vec::new(), 0);
    for case in vectors(file).iter().filter(|case| case.is_request()) {
        match check(case, &mut workspace) {
            Ok(()) => passed += 1,
            Err(failure) => failures.push(format!("{}: {failure}", case.id())),
        }
    }
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
    assert!(passed > 0, "{file} holds no request");
}

fn check(case: &Case, workspace: &mut Workspace) -> Result<(), String> {
    let request = case.request();
    let mut signer = case.signer();
    let signed = signer
        .sign(&request.borrow(), &case.params(), workspace)
        .map_err(|error| error.to_string())?;
    case.same("canonicalRequest", signed.canonical_request())?;
    case.same("stringToSign", signed.string_to_sign())?;
    case.same("signature", signed.signature())?;
    case.same_url(signed.url())?;
    let authorization = signed.headers().find(|(name, _)| *name == "authorization");
    authorization.map_or(Ok(()), |(_, value)| case.same("authorization", value))?;
    assert_eq!(signed.method(), request.borrow().method.to_ascii_uppercase(), "{}", case.id());
    assert_explained(case, &signed);
    Ok(())
}

/// What `explain` tells of each step is what `sign` did.
fn assert_explained(case: &Case, signed: &Signed<'_>) {
    let (signer, request) = (case.signer(), case.request());
    let mut workspace = Workspace::default();
    let explained =
        explain(&signer, &request.borrow(), &case.params(), Keys::Hidden, &mut workspace)
            .expect("explains");
    let [canonical_request, string_to_sign] =
        [&explained.canonical_request.text, &explained.string_to_sign.text];
    assert_eq!(canonical_request, signed.canonical_request(), "{}", case.id());
    assert_eq!(string_to_sign, signed.string_to_sign(), "{}", case.id());
    let step = &explained.string_to_sign;
    let lines =
        [step.algorithm, &step.date_time, &step.credential_scope, &step.canonical_request_hash];
    assert_eq!(lines.join("\n"), signed.string_to_sign(), "{}", case.id());
    assert_eq!(explained.signature.as_deref(), Some(signed.signature()), "{}", case.id());
    let result = explained.result.expect("a secret");
    assert_eq!((&*result.method, &*result.url), (signed.method(), signed.url()), "{}", case.id());
}

#[test]
fn corpus() {
    run("corpus.json");
}

#[test]
fn s3_documentation() {
    run("s3-doc-examples.json");
}

#[test]
fn general_documentation() {
    run("general-doc-examples.json");
}

/// Cases of one kind, of which there must be some.
fn cases(file: &str, kind: &str) -> Vec<Case> {
    let cases: Vec<_> = vectors(file).into_iter().filter(|case| case.kind() == kind).collect();
    assert!(!cases.is_empty(), "{file} holds no {kind}");
    cases
}

#[test]
fn the_canonical_requests_of_the_five_stories_hash_and_sign_as_they_were_told() {
    for case in cases("seeds.json", "canonical-to-signature") {
        let hash = hex::encode(Sha256::digest(case.text("canonicalRequest")));
        case.assert_same("canonicalRequestHash", &hash);
        let credentials = Credentials::new("AKIDEXAMPLE", case.text("secretAccessKey"));
        let date = AmzDate::parse(case.text("date")).expect("date");
        let text = case.0["expected"]["stringToSign"].as_str().expect("string to sign");
        assert!(text.ends_with(&hash), "{}", case.id());
        let signature = Signer::new(credentials.expect("credentials"))
            .sign_string(text, date, Some(case.text("region")), Some(case.text("service")))
            .expect("signs");
        case.assert_same("signature", std::str::from_utf8(&signature).expect("hex"));
    }
}

#[test]
fn any_string_is_signed_with_the_signing_key() {
    for case in cases("s3-doc-examples.json", "sign-string") {
        let date = AmzDate::parse(case.text("date")).expect("date");
        let signature = case.signer().sign_string(case.text("string"), date, None, None);
        let signature = signature.expect("signs");
        case.assert_same("signature", std::str::from_utf8(&signature).expect("hex"));
    }
}

#[test]
fn every_key_of_the_chain_is_derived_as_documented() {
    for case in cases("general-doc-examples.json", "derive-key") {
        let credentials = Credentials::new("AKIDEXAMPLE", case.text("secretAccessKey"));
        let signer = Signer::new(credentials.expect("credentials"))
            .with_region(case.text("region"))
            .expect("a name")
            .with_service(case.text("service"))
            .expect("a name");
        let date = AmzDate::parse(&format!("{}T000000Z", case.text("day"))).expect("date");
        let request = Request::get("https://host.example/");
        let params = SignParams::new(date, Placement::Header);
        let explained = explain(&signer, &request, &params, Keys::Shown, &mut Workspace::default())
            .expect("explains");
        let keys = explained.signing_key.expect("keys");
        for (name, key) in [
            ("kDate", &keys.k_date),
            ("kRegion", &keys.k_region),
            ("kService", &keys.k_service),
            ("signingKey", &keys.k_signing),
        ] {
            case.assert_same(name, key);
        }
    }
}

#[test]
fn iot_urls_carry_their_token_behind_the_signature() {
    for case in cases("special.json", "iot-presign") {
        let expires = case.0["options"]["expires"].as_u64();
        let expires_in =
            expires.map(|seconds| ExpiresIn::from_seconds(seconds as u32).expect("expiry"));
        let date = AmzDate::parse(case.text("date")).expect("date");
        let params = SignParams::new(date, Placement::Query { expires_in });
        let request = Request::get(case.text("url"));
        let mut workspace = Workspace::default();
        let mut signer = case.signer();
        let signed = signer.sign(&request, &params, &mut workspace).expect("signs");
        case.assert_same("canonicalRequest", signed.canonical_request());
        case.assert_same("signature", signed.signature());
        case.assert_same_url(signed.url());
        assert!(signed.url().contains("&X-Amz-Security-Token="), "{}", signed.url());
    }
}

#[test]
fn database_tokens_are_presigned_urls_without_their_scheme() {
    for case in cases("special.json", "iam-token") {
        let url = format!("https://{}/?{}", case.text("host"), encoded_query(&case.0["query"]));
        let seconds = case.0["options"]["expires"].as_u64().expect("expires") as u32;
        let expires_in = Some(ExpiresIn::from_seconds(seconds).expect("expiry"));
        let date = AmzDate::parse(case.text("date")).expect("date");
        let params = SignParams::new(date, Placement::Query { expires_in });
        let mut workspace = Workspace::default();
        let mut signer = case.signer();
        let signed = signer.sign(&Request::get(&url), &params, &mut workspace).expect("signs");
        case.assert_same("canonicalRequest", signed.canonical_request());
        let token = signed.url().trim_start_matches("https://");
        case.assert_same("tokenCanonicalOrder", token);
    }
}

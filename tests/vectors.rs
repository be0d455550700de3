//! Every public vector through the crate: canonical request, then string to sign, then signature; the first wrong step
//! is what a failure names.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use sigv4_wasm::Workspace;
use support::{Case, vectors};

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
    let signed = case
        .signer()
        .sign(&request.borrow(), &case.params(), workspace)
        .map_err(|error| error.to_string())?;
    case.same("canonicalRequest", signed.canonical_request())?;
    case.same("stringToSign", signed.string_to_sign())?;
    case.same("signature", signed.signature())?;
    case.same("url", signed.url())
        .or_else(|failure| case.same_url_otherwise(signed.url(), failure))?;
    let authorization = signed.headers().find(|(name, _)| *name == "authorization");
    authorization.map_or(Ok(()), |(_, value)| case.same("authorization", value))
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

//! AWS's official test suite, header and query, read from the package of the `aws-sigv4` crate.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

use serde_json::Value;
use sigv4_wasm::service::RulesOverride;
use sigv4_wasm::{
    AmzDate, Body, Credentials, ExpiresIn, Payload, Placement, Request, SignParams, Signer,
    Workspace,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// These hold a path that is not encoded, and expect it to be encoded once. On the wire it is encoded, and services
/// encode it again.
const PATH_IS_RAW: [&str; 3] = ["get-space-normalized", "get-space-unnormalized", "get-utf8"];
/// Without a context, and in disagreement with itself about the date.
const INCOMPLETE: [&str; 2] = ["double-encode-path", "double-url-encode"];

fn suite() -> PathBuf {
    let metadata = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--filter-platform",
            "x86_64-unknown-linux-gnu",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata");
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("metadata");
    let packages = metadata["packages"].as_array().expect("packages");
    let package =
        packages.iter().find(|package| package["name"] == "aws-sigv4").expect("aws-sigv4");
    let manifest = Path::new(package["manifest_path"].as_str().expect("path")).to_owned();
    manifest.with_file_name("aws-signing-test-suite").join("v4")
}

struct Given {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
}

/// `METHOD target HTTP/1.1`, header lines that may be folded, an empty line, the body.
fn read_request(text: &str) -> Given {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let start = lines.next().expect("request line").trim_end_matches(" HTTP/1.1");
    let (method, target) = start.split_once(' ').expect("target");
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines {
        match (line.starts_with([' ', '\t']), headers.last_mut()) {
            (true, Some((_, value))) => {
                value.push('\n');
                value.push_str(line);
            }
            _ => {
                let (name, value) = line.split_once(':').expect("header");
                headers.push((name.to_owned(), value.to_owned()));
            }
        }
    }
    let host = headers.iter().find(|(name, _)| name == "Host").expect("host").1.trim().to_owned();
    let url = format!("https://{host}{target}");
    Given { method: method.to_owned(), url, headers, body: body.to_owned() }
}

fn check(folder: &Path, name: &str, kind: &str) -> Result<(), String> {
    let read =
        |file: &str| fs::read_to_string(folder.join(file)).expect(file).replace("\r\n", "\n");
    let context: Value = serde_json::from_str(&read("context.json")).expect("context");
    let given = read_request(&read("request.txt"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();

    let credentials = &context["credentials"];
    let (id, secret) =
        (text(&credentials["access_key_id"]), text(&credentials["secret_access_key"]));
    let mut signed_by = Credentials::new(&id, &secret).expect("credentials");
    if let Some(token) = credentials["token"].as_str() {
        signed_by = signed_by.with_session_token(token).expect("token");
    }
    let mut signer = Signer::new(signed_by)
        .with_region(&text(&context["region"]))
        .expect("a name")
        .with_service(&text(&context["service"]))
        .expect("a name");

    let timestamp = text(&context["timestamp"]).replace(['-', ':'], "");
    let seconds = context["expiration_in_seconds"].as_u64().unwrap_or(3600) as u32;
    let expires_in = Some(ExpiresIn::from_seconds(seconds).expect("expiry"));
    let placement =
        if kind == "header" { Placement::Header } else { Placement::Query { expires_in } };
    let mut params = SignParams::new(AmzDate::parse(&timestamp).expect("timestamp"), placement);
    params.rules = RulesOverride {
        double_encode_path: Some(!PATH_IS_RAW.contains(&name)),
        normalize_path: context["normalize"].as_bool(),
        content_sha256_header: context["sign_body"].as_bool(),
        sign_session_token: context["omit_session_token"].as_bool().map(|omit| !omit),
    };
    let headers: Vec<(&str, &str)> =
        given.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let body = Body::Bytes(given.body.as_bytes());
    let request = Request {
        method: &given.method,
        url: &given.url,
        headers: &headers,
        body,
        payload: Payload::Signed,
    };
    let mut workspace = Workspace::default();
    let signed =
        signer.sign(&request, &params, &mut workspace).map_err(|error| error.to_string())?;
    for (file, got) in [
        ("canonical-request", signed.canonical_request()),
        ("string-to-sign", signed.string_to_sign()),
        ("signature", signed.signature()),
    ] {
        let expected = read(&format!("{kind}-{file}.txt"));
        if got != expected {
            return Err(format!("{file}\n  got      {got:?}\n  expected {expected:?}"));
        }
    }
    Ok(())
}

#[test]
fn the_official_suite_passes_by_header_and_by_query() {
    let suite = suite();
    let (mut names, mut failures) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(&suite).expect("suite") {
        let name = entry.expect("entry").file_name().into_string().expect("name");
        if !INCOMPLETE.contains(&name.as_str()) {
            names.push(name);
        }
    }
    for name in &names {
        for kind in ["header", "query"] {
            if let Err(failure) = check(&suite.join(name), name, kind) {
                failures.push(format!("{name} {kind}: {failure}"));
            }
        }
    }
    assert_eq!(names.len(), 38);
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
}

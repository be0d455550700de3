//! The caller's own strings as programs print them, and hashes as programs write them: what a print does to a text is no
//! mistake in it.

use sigv4_wasm::doctor::{Certainty, Diagnosis, Evidence, GivenRequest, RequestParts, diagnose};

const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const DATE: &str = "20150830T123600Z";
const SCOPE: &str = "20150830/eu-west-1/s3/aws4_request";
const NAMES: &str = "host;x-amz-content-sha256;x-amz-date";
const HOST: &str = "b.s3.eu-west-1.amazonaws.com";

fn canonical() -> String {
    format!(
        "GET\n/k\n\nhost:{HOST}\nx-amz-content-sha256:{EMPTY}\nx-amz-date:{DATE}\n\n{NAMES}\n{EMPTY}"
    )
}

fn request(signature: &str) -> GivenRequest {
    request_at(DATE, EMPTY, signature)
}

fn request_at(date: &str, payload: &str, signature: &str) -> GivenRequest {
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{SCOPE}, SignedHeaders={NAMES}, Signature={signature}"
    );
    let headers = [
        ("x-amz-date", date),
        ("x-amz-content-sha256", payload),
        ("authorization", &authorization),
    ];
    GivenRequest::Parts(RequestParts {
        method: "GET".into(),
        url: format!("https://{HOST}/k"),
        headers: headers.map(|(name, value)| (name.into(), value.into())).to_vec(),
        body: None.into(),
    })
}

fn firm(diagnosis: &Diagnosis) -> Vec<(&'static str, &str)> {
    let firm = diagnosis.findings.iter().filter(|found| found.certainty <= Certainty::Certain);
    firm.map(|finding| (finding.id, finding.place.as_str())).collect()
}

#[test]
fn a_first_line_that_is_no_method_is_no_other_method() {
    let own = canonical();
    for own in [format!("-n {own}"), own.replace('\n', "`n")] {
        let diagnosis = diagnose(&Evidence {
            request: Some(request(&"a".repeat(64))),
            canonical_request: Some(own.clone()),
            ..Evidence::default()
        });
        assert!(firm(&diagnosis).iter().all(|(id, _)| !id.contains("differ")), "{own}");
    }
}

#[test]
fn a_date_of_another_format_is_no_other_day() {
    let sent = request_at("2015-08-30T12:36:00Z", EMPTY, &"a".repeat(64));
    let diagnosis = diagnose(&Evidence { request: Some(sent), ..Evidence::default() });
    assert_eq!(firm(&diagnosis), [("sts-date-format", "string-to-sign.date")]);
}

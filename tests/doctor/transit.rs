//! Headers that change between who signs and who receives.

use sigv4_wasm::doctor::{Evidence, GivenRequest, RequestParts, diagnose};

#[test]
fn headers_that_change_on_the_way_are_blamed_where_signed_and_where_changed() {
    for (name, where_signed, where_changed) in [
        ("accept-encoding", true, true),
        ("cf-visitor", true, true),
        ("connection", true, true),
        ("forwarded", true, true),
        ("keep-alive", true, true),
        ("proxy-authorization", true, true),
        ("user-agent", false, true),
        ("via", true, true),
        ("x-amzn-trace-id", true, true),
        ("x-forwarded-for", true, true),
        ("x-other", false, false),
    ] {
        let mut list = ["host", "x-amz-date", name];
        list.sort_unstable();
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders={}, Signature={:064}",
            list.join(";"),
            1
        );
        let headers =
            [("x-amz-date", "20150830T123600Z"), (name, "1"), ("authorization", &authorization)];
        let signed = Evidence {
            request: Some(GivenRequest::Parts(RequestParts {
                url: "https://api.example/".into(),
                headers: headers.map(|(name, value)| (name.into(), value.into())).into(),
                ..RequestParts::default()
            })),
            ..Evidence::default()
        };
        let right = diagnose(&signed).rebuilt.unwrap().canonical_request;
        let other = right.replace(&format!("\n{name}:1\n"), &format!("\n{name}:other\n"));
        assert_ne!(right, other);
        let changed = Evidence { canonical_request: Some(other), ..signed.clone() };
        for (evidence, is_blamed) in [(signed, where_signed), (changed, where_changed)] {
            let diagnosis = diagnose(&evidence);
            let is_named = diagnosis.findings.iter().any(|f| f.id == "header-changed-in-transit");
            assert_eq!(is_named, is_blamed, "{name}: {:?}", diagnosis.findings);
        }
    }
}

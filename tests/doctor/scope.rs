//! Which scopes a host takes, and which it does not.

use crate::signed::{SECRET, With, assert_found, found};
use sigv4_wasm::doctor::{Diagnosis, Evidence, GivenRequest, GivenResponse, Verdict, diagnose};
use sigv4_wasm::service::RulesOverride;

const IOT: &str = "wss://a1b2c3-ats.iot.eu-west-1.amazonaws.com/mqtt";

fn iot(service: &str, sign_session_token: bool) -> Evidence {
    let rules =
        RulesOverride { sign_session_token: Some(sign_session_token), ..RulesOverride::default() };
    With { token: Some("TOK/+="), rules, ..With::scope(service, "eu-west-1") }.presigned(IOT)
}

#[test]
fn the_rules_are_those_of_the_scope_where_a_host_takes_several() {
    for service in ["iotdevicegateway", "iotdata"] {
        assert_found(&iot(service, false), &[], service);
        let signed = iot(service, true);
        assert_eq!(found(&diagnose(&signed)), ["query-token-signed-iot(Proven)"], "{service}");
        let alone = Evidence { secret_access_key: None, ..signed };
        assert_eq!(found(&diagnose(&alone)), ["query-token-signed-iot(Certain)"], "{service}");
    }
    let given = Evidence { service: Some("iotdevicegateway".into()), ..iot("iotdata", false) };
    assert_found(&given, &[], "given");
}

#[test]
fn a_scope_that_the_host_does_not_take_is_found_whatever_its_rules() {
    let found = diagnose(&iot("mqtt", false)).findings;
    assert_eq!(found[0].id, "scope-wrong-service");
    assert_eq!(found[0].expected.as_deref(), Some("iotdevicegateway"));
    for (service, url, expected) in [
        ("iot", "https://a1b2c3-ats.iot.eu-west-1.amazonaws.com/topics/a", "iotdata"),
        ("apigateway", "https://a1b2.execute-api.eu-west-1.amazonaws.com/prod", "execute-api"),
        ("execute-api", "https://dynamodb.eu-west-1.amazonaws.com/", "dynamodb"),
        ("ses", "https://kafka.eu-west-1.amazonaws.com/", "kafka"),
    ] {
        let evidence = With::scope(service, "eu-west-1").presigned(url);
        assert_found(&evidence, &["scope-wrong-service(Certain)"], url);
        assert_eq!(diagnose(&evidence).findings[0].expected.as_deref(), Some(expected), "{url}");
    }
}

#[test]
fn hosts_may_take_several_signing_names() {
    for (service, url) in [
        ("kafka", "https://kafka.us-west-2.amazonaws.com/v1/clusters"),
        ("kafka-cluster", "https://kafka.us-west-2.amazonaws.com/?Action=kafka-cluster%3AConnect"),
        ("geo-maps", "https://maps.geo.us-west-2.amazonaws.com/v2/tiles"),
        ("geo", "https://maps.geo.us-west-2.amazonaws.com/maps/v0/maps/m"),
        ("geo", "https://cp.routes.geo.us-west-2.amazonaws.com/routes/v0/calculators"),
        ("iotdata", "https://a1b2c3-ats.iot.us-west-2.amazonaws.com/topics/a"),
        ("iotdevicegateway", "https://a1b2c3-ats.iot.us-west-2.amazonaws.com/topics/a"),
        ("states", "https://sync-states.us-west-2.amazonaws.com/"),
        ("omics", "https://workflows-omics.us-west-2.amazonaws.com/run"),
        ("iotsitewise", "https://monitor.iotsitewise.us-west-2.amazonaws.com/portals"),
    ] {
        assert_found(&With::scope(service, "us-west-2").presigned(url), &[], url);
    }
}

#[test]
fn a_label_that_no_table_has_is_a_guess() {
    let evidence =
        With::scope("actual", "eu-west-1").presigned("https://unheard-of.eu-west-1.amazonaws.com/");
    assert_eq!(found(&diagnose(&evidence)), [""; 0], "reproduced");
    let alone = Evidence { secret_access_key: None, ..evidence };
    assert_eq!(found(&diagnose(&alone)), ["scope-wrong-service(Likely)"]);
    let given = Evidence { service: Some("actual".into()), ..alone };
    assert_eq!(found(&diagnose(&given)), [""; 0], "given");
}

#[test]
fn s3_finds_a_bucket_of_any_region_by_its_global_name() {
    let with = With::scope("s3", "eu-central-1");
    assert_found(&with.presigned("https://bucket.s3.amazonaws.com/key"), &[], "virtual-hosted");
    let path_style = with.presigned("https://s3.amazonaws.com/bucket/key");
    assert_found(&path_style, &["scope-wrong-region(Certain)"], "path-style");
    let other = with.presigned("https://bucket.s3.eu-west-1.amazonaws.com/key");
    assert_found(&other, &["scope-wrong-region(Certain)"], "regional");
}

/// A refusal with what the service computed itself.
fn echo(diagnosis: &Diagnosis) -> GivenResponse {
    let rebuilt = diagnosis.rebuilt.as_ref().unwrap();
    let body = format!(
        "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><StringToSign>{}</StringToSign><CanonicalRequest>{}</CanonicalRequest></Error>",
        rebuilt.string_to_sign,
        rebuilt.canonical_request.replace('&', "&amp;")
    );
    GivenResponse { status: Some(403), body, ..GivenResponse::default() }
}

#[test]
fn a_scope_that_the_service_computed_with_is_no_mistake() {
    let evidence =
        With::scope("s3", "eu-central-1").presigned("https://s3.amazonaws.com/bucket/key");
    let response = echo(&diagnose(&evidence));
    let refused = Evidence { response: Some(response), ..evidence };
    assert_eq!(found(&diagnose(&refused)), ["secret-wrong(Proven)"]);
    let misspelled =
        With::scope("s3", "EU-Central-1").presigned("https://s3.amazonaws.com/bucket/key");
    let response = echo(&diagnose(&misspelled));
    let refused = Evidence { response: Some(response), ..misspelled };
    assert_eq!(diagnose(&refused).findings[0].id, "scope-region-format");
}

#[test]
fn regions_of_other_stores_may_be_written_anyhow() {
    for region in ["RegionOne", "US", "GRA", "zg_main", "default"] {
        let evidence =
            With::scope("s3", region).presigned("https://objects.example.org:8080/bucket/key");
        assert_found(&evidence, &[], region);
        assert!(matches!(diagnose(&evidence).verdict, Verdict::Matches), "{region}");
        let at_aws = With::scope("s3", region).presigned("https://s3-accelerate.amazonaws.com/key");
        let expected: &[&str] =
            if region == "default" { &[] } else { &["scope-region-format(Certain)"] };
        assert_found(&at_aws, expected, region);
    }
}

#[test]
fn what_belongs_in_a_scope_is_never_what_stands_there() {
    for (region, expected) in
        [("", None), ("US_EAST_1", Some("us-east-1")), ("eu-west-1a", Some("eu-west-1"))]
    {
        let url = format!(
            "https://bucket.s3-accelerate.amazonaws.com/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2F{region}%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature={}",
            "0".repeat(64)
        );
        let evidence = Evidence {
            request: Some(GivenRequest::Text(url)),
            secret_access_key: Some(SECRET.to_string()),
            ..Evidence::default()
        };
        let found = diagnose(&evidence).findings;
        assert_eq!(found[0].id, "scope-region-format", "{region}");
        assert_eq!(found[0].expected.as_deref(), expected, "{region}");
    }
}

#[test]
fn white_space_in_the_region_is_the_regions_whatever_signs_it_too() {
    for url in
        ["https://bucket.s3.eu-west-1.amazonaws.com/key", "https://objects.example.org/bucket/key"]
    {
        let mut evidence = With::scope("s3", "eu-west-1").presigned(url);
        if let Some(GivenRequest::Text(url)) = &mut evidence.request {
            *url = url.replace("%2Feu-west-1%2F", "%2Feu-west-1%20%2F");
        }
        let hash = "0".repeat(64);
        let text = format!(
            "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/eu-west-1 /s3/aws4_request\n{hash}"
        );
        let by_string =
            Evidence { string_to_sign: Some(text), secret_access_key: None, ..evidence.clone() };
        let alone = Evidence { secret_access_key: None, ..evidence };
        for evidence in [alone, by_string] {
            let diagnosis = diagnose(&evidence);
            let firm = diagnosis.findings.iter().filter(|found| found.certainty.is_firm());
            let firm: Vec<_> = firm.map(|found| (found.id, found.expected.as_deref())).collect();
            assert_eq!(firm, [("scope-region-format", Some("eu-west-1"))], "{url}");
        }
    }
}

/// Clients write in capitals only the methods that Fetch names.
#[test]
fn a_method_is_right_as_it_is_sent() {
    let with = With::scope("s3", "eu-west-1");
    for method in ["patch", "Foo", "PATCH", "get", "Put"] {
        let evidence = with.by_header(method, "https://bucket.s3.eu-west-1.amazonaws.com/k", "");
        assert_eq!(diagnose(&evidence).verdict, Verdict::Matches, "{method}");
    }
}

#[test]
fn the_case_of_a_services_name_is_that_of_the_scope_alone() {
    for url in ["http://store.example:9000/b/a%20b", "https://s3.eu-west-1.amazonaws.com/b/a%20b"] {
        let rules = RulesOverride {
            double_encode_path: Some(false),
            normalize_path: Some(false),
            content_sha256_header: Some(true),
            ..RulesOverride::default()
        };
        let with = With { rules, ..With::scope("S3", "eu-west-1") };
        let evidence = with.by_header("GET", url, "");
        assert_eq!(diagnose(&evidence).findings[0].id, "scope-wrong-service", "{url}");
        let alone = Evidence { secret_access_key: None, ..evidence };
        assert_eq!(diagnose(&alone).findings[0].expected.as_deref(), Some("s3"), "{url}");
    }
}

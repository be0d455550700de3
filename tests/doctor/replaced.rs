//! Buckets, hosts, keys and tokens that a person replaced in some of the texts before showing them.

use crate::signed::{With, found};
use sha2::{Digest, Sha256};
use sigv4_wasm::doctor::{Diagnosis, Evidence, GivenRequest, GivenResponse, diagnose};

const URL: &str = "https://examplebucket.s3.eu-west-1.amazonaws.com/reports/q1%20sum.txt";
const TOKEN: &str = "FwoGZXIvYXdzEJr//////////wEaDKlong";

/// The texts of one refused request, none of them replaced.
struct Texts {
    signed: Evidence,
    /// The service's canonical request.
    echo: String,
    /// The caller's.
    own: String,
    string_to_sign: String,
}

impl Texts {
    /// Of a request whose canonical request the caller made with a mistake.
    fn of(service: &str, url: &str, mistake: &dyn Fn(&str) -> String) -> Self {
        let with = With { token: Some(TOKEN), ..With::scope(service, "eu-west-1") };
        let signed = Evidence { secret_access_key: None, ..with.by_header("GET", url, "") };
        let rebuilt = diagnose(&signed).rebuilt.unwrap();
        Self {
            own: mistake(&rebuilt.canonical_request),
            echo: rebuilt.canonical_request,
            string_to_sign: rebuilt.string_to_sign,
            signed,
        }
    }

    /// The string to sign with the hash of this canonical request.
    fn lines_of(&self, canonical: &str) -> String {
        let (before, _) = self.string_to_sign.rsplit_once('\n').unwrap();
        format!("{before}\n{}", hex(&Sha256::digest(canonical)))
    }

    /// Each text through a function of its own: the request's, the caller's and the one in the answer, which has its bytes too.
    fn shown(&self, [request, own, echo]: [&dyn Fn(&str) -> String; 3]) -> Evidence {
        let mut evidence = self.signed.clone();
        if let Some(GivenRequest::Parts(parts)) = &mut evidence.request {
            parts.url = request(&parts.url);
            for (_, value) in &mut parts.headers {
                *value = request(value);
            }
        }
        let bytes: Vec<String> = self.echo.bytes().map(|byte| hex(&[byte])).collect();
        let body = format!(
            "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>{}</StringToSign><CanonicalRequest>{}</CanonicalRequest><CanonicalRequestBytes>{}</CanonicalRequestBytes></Error>",
            self.string_to_sign,
            echo(&self.echo).replace('<', "&lt;").replace('>', "&gt;"),
            bytes.join(" ")
        );
        evidence.response = Some(GivenResponse { body, ..GivenResponse::default() });
        evidence.canonical_request = Some(own(&self.own));
        evidence
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn encoded_again(canonical: &str) -> String {
    canonical.replace("%20", "%2520")
}

fn right(canonical: &str) -> String {
    canonical.into()
}

/// The findings in all seven ways to have a word replaced in some of the texts.
fn each_way(texts: &Texts, word: &str, by: &str, check: &dyn Fn(u8, &Diagnosis)) {
    let replace = |text: &str| text.replace(word, by);
    let keep = |text: &str| text.to_string();
    for way in 1..8u8 {
        let at =
            |bit: u8| -> &dyn Fn(&str) -> String { if way & bit == 0 { &keep } else { &replace } };
        check(way, &diagnose(&texts.shown([at(1), at(2), at(4)])));
    }
}

#[test]
fn a_mistake_is_named_whatever_bucket_is_shown_in_which_text() {
    let texts = Texts::of("s3", URL, &encoded_again);
    for by in ["my-bucket", "bucket", "BUCKET", "<bucket>", "***", "xxxxx"] {
        each_way(&texts, "examplebucket", by, &|way, diagnosis| {
            assert_eq!(found(diagnosis), ["path-double-encoded-s3(Proven)"], "{by} {way:03b}");
            assert_eq!(
                diagnosis.rebuilt.as_ref().unwrap().canonical_request,
                texts.echo,
                "{by} {way:03b}"
            );
        });
    }
}

#[test]
fn a_host_that_is_left_out_and_a_bucket_with_dots_are_put_back() {
    for (url, word, by) in [
        (URL, "examplebucket.s3.eu-west-1.amazonaws.com", "<host>"),
        ("https://my.store.s3.eu-west-1.amazonaws.com/a%20b", "my.store", "your.bucket"),
    ] {
        each_way(&Texts::of("s3", url, &encoded_again), word, by, &|way, diagnosis| {
            assert_eq!(found(diagnosis), ["path-double-encoded-s3(Proven)"], "{by} {way:03b}");
        });
    }
}

/// Neither word tells that it is one by itself.
#[test]
fn what_the_text_of_an_answer_has_in_the_place_of_its_bytes_is_put_back_in_the_other_texts() {
    for (url, word, by) in [
        ("https://s3.eu-west-1.amazonaws.com/examplebucket/a%20b", "examplebucket", "bucket"),
        (URL, "examplebucket.s3.eu-west-1.amazonaws.com", "example.com"),
    ] {
        let texts = Texts::of("s3", url, &encoded_again);
        let replace = |text: &str| text.replace(word, by);
        let diagnosis = diagnose(&texts.shown([&replace, &replace, &replace]));
        assert_eq!(found(&diagnosis), ["path-double-encoded-s3(Proven)"], "{by}");
    }
}

#[test]
fn a_name_in_a_path_that_is_encoded_twice_is_put_back() {
    let url = "https://a1b2c3.execute-api.eu-west-1.amazonaws.com/v1/users/a%3Db";
    let texts = Texts::of("execute-api", url, &|text| text.replace("GET\n", "PUT\n"));
    let wire = |text: &str| text.replace("a%3Db", "<id>");
    let shown = texts.shown([&wire, &right, &right]);
    assert_eq!(found(&diagnose(&shown)), ["method-differs(Proven)"]);
    let signed = |text: &str| text.replace("a%253Db", "<id>");
    let own = Evidence { response: None, ..texts.shown([&right, &signed, &right]) };
    assert_eq!(found(&diagnose(&own)), ["method-differs(Certain)"]);
}

#[test]
fn a_bucket_in_the_path_and_a_label_of_an_account_are_put_back() {
    for (service, url, word, by, id) in [
        (
            "s3",
            "https://s3.eu-west-1.amazonaws.com/examplebucket/a%20b",
            "examplebucket",
            "my-store",
            "path-double-encoded-s3(Proven)",
        ),
        (
            "s3",
            "https://s3.eu-west-1.amazonaws.com/examplebucket/a%20b",
            "examplebucket",
            "***",
            "path-double-encoded-s3(Proven)",
        ),
        (
            "execute-api",
            "https://a1b2c3.execute-api.eu-west-1.amazonaws.com/v1/users/a1b2c4",
            "a1b2c3",
            "xxxxxx",
            "method-differs(Proven)",
        ),
        (
            "execute-api",
            "https://a1b2c3.execute-api.eu-west-1.amazonaws.com/v1/users%3D/4711",
            "4711",
            "<id>",
            "method-differs(Proven)",
        ),
    ] {
        let other = |text: &str| match service {
            "s3" => encoded_again(text),
            _ => text.replace("GET\n", "PUT\n"),
        };
        each_way(&Texts::of(service, url, &other), word, by, &|way, diagnosis| {
            assert_eq!(found(diagnosis), [id], "{url} {by} {way:03b}");
        });
    }
}

#[test]
fn a_key_and_a_token_are_put_back() {
    let japanese = "https://examplebucket.s3.eu-west-1.amazonaws.com/%E6%97%A5";
    for (url, word, by) in [
        (URL, "q1%20sum.txt", "file.png"),
        (URL, "q1%20sum.txt", "<key>"),
        (URL, "q1%20sum.txt", "***"),
        (URL, "reports/q1%20sum.txt", "xxx"),
        (URL, TOKEN, "REDACTED"),
        (URL, TOKEN, "FwoG..."),
        (japanese, "%E6%97%A5", "***"),
    ] {
        let texts = Texts::of("s3", url, &|text| text.replace("host;", ""));
        let id = found(&diagnose(&texts.shown([&right, &right, &right])));
        each_way(&texts, word, by, &|way, diagnosis| {
            assert_eq!(found(diagnosis), id, "{by} {way:03b}");
        });
    }
}

#[test]
fn what_was_put_back_is_told() {
    let texts = Texts::of("s3", URL, &encoded_again);
    each_way(&texts, "examplebucket", "my-bucket", &|way, diagnosis| {
        let told = diagnosis.ruled_out.iter().any(|text| text.contains("(my-bucket)"));
        assert!(told, "{way:03b}");
    });
    let whole = diagnose(&texts.shown([&right, &right, &right]));
    assert!(!whole.ruled_out.iter().any(|text| text.contains("stands for")));
}

#[test]
fn a_secret_in_the_place_of_a_name_is_not_told() {
    let texts = Texts::of("s3", URL, &encoded_again);
    let secret = "wJalrXUtnFEMIxK7MDENGxbPxRfiCYEXAMPLEKEY";
    let replace = |text: &str| text.replace("reports", secret);
    let shown = texts.shown([&replace, &right, &right]);
    let diagnosis = diagnose(&Evidence { secret_access_key: Some(secret.into()), ..shown });
    assert!(diagnosis.ruled_out.iter().any(|text| text.contains("((hidden))")), "{diagnosis:?}");
    assert!(!format!("{diagnosis:?}").contains(secret));
}

/// The caller's text is what was hashed, or shows nothing else that is wrong.
#[test]
fn a_bucket_that_was_signed_or_is_all_that_differs_is_not_put_back() {
    let texts = Texts::of("s3", URL, &|text| text.replace("examplebucket", "other-bucket"));
    let alone = texts.shown([&right, &right, &right]);
    assert_eq!(found(&diagnose(&alone)), ["host-header-differs-from-url(Likely)"]);
    let hashed = Evidence { string_to_sign: Some(texts.lines_of(&texts.own)), ..alone };
    assert_eq!(found(&diagnose(&hashed)), ["host-header-differs-from-url(Certain)"]);
    let own = encoded_again(&texts.own);
    let string_to_sign = Some(texts.lines_of(&own));
    let both = Evidence { canonical_request: Some(own), string_to_sign, ..hashed };
    let found = found(&diagnose(&both));
    assert!(found.iter().any(|found| found.starts_with("host-header-differs")), "{found:?}");
}

#[test]
fn a_host_of_another_partition_is_not_a_bucket_that_was_replaced() {
    let texts = Texts::of("s3", URL, &|text| text.replace("amazonaws.com", "amazonaws.com.cn"));
    let own = texts.shown([&right, &right, &right]);
    assert_eq!(found(&diagnose(&own)), ["host-header-differs-from-url(Certain)"]);
}

/// The string to sign has the hash of what was replaced.
#[test]
fn a_bucket_is_put_back_where_the_hash_is_of_the_other_text() {
    let texts = Texts::of("s3", URL, &right);
    let replace = |text: &str| text.replace("examplebucket", "other");
    let string_to_sign = Some(texts.string_to_sign.clone());
    let evidence = Evidence { string_to_sign, ..texts.shown([&right, &replace, &right]) };
    let diagnosis = diagnose(&evidence);
    assert_eq!(found(&diagnosis), ["secret-wrong(Likely)"]);
    assert!(diagnosis.ruled_out.iter().any(|text| text.contains("byte for byte")));
    let without = diagnose(&Evidence { response: None, ..evidence });
    assert_eq!(found(&without), ["secret-wrong(Likely)"]);
}

/// A person replaces none of these.
#[test]
fn another_endpoint_region_or_path_is_a_mistake() {
    for (url, word, by) in [
        (URL, "eu-west-1.amazonaws", "eu-west-2.amazonaws"),
        (URL, "s3.eu-west-1.amazonaws.com", "fra1.digitaloceanspaces.com"),
        (URL, "s3.eu-west-1.amazonaws.com", "s3.eu-west-1.amazonaws.com:443"),
        (URL, "q1%20sum.txt", "q1+sum.txt"),
        (URL, "q1%20sum.txt", "q1%2520sum.txt"),
        (URL, "q1%20sum.txt", "q1"),
        (URL, "/reports", "/xxx/reports"),
        ("https://examplebucket.s3.eu-west-1.amazonaws.com/a/", "/a/\n", "/a/<key>\n"),
        (URL, "/reports", ""),
        (
            "https://s3.eu-west-1.amazonaws.com/examplebucket/caf%C3%A9.txt",
            "caf%C3%A9.txt",
            "caf%E9.txt",
        ),
        ("https://files.example.com/examplebucket/key", "examplebucket", "another"),
    ] {
        let texts = Texts::of("s3", url, &|text| {
            let date = text.replace("x-amz-content-sha256;", "");
            date.replace(word, by).replace(&word.to_lowercase(), by)
        });
        let diagnosis = diagnose(&texts.shown([&right, &right, &right]));
        let places: Vec<_> = diagnosis.findings.iter().map(|f| f.place.as_str()).collect();
        let place =
            if word.contains("com") || word.contains("amazonaws") { "headers.host" } else { "uri" };
        assert!(places.iter().any(|at| at.ends_with(place)), "{by}: {places:?}");
        assert!(!diagnosis.ruled_out.iter().any(|text| text.contains("stands for")), "{by}");
    }
}

/// Of these nothing else is in the place of the whole name.
#[test]
fn a_name_with_marks_in_it_is_one() {
    for (service, url, word, by, id) in [
        (
            "sqs",
            "https://sqs.eu-west-1.amazonaws.com/1/%7Bid%7D",
            "%257Bid%257D",
            "%7Bid%7D",
            "path-single-encoded-non-s3(Proven)",
        ),
        (
            "s3",
            "https://minio.example.com/b/some/key.txt?a=%5BREDACTED%5D",
            "key.txt\na=%5BREDACTED%5D",
            "key.txt?a=[REDACTED]\n",
            "path-with-query(Proven)",
        ),
        (
            "s3",
            "https://minio.example.com/b/dir/%24x/end",
            "/b/dir",
            "/dir",
            "path-bucket-missing(Proven)",
        ),
    ] {
        let texts = Texts::of(service, url, &|text| text.replace(word, by));
        let evidence = texts.shown([&right, &right, &right]);
        assert_eq!(found(&diagnose(&evidence)), [id]);
        assert_eq!(found(&diagnose(&Evidence { request: None, ..evidence })), [id]);
    }
}

#[test]
fn an_answer_to_another_attempt_tells_nothing_of_this_one() {
    let with = With::scope("s3", "eu-west-1");
    let texts = Texts::of("s3", URL, &right);
    let other = URL.replace("q1%20sum.txt", "other.txt");
    let signed = with.by_header("GET", &other, "");
    let own = diagnose(&signed).rebuilt.unwrap().canonical_request;
    for (date, is_other) in [("20150830T123600Z", false), ("20150830T123601Z", true)] {
        let echo = texts.echo.replace("20150830T123600Z", date);
        let string_to_sign = texts.lines_of(&echo).replace("20150830T123600Z", date);
        let of_date = Texts { echo, string_to_sign, own: own.clone(), signed: signed.clone() };
        let diagnosis = diagnose(&of_date.shown([&right, &right, &right]));
        let is_put_back = diagnosis.ruled_out.iter().any(|text| text.contains("stands for"));
        assert_eq!(is_put_back, !is_other, "{date}");
    }
}

/// A type with a star, and whatever else has marks of its own.
#[test]
fn a_value_is_not_put_back_but_for_tokens_and_keys() {
    let with = With { token: Some(TOKEN), ..With::scope("s3", "eu-west-1") };
    for (name, sent, own, is_put_back) in [
        ("accept", "image/png", "*/*", false),
        ("if-none-match", "abc", "*", false),
        ("x-api-key", "0123456789", "REDACTED", true),
    ] {
        let signed = with.by_header_with("GET", URL, "", &[(name, sent)]);
        let signed = Evidence { secret_access_key: None, ..signed };
        let right = diagnose(&signed).rebuilt.unwrap().canonical_request;
        let other = right.replace(&format!("{name}:{sent}"), &format!("{name}:{own}"));
        let diagnosis = diagnose(&Evidence { canonical_request: Some(other), ..signed });
        assert_eq!(found(&diagnosis).is_empty(), is_put_back, "{name}");
    }
    let url = format!("{URL}?versionId=0123456789");
    let presigned = Evidence { secret_access_key: None, ..with.presigned(&url) };
    let right = diagnose(&presigned).rebuilt.unwrap().canonical_request;
    let token = TOKEN.replace('/', "%2F");
    for (value, is_put_back) in [("0123456789", false), (token.as_str(), true)] {
        let other = right.replace(value, "***");
        assert_ne!(other, right);
        let evidence = Evidence { canonical_request: Some(other), ..presigned.clone() };
        assert_eq!(found(&diagnose(&evidence)).is_empty(), is_put_back, "{value}");
    }
}

/// What stands for a name has no characters that code forgot to encode, or encoded as often as it should not.
#[test]
fn marks_in_the_place_of_a_name_are_no_mistake() {
    for (service, url, word) in [
        ("s3", URL, "q1%20sum.txt"),
        ("execute-api", "https://a1b2c3.execute-api.eu-west-1.amazonaws.com/v1/users/4711", "4711"),
    ] {
        for by in ["***", "<name>", "a**z"] {
            let texts = Texts::of(service, url, &right);
            let replace = |text: &str| text.replace(word, by);
            let shown = texts.shown([&replace, &replace, &replace]);
            let evidence = Evidence { response: None, ..shown };
            assert_eq!(found(&diagnose(&evidence)), [""; 0], "{url} {by}");
            let alone = Evidence { request: None, ..evidence };
            assert_eq!(found(&diagnose(&alone)), [""; 0], "{url} {by}, alone");
        }
    }
}

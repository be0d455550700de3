//! One mistake, pasted in every way that people paste.

use sigv4_wasm::doctor::{
    Certainty, Diagnosis, Evidence, GivenRequest, GivenResponse, Verdict, diagnose, recognise,
};

const AUTHORIZATION: &str = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000001";
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const DATE: &str = "20150830T123600Z";
const URL: &str = "https://bucket.s3.us-east-1.amazonaws.com/a%20b%21.txt?acl";

fn right() -> String {
    format!(
        "GET\n/a%20b%21.txt\nacl=\nhost:bucket.s3.us-east-1.amazonaws.com\nx-amz-content-sha256:{EMPTY}\nx-amz-date:20150830T123600Z\n\nhost;x-amz-content-sha256;x-amz-date\n{EMPTY}"
    )
}

fn right_string_to_sign() -> String {
    let evidence = Evidence { request: Some(request(&raw_http())), ..Evidence::default() };
    let rebuilt = diagnose(&evidence).rebuilt.unwrap();
    assert_eq!(rebuilt.canonical_request, right());
    rebuilt.string_to_sign
}

fn own() -> String {
    right().replace("%21", "!")
}

fn request(text: &str) -> GivenRequest {
    GivenRequest::Text(text.to_string())
}

fn raw_http() -> String {
    format!(
        "GET /a%20b%21.txt?acl HTTP/1.1\r\nHost: bucket.s3.us-east-1.amazonaws.com\r\nX-Amz-Date: 20150830T123600Z\r\nX-Amz-Content-Sha256: {EMPTY}\r\nAuthorization: {AUTHORIZATION}\r\n\r\n"
    )
}

fn error_body(canonical: &str, string_to_sign: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><AWSAccessKeyId>AKIDEXAMPLE</AWSAccessKeyId><StringToSign>{string_to_sign}</StringToSign><SignatureProvided>00</SignatureProvided><CanonicalRequest>{canonical}</CanonicalRequest><RequestId>0A49</RequestId></Error>"
    )
}

fn with_answer(body: String) -> Diagnosis {
    diagnose(&Evidence {
        response: Some(GivenResponse { body, ..GivenResponse::default() }),
        canonical_request: Some(own()),
        ..Evidence::default()
    })
}

fn assert_named(diagnosis: &Diagnosis, how: &str) {
    let first = diagnosis
        .findings
        .first()
        .unwrap_or_else(|| panic!("{how}: nothing found: {}", diagnosis.summary));
    assert_eq!(first.id, "path-char-not-encoded", "{how}");
    assert!(first.certainty <= Certainty::Certain, "{how}");
    assert_eq!(diagnosis.rebuilt.as_ref().unwrap().canonical_request, right(), "{how}");
}

#[test]
fn an_echo_is_read_however_it_was_mangled() {
    let (canonical, string_to_sign) = (right(), right_string_to_sign());
    let plain = error_body(&canonical, &string_to_sign);
    let indented = |text: &str| {
        text.lines().map(|line| format!("      {line}")).collect::<Vec<_>>().join("\n")
    };
    let bytes_parted_by = |mark: &str| {
        let pieces = |text: &str| {
            let lines = text.split_inclusive('\n').map(|line| format!("b{line:?}"));
            lines.collect::<Vec<_>>().join(mark)
        };
        error_body(&pieces(&canonical), &pieces(&string_to_sign))
    };
    let hex =
        |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
    let spaced = error_body(&canonical.replace('\n', " "), &string_to_sign.replace('\n', " "));
    let bytes = format!(
        "<CanonicalRequestBytes>{}</CanonicalRequestBytes><StringToSignBytes>{}</StringToSignBytes></Error>",
        hex(&canonical),
        hex(&string_to_sign)
    );
    let message = format!(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'{canonical}'\n\nThe String-to-Sign should have been\n'{string_to_sign}'\n"
    );
    let json = serde_json::json!({ "message": message }).to_string();
    let console = format!(
        "{{ code: [ 'SignatureDoesNotMatch' ],\n  CanonicalRequest:\n   [ {} ],\n  StringToSign: [ {} ] }}",
        quoted(&canonical),
        quoted(&string_to_sign)
    );
    let wrapped =
        serde_json::json!({ "errors": [{ "message": message, "code": "InvalidSignature" }] })
            .to_string();
    let sentence = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>{message}</Message></Error></ErrorResponse>"
    );
    let each = |text: &str, prefix: &dyn Fn(usize) -> String| {
        let lines = text.lines().enumerate();
        lines.map(|(at, line)| prefix(at) + line).collect::<Vec<_>>().join("\n")
    };
    let quotation = |_| "> ".to_string();
    for text in [&plain, &sentence] {
        for (how, body) in [
            ("numbered", each(text, &|at| format!("{}  ", at + 1))),
            ("numbered from 98", each(text, &|at| format!("{:>4} | ", at + 98))),
            ("quoted", each(text, &quotation)),
            ("quoted and trimmed", each(text, &quotation).replace("> \n", ">\n")),
            ("in a log", each(text, &|_| "Mar 11 08:15:23 host app[123]: ".to_string())),
        ] {
            assert_named(&with_answer(body), how);
        }
    }
    for (how, body) in [
        ("as a sentence of XML", sentence.clone()),
        ("as a sentence with CRLF", sentence.replace('\n', "\r\n")),
        ("as a sentence on one line", sentence.replace('\n', " ")),
        ("as it is", plain.clone()),
        ("by a browser, newlines as spaces", spaced.clone()),
        ("by a browser, with the bytes", spaced.replace("</Error>", &bytes)),
        ("pretty-printed", error_body(&indented(&canonical), &indented(&string_to_sign))),
        ("with CRLF", plain.replace('\n', "\r\n")),
        ("without empty lines", error_body(&canonical.replace("\n\n", "\n"), &string_to_sign)),
        ("with \\n as text", plain.replace('\n', "\\n")),
        ("as Python bytes", bytes_parted_by("\n ")),
        ("as Python bytes in a line", bytes_parted_by(" ")),
        ("as Python bytes in lines", bytes_parted_by("\n")),
        (
            "escaped once more",
            plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
        ),
        (
            "in an exception",
            format!(
                "Expected([200]) <=> Actual(403 Forbidden)\nbody => {plain:?}\n  at Object.request (s3.js:1:2)"
            ),
        ),
        ("as JSON", json.clone()),
        ("as JSON in a mail", in_lines_of(76, &json)),
        ("as JSON of JSON", serde_json::json!({ "body": json }).to_string()),
        ("as a list of errors", wrapped),
        ("as an object of a console", console),
        ("as the message alone", message.clone()),
    ] {
        assert_named(&with_answer(body), how);
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\n', "\\n"))
}

fn in_lines_of(length: usize, text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(length).map(|line| line.iter().collect()).collect::<Vec<String>>().join("\n")
}

#[test]
fn a_redacted_echo_is_not_taken_for_whole() {
    let diagnosis =
        with_answer(error_body(&right().replace("bucket", "REDACTED"), &right_string_to_sign()));
    assert!(
        diagnosis.findings.iter().all(|finding| finding.certainty != Certainty::Proven),
        "{diagnosis:?}"
    );
}

#[test]
fn a_request_is_read_in_every_form() {
    let headers = [
        ("X-Amz-Date", "20150830T123600Z"),
        ("X-Amz-Content-Sha256", EMPTY),
        ("Authorization", AUTHORIZATION),
    ];
    let quoted = |quote: &str| {
        headers.map(|(name, value)| format!("-H {quote}{name}: {value}{quote}")).join(" \\\n  ")
    };
    let members = headers.map(|(name, value)| format!("\"{name}\": \"{value}\"")).join(", ");
    let verbose = raw_http().lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n");
    for (how, text) in [
        ("curl", format!("curl -X GET {} '{URL}'", quoted("'"))),
        (
            "curl, lines without a mark at their end",
            format!("curl -X GET '{URL}'\n  {}\n", quoted("'").replace(" \\\n", "\n")),
        ),
        ("curl, double quotes, a prompt before", format!("$ curl -v \"{URL}\" {}", quoted("\""))),
        ("curl, ANSI-C quotes", format!("curl $'{URL}' {}", quoted("'").replace("-H '", "-H $'"))),
        (
            "curl, joined options",
            format!("curl -XGET --url={URL} {}", quoted("'").replace("-H ", "--header=")),
        ),
        ("raw HTTP", raw_http()),
        ("curl -v", format!("*   Trying 1.2.3.4:443...\n{verbose}\n< HTTP/1.1 403 Forbidden")),
        (
            "a program with libcurl",
            format!("* Connected\n> {}\n\n< HTTP/1.1 403 Forbidden", raw_http().trim_end()),
        ),
        (
            "fetch",
            format!(
                "await fetch(\"{URL}\", {{\n  method: \"GET\",\n  headers: {{ {members} }},\n}});"
            ),
        ),
        (
            "fetch, as browsers copy it",
            format!(
                "fetch(\"{URL}\", {{ \"headers\": {{ {members} }}, \"body\": null, \"method\": \"GET\" }});"
            ),
        ),
    ] {
        let diagnosis = diagnose(&Evidence {
            request: Some(request(&text)),
            canonical_request: Some(own()),
            ..Evidence::default()
        });
        assert_named(&diagnosis, how);
    }
}

#[test]
fn a_body_is_read_from_curl_as_curl_sends_it() {
    let hash_of = |option: &str| {
        let text = format!(
            "curl https://abc.execute-api.us-east-1.amazonaws.com/x -H 'X-Amz-Date: 20150830T123600Z' -H 'Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=0' {option}"
        );
        let diagnosis =
            diagnose(&Evidence { request: Some(request(&text)), ..Evidence::default() });
        let canonical = diagnosis.rebuilt.unwrap().canonical_request;
        (
            canonical.split('\n').next().unwrap().to_string(),
            canonical.rsplit('\n').next().unwrap().to_string(),
        )
    };
    assert_eq!(hash_of("-d $'a\\nb'"), hash_of("--data-raw ab"), "-d drops newlines");
    assert_ne!(hash_of("--data-binary $'a\\nb'"), hash_of("-d $'a\\nb'"));
    assert_eq!(hash_of("-d a -d b"), hash_of("--data-raw 'a&b'"));
    assert_eq!(hash_of("-d a").0, "POST");
    assert_eq!(hash_of("-I"), ("HEAD".to_string(), EMPTY.to_string()));
    assert_eq!(hash_of("-X PUT -d a").0, "PUT");
    assert_eq!(hash_of("--data-urlencode 'a=b c&d'"), hash_of("-d 'a=b+c%26d'"));
    assert_eq!(hash_of("--data-urlencode '=a/b'"), hash_of("-d a%2Fb"));
    assert_ne!(hash_of("--data-raw @a"), hash_of("--data-raw a"));
    assert_eq!(hash_of("-G -d a=b"), ("GET".to_string(), EMPTY.to_string()));
}

/// The field and the text of each piece of a paste.
fn pieces(paste: &str) -> Vec<(&'static str, String)> {
    recognise(paste).into_iter().map(|piece| (piece.field, piece.text)).collect()
}

/// A text with something around each line, by its number.
fn around(text: &str, each: &dyn Fn(usize, &str) -> String) -> String {
    let lines = text.lines().enumerate();
    lines.map(|(at, line)| each(at, line) + "\n").collect()
}

type Each = fn(usize, &str) -> String;

const IN_LOGS: [(&str, Each); 7] = [
    ("numbered", |at, line| format!("{:>6}\t{line}", at + 5)),
    ("numbered from 97 on", |at, line| format!("{:>3} | {line}", at + 97)),
    ("numbered without a width", |at, line| format!("{}: {line}", at + 6)),
    ("of a container", |_, line| format!("signer-1  | {line}")),
    ("behind a time", |at, line| format!("2024-05-01 10:00:00.{:03} [main] - {line}", at * 7)),
    ("behind a time that is cut", |at, line| format!("10:00:{}Z {line}", at % 10 * 11)),
    ("in comments", |_, line| format!("# {line}")),
];

#[test]
fn what_stands_around_every_line_is_none_of_the_text() {
    let (own, lines) = (own(), right_string_to_sign());
    let text = format!("Canonical request:\n{own}\nString to sign:\n{lines}\n");
    let expected = [("canonicalRequest", own), ("stringToSign", lines)];
    for (how, each) in IN_LOGS {
        let log = around(&text, &each);
        assert_eq!(pieces(&log), expected, "{how}");
        let trimmed = around(&log, &|_, line| line.trim_end().to_string());
        assert_eq!(pieces(&trimmed), expected, "{how}, trimmed");
    }
    let ends: [(&str, Each); 5] = [
        ("two blanks", |_, line| format!("{line}  ")),
        ("padded", |_, line| format!("{line:100}")),
        ("no-break spaces", |_, line| format!("{line}\u{a0}")),
        ("no-break spaces, not in empty lines", |_, line| match line {
            "" => String::new(),
            _ => format!("{line}\u{a0}"),
        }),
        ("tags", |_, line| format!("{line}<br />")),
    ];
    for (how, each) in ends {
        assert_eq!(pieces(&around(&text, &each)), expected, "{how}");
    }
    for member in ["log", "message", "msg", "line"] {
        let objects = around(&text, &|at, line| {
            serde_json::json!({ "level": "info", member: format!("{line}\n"), "time": at })
                .to_string()
        });
        assert_eq!(pieces(&objects), expected, "{member}");
    }
    for (colour, end) in
        [("\u{1b}[1;36m", "\u{1b}[0m"), ("[36m", "[0m"), ("\\u001b[2m", "\\u001b[0m")]
    {
        let coloured = text.replace(":\n", &format!(":\n{colour}"));
        assert_eq!(pieces(&coloured.replace("\nS", &format!("{end}\nS"))), expected, "{colour}");
    }
}

#[test]
fn a_line_of_another_program_is_none_of_the_text() {
    let lines = around(&format!("Canonical request:\n{}", own()), &|at, line| match at {
        3 => format!("db-1   | checkpoint\nweb-1  | {line}\ndb-1   | done"),
        _ => format!("web-1  | {line}"),
    });
    assert_eq!(pieces(&lines), [("canonicalRequest", own())]);
}

#[test]
fn a_blank_in_some_lines_is_of_the_text() {
    let own = own();
    for own in [
        own.replacen("GET\n", "GET \n", 1),
        own.replace(".com\n", ".com \n").replace("Z\n", "Z \n"),
        own.replace('\n', "\r\n"),
        own.replace('\n', "\n  "),
    ] {
        assert_eq!(pieces(&format!("Canonical request:\n{own}\n")), [("canonicalRequest", own)]);
    }
}

#[test]
fn a_request_in_a_log_or_a_quotation_is_read_with_its_answer() {
    let answer = error_body(&right(), &right_string_to_sign());
    let log = format!("{}HTTP/1.1 403 Forbidden\n\n{answer}", raw_http().replace('\r', ""));
    let objects: Each = |_, line| serde_json::json!({ "log": format!("{line}\n") }).to_string();
    let quotation: Each = |_, line| format!("> {line}");
    for (how, each) in IN_LOGS.into_iter().chain([("quoted", quotation), ("objects", objects)]) {
        let found = pieces(&around(&log, &each));
        let fields: Vec<_> = found.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["request", "response"], "{how}");
        let response = GivenResponse { body: found[1].1.clone(), ..GivenResponse::default() };
        let request = Some(request(&found[0].1));
        let canonical_request = Some(own());
        let response = Some(response);
        let evidence = Evidence { request, response, canonical_request, ..Evidence::default() };
        assert_named(&diagnose(&evidence), how);
    }
}

#[test]
fn a_command_in_a_log_goes_on_in_its_next_lines() {
    let command = "curl -X POST https://example.com/a \\\n  -H 'x-amz-date: 1' \\\n  -d '{}'";
    for (how, each) in IN_LOGS {
        assert_eq!(pieces(&around(command, &each)), [("request", command.to_string())], "{how}");
    }
    let prompt = format!("$ {}", command.replace('\n', "\n> "));
    assert_eq!(pieces(&prompt)[0].0, "request");
}

#[test]
fn a_prefix_of_some_headers_alone_is_none() {
    let lines = raw_http().replace('\r', "");
    for size in [37, 35] {
        let trace = around(&lines, &|at, line| format!("{:04x}: {line}", at * size));
        assert_eq!(pieces(&format!("=> Send header\n{trace}")), [], "{trace}");
    }
}

#[test]
fn an_answer_in_json_is_read_where_it_is_quoted() {
    let message = r#"{"message":"The request signature we calculated does not match"}"#;
    for quotation in [format!("> I get\n> {message}\n"), format!("> {message}\n>\n")] {
        assert_eq!(pieces(&quotation), [("response", message.to_string())]);
    }
}

#[test]
fn of_a_difference_the_text_stays_that_is_not_of_the_service() {
    let (mine, theirs) = (own(), right());
    let difference = |marks: [&str; 3]| {
        let lines = mine.lines().zip(theirs.lines()).map(|(mine, theirs)| match mine == theirs {
            true => format!("{}{mine}\n", marks[0]),
            false => format!("{}{mine}\n{}{theirs}\n", marks[1], marks[2]),
        });
        lines.collect::<String>()
    };
    let answer = error_body(&theirs, &right_string_to_sign());
    for marks in [[" ", "-", "+"], [" ", "+", "-"], ["E     ", "E   - ", "E   + "]] {
        let difference = difference(marks);
        let found = pieces(&format!("@@ -1,9 +1,9 @@\n{difference}\n{answer}"));
        let expected = [("canonicalRequest", mine.clone()), ("response", answer.clone())];
        assert_eq!(found, expected, "{difference}");
        assert_eq!(pieces(&format!("@@ -1,9 +1,9 @@\n{difference}")), [], "{difference}");
    }
}

#[test]
fn a_secret_is_one_word_whatever_stands_behind_it() {
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    for (before, after) in [
        ("aws_secret_access_key = ", "\nregion = eu-west-1\n"),
        ("AWS_SECRET_ACCESS_KEY=", "\nAWS_REGION=eu-west-1\nAWS_SESSION_TOKEN=x\n"),
        ("export AWS_SECRET_ACCESS_KEY=\"", "\"\nexport BUCKET=b\n"),
        ("$Env:AWS_SECRET_ACCESS_KEY='", "'\n$Env:AWS_REGION='eu-west-1'\n"),
        ("AWS_SECRET_ACCESS_KEY=", " # of the test account\nFOO=1\n"),
    ] {
        let paste = format!("{URL}\n{before}{SECRET}{after}");
        let expected = [("request", URL.to_string()), ("secretAccessKey", SECRET.to_string())];
        assert_eq!(pieces(&paste), expected, "{paste}");
    }
}

/// Secrets as stores other than AWS issue them, and people choose them.
const OF_STORES: [&str; 6] = [
    "minioadmin",
    "minioadmin-secret-0123456789",
    "5f2b1c0e9d8a7f6e5d4c3b2a19080706f5e4d3c2b1a09f8e7d6c5b4a39281706",
    "K005p1qLr8mZ2vXwT3nYb6cDe9fGh0j",
    "6e0b5f5e-2c1d-4a3b-9f8e-7d6c5b4a3928",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
];

#[test]
fn a_secret_behind_its_name_may_have_any_length() {
    let url = ("request", URL.to_string());
    for secret in OF_STORES {
        for line in [
            format!("AWS_SECRET_ACCESS_KEY={secret}"),
            format!("export MINIO_SECRET_KEY=\"{secret}\""),
            format!("$Env:AWS_SECRET_ACCESS_KEY = '{secret}'"),
            format!("aws_secret_access_key = {secret} # test"),
            format!("secret_key = '{secret}'"),
            format!("secretAccessKey: {secret}"),
            format!("  secret_access_key: \"{secret}\""),
            format!("    secretAccessKey: '{secret}',"),
            format!("const SECRET_KEY = \"{secret}\";"),
            format!("SECRET_KEY={secret}"),
            format!("'secret_key' => '{secret}',"),
            format!("{{\"SecretAccessKey\": \"{secret}\"}}"),
            format!("fs.s3a.secret.key={secret}"),
            format!("**Secret access key:** {secret}"),
            format!("aws_secret_access_key=b'{secret}')"),
        ] {
            let keys = ("secretAccessKey", secret.to_string());
            assert_eq!(pieces(&format!("{line}\n{URL}\n")), [keys.clone(), url.clone()], "{line}");
            for request in [URL.to_string(), format!("curl -X PUT \\\n  '{URL}'")] {
                let request_piece = ("request", request.clone());
                let expected = [request_piece, keys.clone()];
                assert_eq!(pieces(&format!("{request}\n{line}\n")), expected, "{line}");
            }
        }
        let object = format!(
            "{{\n  region: 'eu-west-1',\n  credentials: {{\n    accessKeyId: 'minio',\n    secretAccessKey: '{secret}' }}\n}}\n{URL}\n"
        );
        assert_eq!(pieces(&object), [("secretAccessKey", secret.to_string()), url.clone()]);
        let sentence = format!("I open {PRESIGNED} and it fails\n");
        let expected =
            [("secretAccessKey", secret.to_string()), ("request", sentence.trim().to_string())];
        assert_eq!(pieces(&format!("{sentence}SECRET_KEY={secret}\n")), expected);
    }
}

#[test]
fn what_stands_in_the_place_of_a_secret_is_none() {
    for line in [
        "AWS_SECRET_ACCESS_KEY=********",
        "AWS_SECRET_ACCESS_KEY=XXXXXXXXXXXX",
        "AWS_SECRET_ACCESS_KEY=<secret access key>",
        "AWS_SECRET_ACCESS_KEY=${SECRET_ACCESS_KEY}",
        "AWS_SECRET_ACCESS_KEY=$SECRET",
        "aws_secret_access_key = ...",
        "aws_secret_access_key = (hidden)",
        "secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,",
        "secretAccessKey: 'YOUR_SECRET_KEY',",
        "secretAccessKey: secretAccessKey",
        "secretAccessKey: undefined",
        "secret_key=os.environ['AWS_SECRET_ACCESS_KEY']",
        "secret_key = getpass(\"Secret key: \")",
        "secret_key = prefix + \"0123456789\"",
        "SECRET_KEY_BASE=0123456789abcdef0123456789abcdef",
        "STRIPE_SECRET_KEY=0123456789abcdef",
        "JWT_SECRET=0123456789abcdef",
        "Check your AWS Secret Access Key and signing method.",
        "The secret key: minioadmin is what I use.",
    ] {
        assert_eq!(pieces(&format!("{line}\n{URL}\n")), [("request", URL.to_string())], "{line}");
        assert_eq!(pieces(line), [], "{line}");
    }
}

#[test]
fn a_secret_in_what_is_sent_is_left_there() {
    const HEAD: &str = "POST /a HTTP/1.1\nHost: example.com\n";
    for text in [
        format!("{HEAD}\nsecret_key=0123456789"),
        format!("{HEAD}Secret-Key: 0123456789\n\na"),
        "GET /a HTTP/1.1\nHost: example.com\nSecret-Key: 0123456789".to_string(),
        "curl https://example.com/a -d '{\n  \"secretKey\": \"0123456789\"\n}'".to_string(),
    ] {
        assert_eq!(pieces(&text), [("request", text.clone())]);
    }
    let put = HEAD.replace("POST", "PUT");
    let expected = [("request", put.trim().to_string()), ("secretAccessKey", "minioadmin".into())];
    assert_eq!(pieces(&format!("{put}\nSECRET_KEY=minioadmin\n")), expected);
    let own = right().replace("\nx-amz-content", "\nsecret-key:0123456789\nx-amz-content");
    assert_eq!(pieces(&own), [("canonicalRequest", own.clone())]);
}

#[test]
fn errors_of_the_command_line_and_literals_are_recognised() {
    for code in ["InvalidSignatureException", "RequestTimeTooSkewed", "ExpiredToken", "403"] {
        let error = format!("An error occurred ({code}) when calling the GetObject operation: no");
        assert_eq!(pieces(&error), [("response", error.clone())]);
    }
    for quote in ["'", "\"", "b'"] {
        let literal = format!("{quote}GET\\n/k\\n\\nhost:h\\n\\nhost\\nUNSIGNED-PAYLOAD");
        assert_eq!(pieces(&literal).first().map(|(field, _)| *field), Some("canonicalRequest"));
    }
}

/// What is not read must not look unsigned.
#[test]
fn headers_of_a_form_that_is_not_read_are_not_missing() {
    for text in [
        format!("requests.get('{URL}', headers={{'Authorization': '{AUTHORIZATION}'}})"),
        format!("http GET {URL} 'Authorization:{AUTHORIZATION}'"),
        format!("GET {URL}\nAuthorization: {AUTHORIZATION}\n"),
        format!("Invoke-WebRequest {URL} -Headers @{{\"x\"=\"{AUTHORIZATION}\"}}"),
    ] {
        let diagnosis =
            diagnose(&Evidence { request: Some(request(&text)), ..Evidence::default() });
        assert!(diagnosis.findings.is_empty(), "{text}: {}", diagnosis.summary);
        assert!(diagnosis.missing.contains(&"request"), "{text}");
    }
    let presigned =
        format!("{URL}&X-Amz-Algorithm=AWS4-HMAC-SHA256 answers: Authorization mechanism");
    let diagnosis =
        diagnose(&Evidence { request: Some(request(&presigned)), ..Evidence::default() });
    assert_eq!(diagnosis.findings.first().map(|found| found.id), Some("presign-param-missing"));
}

#[test]
fn a_url_whose_headers_stand_elsewhere_is_no_unsigned_request() {
    let bare = URL.split('?').next().unwrap();
    for headers in [
        format!("Authorization: {AUTHORIZATION}"),
        format!("{{'x-amz-date': '20150830T123600Z', 'Authorization': '{AUTHORIZATION}'}}"),
        format!("array(1) {{\n  [\"Authorization\"]=>\n  string(250) \"{AUTHORIZATION}\"\n}}"),
        format!("map[Authorization:[{AUTHORIZATION}]]"),
    ] {
        for paste in [format!("{bare}\n\n{headers}\n"), format!("{headers}\n\n{bare}\n")] {
            assert_eq!(pieces(&paste), [], "{paste}");
        }
    }
    let link = format!("https://docs.aws.amazon.com/\n{}\n", raw_http());
    assert_eq!(pieces(&link).len(), 1, "{:?}", pieces(&link));
    assert_eq!(pieces(&format!("{bare}\n")), [("request", bare.to_string())]);
}

#[test]
fn one_box_takes_any_paste() {
    let everything = format!("{}\n\n{}", raw_http(), error_body(&right(), &right_string_to_sign()));
    let diagnosis = diagnose(&Evidence {
        request: Some(request(&everything)),
        canonical_request: Some(own()),
        ..Evidence::default()
    });
    assert_named(&diagnosis, "request and answer");
    let alone = diagnose(&Evidence {
        request: Some(request(&own())),
        response: Some(GivenResponse {
            body: error_body(&right(), &right_string_to_sign()),
            ..GivenResponse::default()
        }),
        ..Evidence::default()
    });
    assert_named(&alone, "own canonical request in the request's box");
    let url = diagnose(&Evidence {
        request: Some(request(
            "https://bucket.s3.amazonaws.com/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20150830T123600Z",
        )),
        ..Evidence::default()
    });
    assert_eq!(url.findings.first().map(|finding| finding.id), Some("query-html-escaped-amp"));
}

#[test]
fn nothing_given_is_no_mistake() {
    let diagnosis = diagnose(&Evidence::default());
    assert!(diagnosis.findings.is_empty());
    assert_eq!(
        diagnosis.missing,
        ["request", "canonicalRequest", "stringToSign", "response", "secretAccessKey"]
    );
}

#[test]
fn of_two_mistakes_each_shows_its_own_lines() {
    let own = right().replace("%21", "!").replace("\n\nhost;", "\nhost;");
    let diagnosis = diagnose(&Evidence {
        request: Some(request(&raw_http())),
        canonical_request: Some(own),
        ..Evidence::default()
    });
    let shown: Vec<_> = diagnosis
        .findings
        .iter()
        .map(|finding| (finding.id, finding.yours.as_deref(), finding.expected.as_deref()))
        .collect();
    assert_eq!(
        shown,
        [
            ("path-char-not-encoded", Some("/a%20b!.txt"), Some("/a%20b%21.txt")),
            (
                "headers-no-blank-line",
                Some("host;x-amz-content-sha256;x-amz-date"),
                Some("\nhost;x-amz-content-sha256;x-amz-date"),
            ),
        ]
    );
}

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const API_URL: &str = "https://abc.execute-api.us-east-1.amazonaws.com/prod/x";
const API_HEADERS: &str = "-H 'X-Amz-Date: 20150830T123600Z' -H 'Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=SIGNATURE'";
const BODY: &str = "{\"a\":1}";

fn diagnosed(text: &str, given: Evidence) -> Diagnosis {
    let secret_access_key = given.secret_access_key.clone().or_else(|| Some(SECRET.to_string()));
    diagnose(&Evidence { request: Some(request(text)), secret_access_key, ..given })
}

/// The text with the right signature for it.
fn signed(text: &str) -> String {
    let rebuilt = diagnosed(&text.replace("SIGNATURE", ""), Evidence::default()).rebuilt.unwrap();
    text.replace("SIGNATURE", &rebuilt.signature.unwrap())
}

fn assert_right(text: &str, given: Evidence) {
    let diagnosis = diagnosed(text, given);
    assert_eq!(diagnosis.verdict, Verdict::Matches, "{text}: {diagnosis:?}");
}

#[test]
fn a_body_in_a_file_is_one_that_is_not_known() {
    let given = signed(&format!("curl -X POST {API_URL} {API_HEADERS} --data-raw '{BODY}'"));
    let right = diagnosed(&given, Evidence::default()).rebuilt.unwrap();
    let error = error_body(&right.canonical_request, &right.string_to_sign);
    let body = given.split("--data-raw").next().unwrap();
    for option in [
        "--data-binary @body.json",
        "-d @body.json",
        "--json @body.json",
        "-d a=b -d@body.json",
        "--data-urlencode name@body.json",
        "-X POST -T body.json",
        "-F file=@body.json",
    ] {
        let text = format!("{body} {option}");
        let own = Evidence {
            canonical_request: Some(right.canonical_request.clone()),
            string_to_sign: Some(right.string_to_sign.clone()),
            ..Evidence::default()
        };
        assert_right(&text, own);
        let response = Some(GivenResponse { body: error.clone(), ..GivenResponse::default() });
        let answered = diagnosed(&text, Evidence { response, ..Evidence::default() });
        assert_eq!(answered.rebuilt.unwrap().canonical_request, right.canonical_request);
        assert!(answered.findings.iter().all(|found| found.id == "secret-wrong"), "{text}");
        let unsettled = diagnosed(&text, Evidence::default());
        assert_eq!(unsettled.verdict, Verdict::Unexplained, "{text}: {unsettled:?}");
        assert_eq!((unsettled.findings, unsettled.rebuilt), (Vec::new(), None), "{text}");
        assert_eq!(unsettled.missing.first(), Some(&"request"));
        assert!(unsettled.summary.contains("with its body"), "{}", unsettled.summary);
        let mistaken = Evidence {
            request: Some(request(&text)),
            canonical_request: Some(right.canonical_request.replace("\n\nhost;", "\nhost;")),
            ..Evidence::default()
        };
        let first = diagnose(&mistaken).findings.into_iter().next().unwrap();
        assert_eq!((first.id, first.certainty), ("headers-no-blank-line", Certainty::Certain));
    }
}

#[test]
fn a_body_that_reads_like_an_answer_is_the_body_where_its_hash_is_signed() {
    let body = r#"{"message":"hi"}"#;
    let given = signed(&format!("curl -X POST {API_URL} {API_HEADERS} --data-raw '{body}'"));
    let right = diagnosed(&given, Evidence::default()).rebuilt.unwrap();
    let own = |body: &str| Evidence {
        canonical_request: Some(right.canonical_request.clone()),
        response: Some(GivenResponse { body: body.to_string(), ..GivenResponse::default() }),
        ..Evidence::default()
    };
    let without_body = given.split(" --data-raw").next().unwrap();
    assert_right(without_body, own(body));
    assert_right(&given, own(r#"{"message":"Forbidden"}"#));
}

#[test]
fn a_body_that_is_announced_and_not_given_is_not_known() {
    let announced = signed(&format!("curl {API_URL} {API_HEADERS} --data-raw '{BODY}'"));
    let headers = announced.split("--data-raw").next().unwrap();
    let verbose = "> POST /prod/x HTTP/1.1\n> Host: abc.execute-api.us-east-1.amazonaws.com\n> X-Amz-Date: 20150830T123600Z\n> Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000001\n> Content-Length: 7\n>\n";
    let call = "fetch('https://abc.execute-api.us-east-1.amazonaws.com/prod/x', { method: 'POST', headers: { 'x-amz-date': '20150830T123600Z', Authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000001' }, body: JSON.stringify(data) })";
    let curl = format!("{headers} -X POST -H 'Content-Length: 7'");
    for text in [verbose, call, &curl] {
        let diagnosis = diagnosed(text, Evidence::default());
        assert_eq!((diagnosis.findings, diagnosis.rebuilt), (Vec::new(), None), "{text}");
    }
}

const PRESIGNED: &str = "https://bucket.s3.us-east-1.amazonaws.com/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=SIGNATURE";

#[test]
fn curl_reads_its_options_as_curl_does() {
    let got = signed(PRESIGNED);
    for options in [
        "-so out",
        "-sSLo out",
        "-sSH 'a: b'",
        "-o - -w '%{http_code}'",
        "-r 0-99",
        "--range 0-99",
        "-c jar",
        "--cookie a=b",
        "-E c.pem --key k.pem --cacert ca.pem",
        "--limit-rate 1M --interface eth0 --ciphers X",
        "--retry 3 --retry-delay 1 --retry-max-time 9 --max-redirs 5",
        "-m 9 --connect-timeout 5 --tls-max 1.3 -y 5 -Y 10",
        "--output-dir /tmp -O",
        "--resolve a:443:1.2.3.4 --connect-to a:443:b:443",
        "-x http://proxy:8080 --proxy-user a:b --proxy-header 'a: b'",
        "-e http://referer -A Mozilla/5.0",
        "-z yesterday -C - -K file -D file",
        "--an-option-of-tomorrow 7",
    ] {
        assert_right(&format!("curl {options} '{got}'"), Evidence::default());
        assert_right(&format!("curl '{got}' {options}"), Evidence::default());
    }
    for command in [
        "/usr/bin/curl",
        "curl.exe",
        "I use curl and it fails\n$ curl -v",
        "time curl -s >out",
        "curl does not work, it's slow:\ncurl",
    ] {
        assert_right(&format!("{command} '{got}'"), Evidence::default());
    }
    assert_right(&format!("curl --url '{got}' file.txt"), Evidence::default());
    assert_right(&format!("curl ^\n  -s ^\r\n \"{got}\" `\n -v"), Evidence::default());
    let escaped = got.replace('%', "^%").replace('&', "^&");
    assert_right(
        &format!("curl ^\"{escaped}^\" ^\r\n  -H ^\"a: ^\\^\"b^\\^\"^\""),
        Evidence::default(),
    );
    let put = signed(&format!("curl -X PUT '{PRESIGNED}'"));
    let put = put.split('\'').nth(1).unwrap();
    for options in [
        "-T f.png",
        "--upload-file f.png",
        "-X PUT --upload-file f.png",
        "-sX PUT --data-binary @f.png",
        "-vXPUT -d a",
        "-kX PUT -F file=@f.png",
    ] {
        assert_right(&format!("curl {options} '{put}'"), Evidence::default());
        assert_right(&format!("curl '{put}' {options}"), Evidence::default());
    }
    let file = put.replace("/key?", "/").split("X-Amz-Algorithm").next().unwrap().to_string();
    let kinds = |text: &str| sigv4_wasm::doctor::recognise(text)[0].kind.clone();
    assert_eq!(kinds(&format!("curl -T a/f.png {file}")), format!("curl command: PUT {file}f.png"));
}

#[test]
fn the_body_of_raw_http_is_kept_byte_by_byte() {
    let head = "POST /prod/x HTTP/1.1\r\nHost: abc.execute-api.us-east-1.amazonaws.com\r\nX-Amz-Date: 20150830T123600Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=SIGNATURE\r\n";
    let answer = "\r\n\r\nHTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\n\r\n{\"message\":\"Forbidden\"}";
    for body in ["a", "a\n", "a\r\nb", "a\r\n", "\na", "  a", "a\n\n\nb", "a\n\n", "\u{e9}\r\n"] {
        let literal: String = body.bytes().map(|byte| format!("\\x{byte:02x}")).collect();
        let literal = if body.is_ascii() { literal } else { body.replace("\r\n", "\\r\\n") };
        let curl = signed(&format!("curl {API_URL} {API_HEADERS} --data-binary $'{literal}'"));
        let signature = curl.split("Signature=").nth(1).unwrap().split('\'').next().unwrap();
        let head = head.replace("SIGNATURE", signature);
        let length = format!("{head}Content-Length: {}\r\n", body.len());
        let whole = format!("{length}\r\n{body}");
        assert_right(&whole, Evidence::default());
        assert_right(&sigv4_wasm::doctor::recognise(&whole)[0].text, Evidence::default());
        assert_right(&format!("{length}\r\n{body}{answer}"), Evidence::default());
        assert_right(&format!("{head}\r\n{body}\r\n"), Evidence::default());
        if body.ends_with(|last: char| last.is_ascii_alphabetic()) {
            assert_right(&format!("{head}\r\n{body}"), Evidence::default());
            assert_right(&format!("{head}\r\n{body}{answer}"), Evidence::default());
            let unix = format!("{length}\r\n{body}").replace("\r\n", "\n");
            assert_right(&unix, Evidence::default());
            assert_right(&indented(&unix), Evidence::default());
            let lines = unix.split_once("\nX-Amz-Date").unwrap().1;
            let fields = ":authority: abc.execute-api.us-east-1.amazonaws.com\n:method: POST\n:scheme: https\n:path: /prod/x";
            assert_right(&format!("{fields}\nX-Amz-Date{lines}"), Evidence::default());
        }
    }
}

fn indented(text: &str) -> String {
    text.split('\n').map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_url_is_cut_by_a_shell_where_it_has_a_parameter_of_a_signature() {
    let first = |url: &str| diagnosed(url, Evidence::default()).findings[0].id;
    for query in ["list-type=2", "prefix=photos", "versionId=abc", "acl", ""] {
        assert_eq!(
            first(&format!("https://b.s3.amazonaws.com/?{query}")),
            "auth-missing",
            "{query}"
        );
    }
    for query in [
        "X-Amz-Algorithm=AWS4-HMAC-SHA256",
        "X-Amz-Content-Sha256=UNSIGNED-PAYLOAD",
        "response-content-type=text%2Fplain",
    ] {
        let url = format!("https://b.s3.amazonaws.com/k?{query}");
        assert_eq!(first(&url), "presign-url-shell-cut", "{query}");
    }
}

#[test]
fn a_url_ends_where_the_text_around_it_begins() {
    let url = signed(PRESIGNED);
    let (head, tail) = url.split_at(url.len() - 40);
    for text in [
        format!("{{\"url\":\"{}\"}}", url.replace('&', "\\u0026")),
        format!("{{\"url\": \"{}\"}}", url.replace('/', "\\/")),
        format!("{{\\\"url\\\": \\\"{url}\\\"}}"),
        format!("[a link]({url})"),
        format!("[{url}]({url})"),
        format!("(see {url})."),
        format!("The link {url}, which fails"),
        format!("**{url}**"),
        format!("<{url}>"),
        format!("<a href=\"{}\">x</a>", url.replace('&', "&amp;")),
        url.replace("https", "HTTPS"),
        format!("{head}\n{tail}\nIt fails."),
        format!("{url}\nThanks"),
        format!("  {url}  \n"),
    ] {
        assert_right(&text, Evidence::default());
    }
}

#[test]
fn the_method_of_other_tools_is_read() {
    let put = signed(&format!("curl -X PUT '{PRESIGNED}'"));
    let put = put.split('\'').nth(1).unwrap();
    for text in [
        format!("wget --method=PUT --body-file=f.png '{put}'"),
        format!("wget '{put}' --method PUT"),
        format!("http PUT '{put}' < f.png"),
        format!("Invoke-WebRequest -Uri \"{put}\" -Method Put -InFile f.png"),
        format!("requests.put(\"{put}\", data=f)"),
        format!("axios({{ method: 'put', url: '{put}' }})"),
        format!("PUT {put}"),
    ] {
        assert_right(&text, Evidence::default());
    }
    assert_right(&format!("I put {} into a browser", signed(PRESIGNED)), Evidence::default());
}

#[test]
fn a_token_that_has_expired_is_known_by_the_message_alone() {
    for (message, id) in [
        ("The security token included in the request is expired", "token-expired"),
        ("The provided token has expired.", "token-expired"),
        ("The security token included in the request is invalid.", "key-id-unknown"),
    ] {
        let body = serde_json::json!({ "message": message }).to_string();
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        let findings = diagnose(&Evidence { response, ..Evidence::default() }).findings;
        assert_eq!(findings.first().map(|found| found.id), Some(id), "{message}");
    }
}

#[test]
fn what_curl_prints_of_a_command_is_its_request_with_its_body() {
    let right = signed(&format!("curl {API_URL} {API_HEADERS} --data-raw '{BODY}'"));
    let authorization = right.split("-H '").nth(2).unwrap().split('\'').next().unwrap();
    let command = |secret: &str| {
        format!(
            "$ curl -v --user AKIDEXAMPLE:{secret} --aws-sigv4 aws:amz:us-east-1:execute-api \\\n  -d '{BODY}' {API_URL}\n"
        )
    };
    let verbose = |path: &str| {
        format!(
            "* Connected to x\n* Server auth using AWS_SIGV4 with user 'AKIDEXAMPLE'\n> POST {path} HTTP/1.1\n> Host: abc.execute-api.us-east-1.amazonaws.com\n> {authorization}\n> X-Amz-Date: 20150830T123600Z\n> Content-Length: 7\n>\n}} [7 bytes data]\n< HTTP/1.1 403 Forbidden\n"
        )
    };
    let same = verbose("/prod/x");
    assert_right(&format!("{}{same}", command(SECRET)), Evidence::default());
    let request = format!("{}{same}", command("***"));
    let keys = ("secretAccessKey", SECRET.to_string());
    assert_eq!(
        pieces(&format!("{}{same}", command(SECRET))),
        [("request", request.trim().to_string()), keys.clone()]
    );
    assert_right(&request, Evidence::default());
    for other in [verbose("/prod/y"), same.replace("POST", "PUT")] {
        let notes = other.find("> P").unwrap();
        let requests = [command("***") + &other[..notes], other[notes..].to_string()]
            .map(|text| ("request", text.trim().to_string()));
        let [command_alone, sent] = requests;
        let expected = [command_alone, keys.clone(), sent];
        assert_eq!(pieces(&format!("{}{other}", command(SECRET))), expected);
    }
    for secret in ["$SECRET", "SECRET_ACCESS_KEY", "<secret>"] {
        let command = command(secret);
        assert_eq!(pieces(&command), [("request", command.trim().to_string())]);
    }
    let minio = "curl --user minioadmin:minioadmin --aws-sigv4 aws:amz:us-east-1:s3 http://127.0.0.1:9000/b";
    let expected = [
        ("request", minio.replace(":minioadmin", ":***")),
        ("secretAccessKey", "minioadmin".to_string()),
    ];
    assert_eq!(pieces(minio), expected);
}

#[test]
fn quotes_and_newlines_are_those_of_the_shell() {
    for (body, windows, power) in [
        ("a,b\n1,2\n", "a,b^\n\n1,2^\n\n", None),
        ("a^b", "a^^b", None),
        ("it's", "it's", Some("it''s")),
        ("'a' ''", "'a' ''", Some("''a'' ''''")),
    ] {
        let literal = body.replace('\'', "'\\''");
        let posix = signed(&format!("curl {API_URL} {API_HEADERS} --data-binary '{literal}'"));
        let (head, _) = posix.split_once(" --data-binary").unwrap();
        assert_right(&posix, Evidence::default());
        let caret = head.replace('\'', "^\"").replace(" -H", " ^\n  -H");
        let command = format!("{caret} ^\n  --data-raw ^\"{windows}^\"");
        assert_right(&command, Evidence::default());
        assert_right(&command.replace('\n', "\r\n"), Evidence::default());
        let Some(power) = power else { continue };
        for command in [
            format!("{} `\n  --data-raw '{power}'", head.replace(" -H", " `\n  -H")),
            format!("PS C:\\> {head} --data-raw '{power}'"),
            format!("{} --data-raw '{power}'", head.replacen("curl", "curl.exe", 1)),
        ] {
            assert_right(&command, Evidence::default());
        }
    }
}

#[test]
fn a_header_may_stand_on_two_lines() {
    let text =
        signed(&raw_http().replace(
            "0000000000000000000000000000000000000000000000000000000000000001",
            "SIGNATURE",
        ));
    let (line, headers) = text.split_once("\r\n").unwrap();
    assert_right(
        &format!("{line}\n{}", headers.replace(": ", ":\n").replace('\r', "")),
        Evidence::default(),
    );
}

#[test]
fn what_a_program_makes_a_string_of_is_none() {
    let lines = "AWS4-HMAC-SHA256\n{date}\n{scope}\n{hash}";
    let canonical = "PUT\n/{key}\n\nhost:{host}\nx-amz-date:{date}\n\nhost;x-amz-date\n{hash}";
    let in_shape = |open: &str, close: &str| {
        [canonical, lines].map(|text| text.replace('{', open).replace('}', close))
    };
    for [canonical, lines] in [
        in_shape("{", "}"),
        in_shape("${", "}"),
        in_shape("$", ""),
        in_shape("#{", "}"),
        in_shape("{{", "}}"),
        in_shape("$(make ", ")"),
        in_shape("\\(", ")"),
        in_shape("%(", ")s"),
        in_shape("%s", "").map(|text| text.replace("%skey", "%s").replace("%shost", "%s")),
        ["PUT\n{}\n{}\nhost:{0}\n\nhost\nUNSIGNED-PAYLOAD", "AWS4-HMAC-SHA256\n{}\n{}\n{:x}"]
            .map(String::from),
    ] {
        let literal = [&canonical, &lines].map(|text| text.replace('\n', "\\n"));
        for paste in [
            format!("{canonical}\n\n{lines}\n"),
            format!("creq=\"{canonical}\"\nsts=\"{lines}\"\n"),
            format!("let creq = `{canonical}`;\nlet sts = `{lines}`;\n"),
            format!("creq = f\"{}\"\nsts = f'{}'\n", literal[0], literal[1]),
            format!(
                "creq := fmt.Sprintf(\"{}\", a)\nsts := fmt.Sprintf(\"{}\", b)\n",
                literal[0], literal[1]
            ),
            format!(
                "val creq = \"\"\"\n    {}\n\"\"\".trim()\n",
                canonical.replace('\n', "\n    ")
            ),
            format!("cat <<EOF\n{canonical}\nEOF\ncat <<EOF\n{lines}\nEOF\n"),
        ] {
            assert_eq!(pieces(&paste), [], "{paste}");
        }
        let (canonical_request, string_to_sign) = (Some(canonical), Some(lines));
        let given = Evidence { canonical_request, string_to_sign, ..Evidence::default() };
        assert!(diagnose(&given).findings.is_empty());
    }
    for code in [
        r#""PUT\n" + path + "\n" + query"#,
        r#""AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/eu-west-1/s3/aws4_request\n" + hash;"#,
        r#"'AWS4-HMAC-SHA256' . "\n" . $date . "\n" . $scope"#,
        r#""GET\n/key\n\nhost:example.com\n\nhost\n" . hash('sha256', '');"#,
        r#""GET\n/key\n\nhost:example.com\n\nhost\n"..hash"#,
        r#"text << "GET\n/key\n\nhost:example.com\n\nhost\n" << hash;"#,
        r#"["GET", "/key", "", "host:example.com", "", "host", hash].join("\n")"#,
        r#"sb.append("GET\n").append(path); sts.append("AWS4-HMAC-SHA256\n").append(date);"#,
    ] {
        assert_eq!(pieces(code), [], "{code}");
    }
    // A key, the value of a header and what stands behind the last line may have such characters.
    for own in ["/a$b/${c}/{d}%20%s", "/k?{e}"].map(|path| {
        let own = right().replace("/a%20b%21.txt", path);
        own.replace("x-amz-date", "x-amz-meta-a:{f} $g\nx-amz-date")
    }) {
        let text = format!("{own}\n\n$ ./send $key {{date}}\n");
        assert_eq!(pieces(&text), [("canonicalRequest", own)]);
    }
}

#[test]
fn a_request_that_hides_who_signed_it_is_none() {
    let signed = |value: &str| {
        let header = format!("Authorization: {value}");
        let lines = raw_http().replace(&format!("Authorization: {AUTHORIZATION}"), &header);
        assert!(lines.contains(&header));
        [lines, format!("curl '{URL}' -H \"{header}\" -H 'x-amz-date: 20150830T123600Z'")]
    };
    let hidden = |part: &str, by: &str| {
        let (before, after) = AUTHORIZATION.split_once(part).unwrap();
        let end = after.find(',').map_or("", |at| &after[at..]);
        [before, part, by, end].concat()
    };
    for value in ["$auth", "${auth}", "{auth}", "{{ auth }}", "%AUTH%", "$(./sign.sh GET /a)"]
        .map(String::from)
        .into_iter()
        .chain(
            ["<signature>", "[hidden]", "[Filtered]", "(hidden)", "***", "..."].map(String::from),
        )
        .chain(["$sh", "${sh}", "...", "%s", "<names>"].map(|by| hidden("SignedHeaders=", by)))
        .chain(
            ["$a, $b, $c", "{credential}", "<redacted>"].map(|by| format!("AWS4-HMAC-SHA256 {by}")),
        )
    {
        for text in signed(&value) {
            assert_eq!(pieces(&text), [], "{text}");
        }
    }
    let told = [DATE, EMPTY, "bucket.s3.us-east-1.amazonaws.com"];
    for (told, variable) in told.iter().zip(["$value", "${value}", "{value}"]) {
        let lines = raw_http().replacen(&format!(": {told}"), &format!(": {variable}"), 1);
        assert_eq!(pieces(&lines), [], "{lines}");
    }
    for text in signed("Bearer $token") {
        assert_eq!(signed_by(&text), ["auth-not-sigv4"], "{text}");
    }
    // The rest of the header tells enough.
    for value in ["$id", "AKIA...", "<id>"]
        .map(|by| AUTHORIZATION.replace("AKIDEXAMPLE", by))
        .into_iter()
        .chain(["$sig", "...", "<redacted>"].map(|by| hidden("Signature=", by)))
    {
        for text in signed(&value) {
            assert_eq!(pieces(&text).len(), 1, "{text}");
            let wrong = text.replace("us-east-1/s3/", "eu-west-1/s3/");
            assert!(signed_by(&wrong).contains(&"scope-wrong-region"), "{wrong}");
        }
    }
}

#[test]
fn a_word_that_hides_values_may_be_in_a_name() {
    for name in ["x-hidden", "x-amz-meta-redacted", "x-size-xxl", "x-amz-checksum-xxhash3"] {
        let list = format!("SignedHeaders=host;{name};");
        let text = raw_http().replace("SignedHeaders=host;", &list);
        assert!(text.contains(name));
        assert_eq!(pieces(&text).len(), 1, "{text}");
    }
    for flag in ["hidden", "sizexxl"] {
        let url = PRESIGNED.replacen('?', &format!("?{flag}&"), 1);
        assert_eq!(pieces(&url).len(), 1, "{url}");
    }
}

#[test]
fn a_parameter_may_begin_like_a_variable() {
    for query in ["$top=5", "$filter=a", "{a}=1"] {
        let own = right().replacen("\n\n", &format!("\n{query}\n"), 1);
        assert!(own.contains(query));
        assert_eq!(pieces(&format!("{own}\n")), [("canonicalRequest", own)]);
    }
}

fn signed_by(text: &str) -> Vec<&'static str> {
    let given = Evidence { request: Some(request(text)), ..Evidence::default() };
    diagnose(&given).findings.iter().map(|found| found.id).collect()
}

/// As people shorten a presigned URL that they show.
#[test]
fn what_is_left_out_of_a_url_is_not_cut_off() {
    let url = "https://b.s3.eu-west-1.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=";
    for signature in
        ["ab12cd...", "...", "<redacted>", "<signature>&x-id=GetObject", "****", "ab12…"]
    {
        for paste in [format!("{url}{signature}\n"), format!("I open {url}{signature} and wait")] {
            assert_eq!(pieces(&paste).len(), 1, "{paste}");
            assert_eq!(signed_by(&paste), [""; 0], "{paste}");
            let wrong = paste.replace("Feu-west-1%2", "Feu-west-2%2");
            assert_eq!(signed_by(&wrong), ["scope-wrong-region"], "{wrong}");
        }
    }
    for paste in [
        url.split_once("X-Amz-Alg").unwrap().0.to_string() + "X-Amz-...",
        url.split_once("X-Amz-Date").unwrap().0.to_string() + "...",
        url.replace("20150830T123600Z", "<date>") + "<signature>",
        url.replace("AKIDEXAMPLE%2F20150830%2Feu-west-1%2Fs3%2Faws4_request", "...") + "...",
        url.replace("20150830%2Feu-west-1", "{date}%2F{region}") + "{signature}",
    ] {
        assert_eq!(pieces(&paste), [], "{paste}");
    }
    for (cut, end) in [("ab12cd", ""), ("ab12cd", "."), ("ab12cd", ")"), ("ab12cd", "</a>")] {
        assert_eq!(signed_by(&format!("{url}{cut}{end}\n")), ["presign-url-truncated"], "{end}");
    }
    let whole = format!("{url}{}", &AUTHORIZATION[AUTHORIZATION.len() - 64..]);
    for paste in [format!("({whole}...)"), format!("**{whole}**"), format!("{whole}</a>")] {
        assert_eq!(pieces(&paste).len(), 1, "{paste}");
        assert_eq!(signed_by(&paste), [""; 0], "{paste}");
    }
}

#[test]
fn what_is_glued_to_the_last_hash_is_none_of_a_text() {
    let (own, lines) = (right(), right_string_to_sign());
    let unsigned = own.replace(EMPTY, "UNSIGNED-PAYLOAD");
    for own in [own, unsigned] {
        let both = [("canonicalRequest", own.clone()), ("stringToSign", lines.clone())];
        for glued in [
            "%",
            "⏎",
            "”",
            " »",
            "」",
            ")",
            ",",
            ".",
            "|",
            ">>>",
            "```",
            "-----",
            "</pre>",
            "';",
            "me@box:~$ cat b.txt",
            "bash-5.1$ cat b.txt",
            "[me@box ~]# cat b.txt",
            " app.js:1:2",
            " (app.js, line 1)",
            ", client: 10.0.0.1, server: _",
        ] {
            for between in ["\n", "\nString to sign: ", "\n\nThe string to sign:\n\n"] {
                let text = format!("{own}{glued}{between}{lines}{glued}\n");
                assert_eq!(pieces(&text), both, "{text}");
            }
        }
        for between in ["", "string to sign:\n", "', stringToSign='", "\", lines=\""] {
            assert_eq!(pieces(&format!("{own}{between}{lines}\n")), both, "{between}");
        }
    }
}

#[test]
fn what_sha256sum_prints_behind_a_hash_stays() {
    let lines = right_string_to_sign();
    for printed in ["  -", " -", " *-", "  request.txt", " *out/request.txt"] {
        let text = format!("{lines}{printed}");
        assert_eq!(pieces(&format!("{text}\n")), [("stringToSign", text)]);
    }
    let digits = format!("{lines}{EMPTY}");
    assert_eq!(pieces(&digits), [("stringToSign", digits.clone())]);
}

#[test]
fn an_answer_that_was_cut_is_over() {
    let cut = "<Error><Code>SignatureDoesNotMatch</Code><Message>The request sig (truncated...)";
    let found = pieces(&format!("{cut}\n\nmine:\n{}\n", right()));
    assert_eq!(found[0].0, "response");
    assert_eq!(found[1], ("canonicalRequest", right()));
}

#[test]
fn what_mail_and_pages_made_of_a_text_is_read() {
    let (own, lines) = (right(), right_string_to_sign());
    let both = [("canonicalRequest", own.clone()), ("stringToSign", lines.clone())];
    let text = format!("Canonical request:\n{own}\nString to sign:\n{lines}\n");
    for (how, made) in [
        ("doubled", text.replace('\n', "\n\n")),
        ("doubled, from Windows", text.replace('\n', "\r\n\r\n")),
        ("br", text.replace('\n', "<br>\n")),
        ("br of XHTML", text.replace('\n', "<br />\r\n")),
        ("br alone", text.replace('\n', "<br/>")),
        ("soft hyphens", text.replace("98fc", "98fc\u{ad}")),
        (
            "quoted-printable",
            format!("<p class=3D\"a\">\n{}", text.replace('=', "=3D").replace("98fc", "98fc=\n")),
        ),
    ] {
        let found = pieces(&made);
        let read: Vec<_> =
            found.into_iter().map(|(field, text)| (field, text.replace('\r', ""))).collect();
        assert_eq!(read, both, "{how}");
    }
}

#[test]
fn the_source_of_a_page_has_its_answer_in_entities() {
    let body = error_body(&right(), &right_string_to_sign());
    let escaped = body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let found = pieces(&format!("<pre><code>{escaped}\n</code></pre>\n<p>mine:</p>\n{}\n", own()));
    assert!(found[0].0 == "response" && found[0].1.contains(body.split_once('\n').unwrap().1));
    assert_eq!(found[1], ("canonicalRequest", own()));
}

#[test]
fn a_command_that_a_page_changed_is_read() {
    let plain = format!(
        "curl -X GET '{URL}' \\\n  -H 'X-Amz-Date: 20150830T123600Z' \\\n  -H 'X-Amz-Content-Sha256: {EMPTY}' \\\n  -H 'Authorization: {AUTHORIZATION}'"
    );
    for made in [
        plain.replace('\'', "&#39;"),
        plain.replace('\'', "&quot;"),
        plain.replace(' ', "\u{a0}"),
        plain.replace("  -H", "\u{a0} -H"),
        plain.replace("-H", "–H").replace(" -X", " –X"),
    ] {
        let found = pieces(&made);
        assert_eq!(found.len(), 1);
        let diagnosis =
            diagnose(&Evidence { request: Some(request(&found[0].1)), ..Evidence::default() });
        assert!(diagnosis.findings.is_empty(), "{made}: {}", diagnosis.summary);
        assert_eq!(diagnosis.rebuilt.unwrap().canonical_request, right(), "{made}");
    }
    let body = "curl -d '<p>a<br>\u{a0}&#39;b – c&#39;</p>' https://example.com/a";
    assert_eq!(pieces(body), [("request", body.to_string())]);
}

#[test]
fn a_body_keeps_what_pages_and_terminals_make() {
    for body in [
        "{\"text\":\"so\u{ad}ft\"}",
        "{\"text\":\"yes –Hello – there\"}",
        "{\"text\":\"\\u001b[31mred\\u001b[0m\"}",
        "[\"[31mred[0m\"]",
        "<p class=3D\"a\">long=\nline</p>",
    ] {
        let request = format!("{}{body}", raw_http().replace("GET", "PUT"));
        let [(_, read)] = &pieces(&request)[..] else { panic!("{request}") };
        assert!(read.ends_with(body), "{read}");
    }
}

//! The caller's own strings as programs print them, and hashes as programs write them: what a print does to a text is no
//! mistake in it.

use crate::own_strings::{
    DATE, EMPTY, HOST, NAMES, SCOPE, SECRET, canonical, sha256, signed, string_to_sign,
};
use crate::signed::found;
use serde_json::json;
use sigv4_wasm::doctor::{
    Certainty, Diagnosis, Evidence, GivenRequest, GivenResponse, RequestParts, Verdict, diagnose,
    recognise,
};

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

fn pieces(paste: &str) -> Vec<(&'static str, String)> {
    recognise(paste).into_iter().map(|piece| (piece.field, piece.text)).collect()
}

/// A literal of most languages, and of JSON.
fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// What a program prints of a text that it has by a name.
type Print = fn(&str, &str) -> String;

/// The lines of a text as literals in a row, as Python prints long ones.
fn in_a_row(text: &str) -> String {
    let lines: Vec<String> = text.split_inclusive('\n').map(literal).collect();
    format!("({})", lines.join("\n ").replace('"', "'"))
}

/// The lines of a text as literals that a console adds up.
fn added(text: &str) -> String {
    let lines: Vec<String> = text.split_inclusive('\n').map(literal).collect();
    lines.join(" +\n    ")
}

fn before_each(prefix: &str, text: &str) -> String {
    text.lines().map(|line| format!("{prefix}{line}\n")).collect()
}

#[test]
fn a_text_in_quotes_is_read_as_the_text() {
    let (own, lines) = (canonical(""), string_to_sign(&canonical("")));
    let (scope, _) = lines.rsplit_once('\n').unwrap();
    let canonical_requests = [
        own.replace('\n', "\r\n"),
        own.replace("GET", "get"),
        own.replace('\n', "\n  "),
        own.replace('\n', "\\n"),
        own.replacen('\n', "", 1),
    ];
    let strings_to_sign = [
        lines.replace('\n', "\r\n"),
        lines.replace("AWS4", "aws4"),
        format!("{lines}\n"),
        format!("{scope}\n{own}"),
    ];
    let evidence = || Evidence { request: Some(request(&signed(&lines))), ..Evidence::default() };
    type Field = fn(&mut Evidence) -> &mut Option<String>;
    let of = |field: Field, text: &str| {
        let mut evidence = evidence();
        *field(&mut evidence) = Some(text.to_string());
        found(&diagnose(&evidence))
    };
    let fields: [(Field, &[String]); 2] = [
        (|evidence| &mut evidence.canonical_request, &canonical_requests),
        (|evidence| &mut evidence.string_to_sign, &strings_to_sign),
    ];
    for (field, texts) in fields {
        for text in texts {
            let expected = of(field, text);
            assert!(!expected.is_empty(), "{text}");
            let single = literal(text).replace('"', "'");
            for quoted in [literal(text), format!("b{single}"), format!(" {single},\n")] {
                assert_eq!(of(field, &quoted), expected, "{quoted}");
            }
            if !text.contains('\\') {
                assert_eq!(of(field, &format!("\"{text}\"")), expected, "{text}");
            }
        }
    }
}

#[test]
fn own_strings_are_read_as_programs_print_them() {
    let (c, s) = (canonical(""), string_to_sign(&canonical("")));
    let (quoted, single) =
        ([literal(&c), literal(&s)], [&c, &s].map(|text| literal(text).replace('"', "'")));
    let both = format!("Canonical request:\n{c}\nString to sign:\n{s}\n");
    let indented = |text: &str| text.replace('\n', "\n                   ");
    for paste in [
        // Python
        format!("canonical_request: {}\nstring_to_sign: {}\n", single[0], single[1]),
        format!("canonical_request={}\nstring_to_sign={}\n", single[0], single[1]),
        format!("b{}\nb{}\n", single[0], single[1]),
        format!("{{'canonical_request': {}, 'string_to_sign': {}}}\n", single[0], single[1]),
        // Ruby, Go, Rust, Elixir, Swift, R
        format!("{}\n{}\n", quoted[0], quoted[1]),
        format!(
            "2026/11/27 23:15:00 canonical: {}\n2026/11/27 23:15:00 string: {}\n",
            quoted[0], quoted[1]
        ),
        format!("main.signed{{Canonical:{}, StringToSign:{}}}\n", quoted[0], quoted[1]),
        format!(
            "[src/main.rs:42:5] &canonical = {}\n[src/main.rs:43:5] &lines = {}\n",
            quoted[0], quoted[1]
        ),
        format!("%{{\n  canonical: {},\n  lines: {}\n}}\n", quoted[0], quoted[1]),
        format!("Optional({})\nOptional({})\n", quoted[0], quoted[1]),
        format!("[1] {}\n[1] {}\n", quoted[0], quoted[1]),
        // JavaScript and JSON
        format!("{{\n  canonicalRequest: {},\n  stringToSign: {}\n}}\n", quoted[0], quoted[1]),
        format!("{{\n  canonicalRequest: {},\n  stringToSign: {}\n}}\n", added(&c), added(&s)),
        format!(
            "{{\"msg\":\"x\",\"canonicalRequest\":{},\"stringToSign\":{}}}\n",
            quoted[0], quoted[1]
        ),
        format!("{{\"msg\":{}}}\n{{\"msg\":{}}}\n", quoted[0], quoted[1]),
        // PHP and shells
        format!("string(217) \"{c}\"\nstring(134) \"{s}\"\n"),
        format!("Array\n(\n    [canonicalRequest] => {c}\n    [stringToSign] => {s}\n)\n"),
        format!("+ creq=${}\n+ sts=${}\n", single[0], single[1]),
        format!("creq = {c}\n\nsts = {s}\n"),
        // Logs with something before each line
        before_each("app-1  | ", &both),
        before_each("Nov 27 23:15:00 host app[123]: ", &both),
        before_each("23:15:00.123 -> ", &both),
        before_each("> ", &both),
        before_each("    ", &both),
        format!("Canonical : {}\nLines     : {}\n", indented(&c), indented(&s)),
    ] {
        let mut found = pieces(&paste);
        found.retain(|(field, _)| *field != "request");
        assert_eq!(
            found,
            [("canonicalRequest", c.clone()), ("stringToSign", s.clone())],
            "{paste}"
        );
    }
}

#[test]
fn a_literal_keeps_the_newline_at_its_end() {
    let text = format!("{}\n", string_to_sign(&canonical("")));
    assert_eq!(pieces(&format!("string to sign: {text:?}")), [("stringToSign", text)]);
}

#[test]
fn a_string_to_sign_that_is_indented_has_that_mistake_alone() {
    let right = string_to_sign(&canonical(""));
    let own = right.replace('\n', "\n    ");
    let evidence = Evidence {
        request: Some(request(&"a".repeat(64))),
        string_to_sign: Some(own.clone()),
        ..Evidence::default()
    };
    let hints = diagnose(&evidence).findings;
    let hints: Vec<_> = hints.iter().map(|found| (found.id, found.certainty)).collect();
    assert_eq!(hints, [("cr-indented", Certainty::Likely)]);
    let diagnosis = diagnose(&Evidence {
        request: Some(request(&signed(&own))),
        secret_access_key: Some(SECRET.into()),
        ..evidence
    });
    assert_eq!(firm(&diagnosis), [("cr-indented", "string-to-sign")]);
}

#[test]
fn a_first_line_that_is_no_method_is_no_other_method() {
    let own = canonical("");
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

#[test]
fn a_date_that_is_none_is_named_as_such_alone() {
    for date in [
        "20151330T123600Z",
        "20150830T123600+0000",
        "20150830T123600",
        "20150830T123600.123Z",
        "Sun, 30 Aug 2015 12:36:00 GMT",
        "Sun Aug 30 12:36:00 2015",
        "1440938160",
    ] {
        let sent = request_at(date, EMPTY, &"a".repeat(64));
        let diagnosis = diagnose(&Evidence { request: Some(sent), ..Evidence::default() });
        assert_eq!(firm(&diagnosis), [("sts-date-format", "string-to-sign.date")], "{date}");
    }
    for placeholder in ["$date", "<date>", "YYYYMMDDTHHMMSSZ", "20150830T......Z"] {
        let sent = request_at(placeholder, EMPTY, &"a".repeat(64));
        let diagnosis = diagnose(&Evidence { request: Some(sent), ..Evidence::default() });
        assert_eq!(firm(&diagnosis), [], "{placeholder}");
    }
}

#[test]
fn the_fourth_line_may_be_a_hash_as_a_program_prints_it() {
    let right = canonical("");
    let hash = sha256(&right);
    for (line, certainty) in [
        (format!("SHA2-256(stdin)= {hash}"), Certainty::Certain),
        (format!("(stdin)= {hash}"), Certainty::Certain),
        (format!("{hash}  -"), Certainty::Certain),
        (format!("b'{hash}'"), Certainty::Likely),
        (format!("{:?}", hex::decode(&hash).unwrap()), Certainty::Likely),
        (hash[..63].to_string(), Certainty::Likely),
    ] {
        let own = string_to_sign(&right).replace(&hash, &line);
        let diagnosis = diagnose(&Evidence {
            request: Some(request(&signed(&own))),
            canonical_request: Some(right.clone()),
            string_to_sign: Some(own),
            secret_access_key: Some(SECRET.into()),
            ..Evidence::default()
        });
        let first = &diagnosis.findings[0];
        assert_eq!(
            (first.certainty, first.place.as_str(), first.yours.as_deref()),
            (certainty, "string-to-sign.hash", Some(line.trim_end_matches('\'')))
        );
        assert_ne!(diagnosis.verdict, Verdict::Matches, "{line}");
    }
}

/// What is behind the hash is no canonical request, and what was hashed is still compared.
#[test]
fn what_a_tool_prints_beside_a_hash_is_no_part_of_it() {
    let right = canonical("");
    let hash = sha256(&right);
    for [before, behind] in
        [["(stdin)= ", ""], ["SHA2-256(stdin)= ", ""], ["", "  -"], ["", " *-"], ["", "  file"]]
    {
        let print = |text: &str, hash: &str| text.replace(hash, &[before, hash, behind].concat());
        for after in ["", "\n", "\n\n* Connected to host\n"] {
            let own = print(&string_to_sign(&right), &hash) + after;
            let alone = Evidence { string_to_sign: Some(own), ..Evidence::default() };
            let request = Some(request(&format!("{:064}", 1)));
            let sent = Evidence { request, ..alone.clone() };
            for evidence in [alone, sent] {
                let named = diagnose(&evidence);
                let printed = named.findings.iter().find(|f| f.id == "sts-hash-printed").unwrap();
                assert_eq!(printed.expected.as_deref(), Some(hash.as_str()));
                assert_eq!(printed.certainty, Certainty::Certain);
                assert!(named.findings.iter().all(|f| f.id != "canonical-request-differs"));
            }
        }
        let other = canonical("").replace("\n/k\n", "\n/k/\n");
        let own = print(&string_to_sign(&other), &sha256(&other));
        let diagnosis = diagnose(&Evidence {
            request: Some(request(&format!("{:064}", 1))),
            string_to_sign: Some(own),
            ..Evidence::default()
        });
        let ids: Vec<&str> = firm(&diagnosis).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["path-trailing-slash", "sts-hash-printed"]);
        let (start, payload) = right.rsplit_once('\n').unwrap();
        if behind == "  file" {
            continue;
        }
        let own = [start, "\n", &print(payload, payload)].concat();
        for request in [None, Some(request(&format!("{:064}", 1)))] {
            let canonical_request = Some(own.clone());
            let service = Some("s3".into());
            let evidence = Evidence { request, canonical_request, service, ..Evidence::default() };
            let place = "canonical-request.payload-hash";
            assert_eq!(firm(&diagnose(&evidence)), [("payload-hash-printed", place)], "{own}");
        }
    }
}

#[test]
fn own_strings_given_alone_are_read_out_of_what_printed_them() {
    let (c, s) = (canonical(""), string_to_sign(&canonical("")));
    let sent = Some(request(&signed(&s)));
    let prints: [Print; 8] = [
        // Perl, PHP, bash twice, Python, Lua, a log, echo
        |name, text| format!("${name} = '{text}';\n"),
        |_, text| format!("string({}) \"{text}\"\n", text.len()),
        |name, text| format!("+ {name}='{text}'\n"),
        |name, text| format!("declare -- {name}=\"{text}\"\n"),
        |_, text| in_a_row(text),
        |_, text| format!("\"{}\"", text.replace('\n', "\\\n")),
        |name, text| format!("DEBUG {name}: {text}\n"),
        |_, text| format!("{text}\n"),
    ];
    for print in prints {
        let (canonical_request, string_to_sign) =
            (Some(print("canonical_request", &c)), Some(print("string_to_sign", &s)));
        let how = canonical_request.clone();
        let diagnosis = diagnose(&Evidence {
            request: sent.clone(),
            canonical_request,
            string_to_sign,
            ..Evidence::default()
        });
        let sure: Vec<_> =
            diagnosis.findings.iter().map(|found| (found.id, found.certainty)).collect();
        assert_eq!(sure, [("secret-wrong", Certainty::Likely)], "{how:?}");
    }
}

#[test]
fn a_newline_that_was_hashed_is_not_the_prints() {
    let own = canonical("") + "\n";
    for (behind, is_printed) in [("", false), ("\n", true)] {
        let lines = string_to_sign(&own);
        let diagnosis = diagnose(&Evidence {
            request: Some(request(&signed(&lines))),
            canonical_request: Some(format!("{own}{behind}")),
            string_to_sign: Some(format!("{lines}{behind}")),
            ..Evidence::default()
        });
        let named = [("cr-trailing-newline", "canonical-request.assembly")];
        assert_eq!(firm(&diagnosis), named, "{is_printed}");
    }
}

#[test]
fn lines_that_are_indented_are_named_where_others_are_not() {
    let own = canonical("").replace("\n/k", "\n    /k").replace("\nhost;", "\n    host;");
    let diagnosis = diagnose(&Evidence {
        request: Some(request(&"a".repeat(64))),
        canonical_request: Some(own),
        ..Evidence::default()
    });
    assert_eq!(firm(&diagnosis)[0], ("cr-indented", "canonical-request.assembly"));
}

#[test]
fn the_data_of_a_printed_request_are_its_body() {
    let headers = "'x-amz-date': '20150830T123600Z', 'Authorization': 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=";
    let at = "https://dynamodb.eu-west-1.amazonaws.com/";
    let print = |data: &str| {
        format!(
            "{{'url': '{at}', 'method': 'POST', 'headers': {{{headers}{}'}}, 'data': {data}}}",
            "a".repeat(64)
        )
    };
    let error = "'{\"message\":\"The request signature we calculated does not match the signature you provided.\"}'";
    for data in [
        "'{}'",
        "b'{}'",
        &format!("'{{}}', 'status': 403, 'response': {{'data': {error}}}"),
        &format!("{error}, 'config': {{'data': '{{}}'}}"),
        "'[Array]', 'body': '[Buffer]', 'config': {'data': '{}'}",
    ] {
        let request = Some(GivenRequest::Text(print(data)));
        let right = diagnose(&Evidence { request, ..Evidence::default() }).rebuilt.unwrap();
        assert!(right.canonical_request.ends_with(&sha256("{}")), "{data}");
    }
}

/// A request as a client prints it, with what tells its URL.
fn config(url: &str) -> String {
    let signature = "a".repeat(64);
    format!(
        "{{\n  config: {{\n    headers: {{\n      'x-amz-date': '{DATE}',\n      'x-amz-content-sha256': '{EMPTY}',\n      authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{SCOPE}, SignedHeaders={NAMES}, Signature={signature}'\n    }},\n    method: 'get',\n    {url}\n  }},\n  stack: 'at file:///srv/app.js:1:2'\n}}"
    )
}

fn rebuilt(request: &str) -> String {
    let request = Some(GivenRequest::Text(request.into()));
    diagnose(&Evidence { request, ..Evidence::default() }).rebuilt.unwrap().canonical_request
}

#[test]
fn an_error_that_is_printed_beside_a_request_is_not_its_body() {
    let error = "<Error><Code>SignatureDoesNotMatch</Code></Error>";
    let answered = |name: &str| {
        let print = config(&format!("url: 'https://{HOST}/k'"));
        print.replace("  stack:", &format!("  status: 403,\n  {name}: '{error}',\n  stack:"))
    };
    for name in ["data", "body"] {
        let request = Some(GivenRequest::Text(answered(name)));
        let diagnosis = diagnose(&Evidence { request, ..Evidence::default() });
        assert_eq!(firm(&diagnosis), [], "{name}");
    }
    // A body of one's own is.
    let request = Some(GivenRequest::Text(answered("data").replace(error, "mine")));
    let diagnosis = diagnose(&Evidence { request, ..Evidence::default() });
    assert_eq!(firm(&diagnosis)[0].0, "payload-sha256-mismatch");
}

#[test]
fn a_url_may_be_told_in_parts() {
    for (url, path, query) in [
        (format!("url: 'https://{HOST}/k'"), "/k", ""),
        (format!("baseURL: 'https://{HOST}/k',\n    url: '/a'"), "/k/a", ""),
        (format!("baseURL: 'https://{HOST}/',\n    url: 'a'"), "/a", ""),
        (format!("baseURL: 'https://{HOST}/k'"), "/k", ""),
        (format!("baseURL: 'https://{HOST}/k',\n    url: ''"), "/k", ""),
        (format!("baseURL: undefined,\n    path: '/a',\n    host: '{HOST}'"), "/a", ""),
        (
            format!("url: 'https://{HOST}/k',\n    params: {{ b: 2, a: 'x/y' }}"),
            "/k",
            "a=x%2Fy&b=2",
        ),
        (
            format!(
                "url: URL {{\n      href: 'https://{HOST}/k?a=1',\n      origin: 'https://{HOST}',\n    }}"
            ),
            "/k",
            "a=1",
        ),
    ] {
        let lines = rebuilt(&config(&url));
        assert!(
            lines.starts_with(&format!("GET\n{path}\n{query}\nhost:{HOST}\n")),
            "{url}: {lines}"
        );
    }
}

#[test]
fn a_url_in_a_header_is_not_that_of_the_request() {
    let print = |before: &str| {
        let signature = "a".repeat(64);
        format!(
            "{before}{{\n  'user-agent': 'client (https://example.com/client)',\n  'x-amz-date': '{DATE}',\n  'x-amz-content-sha256': '{EMPTY}',\n  authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{SCOPE}, SignedHeaders=x-amz-content-sha256;x-amz-date, Signature={signature}'\n}}\n<Error><CanonicalRequest>GET</CanonicalRequest></Error>"
        )
    };
    assert!(recognise(&print("")).iter().all(|piece| piece.field != "request"));
    let kinds: Vec<_> = recognise(&print(&format!("GET https://{HOST}/k\n")))
        .into_iter()
        .map(|it| it.kind)
        .collect();
    assert!(kinds.contains(&format!("printed request: GET https://{HOST}/k")), "{kinds:?}");
}

/// A text as consoles print it: its lines added up, each in the quotes that it has none of.
fn on_a_console(text: &str) -> String {
    let line = |line: &str| match line.contains('\'') {
        true => format!("\"{}\"", line.replace('\n', "\\n")),
        false => format!("'{}'", line.replace('\n', "\\n")),
    };
    text.split_inclusive('\n').map(line).collect::<Vec<_>>().join(" +\n    ")
}

#[test]
fn what_an_answer_says_on_a_console_is_not_the_callers() {
    let right = canonical("");
    let lines = string_to_sign(&right);
    let message = format!(
        "The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'{right}'\n\nThe String-to-Sign should have been\n'{lines}'\n"
    );
    let answer = format!("{{\n  message: {}\n}}\n", on_a_console(&message));
    let found = recognise(&answer);
    assert_eq!(found.iter().map(|piece| piece.field).collect::<Vec<_>>(), ["response"]);
    assert_eq!(found[0].kind, "answer, with the service’s own strings");
    let mistaken = right.replace("/k\n", "/k/\n");
    let own =
        format!("{}\n{}\n", on_a_console(&mistaken), on_a_console(&string_to_sign(&mistaken)));
    let fields =
        [("canonicalRequest", mistaken.clone()), ("stringToSign", string_to_sign(&mistaken))];
    assert_eq!(pieces(&format!("{own}{answer}"))[..2], fields);
    let region = "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'</Message></Error>";
    let answer =
        format!("{{ data: {} }}", on_a_console(&format!("<?xml version=\"1.0\"?>\n{region}")));
    let response = recognise(&answer)
        .into_iter()
        .next()
        .map(|piece| GivenResponse { body: piece.text, ..GivenResponse::default() });
    let diagnosis = diagnose(&Evidence { response, ..Evidence::default() });
    assert_eq!(diagnosis.findings[0].expected.as_deref(), Some("eu-west-1"), "{answer}");
}

/// The lines as literals of a list, as each language prints one.
fn lists(text: &str) -> Vec<String> {
    let with_ends: Vec<String> = text.split_inclusive('\n').map(literal).collect();
    let without: Vec<String> = text.split('\n').map(literal).collect();
    let single = |list: String| list.replace('"', "'");
    Vec::from([
        // Ruby, Python twice, JSON, Go
        format!("[{}]", with_ends.join(", ")),
        single(format!("[{}]", with_ends.join(", "))),
        single(format!("[{}]", without.join(", "))),
        format!("[{}]", without.join(",")),
        format!("[{}]", without.join(" ")),
        // Consoles of JavaScript, JSON and Rust
        single(format!("[\n  {}\n]", without.join(",\n  "))),
        format!("[\n    {}\n]", without.join(",\n    ")),
    ])
}

#[test]
fn a_list_of_lines_is_the_text_that_has_them() {
    let right = canonical("");
    for (own, expected) in [
        (right.clone(), vec![]),
        (right.replace("/k\n", "/k/\n"), vec![("path-trailing-slash", "canonical-request.uri")]),
    ] {
        let lines = string_to_sign(&own);
        let sent = Some(request(&signed(&lines)));
        for (c, s) in lists(&own).into_iter().zip(lists(&lines)) {
            for paste in [format!("{c}\n{s}\n"), format!("canonical: {c}\nlines: {s}\n")] {
                let texts = [("canonicalRequest", own.clone()), ("stringToSign", lines.clone())];
                assert_eq!(pieces(&paste), texts, "{paste}");
            }
            let diagnosis = diagnose(&Evidence {
                request: sent.clone(),
                canonical_request: Some(c.clone()),
                string_to_sign: Some(s),
                ..Evidence::default()
            });
            assert_eq!(firm(&diagnosis), expected, "{c}");
        }
    }
}

#[test]
fn words_in_a_row_are_no_lines() {
    for paste in [
        r#"{"AllowedMethods": ["GET", "PUT", "POST", "DELETE", "HEAD"]}"#,
        r#"{"methods": ["DELETE", "GET", "HEAD", "LINK", "LOCK", "M-SEARCH", "MERGE"]}"#,
        "request('GET', '/k')",
        "allow_methods=['GET', 'a']",
    ] {
        assert_eq!(pieces(paste), [], "{paste}");
    }
}

#[test]
fn a_list_that_is_not_read_accuses_no_lines() {
    let numbers = |text: &str| {
        let lines: Vec<String> = text
            .as_bytes()
            .chunks(12)
            .map(|line| line.iter().map(|byte| format!(" {byte},")).collect())
            .collect();
        format!("Uint8Array({}) [\n {}\n]", text.len(), lines.join("\n "))
    };
    let (c, s) = (canonical(""), string_to_sign(&canonical("")));
    for request in [None, Some(request(&signed(&s)))] {
        let diagnosis = diagnose(&Evidence {
            request,
            canonical_request: Some(numbers(&c)),
            string_to_sign: Some(numbers(&s)),
            ..Evidence::default()
        });
        assert_eq!(firm(&diagnosis), []);
    }
}

/// The message of a service that shows its strings in it.
fn message(canonical: &str) -> String {
    format!(
        "The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'{canonical}'\n\nThe String-to-Sign should have been\n'{}'\n",
        string_to_sign(canonical)
    )
}

/// What Python prints of a text in a narrow column: so many letters in each literal, which ends with its line.
fn in_a_column(text: &str) -> String {
    let mut literals = Vec::new();
    for line in text.split_inclusive('\n') {
        let letters: Vec<char> = line.chars().collect();
        literals.extend(letters.chunks(40).map(|part| {
            let part: String = part.iter().collect();
            if part.contains('\'') { literal(&part) } else { literal(&part).replace('"', "'") }
        }));
    }
    literals.join("\n            ")
}

#[test]
fn what_an_answer_says_in_a_column_is_not_the_callers() {
    let right = canonical("");
    let region = "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'";
    let answer = format!(
        "{{'Error': {{'Code': 'AuthorizationHeaderMalformed',\n            'Message': {}}}}}",
        in_a_column(region)
    );
    let body = recognise(&answer)[0].text.clone();
    let response = Some(GivenResponse { body, ..GivenResponse::default() });
    let diagnosis = diagnose(&Evidence { response, ..Evidence::default() });
    assert_eq!(diagnosis.findings[0].expected.as_deref(), Some("eu-west-1"), "{answer}");
    let answer = format!("{{'message': {}}}", in_a_column(&message(&right)));
    let kinds: Vec<_> = recognise(&answer).into_iter().map(|piece| piece.kind).collect();
    assert_eq!(kinds, ["answer, with the service’s own strings"], "{answer}");
    // Two that are printed one below the other are two.
    let both = [&right, &string_to_sign(&right)].map(|text| literal(text).replace('"', "'"));
    let fields = [("canonicalRequest", right.clone()), ("stringToSign", string_to_sign(&right))];
    assert_eq!(pieces(&format!("    {}\n    {}\n", both[0], both[1])), fields);
}

#[test]
fn what_stands_below_an_answer_in_a_literal_is_of_its_own() {
    let right = canonical("");
    let mistaken = right.replace("/k\n", "/k/\n");
    let body = format!("{{\"message\":{}}}", literal(&message(&right)));
    let members = format!("{{\"message\":{},\"status\":403}}", literal(&message(&right)));
    for answer in [
        literal(&body),
        format!("upload failed: {body}"),
        format!("RuntimeError({})", literal(&body)),
        format!("[error]: upload failed {members}"),
        format!("{{ message: {} }}", on_a_console(&message(&right))),
        // Twice, as logs have it.
        format!("Error: {}\n[error] upload failed: {}", message(&right), message(&right)),
    ] {
        let found = pieces(&format!(
            "{answer}\n\nCanonical request:\n{mistaken}\n\nAWS_SECRET_ACCESS_KEY={SECRET}\n"
        ));
        assert_eq!(
            found.iter().filter(|(field, _)| *field != "response").cloned().collect::<Vec<_>>(),
            [("canonicalRequest", mistaken.clone()), ("secretAccessKey", SECRET.to_string())],
            "{answer}"
        );
    }
}

#[test]
fn a_printed_error_is_one_answer_to_its_last_member() {
    let right = canonical("");
    let print = |message: &str, code: &str| {
        format!(
            "{code}: {message}\n    at send (/app/node_modules/client/index.js:79:67)\n    at async /app/main.mjs:4:5 {{\n  '$fault': 'client',\n  code: '{code}',\n  __type: 'com.example#{code}'\n}}"
        )
    };
    let read = |printed: &str| {
        let found = recognise(printed);
        assert_eq!(found.iter().map(|piece| piece.field).collect::<Vec<_>>(), ["response"]);
        let body = found[0].text.clone();
        assert_eq!(body, printed);
        let response = Some(GivenResponse { body, ..GivenResponse::default() });
        let canonical_request = Some(right.replace("/k\n", "/k/\n"));
        diagnose(&Evidence { response, canonical_request, ..Evidence::default() })
    };
    let diagnosis = read(&print(&message(&right), "InvalidSignatureException"));
    assert_eq!(firm(&diagnosis)[0].0, "path-trailing-slash");
    let region = "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'";
    let diagnosis = read(&print(region, "AuthorizationHeaderMalformed"));
    assert_eq!(diagnosis.findings[0].expected.as_deref(), Some("eu-west-1"));
}

#[test]
fn an_error_that_is_printed_below_a_request_is_not_its_body() {
    let right = canonical("");
    let lines = string_to_sign(&right);
    let sent = format!("PUT /k HTTP/1.1\nHost: {HOST}\nx-amz-date: {DATE}\n\nhello");
    for [name, error] in
        [["'", "{'Error': {'AccessKeyId': 'AKIDEXAMPLE',"], ["\"", "{\"Error\": {"]]
    {
        let member = |key: &str, value: &str| {
            format!("{name}{key}{name}: {}", literal(value).replace('"', name))
        };
        let printed = format!(
            "{error}\n           {},\n           {},\n           {}}}}}",
            member("CanonicalRequest", &right),
            member("Code", "SignatureDoesNotMatch"),
            member("StringToSign", &lines)
        );
        let found = pieces(&format!("{sent}\n\n{printed}\n"));
        assert_eq!(found, [("request", sent.clone()), ("response", printed.clone())]);
    }
}

#[test]
fn an_object_may_show_a_request_and_behind_it_the_answer() {
    let right = canonical("");
    let lines = string_to_sign(&right);
    let members = json!({ "__type": "a#InvalidSignatureException", "message": message(&right) });
    let xml = format!(
        "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>{lines}</StringToSign><CanonicalRequest>{right}</CanonicalRequest></Error>"
    );
    let signed = format!(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{SCOPE}, SignedHeaders={NAMES}, Signature={}",
        "a".repeat(64)
    );
    let headers =
        json!({ "x-amz-date": DATE, "x-amz-content-sha256": EMPTY, "Authorization": signed });
    let url = format!("https://{HOST}/k");
    for (data, code) in
        [(members, "InvalidSignatureException"), (json!(xml), "SignatureDoesNotMatch")]
    {
        let error = json!({
            "code": "ERR_BAD_REQUEST",
            "config": { "method": "get", "url": url, "headers": headers },
            "response": { "status": 403, "data": data },
        });
        for printed in [error.to_string(), serde_json::to_string_pretty(&error).unwrap()] {
            let found = recognise(&printed);
            let kinds: Vec<_> = found.iter().map(|piece| piece.kind.as_str()).collect();
            let request = format!("printed request: GET {url}");
            let answer = format!("{code}, with the service’s own strings");
            assert_eq!(kinds, [request, answer], "{printed}");
        }
    }
    let sent = json!({ "method": "get", "url": url, "headers": headers, "data": "{\"a\":1}" });
    assert_eq!(pieces(&sent.to_string()), [("request", sent.to_string())]);
}

#[test]
fn an_object_behind_a_tag_is_of_the_answer() {
    let answer = format!("<Response [403]> {{\"message\":{}}}", literal(&message(&canonical(""))));
    let found = recognise(&answer);
    assert_eq!(found[0].kind, "answer, with the service’s own strings");
    assert_eq!(pieces("<Error><Code>AccessDenied</Code></Error> (403)")[0].1.len(), 40);
}

#[test]
fn a_url_in_an_error_of_a_client_is_no_unsigned_request() {
    let url = format!("https://{HOST}/k");
    for printed in [
        format!("403 Client Error: Forbidden for url: {url}"),
        format!("Client error '403 Forbidden' for url '{url}'"),
        format!("Response {{\n  status: 403,\n  ok: false,\n  url: '{url}'\n}}"),
        format!("{{\"status\":403,\"url\":\"{url}\"}}"),
    ] {
        assert_eq!(pieces(&printed), [], "{printed}");
        // One that is signed shows all of it.
        let signed = printed.replace("/k", "/k?X-Amz-Signature=0");
        assert_eq!(pieces(&signed).len(), 1, "{signed}");
    }
    assert_eq!(pieces(&format!("I open the url {url} and its status is 403"))[0].0, "request");
}

#[test]
fn an_apostrophe_in_raw_http_opens_no_quote() {
    let answer = "<Error><Code>SignatureDoesNotMatch</Code></Error>";
    for [path, body] in [["/it's", "hello"], ["/k", "{\"a\": \"it's\"}"]] {
        let sent = format!("PUT {path} HTTP/1.1\nHost: {HOST}\nx-amz-date: {DATE}\n\n{body}");
        let head = format!("PUT {path} HTTP/1.1\r\nHost: {HOST}\r\nx-amz-date: {DATE}");
        let printed = format!("_header: {},", literal(&format!("{head}\r\n\r\n")));
        for (sent, read) in [(&sent, &sent), (&printed, &head)] {
            let found = pieces(&format!("{sent}\n\n{answer}\n\nAWS_SECRET_ACCESS_KEY={SECRET}\n"));
            let expected = [
                ("request", read.clone()),
                ("response", answer.to_string()),
                ("secretAccessKey", SECRET.to_string()),
            ];
            assert_eq!(found, expected, "{sent}");
        }
    }
}

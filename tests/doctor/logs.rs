//! What structured logs hold in their literals: each is read as if it was pasted itself.

use crate::own_strings::{
    DATE, EMPTY, HOST, NAMES, SCOPE, SECRET, canonical, sha256, string_to_sign,
};
use serde_json::json;
use sigv4_wasm::doctor::recognise;

type Texts = Vec<(&'static str, String)>;

fn pieces(paste: &str) -> Texts {
    recognise(paste).into_iter().map(|piece| (piece.field, piece.text)).collect()
}

fn command() -> String {
    format!(
        "curl -H 'x-amz-date: {DATE}' -H 'x-amz-content-sha256: {EMPTY}' -H \"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{SCOPE}, SignedHeaders={NAMES}, Signature={}\" -d '{{\"a\":\"b\\n\"}}' https://{HOST}/k",
        sha256("")
    )
}

fn http() -> String {
    format!(
        "GET /k HTTP/1.1\nHost: {HOST}\nX-Amz-Date: {DATE}\nX-Amz-Content-Sha256: {EMPTY}\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{SCOPE}, SignedHeaders={NAMES}, Signature={}",
        sha256("")
    )
}

fn answers() -> [String; 2] {
    let (own, lines) = (canonical("a=b"), string_to_sign(&canonical("a=b")));
    [
        format!(
            "<?xml version=\"1.0\"?>\n<Error><Code>SignatureDoesNotMatch</Code><StringToSign>{lines}</StringToSign><CanonicalRequest>{own}</CanonicalRequest></Error>"
        ),
        json!({ "message": format!("The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'{own}'\n\nThe String-to-Sign should have been\n'{lines}'\n") })
            .to_string(),
    ]
}

/// A line of a log of what a program says.
type Log = fn(&str) -> String;

const LOGS: [(&str, Log); 10] = [
    ("message first", |said| json!({ "message": said, "level": "debug" }).to_string()),
    ("message last", |said| format!("{{\"level\":20,\"pid\":7,\"msg\":{said:?}}}")),
    ("fields in lines", |said| {
        format!("{{\n  \"level\": \"debug\",\n  \"message\": {said:?},\n  \"pid\": 7\n}}")
    }),
    ("words and values", |said| {
        format!("time=\"2026-11-29T09:14:10Z\" level=debug msg={said:?} pid=7")
    }),
    ("behind a time", |said| {
        format!("2026-11-29T09:14:10.1Z stdout F {}", json!({ "msg": said, "pid": 7 }))
    }),
    ("of a log", |said| {
        json!({ "log": format!("{}\n", json!({ "msg": said, "pid": 7 })), "stream": "stdout" })
            .to_string()
    }),
    ("in a list", |said| {
        format!(
            "{{\n  \"events\": [\n    {{\n      \"timestamp\": 1,\n      \"message\": {said:?}\n    }}\n  ]\n}}"
        )
    }),
    ("as JSON of a field", |said| {
        json!({ "message": json!({ "said": said }).to_string() }).to_string()
    }),
    ("as another's JSON", |said| {
        json!({ "a": json!({ "b": json!({ "said": said }).to_string() }).to_string() }).to_string()
    }),
    ("printed", |said| {
        format!(
            "app: {{ level: 'debug', msg: '{}' }}",
            format!("{said:?}").trim_matches('"').replace("\\\"", "\"").replace('\'', "\\'")
        )
    }),
];

#[test]
fn what_a_log_has_in_a_literal_is_read_as_the_text() {
    let own = canonical("");
    let lines = string_to_sign(&own);
    let [xml, json] = answers();
    for (field, text, labels) in [
        ("canonicalRequest", own, ["", "canonical request\n", "We sign: "]),
        ("stringToSign", lines, ["", "string to sign\n", "string to sign: "]),
        ("request", command(), ["", "", ""]),
        ("request", http(), ["", "", ""]),
        ("response", xml, ["", "answer\n", ""]),
        ("response", json, ["", "answer\n", ""]),
    ] {
        for (how, log) in LOGS {
            for label in labels {
                let paste = log(&format!("{label}{text}"));
                let before = log("ready");
                for paste in [
                    paste.clone(),
                    format!("{before}\n{paste}\n{before}\n"),
                    format!("{before}\n{paste}\n{before}\n").replace('\n', "\r\n"),
                ] {
                    assert_eq!(pieces(&paste), [(field, text.clone())], "{how}: {paste}");
                }
            }
        }
    }
}

#[test]
fn all_texts_of_a_log_are_read_and_none_has_of_another() {
    let own = canonical("");
    let lines = string_to_sign(&own);
    for answer in answers() {
        for (how, log) in LOGS {
            let texts = [command(), own.clone(), lines.clone(), answer.clone()];
            let labels = ["", "canonical request: ", "string to sign\n", ""];
            let each = texts.iter().zip(labels).map(|(text, label)| log(&format!("{label}{text}")));
            let paste = each.collect::<Vec<_>>().join("\n");
            let fields = ["request", "canonicalRequest", "stringToSign", "response"];
            let expected: Texts = fields.into_iter().zip(texts).collect();
            assert_eq!(pieces(&paste), expected, "{how}: {paste}");
        }
        let line = json!({ "msg": "signed", "command": command(), "canonical": format!("ours:\n{own}"), "answer": answer });
        let expected = [("answer", answer), ("canonicalRequest", own.clone())];
        let found = pieces(&line.to_string());
        assert_eq!(found.len(), 3, "{found:?}");
        for (_, text) in expected {
            assert!(found.iter().any(|(_, found)| *found == text), "{text}");
        }
    }
}

#[test]
fn what_a_line_has_beside_its_texts_is_read_too() {
    let (own, error) = (canonical(""), "<Error><Code>SignatureDoesNotMatch</Code></Error>");
    let secret = ("secretAccessKey", SECRET.to_string());
    for (line, texts) in [
        (
            json!({ "canonicalRequest": own, "secretAccessKey": SECRET }).to_string(),
            vec![("canonicalRequest", own.clone()), secret.clone()],
        ),
        (
            format!("canonical_request = {own:?}; secret_access_key = \"{SECRET}\""),
            vec![("canonicalRequest", own.clone()), secret.clone()],
        ),
        (
            json!({ "message": "signing", "canonicalRequest": own, "stringToSign": "(not printed)" }).to_string(),
            vec![("canonicalRequest", own.clone())],
        ),
        (
            json!({ "AWS_SECRET_ACCESS_KEY": SECRET, "body": error }).to_string(),
            vec![("response", error.into()), secret],
        ),
    ] {
        let mut found = pieces(&line);
        found.sort();
        assert_eq!(found, texts, "{line}");
    }
    let printed = json!({ "code": "SignatureDoesNotMatch", "status": 403, "body": error });
    assert_eq!(pieces(&printed.to_string()).pop(), Some(("response", error.to_string())));
    let headers = json!({ "x-amz-date": DATE, "x-amz-content-sha256": EMPTY, "Authorization": format!("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{SCOPE}, SignedHeaders={NAMES}, Signature={}", sha256("")) });
    let line = json!({ "url": format!("https://{HOST}/k"), "method": "GET", "headers": headers, "canonicalRequest": own });
    let found = pieces(&line.to_string());
    let fields: Vec<_> = found.iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, ["canonicalRequest", "request"], "{found:?}");
    assert!(found.iter().all(|(_, text)| !text.contains("[…]")), "{found:?}");
}

#[test]
fn what_a_request_sends_is_no_log() {
    let own = canonical("");
    let body = json!({ "message": format!("ours:\n{own}"), "other": "<Code>A</Code> not match the signature" });
    for request in [
        format!("curl -d '{body}' https://{HOST}/k"),
        format!("curl --data='{body}' https://{HOST}/k"),
        format!(
            "fetch(\"https://{HOST}/k\", {{ method: \"POST\", body: {:?} }})",
            json!({ "a": "GET\n/k" }).to_string()
        ),
    ] {
        assert_eq!(pieces(&request), [("request", request.clone())]);
    }
}

#[test]
fn a_request_line_may_stand_behind_the_name_of_a_logger() {
    for prefix in ["DEBUG:app:", "DEBUG:app.sign:send:", "[app]", "app\t"] {
        let paste = format!("{prefix}{}\n", http());
        let found = recognise(&paste);
        let kinds: Vec<_> = found.iter().map(|piece| piece.kind.as_str()).collect();
        assert_eq!(kinds, [format!("HTTP request: GET https://{HOST}/k")], "{paste}");
    }
}

#[test]
fn a_value_without_quotes_ends_with_its_hash() {
    let own = canonical("");
    let lines = string_to_sign(&own);
    let in_line = |text: &str| text.replace('\n', "\\n");
    let (quoted, field) = ("responseBody=\"a b\"", "level=debug timestamp=2026-11-29T09:14:10Z");
    for (name, text) in [
        ("stringToSign", lines.clone()),
        ("canonicalRequest", own.clone()),
        ("stringToSign", format!("{lines}\n")),
        ("canonicalRequest", own.replace(EMPTY, "UNSIGNED-PAYLOAD")),
    ] {
        let value = in_line(&text);
        for paste in [
            format!("event={value} {field}\n"),
            format!("{quoted} {name}={value} {quoted} {field}\n"),
        ] {
            assert_eq!(pieces(&paste), [(name, text.clone())], "{paste}");
        }
    }
    let [c, s] = [in_line(&own), in_line(&lines)];
    for paste in [
        format!("canonicalRequest={c} stringToSign={s} {field}\n"),
        format!("{quoted} stringToSign={s} {quoted} canonicalRequest={c} {field}\n"),
    ] {
        let mut found = pieces(&paste);
        found.sort();
        let expected = [("canonicalRequest", own.clone()), ("stringToSign", lines.clone())];
        assert_eq!(found, expected, "{paste}");
    }
    // It may be what was hashed where nothing shows that a program made fields.
    let alone = format!("canonicalRequest={c}\n");
    assert_eq!(pieces(&alone), [("canonicalRequest", c)]);
}

#[test]
fn a_message_ends_with_a_newline_of_its_program_and_another_text_with_its_own() {
    let own = format!("{}\n", canonical(""));
    for name in ["message", "msg", "@message", "@m", "@mt"] {
        let paste = json!({ "@l": "Debug", name: own, "pid": 7 }).to_string();
        assert_eq!(pieces(&paste), [("canonicalRequest", canonical(""))], "{paste}");
    }
    for name in ["canonicalRequest", "m", "@own"] {
        let paste = json!({ "@l": "Debug", name: own, "pid": 7 }).to_string();
        assert_eq!(pieces(&paste), [("canonicalRequest", own.clone())], "{paste}");
    }
}

#[test]
fn a_line_of_a_literal_is_no_header() {
    let raw = http().replace("\n", "\\n' +\n    '");
    let log = format!("sending {{\n  raw: '{raw}' +\n}}\nsee https://example.com/doc");
    let each = log.lines().map(|line| format!("2026-11-29T09:14:10.1Z stderr F {line}\n"));
    let log: String = each.collect();
    let found = pieces(&log);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn an_object_in_lines_is_read_behind_what_a_log_has_before_each() {
    let signed = format!(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{SCOPE}, SignedHeaders={NAMES}, Signature={}",
        sha256("")
    );
    let request = json!({
        "config": {
            "method": "GET",
            "url": format!("https://{HOST}/k"),
            "headers": { "x-amz-date": DATE, "x-amz-content-sha256": EMPTY, "Authorization": signed },
        },
        "status": 403,
    });
    let json = serde_json::to_string_pretty(&request).unwrap();
    let console = json.replace("  \"x-amz-date\"", "  'x-amz-date'");
    let console = console.replace("  \"x-amz-content-sha256\"", "  'x-amz-content-sha256'");
    let console = console.replace("  \"", "  ").replace("\": ", ": ").replace('"', "'");
    let error = format!("Error: Request failed\n    at settle (file.js:19:12) {console}");
    let [xml, _] = answers();
    let literal = xml.split_inclusive('\n').map(|line| format!("{line:?}").replace('"', "'"));
    let literal = literal.collect::<Vec<_>>().join(" +\n  ");
    let python = "{'Error': {'Code': 'SignatureDoesNotMatch',\n           'Message': 'The request signature we calculated does not match the signature you provided.'},\n 'Status': 403}";
    let kinds = |paste: &str| -> Vec<String> {
        recognise(paste).into_iter().map(|piece| piece.field.to_string() + &piece.kind).collect()
    };
    for object in [json, console, error, literal, python.into()] {
        let expected = kinds(&object);
        assert!(!expected.is_empty(), "{object}");
        for prefix in ["2026-11-29T09:14:10.1Z stdout F ", "app-1  | ", "INFO:app:"] {
            let each = |text: &str| -> String {
                let lines = text.lines().zip(100..);
                let times =
                    lines.map(|(line, time)| (line, prefix.replace(".1", &format!(".{time}"))));
                times.map(|(line, prefix)| format!("{prefix}{line}\n")).collect()
            };
            // What stands above an object is of what it says.
            if object.starts_with('{') {
                assert_eq!(pieces(&each(&object)), pieces(&object));
            }
            for paste in [each(&object), each(&format!("ready\n{object}\nready"))] {
                assert_eq!(kinds(&paste), expected, "{paste}");
            }
        }
    }
}

#[test]
fn line_ends_of_a_whole_file_are_not_those_of_a_text_in_it() {
    let own = canonical("");
    let returned = own.replace('\n', "\r\n");
    for (paste, text) in [
        (format!("We sign:\r\n{returned}\r\nand send it.\r\n"), &own),
        (format!("10:00:00 DEBUG canonical request: {returned}\r\n10:00:01 DEBUG sent\r\n"), &own),
        (format!("We sign:\n{returned}\n"), &returned),
        (returned.clone(), &returned),
    ] {
        assert_eq!(pieces(&paste), [("canonicalRequest", text.clone())], "{paste:?}");
    }
}

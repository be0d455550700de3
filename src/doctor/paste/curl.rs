//! curl commands, as typed into a POSIX shell.

use super::super::evidence::{GivenBody, RequestParts};
use super::super::text::Search;
use super::scan::{base64_text, unescape_backslashes};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The options that take a value.
const WITH_VALUE: &str = "\
    -X --request -H --header -d --data --data-ascii --data-raw --data-binary --data-urlencode \
    --json -A --user-agent -e --referer -u --user --url -o --output -m --max-time \
    --connect-timeout -w --write-out -x --proxy --cacert --cert --key --aws-sigv4 --resolve -D \
    -T";

/// The request that the first curl command in the text sends.
pub fn request(text: &str) -> Option<RequestParts> {
    let start =
        text.place("curl ").or_else(|| text.place("curl\\\n")).or_else(|| text.place("curl\n"))?;
    if text.get(..start)?.ends_with(|before: char| {
        before.is_ascii_alphanumeric() || matches!(before, '-' | '_' | '/' | '.')
    }) {
        return None;
    }
    let words = words(text.get(start + 4..)?);
    let mut parts = RequestParts::default();
    let (mut data, mut get, mut head) = (None::<String>, false, false);
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let (name, joined) = split_option(&word);
        let value = if WITH_VALUE.pieces(b' ').any(|option| option == name) {
            joined.or_else(|| words.next()).unwrap_or_default()
        } else {
            String::new()
        };
        match name {
            "-X" | "--request" => parts.method = value,
            "-H" | "--header" => push_header(&mut parts.headers, &value),
            "-d" | "--data" | "--data-ascii" => {
                add(&mut data, &value.replaced("\r", "").replaced("\n", ""));
            }
            "--data-raw" | "--data-binary" | "--data-urlencode" => add(&mut data, &value),
            "--json" => {
                add(&mut data, &value);
                push_header(&mut parts.headers, "Content-Type: application/json");
                push_header(&mut parts.headers, "Accept: application/json");
            }
            "-A" | "--user-agent" => {
                push_header(&mut parts.headers, &["User-Agent: ", &value].concat());
            }
            "-e" | "--referer" => {
                push_header(&mut parts.headers, &["Referer: ", &value].concat());
            }
            "-u" | "--user" => {
                let basic = base64_text(value.as_bytes());
                push_header(&mut parts.headers, &["Authorization: Basic ", &basic].concat());
            }
            "--url" => parts.url = value,
            "-I" | "--head" => head = true,
            "-G" | "--get" => get = true,
            _ if name.starts_with('-') => {}
            _ if parts.url.is_empty() => parts.url = word,
            _ => {}
        }
    }
    if parts.url.is_empty() {
        return None;
    }
    if !parts.url.has("://") {
        parts.url = ["http://", &parts.url].concat();
    }
    if get && let Some(data) = data.take() {
        let separator = if parts.url.has("?") { "&" } else { "?" };
        parts.url.extend([separator, &data]);
    }
    if parts.method.is_empty() {
        parts.method = if head {
            "HEAD"
        } else if data.is_some() {
            "POST"
        } else {
            "GET"
        }
        .to_string();
    }
    if data.is_some() && super::header(&parts.headers, "content-type").is_none() {
        push_header(&mut parts.headers, "Content-Type: application/x-www-form-urlencoded");
    }
    parts.body = match data {
        // A body that curl reads from a file is not in the command.
        Some(data) if data.starts_with('@') => GivenBody::Unseen,
        data => data.map(String::into_bytes).into(),
    };
    Some(parts)
}

fn add(data: &mut Option<String>, value: &str) {
    match data {
        Some(data) => {
            data.push('&');
            data.push_str(value);
        }
        None => *data = Some(value.to_string()),
    }
}

/// `-XPUT` and `--request=PUT` hold their value.
fn split_option(word: &str) -> (&str, Option<String>) {
    if word.starts_with("--") {
        return match word.cut("=") {
            Some((name, value)) => (name, Some(value.to_string())),
            None => (word, None),
        };
    }
    match word.get(..2) {
        Some(name)
            if word.len() > 2 && ["-X", "-H", "-d", "-A", "-e", "-u", "-o"].contains(&name) =>
        {
            (name, word.get(2..).map(ToString::to_string))
        }
        _ => (word, None),
    }
}

fn push_header(headers: &mut Vec<(String, String)>, line: &str) {
    // `Name;` sends an empty header, `Name:` removes one.
    if let Some((name, value)) = line.cut(":") {
        let value = value.strip_prefix(' ').unwrap_or(value);
        if !value.is_empty() {
            headers.push((name.trim().to_string(), value.to_string()));
        }
    } else if let Some(name) = line.strip_suffix(';') {
        headers.push((name.to_string(), String::new()));
    }
}

/// The words of one shell command: up to an unquoted newline, `;`, `|`, `&` or `>`.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = text;
    loop {
        let mut letters = rest.chars();
        let Some(letter) = letters.next() else { break };
        let after = letters.as_str();
        match letter {
            '\\' => {
                let mut letters = after.chars();
                match letters.next() {
                    Some('\n') => {}
                    Some('\r') => {
                        letters.next();
                    }
                    Some(escaped) => word.get_or_insert_default().push(escaped),
                    None => {}
                }
                rest = letters.as_str();
                continue;
            }
            '$' if after.starts_with('\'') => {
                let inner = after.get(1..).unwrap_or_default();
                let (quoted, tail) = super::scan::quoted(inner, '\'').unwrap_or((inner, ""));
                word.get_or_insert_default().push_str(&unescape_backslashes(quoted));
                rest = tail;
                continue;
            }
            '\'' => {
                let (quoted, tail) = after.cut("'").unwrap_or((after, ""));
                word.get_or_insert_default().push_str(quoted);
                rest = tail;
                continue;
            }
            '"' => {
                let (quoted, tail) = super::scan::quoted(after, '"').unwrap_or((after, ""));
                let unescaped =
                    quoted.replaced("\\\n", "").replaced("\\\"", "\"").replaced("\\$", "$");
                word.get_or_insert_default()
                    .push_str(&unescaped.replaced("\\`", "`").replaced("\\\\", "\\"));
                rest = tail;
                continue;
            }
            '\n' | ';' | '|' | '&' | '>' => break,
            ' ' | '\t' | '\r' => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
        rest = after;
    }
    words.extend(word);
    words
}

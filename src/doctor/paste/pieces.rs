//! Taking a paste apart: an error, a command and a log, one below the other.

use super::super::evidence::Piece;
use super::super::text::{Search, concat};
use super::curl;
use super::labelled;
use super::logged::{LOGGED, without_logged};
use super::object::signed_at;
use super::open::Open;
use super::piece::{CANONICAL_REQUEST, REQUEST, RESPONSE, SECRET, own, piece};
use super::refusal::without_refusals;
use super::scan::line;
use super::start::{Around, Start, start};
use super::strings::without_literals;
use super::surroundings::freed;
use super::xml::field;
use super::{is_answer, is_error};
use alloc::string::String;
use alloc::vec::Vec;

/// The pieces that were found.
struct Found {
    all: Vec<Piece>,
    /// A URL alone would look unsigned: its headers stand elsewhere, or are not told.
    is_by_header: bool,
    /// Any line of a log may have a message.
    is_log: bool,
    /// An answer stands in a literal: what a program printed around that is none.
    is_answered: bool,
    /// What stands in literals of the text that is open.
    logged: Vec<Piece>,
}

impl Found {
    /// Adds a piece, and the secret that a command has curl sign with, taken out of it. One instance keeps the artefact small.
    #[inline(never)]
    fn add(&mut self, piece: Option<Piece>) {
        let Some(mut piece) = piece else { return };
        if self.is_by_header && piece.kind.starts_with("URL") && !piece.text.has("X-Amz-") {
            return;
        }
        let is_message = self.is_log && piece.kind.starts_with("answer") && !is_error(&piece.text);
        if is_message || self.is_answered && piece.field == RESPONSE && piece.text.has(LOGGED) {
            return;
        }
        let secret = if piece.field == REQUEST { curl::secret(&piece.text) } else { None };
        if let Some(secret) = &secret {
            piece.text = piece.text.replaced_first(&concat(&[":", secret]), ":***");
        }
        let behind = piece.text.cut_last("Credential=").and_then(|(_, own)| own.cut("}"));
        let is_object = piece.field == REQUEST && piece.text.starts_with('{');
        let answer = behind.filter(|(_, text)| is_object && is_error(text));
        let answer = answer.and_then(|(_, text)| self::piece(RESPONSE, text));
        self.all.push(piece);
        self.add(answer);
        self.add(secret.and_then(|secret| self::piece(SECRET, &secret)));
    }

    fn close(&mut self, open: &mut Option<Open>) {
        self.add(open.take().and_then(Open::piece));
        self.all.append(&mut self.logged);
    }

    /// Takes a text apart, line by line; of the pieces that stand in literals there are some for each mark in it. Within its one
    /// caller, which calls itself, it would make the artefact larger.
    #[inline(never)]
    fn read(&mut self, text: &str, logged: Vec<Vec<Piece>>) {
        let mut logged = logged.into_iter();
        let mut open: Option<Open> = None;
        let (mut rest, mut is_labelled) = (text, false);
        while let (on, Some(line)) = (rest, line(&mut rest)) {
            let count = line.count(LOGGED);
            self.logged.extend(logged.by_ref().take(count).flatten());
            if open.is_none() {
                self.close(&mut open);
            }
            if let Some(open) = &mut open
                && let Some(end) = open.end(line)
            {
                open.push(end);
                open.push("\n");
                rest = on.get(end.len()..).unwrap_or_default();
                continue;
            }
            if let Some(open) = &mut open
                && let Some(secret) = open.secret(line)
            {
                open.count(line);
                self.add(piece(SECRET, secret));
                continue;
            }
            let around = Around::of(open.as_ref(), line, rest, is_labelled);
            let start = around.and_then(|around| start(line, &around));
            if start.is_some() || ends_sentence(open.as_ref(), line, rest) {
                self.close(&mut open);
            }
            is_labelled &= line.trim().is_empty();
            match start {
                Some(Start::Heading { is_text }) => is_labelled = is_text,
                Some(Start::Word(field, word)) => self.add(piece(field, word)),
                Some(Start::Lines(field, text)) => open = Some(Open::new(field, text)),
                None => {
                    if let Some(open) = &mut open {
                        open.push(line);
                    }
                }
            }
        }
        self.close(&mut open);
    }
}

/// The things in a paste, each for its field of the evidence: own strings that a program printed as literals, then all others
/// in the order in which they stand there, those in the literals of a log behind what they are in, then what a service logged
/// of refusals.
pub fn pieces(text: &str) -> Vec<Piece> {
    let (text, logged) = without_logged(&freed(text));
    let text = &*text;
    let (bare, refusals) = without_refusals(text);
    let (bare, literals) = without_literals(&bare);
    // A client that prints an error, or an answer, tells the URL alone.
    let is_told =
        text.has("for url") || text.has("status") && text.has_any(" url: '| url: \"|\"url\":");
    let is_by_header = signed_at(text).is_some() || is_told;
    let all = literals.into_iter().map(own).collect();
    let is_log = !logged.is_empty();
    let logged: Vec<_> = logged.iter().map(|text| pieces(text)).collect();
    let is_answered = logged.iter().flatten().any(|piece| piece.field == RESPONSE);
    let mut found = Found { all, is_by_header, is_log, is_answered, logged: Vec::new() };
    found.read(&bare, logged);
    for log in refusals {
        found.add(piece(RESPONSE, log));
    }
    let is_signed = is_by_header || text.has("X-Amz-Credential=");
    if is_signed && found.all.iter().all(|piece| piece.field != REQUEST) {
        found.add(scattered_request(text, &found.all));
    }
    if found.all.is_empty() {
        let field = if is_answer(text) { RESPONSE } else { REQUEST };
        found.add(piece(field, text));
    }
    found.all
}

/// Whether a line is empty and ends the sentence that is open: what is printed behind the indented trace of a stack goes on.
fn ends_sentence(open: Option<&Open>, line: &str, rest: &str) -> bool {
    let is_end =
        line.trim().is_empty() && !rest.starts_in(" \t") && !is_answer(rest.before(b'\n').trim());
    is_end && open.is_some_and(Open::is_sentence)
}

/// A request that no line begins: a signed URL in a sentence, or headers in lines.
fn scattered_request(text: &str, others: &[Piece]) -> Option<Piece> {
    let (mut request, mut rest) = (String::new(), text);
    while let Some(line) = line(&mut rest) {
        request.push_str(if labelled::secret(line).is_none() { line } else { "" });
    }
    // Who prints a URL and headers leaves the method out, which the other texts may tell.
    let told = || {
        let canonical = |piece: &Piece| match piece.field {
            CANONICAL_REQUEST => Some(piece.text.clone()),
            _ => field(&piece.text, "CanonicalRequest"),
        };
        let canonical = others.iter().find_map(canonical)?;
        let method = concat(&["\n", canonical.before(b'\n'), " http"]);
        piece(REQUEST, &concat(&["\n", &request]).replaced_first("\nhttp", &method))
    };
    piece(REQUEST, &request).or_else(told)
}

#[cfg(test)]
mod tests {
    use super::super::piece::{ACCESS_KEY_ID, SIGNATURE, STRING_TO_SIGN};
    use super::*;
    use alloc::format;
    use alloc::string::ToString;

    const CANONICAL: &str = "GET\n/a%20b\n\nhost:example.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const LINES: &str = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/s3/aws4_request\n8022bfe928617feede7994648f87933711ea8a747ae696acca56baa0a9fb9970";
    const HASH: &str = "30dcf3967d47efecbbe8bfe3f11180cb748e4ef66abf01d7649069bf350394ad";
    const SECRET_OF_DOCUMENTS: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    fn found(text: &str) -> Vec<(&'static str, String)> {
        pieces(text).into_iter().map(|piece| (piece.field, piece.text)).collect()
    }

    fn error() -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<Error><Code>SignatureDoesNotMatch</Code><StringToSign>{LINES}</StringToSign><CanonicalRequest>{CANONICAL}</CanonicalRequest></Error>"
        )
    }

    #[test]
    fn each_text_alone_is_known_and_kept_whole() {
        let url = "https://bucket.s3.amazonaws.com/key?X-Amz-Signature=0";
        let curl = "curl -X PUT \\\n  -H 'x-amz-date: 1' \\\n  https://example.com/a";
        let raw =
            "GET /a HTTP/1.1\nHost: example.com\nAuthorization: AWS4-HMAC-SHA256 Credential=A/b";
        let literal = CANONICAL.replace('\n', "\\n");
        for (text, field) in [
            (CANONICAL, CANONICAL_REQUEST),
            (literal.as_str(), CANONICAL_REQUEST),
            (LINES, STRING_TO_SIGN),
            (url, REQUEST),
            (curl, REQUEST),
            (raw, REQUEST),
            (error().as_str(), RESPONSE),
            ("{\n  \"message\": \"The request signature\"\n}", RESPONSE),
            (HASH, SIGNATURE),
            ("AKIAIOSFODNN7EXAMPLE", ACCESS_KEY_ID),
            (SECRET_OF_DOCUMENTS, SECRET),
            ("wJalrXUtnFEMIaK7MDENGabPxRfiCYEXAMPLEKEY", SECRET),
        ] {
            assert_eq!(found(text), [(field, text.to_string())], "{text}");
        }
    }

    #[test]
    fn a_paste_of_many_things_is_taken_apart() {
        let curl = "curl -X PUT https://example.com/a";
        let text = format!("Hello!\n$ {curl}\n\n{}\n\nWe sign:\n{CANONICAL}\n\n{LINES}\n", error());
        let expected = [
            (REQUEST, format!("$ {curl}")),
            (RESPONSE, error()),
            (CANONICAL_REQUEST, CANONICAL.to_string()),
            (STRING_TO_SIGN, LINES.to_string()),
        ];
        let found: Vec<_> = found(&text);
        assert_eq!(
            found.iter().map(|(field, _)| *field).collect::<Vec<_>>(),
            expected.each_ref().map(|(field, _)| *field)
        );
        assert_eq!(found[..2], expected[..2]);
        assert_eq!(found[2].1, CANONICAL);
        assert_eq!(found[3], expected[3]);
    }

    #[test]
    fn a_log_of_a_signer_is_taken_apart() {
        let log = format!(
            "2024-05-01 10:00:00,1 botocore.auth [DEBUG] CanonicalRequest:\n{CANONICAL}\n2024-05-01 10:00:00,2 botocore.auth [DEBUG] StringToSign:\n{LINES}\n2024-05-01 10:00:00,3 botocore.auth [DEBUG] Signature:\n{HASH}\n"
        );
        let expected = [
            (CANONICAL_REQUEST, CANONICAL.to_string()),
            (STRING_TO_SIGN, LINES.to_string()),
            (SIGNATURE, HASH.to_string()),
        ];
        assert_eq!(found(&log), expected);
        let go = format!(
            "---[ CANONICAL STRING  ]-----------------------------\n{CANONICAL}\n---[ STRING TO SIGN ]--------------------------------\n{LINES}\n"
        );
        assert_eq!(found(&go), expected[..2]);
        let java = format!(
            "DEBUG 2026-09-10 02:43:25,326 [main] DefaultV4RequestSigner: AWS4 Canonical Request: {CANONICAL}\nDEBUG 2026-09-10 02:43:25,327 [main] DefaultV4RequestSigner: AWS4 String to sign: {LINES}\n"
        );
        assert_eq!(found(&java), expected[..2]);
        let rule = "-----------------------------------------------------";
        let date = "2026-11-27 10:00:00 [main] DEBUG";
        let php = format!(
            "[27-Nov-2026 10:00:00 UTC] CanonicalRequest:\n{CANONICAL}\nStringToSign:\n{LINES}\n[27-Nov-2026 10:00:01 UTC] PHP Notice: x\n"
        );
        let java = format!(
            "{date} Aws4Signer:85 - AWS4 Canonical Request: {CANONICAL}\n{date} Aws4Signer:85 - AWS4 Canonical Request Hash: {HASH}\n{date} Aws4Signer:85 - AWS4 String to sign: {LINES}\n{date} request:85 - Sending Request: DefaultSdkHttpFullRequest(httpMethod=GET)\n"
        );
        for log in [
            format!("{go}{rule}"),
            format!("{go}{rule}\n2026/11/27 10:00:00 DEBUG: Request\n"),
            php,
            java,
        ] {
            assert_eq!(found(&log), expected[..2], "{log}");
        }
        let curl = format!(
            "* aws_sigv4: Canonical request (enclosed in []) - [{CANONICAL}]\n* aws_sigv4: String to sign (enclosed in []) - [{LINES}]\n* aws_sigv4: Signature - {HASH}\n"
        );
        assert_eq!(found(&curl), expected);
    }

    #[test]
    fn keys_are_read_from_a_shell_and_their_tag_does_not_repeat_the_secret() {
        let text = format!(
            "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nexport AWS_SECRET_ACCESS_KEY='{SECRET_OF_DOCUMENTS}'\n"
        );
        assert_eq!(
            found(&text),
            [
                (ACCESS_KEY_ID, "AKIAIOSFODNN7EXAMPLE".to_string()),
                (SECRET, SECRET_OF_DOCUMENTS.to_string())
            ]
        );
        assert!(pieces(&text).iter().all(|piece| !piece.kind.contains("wJalr")));
    }

    #[test]
    fn words_may_stand_one_below_the_other() {
        let text = format!("AKIAIOSFODNN7EXAMPLE\n{SECRET_OF_DOCUMENTS}\nand this:\n{HASH}\n");
        let fields: Vec<_> = found(&text).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [ACCESS_KEY_ID, SECRET, SIGNATURE]);
    }

    #[test]
    fn what_belongs_to_a_request_stays_with_it() {
        for text in [
            "curl https://example.com/a -d '{\n  \"a\": 1\n}'",
            "curl -X POST -d '{\"message\": \"AccessDenied\"}' https://example.com/a",
            "POST /a HTTP/1.1\nHost: example.com\nAuthorization: AWS4-HMAC-SHA256 Credential=A/b\n\n{\"action\": \"message\", \"data\": 1}",
            "POST /a HTTP/1.1\nHost: example.com\nAuthorization: AWS4-HMAC-SHA256 Credential=A/b, SignedHeaders=host, Signature=30dcf3967d47efecbbe8bfe3f11180cb748e4ef66abf01d7649069bf350394ad\n\n{\"a\": 1}",
            "fetch(\"https://example.com/a\", {\n  method: \"PUT\",\n  headers: {\n    \"x-amz-date\": \"1\"\n  }\n})",
        ] {
            assert_eq!(found(text), [(REQUEST, text.to_string())]);
        }
    }

    #[test]
    fn the_strings_of_an_answer_in_json_are_its_own() {
        let echo = format!(
            "not match the signature you provided.\\n\\nThe Canonical String for this request should have been\\n'{}'\\n\\nThe String-to-Sign should have been\\n'{}'\\n",
            CANONICAL.replace('\n', "\\n"),
            LINES.replace('\n', "\\n"),
        );
        for answer in [
            format!("{{\"message\":\"{echo}\"}}"),
            format!("{{\n  \"Message\" : \"{echo}\"\n}}"),
            format!("{{\"errors\":[{{\"message\": \"{echo}\", \"code\": \"InvalidSignature\"}}]}}"),
        ] {
            assert_eq!(found(&answer), [(RESPONSE, answer.clone())]);
            let all = found(&format!("curl https://example.com/a\n\n{answer}\n\n{CANONICAL}"));
            let fields: Vec<_> = all.iter().map(|(field, _)| *field).collect();
            assert_eq!(fields, [REQUEST, RESPONSE, CANONICAL_REQUEST], "{answer}");
        }
    }

    #[test]
    fn a_heading_tells_what_a_text_is_that_does_not_look_like_it() {
        for target in ["reports/q1", "example.com/reports/q1", "https://example.com/reports/q1"] {
            let own = CANONICAL.replace("/a%20b", target);
            assert_eq!(
                found(&format!("Canonical request:\n\n{own}\n")),
                [(CANONICAL_REQUEST, own)]
            );
        }
        assert_eq!(found("Canonical request:\nsee below\nGET\nwell"), []);
    }

    #[test]
    fn a_canonical_request_in_place_of_its_hash_is_of_the_string_to_sign() {
        let (scope, _) = LINES.rsplit_once('\n').unwrap();
        let own = format!("{scope}\n{CANONICAL}");
        assert_eq!(found(&format!("{own}\n")), [(STRING_TO_SIGN, own)]);
        let fields: Vec<_> =
            found(&format!("{scope}\n\n{CANONICAL}")).iter().map(|(f, _)| *f).collect();
        assert_eq!(fields, [STRING_TO_SIGN, CANONICAL_REQUEST]);
    }

    #[test]
    fn ends_of_lines_stay_as_they_are() {
        let own = CANONICAL.replace('\n', "\r\n");
        assert_eq!(found(&own), [(CANONICAL_REQUEST, own)]);
    }

    #[test]
    fn prose_is_nothing_and_a_url_in_it_is_a_request() {
        assert!(pieces("It does not work.\nWhy?").is_empty());
        assert!(pieces("").is_empty());
        assert!(pieces("0123456789abcdef0123456789abcdef01234567").is_empty());
        let url = pieces("I open https://b.s3.amazonaws.com/k?X-Amz-Date=1 and it fails");
        assert_eq!(url.first().map(|piece| piece.field), Some(REQUEST));
    }

    #[test]
    fn a_tag_says_what_its_text_is() {
        let kinds =
            |text: &str| pieces(text).into_iter().map(|piece| piece.kind).collect::<Vec<_>>();
        assert_eq!(
            kinds("curl -XPUT https://example.com/a?b=1"),
            ["curl command: PUT https://example.com/a"]
        );
        for (text, kind) in [
            (
                "https://b.s3.amazonaws.com/curl-8.tar.gz?X-Amz-Date=1",
                "URL: GET https://b.s3.amazonaws.com/curl-8.tar.gz",
            ),
            (
                ":method: PUT\n:authority: example.com\n:scheme: https\n:path: /a",
                "HTTP request: PUT https://example.com/a",
            ),
            (
                "POST /downloads/curl HTTP/1.1\nHost: example.com\n",
                "HTTP request: POST https://example.com/downloads/curl",
            ),
            ("curl -I example.com/fetch(1)", "curl command: HEAD http://example.com/fetch(1)"),
            ("fetch(\"https://example.com/curl \")", "fetch call: GET https://example.com/curl "),
        ] {
            assert_eq!(kinds(text), [kind]);
        }
        assert_eq!(kinds("<Error><Code>AccessDenied</Code></Error>"), ["AccessDenied"]);
        assert_eq!(kinds(&error()), ["SignatureDoesNotMatch, with strings that are not whole"]);
    }
}

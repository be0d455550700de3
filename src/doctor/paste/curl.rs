//! curl commands, as typed into a POSIX shell or copied for cmd.exe.

use super::super::evidence::{GivenBody, RequestParts};
use super::super::sent::CURL;
use super::super::text::{Search, concat, encoded, joined};
use super::labelled;
use super::scan::{LETTERS, base64_text, unescape_backslashes};
use super::url;
use crate::encode::STRICT;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// curl's options that take a value, but for rare ones: what they take is hardly taken for a URL. `--proxy-x` and
/// `--expand-x` take one where `--x` does.
const WITH_VALUE: &str = "\
    A b c C d D e E F H K m o P Q r t T u U w x X y Y z aws-sigv4 cacert cert connect-timeout \
    cookie data data-ascii data-binary data-raw data-urlencode form form-string header json key \
    max-time output proxy range referer request resolve retry upload-file url url-query user \
    user-agent write-out";

/// The request of the first curl command in the text that has a URL, before one that leaves its scheme out: that is
/// left out here too.
pub fn request(text: &str) -> Option<RequestParts> {
    let (mut found, mut without_scheme) = (None, None);
    each(text, &mut |command| {
        match command.parts() {
            Some(parts) if parts.url.has("://") => found = Some(parts),
            Some(parts) => _ = without_scheme.get_or_insert(parts),
            None => {}
        }
        found.is_some()
    });
    found.or(without_scheme)
}

/// Whether a request line is what a command sent.
pub fn sends(command: &RequestParts, method: &str, target: &str) -> bool {
    let own = url::target(&command.url).trimmed_start("/");
    command.method == method && own == target.trimmed_start("/")
}

/// The secret of the first command that curl signs.
pub fn secret(text: &str) -> Option<String> {
    let mut user = None;
    each(text, &mut |command| {
        user = command.provider.map(|_| command.user);
        user.is_some()
    });
    let secret = user?.cut(":")?.1.to_string();
    labelled::is_given(&secret).then_some(secret)
}

/// Reads one command after the other, up to one that is what is looked for.
fn each(text: &str, is_it: &mut dyn FnMut(Command) -> bool) {
    // Browsers copy a command for cmd.exe with a caret before each quote and each mark.
    let is_for_windows = text.has(" ^\"");
    let plain = is_for_windows.then(|| without_carets(text));
    // PowerShell writes a quote in quotes twice, and cmd.exe has none of these.
    let is_prompt = text.starts_with("PS ") || text.has("\nPS ");
    let is_power = is_prompt || text.has_any("curl.exe|`\n|`\r\n");
    let quoting = if is_power { Quoting::PowerShell } else { Quoting::Posix };
    let mut rest = plain.as_deref().unwrap_or(text);
    while let Some(after) = command(rest) {
        let (words, behind) = words(after, quoting);
        rest = behind;
        if is_it(Command::read(words)) {
            break;
        }
    }
}

/// Whose quotes a command has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    Posix,
    PowerShell,
}

/// A command for cmd.exe without its carets: behind one, two line ends are a newline, and one is none.
fn without_carets(text: &str) -> String {
    let unix = text.replaced("\r\n", "\n");
    let (mut out, mut rest) = (String::new(), unix.as_str());
    while let Some((before, after)) = rest.cut("^") {
        let (end, behind) = [("\n\n", "\n"), ("\n", " "), ("^", "^")]
            .iter()
            .find_map(|(escaped, plain)| Some((*plain, after.strip_prefix(escaped)?)))
            .unwrap_or(("", after));
        out.extend([before, end]);
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// What follows the next `curl` that is a command.
fn command(mut text: &str) -> Option<&str> {
    loop {
        let (before, after) = text.cut("curl")?;
        let is_word = before.ends_with('.') || before.ends_in(LETTERS);
        let words = after.strip_prefix(".exe").unwrap_or(after);
        if !is_word && words.starts_in(" \t\\^") {
            return Some(words);
        }
        text = after;
    }
}

/// What a command sends, as its options say it one by one.
#[derive(Default)]
struct Command {
    method: String,
    url: String,
    /// What is appended to the URL's query.
    query: Vec<String>,
    headers: Vec<(String, String)>,
    data: Vec<String>,
    /// A part of the body is in a file, or made by curl.
    is_unseen: bool,
    /// The file that is put.
    upload: Option<String>,
    /// Of what is posted, where no header says it.
    content_type: &'static str,
    is_get: bool,
    is_head: bool,
    has_options: bool,
    /// What curl signs by, and with: id and secret.
    provider: Option<String>,
    user: String,
}

/// What marks a variable or a placeholder.
const PLACED: &str = "$ { } < >";

impl Command {
    fn read(words: Vec<String>) -> Self {
        let mut command = Self::default();
        let (mut places, mut words) = (Vec::new(), words.into_iter());
        while let Some(word) = words.next() {
            if let Some(long) = word.strip_prefix("--") {
                let (name, joined) =
                    long.cut("=").map_or((long, None), |(name, value)| (name, Some(value)));
                if name == "next" {
                    break;
                }
                let value = match joined {
                    Some(value) => value.to_string(),
                    None if takes_value(name) => words.next().unwrap_or_default(),
                    None => String::new(),
                };
                command.set(name, value);
                continue;
            }
            let Some(mut flags) = word.strip_prefix('-').filter(|flags| !flags.is_empty()) else {
                places.push(word);
                continue;
            };
            while let Some((name, rest)) = flags.split_at_checked(1) {
                flags = rest;
                if takes_value(name) {
                    let joined = Some(rest.to_string()).filter(|rest| !rest.is_empty());
                    command.set(name, joined.or_else(|| words.next()).unwrap_or_default());
                    break;
                }
                command.set(name, String::new());
            }
        }
        command.at(&places)
    }

    #[inline(never)]
    fn at(mut self, places: &[String]) -> Self {
        let is_address = |place: &&String| place.has("://") && !place.before(b':').has(" ");
        let is_host = |place: &&String| {
            let is_name = !place.ends_in(".,:;!?");
            let is_version = place.trimmed("0123456789.").is_empty();
            place.has_any(".|/|:") && !place.has(" ") && is_name && !is_version
        };
        // A sentence about curl is no command.
        let is_sentence = places.len() > 2 && !self.has_options;
        if self.url.is_empty() && !is_sentence {
            let url = places.iter().find(is_address).or_else(|| places.iter().find(is_host));
            self.url = url.cloned().unwrap_or_default();
        }
        self
    }

    fn set(&mut self, name: &str, value: String) {
        self.has_options = true;
        match name {
            "X" | "request" => self.method = value,
            "url" => self.url = value,
            "url-query" => self.query.extend(urlencoded(&value)),
            "G" | "get" => self.is_get = true,
            "I" | "head" => self.is_head = true,
            "H" | "header" => push_header(&mut self.headers, &value),
            "A" | "user-agent" => self.push("User-Agent", &value),
            "e" | "referer" => self.push("Referer", &value),
            "r" | "range" => self.push("Range", &concat(&["bytes=", &value])),
            "b" | "cookie" if value.has("=") => self.push("Cookie", &value),
            "u" | "user" => {
                let basic = base64_text(value.as_bytes());
                self.push("Authorization", &concat(&["Basic ", &basic]));
                self.user = value;
            }
            "aws-sigv4" => self.provider = Some(value),
            "T" | "upload-file" => (self.upload, self.is_unseen) = (Some(value), true),
            "F" | "form" | "form-string" => {
                (self.content_type, self.is_unseen) = ("multipart/form-data", true);
            }
            "json" => {
                self.content_type = "application/json";
                self.push("Accept", self.content_type);
                self.post(value);
            }
            "data-raw" => self.data.push(value),
            "data-binary" => self.post(value),
            "d" | "data" | "data-ascii" => {
                self.post(value.replaced("\r", "").replaced("\n", ""));
            }
            "data-urlencode" => match urlencoded(&value) {
                Some(value) => self.data.push(value),
                None => self.is_unseen = true,
            },
            _ => {}
        }
    }

    fn push(&mut self, name: &str, value: &str) {
        self.headers.push((name.to_string(), value.to_string()));
    }

    /// Data as it is, or of a file that it names.
    fn post(&mut self, value: String) {
        if value.starts_with('@') {
            self.is_unseen = true;
        } else {
            self.data.push(value);
        }
    }

    /// The request, its URL still without a scheme where the command has none.
    fn parts(mut self) -> Option<RequestParts> {
        let has_data = self.is_unseen || !self.data.is_empty();
        let (is_upload, is_get) = (self.upload.is_some(), self.is_get || self.is_head);
        let method = match self.method.as_str() {
            "" if self.is_head => "HEAD",
            "" if is_upload => "PUT",
            "" if has_data && !is_get => "POST",
            "" => "GET",
            method => method,
        };
        let method = method.to_string();
        if let Some(file) = self.upload.take().filter(|_| self.url.ends_with('/')) {
            self.url
                .push_str(&encoded(file.cut_last("/").map_or(&*file, |(_, name)| name), STRICT));
        }
        if self.is_get {
            self.query.append(&mut self.data);
        }
        let mut mark = if self.url.has("?") { "&" } else { "?" };
        for piece in &self.query {
            self.url.extend([mark, piece]);
            mark = "&";
        }
        if has_data
            && !is_get
            && !is_upload
            && super::header(&self.headers, "content-type").is_none()
        {
            let default = "application/x-www-form-urlencoded";
            let content_type =
                if self.content_type.is_empty() { default } else { self.content_type };
            self.push("Content-Type", content_type);
        }
        if let Some(provider) = self.provider.take() {
            // Who shows a command puts placeholders and variables into it.
            let url =
                PLACED.pieces(b' ').fold(self.url.clone(), |url, mark| url.replaced(mark, ""));
            let provider = if url == self.url { &provider } else { "" };
            self.headers.clear();
            self.push("Authorization", &concat(&[CURL, " ", provider]));
            self.url = url;
        }
        let body = match joined(&self.data, "&") {
            _ if is_get || !has_data => GivenBody::Absent,
            _ if self.is_unseen => GivenBody::Unseen,
            data => GivenBody::Bytes(data.into_bytes()),
        };
        let (url, headers) = (self.url, self.headers);
        (!url.is_empty()).then_some(RequestParts { method, url, headers, body })
    }
}

fn takes_value(name: &str) -> bool {
    let name =
        ["proxy-", "expand-"].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name);
    WITH_VALUE.lists(name)
}

/// `name=content`, its content percent-encoded with `+` for a space; nothing for a file's.
fn urlencoded(value: &str) -> Option<String> {
    let encoded = |content: &str| encoded(content, STRICT).replaced("%20", "+");
    match value.cut("=") {
        Some(("", content)) => Some(encoded(content)),
        Some((name, content)) => Some(concat(&[name, "=", &encoded(content)])),
        None if value.has("@") => None,
        None => Some(encoded(value)),
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

/// Whether a line is an option, of a command whose marks at the ends of lines were lost.
fn is_option(line: &str) -> bool {
    let own = line.trimmed_start(" \t");
    let name = own.strip_prefix("--").or_else(|| own.strip_prefix('-'));
    name.is_some_and(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// The words of one shell command, up to an unquoted newline, `;`, `|` or `&`, and what follows them.
fn words(text: &str, quoting: Quoting) -> (Vec<String>, &str) {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let after = rest.get(letter.len_utf8()..).unwrap_or_default();
        let continued = after.strip_prefix('\r').unwrap_or(after).strip_prefix('\n');
        rest = after;
        let quoted = match letter {
            // What POSIX shells, cmd.exe and PowerShell continue a line with.
            '\\' | '^' | '`' if continued.is_some() => {
                rest = continued.unwrap_or_default();
                continue;
            }
            '\\' => {
                let mut letters = after.chars();
                word.get_or_insert_default().extend(letters.next());
                rest = letters.as_str();
                continue;
            }
            '\n' if is_option(after) => {
                words.extend(word.take());
                continue;
            }
            '\n' | ';' | '|' | '&' => break,
            ' ' | '\t' | '\r' | '<' | '>' => {
                words.extend(word.take());
                continue;
            }
            '$' if after.starts_with('\'') => {
                let inner = after.get(1..).unwrap_or_default();
                super::scan::quoted(inner, '\'').or(Some((inner, "")))
            }
            '\'' => after.cut("'").or(Some((after, ""))),
            '"' => super::scan::quoted(after, '"').or(Some((after, ""))),
            _ => None,
        };
        let word = word.get_or_insert_default();
        let Some((inner, tail)) = quoted else {
            word.push(letter);
            continue;
        };
        rest = tail;
        match letter {
            '$' => word.push_str(&unescape_backslashes(inner)),
            '"' => {
                let unescaped =
                    inner.replaced("\\\n", "").replaced("\\\"", "\"").replaced("\\$", "$");
                word.push_str(&unescaped.replaced("\\`", "`").replaced("\\\\", "\\"));
            }
            _ => {
                word.push_str(inner);
                if quoting == Quoting::PowerShell && tail.starts_with('\'') {
                    word.push('\'');
                }
            }
        }
    }
    words.extend(word);
    (words, rest)
}

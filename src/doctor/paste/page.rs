//! What a page or a mail program made of a whole text.

use super::super::text::Search;
use super::xml::unescape_entities;
use alloc::string::String;

/// What shows that something was made of a text, and each of what was made with what it was made of.
const MADE: [(&str, &[(&str, &str)]); 4] = [
    // Elsewhere it may be of a body.
    (
        "GET<br|PUT<br|POST<br|HEAD<br|DELETE<br|SHA256<br|HTTP/1.1<br",
        &[
            ("<br />", "<br>"),
            ("<br/>", "<br>"),
            ("<br>\r\n", "\n"),
            ("<br>\n", "\n"),
            ("<br>", "\n"),
        ],
    ),
    ("-H &#39;|-H &quot;", &[("&#39;", "'"), ("&quot;", "\"")]),
    ("–H '|–H \"|–H $'", &[(" –", " -"), ("–H", "-H"), (" —", " --")]),
    ("\u{a0}-H|-H\u{a0}", &[("\u{a0}", " ")]),
];

/// The text without what its way through pages and mail made of it. What it may have in a body stays.
pub fn plain(text: &str) -> String {
    let mut plain = without_hyphens(text);
    if is_quoted_printable(&plain) {
        plain = plain.replaced("=\r\n", "").replaced("=\n", "").replaced("=3D", "=");
    }
    for (marks, made) in MADE {
        if text.has_any(marks) {
            made.iter().for_each(|(mark, by)| plain = plain.replaced(mark, by));
        }
    }
    // The source of a page.
    let is_source = text.has("&lt;Error&gt;") && !text.has("<Error>");
    if is_source { unescape_entities(&plain) } else { plain }
}

/// The text without the soft hyphens that pages put into hashes.
fn without_hyphens(text: &str) -> String {
    const DIGITS: &str = "0123456789abcdef";
    let mut out = String::new();
    for piece in text.split('\u{ad}') {
        let digits = |text: &str, rest: &str| text.len() - rest.len();
        let around =
            digits(&out, out.trimmed_end(DIGITS)) + digits(piece, piece.trimmed_start(DIGITS));
        if !out.is_empty() && around < 32 {
            out.push('\u{ad}');
        }
        out.push_str(piece);
    }
    out
}

/// Whether a mail program escaped each `=` of the text, and ended long lines by one.
fn is_quoted_printable(text: &str) -> bool {
    let is_escape = |behind: &str| {
        let hex = behind.bytes().take(2).filter(u8::is_ascii_hexdigit).count();
        hex == 2 || behind.is_empty() || behind.starts_in("\r\n")
    };
    text.has("=3D\"") && text.split('=').skip(1).all(is_escape)
}

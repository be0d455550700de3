//! What a page or a mail program made of a whole text.

use super::super::text::Search;
use super::xml::unescape_entities;
use alloc::string::String;

/// What shows that something was made of a text, and each of what was made with what it was made of.
const MADE: [(&str, &[(&str, &str)]); 6] = [
    ("\u{ad}", &[("\u{ad}", "")]),
    // Quoted-printable has an escape for each '='; elsewhere lines may end in it.
    ("=3D\"", &[("=\r\n", ""), ("=\n", ""), ("=3D", "=")]),
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
    (" –H", &[(" –", " -"), ("–H", "-H"), (" —", " --")]),
    ("\u{a0}-H|-H\u{a0}", &[("\u{a0}", " ")]),
];

/// The text without what its way through pages and mail made of it.
pub fn plain(text: &str) -> String {
    let mut plain = String::from(text);
    for (marks, made) in MADE {
        if text.has_any(marks) {
            made.iter().for_each(|(mark, by)| plain = plain.replaced(mark, by));
        }
    }
    // The source of a page.
    let is_source = text.has("&lt;Error&gt;") && !text.has("<Error>");
    if is_source { unescape_entities(&plain) } else { plain }
}

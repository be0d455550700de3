//! Fields of error bodies: XML elements and JSON members, without a parser of either, since what is pasted is neither.

use super::super::text::{Search, concat, hex_number};
use super::scan::{LETTERS, string};
use crate::text::decimal;
use alloc::string::String;

/// The text of the first element or member of this name, unescaped. Names are told apart by case in XML only.
pub fn field(body: &str, name: &str) -> Option<String> {
    element(body, name).or_else(|| member(body, name))
}

fn element(body: &str, name: &str) -> Option<String> {
    let mut rest = body;
    let opening = concat(&["<", name]);
    // An element that holds others is no field.
    while let Some((before, behind)) = rest.cut("</") {
        rest = behind;
        let tail = before.cut_last(&opening).filter(|_| behind.starts_with(name));
        let tail = tail.map(|(_, tail)| tail).filter(|tail| tail.starts_in("> \n\r\t"));
        if let Some((_, text)) = tail.and_then(|tail| tail.cut(">")) {
            // Pretty printing adds white space.
            return Some(unescape_entities(text.trim()));
        }
    }
    None
}

/// `"name": "value"`, and `name: [ 'value' ]` as consoles print it.
fn member(body: &str, name: &str) -> Option<String> {
    let text = |value: &str| Some(string(value.trimmed_start("[ \n\t"))?.0);
    text(value(body, name, &|value| text(value).is_some())?)
}

/// What stands behind `name:` where that fits, the first time that it does.
pub fn value<'a>(body: &'a str, name: &str, is_fit: &dyn Fn(&str) -> bool) -> Option<&'a str> {
    let (lower, name) = (body.to_ascii_lowercase(), name.to_ascii_lowercase());
    let mut from = 0;
    loop {
        let at = from + lower.get(from..)?.place(&name)?;
        from = at + name.len();
        let tail = body.get(from..)?.trimmed_start("\"']").trim_start();
        let is_name = !body.get(..at)?.ends_in(LETTERS);
        let value = tail.strip_prefix([':', '=']).filter(|_| is_name).map(str::trim_start);
        if let Some(value) = value.filter(|value| is_fit(value)) {
            return Some(value);
        }
    }
}

/// The text with XML entities read.
pub fn unescape_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.cut("&") {
        out.push_str(before);
        let name = after.before(b'&').before(b';');
        let tail = after.get(name.len()..).and_then(|tail| tail.strip_prefix(';'));
        let known = tail.and_then(|tail| Some((entity(name)?, tail)));
        match known {
            Some((letter, tail)) => {
                out.push(letter);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => hex_number(hex)?,
                None => decimal(number)?,
            };
            char::from_u32(code)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_is_of_digits_alone() {
        assert_eq!(unescape_entities("&#65;&#x41;&#X41;&amp;"), "AAA&");
        for text in ["&#+65;", "&#x+41;", "&#;", "&#x;", "&#x110000;"] {
            assert_eq!(unescape_entities(text), text);
        }
    }
}

//! Fields of error bodies: XML elements and JSON members, without a parser of either, since what is pasted is neither.

use super::scan::{quoted, unescape_backslashes};
use alloc::borrow::ToOwned;
use alloc::string::String;

/// The text of the first element or member of this name, unescaped. Names are told apart by case in XML only.
pub fn field(body: &str, name: &str) -> Option<String> {
    element(body, name).or_else(|| member(body, name))
}

fn element(body: &str, name: &str) -> Option<String> {
    let mut rest = body;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        let Some(tail) = after.strip_prefix(name) else { continue };
        if !tail.starts_with(['>', ' ', '\n', '\r', '\t']) {
            continue;
        }
        let (_, inner) = tail.split_once('>')?;
        // An element that holds others is no field.
        let (text, closing) = inner.split_once('<')?;
        if closing.strip_prefix('/').is_some_and(|closing| closing.starts_with(name)) {
            return Some(unescape_entities(text));
        }
    }
    None
}

fn member(body: &str, name: &str) -> Option<String> {
    let mut rest = body;
    while let Some((_, after)) = rest.split_once(['"', '\'']) {
        rest = after;
        let is_name = after.get(..name.len()).is_some_and(|given| given.eq_ignore_ascii_case(name));
        let Some(tail) = after.get(name.len()..).filter(|_| is_name) else { continue };
        let Some(value) = tail
            .strip_prefix(['"', '\''])
            .map(str::trim_start)
            .and_then(|tail| tail.strip_prefix(':'))
        else {
            continue;
        };
        let value = value.trim_start();
        if let Some(open) = value.chars().next().filter(|open| matches!(open, '"' | '\'')) {
            let (inner, _) = quoted(value.get(1..)?, open)?;
            return Some(unescape_backslashes(inner));
        }
    }
    None
}

/// The text with XML entities read.
pub fn unescape_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let known = after.split_once(';').and_then(|(name, tail)| Some((entity(name)?, tail)));
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
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.to_owned().parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

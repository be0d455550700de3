//! Text operations that the mistakes are made with.

use crate::encode::push_encoded;
use alloc::string::String;
use alloc::vec::Vec;
use percent_encoding::{AsciiSet, percent_decode_str};

/// How many pieces of one kind mistakes are tried on, each by itself.
pub const MANY: usize = 32;

/// Percent-encoded by a set.
pub fn encoded(text: &str, set: &'static AsciiSet) -> String {
    let mut out = String::new();
    push_encoded(&mut out, text, set);
    out
}

/// Every `%` as `%25`.
pub fn encoded_again(text: &str) -> String {
    text.replace('%', "%25")
}

/// Percent-decoded, as text.
pub fn decoded(text: &str) -> String {
    String::from(percent_decode_str(text).decode_utf8_lossy())
}

/// Percent-decoded where the byte is one of these.
pub fn decoded_but(text: &str, is_decoded: impl Fn(u8) -> bool) -> String {
    map_escapes(text, |out, escape, byte| {
        if byte.is_ascii() && is_decoded(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(escape);
        }
    })
}

/// `%c3%a9` for `%C3%A9`.
pub fn lower_hex(text: &str) -> String {
    map_escapes(text, |out, escape, _| out.push_str(&escape.to_ascii_lowercase()))
}

/// Each `%XX` through a function.
pub fn map_escapes(text: &str, push: impl Fn(&mut String, &str, u8)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let escape = rest.get(at..at + 3).unwrap_or("%");
        match escape.get(1..).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => push(&mut out, escape, byte),
            None => out.push_str(escape),
        }
        rest = rest.get(at + escape.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The characters that pass, each once.
pub fn shortened(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut out = String::new();
    for letter in text.chars().filter(|letter| keep(*letter)) {
        if !out.contains(letter) {
            out.push(letter);
        }
    }
    out
}

/// Every order of up to six items; their reverse and rotations for more.
pub fn orders<T: Clone>(items: &[T], wide: bool) -> Vec<Vec<T>> {
    if items.len() > MANY {
        return Vec::new();
    }
    if items.len() > 6 || !wide {
        let mut orders = Vec::new();
        let reversed: Vec<T> = items.iter().rev().cloned().collect();
        orders.push(reversed);
        for turn in 1..items.len() {
            let mut order = items.to_vec();
            order.rotate_left(turn);
            orders.push(order);
        }
        return orders;
    }
    let mut orders = Vec::new();
    permute(&mut items.to_vec(), 0, &mut orders);
    orders
}

fn permute<T: Clone>(items: &mut Vec<T>, fixed: usize, orders: &mut Vec<Vec<T>>) {
    if fixed >= items.len() {
        orders.push(items.clone());
    }
    for at in fixed..items.len() {
        items.swap(fixed, at);
        permute(items, fixed + 1, orders);
        items.swap(fixed, at);
    }
}

/// `Content-Type` for `content-type`.
pub fn title_case(name: &str) -> String {
    let mut start = true;
    let case = |letter: char| {
        let letter = if start { letter.to_ascii_uppercase() } else { letter };
        start = letter == '-';
        letter
    };
    name.chars().map(case).collect()
}

/// The items in the order of their keys, those of one key as they were. One sort of one type keeps the artefact small.
pub fn sorted<T: Clone>(items: &[T], key: impl Fn(&T) -> String) -> Vec<T> {
    let order = order(items.iter().map(key).collect());
    order.into_iter().filter_map(|at| items.get(at).cloned()).collect()
}

fn order(keys: Vec<String>) -> Vec<usize> {
    let mut keyed: Vec<(String, usize)> =
        keys.into_iter().enumerate().map(|(at, key)| (key, at)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, at)| at).collect()
}

/// A key that puts numbers in their order, and what has none last.
pub fn number_key(place: Option<usize>) -> String {
    alloc::format!("{:010}", place.unwrap_or(usize::MAX >> 1))
}

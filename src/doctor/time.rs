//! Times as services write them.

use super::text::{Search, concat, digits_of, number};
use crate::time::AmzDate;
use alloc::string::String;
use alloc::vec::Vec;

/// Seconds since 1970 of ISO 8601 (basic or extended), RFC 9110 dates, or epoch milliseconds.
pub fn instant(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Some(milliseconds) = number(text).filter(|_| text.len() >= 12) {
        return Some(milliseconds / 1000);
    }
    let basic = if text.has(",") { imf_fixdate(text)? } else { extended(text) };
    AmzDate::parse(&basic).ok().map(|date| date.unix_seconds())
}

fn extended(text: &str) -> String {
    let seconds = text.before(b'.');
    let mut basic: String = seconds
        .trim_end_matches('Z')
        .chars()
        .filter(|letter| !matches!(letter, '-' | ':'))
        .collect();
    basic.push('Z');
    basic.replaced(" ", "T")
}

/// RFC 9110 §5.6.7, in three letters each.
pub const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";

/// `Sun, 06 Nov 1994 08:49:37 GMT`
fn imf_fixdate(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [_, day, month, year, time, ..] = words.as_slice() else { return None };
    let month = MONTHS.place(month)? / 3 + 1;
    let padded = |digits: &str| concat(&[&"0".repeat(2usize.saturating_sub(digits.len())), digits]);
    let (month, day) = (padded(&digits_of(month as u64)), padded(day));
    Some(concat(&[*year, &month, &day, "T", &time.replaced(":", ""), "Z"]))
}

/// A time span in the unit that people say.
pub fn spoken(seconds: u64) -> String {
    match seconds {
        0..=119 => concat(&[&digits_of(seconds), " seconds"]),
        120..=7199 if !seconds.is_multiple_of(3600) => {
            concat(&[&digits_of(seconds / 60), " minutes"])
        }
        _ => {
            let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
            let unit = if hours == 1 { " hour" } else { " hours" };
            let hours = concat(&[&digits_of(hours), unit]);
            if minutes == 0 {
                hours
            } else {
                concat(&[&hours, " ", &digits_of(minutes), " minutes"])
            }
        }
    }
}

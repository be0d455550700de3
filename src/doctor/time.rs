//! Times as services write them.

use crate::time::AmzDate;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Seconds since 1970 of ISO 8601 (basic or extended), RFC 9110 dates, or epoch milliseconds.
pub fn instant(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.len() >= 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse::<i64>().ok().map(|milliseconds| milliseconds / 1000);
    }
    let basic = if text.contains(',') { imf_fixdate(text)? } else { extended(text) };
    AmzDate::parse(&basic).ok().map(|date| date.unix_seconds())
}

fn extended(text: &str) -> String {
    let seconds = text.split('.').next().unwrap_or_default();
    let mut basic: String = seconds
        .trim_end_matches('Z')
        .chars()
        .filter(|letter| !matches!(letter, '-' | ':'))
        .collect();
    basic.push('Z');
    basic.replace(' ', "T")
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`
fn imf_fixdate(text: &str) -> Option<String> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let words: Vec<&str> = text.split_whitespace().collect();
    let [_, day, month, year, time, ..] = words.as_slice() else { return None };
    let month = MONTHS.find(month)? / 3 + 1;
    Some(format!("{year}{month:02}{day:0>2}T{}Z", time.replace(':', "")))
}

/// A time span in the unit that people say.
pub fn spoken(seconds: i64) -> String {
    match seconds {
        0..=119 => format!("{seconds} seconds"),
        120..=7199 if seconds % 3600 != 0 => format!("{} minutes", seconds / 60),
        _ => {
            let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
            let unit = if hours == 1 { "hour" } else { "hours" };
            if minutes == 0 {
                format!("{hours} {unit}")
            } else {
                format!("{hours} {unit} {minutes} minutes")
            }
        }
    }
}

//! Mistakes of time.

use super::answer::Answer;
use super::finding::{Found, certain, shown};
use super::paste::scan::between;
use super::sent::Sent;
use super::text::{Search, concat, joined, number};
use super::time::{instant, spoken};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A server takes what was signed so many seconds before or behind its own time.
const SKEW: i64 = 900;

/// When a request was signed, and when it was received: by the answer's body, else by its `Date` header.
struct Times {
    signed: String,
    server: String,
    /// Whether the message says that they are too far apart.
    is_told: bool,
    /// Seconds from the one to the other, where both are known.
    offset: Option<i64>,
    expires: String,
    /// Those of a presigned URL.
    lifetime: Option<i64>,
}

/// The mistake of time that the answer names, or that its clock shows where it gives no reason.
pub fn clock(answer: &Answer, sent: Option<&Sent>) -> Option<Found> {
    let times = Times::of(answer, sent);
    let Times { offset, lifetime, .. } = times;
    // "Request signature expired at: A", of code ExpiredToken, is Google's answer.
    let is_expired = answer.says("Request has expired|Request signature expired|ExpiredRequest");
    let is_early = answer.message.has("Request is not yet valid");
    let is_skewed = answer.says("RequestTimeTooSkewed") || times.is_told;
    let is_silent = answer.message.is_empty() && matches!(&*answer.code, "" | "AccessDenied");
    let seen = offset.filter(|_| is_silent);
    if is_expired || seen.is_some_and(|offset| lifetime.is_some_and(|most| offset > most)) {
        return Some(times.expired(answer));
    }
    if is_early || lifetime.is_some() && seen.is_some_and(|offset| offset < -SKEW) {
        return Some(times.beside(certain("presign-not-yet-valid")));
    }
    let is_dated = || sent.is_some_and(|sent| !sent.date.is_empty());
    let is_off = seen.is_some_and(|offset| offset.abs() > SKEW) && lifetime.is_none() && is_dated();
    match offset {
        _ if !is_skewed && !is_off => None,
        Some(offset) => Some(times.beside(skew(&times.signed, offset))),
        None => Some(certain("clock-skew")),
    }
}

/// Two times of a message: "Signature expired: A is now earlier than B (C - 5 min.)", "Signature not yet current: A is still later
/// than B (C + 5 min.)".
fn told(message: &str) -> Option<(&str, &str)> {
    let (_, times) = message
        .cut("Signature expired: ")
        .or_else(|| message.cut("Signature not yet current: "))?;
    Some((times.before(b' '), between(times, "(", " ").unwrap_or_default()))
}

impl Times {
    fn of(answer: &Answer, sent: Option<&Sent>) -> Self {
        let told = told(&answer.message);
        let (signed, server) = match told {
            Some((signed, server)) => (Some(signed.to_string()), Some(server.to_string())),
            None => (sent.map(|sent| sent.date.clone()), answer.told("ServerTime", "date")),
        };
        let signed = answer.field("RequestTime").or(signed).unwrap_or_default();
        let server = server.unwrap_or_default();
        let expires = sent
            .and_then(|sent| sent.parameter("X-Amz-Expires"))
            .or_else(|| answer.field("X-Amz-Expires"))
            .unwrap_or_default();
        let is_signed = sent.is_none_or(|sent| !sent.signature.is_empty());
        Self {
            offset: instant(&signed).zip(instant(&server)).map(|(signed, server)| server - signed),
            lifetime: number(&expires).filter(|_| is_signed),
            signed,
            server,
            is_told: told.is_some(),
            expires,
        }
    }

    /// The finding with both times, where they are known.
    fn beside(&self, found: Found) -> Found {
        let Self { signed, server, .. } = self;
        if signed.is_empty() || server.is_empty() { found } else { found.with(signed, server) }
    }

    fn expired(&self, answer: &Answer) -> Found {
        let mut times: Vec<String> = Vec::new();
        let mut add = |words: &[&str]| times.push(concat(words));
        let length = match self.lifetime {
            Some(_) => concat(&[" for ", &self.expires, " seconds"]),
            None => String::new(),
        };
        if !self.signed.is_empty() {
            add(&["signed at ", &self.signed, &length]);
        } else if !length.is_empty() {
            add(&["signed", &length]);
        }
        if let Some(end) = answer.field("Expires").filter(|_| self.signed.is_empty()) {
            add(&["valid until ", &end]);
        }
        if !self.server.is_empty() {
            add(&["the server's time was ", &self.server]);
        }
        let mark = if times.is_empty() { "" } else { ": " };
        let message = concat(&["The presigned URL has expired", mark, &joined(&times, ", "), "."]);
        certain("presign-expired").saying(&message)
    }
}

fn skew(signed: &str, offset: i64) -> Found {
    let seconds = offset.abs();
    let minutes_are_month =
        signed.get(11..13).is_some_and(|minutes| signed.get(4..6) == Some(minutes));
    let direction = if offset > 0 { " behind" } else { " ahead of" };
    if minutes_are_month && seconds < 3600 {
        let timestamp = shown(signed);
        let message = concat(&["The minutes of the timestamp ", &timestamp, " are its month."]);
        return certain("date-format-minutes-as-month").saying(&message);
    }
    let zone = (seconds + 450) / 900 * 900;
    if zone >= 1800 && (seconds - zone).abs() <= 120 && zone <= 14 * 3600 {
        let message = [
            "The timestamp is ",
            &spoken(zone.unsigned_abs()),
            direction,
            " the server's time, the offset of a time zone: it is local time marked as UTC.",
        ];
        return certain("clock-local-time").saying(&concat(&message));
    }
    let message =
        ["The clock that signed is ", &spoken(seconds.unsigned_abs()), direction, " the server's."];
    certain("clock-skew").saying(&concat(&message))
}

//! [`Case`]: the facts that mistakes are made from.

use super::parts::{Parts, Scope};
use super::sent::Sent;
use super::text::concat;
use crate::service::ServiceRules;
use crate::time::AmzDate;
use alloc::string::String;
use alloc::vec::Vec;

/// What is known of a request while mistakes are tried on it.
pub struct Case<'a> {
    pub rules: ServiceRules,
    pub sent: Option<&'a Sent>,
    pub scope: Scope,
    /// The `X-Amz-Date` that belongs into the signature.
    pub date: String,
    pub key_id: Option<String>,
    pub token: Option<String>,
    /// The caller's own canonical request, for what it leaves raw.
    pub own: Option<Parts>,
    /// Whether to try everything, as single mistakes are; pairs take the likely forms only.
    pub is_wide: bool,
}

impl Case<'_> {
    /// Whether the service encodes the path once.
    pub fn is_s3(&self) -> bool {
        !self.rules.double_encode_path
    }

    /// The body that was sent.
    pub fn body(&self) -> Option<&[u8]> {
        self.sent?.body.bytes()
    }

    /// What the signing key is made from, in order.
    pub fn key_parts(&self) -> [&str; 4] {
        self.scope.parts()
    }

    /// Timestamps a little before and after.
    pub fn other_dates(&self, date: Option<&str>) -> Vec<AmzDate> {
        let reach = if self.is_wide { 120 } else { 2 };
        let mut offsets = Vec::new();
        for offset in 1..=reach {
            offsets.extend([offset, -offset]);
        }
        date.map(|date| moved(date, &offsets)).unwrap_or_default()
    }

    /// The days around the scope's.
    pub fn neighbour_days(&self) -> Vec<AmzDate> {
        const DAY: i64 = 86_400;
        let days = [-1, 1, -2, 2, -3, 3, -4, -5, -6, -7].map(|days| days * DAY);
        let midnight = concat(&[&self.scope.date, "T000000Z"]);
        moved(&midnight, &days)
    }
}

/// The date moved by each of these seconds, where it is one.
fn moved(date: &str, offsets: &[i64]) -> Vec<AmzDate> {
    let Ok(date) = AmzDate::parse(date) else { return Vec::new() };
    let seconds = date.unix_seconds();
    offsets.iter().filter_map(|offset| AmzDate::from_unix_seconds(seconds + offset).ok()).collect()
}

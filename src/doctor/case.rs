//! [`Case`]: the facts that mistakes are made from.

use super::parts::{Parts, Scope};
use super::rebuild::normalized;
use super::sent::Sent;
use super::text::map_escapes;
use crate::scope::AWS4_REQUEST;
use crate::service::ServiceRules;
use crate::time::AmzDate;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::RefCell;

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
        self.sent?.body.as_deref()
    }

    /// The path without redundant segments.
    pub fn normalized(&self, uri: &str) -> String {
        normalized(uri)
    }

    /// Each ASCII character that is percent-encoded in the text.
    pub fn single_characters(&self, text: &str) -> Vec<String> {
        let found = RefCell::new(Vec::<String>::new());
        map_escapes(text, |_, _, byte| {
            let letter = char::from(byte).to_string();
            let mut found = found.borrow_mut();
            if byte.is_ascii_graphic() && byte != b'%' && !found.contains(&letter) {
                found.push(letter);
            }
        });
        found.into_inner()
    }

    /// What the signing key is made from, in order.
    pub fn key_parts(&self) -> [&str; 4] {
        [&self.scope.date, &self.scope.region, &self.scope.service, AWS4_REQUEST]
    }

    /// Timestamps a little before and after.
    pub fn other_dates(&self, date: Option<&str>) -> Vec<String> {
        let Some(seconds) =
            date.and_then(|date| AmzDate::parse(date).ok()).map(|date| date.unix_seconds())
        else {
            return Vec::new();
        };
        let reach = if self.is_wide { 120 } else { 2 };
        let around = (1..=reach).flat_map(|offset| [seconds + offset, seconds - offset]);
        around
            .filter_map(|seconds| AmzDate::from_unix_seconds(seconds).ok())
            .map(|date| date.to_string())
            .collect()
    }

    /// The days around the scope's.
    pub fn neighbour_days(&self) -> Vec<String> {
        let midnight = [self.scope.date.as_str(), "T000000Z"].concat();
        let Ok(date) = AmzDate::parse(&midnight) else { return Vec::new() };
        let offsets = [-1, 1, -2, 2, -3, 3, -4, -5, -6, -7];
        let day =
            |offset: &i64| AmzDate::from_unix_seconds(date.unix_seconds() + offset * 86_400).ok();
        offsets.iter().filter_map(day).map(|date| date.day().to_string()).collect()
    }
}

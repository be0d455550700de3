//! [`CredentialScope`]: where and when a signature is valid.

use crate::error::{Error, ErrorKind};
use crate::time::AmzDate;
use alloc::string::String;
use core::fmt;

/// The last part of every scope.
pub const AWS4_REQUEST: &str = "aws4_request";

/// Displays as `day/region/service/aws4_request`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CredentialScope<'a> {
    date: AmzDate,
    region: &'a str,
    service: &'a str,
}

impl<'a> CredentialScope<'a> {
    /// # Errors
    /// [`ErrorKind::RegionInvalid`] and [`ErrorKind::ServiceInvalid`] for names that would end their part of the scope.
    pub fn new(date: AmzDate, region: &'a str, service: &'a str) -> Result<Self, Error> {
        let is_name = |name: &str| {
            let is_letter =
                |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
            !name.is_empty() && name.bytes().all(is_letter)
        };
        if !is_name(region) {
            return Err(Error::with_value(ErrorKind::RegionInvalid, region));
        }
        if !is_name(service) {
            return Err(Error::with_value(ErrorKind::ServiceInvalid, service));
        }
        Ok(Self { date, region, service })
    }

    /// When.
    pub fn date(&self) -> &AmzDate {
        &self.date
    }

    /// Where.
    pub fn region(&self) -> &'a str {
        self.region
    }

    /// For which service.
    pub fn service(&self) -> &'a str {
        self.service
    }

    /// Appends the parts with a separator between them: `/`, or `%2F` in a query.
    pub(crate) fn push_to(&self, out: &mut String, separator: &str) {
        out.push_str(self.date.day());
        for part in [self.region, self.service, AWS4_REQUEST] {
            out.push_str(separator);
            out.push_str(part);
        }
    }
}

/// A scope kept, to know it again.
#[derive(Default)]
pub(crate) struct KeptScope {
    date: Option<AmzDate>,
    region: String,
    service: String,
}

impl KeptScope {
    /// Whether this is the scope, to the second.
    pub(crate) fn is(&self, scope: &CredentialScope<'_>) -> bool {
        self.date == Some(scope.date)
            && self.region == scope.region
            && self.service == scope.service
    }

    pub(crate) fn keep(&mut self, scope: &CredentialScope<'_>) {
        self.date = Some(scope.date);
        for (kept, name) in [(&mut self.region, scope.region), (&mut self.service, scope.service)] {
            kept.clear();
            kept.push_str(name);
        }
    }
}

impl fmt::Display for CredentialScope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text, "/");
        f.write_str(&text)
    }
}

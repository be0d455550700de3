//! [`CredentialScope`]: where and when a signature is valid.

use crate::credentials::looks_like_a_secret;
use crate::error::{Error, ErrorKind};
use crate::text::{is_all, kind, push};
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
    pub(crate) fn of(date: AmzDate, region: &'a str, service: &'a str) -> Self {
        Self { date, region, service }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        check_region(self.region)?;
        check_service(self.service)
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

    /// Day, region and service.
    pub(crate) fn names(&self) -> [&str; 3] {
        [self.date.day(), self.region, self.service]
    }

    /// Appends the parts with a separator between them: `/`, or `%2F` in a query.
    pub(crate) fn push_to(&self, out: &mut String, separator: &str) {
        push(out, self.date.day());
        for part in [self.region, self.service, AWS4_REQUEST] {
            push(out, separator);
            push(out, part);
        }
    }
}

pub(crate) fn check_region(name: &str) -> Result<(), Error> {
    check_name(ErrorKind::RegionInvalid, name)
}

pub(crate) fn check_service(name: &str) -> Result<(), Error> {
    check_name(ErrorKind::ServiceInvalid, name)
}

/// Refuses, as `kind`, a name that would end its part of the scope, or is the secret: scopes are sent.
fn check_name(kind: ErrorKind, name: &str) -> Result<(), Error> {
    if !is_all(name, kind::NAME) || looks_like_a_secret(name) {
        return Err(Error::with_value(kind, name));
    }
    Ok(())
}

impl fmt::Display for CredentialScope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text, "/");
        f.write_str(&text)
    }
}

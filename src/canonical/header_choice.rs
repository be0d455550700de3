//! Which of the given headers are signed.

use super::headers::{AUTHORIZATION, HOST, X_AMZ_CONTENT_SHA256, X_AMZ_DATE};
use crate::error::{Error, ErrorKind};
use crate::text::{is_all, kind};

/// Why a given header is not signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// It carries the signature itself.
    CarriesSignature,
    /// RFC 9110 §7.6.1: it belongs to one connection, and proxies drop it.
    HopByHop,
    /// Clients, proxies and load balancers add or change it on the way.
    ChangedOnTheWay,
    /// The caller asked for it.
    Asked,
    /// The query of the presigned URL says the same.
    InQuery,
    /// The service wants the session token unsigned.
    TokenUnsigned,
}

/// The headers that are not signed unless they are asked for by name, beside those that begin with `x-forwarded-`.
const NEVER_SIGNED: [(&str, SkipReason); 13] = [
    (AUTHORIZATION, SkipReason::CarriesSignature),
    ("connection", SkipReason::HopByHop),
    ("keep-alive", SkipReason::HopByHop),
    ("proxy-authenticate", SkipReason::HopByHop),
    ("proxy-authorization", SkipReason::HopByHop),
    ("proxy-connection", SkipReason::HopByHop),
    ("te", SkipReason::HopByHop),
    ("trailer", SkipReason::HopByHop),
    ("transfer-encoding", SkipReason::HopByHop),
    ("upgrade", SkipReason::HopByHop),
    ("expect", SkipReason::ChangedOnTheWay),
    ("user-agent", SkipReason::ChangedOnTheWay),
    ("x-amzn-trace-id", SkipReason::ChangedOnTheWay),
];

/// Why a header of this name, in lower case, is not signed as a rule.
pub(crate) fn never_signed(name: &str) -> Option<SkipReason> {
    if name.starts_with("x-forwarded-") {
        return Some(SkipReason::ChangedOnTheWay);
    }
    NEVER_SIGNED.iter().find(|(listed, _)| *listed == name).map(|(_, reason)| *reason)
}

/// The caller's choice of what is signed beside the rule: lower-case or mixed-case header names.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeaderChoice<'a> {
    /// Given headers to leave out.
    pub unsigned: &'a [&'a str],
    /// Given headers to sign although the rule leaves them out.
    pub signed: &'a [&'a str],
}

impl HeaderChoice<'_> {
    #[inline(never)]
    pub(super) fn skip_reason(&self, name: &str) -> Option<SkipReason> {
        let names = |list: &[&str]| list.iter().any(|listed| listed.eq_ignore_ascii_case(name));
        match never_signed(name) {
            Some(reason) if !names(self.signed) => Some(reason),
            _ => names(self.unsigned).then_some(SkipReason::Asked),
        }
    }

    #[inline(never)]
    pub(super) fn check(&self, session_token_name: &str) -> Result<(), Error> {
        let required = [HOST, X_AMZ_DATE, X_AMZ_CONTENT_SHA256, session_token_name];
        for (list, refused) in
            [(self.unsigned, required.as_slice()), (self.signed, &[AUTHORIZATION])]
        {
            for name in list {
                check_name(name)?;
                if refused.iter().any(|refused| refused.eq_ignore_ascii_case(name)) {
                    return Err(Error::with_value(ErrorKind::HeaderChoiceInvalid, name));
                }
            }
        }
        Ok(())
    }
}

pub(super) fn check_name(name: &str) -> Result<(), Error> {
    if is_all(name, kind::TOKEN) {
        Ok(())
    } else {
        Err(Error::with_value(ErrorKind::HeaderNameInvalid, name))
    }
}

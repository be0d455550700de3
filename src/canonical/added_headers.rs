//! The headers that signing adds.

use super::header_choice::SkipReason;
use super::headers::{GivenHeader, HOST, X_AMZ_CONTENT_SHA256, X_AMZ_DATE};
use crate::placement::Placement;
use crate::service::SessionTokenName;
use crate::text::decimal;

/// What signing adds to the given headers, and compares with them where they are given too.
pub(crate) struct AddedHeaders<'a> {
    pub(crate) host: &'a str,
    /// The scheme's default port, which a given Host header may hold.
    pub(crate) default_port: Option<u16>,
    pub(crate) date_time: &'a str,
    pub(crate) content_sha256: Option<&'a str>,
    pub(crate) session_token: Option<&'a str>,
    pub(crate) session_token_name: SessionTokenName,
    pub(crate) sign_session_token: bool,
    pub(crate) placement: Placement,
}

impl<'a> AddedHeaders<'a> {
    /// By its place, behind all given ones.
    pub(super) fn get(&self, place: usize) -> Option<GivenHeader<'a>> {
        let by_header = self.placement == Placement::Header;
        match place {
            0 => Some((HOST, self.host)),
            1 if by_header => Some((X_AMZ_DATE, self.date_time)),
            2 if by_header => Some((X_AMZ_CONTENT_SHA256, self.content_sha256?)),
            3 if by_header => Some((self.session_token_name.as_str(), self.session_token?)),
            _ => None,
        }
    }

    /// What decides about names.
    pub(super) fn kind(&self) -> AddedKind {
        AddedKind {
            by_header: self.placement == Placement::Header,
            content_sha256: self.content_sha256.is_some(),
            session_token: self.session_token.is_some(),
            session_token_name: self.session_token_name,
            sign_session_token: self.sign_session_token,
        }
    }

    /// Whether a given value, trimmed, is what is known of it.
    pub(super) fn agrees(&self, known: Known, value: &str) -> bool {
        let expected = match known {
            Known::Host => return is_same_host(value, self),
            Known::Date => Some(self.date_time),
            Known::ContentSha256 => self.content_sha256,
            Known::SessionToken => self.session_token,
        };
        expected.is_none_or(|expected| expected == value)
    }

    /// Why the session token is not signed, also where it is given as a header and the credentials hold it too.
    pub(super) fn token_skip(&self) -> Option<SkipReason> {
        match self.placement {
            Placement::Query { .. } => Some(SkipReason::InQuery),
            Placement::Header if self.sign_session_token => None,
            Placement::Header => Some(SkipReason::TokenUnsigned),
        }
    }
}

/// Which headers are added: what is to know of [`AddedHeaders`] beside values.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct AddedKind {
    by_header: bool,
    content_sha256: bool,
    session_token: bool,
    session_token_name: SessionTokenName,
    sign_session_token: bool,
}

/// What may be given, and is known anyhow.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Known {
    Host,
    Date,
    ContentSha256,
    SessionToken,
}

/// How many places [`AddedHeaders::get`] has.
pub(super) const ADDED: usize = 4;

fn is_same_host(given: &str, added: &AddedHeaders<'_>) -> bool {
    let without_port = given.bytes().rposition(|byte| byte == b':').and_then(|colon| {
        let port = decimal(given.get(colon + 1..)?)?;
        (added.default_port.map(u32::from) == Some(port)).then_some(given.get(..colon)?)
    });
    without_port.unwrap_or(given).eq_ignore_ascii_case(added.host)
}

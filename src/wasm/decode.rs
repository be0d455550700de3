//! Text, numbers and flags to the crate's types.

use super::fields::Fields;
use crate::canonical::header_choice::HeaderChoice;
use crate::canonical::headers::GivenHeader;
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind};
use crate::placement::{ExpiresIn, Placement};
use crate::request::{Body, Payload, Request};
use crate::service::RulesOverride;
use crate::sign::{SignParams, Signer};
use crate::text::pieces;
use crate::time::AmzDate;
use alloc::vec::Vec;

const QUERY_PLACEMENT: u32 = 1;
const PAYLOAD_SHIFT: u32 = 1;
const HAS_BODY: u32 = 1 << 3;
const RULES_GIVEN_SHIFT: u32 = 4;
const RULES_VALUE_SHIFT: u32 = 8;
const NO_EXPIRY: u32 = 1 << 12;
const BODY_UNREAD: u32 = 1 << 14;

/// Credentials, region, service: the signer's fields.
pub(super) fn signer(fields: &mut Fields<'_>, rules: RulesOverride) -> Result<Signer, Error> {
    let credentials = Credentials::of(fields.field(), fields.option(), fields.option())?;
    Signer::of(credentials, fields.option(), fields.option(), rules)
}

/// The four rules: a nibble that says which are given, one that holds their values.
pub(super) fn rules(flags: u32) -> RulesOverride {
    let rule = |bit: u32| {
        let given = flags >> (RULES_GIVEN_SHIFT + bit) & 1 == 1;
        given.then_some(flags >> (RULES_VALUE_SHIFT + bit) & 1 == 1)
    };
    RulesOverride {
        double_encode_path: rule(0),
        normalize_path: rule(1),
        content_sha256_header: rule(2),
        sign_session_token: rule(3),
    }
}

/// The second of milliseconds since 1970.
pub(super) fn second(milliseconds: f64) -> Result<i64, Error> {
    if milliseconds.is_nan() {
        return Err(ErrorKind::DateInvalid.into());
    }
    // The cast saturates, and no date is at either end.
    Ok((milliseconds as i64).div_euclid(1000))
}

pub(super) fn expires_in(seconds: f64) -> Result<ExpiresIn, Error> {
    let whole = seconds as u32;
    if f64::from(whole) != seconds {
        return Err(ErrorKind::ExpiresInInvalid.into());
    }
    ExpiresIn::from_seconds(whole)
}

/// What the fields of a request borrow.
pub(super) struct RequestFields<'a> {
    method: &'a str,
    url: &'a str,
    region: Option<&'a str>,
    service: Option<&'a str>,
    sha256: &'a str,
    unsigned: Vec<&'a str>,
    signed: Vec<&'a str>,
    headers: Vec<GivenHeader<'a>>,
}

impl<'a> RequestFields<'a> {
    pub(super) fn new(fields: &mut Fields<'a>, header_count: u32) -> Self {
        let names =
            |list: Option<&'a str>| list.map_or(Vec::new(), |list| pieces(list, b',').collect());
        Self {
            method: fields.field(),
            url: fields.field(),
            region: fields.option(),
            service: fields.option(),
            unsigned: names(fields.option()),
            signed: names(fields.option()),
            headers: fields.pairs(header_count),
            sha256: fields.field(),
        }
    }

    /// The same where no other fields follow. More than were written come from a NUL in one.
    pub(super) fn alone(mut fields: Fields<'a>, header_count: u32) -> Result<Self, Error> {
        let request = Self::new(&mut fields, header_count);
        fields.end(if header_count == 0 {
            ErrorKind::UrlControlCharacter
        } else {
            ErrorKind::HeaderValueInvalid
        })?;
        Ok(request)
    }

    pub(super) fn request(&'a self, body: &'a [u8], flags: u32) -> Request<'a> {
        let payload = match flags >> PAYLOAD_SHIFT & 3 {
            0 => Payload::Default,
            1 => Payload::Signed,
            2 => Payload::Unsigned,
            _ => Payload::Sha256(self.sha256),
        };
        // Without `Sha256`, the hash is the body's, which JavaScript made.
        let hashed = !(self.sha256.is_empty() || matches!(payload, Payload::Sha256(_)));
        let body = match flags & (HAS_BODY | BODY_UNREAD) {
            0 => Body::None,
            HAS_BODY if hashed => Body::Hashed(self.sha256),
            HAS_BODY => Body::Bytes(body),
            _ => Body::Unread,
        };
        Request { method: self.method, url: self.url, headers: &self.headers, body, payload }
    }

    pub(super) fn params(
        &'a self,
        date: AmzDate,
        expires: f64,
        flags: u32,
    ) -> Result<SignParams<'a>, Error> {
        // Checked also where it is not used: it was given.
        let expires_in = if flags & NO_EXPIRY == 0 { Some(expires_in(expires)?) } else { None };
        let placement = if flags & QUERY_PLACEMENT == 0 {
            Placement::Header
        } else {
            Placement::Query { expires_in }
        };
        Ok(SignParams {
            date,
            placement,
            region: self.region,
            service: self.service,
            rules: rules(flags),
            headers: HeaderChoice { unsigned: &self.unsigned, signed: &self.signed },
        })
    }
}

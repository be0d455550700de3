//! Parts 4 and 5 of the canonical request: the headers and the list of their names.

use super::header_value::{check_value, is_plain, is_unfolded, push_collapsed, push_unfolded};
use crate::error::{Error, ErrorKind};
use crate::placement::Placement;
use crate::record::Recorder;
use crate::sort::sort;
use crate::text::{decimal, is_all, kind, pieces, push, push_lower, slice, trimmed};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

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

/// A header as the request gives it.
pub type GivenHeader<'a> = (&'a str, &'a str);

/// The most headers that are looked at.
const HEADER_LIMIT: usize = 10_000;

pub(crate) const AUTHORIZATION: &str = "authorization";
pub(crate) const HOST: &str = "host";
pub(crate) const X_AMZ_CONTENT_SHA256: &str = "x-amz-content-sha256";
pub(crate) const X_AMZ_DATE: &str = "x-amz-date";

/// The reason why a header is never signed unless it is asked for by name.
fn never_signed(name: &str) -> Option<SkipReason> {
    match name {
        AUTHORIZATION => Some(SkipReason::CarriesSignature),
        "connection"
        | "keep-alive"
        | "proxy-authenticate"
        | "proxy-authorization"
        | "proxy-connection"
        | "te"
        | "trailer"
        | "transfer-encoding"
        | "upgrade" => Some(SkipReason::HopByHop),
        "expect" | "user-agent" | "x-amzn-trace-id" => Some(SkipReason::ChangedOnTheWay),
        _ if name.starts_with("x-forwarded-") => Some(SkipReason::ChangedOnTheWay),
        _ => None,
    }
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
    fn skip_reason(&self, name: &str) -> Option<SkipReason> {
        let names = |list: &[&str]| list.iter().any(|listed| listed.eq_ignore_ascii_case(name));
        match never_signed(name) {
            Some(reason) if !names(self.signed) => Some(reason),
            _ => names(self.unsigned).then_some(SkipReason::Asked),
        }
    }

    #[inline(never)]
    fn check(&self, session_token_name: &str) -> Result<(), Error> {
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

/// What signing adds to the given headers, and compares with them where they are given too.
pub(crate) struct AddedHeaders<'a> {
    pub(crate) host: &'a str,
    /// The scheme's default port, which a given Host header may hold.
    pub(crate) default_port: Option<u16>,
    pub(crate) date_time: &'a str,
    pub(crate) content_sha256: Option<&'a str>,
    pub(crate) session_token: Option<&'a str>,
    pub(crate) session_token_name: &'static str,
    pub(crate) sign_session_token: bool,
    pub(crate) placement: Placement,
}

impl<'a> AddedHeaders<'a> {
    /// By its place, behind all given ones.
    fn get(&self, place: usize) -> Option<GivenHeader<'a>> {
        let by_header = self.placement == Placement::Header;
        match place {
            0 => Some((HOST, self.host)),
            1 if by_header => Some((X_AMZ_DATE, self.date_time)),
            2 if by_header => Some((X_AMZ_CONTENT_SHA256, self.content_sha256?)),
            3 if by_header => Some((self.session_token_name, self.session_token?)),
            _ => None,
        }
    }

    /// Why the session token is not signed, also where it is given as a header and the credentials hold it too.
    fn token_skip(&self) -> Option<SkipReason> {
        match self.placement {
            Placement::Query { .. } => Some(SkipReason::InQuery),
            Placement::Header if self.sign_session_token => None,
            Placement::Header => Some(SkipReason::TokenUnsigned),
        }
    }
}

/// How many places [`AddedHeaders::get`] has.
const ADDED: usize = 4;

/// The value of a given header, trimmed.
pub(crate) fn given_value<'a>(headers: &[GivenHeader<'a>], name: &str) -> Option<&'a str> {
    let (_, value) = headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name))?;
    Some(trimmed(value))
}

/// The headers of one request: the given ones and the added ones behind them, by their places. Its buffers are reused.
#[derive(Default)]
pub(crate) struct CanonicalHeaders {
    /// Lower-case names, one behind the other.
    names: String,
    entries: Vec<Entry>,
    order: Vec<usize>,
    pub(crate) signed_headers: String,
    /// Whether all given headers are sent, and exactly as they are given.
    pub(crate) sent_as_given: bool,
    /// Whether this is what a presigned URL without given headers signs, whatever the host.
    is_host_alone: bool,
}

struct Entry {
    name: Range<usize>,
    place: usize,
    skipped: Option<SkipReason>,
    /// Whether the value holds no white space and no control character, so that nothing is to be done to it.
    is_plain: bool,
}

impl CanonicalHeaders {
    /// Collects, checks and sorts the headers, and makes the list of the signed ones.
    #[inline(never)]
    pub(crate) fn prepare<R: Recorder>(
        &mut self,
        given: &[GivenHeader<'_>],
        added: &AddedHeaders<'_>,
        choice: HeaderChoice<'_>,
        recorder: &mut R,
    ) -> Result<(), Error> {
        if given.len() > HEADER_LIMIT {
            return Err(ErrorKind::HeadersTooMany.into());
        }
        choice.check(added.session_token_name)?;
        let is_host_alone = given.is_empty() && added.placement != Placement::Header;
        if is_host_alone && self.is_host_alone {
            return Ok(());
        }
        self.is_host_alone = false;
        self.names.clear();
        self.entries.clear();
        self.signed_headers.clear();
        self.sent_as_given = true;
        for (place, header) in given.iter().enumerate() {
            self.take_given(place, header, added, choice)?;
        }
        for place in 0..ADDED {
            if let Some((name, value)) = added.get(place) {
                self.add_unless_given(name, value, given.len() + place, added);
            }
        }
        self.sort();
        let Self { names, entries, order, signed_headers, sent_as_given, .. } = self;
        let mut last = "";
        for entry in sorted(entries, order) {
            let name = slice(names, entry.name.clone());
            if name == last {
                *sent_as_given = false;
                continue;
            }
            last = name;
            match entry.skipped {
                Some(reason) => recorder.skipped_header(name, reason),
                None => {
                    if !signed_headers.is_empty() {
                        signed_headers.push(';');
                    }
                    push(signed_headers, name);
                }
            }
        }
        self.is_host_alone = is_host_alone;
        Ok(())
    }

    #[inline(never)]
    fn take_given(
        &mut self,
        place: usize,
        (name, value): &GivenHeader<'_>,
        added: &AddedHeaders<'_>,
        choice: HeaderChoice<'_>,
    ) -> Result<(), Error> {
        check_name(name)?;
        let is_plain = is_plain(value);
        if !is_plain {
            check_value(name, value)?;
            self.sent_as_given &= is_unfolded(value);
        }
        let start = self.names.len();
        push_lower(&mut self.names, name);
        let range = start..self.names.len();
        self.sent_as_given &= slice(&self.names, range.clone()) == *name;
        let (skipped, must_equal) = match slice(&self.names, range.clone()) {
            HOST => {
                if !is_same_host(trimmed(value), added) {
                    return Err(Error::with_value(ErrorKind::HeaderConflict, HOST));
                }
                self.names.truncate(start);
                self.sent_as_given = false;
                return Ok(());
            }
            X_AMZ_DATE => {
                let in_query = added.placement != Placement::Header;
                (in_query.then_some(SkipReason::InQuery), Some(added.date_time))
            }
            X_AMZ_CONTENT_SHA256 => (None, added.content_sha256),
            name if name.eq_ignore_ascii_case(added.session_token_name) => {
                (added.session_token.and(added.token_skip()), added.session_token)
            }
            name => (choice.skip_reason(name), None),
        };
        if must_equal.is_some_and(|expected| expected != trimmed(value)) {
            return Err(Error::with_value(ErrorKind::HeaderConflict, name));
        }
        let lower = slice(&self.names, range.clone());
        self.sent_as_given &= !is_left_out(lower, skipped, added.placement);
        self.entries.push(Entry { name: range, place, skipped, is_plain });
        Ok(())
    }

    #[inline(never)]
    fn add_unless_given(
        &mut self,
        name: &str,
        value: &str,
        place: usize,
        added: &AddedHeaders<'_>,
    ) {
        let is_given =
            |entry: &Entry| slice(&self.names, entry.name.clone()).eq_ignore_ascii_case(name);
        if self.entries.iter().any(is_given) {
            return;
        }
        let start = self.names.len();
        push_lower(&mut self.names, name);
        let is_token = name == added.session_token_name;
        let skipped = added.token_skip().filter(|_| is_token);
        let name = start..self.names.len();
        self.entries.push(Entry { name, place, skipped, is_plain: is_plain(value) });
    }

    /// By name, those of one name in the order given.
    #[inline(never)]
    fn sort(&mut self) {
        let Self { names, entries, order, .. } = self;
        sort(order, entries.len(), &|a, b| match (entries.get(a), entries.get(b)) {
            (Some(one), Some(other)) => {
                (slice(names, one.name.clone()), a) < (slice(names, other.name.clone()), b)
            }
            _ => false,
        });
    }

    /// Appends `name:value` and a newline for each signed header.
    pub(crate) fn push_canonical<R: Recorder>(
        &self,
        out: &mut String,
        given: &[GivenHeader<'_>],
        added: &AddedHeaders<'_>,
        recorder: &mut R,
    ) {
        let (mut last, mut value_start) = ("", 0);
        for entry in sorted(&self.entries, &self.order).filter(|entry| entry.skipped.is_none()) {
            let name = slice(&self.names, entry.name.clone());
            if name == last {
                out.pop();
                out.push(',');
            } else {
                last = name;
                push(out, name);
                out.push(':');
                value_start = out.len();
            }
            let value = value_at(entry.place, given, added);
            if entry.is_plain {
                push(out, value);
            } else {
                push_collapsed(out, value);
            }
            recorder.signed_header(
                name,
                slice(out, value_start..out.len()),
                given.get(entry.place).copied(),
            );
            out.push('\n');
        }
    }

    /// Appends the headers to send: all but Host by header; by query those that are signed, since they must be sent. The
    /// given ones are not among them where they are sent as given.
    #[inline(never)]
    pub(crate) fn push_sent(
        &self,
        sent: &mut SentHeaders,
        given: &[GivenHeader<'_>],
        added: &AddedHeaders<'_>,
    ) {
        let mut last = "";
        for entry in sorted(&self.entries, &self.order) {
            let name = slice(&self.names, entry.name.clone());
            if is_left_out(name, entry.skipped, added.placement)
                || (self.sent_as_given && entry.place < given.len())
            {
                continue;
            }
            if name == last {
                sent.text.push(',');
            } else {
                last = name;
                sent.push_name(name);
            }
            let value = value_at(entry.place, given, added);
            if entry.is_plain {
                push(&mut sent.text, value);
            } else {
                push_unfolded(&mut sent.text, value);
            }
        }
    }
}

fn is_left_out(name: &str, skipped: Option<SkipReason>, placement: Placement) -> bool {
    name == HOST || name == AUTHORIZATION || (skipped.is_some() && placement != Placement::Header)
}

fn sorted<'a>(entries: &'a [Entry], order: &'a [usize]) -> impl Iterator<Item = &'a Entry> {
    order.iter().filter_map(|place| entries.get(*place))
}

fn value_at<'a>(place: usize, given: &[GivenHeader<'a>], added: &AddedHeaders<'a>) -> &'a str {
    let header = given.get(place).copied();
    header.or_else(|| added.get(place.saturating_sub(given.len()))).map_or("", |(_, value)| value)
}

/// Headers to send, each name once: NUL, name, NUL, value. The buffer is reused.
#[derive(Default)]
pub(crate) struct SentHeaders {
    pub(crate) text: String,
}

impl SentHeaders {
    pub(crate) fn push_name(&mut self, name: &str) {
        self.text.push('\0');
        push(&mut self.text, name);
        self.text.push('\0');
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut pieces = pieces(&self.text, 0);
        pieces.next();
        core::iter::from_fn(move || Some((pieces.next()?, pieces.next()?)))
    }
}

fn check_name(name: &str) -> Result<(), Error> {
    if is_all(name, kind::TOKEN) {
        Ok(())
    } else {
        Err(Error::with_value(ErrorKind::HeaderNameInvalid, name))
    }
}

fn is_same_host(given: &str, added: &AddedHeaders<'_>) -> bool {
    let without_port = given.bytes().rposition(|byte| byte == b':').and_then(|colon| {
        let port = decimal(given.get(colon + 1..)?)?;
        (added.default_port.map(u32::from) == Some(port)).then_some(given.get(..colon)?)
    });
    without_port.unwrap_or(given).eq_ignore_ascii_case(added.host)
}

//! Parts 4 and 5 of the canonical request: the headers and the list of their names.

use crate::error::{Error, ErrorKind};
use crate::placement::Placement;
use crate::record::Recorder;
use crate::request::is_token;
use crate::sort::sort;
use crate::text::{holds, is_blank, push_lower, split_before, trimmed};
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
    fn skip_reason(&self, name: &str) -> Option<SkipReason> {
        let names = |list: &[&str]| list.iter().any(|listed| listed.eq_ignore_ascii_case(name));
        match never_signed(name) {
            Some(reason) if !names(self.signed) => Some(reason),
            _ => names(self.unsigned).then_some(SkipReason::Asked),
        }
    }

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
    /// The host with the scheme's default port, which a given Host header may hold.
    pub(crate) default_port: Option<u16>,
    pub(crate) date_time: &'a str,
    pub(crate) content_sha256: Option<&'a str>,
    pub(crate) session_token: Option<&'a str>,
    pub(crate) session_token_name: &'static str,
    pub(crate) sign_session_token: bool,
}

/// The value of a given header, trimmed.
pub(crate) fn given_value<'a>(headers: &[GivenHeader<'a>], name: &str) -> Option<&'a str> {
    let (_, value) = headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name))?;
    Some(trimmed(value))
}

/// The headers of one request, sorted. Its buffers are reused.
#[derive(Default)]
pub(crate) struct CanonicalHeaders {
    /// Lower-case names and added values, one behind the other.
    text: String,
    entries: Vec<Entry>,
    pub(crate) signed_headers: String,
}

struct Entry {
    name: Range<usize>,
    source: Source,
    skipped: Option<SkipReason>,
}

enum Source {
    /// The header's place among the given ones.
    Given(usize),
    /// The value's place in the text.
    Added(Range<usize>),
}

impl CanonicalHeaders {
    /// Collects, checks and sorts the headers, and makes the list of the signed ones.
    pub(crate) fn prepare<R: Recorder>(
        &mut self,
        given: &[GivenHeader<'_>],
        added: &AddedHeaders<'_>,
        choice: HeaderChoice<'_>,
        placement: Placement,
        recorder: &mut R,
    ) -> Result<(), Error> {
        self.text.clear();
        self.entries.clear();
        self.signed_headers.clear();
        if given.len() > HEADER_LIMIT {
            return Err(ErrorKind::HeadersTooMany.into());
        }
        choice.check(added.session_token_name)?;
        for (place, (name, value)) in given.iter().enumerate() {
            self.take_given(place, name, value, added, choice, placement)?;
        }
        self.add(HOST, added.host, None);
        if placement == Placement::Header {
            self.add_unless_given(X_AMZ_DATE, Some(added.date_time), None);
            self.add_unless_given(X_AMZ_CONTENT_SHA256, added.content_sha256, None);
            let skipped = (!added.sign_session_token).then_some(SkipReason::TokenUnsigned);
            self.add_unless_given(added.session_token_name, added.session_token, skipped);
        }
        let text = &self.text;
        // Every name lies behind the names taken before it, so its start is the order given.
        let key = |entry: &Entry| (slice(text, &entry.name), entry.name.start);
        sort(&mut self.entries, |a, b| key(a) < key(b));
        for (name, group) in groups(text, &self.entries) {
            match group.first().and_then(|entry| entry.skipped) {
                Some(reason) => recorder.skipped_header(name, reason),
                None => {
                    if !self.signed_headers.is_empty() {
                        self.signed_headers.push(';');
                    }
                    self.signed_headers.push_str(name);
                }
            }
        }
        Ok(())
    }

    fn take_given(
        &mut self,
        place: usize,
        name: &str,
        value: &str,
        added: &AddedHeaders<'_>,
        choice: HeaderChoice<'_>,
        placement: Placement,
    ) -> Result<(), Error> {
        check_name(name)?;
        check_value(name, value)?;
        let lower = self.push_lower(name);
        let (skipped, must_equal) = match slice(&self.text, &lower) {
            HOST => {
                if !is_same_host(trimmed(value), added) {
                    return Err(Error::with_value(ErrorKind::HeaderConflict, "host"));
                }
                self.text.truncate(lower.start);
                return Ok(());
            }
            X_AMZ_DATE => (
                matches!(placement, Placement::Query { .. }).then_some(SkipReason::InQuery),
                Some(added.date_time),
            ),
            X_AMZ_CONTENT_SHA256 => (None, added.content_sha256),
            name if name.eq_ignore_ascii_case(added.session_token_name) => {
                (added.session_token.and(token_skip(added, placement)), added.session_token)
            }
            name => (choice.skip_reason(name), None),
        };
        if must_equal.is_some_and(|expected| expected != trimmed(value)) {
            return Err(Error::with_value(ErrorKind::HeaderConflict, name));
        }
        self.entries.push(Entry { name: lower, source: Source::Given(place), skipped });
        Ok(())
    }

    fn push_lower(&mut self, name: &str) -> Range<usize> {
        let start = self.text.len();
        push_lower(&mut self.text, name);
        start..self.text.len()
    }

    fn add(&mut self, name: &str, value: &str, skipped: Option<SkipReason>) {
        let name = self.push_lower(name);
        self.text.push_str(value);
        let source = Source::Added(name.end..self.text.len());
        self.entries.push(Entry { name, source, skipped });
    }

    fn add_unless_given(&mut self, name: &str, value: Option<&str>, skipped: Option<SkipReason>) {
        let is_given = |entry: &Entry| slice(&self.text, &entry.name).eq_ignore_ascii_case(name);
        if let Some(value) = value
            && !self.entries.iter().any(is_given)
        {
            self.add(name, value, skipped);
        }
    }

    /// Appends `name:value` and a newline for each signed header.
    pub(crate) fn push_canonical<R: Recorder>(
        &self,
        out: &mut String,
        given: &[GivenHeader<'_>],
        recorder: &mut R,
    ) {
        for (name, group) in groups(&self.text, &self.entries) {
            if group.iter().any(|entry| entry.skipped.is_some()) {
                continue;
            }
            out.push_str(name);
            out.push(':');
            let start = out.len();
            for (position, entry) in group.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                push_collapsed(out, self.value(entry, given));
            }
            let value = out.get(start..).unwrap_or_default();
            recorder.signed_header(
                name,
                value,
                group.iter().filter_map(|entry| match entry.source {
                    Source::Given(place) => given.get(place).copied(),
                    Source::Added(_) => None,
                }),
            );
            out.push('\n');
        }
    }

    /// Appends the headers to send: all but Host by header; by query those that are signed, since they must be sent.
    pub(crate) fn push_sent(
        &self,
        sent: &mut SentHeaders,
        given: &[GivenHeader<'_>],
        placement: Placement,
    ) {
        for (name, group) in groups(&self.text, &self.entries) {
            let is_skipped = group.iter().any(|entry| entry.skipped.is_some());
            if name == HOST
                || name == AUTHORIZATION
                || (is_skipped && placement != Placement::Header)
            {
                continue;
            }
            sent.push(name, |out| {
                for (position, entry) in group.iter().enumerate() {
                    if position > 0 {
                        out.push(',');
                    }
                    push_unfolded(out, self.value(entry, given));
                }
            });
        }
    }

    fn value<'a>(&'a self, entry: &Entry, given: &[GivenHeader<'a>]) -> &'a str {
        match &entry.source {
            Source::Given(place) => given.get(*place).map_or("", |(_, value)| value),
            Source::Added(range) => slice(&self.text, range),
        }
    }
}

/// Where a session token that is given as a header goes, when the credentials hold it too.
fn token_skip(added: &AddedHeaders<'_>, placement: Placement) -> Option<SkipReason> {
    match placement {
        Placement::Query { .. } => Some(SkipReason::InQuery),
        Placement::Header if added.sign_session_token => None,
        Placement::Header => Some(SkipReason::TokenUnsigned),
    }
}

/// Headers to send, each name once. Its buffers are reused.
#[derive(Default)]
pub(crate) struct SentHeaders {
    text: String,
    pairs: Vec<(Range<usize>, Range<usize>)>,
}

impl SentHeaders {
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.pairs.clear();
    }

    pub(crate) fn push(&mut self, name: &str, push_value: impl FnOnce(&mut String)) {
        let start = self.text.len();
        self.text.push_str(name);
        let name_end = self.text.len();
        push_value(&mut self.text);
        self.pairs.push((start..name_end, name_end..self.text.len()));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (slice(&self.text, name), slice(&self.text, value)))
    }
}

fn slice<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}

/// The sorted entries, those of one name together.
fn groups<'a>(text: &'a str, entries: &'a [Entry]) -> impl Iterator<Item = (&'a str, &'a [Entry])> {
    entries
        .chunk_by(|a, b| slice(text, &a.name) == slice(text, &b.name))
        .map(|group| (group.first().map_or("", |entry| slice(text, &entry.name)), group))
}

fn check_name(name: &str) -> Result<(), Error> {
    if !name.is_empty() && name.bytes().all(is_token) {
        Ok(())
    } else {
        Err(Error::with_value(ErrorKind::HeaderNameInvalid, name))
    }
}

/// The error names the header, not the value, which may be a secret.
fn check_value(name: &str, value: &str) -> Result<(), Error> {
    let is_special = |byte: u8| matches!(byte, 0 | b'\r' | b'\n');
    if !holds(value, is_special) || is_folded(value) {
        Ok(())
    } else {
        Err(Error::with_value(ErrorKind::HeaderValueInvalid, name))
    }
}

/// RFC 9112 §5.2: whether line ends stand only before blanks, and there is no NUL.
fn is_folded(value: &str) -> bool {
    let mut bytes = value.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let next = bytes.peek().copied();
        let fits = match byte {
            0 => false,
            b'\r' => matches!(next, Some(b'\n' | b' ' | b'\t')),
            b'\n' => matches!(next, Some(b' ' | b'\t')),
            _ => true,
        };
        if !fits {
            return false;
        }
    }
    true
}

/// Trims, and makes each run of blanks one space, also inside quotes; NBSP and other white space stays.
pub(crate) fn push_collapsed(out: &mut String, value: &str) {
    if !holds(value, is_blank) {
        return out.push_str(value);
    }
    let mut rest = trimmed(value);
    loop {
        let (word, blanks) = split_before(rest, is_blank);
        out.push_str(word);
        rest = trimmed(blanks);
        if rest.is_empty() {
            return;
        }
        out.push(' ');
    }
}

/// The value as it can be sent: trimmed, and on one line. Its inner spaces stay, since the service stores them.
fn push_unfolded(out: &mut String, value: &str) {
    if holds(value, |byte| matches!(byte, b'\r' | b'\n')) {
        push_collapsed(out, value);
    } else {
        out.push_str(trimmed(value));
    }
}

fn is_same_host(given: &str, added: &AddedHeaders<'_>) -> bool {
    let without_port = added.default_port.and_then(|default| {
        let (host, port) = given.rsplit_once(':')?;
        (port.parse() == Ok(default)).then_some(host)
    });
    without_port.unwrap_or(given).eq_ignore_ascii_case(added.host)
}

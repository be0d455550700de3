//! Parts 4 and 5 of the canonical request: the headers and the list of their names.

use super::added_headers::{ADDED, AddedHeaders, AddedKind, Known};
use super::header_choice::{HeaderChoice, SkipReason, check_name};
use super::header_value::{check_value, is_unfolded, push_collapsed, push_unfolded};
use crate::error::{Error, ErrorKind};
use crate::placement::Placement;
use crate::record::Recorder;
use crate::sent_headers::SentHeaders;
use crate::sort::sort;
use crate::text::{is_plain, push, push_lower, slice, trimmed};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// A header as the request gives it.
pub type GivenHeader<'a> = (&'a str, &'a str);

/// The most headers that are looked at.
pub(crate) const HEADER_LIMIT: usize = 10_000;

pub(crate) const AUTHORIZATION: &str = "authorization";
pub(crate) const HOST: &str = "host";
pub(crate) const X_AMZ_CONTENT_SHA256: &str = "x-amz-content-sha256";
pub(crate) const X_AMZ_DATE: &str = "x-amz-date";

/// The value of a given header, trimmed.
pub(crate) fn given_value<'a>(headers: &[GivenHeader<'a>], name: &str) -> Option<&'a str> {
    let (_, value) = headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name))?;
    Some(trimmed(value))
}

/// The headers of one request: the given ones and the added ones behind them, by their places. Its buffers are reused, and
/// what follows from the names alone is kept for the next request that has the same.
#[derive(Default)]
pub(crate) struct CanonicalHeaders {
    /// Lower-case names, one behind the other.
    names: String,
    entries: Vec<Entry>,
    order: Vec<usize>,
    pub(crate) signed_headers: String,
    /// The places of given headers whose values signing knows too.
    known: Vec<(usize, Known)>,
    /// Whether all given headers are sent, with their names as they are given.
    names_as_given: bool,
    /// The same, and their values too.
    pub(crate) sent_as_given: bool,
    /// The names as they were given, each with a NUL behind it, how many, and what was added. None when the names decide
    /// nothing for the next request: they were refused, or what is signed was the caller's choice.
    given_names: String,
    given_count: usize,
    added: Option<AddedKind>,
}

struct Entry {
    name: Range<usize>,
    place: usize,
    skipped: Option<SkipReason>,
    is_sent: bool,
    /// Whether it has the name of the one before it in canonical order.
    is_repeated: bool,
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
        let is_default = choice.unsigned.is_empty() && choice.signed.is_empty();
        if !(is_default && !R::RECORDS && self.is_kept(given, added)) {
            self.added = None;
            self.prepare_names(given, added, choice, recorder)?;
            self.added = is_default.then(|| added.kind());
        }
        self.prepare_values(given, added)
    }

    /// Whether the names are those of the headers that were prepared last. None of those holds a NUL: as many names hold none.
    fn is_kept(&self, given: &[GivenHeader<'_>], added: &AddedHeaders<'_>) -> bool {
        let mut rest = Some(self.given_names.as_bytes());
        for (name, _) in given {
            let behind = rest.and_then(|rest| rest.strip_prefix(name.as_bytes()));
            rest = behind.and_then(|behind| behind.strip_prefix(b"\0"));
        }
        rest == Some(&[]) && self.given_count == given.len() && self.added == Some(added.kind())
    }

    #[inline(never)]
    fn prepare_names<R: Recorder>(
        &mut self,
        given: &[GivenHeader<'_>],
        added: &AddedHeaders<'_>,
        choice: HeaderChoice<'_>,
        recorder: &mut R,
    ) -> Result<(), Error> {
        if given.len() > HEADER_LIMIT {
            return Err(ErrorKind::HeadersTooMany.into());
        }
        choice.check(added.session_token_name.as_str())?;
        self.given_names.clear();
        self.given_count = given.len();
        self.names.clear();
        self.entries.clear();
        self.known.clear();
        self.signed_headers.clear();
        self.names_as_given = true;
        for (place, (name, _)) in given.iter().enumerate() {
            self.take_given(place, name, added, choice)?;
        }
        for place in 0..ADDED {
            if let Some((name, _)) = added.get(place) {
                self.add_unless_given(name, given.len() + place, added);
            }
        }
        self.sort();
        let Self { names, entries, order, signed_headers, names_as_given, .. } = self;
        let mut last = "";
        for place in order.iter() {
            let Some(entry) = entries.get_mut(*place) else { continue };
            let name = slice(names, entry.name.clone());
            entry.is_repeated = name == last;
            if entry.is_repeated {
                *names_as_given = false;
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
        Ok(())
    }

    fn prepare_values(
        &mut self,
        given: &[GivenHeader<'_>],
        added: &AddedHeaders<'_>,
    ) -> Result<(), Error> {
        self.sent_as_given = self.names_as_given;
        for entry in &mut self.entries {
            let value = value_at(entry.place, given, added);
            entry.is_plain = is_plain(value);
            let given = given.get(entry.place).filter(|_| !entry.is_plain);
            if let Some((name, value)) = given {
                check_value(name, value)?;
                self.sent_as_given &= is_unfolded(value);
            }
        }
        for (place, known) in &self.known {
            if let Some((name, value)) = given.get(*place) {
                check_value(name, value)?;
                if !added.agrees(*known, trimmed(value)) {
                    let shown = if *known == Known::SessionToken { "…" } else { value };
                    return Err(Error::with_more(ErrorKind::HeaderConflict, name, shown));
                }
            }
        }
        Ok(())
    }

    #[inline(never)]
    fn take_given(
        &mut self,
        place: usize,
        name: &str,
        added: &AddedHeaders<'_>,
        choice: HeaderChoice<'_>,
    ) -> Result<(), Error> {
        check_name(name)?;
        push(&mut self.given_names, name);
        self.given_names.push('\0');
        let start = self.names.len();
        push_lower(&mut self.names, name);
        let range = start..self.names.len();
        let lower = slice(&self.names, range.clone());
        self.names_as_given &= lower == name;
        let known = match lower {
            HOST => Some(Known::Host),
            X_AMZ_DATE => Some(Known::Date),
            X_AMZ_CONTENT_SHA256 => Some(Known::ContentSha256),
            _ if lower.eq_ignore_ascii_case(added.session_token_name.as_str()) => {
                Some(Known::SessionToken)
            }
            _ => None,
        };
        if let Some(known) = known {
            // Twice, it would be sent as one of another value: "date,date".
            if self.known.iter().any(|(_, before)| *before == known) {
                return Err(Error::with_value(ErrorKind::HeaderConflict, name));
            }
            self.known.push((place, known));
        }
        let skipped = match known {
            Some(Known::Host) => {
                self.names.truncate(start);
                self.names_as_given = false;
                return Ok(());
            }
            Some(Known::Date) => {
                (added.placement != Placement::Header).then_some(SkipReason::InQuery)
            }
            Some(Known::ContentSha256) => None,
            Some(Known::SessionToken) => added.session_token.and(added.token_skip()),
            None => choice.skip_reason(lower),
        };
        let is_sent = is_sent(lower, skipped, added.placement);
        self.names_as_given &= is_sent;
        self.push_entry(range, place, skipped, is_sent);
        Ok(())
    }

    #[inline(never)]
    fn add_unless_given(&mut self, name: &str, place: usize, added: &AddedHeaders<'_>) {
        let is_given =
            |entry: &Entry| slice(&self.names, entry.name.clone()).eq_ignore_ascii_case(name);
        if self.entries.iter().any(is_given) {
            return;
        }
        let start = self.names.len();
        push_lower(&mut self.names, name);
        let is_token = name == added.session_token_name.as_str();
        let skipped = added.token_skip().filter(|_| is_token);
        let is_sent = is_sent(name, skipped, added.placement);
        self.push_entry(start..self.names.len(), place, skipped, is_sent);
    }

    fn push_entry(
        &mut self,
        name: Range<usize>,
        place: usize,
        skipped: Option<SkipReason>,
        is_sent: bool,
    ) {
        self.entries.push(Entry {
            name,
            place,
            skipped,
            is_sent,
            is_repeated: false,
            is_plain: false,
        });
    }

    /// The Host header that was given, of which the URL's host is signed.
    fn given_host<'a>(
        &self,
        name: &str,
        given: &'a [GivenHeader<'a>],
    ) -> Option<&'a GivenHeader<'a>> {
        let (place, _) = self.known.iter().find(|(_, known)| *known == Known::Host)?;
        given.get(*place).filter(|_| name == HOST)
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
        let mut value_start = 0;
        for entry in sorted(&self.entries, &self.order).filter(|entry| entry.skipped.is_none()) {
            let name = slice(&self.names, entry.name.clone());
            if entry.is_repeated {
                out.pop();
                out.push(',');
            } else {
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
            if R::RECORDS {
                let header = given.get(entry.place).or_else(|| self.given_host(name, given));
                recorder.signed_header(name, slice(out, value_start..out.len()), header.copied());
            }
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
        for entry in sorted(&self.entries, &self.order) {
            if !entry.is_sent || (self.sent_as_given && entry.place < given.len()) {
                continue;
            }
            if entry.is_repeated {
                sent.text.push(',');
            } else {
                sent.push_name(slice(&self.names, entry.name.clone()));
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

fn is_sent(name: &str, skipped: Option<SkipReason>, placement: Placement) -> bool {
    name != HOST && name != AUTHORIZATION && (skipped.is_none() || placement == Placement::Header)
}

fn sorted<'a>(entries: &'a [Entry], order: &'a [usize]) -> impl Iterator<Item = &'a Entry> {
    order.iter().filter_map(|place| entries.get(*place))
}

fn value_at<'a>(place: usize, given: &[GivenHeader<'a>], added: &AddedHeaders<'a>) -> &'a str {
    let header = given.get(place).copied();
    header.or_else(|| added.get(place.saturating_sub(given.len()))).map_or("", |(_, value)| value)
}

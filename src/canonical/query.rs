//! Part 3 of the canonical request: the query.

pub use super::presign::PRESIGN_PARAMETERS;
use crate::encode::{STRICT, push_reencoded};
use crate::record::{RecordedParameter, Recorder};
use crate::sort::sort;
use crate::text::{pieces, push, slice, split_before};
use alloc::string::String;
use alloc::vec::Vec;

/// Why a piece of the query is not in the canonical query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropReason {
    /// Nothing between two `&`.
    Empty,
    /// A parameter of an earlier presigning, which this one replaces.
    Replaced,
}

/// The parameters of one request, encoded and sorted. Its buffers are reused.
#[derive(Default)]
pub(crate) struct Parameters {
    /// One behind the other.
    encoded: String,
    list: Vec<Parameter>,
    order: Vec<usize>,
}

/// `name=value`, by its places in the encoded text.
struct Parameter {
    start: usize,
    name_end: usize,
    end: usize,
    /// Its place in the request's query; `None` when it was added.
    given_at: Option<usize>,
}

impl Parameter {
    fn name<'a>(&self, encoded: &'a str) -> &'a str {
        slice(encoded, self.start..self.name_end)
    }

    fn value<'a>(&self, encoded: &'a str) -> &'a str {
        slice(encoded, self.name_end + 1..self.end)
    }

    /// By encoded name, then encoded value, then the order in which they lie in the text.
    fn is_before(&self, other: &Self, encoded: &str) -> bool {
        let key = |it: &Self| (it.name(encoded), it.value(encoded), it.start);
        key(self) < key(other)
    }
}

/// Appends the canonical query: the request's own parameters and the encoded ones that presigning adds, sorted in byte
/// order. Where it adds some, those of an earlier presigning are dropped.
pub(crate) fn push_canonical_query<R: Recorder>(
    out: &mut String,
    query: &str,
    added: &str,
    parameters: &mut Parameters,
    recorder: &mut R,
) {
    if query.is_empty() && !R::RECORDS {
        // They are sorted already.
        return push(out, added);
    }
    parameters.take(query, added, recorder);
    parameters.push_sorted(out, query, recorder);
}

impl Parameters {
    #[inline(never)]
    fn take<R: Recorder>(&mut self, query: &str, added: &str, recorder: &mut R) {
        let Self { encoded, list, order } = self;
        encoded.clear();
        list.clear();
        for (given_at, piece) in pieces(query, b'&').enumerate() {
            if piece.is_empty() {
                // A query without text is no piece, though it splits into one.
                if !query.is_empty() {
                    recorder.dropped_parameter(piece, given_at, DropReason::Empty);
                }
                continue;
            }
            let (name, value) = split_before(piece, |byte| byte == b'=');
            let start = encoded.len();
            push_reencoded(encoded, name, STRICT);
            let name_end = encoded.len();
            let encoded_name = slice(encoded, start..name_end);
            if !added.is_empty() && PRESIGN_PARAMETERS.contains(&encoded_name) {
                encoded.truncate(start);
                recorder.dropped_parameter(piece, given_at, DropReason::Replaced);
                continue;
            }
            encoded.push('=');
            push_reencoded(encoded, value.get(1..).unwrap_or_default(), STRICT);
            let end = encoded.len();
            list.push(Parameter { start, name_end, end, given_at: Some(given_at) });
        }
        for piece in pieces(added, b'&').filter(|piece| !piece.is_empty()) {
            let (name, _) = split_before(piece, |byte| byte == b'=');
            let start = encoded.len();
            push(encoded, piece);
            let name_end = start + name.len();
            list.push(Parameter { start, name_end, end: encoded.len(), given_at: None });
        }
        sort(order, list.len(), &|a, b| match (list.get(a), list.get(b)) {
            (Some(a), Some(b)) => a.is_before(b, encoded),
            _ => false,
        });
    }

    #[inline(never)]
    fn push_sorted<R: Recorder>(&self, out: &mut String, query: &str, recorder: &mut R) {
        let encoded = &self.encoded;
        let raw: Vec<&str> = if R::RECORDS { pieces(query, b'&').collect() } else { Vec::new() };
        let mut separator = "";
        for parameter in self.order.iter().filter_map(|place| self.list.get(*place)) {
            push(out, separator);
            separator = "&";
            push(out, slice(encoded, parameter.start..parameter.end));
            recorder.parameter(RecordedParameter {
                raw: parameter.given_at.and_then(|place| raw.get(place).copied()),
                name: parameter.name(encoded),
                value: parameter.value(encoded),
                given_at: parameter.given_at,
            });
        }
    }
}

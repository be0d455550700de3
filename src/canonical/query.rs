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

/// The parameters of a request's own, encoded and sorted. Its buffers are reused.
#[derive(Default)]
pub(crate) struct Parameters {
    /// One behind the other.
    pub(crate) encoded: String,
    list: Vec<Parameter>,
    order: Vec<usize>,
}

/// `name=value`, by its places in the encoded text.
struct Parameter {
    start: usize,
    name_end: usize,
    end: usize,
    /// Its place in the request's query.
    given_at: usize,
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

/// Appends the canonical query: the request's own parameters and those that presigning adds, which are canonical already.
/// Where it adds some, those of an earlier presigning are dropped.
pub(crate) fn push_canonical_query<R: Recorder>(
    out: &mut String,
    query: &str,
    added: &str,
    parameters: &mut Parameters,
    recorder: &mut R,
) {
    if query.is_empty() && !R::RECORDS {
        return push(out, added);
    }
    let start = out.len();
    parameters.take(query, !added.is_empty(), recorder);
    parameters.push_among(added, out);
    if R::RECORDS {
        parameters.record(slice(out, start..out.len()), query, recorder);
    }
}

impl Parameters {
    #[inline(never)]
    fn take<R: Recorder>(&mut self, query: &str, presigns: bool, recorder: &mut R) {
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
            let (name, value) = split_name(piece);
            let start = encoded.len();
            push_reencoded(encoded, name, STRICT);
            let name_end = encoded.len();
            let encoded_name = slice(encoded, start..name_end);
            if presigns && PRESIGN_PARAMETERS.contains(&encoded_name) {
                encoded.truncate(start);
                recorder.dropped_parameter(piece, given_at, DropReason::Replaced);
                continue;
            }
            encoded.push('=');
            push_reencoded(encoded, value, STRICT);
            list.push(Parameter { start, name_end, end: encoded.len(), given_at });
        }
        sort(order, list.len(), &|a, b| match (list.get(a), list.get(b)) {
            (Some(a), Some(b)) => a.is_before(b, encoded),
            _ => false,
        });
    }

    /// Appends them and the added ones, sorted.
    #[inline(never)]
    fn push_among(&self, mut added: &str, out: &mut String) {
        let encoded = &self.encoded;
        let start = out.len();
        for parameter in self.sorted() {
            let (before, behind) = split_at_name(added, parameter.name(encoded));
            push_behind(out, start, before);
            push_behind(out, start, slice(encoded, parameter.start..parameter.end));
            added = behind;
        }
        push_behind(out, start, added);
    }

    /// Tells of the canonical query where each parameter comes from.
    fn record<R: Recorder>(&self, canonical: &str, query: &str, recorder: &mut R) {
        let raw: Vec<&str> = pieces(query, b'&').collect();
        let mut own = self.sorted().peekable();
        for text in pieces(canonical, b'&').filter(|text| !text.is_empty()) {
            // No added one has the name of one of them.
            let own = own.next_if(|own| slice(&self.encoded, own.start..own.end) == text);
            let given_at = own.map(|own| own.given_at);
            let raw = given_at.and_then(|place| raw.get(place).copied());
            let (name, value) = split_name(text);
            recorder.parameter(RecordedParameter { raw, name, value, given_at });
        }
    }

    fn sorted(&self) -> impl Iterator<Item = &Parameter> {
        self.order.iter().filter_map(|place| self.list.get(*place))
    }
}

/// The added parameters before a name, which none of them has, and those behind it.
fn split_at_name<'a>(added: &'a str, name: &str) -> (&'a str, &'a str) {
    let [.., last] = PRESIGN_PARAMETERS;
    if name > last {
        return (added, "");
    }
    let before = pieces(added, b'&').take_while(|piece| split_name(piece).0 < name);
    let end = before.map(|piece| piece.len() + 1).sum::<usize>();
    (slice(added, 0..end.saturating_sub(1)), slice(added, end..added.len()))
}

/// Appends to what begins at a place, with `&` in between.
fn push_behind(out: &mut String, start: usize, parameters: &str) {
    if !parameters.is_empty() {
        if out.len() > start {
            out.push('&');
        }
        push(out, parameters);
    }
}

/// Name and value of `name=value`.
fn split_name(parameter: &str) -> (&str, &str) {
    let (name, value) = split_before(parameter, |byte| byte == b'=');
    (name, slice(value, 1..value.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn canonical(query: &str, added: &str) -> String {
        let mut out = String::from("before");
        push_canonical_query(&mut out, query, added, &mut Parameters::default(), &mut ());
        out.split_off("before".len())
    }

    /// All in one list, sorted by the standard library.
    fn expected(names: &[&str], added: &str) -> String {
        let mut all: Vec<(&str, &str)> =
            added.split('&').filter_map(|piece| piece.split_once('=')).collect();
        let replaced = |name| !added.is_empty() && PRESIGN_PARAMETERS.contains(name);
        all.extend(names.iter().filter(|name| !replaced(name)).map(|name| (*name, "v")));
        all.sort();
        all.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    #[test]
    fn own_parameters_stand_among_the_added_ones_in_byte_order() {
        let added = ["", "X-Amz-Date=d", "X-Amz-Algorithm=a&X-Amz-Date=d&X-Amz-SignedHeaders=h"];
        let names = [
            "",
            "%20",
            "X",
            "X-Amz-Algorithm",
            "X-Amz-Algorithm-",
            "X-Amz-Date",
            "X-Amz-Dat",
            "X-Amz-Date.",
            "X-Amz-Signature",
            "X-Amz-SignedHeader",
            "X-Amz-SignedHeaders~",
            "x-amz-date",
            "~",
        ];
        for added in added {
            assert_eq!(canonical("", added), added);
            for first in names {
                for second in names {
                    for third in names {
                        let names = [first, second, third];
                        let query = names.map(|name| format!("{name}=v")).join("&");
                        assert_eq!(canonical(&query, added), expected(&names, added), "{query}");
                    }
                }
            }
        }
    }
}

//! Part 3 of the canonical request: the query.

use super::presign::PresignParameters;
use crate::encode::{STRICT, push_reencoded};
use crate::record::{RecordedParameter, Recorder};
use crate::sort::sort;
use crate::text::{pieces, split_before};
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::ops::Range;

/// Why a piece of the query is not in the canonical query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropReason {
    /// Nothing between two `&`.
    Empty,
    /// A parameter of an earlier presigning, which this one replaces.
    Replaced,
}

/// The parameters that presigning adds, and so takes out of a URL that was presigned before.
pub const PRESIGN_PARAMETERS: [&str; 8] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-S3session-Token",
    "X-Amz-Security-Token",
    "X-Amz-Signature",
    "X-Amz-SignedHeaders",
];

/// The parameters of one request, encoded and sorted. Its buffers are reused.
#[derive(Default)]
pub(crate) struct CanonicalQuery {
    /// The parameters, encoded, one behind the other.
    encoded: String,
    parameters: Vec<Parameter>,
}

/// `name=value`, by its places in the encoded text.
struct Parameter {
    start: usize,
    name_end: usize,
    end: usize,
    given_at: usize,
    /// Its place in the request's query.
    raw: Range<usize>,
}

impl Parameter {
    fn name<'a>(&self, encoded: &'a str) -> &'a str {
        encoded.get(self.start..self.name_end).unwrap_or_default()
    }

    fn value<'a>(&self, encoded: &'a str) -> &'a str {
        encoded.get(self.name_end + 1..self.end).unwrap_or_default()
    }

    /// By encoded name, then encoded value, then the order given, in which they lie in the text.
    fn is_before(&self, other: &Self, encoded: &str) -> bool {
        let key = |parameter: &Self| (parameter.value(encoded), parameter.start);
        match self.name(encoded).cmp(other.name(encoded)) {
            Ordering::Equal => key(self) < key(other),
            by_name => by_name.is_lt(),
        }
    }
}

impl CanonicalQuery {
    /// Takes the parameters of the request's own query, and sorts them in byte order.
    pub(crate) fn set<R: Recorder>(&mut self, query: &str, presigning: bool, recorder: &mut R) {
        let Self { encoded, parameters } = self;
        encoded.clear();
        parameters.clear();
        if query.is_empty() {
            return;
        }
        let mut next = 0;
        for (given_at, piece) in pieces(query, b'&').enumerate() {
            let raw = next..next + piece.len();
            next = raw.end + 1;
            if piece.is_empty() {
                recorder.dropped_parameter(piece, given_at, DropReason::Empty);
                continue;
            }
            let (name, value) = split_before(piece, |byte| byte == b'=');
            let start = encoded.len();
            push_reencoded(encoded, name, STRICT);
            let name_end = encoded.len();
            let encoded_name = encoded.get(start..).unwrap_or_default();
            if presigning && PRESIGN_PARAMETERS.contains(&encoded_name) {
                encoded.truncate(start);
                recorder.dropped_parameter(piece, given_at, DropReason::Replaced);
                continue;
            }
            encoded.push('=');
            push_reencoded(encoded, value.get(1..).unwrap_or_default(), STRICT);
            parameters.push(Parameter { start, name_end, end: encoded.len(), given_at, raw });
        }
        sort(parameters, |a, b| a.is_before(b, encoded));
    }

    /// Appends the canonical query: the request's parameters and the added ones, of which none has the other's name.
    pub(crate) fn push_canonical<R: Recorder>(
        &self,
        out: &mut String,
        query: &str,
        added: &PresignParameters,
        recorder: &mut R,
    ) {
        if self.parameters.is_empty() && !R::RECORDS {
            return out.push_str(&added.text);
        }
        let start = out.len();
        let mut push = |recorded: RecordedParameter<'_>| {
            if out.len() > start {
                out.push('&');
            }
            out.push_str(recorded.name);
            out.push('=');
            out.push_str(recorded.value);
            recorder.parameter(recorded);
        };
        let of_added = |(name, value)| RecordedParameter { raw: None, name, value, given_at: None };
        let mut added = added.iter().peekable();
        for parameter in &self.parameters {
            let name = parameter.name(&self.encoded);
            while let Some(before) = added.next_if(|(added_name, _)| *added_name < name) {
                push(of_added(before));
            }
            push(RecordedParameter {
                raw: Some(query.get(parameter.raw.clone()).unwrap_or_default()),
                name,
                value: parameter.value(&self.encoded),
                given_at: Some(parameter.given_at),
            });
        }
        added.map(of_added).for_each(push);
    }
}

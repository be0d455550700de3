//! Part 3 of the canonical request: the query.

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
    /// `None` for one that was added.
    given: Option<Given>,
}

struct Given {
    at: usize,
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
    pub(crate) fn clear(&mut self) {
        self.encoded.clear();
        self.parameters.clear();
    }

    /// Takes the parameters of the request's own query.
    pub(crate) fn add_given<R: Recorder>(
        &mut self,
        query: &str,
        presigning: bool,
        recorder: &mut R,
    ) {
        if query.is_empty() {
            return;
        }
        let mut next = 0;
        for (at, raw) in pieces(query, b'&').enumerate() {
            let given = Given { at, raw: next..next + raw.len() };
            next = given.raw.end + 1;
            if raw.is_empty() {
                recorder.dropped_parameter(raw, at, DropReason::Empty);
                continue;
            }
            let (name, value) = split_before(raw, |byte| byte == b'=');
            let start = self.encoded.len();
            push_reencoded(&mut self.encoded, name, STRICT);
            let encoded_name = self.encoded.get(start..).unwrap_or_default();
            if presigning && PRESIGN_PARAMETERS.contains(&encoded_name) {
                self.encoded.truncate(start);
                recorder.dropped_parameter(raw, at, DropReason::Replaced);
                continue;
            }
            let value = value.get(1..).unwrap_or_default();
            self.push_value(start, Some(given), |out| push_reencoded(out, value, STRICT));
        }
    }

    /// Adds a parameter; `push_value` appends its value, encoded.
    pub(crate) fn add(&mut self, encoded_name: &str, push_value: impl FnOnce(&mut String)) {
        let start = self.encoded.len();
        self.encoded.push_str(encoded_name);
        self.push_value(start, None, push_value);
    }

    /// The rest of the parameter whose name lies at the text's end, from `start` on.
    fn push_value(
        &mut self,
        start: usize,
        given: Option<Given>,
        push_value: impl FnOnce(&mut String),
    ) {
        let name_end = self.encoded.len();
        self.encoded.push('=');
        push_value(&mut self.encoded);
        let end = self.encoded.len();
        self.parameters.push(Parameter { start, name_end, end, given });
    }

    /// Sorts in byte order and appends the canonical query.
    pub(crate) fn push_canonical<R: Recorder>(
        &mut self,
        out: &mut String,
        query: &str,
        recorder: &mut R,
    ) {
        let Self { encoded, parameters } = self;
        sort(parameters, |a, b| a.is_before(b, encoded));
        for (position, parameter) in parameters.iter().enumerate() {
            if position > 0 {
                out.push('&');
            }
            out.push_str(encoded.get(parameter.start..parameter.end).unwrap_or_default());
            let given = parameter.given.as_ref();
            recorder.parameter(RecordedParameter {
                raw: given.map(|given| query.get(given.raw.clone()).unwrap_or_default()),
                name: parameter.name(encoded),
                value: parameter.value(encoded),
                given_at: given.map(|given| given.at),
            });
        }
    }
}

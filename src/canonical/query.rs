//! Part 3 of the canonical request: the query.

use crate::encode::{STRICT, push_reencoded};
use crate::record::{RecordedParameter, Recorder};
use alloc::string::String;
use alloc::vec::Vec;
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
    /// The encoded names and values, one behind the other.
    encoded: String,
    parameters: Vec<Parameter>,
}

struct Parameter {
    name: Range<usize>,
    value: Range<usize>,
    /// `None` for one that was added.
    given: Option<Given>,
}

struct Given {
    at: usize,
    raw: Range<usize>,
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
        let mut start = 0;
        for (at, raw) in query.split('&').enumerate() {
            let range = start..start + raw.len();
            start = range.end + 1;
            if raw.is_empty() {
                recorder.dropped_parameter(raw, at, DropReason::Empty);
                continue;
            }
            let (name, value) = raw.split_once('=').unwrap_or((raw, ""));
            let name = self.push(name);
            if presigning && PRESIGN_PARAMETERS.contains(&text(&self.encoded, &name)) {
                self.encoded.truncate(name.start);
                recorder.dropped_parameter(raw, at, DropReason::Replaced);
                continue;
            }
            let value = self.push(value);
            self.parameters.push(Parameter { name, value, given: Some(Given { at, raw: range }) });
        }
    }

    fn push(&mut self, raw: &str) -> Range<usize> {
        let start = self.encoded.len();
        push_reencoded(&mut self.encoded, raw, STRICT);
        start..self.encoded.len()
    }

    /// Adds a parameter; `push_value` appends its value, encoded.
    pub(crate) fn add(&mut self, encoded_name: &str, push_value: impl FnOnce(&mut String)) {
        let start = self.encoded.len();
        self.encoded.push_str(encoded_name);
        let name = start..self.encoded.len();
        push_value(&mut self.encoded);
        let value = name.end..self.encoded.len();
        self.parameters.push(Parameter { name, value, given: None });
    }

    /// Sorts by encoded name, then encoded value, in byte order, and appends the canonical query.
    pub(crate) fn push_canonical<R: Recorder>(
        &mut self,
        out: &mut String,
        query: &str,
        recorder: &mut R,
    ) {
        let encoded = &self.encoded;
        self.parameters.sort_unstable_by(|a, b| {
            let by_name = text(encoded, &a.name).cmp(text(encoded, &b.name));
            let by_value = || text(encoded, &a.value).cmp(text(encoded, &b.value));
            by_name.then_with(by_value).then(a.name.start.cmp(&b.name.start))
        });
        for (position, parameter) in self.parameters.iter().enumerate() {
            if position > 0 {
                out.push('&');
            }
            let (name, value) = (text(encoded, &parameter.name), text(encoded, &parameter.value));
            out.push_str(name);
            out.push('=');
            out.push_str(value);
            recorder.parameter(RecordedParameter {
                raw: parameter.given.as_ref().map(|given| text(query, &given.raw)),
                name,
                value,
                given_at: parameter.given.as_ref().map(|given| given.at),
            });
        }
    }
}

fn text<'a>(buffer: &'a str, range: &Range<usize>) -> &'a str {
    buffer.get(range.clone()).unwrap_or_default()
}

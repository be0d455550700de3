//! [`Recorder`]: what a step tells about what it started from, and why.
//!
//! The steps are generic over it. Signing passes `()`, which records nothing and compiles to nothing; explaining passes
//! a trace.

use crate::canonical::header_choice::SkipReason;
use crate::canonical::headers::GivenHeader;
use crate::canonical::payload::PayloadReason;
use crate::canonical::query::DropReason;

/// What became of a path segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentChange {
    /// Encoded once: decoded, then encoded strictly.
    EncodedOnce,
    /// Encoded on top of what the URL already encodes.
    EncodedAgain,
    /// An empty segment, removed.
    EmptyRemoved,
    /// `.`, removed.
    DotRemoved,
    /// `..`, removed.
    DotDotRemoved,
    /// Removed by a `..` behind it.
    Cancelled,
}

/// A parameter of the canonical query, in canonical order.
#[derive(Clone, Copy, Debug)]
pub struct RecordedParameter<'a> {
    /// As it stands in the request's query; `None` when it was added.
    pub raw: Option<&'a str>,
    /// Encoded.
    pub name: &'a str,
    /// Encoded.
    pub value: &'a str,
    /// Its place in the request's query.
    pub given_at: Option<usize>,
}

/// Takes note of what the steps do. Every method does nothing by default.
pub trait Recorder {
    /// False when nothing is taken note of, so that what is only told need not be found out.
    const RECORDS: bool = true;

    /// A path segment and what it became (empty when removed).
    fn segment(&mut self, _raw: &str, _canonical: &str, _change: SegmentChange) {}
    /// A query parameter, told in canonical order.
    fn parameter(&mut self, _parameter: RecordedParameter<'_>) {}
    /// A piece of the query that is not in the canonical query.
    fn dropped_parameter(&mut self, _raw: &str, _given_at: usize, _reason: DropReason) {}
    /// A signed header and its value so far: told once for each header of the name. `given` is `None` for one that was
    /// added.
    fn signed_header(&mut self, _name: &str, _value: &str, _given: Option<GivenHeader<'_>>) {}
    /// A given header that is not signed.
    fn skipped_header(&mut self, _name: &str, _reason: SkipReason) {}
    /// Why the payload line is what it is.
    fn payload(&mut self, _reason: PayloadReason) {}
}

impl Recorder for () {
    const RECORDS: bool = false;
}

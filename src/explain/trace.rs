//! [`Trace`]: the recorder of [`explain`](super::explain).

use super::notes;
use super::{DroppedParameter, Parameter, Segment, SignedHeader, SkippedHeader};
use crate::canonical::header_choice::SkipReason;
use crate::canonical::headers::GivenHeader;
use crate::canonical::payload::PayloadReason;
use crate::canonical::query::DropReason;
use crate::encode::decoded_lossy;
use crate::record::{RecordedParameter, Recorder, SegmentChange};
use crate::service::ServiceRules;
use crate::text::pieces;
use alloc::string::String;
use alloc::vec::Vec;

/// What the steps told.
#[derive(Default)]
pub(super) struct Trace {
    segments: Vec<Segment>,
    parameters: Vec<Parameter>,
    dropped: Vec<DroppedParameter>,
    pub(super) signed: Vec<SignedHeader>,
    pub(super) skipped: Vec<SkippedHeader>,
    pub(super) payload: &'static str,
}

impl Trace {
    /// The path's segments as they were given; the steps tell them as they are sent.
    pub(super) fn segments(&mut self, path: &str, rules: &ServiceRules) -> Vec<Segment> {
        let path = path.get(1..).unwrap_or_default();
        let first = if rules.double_encode_path {
            notes::sent_segment
        } else {
            |given: &str| notes::segment(given, SegmentChange::EncodedOnce)
        };
        // Where escapes are read before segments are removed, one of a slash ends a segment.
        let is_read_first = !rules.double_encode_path && rules.normalize_path;
        let path = if is_read_first { with_slashes(path) } else { path.into() };
        for (segment, given) in self.segments.iter_mut().zip(path.split('/')) {
            if segment.raw != given {
                segment.raw = given.into();
                segment.note = joined(first(given), segment.note.take());
            }
        }
        core::mem::take(&mut self.segments)
    }

    /// The query's parameters, with notes that need all of them.
    pub(super) fn query(&mut self) -> (Vec<Parameter>, Vec<DroppedParameter>) {
        let mut parameters = core::mem::take(&mut self.parameters);
        let dropped = core::mem::take(&mut self.dropped);
        let mut place = 0;
        for parameter in &mut parameters {
            let Some(given_at) = parameter.given_at else { continue };
            // Its place among those that are kept, in the order given.
            let was = given_at - dropped.partition_point(|each| each.given_at < given_at);
            parameter.moved = was != place;
            if parameter.moved {
                parameter.note = joined(parameter.note.take(), Some(notes::moved(was, place)));
            }
            place += 1;
        }
        (parameters, dropped)
    }
}

/// A path with its slashes alone decoded.
fn with_slashes(path: &str) -> String {
    let mut escaped = pieces(path, b'%');
    let mut out = String::from(escaped.next().unwrap_or_default());
    for piece in escaped {
        match piece.strip_prefix("2F").or_else(|| piece.strip_prefix("2f")) {
            Some(rest) => out.extend(["/", rest]),
            None => out.extend(["%", piece]),
        }
    }
    out
}

fn joined(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some([first, second].join("; ")),
        (first, second) => first.or(second),
    }
}

impl Recorder for Trace {
    fn segment(&mut self, raw: &str, canonical: &str, change: SegmentChange) {
        self.segments.push(Segment {
            raw: raw.into(),
            canonical: canonical.into(),
            note: notes::segment(raw, change),
        });
    }

    fn parameter(&mut self, parameter: RecordedParameter<'_>) {
        self.parameters.push(Parameter {
            raw: parameter.raw.map(String::from),
            name: parameter.name.into(),
            value: parameter.value.into(),
            decoded_name: decoded_lossy(parameter.name),
            decoded_value: decoded_lossy(parameter.value),
            origin: if parameter.raw.is_some() { "request" } else { "added" },
            given_at: parameter.given_at,
            moved: false,
            note: notes::parameter(parameter.raw, parameter.name),
        });
    }

    fn dropped_parameter(&mut self, raw: &str, given_at: usize, reason: DropReason) {
        let reason = notes::dropped(reason);
        self.dropped.push(DroppedParameter { raw: raw.into(), given_at, reason });
    }

    fn signed_header(&mut self, name: &str, value: &str, given: Option<GivenHeader<'_>>) {
        if self.signed.last().is_none_or(|last| last.name != name) {
            self.signed.push(SignedHeader {
                name: name.into(),
                raw_name: given.map_or(name, |(raw, _)| raw).into(),
                raw_values: Vec::new(),
                value: String::new(),
                origin: if given.is_none() { "added" } else { "request" },
                note: None,
            });
        }
        if let Some(header) = self.signed.last_mut() {
            header.raw_values.extend(given.map(|(_, raw)| String::from(raw)));
            header.value = value.into();
            header.note = notes::signed_header(name, value, &header.raw_name, &header.raw_values);
        }
    }

    fn skipped_header(&mut self, name: &str, reason: SkipReason) {
        self.skipped.push(SkippedHeader { name: name.into(), reason: notes::skipped(reason) });
    }

    fn payload(&mut self, reason: PayloadReason) {
        self.payload = notes::payload(reason);
    }
}

/// Pairs as a JavaScript object.
#[cfg(feature = "serde")]
pub(super) fn as_map<S: serde::Serializer>(
    pairs: &[(String, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

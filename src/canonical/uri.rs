//! Part 2 of the canonical request: the path.

use crate::encode::{LEGAL, STRICT_PATH, push_encoded, push_reencoded};
use crate::record::{Recorder, SegmentChange};
use crate::service::ServiceRules;
use crate::text::pieces;
use alloc::string::String;
use alloc::vec::Vec;

/// Appends the path as it is sent by the services that encode twice: as given, with only illegal bytes encoded.
pub(crate) fn push_wire_path(out: &mut String, path: &str) {
    push_encoded(out, path, LEGAL);
}

/// Which segments of a path stay when it is normalised. Its buffers are reused.
#[derive(Default)]
pub(crate) struct Segments {
    fates: Vec<Fate>,
    /// The places of those that a `..` would remove.
    open: Vec<usize>,
}

/// Appends the canonical path.
///
/// `path` is the wire path where the rules encode it again (see [`push_wire_path`]) and the given path where they encode
/// once.
pub(crate) fn push_canonical_uri<R: Recorder>(
    out: &mut String,
    path: &str,
    rules: &ServiceRules,
    segments: &mut Segments,
    recorder: &mut R,
) {
    let behind_root = path.get(1..).unwrap_or_default();
    if !rules.normalize_path {
        if !R::RECORDS {
            return push_encoded_by(rules, out, path);
        }
        for segment in pieces(behind_root, b'/') {
            out.push('/');
            push_segment(out, segment, rules, recorder);
        }
        return;
    }
    // An escape may hide a slash or a dot segment where it is decoded.
    let mut once = String::new();
    let behind_root = if rules.double_encode_path {
        behind_root
    } else {
        push_reencoded(&mut once, behind_root, STRICT_PATH);
        &once
    };
    segments.normalize(behind_root);
    for (position, segment) in pieces(behind_root, b'/').enumerate() {
        let Some(fate) = segments.fates.get(position) else { continue };
        match fate {
            Fate::Kept => {
                out.push('/');
                push_segment(out, segment, rules, recorder);
            }
            // Behind the last slash, which stays.
            Fate::Removed(_) if segment.is_empty() && position + 1 == segments.fates.len() => {
                recorder.segment("", "", SegmentChange::EncodedAgain);
            }
            Fate::Removed(change) => recorder.segment(segment, "", *change),
        }
    }
    if behind_root.ends_with('/') || segments.open.is_empty() {
        out.push('/');
    }
}

fn push_segment<R: Recorder>(
    out: &mut String,
    segment: &str,
    rules: &ServiceRules,
    recorder: &mut R,
) {
    let start = out.len();
    push_encoded_by(rules, out, segment);
    let change = if rules.double_encode_path {
        SegmentChange::EncodedAgain
    } else {
        SegmentChange::EncodedOnce
    };
    recorder.segment(segment, out.get(start..).unwrap_or_default(), change);
}

/// One segment, or several with the slashes between them, which stay.
fn push_encoded_by(rules: &ServiceRules, out: &mut String, path: &str) {
    if rules.double_encode_path {
        push_encoded(out, path, STRICT_PATH);
    } else {
        push_reencoded(out, path, STRICT_PATH);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Removed(SegmentChange),
}

impl Segments {
    /// RFC 3986 §5.2.4, with empty segments removed too.
    #[inline(never)]
    fn normalize(&mut self, behind_root: &str) {
        let Self { fates, open } = self;
        fates.clear();
        open.clear();
        for (position, segment) in pieces(behind_root, b'/').enumerate() {
            let fate = match segment {
                "" => Fate::Removed(SegmentChange::EmptyRemoved),
                "." => Fate::Removed(SegmentChange::DotRemoved),
                ".." => {
                    if let Some(cancelled) = open.pop()
                        && let Some(fate) = fates.get_mut(cancelled)
                    {
                        *fate = Fate::Removed(SegmentChange::Cancelled);
                    }
                    Fate::Removed(SegmentChange::DotDotRemoved)
                }
                _ => {
                    open.push(position);
                    Fate::Kept
                }
            };
            fates.push(fate);
        }
    }
}

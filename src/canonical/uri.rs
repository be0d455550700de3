//! Part 2 of the canonical request: the path.

use crate::encode::{ILLEGAL, STRICT, STRICT_PATH, push_encoded, push_reencoded};
use crate::record::{Recorder, SegmentChange};
use crate::service::ServiceRules;
use alloc::string::String;
use alloc::vec::Vec;

/// Appends the path as it is sent by the services that encode twice: as given, with only illegal bytes encoded.
pub(crate) fn push_wire_path(out: &mut String, path: &str) {
    push_encoded(out, path, ILLEGAL);
}

/// Appends the canonical path.
///
/// `path` is the wire path where the rules encode it again (see [`push_wire_path`]) and the given path where they encode
/// once.
pub(crate) fn push_canonical_uri<R: Recorder>(
    out: &mut String,
    path: &str,
    rules: &ServiceRules,
    recorder: &mut R,
) {
    if !rules.normalize_path {
        for (position, segment) in path.split('/').enumerate() {
            if position > 0 {
                out.push('/');
                push_segment(out, segment, rules, recorder);
            }
        }
        return;
    }
    let kept = kept_segments(path);
    for (position, segment) in path.split('/').enumerate().skip(1) {
        match kept.get(position) {
            Some(Fate::Kept) => {
                out.push('/');
                push_segment(out, segment, rules, recorder);
            }
            // Behind the last slash, which stays.
            Some(Fate::Removed(_)) if segment.is_empty() && position + 1 == kept.len() => {
                recorder.segment("", "", SegmentChange::EncodedAgain);
            }
            Some(Fate::Removed(change)) => recorder.segment(segment, "", *change),
            None => {}
        }
    }
    if path.ends_with('/') || !kept.contains(&Fate::Kept) {
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
    let change = if rules.double_encode_path {
        push_encoded(out, segment, STRICT);
        SegmentChange::EncodedAgain
    } else {
        push_reencoded(out, segment, STRICT_PATH);
        SegmentChange::EncodedOnce
    };
    recorder.segment(segment, out.get(start..).unwrap_or_default(), change);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Removed(SegmentChange),
}

/// RFC 3986 §5.2.4, with empty segments removed too: which segments stay.
fn kept_segments(path: &str) -> Vec<Fate> {
    let mut fates: Vec<Fate> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (position, segment) in path.split('/').enumerate() {
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
    fates
}

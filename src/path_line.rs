//! [`PathLine`]: presigned URLs that differ in their path alone.

use crate::encode::is_plain_path;
use crate::identity::Target;
use crate::origin::Origin;
use crate::placement::Placement;
use crate::sign::{Buffers, PRESIGNED_URL_LIMIT, Parts, SIGNATURE_LENGTH};
use crate::text::{behind, push, slice};
use alloc::string::String;

/// A canonical request but for its path, of a URL to which presigning added something at its end alone.
#[derive(Default)]
pub(crate) struct PathLine {
    before: String,
    behind: String,
    /// How long a URL may be that the same is added to. None where more than the path's line depends on the path, or its
    /// line on more than its encoding.
    limit: Option<usize>,
}

impl PathLine {
    /// Of the URL whose canonical request was made last.
    pub(crate) fn keep(&mut self, url: &str, target: &Target<'_>, parts: &Parts, made: &Buffers) {
        let Target { rules, placement, .. } = target;
        let is_alike =
            *placement != Placement::Header && rules.sign_session_token && !rules.normalize_path;
        self.limit = behind(&made.url, url)
            .filter(|added| is_alike && added.starts_with('?'))
            .and_then(|added| PRESIGNED_URL_LIMIT.checked_sub(added.len() + SIGNATURE_LENGTH));
        let canonical_request = made.canonical_request.as_str();
        if self.limit.is_some() {
            let kept = [
                (&mut self.before, 0..parts.uri.start),
                (&mut self.behind, parts.uri.end..canonical_request.len()),
            ];
            for (kept, part) in kept {
                kept.clear();
                push(kept, slice(canonical_request, part));
            }
        }
    }

    pub(crate) fn forget(&mut self) {
        self.limit = None;
    }

    /// Writes the canonical request of a URL of which nothing but the path is new. Answers whether this is one.
    pub(crate) fn write(&self, url: &str, origin: &Origin, canonical_request: &mut String) -> bool {
        let is_short = self.limit.is_some_and(|limit| url.len() <= limit);
        let path = origin.behind(url).filter(|path| path.starts_with('/') && is_plain_path(path));
        let Some(path) = path.filter(|_| is_short) else { return false };
        canonical_request.clear();
        for part in [&self.before, path, &self.behind] {
            push(canonical_request, part);
        }
        true
    }
}

//! [`PathLine`]: presigned URLs that differ in their path alone.

use crate::encode::is_plain_path;
use crate::identity::Target;
use crate::origin::Origin;
use crate::placement::Placement;
use crate::service::ServiceRules;
use crate::sign::Parts;
use crate::text::{push, slice};
use alloc::string::String;
use core::ops::Range;

/// A canonical request but for its path, of a URL that was presigned without parameters of its own.
#[derive(Default)]
pub(crate) struct PathLine {
    before: String,
    behind: String,
    /// Of the part behind.
    query: Range<usize>,
    /// None where more than the path's line depends on the path, or its line on more than its encoding.
    rules: Option<ServiceRules>,
}

impl PathLine {
    /// Of the request that was signed last.
    pub(crate) fn keep(&mut self, target: &Target<'_>, parts: &Parts, canonical_request: &str) {
        let is_alone = target.placement != Placement::Header && target.query.is_empty();
        self.rules = Some(target.rules).filter(|rules| is_alone && !rules.normalize_path);
        if self.rules.is_some() {
            let Range { start, end } = parts.uri;
            self.query = parts.query.start - end..parts.query.end - end;
            let kept =
                [(&mut self.before, 0..start), (&mut self.behind, end..canonical_request.len())];
            for (kept, part) in kept {
                kept.clear();
                push(kept, slice(canonical_request, part));
            }
        }
    }

    pub(crate) fn forget(&mut self) {
        self.rules = None;
    }

    /// The path of a URL of which nothing else is new, with the rules that it is signed by.
    pub(crate) fn path_of<'u>(
        &self,
        url: &'u str,
        origin: &Origin,
    ) -> Option<(&'u str, &ServiceRules)> {
        let rules = self.rules.as_ref()?;
        let path = origin.behind(url)?;
        (path.starts_with('/') && is_plain_path(path)).then_some((path, rules))
    }

    /// Writes the canonical request, and the URL to send but for its signature.
    pub(crate) fn write(
        &self,
        path: &str,
        origin: &Origin,
        canonical_request: &mut String,
        url: &mut String,
    ) {
        canonical_request.clear();
        for part in [&self.before, path, &self.behind] {
            push(canonical_request, part);
        }
        url.clear();
        for part in [origin.sent(), path, "?", slice(&self.behind, self.query.clone())] {
            push(url, part);
        }
    }
}

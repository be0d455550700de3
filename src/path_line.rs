//! [`PathLine`]: presigned URLs that differ in their path alone.

use crate::canonical::CanonicalRequest;
use crate::encode::is_plain_path;
use crate::identity::Target;
use crate::origin::Origin;
use crate::placement::Placement;
use crate::sha256::Hex;
use crate::sign::{Buffers, PRESIGNED_URL_LIMIT, SIGNATURE};
use crate::text::{behind, set, slice};
#[cfg(feature = "wasm")]
use crate::wipe::wipe_text;
use alloc::string::String;
use core::ops::Range;

/// A canonical request but for its path, of a URL to which presigning added something at its end alone.
#[derive(Default)]
pub(crate) struct PathLine {
    before: String,
    behind: String,
    /// To the URL, between what was given and the signature.
    added: String,
    /// How long a URL may be that the same is added to. None where more than the path's line depends on the path, or its
    /// line on more than its encoding.
    limit: Option<usize>,
}

impl PathLine {
    /// Of the URL whose canonical request was made last.
    pub(crate) fn keep(
        &mut self,
        url: &str,
        target: &Target<'_>,
        parts: &CanonicalRequest,
        made: &Buffers,
    ) {
        let Target { rules, placement, .. } = target;
        let is_alike =
            *placement != Placement::Header && rules.sign_session_token && !rules.normalize_path;
        let added = behind(&made.url, url).filter(|added| is_alike && added.starts_with('?'));
        let length = added.map(|added| added.len() + SIGNATURE.len() + size_of::<Hex>());
        self.limit = length.and_then(|length| PRESIGNED_URL_LIMIT.checked_sub(length));
        if let Some(added) = added.filter(|_| self.limit.is_some()) {
            let request = made.canonical_request.as_str();
            let Range { start, end } = parts.uri;
            set(&mut self.before, &[slice(request, 0..start)]);
            set(&mut self.behind, &[slice(request, end..request.len())]);
            set(&mut self.added, &[added, SIGNATURE]);
        }
    }

    pub(crate) fn forget(&mut self) {
        self.limit = None;
    }

    #[cfg(feature = "wasm")]
    pub(crate) fn wipe(&mut self) {
        self.forget();
        wipe_text(&mut self.behind);
        wipe_text(&mut self.added);
    }

    /// Whether it is of a method, as that is sent.
    #[cfg(any(test, feature = "wasm"))]
    pub(crate) fn is_of(&self, method: &str) -> bool {
        behind(&self.before, method) == Some("\n")
    }

    /// Writes the canonical request of a URL of which nothing but the path is new. Answers whether this is one.
    pub(crate) fn write(&self, url: &str, origin: &Origin, canonical_request: &mut String) -> bool {
        let is_short = self.limit.is_some_and(|limit| url.len() <= limit);
        let path = origin.behind(url).filter(|path| path.starts_with('/') && is_plain_path(path));
        let Some(path) = path.filter(|_| is_short) else { return false };
        set(canonical_request, &[&self.before, path, &self.behind]);
        true
    }

    /// Writes the presigned URL.
    #[cfg(any(test, feature = "wasm"))]
    pub(crate) fn write_url(&self, url: &str, signature: &str, out: &mut String) {
        set(out, &[url, &self.added, signature]);
    }
}

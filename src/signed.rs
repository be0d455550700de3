//! [`Signed`]: what signing answers.

use crate::canonical::headers::GivenHeader;
use crate::sha256::{Hex, hex_text};
use crate::sign::Buffers;
use crate::time::AmzDate;
use core::fmt;

/// A signed request, and what was signed. Lives in the [`Workspace`](crate::Workspace) and the [`Signer`](crate::Signer).
pub struct Signed<'w> {
    pub(crate) method: &'w str,
    pub(crate) signature: Hex,
    pub(crate) date: AmzDate,
    pub(crate) given: &'w [GivenHeader<'w>],
    pub(crate) buffers: &'w Buffers,
    pub(crate) string_to_sign: &'w str,
    /// Where the payload line begins, if it is the hash that was given of the body and nothing else depends on the body.
    #[cfg_attr(
        not(any(test, feature = "wasm")),
        expect(dead_code, reason = "JavaScript signs again")
    )]
    pub(crate) payload_line: Option<usize>,
}

/// The URL and the headers are as good as the credentials for what they ask.
impl fmt::Debug for Signed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signed(")?;
        f.write_str(self.method)?;
        f.write_str(", ..)")
    }
}

impl Signed<'_> {
    /// The method to send.
    pub fn method(&self) -> &str {
        self.method
    }

    /// The URL to send: what was signed.
    pub fn url(&self) -> &str {
        &self.buffers.url
    }

    /// The headers to send, in lower case, without Host, which clients set themselves. By header with `authorization`; by
    /// query those that must be sent with the URL.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.given.iter().copied().chain(self.buffers.sent.iter())
    }

    /// The same as text: whether there are those that the request gives, exactly so; then NUL, name, NUL, value of all
    /// others.
    #[cfg(feature = "wasm")]
    pub(crate) fn headers_text(&self) -> (bool, &str) {
        (!self.given.is_empty(), &self.buffers.sent.text)
    }

    /// 64 hex digits.
    pub fn signature(&self) -> &str {
        hex_text(&self.signature)
    }

    /// The time of the signature: the parameter's, or a given `x-amz-date`.
    pub fn date(&self) -> &AmzDate {
        &self.date
    }

    /// What was hashed.
    pub fn canonical_request(&self) -> &str {
        self.buffers.canonical_request.as_str()
    }

    /// What was signed.
    pub fn string_to_sign(&self) -> &str {
        self.string_to_sign
    }
}

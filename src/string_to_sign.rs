//! Step 2: the string to sign.

use crate::scope::CredentialScope;
use crate::sha256::{Hex, hex_text};
use crate::text::push;
use alloc::string::String;
use core::fmt;

/// The algorithm's name, in the string to sign, the Authorization header and the query.
pub const AWS4_HMAC_SHA256: &str = "AWS4-HMAC-SHA256";

/// Displays as its four lines: algorithm, time, scope, SHA-256 of the canonical request.
#[derive(Default)]
pub struct StringToSign {
    text: String,
    scope_end: usize,
}

impl StringToSign {
    /// Sets the first three lines, which all requests of one second and scope share.
    pub(crate) fn set_scope(&mut self, scope: &CredentialScope<'_>) {
        let out = &mut self.text;
        out.clear();
        push(out, AWS4_HMAC_SHA256);
        out.push('\n');
        push(out, scope.date().as_str());
        out.push('\n');
        scope.push_to(out, "/");
        out.push('\n');
        self.scope_end = out.len();
    }

    /// Sets the last line.
    pub(crate) fn set_hash(&mut self, canonical_request_hash: &Hex) {
        self.text.truncate(self.scope_end);
        push(&mut self.text, hex_text(canonical_request_hash));
    }

    /// The text that is signed.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for StringToSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

//! Step 2: the string to sign.

use crate::scope::{CredentialScope, KeptScope};
use alloc::string::String;
use core::fmt;

/// The algorithm's name, in the string to sign, the Authorization header and the query.
pub const AWS4_HMAC_SHA256: &str = "AWS4-HMAC-SHA256";

/// Displays as its four lines: algorithm, time, scope, SHA-256 of the canonical request. The first three are kept until
/// the scope changes.
#[derive(Default)]
pub struct StringToSign {
    text: String,
    scope: KeptScope,
    scope_end: usize,
}

impl StringToSign {
    /// Sets the four lines.
    pub(crate) fn set(&mut self, scope: &CredentialScope<'_>, canonical_request_hash: &str) {
        if !self.scope.is(scope) {
            self.scope.keep(scope);
            self.text.clear();
            self.text.push_str(AWS4_HMAC_SHA256);
            self.text.push('\n');
            self.text.push_str(scope.date().as_str());
            self.text.push('\n');
            scope.push_to(&mut self.text, "/");
            self.text.push('\n');
            self.scope_end = self.text.len();
        }
        self.text.truncate(self.scope_end);
        self.text.push_str(canonical_request_hash);
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

//! Step 2: the string to sign.

use crate::scope::CredentialScope;
use alloc::string::String;
use core::fmt;

/// The algorithm's name, in the string to sign, the Authorization header and the query.
pub const AWS4_HMAC_SHA256: &str = "AWS4-HMAC-SHA256";

/// Displays as its four lines: algorithm, time, scope, SHA-256 of the canonical request. Its buffer is reused.
#[derive(Default)]
pub struct StringToSign(String);

impl StringToSign {
    /// Sets the four lines.
    pub(crate) fn set(&mut self, scope: &CredentialScope<'_>, canonical_request_hash: &str) {
        self.0.clear();
        self.0.push_str(AWS4_HMAC_SHA256);
        self.0.push('\n');
        self.0.push_str(scope.date().as_str());
        self.0.push('\n');
        scope.push_to(&mut self.0, "/");
        self.0.push('\n');
        self.0.push_str(canonical_request_hash);
    }

    /// The text that is signed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StringToSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

//! The query parameters that presigning adds.

use crate::credentials::Credentials;
use crate::encode::{STRICT, push_decimal, push_encoded};
use crate::placement::Placement;
use crate::scope::CredentialScope;
use crate::service::ServiceRules;
use crate::string_to_sign::AWS4_HMAC_SHA256;
use crate::text::push;
use alloc::string::String;

/// The parameters that presigning adds, and so takes out of a URL that was presigned before.
pub const PRESIGN_PARAMETERS: [&str; 8] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-S3session-Token",
    "X-Amz-Security-Token",
    "X-Amz-Signature",
    "X-Amz-SignedHeaders",
];

/// The added parameters in canonical form, with `&` between them. They are the same for all URLs of one signer, second
/// and scope that sign the same headers, so they are kept.
#[derive(Default)]
pub(crate) struct PresignParameters {
    text: String,
    /// What the text was made from, beside signer, second and scope.
    placement: Option<Placement>,
    rules: Option<ServiceRules>,
    signed_headers: String,
}

impl PresignParameters {
    /// The parameters; those made last when they are the same.
    pub(crate) fn of(
        &mut self,
        credentials: &Credentials,
        scope: &CredentialScope<'_>,
        rules: &ServiceRules,
        placement: Placement,
        signed_headers: &str,
    ) -> &str {
        let is_known = self.placement == Some(placement)
            && self.rules == Some(*rules)
            && self.signed_headers == signed_headers;
        if !is_known {
            self.clear();
            self.placement = Some(placement);
            self.rules = Some(*rules);
            push(&mut self.signed_headers, signed_headers);
            self.make(credentials, scope, rules, placement);
        }
        &self.text
    }

    /// Forgets the parameters: those of another second or scope are asked for next.
    pub(crate) fn clear(&mut self) {
        self.placement = None;
        self.signed_headers.clear();
        self.text.clear();
    }

    /// In canonical order.
    #[inline(never)]
    fn make(
        &mut self,
        credentials: &Credentials,
        scope: &CredentialScope<'_>,
        rules: &ServiceRules,
        placement: Placement,
    ) {
        let out = &mut self.text;
        push(out, "X-Amz-Algorithm=");
        push(out, AWS4_HMAC_SHA256);
        push(out, "&X-Amz-Credential=");
        push_encoded(out, credentials.access_key_id(), STRICT);
        push(out, "%2F");
        scope.push_to(out, "%2F");
        push(out, "&X-Amz-Date=");
        push(out, scope.date().as_str());
        if let Placement::Query { expires_in: Some(expires_in) } = placement {
            push(out, "&X-Amz-Expires=");
            push_decimal(out, expires_in.seconds().into());
        }
        if rules.sign_session_token {
            push_session_token(out, credentials, rules);
        }
        push(out, "&X-Amz-SignedHeaders=");
        push_encoded(out, &self.signed_headers, STRICT);
    }
}

/// Appends the session token's parameter, with `&` before it, where there is a token.
pub(crate) fn push_session_token(
    out: &mut String,
    credentials: &Credentials,
    rules: &ServiceRules,
) {
    if let Some(token) = credentials.session_token() {
        out.push('&');
        push(out, rules.session_token_name.as_str());
        out.push('=');
        push_encoded(out, token, STRICT);
    }
}

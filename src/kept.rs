//! [`Kept`]: what requests of one second and scope have in common, so that it is made once.

use crate::canonical::presign::PresignParameters;
use crate::error::Error;
use crate::key::{KeyChain, SigningKey};
use crate::scope::CredentialScope;
use crate::sha256::{AlikeText, Hex, hex_of};
use crate::string_to_sign::StringToSign;
use crate::text::set;
use crate::time::AmzDate;
use crate::wipe::wipe_stack;
use alloc::string::String;
use core::fmt;

/// Of the scope that was entered last: one entry, made anew when another is entered.
#[derive(Default)]
pub(crate) struct Kept {
    date: Option<AmzDate>,
    region: String,
    service: String,
    key: Option<SigningKey>,
    pub(crate) string_to_sign: StringToSign,
    pub(crate) presign: PresignParameters,
}

impl Kept {
    /// Whether this is the scope, to the second.
    pub(crate) fn is_of(&self, scope: &CredentialScope<'_>) -> bool {
        self.date.as_ref() == Some(scope.date()) && self.has_names_of(scope)
    }

    fn has_names_of(&self, scope: &CredentialScope<'_>) -> bool {
        self.region == scope.region() && self.service == scope.service()
    }

    /// Changes to another scope; the signing key stays while day, region and service do.
    ///
    /// # Errors
    /// Those of [`CredentialScope::check`].
    pub(crate) fn enter(&mut self, scope: &CredentialScope<'_>) -> Result<(), Error> {
        if self.is_of(scope) {
            return Ok(());
        }
        scope.check()?;
        let same_day = self.date.as_ref().is_some_and(|date| date.day() == scope.date().day());
        if !(same_day && self.has_names_of(scope)) {
            self.key = None;
        }
        self.date = Some(*scope.date());
        set(&mut self.region, &[scope.region()]);
        set(&mut self.service, &[scope.service()]);
        self.string_to_sign.set_scope(scope);
        self.presign.clear();
        Ok(())
    }

    /// Steps 2 to 4, for the scope that was entered.
    pub(crate) fn sign(
        &mut self,
        canonical_request: &mut AlikeText,
        secret_access_key: &str,
    ) -> Hex {
        self.string_to_sign.set_hash(&hex_of(&canonical_request.digest()));
        let (key, string_to_sign) = self.key_and_text(secret_access_key);
        key.sign(string_to_sign.as_str())
    }

    /// The key of the scope that was entered.
    pub(crate) fn key(&mut self, secret_access_key: &str) -> &mut SigningKey {
        self.key_and_text(secret_access_key).0
    }

    fn key_and_text(&mut self, secret_access_key: &str) -> (&mut SigningKey, &StringToSign) {
        let Self { date, region, service, key, string_to_sign, .. } = self;
        let is_new = key.is_none();
        let day = date.as_ref().map_or("", AmzDate::day);
        let key = key_or_derived(key, secret_access_key, [day, region, service]);
        if is_new {
            wipe_stack();
        }
        (key, string_to_sign)
    }
}

/// Out of line, so that the stack that it used can be wiped behind it.
#[inline(never)]
fn key_or_derived<'k>(
    key: &'k mut Option<SigningKey>,
    secret_access_key: &str,
    scope: [&str; 3],
) -> &'k mut SigningKey {
    key.get_or_insert_with(|| SigningKey::of(&KeyChain::derive(secret_access_key, scope)))
}

/// The parameters may hold a session token.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept(..)")
    }
}

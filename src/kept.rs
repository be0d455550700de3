//! [`Kept`]: what requests of one second and scope have in common, so that it is made once; [`Scopes`]: of several.

use crate::canonical::presign::PresignParameters;
use crate::error::Error;
use crate::key::{KeyChain, SigningKey};
use crate::recent::Recent;
use crate::scope::CredentialScope;
use crate::sha256::{AlikeText, Hex};
use crate::string_to_sign::StringToSign;
use crate::text::{is_same, set};
use crate::time::AmzDate;
use crate::wipe::wipe_stack;
use alloc::string::String;
use core::fmt;

/// What is kept of the scopes, by region and service, that were entered last.
#[derive(Default)]
pub(crate) struct Scopes(Recent<Kept>);

impl Scopes {
    /// Changes to a scope.
    ///
    /// # Errors
    /// Those of [`CredentialScope::check`].
    pub(crate) fn enter(&mut self, scope: &CredentialScope<'_>) -> Result<&mut Kept, Error> {
        let Self(kept) = self;
        if !kept.find(|kept| kept.has_names_of(scope)) {
            scope.check()?;
            kept.start();
        }
        let kept = kept.last_mut();
        kept.turn_to(scope);
        Ok(kept)
    }

    /// The scope that was entered last.
    pub(crate) fn last(&mut self) -> &mut Kept {
        self.0.last_mut()
    }
}

/// Of one scope.
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
    /// # Errors
    /// Those of [`CredentialScope::check`].
    pub(crate) fn of(scope: &CredentialScope<'_>) -> Result<Self, Error> {
        scope.check()?;
        let mut kept = Self::default();
        kept.turn_to(scope);
        Ok(kept)
    }

    /// Whether this is the scope, to the second.
    pub(crate) fn is_of(&self, scope: &CredentialScope<'_>) -> bool {
        self.date.as_ref() == Some(scope.date()) && self.has_names_of(scope)
    }

    fn has_names_of(&self, scope: &CredentialScope<'_>) -> bool {
        is_same(self.region.as_bytes(), scope.region().as_bytes())
            && is_same(self.service.as_bytes(), scope.service().as_bytes())
    }

    /// Changes to the second of a scope that has its names, or any if it is new; the signing key stays for the day.
    fn turn_to(&mut self, scope: &CredentialScope<'_>) {
        if self.date.as_ref() == Some(scope.date()) {
            return;
        }
        if self.date.as_ref().is_none_or(|date| date.day() != scope.date().day()) {
            self.key = None;
        }
        self.date = Some(*scope.date());
        set(&mut self.region, &[scope.region()]);
        set(&mut self.service, &[scope.service()]);
        self.string_to_sign.set_scope(scope);
        self.presign.clear();
    }

    /// Steps 2 to 4.
    pub(crate) fn sign(
        &mut self,
        canonical_request: &mut AlikeText,
        secret_access_key: &str,
    ) -> Hex {
        self.string_to_sign.set_hash(&canonical_request.hash());
        let (key, string_to_sign) = self.key_and_text(secret_access_key);
        key.sign(string_to_sign.as_str())
    }

    /// The key of the scope.
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
impl fmt::Debug for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scopes(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::borrow::ToOwned;
    use alloc::format;
    use alloc::vec::Vec;

    const SECOND: i64 = 1_440_938_160;

    fn at(second: i64) -> AmzDate {
        AmzDate::from_unix_seconds(second).unwrap()
    }

    /// All that is kept, as it is used.
    fn used(kept: &mut Kept) -> (String, Hex) {
        let text = kept.string_to_sign.as_str().to_owned();
        let signature = kept.key("secret").sign(&text);
        (text, signature)
    }

    #[test]
    fn a_scope_signs_the_same_whichever_were_entered_before() {
        let names = [("eu-west-1", "s3"), ("us-east-1", "s3"), ("us-east-1", "sqs"), ("s3", "s3")];
        let seconds = [SECOND, SECOND + 1, SECOND + 86_400];
        let scopes: Vec<_> = names
            .iter()
            .flat_map(|(region, service)| {
                seconds.map(|second| CredentialScope::of(at(second), region, service))
            })
            .collect();
        let mut entered = Scopes::default();
        for first in &scopes {
            for second in &scopes {
                for scope in [first, second, second, first] {
                    let alone = used(&mut Kept::of(scope).unwrap());
                    assert_eq!(used(entered.enter(scope).unwrap()), alone, "{scope}");
                    assert!(entered.last().is_of(scope));
                }
            }
        }
    }

    #[test]
    fn more_scopes_than_are_kept_sign_as_each_alone() {
        let mut entered = Scopes::default();
        for number in (0..200).chain(0..200).chain(190..200) {
            let region = format!("region-{number}");
            let scope = CredentialScope::of(at(SECOND), &region, "s3");
            let alone = used(&mut Kept::of(&scope).unwrap());
            assert_eq!(used(entered.enter(&scope).unwrap()), alone, "{scope}");
        }
    }

    #[test]
    fn a_scope_that_is_refused_leaves_the_last_one() {
        let mut entered = Scopes::default();
        let scope = CredentialScope::of(at(SECOND), "eu-west-1", "s3");
        entered.enter(&scope).unwrap();
        for (region, service) in [("", "s3"), ("eu/west", "s3"), ("eu-west-1", "s 3")] {
            let refused = CredentialScope::of(at(SECOND), region, service);
            assert!(entered.enter(&refused).is_err());
            assert!(Kept::of(&refused).is_err());
            assert!(entered.last().is_of(&scope));
        }
    }

    #[test]
    fn the_first_scope_is_checked_as_any_other() {
        assert!(Scopes::default().enter(&CredentialScope::of(at(SECOND), "", "")).is_err());
    }
}

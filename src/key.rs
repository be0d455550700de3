//! Step 3: the signing key, and the two hash functions of the algorithm.

use crate::scope::{AWS4_REQUEST, CredentialScope};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

type HmacSha256 = Hmac<Sha256>;

/// SHA-256 in lower-case hex.
pub fn sha256_hex(data: &[u8]) -> [u8; 64] {
    hex_of(&Sha256::digest(data).into())
}

fn hex_of(digest: &[u8; 32]) -> [u8; 64] {
    let mut out = [0; 64];
    // Fails only when the sizes differ.
    let _ = hex::encode_to_slice(digest, &mut out);
    out
}

pub(crate) fn hmac_sha256(key: &[u8], data: &[u8]) -> [u8; 32] {
    keyed(key).chain_update(data).finalize().into_bytes().into()
}

fn keyed(key: &[u8]) -> HmacSha256 {
    // HMAC takes keys of any length; the fallback is never reached.
    HmacSha256::new_from_slice(key).unwrap_or_else(|_| HmacSha256::new(&Default::default()))
}

/// The four keys, each made from the one before: date, region, service, `aws4_request`.
///
/// IAM User Guide, "Create a signed AWS API request", step 4.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct KeyChain {
    pub(crate) k_date: [u8; 32],
    pub(crate) k_region: [u8; 32],
    pub(crate) k_service: [u8; 32],
    pub(crate) k_signing: [u8; 32],
}

impl KeyChain {
    pub(crate) fn derive(secret_access_key: &str, scope: &CredentialScope<'_>) -> Self {
        let mut seed = Zeroizing::new(Vec::with_capacity(4 + secret_access_key.len()));
        seed.extend_from_slice(b"AWS4");
        seed.extend_from_slice(secret_access_key.as_bytes());
        let k_date = hmac_sha256(&seed, scope.date().day().as_bytes());
        let k_region = hmac_sha256(&k_date, scope.region().as_bytes());
        let k_service = hmac_sha256(&k_region, scope.service().as_bytes());
        let k_signing = hmac_sha256(&k_service, AWS4_REQUEST.as_bytes());
        Self { k_date, k_region, k_service, k_signing }
    }
}

impl fmt::Debug for KeyChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyChain(..)")
    }
}

/// The last key of the chain, with its inner and outer hash states ready.
#[derive(Clone)]
pub struct SigningKey(HmacSha256);

impl SigningKey {
    pub(crate) fn of(chain: &KeyChain) -> Self {
        Self(keyed(&chain.k_signing))
    }

    /// HMAC-SHA256 in lower-case hex.
    pub fn sign(&self, text: &str) -> [u8; 64] {
        hex_of(&self.0.clone().chain_update(text.as_bytes()).finalize().into_bytes().into())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

/// The signing key of the last scope: one entry, rederived when day, region or service change.
#[derive(Debug, Default)]
pub(crate) struct KeyCache {
    scope: String,
    key: Option<SigningKey>,
}

impl KeyCache {
    pub(crate) fn key(
        &mut self,
        secret_access_key: &str,
        scope: &CredentialScope<'_>,
    ) -> &SigningKey {
        if !is_scope(&self.scope, scope) {
            self.scope.clear();
            scope.push_to(&mut self.scope, "/");
            self.key = None;
        }
        self.key.get_or_insert_with(|| SigningKey::of(&KeyChain::derive(secret_access_key, scope)))
    }
}

fn is_scope(text: &str, scope: &CredentialScope<'_>) -> bool {
    let mut parts = text.split('/');
    [scope.date().day(), scope.region(), scope.service()]
        .iter()
        .all(|part| parts.next() == Some(part))
}

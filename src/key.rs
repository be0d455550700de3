//! Step 3: the signing key, and the two hash functions of the algorithm.

use crate::scope::{AWS4_REQUEST, CredentialScope};

use crate::sha256x4::{INITIAL, LANES, Words, digests};
use crate::text::pieces;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use hmac::{Hmac, KeyInit, Mac};
use sha2::block_api::compress256;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Bytes that one compression takes.
pub(crate) const BLOCK: usize = 64;

type HmacSha256 = Hmac<Sha256>;

/// SHA-256 in lower-case hex.
pub fn sha256_hex(data: &[u8]) -> [u8; 64] {
    hex_of(&Sha256::digest(data).into())
}

pub(crate) fn hex_of(digest: &[u8; 32]) -> [u8; 64] {
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

/// The last key of the chain, with its inner and outer hash states ready; and the first block of the text signed last,
/// which is the same for all strings to sign of one second and scope, with the state behind it.
#[derive(Clone)]
pub struct SigningKey {
    hmac: HmacSha256,
    first_block: [u8; BLOCK],
    behind_first_block: HmacSha256,
    lanes: LaneStates,
}

/// The same states as words, for [`SigningKey::sign_four`].
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
struct LaneStates {
    inner: Words,
    outer: Words,
    first_block: [u8; BLOCK],
    behind_first_block: Words,
}

impl LaneStates {
    /// RFC 2104 §2, for a key that is shorter than a block.
    fn of(key: &[u8; 32]) -> Self {
        let state = |pad: u8| {
            let mut block = Zeroizing::new([pad; BLOCK]);
            block.iter_mut().zip(key).for_each(|(slot, byte)| *slot ^= byte);
            after(&INITIAL, &block)
        };
        let first_block = [0; BLOCK];
        let inner = state(0x36);
        let behind_first_block = after(&inner, &first_block);
        Self { inner, outer: state(0x5c), first_block, behind_first_block }
    }
}

fn after(state: &Words, block: &[u8; BLOCK]) -> Words {
    let mut state = *state;
    compress256(&mut state, core::slice::from_ref(block));
    state
}

impl SigningKey {
    pub(crate) fn of(chain: &KeyChain) -> Self {
        let hmac = keyed(&chain.k_signing);
        let first_block = [0; BLOCK];
        let behind_first_block = hmac.clone().chain_update(first_block);
        Self { hmac, first_block, behind_first_block, lanes: LaneStates::of(&chain.k_signing) }
    }

    /// HMAC-SHA256 in lower-case hex.
    pub fn sign(&mut self, text: &str) -> [u8; 64] {
        let digest = match text.as_bytes().split_first_chunk() {
            Some((first, rest)) => {
                if *first != self.first_block {
                    self.first_block = *first;
                    self.behind_first_block = self.hmac.clone().chain_update(first);
                }
                self.behind_first_block.clone().chain_update(rest).finalize()
            }
            None => self.hmac.clone().chain_update(text).finalize(),
        };
        hex_of(&digest.into_bytes().into())
    }
}

impl SigningKey {
    /// The same as [`SigningKey::sign`] of each text. They are fastest when they begin with the same block.
    pub(crate) fn sign_four(&mut self, texts: [&str; LANES]) -> [[u8; 64]; LANES] {
        let first = texts.first().and_then(|text| text.as_bytes().first_chunk::<BLOCK>());
        let rests = first.map(|first| texts.map(|text| text.as_bytes().strip_prefix(first)));
        let lanes = &mut self.lanes;
        let (inner, taken, rests) = match (first, rests) {
            // A lane without a text is not looked at.
            (Some(first), Some(rests))
                if rests
                    .iter()
                    .zip(texts)
                    .all(|(rest, text)| rest.is_some() || text.is_empty()) =>
            {
                if *first != lanes.first_block {
                    lanes.first_block = *first;
                    lanes.behind_first_block = after(&lanes.inner, first);
                }
                (&lanes.behind_first_block, 2 * BLOCK, rests.map(Option::unwrap_or_default))
            }
            _ => (&lanes.inner, BLOCK, texts.map(str::as_bytes)),
        };
        let digests_of_inner = digests(inner, taken, rests);
        let messages = digests_of_inner.each_ref().map(<[u8; 32]>::as_slice);
        digests(&lanes.outer, BLOCK, messages).map(|digest| hex_of(&digest))
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
    ) -> &mut SigningKey {
        if !is_scope(&self.scope, scope) {
            self.scope.clear();
            scope.push_to(&mut self.scope, "/");
            self.key = None;
        }
        self.key.get_or_insert_with(|| SigningKey::of(&KeyChain::derive(secret_access_key, scope)))
    }
}

fn is_scope(text: &str, scope: &CredentialScope<'_>) -> bool {
    let mut parts = pieces(text, b'/');
    [scope.date().day(), scope.region(), scope.service()]
        .iter()
        .all(|part| parts.next() == Some(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::AmzDate;
    use alloc::string::ToString;

    fn hex(text: &str) -> Vec<u8> {
        hex::decode(text).unwrap()
    }

    /// RFC 4231 §4.2, §4.3 and §4.7: a short key, a text shorter than a block, a key longer than a block.
    #[test]
    fn hmac_known_answers() {
        for (key, text, digest) in [
            (
                &[0x0b; 20][..],
                "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 131],
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ] {
            assert_eq!(hmac_sha256(key, text.as_bytes())[..], hex(digest));
        }
    }

    #[test]
    fn a_signing_key_signs_texts_of_every_length_whatever_it_signed_before() {
        let scope = CredentialScope::new(AmzDate::from_unix_seconds(0).unwrap(), "r", "s").unwrap();
        let chain = KeyChain::derive("secret", &scope);
        let mut key = SigningKey::of(&chain);
        for first in ["", "a", "b"] {
            for length in 0..200 {
                let text = first.to_string() + &"x".repeat(length);
                let expected = hex_of(&hmac_sha256(&chain.k_signing, text.as_bytes()));
                assert_eq!(key.sign(&text), expected, "{text}");
                assert_eq!(key.sign(&text), expected, "{text} again");
                assert_eq!(key.sign_four([&text; 4]), [expected; 4], "four {text}");
            }
        }
    }
}

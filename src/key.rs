//! Step 3: the signing key.

use crate::scope::AWS4_REQUEST;
use crate::sha256::{BLOCK, Digest, Four, Hex, INITIAL, LANES, Words, after, digest, hex_of};
use crate::wipe::wipe;
use alloc::vec::Vec;
use core::fmt;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::ZeroizeOnDrop;

/// Bytes that a key takes of what HMAC hashes.
const KEY_BLOCK: u64 = BLOCK as u64;

pub(crate) fn hmac_sha256(key: &[u8], data: &[u8]) -> Digest {
    // HMAC takes keys of any length; the fallback is never reached.
    let keyed = Hmac::<Sha256>::new_from_slice(key);
    let keyed = keyed.unwrap_or_else(|_| Hmac::new(&Default::default()));
    keyed.chain_update(data).finalize().into_bytes().into()
}

/// The four keys, each made from the one before: date, region, service, `aws4_request`.
///
/// IAM User Guide, "Create a signed AWS API request", step 4.
pub struct KeyChain {
    pub(crate) k_date: Digest,
    pub(crate) k_region: Digest,
    pub(crate) k_service: Digest,
    pub(crate) k_signing: Digest,
}

impl KeyChain {
    /// For the day, region and service of a scope.
    pub(crate) fn derive(secret_access_key: &str, [day, region, service]: [&str; 3]) -> Self {
        // It does not grow, which would leave a copy behind.
        let mut seed = Vec::with_capacity(4 + secret_access_key.len());
        seed.extend_from_slice(b"AWS4");
        seed.extend_from_slice(secret_access_key.as_bytes());
        let k_date = hmac_sha256(&seed, day.as_bytes());
        wipe(&mut seed);
        let k_region = hmac_sha256(&k_date, region.as_bytes());
        let k_service = hmac_sha256(&k_region, service.as_bytes());
        let k_signing = hmac_sha256(&k_service, AWS4_REQUEST.as_bytes());
        Self { k_date, k_region, k_service, k_signing }
    }
}

impl Drop for KeyChain {
    fn drop(&mut self) {
        let Self { k_date, k_region, k_service, k_signing } = self;
        for key in [k_date, k_region, k_service, k_signing] {
            wipe(key);
        }
    }
}

impl ZeroizeOnDrop for KeyChain {}

impl fmt::Debug for KeyChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyChain(..)")
    }
}

/// The last key of the chain as HMAC's two states behind it; and the first block of the text signed last, which is the
/// same for all strings to sign of one second and scope, with the state behind it.
pub struct SigningKey {
    inner: Words,
    outer: Words,
    first: Option<([u8; BLOCK], Words)>,
}

impl SigningKey {
    /// RFC 2104 §2, for a key that is shorter than a block.
    pub(crate) fn of(chain: &KeyChain) -> Self {
        let state = |pad: u8| {
            let mut block = [pad; BLOCK];
            block.iter_mut().zip(&chain.k_signing).for_each(|(slot, byte)| *slot ^= byte);
            let state = after(&INITIAL, core::slice::from_ref(&block));
            wipe(&mut block);
            state
        };
        Self { inner: state(0x36), outer: state(0x5c), first: None }
    }

    /// HMAC-SHA256 in lower-case hex.
    pub fn sign(&mut self, text: &str) -> Hex {
        let inner = match text.as_bytes().split_first_chunk() {
            Some((first, rest)) => digest(self.behind(first), 2 * KEY_BLOCK, rest),
            None => digest(&self.inner, KEY_BLOCK, text.as_bytes()),
        };
        hex_of(&digest(&self.outer, KEY_BLOCK, &inner))
    }

    /// The same of each text. They are faster together when they begin with the same block.
    pub(crate) fn sign_four(&mut self, texts: [&str; LANES], four: &mut Four) -> [Hex; LANES] {
        let split = texts.map(|text| text.as_bytes().split_first_chunk());
        let [Some((first, a)), Some((second, b)), Some((third, c)), Some((fourth, d))] = split
        else {
            return texts.map(|text| self.sign(text));
        };
        if [second, third, fourth].iter().any(|other| *other != first) {
            return texts.map(|text| self.sign(text));
        }
        let inner = *four.digest(self.behind(first), 2 * KEY_BLOCK, [a, b, c, d]);
        let messages = inner.each_ref().map(<[u8; 32]>::as_slice);
        four.digest(&self.outer, KEY_BLOCK, messages).map(|digest| hex_of(&digest))
    }

    /// The inner state behind a first block.
    fn behind(&mut self, first_block: &[u8; BLOCK]) -> &Words {
        let Self { inner, first, .. } = self;
        if first.as_ref().is_some_and(|(known, _)| known != first_block) {
            *first = None;
        }
        let state = || after(inner, core::slice::from_ref(first_block));
        &first.get_or_insert_with(|| (*first_block, state())).1
    }
}

impl Drop for SigningKey {
    fn drop(&mut self) {
        let Self { inner, outer, first } = self;
        for state in [inner, outer] {
            wipe(state);
        }
        if let Some((_, state)) = first {
            wipe(state);
        }
    }
}

impl ZeroizeOnDrop for SigningKey {}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let chain = KeyChain::derive("secret", ["19700101", "r", "s"]);
        let mut key = SigningKey::of(&chain);
        for first in ["", "a", "b"] {
            for length in 0..200 {
                let text = first.to_string() + &"x".repeat(length);
                let expected = hex_of(&hmac_sha256(&chain.k_signing, text.as_bytes()));
                assert_eq!(key.sign(&text), expected, "{text}");
                assert_eq!(key.sign(&text), expected, "{text} again");
                assert_eq!(
                    key.sign_four([&text; 4], &mut Four::default()),
                    [expected; 4],
                    "four {text}"
                );
            }
        }
    }

    #[test]
    fn four_texts_are_signed_each_for_itself() {
        let mut key = SigningKey::of(&KeyChain::derive("secret", ["19700101", "r", "s"]));
        let long = "x".repeat(BLOCK);
        let texts = ["1", "22", "333", "4444"].map(|end| long.clone() + end);
        let [a, b, c, d] = texts.each_ref().map(|text| text.as_str());
        let mut four = Four::default();
        for texts in [[a, b, c, d], [a, "", b, "short"], [a, &a[1..], b, c], ["", "", "", ""]] {
            assert_eq!(
                key.sign_four(texts, &mut four),
                texts.map(|text| key.sign(text)),
                "{texts:?}"
            );
        }
    }
}

//! SHA-256 from a state that is kept: FIPS 180-4 §5 and §6.2. What is the same for many messages is compressed once.

mod alike;
mod four;
#[cfg_attr(target_feature = "simd128", path = "hex_digits_simd128.rs")]
mod hex_digits;
#[cfg_attr(target_feature = "simd128", path = "lanes_simd128.rs")]
mod lanes;

pub(crate) use alike::AlikeText;
pub(crate) use four::Four;
pub(crate) use hex_digits::hex_of;
use sha2::block_api::compress256;

/// Bytes that one compression takes.
pub(crate) const BLOCK: usize = 64;
/// How many messages [`Four`] takes.
pub(crate) const LANES: usize = 4;
/// Bytes of the length behind a message.
const LENGTH: usize = 8;

/// SHA-256 by the platform, which has the processor's instructions. Answers false where it has none, or had better not be
/// asked.
pub(crate) type PlatformHash = fn(&[u8], &mut Hex) -> bool;

/// The eight words of a hash in the making.
pub(crate) type Words = [u32; 8];
/// A hash.
pub(crate) type Digest = [u8; 32];
/// The same in lower-case hex.
pub(crate) type Hex = [u8; 64];

/// FIPS 180-4 §5.3.3
pub(crate) const INITIAL: Words = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// The state behind more whole blocks.
pub(crate) fn after(state: &Words, blocks: &[[u8; BLOCK]]) -> Words {
    let mut state = *state;
    compress256(&mut state, blocks);
    state
}

/// The digest of a message behind `taken` bytes that lead to `state`, a whole number of blocks.
pub(crate) fn digest(state: &Words, taken: u64, message: &[u8]) -> Digest {
    let mut room = Padded::ROOM;
    let Padded { whole, last } = Padded::new(message, taken, &mut room);
    let words = after(&after(state, whole), last);
    let mut digest = [0; 32];
    write_digest(&mut digest, words.into_iter());
    digest
}

/// SHA-256 in lower-case hex.
pub(crate) fn sha256_hex(data: &[u8]) -> Hex {
    hex_of(&digest(&INITIAL, 0, data))
}

/// Hex digits as text.
pub(crate) fn hex_text(hex: &Hex) -> &str {
    core::str::from_utf8(hex).unwrap_or_default()
}

/// Where it is to be: moving it on at once is slow, as the processor waits for words that it would read by fours.
fn write_digest(digest: &mut Digest, words: impl Iterator<Item = u32>) {
    for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(words) {
        *bytes = word.to_be_bytes();
    }
}

/// A message in blocks: whole ones, then one or two with what is left of it, one bit, zeros and the length of all.
#[derive(Clone, Copy)]
struct Padded<'a> {
    whole: &'a [[u8; BLOCK]],
    last: &'a [[u8; BLOCK]],
}

impl<'a> Padded<'a> {
    /// For the last blocks: not in the type, since wasm is slow at moving them.
    const ROOM: [[u8; BLOCK]; 2] = [[0; BLOCK]; 2];

    #[inline(always)]
    fn new(message: &'a [u8], taken: u64, room: &'a mut [[u8; BLOCK]; 2]) -> Self {
        let (whole, rest) = message.as_chunks();
        let count = if rest.len() < BLOCK - LENGTH { 1 } else { 2 };
        let last = room.get_mut(..count).unwrap_or_default();
        for block in last.iter_mut() {
            *block = [0; BLOCK];
        }
        let bytes = last.as_flattened_mut();
        if let Some((start, [behind, ..])) = bytes.split_at_mut_checked(rest.len()) {
            start.copy_from_slice(rest);
            *behind = 0x80;
        }
        if let Some(slot) = bytes.last_chunk_mut() {
            *slot = (8 * (taken + message.len() as u64)).to_be_bytes();
        }
        Self { whole, last }
    }

    fn count(&self) -> usize {
        self.whole.len() + self.last.len()
    }

    /// Any block behind the last one, where nobody looks at the digest any more.
    fn block(&self, at: usize) -> &[u8; BLOCK] {
        const NONE: &[u8; BLOCK] = &[0; BLOCK];
        let behind = || self.last.get(at - self.whole.len());
        self.whole.get(at).or_else(behind).unwrap_or(NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use sha2::{Digest as _, Sha256};

    #[test]
    fn every_length_is_hashed_as_sha2_does_from_any_block_on() {
        let data: Vec<u8> = (0..1000u32).map(|i| (i * 7 + i / 256) as u8).collect();
        for length in 0..=1000 {
            let expected: Digest = Sha256::digest(&data[..length]).into();
            for taken in (0..=length).step_by(BLOCK) {
                let state = after(&INITIAL, data[..taken].as_chunks().0);
                assert_eq!(
                    digest(&state, taken as u64, &data[taken..length]),
                    expected,
                    "{length} {taken}"
                );
            }
        }
    }
}

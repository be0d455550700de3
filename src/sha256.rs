//! SHA-256 from a kept state on: what precomputed HMAC keys and the batch need, and a hash function's interface hides.
//!
//! FIPS 180-4 §5.1.1 and §6.2; the compression function is that of the `sha2` crate.

use sha2::block_api::compress256;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Bytes that one compression takes.
pub(crate) const BLOCK: usize = 64;

/// FIPS 180-4 §5.3.3
const INITIAL: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// SHA-256 of the whole blocks taken so far.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct State {
    pub(crate) words: [u32; 8],
    /// Bytes taken.
    pub(crate) length: u64,
}

impl State {
    /// Of nothing yet.
    pub(crate) const fn new() -> Self {
        Self { words: INITIAL, length: 0 }
    }

    /// Takes the whole blocks of `data` and answers the rest, which is less than a block.
    pub(crate) fn take<'a>(&mut self, data: &'a [u8]) -> &'a [u8] {
        let (blocks, rest) = data.as_chunks();
        compress256(&mut self.words, blocks);
        self.length += (data.len() - rest.len()) as u64;
        rest
    }

    /// The digest of all that was taken and `data` behind it.
    pub(crate) fn digest_with(&self, data: &[u8]) -> [u8; 32] {
        let mut words = self.words;
        let (blocks, rest) = data.as_chunks();
        compress256(&mut words, blocks);
        let padding = Padding::new(rest, self.length + data.len() as u64);
        compress256(&mut words, padding.blocks());
        digest_of(&words)
    }
}

/// The last block or two of a message: what is left of it, one bit, zeros, its length.
pub(crate) struct Padding {
    blocks: [[u8; BLOCK]; 2],
    count: usize,
}

impl Padding {
    /// `rest` is less than a block; `length` is that of the whole message, in bytes.
    pub(crate) fn new(rest: &[u8], length: u64) -> Self {
        const LENGTH_AT: usize = BLOCK - 8;
        let mut blocks = [[0; BLOCK]; 2];
        let count = if rest.len() < LENGTH_AT { 1 } else { 2 };
        let [first, second] = &mut blocks;
        if let Some((taken, [behind, ..])) = first.split_at_mut_checked(rest.len()) {
            taken.copy_from_slice(rest);
            *behind = 0x80;
        }
        let last = if count == 1 { first } else { second };
        if let Some(slot) = last.last_chunk_mut() {
            *slot = (8 * length).to_be_bytes();
        }
        Self { blocks, count }
    }

    pub(crate) fn blocks(&self) -> &[[u8; BLOCK]] {
        self.blocks.get(..self.count).unwrap_or_default()
    }
}

/// The words in big-endian order.
pub(crate) fn digest_of(words: &[u32; 8]) -> [u8; 32] {
    let mut digest = [0; 32];
    for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(words) {
        *bytes = word.to_be_bytes();
    }
    digest
}

/// Lower-case hex.
pub(crate) fn hex_of(digest: &[u8; 32]) -> [u8; 64] {
    let mut out = [0; 64];
    for (digits, byte) in out.as_chunks_mut().0.iter_mut().zip(digest) {
        *digits =
            [byte >> 4, byte & 15].map(|digit| digit + if digit < 10 { b'0' } else { b'a' - 10 });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use sha2::{Digest, Sha256};

    fn sha256(data: &[u8]) -> [u8; 32] {
        State::new().digest_with(data)
    }

    /// FIPS 180-4's examples.
    #[test]
    fn known_answers() {
        let million = [b'a'; 1_000_000];
        for (text, digest) in [
            (&b""[..], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
            (&million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ] {
            assert_eq!(hex_of(&sha256(text)), digest.as_bytes());
        }
    }

    #[test]
    fn every_length_is_padded_as_sha2_does() {
        let data: Vec<u8> = (0..=300u16).map(|i| (i * 7) as u8).collect();
        for length in 0..=300 {
            assert_eq!(
                sha256(&data[..length])[..],
                Sha256::digest(&data[..length])[..],
                "{length}"
            );
        }
    }

    #[test]
    fn a_state_goes_on_where_it_was_left() {
        let data: Vec<u8> = (0..=300u16).map(|i| (i * 7) as u8).collect();
        for split in 0..=300 {
            let mut state = State::new();
            let rest = state.take(&data[..split]);
            assert!(rest.len() < BLOCK);
            let taken = split - rest.len();
            assert_eq!(state.digest_with(&data[taken..]), sha256(&data), "{split}");
        }
    }
}

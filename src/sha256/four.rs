//! SHA-256 of four messages at once, one in each lane of a vector: FIPS 180-4 §5 and §6.2.
//!
//! Wasm has no SHA instruction, but four 32-bit lanes: a compression in lanes costs less than half of one alone.

use super::lanes::Lanes;
use super::{
    BLOCK, Digest, Hex, INITIAL, LANES, Padded, PlatformHash, Words, hex_of, write_digest,
};
use crate::text::all_same;
use alloc::vec::Vec;

/// FIPS 180-4 §4.2.2
#[rustfmt::skip]
const K: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

/// The message schedule: a third of a compression, and the same wherever the same block comes again.
type Schedule = [Lanes; 64];

/// Hashes messages by fours. Its buffers are used again: wasm is slow at clearing and moving them.
pub(crate) struct Four {
    rooms: [[[u8; BLOCK]; 2]; LANES],
    words: [Lanes; 8],
    digests: [Digest; LANES],
    schedules: Schedules,
    /// Hashes long texts.
    pub(crate) platform: Option<PlatformHash>,
}

/// From so many bytes on the platform hashes four texts faster, one by one.
const LONG_FOR_PLATFORM: usize = 12 * BLOCK;

struct Schedules {
    last: Schedule,
    /// Those of blocks that were the same in all lanes, by their places.
    common: Vec<([u8; BLOCK], Schedule)>,
}

/// Answers the schedule of the blocks at a place.
type Scheduling = for<'s> fn(&'s mut Schedules, usize, &[&[u8; BLOCK]; LANES]) -> &'s Schedule;

impl Default for Four {
    fn default() -> Self {
        let none = Lanes::splat(0);
        Self {
            rooms: [Padded::ROOM; LANES],
            words: [none; 8],
            digests: [[0; 32]; LANES],
            schedules: Schedules { last: [none; 64], common: Vec::new() },
            platform: None,
        }
    }
}

impl Four {
    /// Frees what is kept of the texts before; the last schedule is that of a signature.
    #[cfg(feature = "wasm")]
    pub(crate) fn forget(&mut self) {
        self.schedules.common = Vec::new();
    }

    /// The digests of four messages behind `taken` bytes that lead to `state`, a whole number of blocks.
    pub(crate) fn digest(
        &mut self,
        state: &Words,
        taken: u64,
        messages: [&[u8]; LANES],
    ) -> &[Digest; LANES] {
        self.digest_by(Schedules::of, state, taken, messages)
    }

    /// The hashes of whole messages that may have blocks in common, with one another and with those before, in lower-case hex.
    pub(crate) fn hash_alike(&mut self, messages: [&[u8]; LANES]) -> [Hex; LANES] {
        let mut hashes = [[0; size_of::<Hex>()]; LANES];
        let are_long = messages.iter().all(|message| message.len() >= LONG_FOR_PLATFORM);
        let are_hashed = self.platform.filter(|_| are_long).is_some_and(|platform| {
            hashes.iter_mut().zip(messages).all(|(hash, message)| platform(message, hash))
        });
        if !are_hashed {
            for (hash, digest) in hashes.iter_mut().zip(self.digest_alike(messages)) {
                *hash = hex_of(digest);
            }
        }
        hashes
    }

    fn digest_alike(&mut self, messages: [&[u8]; LANES]) -> &[Digest; LANES] {
        self.digest_by(Schedules::of_alike, &INITIAL, 0, messages)
    }

    #[inline(never)]
    fn digest_by(
        &mut self,
        scheduling: Scheduling,
        state: &Words,
        taken: u64,
        messages: [&[u8]; LANES],
    ) -> &[Digest; LANES] {
        let Self { rooms: [a, b, c, d], words, digests, schedules, .. } = self;
        let [for_a, for_b, for_c, for_d] = messages;
        let padded = [(for_a, a), (for_b, b), (for_c, c), (for_d, d)]
            .map(|(message, room)| Padded::new(message, taken, room));
        let count = padded.iter().map(Padded::count).max().unwrap_or_default();
        for (lanes, word) in words.iter_mut().zip(state) {
            *lanes = Lanes::splat(*word);
        }
        for place in 0..count {
            let blocks = padded.each_ref().map(|message| message.block(place));
            compress(words, scheduling(schedules, place, &blocks));
            for (lane, (digest, message)) in digests.iter_mut().zip(&padded).enumerate() {
                if message.count() == place + 1 {
                    let word = |word: Lanes| word.to_array().get(lane).copied().unwrap_or_default();
                    write_digest(digest, words.iter().copied().map(word));
                }
            }
        }
        digests
    }
}

impl Schedules {
    /// Those of common blocks further behind are not kept: each takes a kilobyte.
    const LIMIT: usize = 64;

    fn of(&mut self, _: usize, blocks: &[&[u8; BLOCK]; LANES]) -> &Schedule {
        schedule(&mut self.last, blocks);
        &self.last
    }

    fn of_alike(&mut self, place: usize, blocks: &[&[u8; BLOCK]; LANES]) -> &Schedule {
        let [first, others @ ..] = *blocks;
        let are_common = others.iter().all(|other| all_same(first, *other));
        while are_common && self.common.len() <= place && place < Self::LIMIT {
            schedule(&mut self.last, &[&[0; BLOCK]; LANES]);
            self.common.push(([0; BLOCK], self.last));
        }
        let Some((block, kept)) = self.common.get_mut(place).filter(|_| are_common) else {
            schedule(&mut self.last, blocks);
            return &self.last;
        };
        if !all_same(block, first) {
            *block = *first;
            schedule(kept, blocks);
        }
        kept
    }
}

/// FIPS 180-4 §6.2.2
///
/// Engines compute in the order that they are given, and the compiler gives each value's as late as it can: without
/// [`Lanes::in_turn`] the rounds of `e` come first and those of `a` long behind them, a fifth slower.
#[inline(never)]
fn compress(state: &mut [Lanes; 8], schedule: &Schedule) {
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    // The majority of a, b, c needs a xor b and b xor c, which is a xor b of the round before.
    let mut bc = b.xor(c);
    macro_rules! round {
        ($w:ident $k:ident $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident) => {
            let hkw = $h.add($w.add(Lanes::splat(*$k))).in_turn();
            let choice = $g.xor($e.and($f.xor($g)));
            let sum1 =
                $e.rotate_right::<6>().xor($e.rotate_right::<11>()).xor($e.rotate_right::<25>());
            let t1 = hkw.add(choice).add(sum1);
            $d = $d.add(t1).in_turn();
            let sum0 =
                $a.rotate_right::<2>().xor($a.rotate_right::<13>()).xor($a.rotate_right::<22>());
            let ab = $a.xor($b);
            let majority = $b.xor(ab.and(bc));
            bc = ab;
            $h = t1.add(sum0.add(majority).in_turn());
        };
    }
    for ([w0, w1], [k0, k1]) in schedule.as_chunks().0.iter().zip(K.as_chunks().0) {
        // Instead of moving each word to the next name, the names change their places.
        round!(w0 k0 a b c d e f g h);
        round!(w1 k1 h a b c d e f g);
        [a, b, c, d, e, f, g, h] = [g, h, a, b, c, d, e, f];
    }
    for (word, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.add(new);
    }
}

/// Word after word, that of each block in its lane.
#[inline(never)]
fn schedule(w: &mut Schedule, blocks: &[&[u8; BLOCK]; LANES]) {
    let [a, b, c, d] = blocks.map(|block| block.as_chunks().0.iter());
    for ((((slot, a), b), c), d) in w.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        *slot = Lanes::from_big_endian([*a, *b, *c, *d]);
    }
    // Each word needs the one before the last: not to be read from memory, where it was but just written.
    let [_, _, _, _, _, _, _, _, _, _, _, _, _, _, mut w2, mut w1, ..] = *w;
    for t in 16..w.len() {
        let Some((next, before)) = w.get_mut(..=t).and_then(<[Lanes]>::split_last_mut) else {
            break;
        };
        let Some([w16, w15, _, _, _, _, _, _, _, w7, ..]) = before.last_chunk::<16>() else {
            break;
        };
        let sigma0 =
            w15.rotate_right::<7>().xor(w15.rotate_right::<18>()).xor(w15.shift_right::<3>());
        let sigma1 =
            w2.rotate_right::<17>().xor(w2.rotate_right::<19>()).xor(w2.shift_right::<10>());
        *next = w16.add(sigma0).add(*w7).add(sigma1);
        (w2, w1) = (w1, *next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use alloc::vec::Vec;
    use sha2::{Digest as _, Sha256};

    fn sha256(data: &[u8]) -> [u8; 32] {
        Sha256::digest(data).into()
    }

    /// FIPS 180-4's examples.
    #[test]
    fn known_answers() {
        let million = [b'a'; 1_000_000];
        let messages: [&[u8]; LANES] =
            [b"", b"abc", b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", &million];
        let expected = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        ];
        assert_eq!(Four::default().digest(&INITIAL, 0, messages).map(hex::encode), expected);
    }

    #[test]
    fn every_length_in_every_lane_is_hashed_as_sha2_does() {
        let data: Vec<u8> = (0..1200u32).map(|i| (i * 7 + i / 256) as u8).collect();
        for length in 0..=300 {
            // Lanes of different data and of lengths that end in different blocks.
            let lengths = [length, 300 - length, length / 2, (length * 7) % 301];
            let mut lane = 0;
            let messages = lengths.map(|length| {
                lane += 1;
                &data[lane * 200..lane * 200 + length]
            });
            assert_eq!(
                *Four::default().digest(&INITIAL, 0, messages),
                messages.map(sha256),
                "{lengths:?}"
            );
        }
    }

    #[test]
    fn hashing_goes_on_from_a_state() {
        let data: Vec<u8> = (0..300u32).map(|i| (i * 13) as u8).collect();
        let mut state = INITIAL;
        sha2::block_api::compress256(&mut state, data[..128].as_chunks().0);
        for length in 128..=300 {
            let message = &data[128..length];
            assert_eq!(
                *Four::default().digest(&state, 128, [message; LANES]),
                [sha256(&data[..length]); LANES]
            );
        }
    }

    #[test]
    fn blocks_in_common_are_hashed_as_sha2_does_in_every_message_they_come_back_in() {
        let mut four = Four::default();
        let text = |byte: u8, place: usize, length: usize| {
            let mut text: Vec<u8> = (0..length).map(|i| (i / BLOCK) as u8).collect();
            if let Some(slot) = text.get_mut(place) {
                *slot = byte;
            }
            text
        };
        // Of one length or not, different in one block or nowhere, and longer than what is kept.
        for length in [0, 63, 64, 300, 301, 65 * BLOCK, 300, 66 * BLOCK] {
            for place in [0, 100, 64 * BLOCK + 1, length] {
                for [a, b, c, d] in [*b"\0\x01\x02\x03", *b"aaaa", *b"aaab", *b"baaa", *b"aaaa"] {
                    let texts = [(a, 0), (b, 0), (c, 0), (d, length % 3)];
                    let texts = texts.map(|(byte, more)| text(byte, place, length + more));
                    let messages = texts.each_ref().map(Vec::as_slice);
                    assert_eq!(
                        *four.digest_alike(messages),
                        messages.map(sha256),
                        "{length} {place}"
                    );
                }
            }
        }
        assert_eq!(four.schedules.common.len(), Schedules::LIMIT);
    }

    #[test]
    fn the_platform_hashes_four_long_texts_or_none() {
        let (short, long) = ("x".repeat(767), "y".repeat(768));
        let hash = |text: &[u8]| hex_of(&sha256(text));
        let platform: PlatformHash = |_, hash| {
            *hash = [b'p'; 64];
            true
        };
        let not_for_those: PlatformHash = |text, hash| {
            *hash = [b'p'; 64];
            text.contains(&b'x')
        };
        for (platform, texts, by_platform) in [
            (platform, [&long, &long, &long, &long], true),
            (platform, [&long, &long, &short, &long], false),
            (not_for_those, [&long, &long, &long, &long], false),
        ] {
            let mut four = Four { platform: Some(platform), ..Four::default() };
            let texts = texts.map(String::as_bytes);
            let expected = if by_platform { [[b'p'; 64]; LANES] } else { texts.map(hash) };
            assert_eq!(four.hash_alike(texts), expected);
        }
    }
}

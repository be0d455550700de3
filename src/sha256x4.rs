//! SHA-256 of four messages at once, one in each lane of a vector: FIPS 180-4 §5 and §6.2.
//!
//! Wasm has no SHA instruction, but four 32-bit lanes: a compression in lanes costs less than half of one alone.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[path = "sha256x4/lanes_simd128.rs"]
mod lanes;
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod lanes;

use lanes::Lanes;

/// How many messages there are.
pub(crate) const LANES: usize = 4;
/// Bytes that one compression takes.
const BLOCK: usize = 64;
/// Bytes of the length behind a message.
const LENGTH: usize = 8;

/// The eight words of a hash in the making.
pub(crate) type Words = [u32; 8];

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

/// FIPS 180-4 §4.2.2
#[rustfmt::skip]
const K: [[u32; 16]; 4] = [
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    ],
    [
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    ],
    [
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    ],
    [
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ],
];

/// The digests of four messages behind `taken` bytes that lead to `state`, a whole number of blocks.
pub(crate) fn digests(state: &Words, taken: usize, messages: [&[u8]; LANES]) -> [[u8; 32]; LANES] {
    let padded = messages.map(|message| Padded::new(message, taken + message.len()));
    let count = padded.iter().map(Padded::count).max().unwrap_or_default();
    let mut lanes = state.map(Lanes::splat);
    let mut digests = [[0; 32]; LANES];
    for block in 0..count {
        compress(&mut lanes, padded.each_ref().map(|message| message.block(block)));
        let is_last = |message: &Padded<'_>| message.count() == block + 1;
        if padded.iter().any(is_last) {
            let words = lanes.map(Lanes::to_array);
            for (lane, (digest, message)) in digests.iter_mut().zip(&padded).enumerate() {
                if is_last(message) {
                    *digest = digest_of(&words, lane);
                }
            }
        }
    }
    digests
}

fn digest_of(words: &[[u32; LANES]; 8], lane: usize) -> [u8; 32] {
    let mut digest = [0; 32];
    for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(words) {
        *bytes = word.get(lane).copied().unwrap_or_default().to_be_bytes();
    }
    digest
}

/// A message in blocks: whole ones, then one or two with what is left of it, one bit, zeros and its length.
struct Padded<'a> {
    whole: &'a [[u8; BLOCK]],
    last: [[u8; BLOCK]; 2],
    last_count: usize,
}

impl<'a> Padded<'a> {
    fn new(message: &'a [u8], length: usize) -> Self {
        let (whole, rest) = message.as_chunks();
        let mut last = [[0; BLOCK]; 2];
        let last_count = if rest.len() < BLOCK - LENGTH { 1 } else { 2 };
        let [first, second] = &mut last;
        if let Some((taken, [behind, ..])) = first.split_at_mut_checked(rest.len()) {
            taken.copy_from_slice(rest);
            *behind = 0x80;
        }
        if let Some(slot) = (if last_count == 1 { first } else { second }).last_chunk_mut() {
            *slot = (8 * length as u64).to_be_bytes();
        }
        Self { whole, last, last_count }
    }

    fn count(&self) -> usize {
        self.whole.len() + self.last_count
    }

    /// Any block behind the last one, where nobody looks at the lane any more.
    fn block(&self, at: usize) -> &[u8; BLOCK] {
        const NONE: &[u8; BLOCK] = &[0; BLOCK];
        let behind = || self.last.get(at - self.whole.len());
        self.whole.get(at).or_else(behind).unwrap_or(NONE)
    }
}

fn compress(state: &mut [Lanes; 8], blocks: [&[u8; BLOCK]; LANES]) {
    let mut schedule = load(blocks);
    let mut words = *state;
    for (group, constants) in K.iter().enumerate() {
        if group > 0 {
            extend(&mut schedule);
        }
        rounds(&mut words, &schedule, constants);
    }
    for (word, new) in state.iter_mut().zip(words) {
        *word = word.add(new);
    }
}

/// Word after word, that of each block in its lane.
fn load(blocks: [&[u8; BLOCK]; LANES]) -> [Lanes; 16] {
    let [a, b, c, d] = blocks.map(|block| block.as_chunks().0.iter());
    let mut schedule = [Lanes::splat(0); 16];
    for ((((slot, a), b), c), d) in schedule.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        *slot = Lanes::from_big_endian([*a, *b, *c, *d]);
    }
    schedule
}

/// The next sixteen words of the schedule in the place of the last sixteen.
fn extend(w: &mut [Lanes; 16]) {
    macro_rules! next {
        ($($t:literal)*) => {$(
            let (w15, w7, w2) = (w[($t + 1) % 16], w[($t + 9) % 16], w[($t + 14) % 16]);
            let sigma0 = w15.rotate_right::<7>().xor(w15.rotate_right::<18>()).xor(w15.shift_right::<3>());
            let sigma1 = w2.rotate_right::<17>().xor(w2.rotate_right::<19>()).xor(w2.shift_right::<10>());
            w[$t] = w[$t].add(sigma0).add(w7).add(sigma1);
        )*};
    }
    next!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
}

/// Sixteen rounds. Instead of moving each word to the next name, the names change their places.
fn rounds(words: &mut [Lanes; 8], w: &[Lanes; 16], k: &[u32; 16]) {
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *words;
    macro_rules! round {
        ($t:literal $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident) => {
            let sum1 =
                $e.rotate_right::<6>().xor($e.rotate_right::<11>()).xor($e.rotate_right::<25>());
            let sum0 =
                $a.rotate_right::<2>().xor($a.rotate_right::<13>()).xor($a.rotate_right::<22>());
            let (choice, majority) = ($e.select($f, $g), $a.xor($b).select($c, $b));
            let t1 = $h.add(w[$t].add(Lanes::splat(k[$t]))).add(choice).add(sum1);
            $d = $d.add(t1);
            $h = t1.add(sum0).add(majority);
        };
    }
    round!(0 a b c d e f g h);
    round!(1 h a b c d e f g);
    round!(2 g h a b c d e f);
    round!(3 f g h a b c d e);
    round!(4 e f g h a b c d);
    round!(5 d e f g h a b c);
    round!(6 c d e f g h a b);
    round!(7 b c d e f g h a);
    round!(8 a b c d e f g h);
    round!(9 h a b c d e f g);
    round!(10 g h a b c d e f);
    round!(11 f g h a b c d e);
    round!(12 e f g h a b c d);
    round!(13 d e f g h a b c);
    round!(14 c d e f g h a b);
    round!(15 b c d e f g h a);
    *words = [a, b, c, d, e, f, g, h];
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use sha2::{Digest, Sha256};

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
        assert_eq!(digests(&INITIAL, 0, messages).map(hex::encode), expected);
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
            assert_eq!(digests(&INITIAL, 0, messages), messages.map(sha256), "{lengths:?}");
        }
    }

    #[test]
    fn hashing_goes_on_from_a_state() {
        let data: Vec<u8> = (0..300u32).map(|i| (i * 13) as u8).collect();
        let mut state = INITIAL;
        sha2::block_api::compress256(&mut state, data[..128].as_chunks().0);
        for length in 128..=300 {
            let message = &data[128..length];
            assert_eq!(digests(&state, 128, [message; LANES]), [sha256(&data[..length]); LANES]);
        }
    }
}

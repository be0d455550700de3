//! Digests as text: sixteen bytes at once, in 128-bit vectors of wasm. Each signature needs two, and digit by digit they
//! would be a twentieth of a presigned URL.

use super::{Digest, Hex};
use core::arch::wasm32::{
    i8x16_shuffle, i8x16_swizzle, u8x16, u8x16_shr, u8x16_splat, u64x2, u64x2_extract_lane, v128,
    v128_and,
};

#[inline(never)]
pub(crate) fn hex_of(digest: &Digest) -> Hex {
    let mut out = [0; 64];
    let digits = out.as_chunks_mut::<32>().0;
    for (bytes, digits) in digest.as_chunks::<16>().0.iter().zip(digits) {
        let (high, low) = digits_of(vector(bytes));
        let [first, second] = [
            i8x16_shuffle::<0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23>(high, low),
            i8x16_shuffle::<8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31>(
                high, low,
            ),
        ];
        for (slot, word) in digits.as_chunks_mut().0.iter_mut().zip([
            u64x2_extract_lane::<0>(first),
            u64x2_extract_lane::<1>(first),
            u64x2_extract_lane::<0>(second),
            u64x2_extract_lane::<1>(second),
        ]) {
            *slot = word.to_le_bytes();
        }
    }
    out
}

fn vector(bytes: &[u8; 16]) -> v128 {
    let number = u128::from_le_bytes(*bytes);
    u64x2(number as u64, (number >> 64) as u64)
}

/// The digits of the upper half of each byte, and those of the lower half.
fn digits_of(bytes: v128) -> (v128, v128) {
    #[rustfmt::skip]
    let digits = u8x16(
        b'0', b'1', b'2', b'3', b'4', b'5', b'6', b'7', b'8', b'9', b'a', b'b', b'c', b'd', b'e', b'f',
    );
    let digits_at = |places| i8x16_swizzle(digits, places);
    (digits_at(u8x16_shr(bytes, 4)), digits_at(v128_and(bytes, u8x16_splat(15))))
}

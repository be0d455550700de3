//! Four words in one 128-bit vector of wasm.

use super::LANES;
use core::arch::wasm32::{
    i8x16_shuffle, u32x4, u32x4_add, u32x4_extract_lane, u32x4_shl, u32x4_shr, u32x4_splat, v128,
    v128_and, v128_or, v128_xor,
};
use core::hint::black_box;

/// One word in each lane.
#[derive(Clone, Copy)]
pub(super) struct Lanes(v128);

impl Lanes {
    #[inline(always)]
    pub(super) fn splat(word: u32) -> Self {
        Self(u32x4_splat(word))
    }

    #[inline(always)]
    pub(super) fn from_big_endian(bytes: [[u8; 4]; LANES]) -> Self {
        // Wasm reads little-endian words; turning the bytes of all four around is one instruction.
        let [a, b, c, d] = bytes.map(u32::from_le_bytes);
        let words = u32x4(a, b, c, d);
        Self(i8x16_shuffle::<3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12>(words, words))
    }

    #[inline(always)]
    pub(super) fn to_array(self) -> [u32; LANES] {
        let Self(words) = self;
        [
            u32x4_extract_lane::<0>(words),
            u32x4_extract_lane::<1>(words),
            u32x4_extract_lane::<2>(words),
            u32x4_extract_lane::<3>(words),
        ]
    }

    #[inline(always)]
    pub(super) fn add(self, other: Self) -> Self {
        Self(u32x4_add(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn xor(self, other: Self) -> Self {
        Self(v128_xor(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn rotate_right<const N: u32>(self) -> Self {
        Self(v128_or(u32x4_shr(self.0, N), u32x4_shl(self.0, 32 - N)))
    }

    #[inline(always)]
    pub(super) fn shift_right<const N: u32>(self) -> Self {
        Self(u32x4_shr(self.0, N))
    }

    #[inline(always)]
    pub(super) fn and(self, other: Self) -> Self {
        Self(v128_and(self.0, other.0))
    }

    /// The same, computed where this stands and not later, since it is shown to code that the compiler knows nothing of.
    #[inline(always)]
    pub(super) fn in_turn(self) -> Self {
        black_box(&{ self });
        self
    }
}

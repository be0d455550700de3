//! Four words in plain Rust, for targets without 128-bit vectors of wasm.

use super::LANES;

/// One word in each lane.
#[derive(Clone, Copy)]
pub(super) struct Lanes([u32; LANES]);

impl Lanes {
    pub(super) fn splat(word: u32) -> Self {
        Self([word; LANES])
    }

    pub(super) fn from_big_endian(bytes: [[u8; 4]; LANES]) -> Self {
        Self(bytes.map(u32::from_be_bytes))
    }

    pub(super) fn to_array(self) -> [u32; LANES] {
        self.0
    }

    pub(super) fn add(self, other: Self) -> Self {
        self.zip(other, u32::wrapping_add)
    }

    pub(super) fn xor(self, other: Self) -> Self {
        self.zip(other, |a, b| a ^ b)
    }

    pub(super) fn rotate_right<const N: u32>(self) -> Self {
        Self(self.0.map(|word| word.rotate_right(N)))
    }

    pub(super) fn shift_right<const N: u32>(self) -> Self {
        Self(self.0.map(|word| word >> N))
    }

    pub(super) fn and(self, other: Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    /// The same: only for wasm is the order worth anything.
    pub(super) fn in_turn(self) -> Self {
        self
    }

    fn zip(self, other: Self, combine: impl Fn(u32, u32) -> u32) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Self([combine(a, e), combine(b, f), combine(c, g), combine(d, h)])
    }
}

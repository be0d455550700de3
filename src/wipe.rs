//! Wiping secrets and keys from memory.

use alloc::string::String;
use zeroize::{DefaultIsZeroes, Zeroize};

/// Out of line, and of a length that the compiler does not know: else it is a store for each byte, in many places.
#[inline(never)]
pub(crate) fn wipe<T: DefaultIsZeroes>(values: &mut [T]) {
    values.zeroize();
}

/// More of the stack, in words, than deriving a key needs; the doctor derives keys deep inside of its searches.
const STACK: usize = if cfg!(feature = "doctor") { 2048 } else { 512 };

/// The copies that functions left on the stack when they returned; in words, since each is written by itself.
#[inline(never)]
pub(crate) fn wipe_stack() {
    wipe(&mut [0u64; STACK]);
}

/// The text and what its buffer held before. The artefacts' allocator wipes what is freed.
#[inline(never)]
pub(crate) fn wipe_text(text: &mut String) {
    if cfg!(not(all(
        target_arch = "wasm32",
        any(feature = "wasm", feature = "inspect", feature = "doctor")
    ))) {
        text.zeroize();
    }
    *text = String::new();
}

//! Wiping secrets and keys from memory.

use alloc::string::String;
use zeroize::{DefaultIsZeroes, Zeroize};

/// Out of line, and of a length that the compiler does not know: else it is a store for each byte, in many places.
#[inline(never)]
pub(crate) fn wipe<T: DefaultIsZeroes>(values: &mut [T]) {
    values.zeroize();
}

/// The copies that functions left on the stack when they returned: more of it than deriving a key needs, and in words, since
/// each is written by itself.
#[inline(never)]
pub(crate) fn wipe_stack() {
    wipe(&mut [0u64; 512]);
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

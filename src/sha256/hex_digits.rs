//! Digests as text, for targets without 128-bit vectors of wasm.

use super::{Digest, Hex};

pub(crate) fn hex_of(digest: &Digest) -> Hex {
    let mut out = [0; 64];
    // Fails only when the sizes differ.
    let _ = hex::encode_to_slice(digest, &mut out);
    out
}

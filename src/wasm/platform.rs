//! SHA-256 outside of wasm, where JavaScript finds one that is faster.

use crate::sha256::Hex;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "../platform.js")]
extern "C" {
    /// Writes the hash of what lies in memory to another place there, in hex. Answers whether it did.
    #[wasm_bindgen(js_name = hashInMemory)]
    fn hash_in_memory(message: *const u8, length: usize, out: *mut u8) -> bool;
}

/// A [`PlatformHash`](crate::sha256::PlatformHash).
pub(super) fn platform_hash(message: &[u8], hash: &mut Hex) -> bool {
    hash_in_memory(message.as_ptr(), message.len(), hash.as_mut_ptr())
}

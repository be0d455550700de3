//! SHA-256 of a body that comes in pieces, where the platform has none.

use super::workspace::{Workspace, body};
use sha2::{Digest, Sha256 as Hash};
use wasm_bindgen::prelude::wasm_bindgen;

/// A hash in the making.
#[wasm_bindgen]
#[derive(Default)]
pub struct Sha256(Hash);

#[wasm_bindgen]
impl Sha256 {
    /// Of nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the first bytes of the input.
    pub fn update(&mut self, workspace: &Workspace, length: usize) {
        self.0.update(body(&workspace.input, 0, length));
    }

    /// Answers 64 hex digits, and starts again.
    pub fn finish(&mut self, workspace: &mut Workspace) -> i32 {
        workspace.answer(|_, _, output| {
            output.push_str(&hex::encode(self.0.finalize_reset()));
            Ok(())
        })
    }
}

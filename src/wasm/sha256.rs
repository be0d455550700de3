//! SHA-256 of a body that comes in pieces, where the platform has none.

use super::workspace::{Workspace, body};
use crate::sha256::{BLOCK, State, hex_of};
use alloc::vec::Vec;
use wasm_bindgen::prelude::wasm_bindgen;

/// A hash in the making.
#[wasm_bindgen]
pub struct Sha256 {
    state: State,
    /// What does not fill a block yet.
    rest: Vec<u8>,
}

#[wasm_bindgen]
impl Sha256 {
    /// Of nothing yet.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "only JavaScript makes one")]
    pub fn new() -> Self {
        Self { state: State::new(), rest: Vec::new() }
    }

    /// Takes the first bytes of the input.
    pub fn update(&mut self, workspace: &Workspace, length: usize) {
        let data = body(&workspace.input, 0, length);
        let missing = (BLOCK - self.rest.len() % BLOCK) % BLOCK;
        let (completing, whole) = data.split_at_checked(missing).unwrap_or((data, &[]));
        self.rest.extend_from_slice(completing);
        if self.rest.len() < BLOCK && !self.rest.is_empty() {
            return;
        }
        self.state.take(&self.rest);
        self.rest.clear();
        self.rest.extend_from_slice(self.state.take(whole));
    }

    /// Answers 64 hex digits, and starts again.
    pub fn finish(&mut self, workspace: &mut Workspace) -> i32 {
        let Self { state, rest } = core::mem::replace(self, Self::new());
        workspace.answer(|_, _, output| {
            let digits = hex_of(&state.digest_with(&rest));
            output.push_str(core::str::from_utf8(&digits).unwrap_or_default());
            Ok(())
        })
    }
}

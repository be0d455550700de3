//! The buffers that are shared with JavaScript, and the form of an answer.

use super::push_error;
use crate::batch::BatchWorkspace;
use crate::error::Error;
use crate::sign;
use alloc::string::String;
use alloc::vec::Vec;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroize;

/// The largest input buffer.
const INPUT_LIMIT: usize = 64 << 20;
/// An input buffer larger than this is given back after the call that needed it.
const INPUT_KEPT: usize = 1 << 20;

/// One for a loaded module; every call gets it.
#[wasm_bindgen]
#[derive(Default)]
pub struct Workspace {
    pub(super) input: Vec<u8>,
    pub(super) output: String,
    pub(super) core: sign::Workspace,
    pub(super) batch: BatchWorkspace,
    /// Where each text of a batch ends in the output.
    pub(super) ends: Vec<u32>,
}

#[wasm_bindgen]
impl Workspace {
    /// Empty buffers.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where the input buffer lies, which then holds `capacity` bytes; 0 when that cannot be had.
    pub fn input(&mut self, capacity: usize) -> usize {
        let missing = capacity.saturating_sub(self.input.len());
        if capacity > INPUT_LIMIT || self.input.try_reserve_exact(missing).is_err() {
            return 0;
        }
        if missing > 0 {
            self.input.resize(capacity, 0);
        }
        self.input.as_ptr() as usize
    }

    /// Where the output buffer lies, until the next call.
    pub fn output(&self) -> usize {
        self.output.as_ptr() as usize
    }

    /// Where the ends of a batch's texts lie, until the next batch: a 32-bit number for each.
    pub fn ends(&self) -> usize {
        self.ends.as_ptr() as usize
    }
}

impl Workspace {
    /// Writes the answer: the length of a result, or minus the length of an error.
    pub(super) fn answer(
        &mut self,
        call: impl FnOnce(&[u8], &mut sign::Workspace, &mut String) -> Result<(), Error>,
    ) -> i32 {
        self.output.clear();
        let result = call(&self.input, &mut self.core, &mut self.output);
        if self.input.len() > INPUT_KEPT {
            self.input = Vec::new();
        }
        match result {
            Ok(()) => length(&self.output),
            Err(error) => {
                self.output.clear();
                push_error(&mut self.output, &error);
                -length(&self.output)
            }
        }
    }

    /// Wipes what a call left that holds a secret.
    pub(super) fn wipe_input(&mut self) {
        self.input.zeroize();
    }
}

fn length(text: &str) -> i32 {
    i32::try_from(text.len()).unwrap_or(i32::MAX)
}

/// The first `length` bytes of the input as text, which JavaScript's encoder made.
pub(super) fn text(input: &[u8], length: usize) -> &str {
    input.get(..length).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The bytes behind the text.
pub(super) fn body(input: &[u8], text_length: usize, length: usize) -> &[u8] {
    input.get(text_length..text_length + length).unwrap_or_default()
}

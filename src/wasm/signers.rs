//! The signers that JavaScript made.

use crate::error::{Error, ErrorKind};
use crate::sign::Signer;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// By their numbers. One that is disposed leaves its number to the next.
#[derive(Default)]
pub(super) struct Signers {
    // Boxed: a list that grows would leave copies of keys behind.
    list: Vec<Option<Box<Signer>>>,
    free: Vec<usize>,
}

impl Signers {
    pub(super) fn add(&mut self, signer: Signer) -> i32 {
        let number = self.free.pop().unwrap_or(self.list.len());
        match self.list.get_mut(number) {
            Some(slot) => *slot = Some(Box::new(signer)),
            None => self.list.push(Some(Box::new(signer))),
        }
        number as i32
    }

    pub(super) fn get(&mut self, number: usize) -> Result<&mut Signer, Error> {
        let slot = self.list.get_mut(number).and_then(Option::as_mut);
        Ok(slot.ok_or(ErrorKind::SignerDisposed)?)
    }

    pub(super) fn remove(&mut self, number: usize) {
        if self.list.get_mut(number).and_then(Option::take).is_some() {
            self.free.push(number);
        }
    }
}

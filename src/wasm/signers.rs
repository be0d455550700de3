//! The signers that JavaScript made.

use super::decode;
use super::fields::Fields;
use crate::error::{Error, ErrorKind};
use crate::identity::Identity;
use crate::sign::Signer;
use crate::text::behind;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// One that was made of the same is looked for among so many of the last numbers.
const ALIKE: usize = 16;

/// By their numbers. One that is disposed leaves its number to the next.
///
/// Where JavaScript makes a signer for each request, the next one has the number of the one before, and so its signing keys and
/// all else that is kept, until that one is disposed, or the engine tells that it is forgotten.
#[derive(Default)]
pub(super) struct Signers {
    // Boxed: a list that grows would leave copies of keys behind.
    list: Vec<Option<Box<Shared>>>,
    free: Vec<usize>,
}

/// A signer, and how many objects of JavaScript have its number.
struct Shared {
    count: usize,
    /// The rules that it was made of.
    flags: u32,
    signer: Signer,
}

impl Signers {
    /// The number of a signer that is made of these fields: access key id, secret access key, session token, region, service.
    pub(super) fn of(&mut self, text: &str, flags: u32) -> Result<usize, Error> {
        let skipped = self.list.len().saturating_sub(ALIKE);
        for (number, slot) in self.list.iter_mut().enumerate().skip(skipped) {
            if let Some(shared) = slot
                && shared.flags == flags
                && is_of(&shared.signer.identity, text)
            {
                shared.count += 1;
                return Ok(number);
            }
        }
        let mut fields = Fields::new(text);
        let signer = decode::signer(&mut fields, decode::rules(flags))?;
        fields.end(ErrorKind::CredentialsInvalid)?;
        let shared = Some(Box::new(Shared { count: 1, flags, signer }));
        let number = self.free.pop().unwrap_or(self.list.len());
        match self.list.get_mut(number) {
            Some(slot) => *slot = shared,
            None => self.list.push(shared),
        }
        Ok(number)
    }

    pub(super) fn get(&mut self, number: usize) -> Result<&mut Signer, Error> {
        let slot = self.list.get_mut(number).and_then(Option::as_mut);
        Ok(&mut slot.ok_or(ErrorKind::SignerDisposed)?.signer)
    }

    /// The fields of a signer's credentials, as long as it is there.
    pub(super) fn credentials(&self, number: usize) -> &str {
        let slot = self.list.get(number).and_then(Option::as_ref);
        slot.map_or("", |shared| shared.signer.identity.credentials.text())
    }

    /// An object of JavaScript's is gone. Answers whether it was the last one, with which secret and keys go.
    pub(super) fn remove(&mut self, number: usize) -> bool {
        let Some(slot) = self.list.get_mut(number) else { return false };
        let Some(shared) = slot else { return false };
        shared.count -= 1;
        let is_last = shared.count == 0;
        if is_last {
            *slot = None;
            self.free.push(number);
        }
        is_last
    }
}

/// Whether it was made of these fields. How long it takes tells nothing of a secret but whether it is this one.
fn is_of(Identity { credentials, region, service, .. }: &Identity, text: &str) -> bool {
    let mut rest = behind(text, credentials.text());
    for field in [region, service] {
        for part in ["\0", field.as_deref().unwrap_or_default()] {
            rest = rest.and_then(|rest| behind(rest, part));
        }
    }
    rest == Some("")
}

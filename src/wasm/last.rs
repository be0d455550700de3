//! The call of `sign` before: the next is often the same but for its body, as where one sends many messages to a queue.

use crate::again::PayloadLine;
use crate::canonical::payload::is_sha256;
use crate::key::hex_text;
use crate::sha256::Hex;
use crate::text::{push, slice};
use crate::time::AmzDate;
use alloc::string::String;

/// Longer texts are not kept.
const LIMIT: usize = 1 << 16;

/// What a call passes beside its text.
#[derive(PartialEq)]
pub(super) struct Call {
    pub(super) signer: usize,
    pub(super) header_count: u32,
    pub(super) date: AmzDate,
    pub(super) flags: u32,
}

/// A call, and its answer.
#[derive(Default)]
pub(super) struct Last {
    call: Option<(Call, PayloadLine)>,
    /// Its place among all calls: any other one in between changes what signing goes on from.
    number: u64,
    /// The fields but for the last one, which is the body's hash.
    text: String,
    /// From behind the signature that it begins with, to the one that it ends with.
    answer: String,
}

impl Last {
    /// Keeps a call whose body was given as its hash, the last field, and of which nothing but the payload line depends on it.
    pub(super) fn keep(
        &mut self,
        call: Call,
        number: u64,
        line: Option<PayloadLine>,
        text: &str,
        answer: &str,
    ) {
        self.call = line.filter(|_| text.len() <= LIMIT).map(|line| (call, line));
        if self.call.is_some() {
            self.number = number;
            let kept = [(&mut self.text, text, 0), (&mut self.answer, answer, size_of::<Hex>())];
            for (kept, whole, start) in kept {
                kept.clear();
                push(kept, slice(whole, start..whole.len().saturating_sub(size_of::<Hex>())));
            }
        }
    }

    /// The body's hash, if nothing else is new in the call that follows.
    pub(super) fn new_hash<'a>(
        &self,
        call: &Call,
        number: u64,
        text: &'a str,
    ) -> Option<(PayloadLine, &'a str)> {
        let (last, line) = self.call.as_ref()?;
        let hash = text.strip_prefix(self.text.as_str())?;
        let is_alike = last == call && self.number + 1 == number && is_sha256(hash);
        is_alike.then_some((*line, hash))
    }

    /// The answer of such a call.
    pub(super) fn answer(&mut self, number: u64, out: &mut String, signature: &Hex) {
        self.number = number;
        for part in [hex_text(signature), &self.answer, hex_text(signature)] {
            push(out, part);
        }
    }
}

//! The call before: the next is often the same but for its body, as where one sends many messages to a queue, or but for the
//! path of its URL, as where one lists many objects.

use crate::again::PayloadLine;
use crate::canonical::payload::is_sha256;
use crate::placement::ExpiresIn;
use crate::sha256::{Hex, hex_text};
use crate::text::{behind, push, set, slice};
use crate::time::AmzDate;
use crate::wipe::wipe_text;
use alloc::string::String;

/// Longer texts are not kept.
const LIMIT: usize = 1 << 16;

/// What a call of `sign` passes beside its text.
#[derive(PartialEq)]
pub(super) struct SignCall {
    pub(super) signer: usize,
    pub(super) header_count: u32,
    pub(super) date: AmzDate,
    pub(super) flags: u32,
}

/// What a call of `presign` passes beside its URL.
#[derive(PartialEq)]
pub(super) struct PresignCall {
    pub(super) signer: usize,
    pub(super) date: AmzDate,
    pub(super) expires_in: ExpiresIn,
}

/// A call of each kind, and what `sign` answered.
#[derive(Default)]
pub(super) struct Last {
    call: Option<(SignCall, PayloadLine)>,
    /// Its place among all calls: any other one in between changes what signing goes on from.
    number: u64,
    /// The fields but for the last one, which is the body's hash.
    text: String,
    /// From behind the signature that it begins with, to the one that it ends with.
    answer: String,
    /// With its place among all calls.
    presign: Option<(PresignCall, u64)>,
}

impl Last {
    /// Wipes what may hold a session token. No call follows this one.
    pub(super) fn wipe(&mut self) {
        wipe_text(&mut self.text);
        wipe_text(&mut self.answer);
    }

    /// Whether the call before was of `presign` too, and nothing but the URL is new.
    pub(super) fn is_presign(&self, call: &PresignCall, number: u64) -> bool {
        self.presign.as_ref().is_some_and(|(last, at)| at + 1 == number && last == call)
    }

    /// Keeps a call that answered a URL.
    pub(super) fn keep_presign(&mut self, call: PresignCall, number: u64) {
        self.presign = Some((call, number));
    }

    /// Keeps a call whose body was given as its hash, the last field, and of which nothing but the payload line depends on it.
    pub(super) fn keep(
        &mut self,
        call: SignCall,
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
                set(kept, &[slice(whole, start..whole.len().saturating_sub(size_of::<Hex>()))]);
            }
        }
    }

    /// The body's hash, if nothing else is new in the call that follows.
    pub(super) fn new_hash<'a>(
        &self,
        call: &SignCall,
        number: u64,
        text: &'a str,
    ) -> Option<(PayloadLine, &'a str)> {
        let (last, line) = self.call.as_ref()?;
        let hash = behind(text, &self.text)?;
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

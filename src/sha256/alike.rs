//! SHA-256 of texts that begin alike, one after the other.

use super::{BLOCK, Digest, INITIAL, Words, after, digest};
use crate::text::is_same;
#[cfg(any(test, feature = "wasm"))]
use crate::text::{push, slice};
use alloc::string::String;

/// A text, and the one that was hashed before it: the blocks that both begin with are compressed once.
#[derive(Default)]
pub(crate) struct AlikeText {
    text: String,
    is_hashed: bool,
    hashed_before: String,
    /// How many blocks the text that was hashed last has in common with the one before it.
    common_count: usize,
    /// Behind them.
    state: Words,
}

impl AlikeText {
    /// An empty text, to be written.
    pub(crate) fn start(&mut self) -> &mut String {
        if self.is_hashed {
            core::mem::swap(&mut self.text, &mut self.hashed_before);
            self.is_hashed = false;
        }
        self.text.clear();
        &mut self.text
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The text that was hashed last, with another end from a place on.
    #[cfg(any(test, feature = "wasm"))]
    pub(crate) fn end_anew(&mut self, place: usize, end: &str) {
        self.start();
        push(&mut self.text, slice(&self.hashed_before, 0..place));
        push(&mut self.text, end);
    }

    /// The text for one that was written elsewhere; it is not hashed here.
    pub(crate) fn swap(&mut self, other: &mut String) {
        core::mem::swap(&mut self.text, other);
    }

    pub(crate) fn digest(&mut self) -> Digest {
        let [blocks, before] =
            [&self.text, &self.hashed_before].map(|text| text.as_bytes().as_chunks::<BLOCK>().0);
        let common_count =
            blocks.iter().zip(before).take_while(|(block, old)| is_same(*block, *old)).count();
        if common_count < self.common_count || self.common_count == 0 {
            (self.common_count, self.state) = (0, INITIAL);
        }
        self.state =
            after(&self.state, blocks.get(self.common_count..common_count).unwrap_or_default());
        self.common_count = common_count;
        self.is_hashed = true;
        let rest = self.text.as_bytes().get(common_count * BLOCK..).unwrap_or_default();
        digest(&self.state, common_count * BLOCK, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest as _, Sha256};

    #[test]
    fn whatever_was_hashed_before_a_text_is_hashed_as_sha2_does() {
        let lengths = [0, 1, 63, 64, 65, 128, 200, 300];
        let texts = lengths.iter().flat_map(|&length| {
            // Those of one length differ in one place, or nowhere.
            [0, 63, 64, 150, 1000].map(|place| -> String {
                (0..length).map(|i| if i == place { '!' } else { 'x' }).collect()
            })
        });
        let texts: alloc::vec::Vec<String> = texts.collect();
        let mut alike = AlikeText::default();
        for first in &texts {
            for second in &texts {
                for text in [first, second, second] {
                    *alike.start() = text.clone();
                    let expected: Digest = Sha256::digest(text).into();
                    assert_eq!(alike.digest(), expected, "{first} {second}");
                    assert_eq!(alike.digest(), expected, "{first} {second}");
                    assert_eq!(alike.as_str(), text);
                    // One that is refused before it is hashed.
                    alike.start().push_str(first);
                }
            }
        }
    }
}

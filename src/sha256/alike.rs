//! SHA-256 of texts that begin alike, one after the other.

use super::{BLOCK, Hex, INITIAL, PlatformHash, Words, after, digest, hex_of};
use crate::text::is_same;
#[cfg(any(test, feature = "wasm"))]
use crate::text::{push, slice};
#[cfg(feature = "wasm")]
use crate::wipe::wipe_text;
use alloc::string::String;

/// From so many blocks on that were not in the text before, the platform is the faster one.
const NEW_FOR_PLATFORM: usize = 3;

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
    /// Hashes texts of which most is new.
    pub(crate) platform: Option<PlatformHash>,
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

    /// Of what may hold a session token.
    #[cfg(feature = "wasm")]
    pub(crate) fn wipe(&mut self) {
        wipe_text(&mut self.text);
        wipe_text(&mut self.hashed_before);
    }

    /// In lower-case hex.
    pub(crate) fn hash(&mut self) -> Hex {
        let [blocks, before] =
            [&self.text, &self.hashed_before].map(|text| text.as_bytes().as_chunks::<BLOCK>().0);
        let common_count =
            blocks.iter().zip(before).take_while(|(block, old)| is_same(*block, *old)).count();
        self.is_hashed = true;
        let mut hash = [0; size_of::<Hex>()];
        if blocks.len() - common_count >= NEW_FOR_PLATFORM
            && self.platform.is_some_and(|platform| platform(self.text.as_bytes(), &mut hash))
        {
            self.common_count = 0;
            return hash;
        }
        if common_count < self.common_count || self.common_count == 0 {
            (self.common_count, self.state) = (0, INITIAL);
        }
        self.state =
            after(&self.state, blocks.get(self.common_count..common_count).unwrap_or_default());
        self.common_count = common_count;
        let taken = common_count * BLOCK;
        let rest = self.text.as_bytes().get(taken..).unwrap_or_default();
        hex_of(&digest(&self.state, taken as u64, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use sha2::{Digest as _, Sha256};

    fn sha256(text: impl AsRef<[u8]>) -> Hex {
        hex_of(&Sha256::digest(text).into())
    }

    #[test]
    fn whatever_was_hashed_before_a_text_is_hashed_as_sha2_does() {
        let lengths = [0, 1, 63, 64, 65, 128, 200, 300];
        let texts = lengths.iter().flat_map(|&length| {
            // Those of one length differ in one place, or nowhere.
            [0, 63, 64, 150, 1000].map(|place| -> String {
                (0..length).map(|i| if i == place { '!' } else { 'x' }).collect()
            })
        });
        let texts: Vec<String> = texts.collect();
        let none: PlatformHash = |_, _| false;
        let all: PlatformHash = |text, hash| {
            *hash = sha256(text);
            true
        };
        let those_that_differ: PlatformHash = |text, hash| {
            *hash = sha256(text);
            text.contains(&b'!')
        };
        for platform in [None, Some(none), Some(all), Some(those_that_differ)] {
            let mut alike = AlikeText { platform, ..AlikeText::default() };
            for first in &texts {
                for second in &texts {
                    for text in [first, second, second] {
                        *alike.start() = text.clone();
                        let expected = sha256(text);
                        assert_eq!(alike.hash(), expected, "{first} {second}");
                        assert_eq!(alike.hash(), expected, "{first} {second}");
                        assert_eq!(alike.as_str(), text);
                        // One that is refused before it is hashed.
                        alike.start().push_str(first);
                    }
                }
            }
        }
    }

    #[test]
    fn the_platform_hashes_what_has_three_new_blocks() {
        let platform: PlatformHash = |_, hash| {
            *hash = [b'p'; 64];
            true
        };
        let mut alike = AlikeText { platform: Some(platform), ..AlikeText::default() };
        let text = |start: usize, letter: &str, length: usize| {
            ["x".repeat(start), letter.repeat(length)].concat()
        };
        for (text, by_platform) in [
            (text(0, "y", 191), false),
            (text(0, "x", 192), true),
            (text(192, "y", 191), false),
            (text(192, "z", 192), true),
            (text(192, "z", 192), false),
            (text(191, "z", 128), false),
            (text(127, "z", 192), true),
        ] {
            *alike.start() = text.clone();
            assert_eq!(alike.hash() == [b'p'; 64], by_platform, "{}", text.len());
        }
    }
}

//! The headers to send.

use crate::text::{pieces, push};
use alloc::string::String;

/// Each name once: NUL, name, NUL, value. The buffer is reused.
#[derive(Default)]
pub(crate) struct SentHeaders {
    pub(crate) text: String,
}

impl SentHeaders {
    pub(crate) fn push_name(&mut self, name: &str) {
        self.text.push('\0');
        push(&mut self.text, name);
        self.text.push('\0');
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut pieces = pieces(&self.text, 0);
        pieces.next();
        core::iter::from_fn(move || Some((pieces.next()?, pieces.next()?)))
    }
}

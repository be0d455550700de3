//! Text as fields.

use crate::error::{Error, ErrorKind};
use crate::text::{Pieces, pieces};
use alloc::vec::Vec;

/// The fields of a text, in order. JavaScript writes all of them, so that none is missing; [`Fields::end`] refuses more.
pub(super) struct Fields<'a>(Pieces<'a>);

impl<'a> Fields<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(pieces(text, 0))
    }

    pub(super) fn field(&mut self) -> &'a str {
        self.0.next().unwrap_or_default()
    }

    /// The next field; empty is `None`.
    pub(super) fn option(&mut self) -> Option<&'a str> {
        Some(self.field()).filter(|field| !field.is_empty())
    }

    pub(super) fn pairs(&mut self, count: u32) -> Vec<(&'a str, &'a str)> {
        (0..count).map(|_| (self.field(), self.field())).collect()
    }

    /// Refuses fields that are left over: one of those before held a NUL.
    pub(super) fn end(&mut self, otherwise: ErrorKind) -> Result<(), Error> {
        self.0.next().map_or(Ok(()), |_| Err(otherwise.into()))
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.0.next()
    }
}

//! Text as fields.

use crate::canonical::headers::HEADER_LIMIT;
use crate::error::{Error, ErrorKind};
use crate::text::{Pieces, pieces};
use alloc::vec::Vec;

/// The fields of a text, in order. The count is checked by [`Fields::end`].
pub(super) struct Fields<'a>(Pieces<'a>);

impl<'a> Fields<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(pieces(text, 0))
    }

    pub(super) fn field(&mut self) -> Result<&'a str, Error> {
        Ok(self.0.next().ok_or(ErrorKind::UrlControlCharacter)?)
    }

    /// The next field; empty is `None`.
    pub(super) fn option(&mut self) -> Result<Option<&'a str>, Error> {
        Ok(Some(self.field()?).filter(|field| !field.is_empty()))
    }

    pub(super) fn pairs(&mut self, count: u32) -> Result<Vec<(&'a str, &'a str)>, Error> {
        let mut pairs = Vec::with_capacity((count as usize).min(HEADER_LIMIT));
        for _ in 0..count {
            pairs.push((self.field()?, self.field()?));
        }
        Ok(pairs)
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

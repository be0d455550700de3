//! [`Placement`]: where the signature goes.

use crate::error::{Error, ErrorKind};

/// Where the signature goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// The Authorization header.
    Header,
    /// The query: a presigned URL.
    Query {
        /// `None` leaves `X-Amz-Expires` out.
        expires_in: Option<ExpiresIn>,
    },
}

/// The lifetime of a presigned URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExpiresIn(u32);

impl ExpiresIn {
    /// From 1..604800 seconds, else [`ErrorKind::ExpiresInInvalid`].
    pub fn from_seconds(seconds: u32) -> Result<Self, Error> {
        if (1..=604_800).contains(&seconds) {
            Ok(Self(seconds))
        } else {
            Err(ErrorKind::ExpiresInInvalid.into())
        }
    }

    /// The lifetime.
    pub fn seconds(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes_are_one_second_to_seven_days() {
        for seconds in [0, 604_801, u32::MAX] {
            assert_eq!(ExpiresIn::from_seconds(seconds).unwrap_err().code(), "EXPIRES_IN_INVALID");
        }
        for seconds in [1, 900, 604_800] {
            assert_eq!(ExpiresIn::from_seconds(seconds).unwrap().seconds(), seconds);
        }
    }
}

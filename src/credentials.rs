//! [`Credentials`]: checked when made, redacted when printed, wiped when dropped.

use crate::canonical::payload::is_sha256;
use crate::error::{Error, ErrorKind};
use crate::text::{push, slice};
use crate::wipe::wipe_text;
use alloc::string::String;
use core::fmt;
use core::ops::Range;
use zeroize::ZeroizeOnDrop;

/// An access key and, for temporary credentials, their session token.
#[derive(Clone)]
pub struct Credentials {
    /// Id, secret and token with a NUL between them, which none of them holds; secret and token may be empty.
    text: String,
    id_end: usize,
    secret_end: usize,
}

impl Credentials {
    /// Long-lived credentials.
    ///
    /// # Errors
    /// [`ErrorKind::AccessKeyIdInvalid`] and [`ErrorKind::SecretAccessKeyInvalid`] for what cannot be right: empty, with
    /// surrounding white space or quotes, or an id that looks like a secret.
    pub fn new(access_key_id: &str, secret_access_key: &str) -> Result<Self, Error> {
        Self::of(access_key_id, Some(secret_access_key), None)
    }

    /// An id alone: enough for the canonical request and the string to sign, not for a signature.
    ///
    /// # Errors
    /// [`ErrorKind::AccessKeyIdInvalid`].
    pub fn without_secret(access_key_id: &str) -> Result<Self, Error> {
        Self::of(access_key_id, None, None)
    }

    /// The same with the session token of temporary credentials.
    ///
    /// # Errors
    /// [`ErrorKind::SessionTokenInvalid`].
    pub fn with_session_token(self, token: &str) -> Result<Self, Error> {
        Self::of(self.access_key_id(), self.secret_access_key(), Some(token))
    }

    /// Of what is given.
    pub(crate) fn of(id: &str, secret: Option<&str>, token: Option<&str>) -> Result<Self, Error> {
        check_access_key_id(id)?;
        check_pasted(ErrorKind::SecretAccessKeyInvalid, secret)?;
        check_pasted(ErrorKind::SessionTokenInvalid, token)?;
        let [secret, token] = [secret, token].map(Option::unwrap_or_default);
        // As long as it will be: one that grows would leave a copy behind.
        let mut text = String::with_capacity(id.len() + secret.len() + token.len() + 2);
        for part in [id, "\0", secret, "\0", token] {
            push(&mut text, part);
        }
        Ok(Self { text, id_end: id.len(), secret_end: id.len() + 1 + secret.len() })
    }

    /// The public id.
    pub fn access_key_id(&self) -> &str {
        slice(&self.text, 0..self.id_end)
    }

    /// The session token of temporary credentials.
    pub fn session_token(&self) -> Option<&str> {
        self.part(self.secret_end + 1..self.text.len())
    }

    pub(crate) fn secret_access_key(&self) -> Option<&str> {
        self.part(self.id_end + 1..self.secret_end)
    }

    fn part(&self, place: Range<usize>) -> Option<&str> {
        Some(slice(&self.text, place)).filter(|part| !part.is_empty())
    }

    /// All three, with a NUL between them.
    #[cfg(feature = "wasm")]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

impl Drop for Credentials {
    fn drop(&mut self) {
        wipe_text(&mut self.text);
    }
}

impl ZeroizeOnDrop for Credentials {}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(")?;
        f.write_str(self.access_key_id())?;
        f.write_str(", ..)")
    }
}

/// No error here repeats the value: what is wrong may be that it is the secret, which R2, Garage and Supabase have in hex.
fn check_access_key_id(id: &str) -> Result<(), Error> {
    // `,` ends the id in the Authorization header.
    let fits = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'`' | b',');
    if id.is_empty() || !id.bytes().all(fits) || looks_like_a_secret(id) || is_sha256(id) {
        return Err(ErrorKind::AccessKeyIdInvalid.into());
    }
    Ok(())
}

/// AWS secrets are 40 characters of base64; ids and other names are shorter or of one case.
#[inline(never)]
pub(crate) fn looks_like_a_secret(text: &str) -> bool {
    let (mut has_lower, mut has_upper) = (false, false);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' => has_lower = true,
            b'A'..=b'Z' => has_upper = true,
            b'0'..=b'9' | b'+' | b'=' | b'/' => {}
            _ => return false,
        }
    }
    text.len() == 40 && has_lower && has_upper
}

/// Refuses, as `kind`, what was not pasted as it is.
fn check_pasted(kind: ErrorKind, text: Option<&str>) -> Result<(), Error> {
    if text.is_none_or(is_pasted_whole) { Ok(()) } else { Err(kind.into()) }
}

/// White space and quotes, those of word processors too, a byte-order mark, and the space that nobody sees.
fn is_pasted_around(edge: char) -> bool {
    let is_mark = matches!(edge, '\u{feff}' | '\u{200b}' | '\u{2018}'..='\u{201f}');
    edge.is_whitespace() || is_mark || matches!(edge, '"' | '\'' | '`')
}

/// Not empty, without surrounding white space or quotes, and on one line.
fn is_pasted_whole(text: &str) -> bool {
    let edges = [text.chars().next(), text.chars().next_back()];
    edges.into_iter().all(|edge| edge.is_some_and(|edge| !is_pasted_around(edge)))
        && !text.bytes().any(|byte| byte.is_ascii_control())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    #[test]
    fn what_is_printed_holds_no_secret() {
        let credentials = Credentials::new("AKIDEXAMPLE", SECRET).unwrap();
        let credentials = credentials.with_session_token("TOKEN").unwrap();
        assert_eq!(format!("{credentials:?}"), "Credentials(AKIDEXAMPLE, ..)");
    }

    #[test]
    fn ids_of_other_stores_are_ids() {
        for id in [
            "minioadmin",
            "test:tester",
            "tenant$user",
            "GOOG1EXAMPLE",
            "0123456789abcdef0123456789abcdef",
        ] {
            assert!(Credentials::new(id, SECRET).is_ok(), "{id}");
        }
    }

    #[test]
    fn pasting_mistakes_are_refused_without_repeating_the_value() {
        for id in [
            "",
            " AKID",
            "AKID\n",
            "\"AKID\"",
            SECRET,
            "wJalrXUtnFEMIaK7MDENGabPxRfiCYEXAMPLEKEY",
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ] {
            let error = Credentials::new(id, SECRET).unwrap_err();
            assert_eq!((error.code(), error.value()), ("ACCESS_KEY_ID_INVALID", None));
        }
        for secret in [
            "",
            " secret",
            "secret\r\n",
            "'secret'",
            "\"secret\"",
            "sec\nret",
            "\u{feff}secret",
            "secret\u{200b}",
            "\u{201c}secret\u{201d}",
            "secret\u{a0}",
        ] {
            let error = Credentials::new("AKID", secret).unwrap_err();
            assert_eq!((error.code(), error.value()), ("SECRET_ACCESS_KEY_INVALID", None));
        }
        for token in ["", " a", "a\nb", "\"a\""] {
            let credentials = Credentials::new("AKID", "secret").unwrap();
            let error = credentials.with_session_token(token).unwrap_err();
            assert_eq!((error.code(), error.value()), ("SESSION_TOKEN_INVALID", None));
        }
    }
}

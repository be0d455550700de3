//! [`Credentials`]: checked when made, redacted when printed, wiped when dropped.

use crate::error::{Error, ErrorKind};
use crate::wipe::wipe_text;
use alloc::string::String;
use core::fmt;
use zeroize::ZeroizeOnDrop;

/// An access key and, for temporary credentials, their session token.
#[derive(Clone)]
pub struct Credentials {
    access_key_id: String,
    secret_access_key: Option<String>,
    session_token: Option<String>,
}

impl Credentials {
    /// Long-lived credentials.
    ///
    /// # Errors
    /// [`ErrorKind::AccessKeyIdInvalid`] and [`ErrorKind::SecretAccessKeyInvalid`] for what cannot be right: empty, with
    /// surrounding white space or quotes, or an id that looks like a secret.
    pub fn new(access_key_id: &str, secret_access_key: &str) -> Result<Self, Error> {
        let mut credentials = Self::without_secret(access_key_id)?;
        check_secret(secret_access_key)?;
        credentials.secret_access_key = Some(secret_access_key.into());
        Ok(credentials)
    }

    /// An id alone: enough for the canonical request and the string to sign, not for a signature.
    ///
    /// # Errors
    /// [`ErrorKind::AccessKeyIdInvalid`].
    pub fn without_secret(access_key_id: &str) -> Result<Self, Error> {
        check_access_key_id(access_key_id)?;
        Ok(Self {
            access_key_id: access_key_id.into(),
            secret_access_key: None,
            session_token: None,
        })
    }

    /// The same with the session token of temporary credentials.
    ///
    /// # Errors
    /// [`ErrorKind::SessionTokenInvalid`].
    pub fn with_session_token(mut self, token: &str) -> Result<Self, Error> {
        if !is_pasted_whole(token) {
            return Err(ErrorKind::SessionTokenInvalid.into());
        }
        self.session_token = Some(token.into());
        Ok(self)
    }

    /// The public id.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The session token of temporary credentials.
    pub fn session_token(&self) -> Option<&str> {
        self.session_token.as_deref()
    }

    pub(crate) fn secret_access_key(&self) -> Option<&str> {
        self.secret_access_key.as_deref()
    }
}

impl Drop for Credentials {
    fn drop(&mut self) {
        let Self { access_key_id, secret_access_key, session_token } = self;
        wipe_text(access_key_id);
        for text in [secret_access_key, session_token].into_iter().flatten() {
            wipe_text(text);
        }
    }
}

impl ZeroizeOnDrop for Credentials {}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(")?;
        f.write_str(&self.access_key_id)?;
        f.write_str(", ..)")
    }
}

/// No error here repeats the value: what is wrong may be that it is the secret.
fn check_access_key_id(id: &str) -> Result<(), Error> {
    // `,` ends the id in the Authorization header.
    let fits = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'`' | b',');
    if id.is_empty() || !id.bytes().all(fits) || looks_like_a_secret(id) {
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

fn check_secret(secret: &str) -> Result<(), Error> {
    if is_pasted_whole(secret) { Ok(()) } else { Err(ErrorKind::SecretAccessKeyInvalid.into()) }
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
        for id in
            ["", " AKID", "AKID\n", "\"AKID\"", SECRET, "wJalrXUtnFEMIaK7MDENGabPxRfiCYEXAMPLEKEY"]
        {
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

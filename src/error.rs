//! The one error type, and the one list of its codes, shared with JavaScript.

use crate::credentials::looks_like_a_secret;
use crate::text::{set, slice};
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

/// How much of an offending value an error repeats.
const VALUE_LIMIT: usize = 100;

macro_rules! error_kinds {
    ($($(#[$doc:meta])* $kind:ident = $code:literal, $accepted:literal;)+) => {
        /// What was wrong. The code of each kind is stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind { $($(#[$doc])* $kind,)+ }

        impl ErrorKind {
            /// Every kind, in the order of the documentation.
            pub const ALL: &'static [ErrorKind] = &[$(ErrorKind::$kind,)+];

            /// The stable code, the same in Rust and JavaScript.
            pub const fn code(self) -> &'static str {
                match self { $(ErrorKind::$kind => $code,)+ }
            }

            /// What is accepted, in one sentence.
            pub const fn accepted(self) -> &'static str {
                match self { $(ErrorKind::$kind => $accepted,)+ }
            }
        }
    };
}

error_kinds! {
    /// No credentials, or not an object of strings.
    CredentialsInvalid = "CREDENTIALS_INVALID", "credentials must be { accessKeyId, secretAccessKey, sessionToken? } with non-empty strings";
    /// The access key id cannot be one.
    AccessKeyIdInvalid = "ACCESS_KEY_ID_INVALID", "accessKeyId must be the public id in ASCII, not the secret, without white space, quotes and commas";
    /// The secret cannot be one: pasted with white space or quotes.
    SecretAccessKeyInvalid = "SECRET_ACCESS_KEY_INVALID", "secretAccessKey must be the secret alone, on one line, without surrounding white space or quotes";
    /// The session token cannot be one.
    SessionTokenInvalid = "SESSION_TOKEN_INVALID", "sessionToken must be the token alone, on one line, without surrounding white space or quotes";
    /// An option that does not exist.
    OptionUnknown = "OPTION_UNKNOWN", "only the documented options are accepted";
    /// An option of the wrong type or with an impossible value.
    OptionInvalid = "OPTION_INVALID", "the option must be of its documented type";
    /// The region was not given and the host does not tell it.
    RegionUnknown = "REGION_UNKNOWN", "the host does not tell the region: pass { region }";
    /// The service was not given and the host does not tell it.
    ServiceUnknown = "SERVICE_UNKNOWN", "the host does not tell the service: pass { service } (\"s3\" for S3-compatible stores)";
    /// The region cannot stand in a credential scope.
    RegionInvalid = "REGION_INVALID", "region must be a name like us-east-1 or auto: letters, digits, - . and _";
    /// The service cannot stand in a credential scope.
    ServiceInvalid = "SERVICE_INVALID", "service must be a signing name like s3 or execute-api: letters, digits, - . and _";
    /// Not an absolute URL.
    UrlInvalid = "URL_INVALID", "url must be absolute, of http(s) or ws(s), like https://host/path?query";
    /// `user:password@` in the URL.
    UrlUserInfo = "URL_USER_INFO", "url must not hold user:password@";
    /// CR, LF or NUL in the URL.
    UrlControlCharacter = "URL_CONTROL_CHARACTER", "url must not hold a raw CR, LF or NUL: percent-encode it";
    /// The host cannot be sent as it is.
    HostInvalid = "HOST_INVALID", "the host must be a DNS name (punycode when not ASCII), an IPv4 or a bracketed IPv6 address, with an optional port 0..65535";
    /// The URL is longer than any service takes.
    UrlTooLong = "URL_TOO_LONG", "url must be shorter: 128 KiB when presigned, 16 MiB otherwise";
    /// HTTP clients would send another path than the one signed.
    UrlRewritten = "URL_REWRITTEN", "fetch rewrites this URL (dot segments): send sign() or presign() with another client";
    /// Not an HTTP method.
    MethodInvalid = "METHOD_INVALID", "method must be an HTTP token like GET";
    /// Not an HTTP header name.
    HeaderNameInvalid = "HEADER_NAME_INVALID", "header names are HTTP tokens: letters, digits and !#$%&'*+-.^_`|~";
    /// A header value that would end the header.
    HeaderValueInvalid = "HEADER_VALUE_INVALID", "header values hold no NUL, and CR or LF only where a space or tab follows";
    /// A header that contradicts the request or the options.
    HeaderConflict = "HEADER_CONFLICT", "a given Host, x-amz-date, x-amz-content-sha256 or session token must be there once and agree with URL, credentials and options";
    /// A choice of headers that no signature can have.
    HeaderChoiceInvalid = "HEADER_CHOICE_INVALID", "unsignedHeaders cannot name host, x-amz-date, x-amz-content-sha256 or the session token, which must be signed; signedHeaders cannot name authorization";
    /// More headers than any server takes.
    HeadersTooMany = "HEADERS_TOO_MANY", "a request has at most 10,000 headers";
    /// Not a date, or one that the format cannot express.
    DateInvalid = "DATE_INVALID", "date must be a valid Date in 1970..9999, and a given x-amz-date must read YYYYMMDDTHHMMSSZ";
    /// Not a lifetime that services take.
    ExpiresInInvalid = "EXPIRES_IN_INVALID", "expiresIn must be an integer 1..604800 (seconds)";
    /// Not a payload mode.
    PayloadInvalid = "PAYLOAD_INVALID", "payload must be \"signed\", \"unsigned\" or { sha256 }";
    /// Not a SHA-256 in hex.
    PayloadHashInvalid = "PAYLOAD_HASH_INVALID", "sha256 must be 64 lower-case hex digits; a given x-amz-content-sha256 may also be UNSIGNED-PAYLOAD or STREAMING-…";
    /// A body of a type that is not a body.
    BodyInvalid = "BODY_INVALID", "body must be a string, a URLSearchParams, an ArrayBuffer or a view of one";
    /// A body that can only be read asynchronously.
    BodyNotSynchronous = "BODY_NOT_SYNCHRONOUS", "a stream, Blob or form cannot be hashed synchronously: use signRequest(), or pass its bytes, or payload: \"unsigned\"";
    /// A bucket name that cannot stand in a URL.
    BucketInvalid = "BUCKET_INVALID", "bucket must be a bucket's name: letters, digits, - . and _, without a dot first";
    /// An object key that is no well-formed text.
    KeyInvalid = "KEY_INVALID", "key must be a well-formed string";
    /// Not an endpoint.
    EndpointInvalid = "ENDPOINT_INVALID", "endpoint must be an absolute URL without query, fragment and user info";
    /// The signer was disposed.
    SignerDisposed = "SIGNER_DISPOSED", "the signer was disposed: make a new one";
    /// `./slim` was used before `init`.
    NotInitialized = "NOT_INITIALIZED", "sigv4-wasm/slim must be initialised first: await init(url), or initSync(bytes)";
}

/// An input that cannot be signed as it was asked for.
///
/// Displays as `CODE: what is accepted, got value`. Never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Refusal>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Refusal {
    kind: ErrorKind,
    value: Option<String>,
}

impl Error {
    /// An error that repeats the offending value, cut to a readable length, where that is no secret in the wrong place.
    #[cold]
    #[inline(never)]
    pub(crate) fn with_value(kind: ErrorKind, value: &str) -> Self {
        if looks_like_a_secret(value) {
            return kind.into();
        }
        let end = value.char_indices().nth(VALUE_LIMIT).map_or(value.len(), |(end, _)| end);
        Self(Box::new(Refusal { kind, value: Some(slice(value, 0..end).into()) }))
    }

    /// The same with more of it: a header's name and its value, or a name and why it is none here.
    #[cold]
    #[inline(never)]
    pub(crate) fn with_more(kind: ErrorKind, name: &str, more: &str) -> Self {
        if looks_like_a_secret(name) || looks_like_a_secret(more) {
            return kind.into();
        }
        let mut value = String::new();
        set(&mut value, &[name, ": ", more]);
        Self::with_value(kind, &value)
    }

    /// What was wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.kind().code()
    }

    /// The offending value, where it is no secret.
    pub fn value(&self) -> Option<&str> {
        self.0.value.as_deref()
    }
}

impl From<ErrorKind> for Error {
    #[cold]
    #[inline(never)]
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(Refusal { kind, value: None }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        f.write_str(": ")?;
        f.write_str(self.kind().accepted())?;
        match self.value() {
            Some(value) => {
                f.write_str(", got ")?;
                f.write_str(value)
            }
            None => Ok(()),
        }
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_repeated_neither_alone_nor_with_more() {
        let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        let kind = ErrorKind::HeaderConflict;
        for error in [
            Error::with_value(kind, secret),
            Error::with_more(kind, "host", secret),
            Error::with_more(kind, secret, "more"),
        ] {
            assert_eq!(error.value(), None);
        }
        assert_eq!(Error::with_more(kind, "host", "h").value(), Some("host: h"));
    }

    #[test]
    fn of_a_long_value_its_first_characters_are_repeated() {
        for character in ["a", "é", "€", "😀"] {
            for (given, kept) in [(0, 0), (1, 1), (100, 100), (101, 100), (300, 100)] {
                let error = Error::with_value(ErrorKind::RegionInvalid, &character.repeat(given));
                assert_eq!(error.value(), Some(&*character.repeat(kept)), "{given} {character}");
            }
        }
    }
}

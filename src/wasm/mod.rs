//! The JavaScript boundary: decodes, calls, encodes; decides nothing about SigV4.
//!
//! Text comes in as fields joined by NUL, which no field can hold: a wrong count of fields is an error. Results and
//! errors go out as text in the same form. The signing artefact (`wasm`) passes numbers only; the explaining one
//! (`inspect`) passes objects; the doctor (`doctor`) answers in JSON.

#[cfg(feature = "inspect")]
mod answer;
#[cfg(any(feature = "wasm", feature = "inspect"))]
mod decode;

#[cfg(feature = "doctor")]
mod doctor;
#[cfg(any(feature = "wasm", feature = "inspect"))]
mod fields;
#[cfg(feature = "inspect")]
mod inspect;
#[cfg(feature = "doctor")]
mod json;
#[cfg(all(any(feature = "wasm", feature = "doctor"), target_arch = "wasm32"))]
mod runtime;
#[cfg(any(feature = "wasm", feature = "inspect"))]
mod s3_url;
#[cfg(feature = "wasm")]
mod sha256;
#[cfg(feature = "wasm")]
mod signer;
#[cfg(feature = "wasm")]
mod workspace;

#[cfg(any(feature = "wasm", feature = "inspect"))]
use crate::error::Error;
#[cfg(any(feature = "wasm", feature = "inspect"))]
use alloc::string::String;

/// `CODE NUL accepted NUL value`
#[cfg(any(feature = "wasm", feature = "inspect"))]
fn push_error(out: &mut String, error: &Error) {
    out.push_str(error.code());
    out.push('\0');
    out.push_str(error.kind().accepted());
    out.push('\0');
    out.push_str(error.value().unwrap_or_default());
}

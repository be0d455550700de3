//! The JavaScript boundary: decodes, calls, encodes; decides nothing about SigV4.
//!
//! Text comes in as fields joined by NUL, which no field can hold: more of them than were written are an error. Results and
//! errors go out as text in the same form. The signing artefact (`wasm`) passes numbers only, also where it asks for the
//! platform's hash; the explaining one (`inspect`) passes objects; the doctor (`doctor`) answers in JSON.
//!
//! Engines compile whole functions, at their first call: what a plain presigned URL does not need is `inline(never)` all
//! over the crate, so that the first signature of a process does not wait for it.

#[cfg(target_arch = "wasm32")]
mod allocator;
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
#[cfg(feature = "wasm")]
mod last;
#[cfg(feature = "wasm")]
mod platform;
#[cfg(any(feature = "wasm", feature = "doctor"))]
mod runtime;
#[cfg(any(feature = "wasm", feature = "inspect"))]
mod s3_url;
#[cfg(feature = "wasm")]
mod signers;
#[cfg(feature = "wasm")]
mod workspace;

#[cfg(any(feature = "wasm", feature = "inspect"))]
use crate::encode::push_decimal;
#[cfg(any(feature = "wasm", feature = "inspect"))]
use crate::error::Error;
#[cfg(any(feature = "wasm", feature = "inspect"))]
use crate::text::push;
#[cfg(any(feature = "wasm", feature = "inspect"))]
use alloc::string::String;

/// `KIND NUL value`, or the kind alone; the kind by its place in [`ErrorKind::ALL`](crate::ErrorKind::ALL).
#[cfg(any(feature = "wasm", feature = "inspect"))]
fn push_error(out: &mut String, error: &Error) {
    push_decimal(out, error.kind() as u64);
    if let Some(value) = error.value() {
        push(out, "\0");
        push(out, value);
    }
}

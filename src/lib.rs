//! AWS Signature Version 4.
#![no_std]
extern crate alloc;
// With std linked, std brings the panic handler and the allocator; the signing artefact has its own (see `wasm`).
#[cfg(not(all(target_arch = "wasm32", feature = "wasm")))]
extern crate std;

pub mod endpoint;
pub mod error;
pub use error::{Error, ErrorKind};

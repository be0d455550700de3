//! AWS Signature Version 4: presigned URLs and header signing.
//!
//! A [`Request`] and [`SignParams`] go through four steps, each a file: the [canonical] request, `string_to_sign`, the
//! signing `key`, the signature. [`Signer::sign`] is the one path; [`explain`] is the same path with a trace. Services
//! differ by [data](service), hosts tell their service and region by [rules](endpoint).
//!
//! ```
//! use sigv4_wasm::{AmzDate, Credentials, ExpiresIn, Placement, Request, SignParams, Signer, Workspace};
//!
//! let mut signer = Signer::new(Credentials::new("AKIDEXAMPLE", "secret")?);
//! let mut workspace = Workspace::default();
//! let now = AmzDate::parse("20150830T123600Z")?;
//!
//! // By header: send the method, the URL and these headers.
//! let params = SignParams::new(now, Placement::Header);
//! let request = Request::get("https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15");
//! let signed = signer.sign(&request, &params, &mut workspace)?;
//! let names: Vec<&str> = signed.headers().map(|(name, _)| name).collect();
//! assert_eq!(names, ["x-amz-date", "authorization"]);
//!
//! // By query: a presigned URL.
//! let expires_in = Some(ExpiresIn::from_seconds(900)?);
//! let params = SignParams::new(now, Placement::Query { expires_in });
//! let request = Request::get("https://my-bucket.s3.eu-west-1.amazonaws.com/photo.jpg");
//! let url = signer.sign(&request, &params, &mut workspace)?.url().to_string();
//! assert!(url.starts_with("https://my-bucket.s3.eu-west-1.amazonaws.com/photo.jpg?X-Amz-Algorithm="));
//! # Ok::<(), sigv4_wasm::Error>(())
//! ```
//!
//! There is no clock here: [`AmzDate::from_unix_seconds`] takes the time of yours. The feature `serde` makes an
//! [`Explanation`](explain::Explanation) serializable; the features `wasm`, `inspect` and `doctor` are for the npm package.
#![no_std]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

extern crate alloc;
// With std linked, std brings the panic handler and the allocator; the artefacts without it have their own (see `wasm`), and
// where there is no std, as on bare metal, the program that uses the crate brings both.
#[cfg(not(any(
    target_os = "none",
    all(target_arch = "wasm32", any(feature = "wasm", feature = "doctor"))
)))]
extern crate std;

#[cfg(any(test, feature = "wasm"))]
mod again;
mod batch;
pub mod canonical;
mod credentials;
pub mod doctor;
pub mod encode;
pub mod endpoint;
mod error;
pub mod explain;
mod identity;
mod kept;
mod key;
mod origin;
mod path_line;
mod placement;
mod recent;
mod record;
mod request;
mod s3_url;
mod scope;
mod sent_headers;
pub mod service;
mod sha256;
mod sign;
mod signed;
mod sort;
mod string_to_sign;
mod text;
mod time;
mod url;
#[cfg(any(feature = "wasm", feature = "inspect", feature = "doctor"))]
mod wasm;
mod wipe;

pub use batch::{BatchWorkspace, Presigned};
pub use credentials::Credentials;
pub use endpoint::Endpoint;
pub use error::{Error, ErrorKind};
pub use placement::{ExpiresIn, Placement};
pub use request::{Body, Payload, Request};
pub use s3_url::{S3Object, s3_url};
pub use sign::{SignParams, Signer, Workspace};
pub use signed::Signed;
pub use time::AmzDate;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

//! [`diagnose`]: the mistake behind a refused signature, by name.
//!
//! What was pasted is recognised; the service's answer and the request alone are read for what they prove; then the
//! right canonical request, by the signing core, is compared with the caller's own strings, and mistakes are made on
//! purpose until one of them reproduces what the caller has. A reproduced hash or signature is proof.

mod answer;
mod case;
mod catalogue;
mod clock;
mod compare;
mod decomposed;
mod evidence;
mod examine;
mod finding;
mod hidden;
mod hosts;
mod json;
mod known;
mod left_out;
mod lint;
#[cfg(test)]
mod made;
mod mistakes;
mod newlines;
mod parts;
mod paste;
mod pattern;
mod place;
mod rebuild;
mod repair;
mod replaced;
mod ruled_out;
mod search;
mod secret;
mod sent;
mod server;
mod text;
mod time;
mod verdict;
mod wrong;

pub use catalogue::{MistakeEntry, mistakes};
pub use evidence::{
    Certainty, Diagnosis, Evidence, Finding, GivenBody, GivenRequest, GivenResponse, Piece,
    Rebuilt, RequestParts, Source, Verdict,
};

use examine::Examination;
use lint::Weight;

/// Names what is wrong with a signature, as far as the evidence tells. Deterministic; never fails, never looks anywhere
/// else, and repeats no secret.
///
/// ```
/// use sigv4_wasm::doctor::{Evidence, GivenRequest, diagnose};
///
/// let url = "https://my-bucket.s3.eu-west-1.amazonaws.com/key";
/// let evidence = Evidence { request: Some(GivenRequest::Text(url.into())), ..Evidence::default() };
/// assert_eq!(diagnose(&evidence).findings[0].id, "auth-missing");
/// ```
#[must_use]
pub fn diagnose(evidence: &Evidence) -> Diagnosis {
    let mut examination = Examination::new(evidence);
    examination.read_answer();
    examination.lint();
    if !examination.lints.iter().any(|(weight, _)| *weight == Weight::Decides) {
        examination.compare_canonical_request();
        examination.compare_string_to_sign();
        examination.compare_signature();
        examination.compare_transit();
    }
    examination.conclude()
}

/// Takes a paste of several things apart, each for its field of the evidence. What is none of them is left out.
#[must_use]
pub fn recognise(text: &str) -> alloc::vec::Vec<Piece> {
    paste::pieces(text)
}

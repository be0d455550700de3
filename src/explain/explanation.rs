//! [`Explanation`]: every step as plain data.
#![deny(clippy::exhaustive_structs, reason = "a step that tells more breaks nobody")]

use crate::service::ServiceRules;
use alloc::string::String;
use alloc::vec::Vec;

/// Every step of signing one request. Holds no secret but, when asked for, the derived keys.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
#[non_exhaustive]
pub struct Explanation {
    /// `header` or `query`.
    pub placement: &'static str,
    /// The signing name of the service.
    pub service: String,
    /// The region.
    pub region: String,
    /// Which of the two the host told.
    pub inferred: Inferred,
    /// The rules that were followed.
    pub rules: ServiceRules,
    /// Step 1.
    pub canonical_request: CanonicalRequestExplanation,
    /// Step 2.
    pub string_to_sign: StringToSignExplanation,
    /// Step 3, when asked for.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub signing_key: Option<SigningKeyExplanation>,
    /// Step 4; `None` without a secret.
    pub signature: Option<String>,
    /// What is sent; `None` without a secret.
    pub result: Option<ResultExplanation>,
}

/// What the host told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Inferred {
    /// Whether the service was read off the host.
    pub service: bool,
    /// Whether the region was read off the host.
    pub region: bool,
}

/// A line of a protocol text, and which part of the text it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Line {
    /// The part's name.
    pub part: &'static str,
    /// The line without its newline.
    pub text: String,
}

/// Step 1 and its six parts.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
#[non_exhaustive]
pub struct CanonicalRequestExplanation {
    /// What is hashed.
    pub text: String,
    /// The hash of the text, in hex.
    pub sha256: String,
    /// The text's lines.
    pub lines: Vec<Line>,
    /// Part 1.
    pub method: String,
    /// Part 2.
    pub uri: UriExplanation,
    /// Part 3.
    pub query: QueryExplanation,
    /// Part 4.
    pub headers: HeadersExplanation,
    /// Part 5.
    pub signed_headers: String,
    /// Part 6.
    pub payload_hash: PayloadHashExplanation,
}

/// Part 2.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct UriExplanation {
    /// The path as given.
    pub raw: String,
    /// The canonical path.
    pub canonical: String,
    /// Its segments, those that were removed too.
    pub segments: Vec<Segment>,
}

/// A segment of the path.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Segment {
    /// As it was given.
    pub raw: String,
    /// What it became; empty when removed.
    pub canonical: String,
    /// Why, where it changed.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub note: Option<String>,
}

/// Part 3.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct QueryExplanation {
    /// The query as given.
    pub raw: String,
    /// The canonical query.
    pub canonical: String,
    /// Its parameters in canonical order.
    pub parameters: Vec<Parameter>,
    /// The pieces that are not in it.
    pub dropped: Vec<DroppedParameter>,
}

/// A query parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
#[non_exhaustive]
pub struct Parameter {
    /// As given; `None` when it was added.
    pub raw: Option<String>,
    /// The canonical, encoded name.
    pub name: String,
    /// The canonical, encoded value.
    pub value: String,
    /// The name, decoded for people.
    pub decoded_name: String,
    /// The value, decoded for people.
    pub decoded_value: String,
    /// `request` or `added`.
    pub origin: &'static str,
    /// Its place in the request's own query, from 0.
    pub given_at: Option<usize>,
    /// Whether sorting changed its place among the request's own; that others are added between them moves none.
    pub moved: bool,
    /// Why, where it changed or moved.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub note: Option<String>,
}

/// A piece of the query that is not signed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
#[non_exhaustive]
pub struct DroppedParameter {
    /// As given.
    pub raw: String,
    /// Its place in the request's own query, from 0.
    pub given_at: usize,
    /// Why.
    pub reason: &'static str,
}

/// Part 4.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct HeadersExplanation {
    /// The lines, each with its newline.
    pub canonical: String,
    /// In canonical order.
    pub signed: Vec<SignedHeader>,
    /// The given headers that are not signed.
    pub skipped: Vec<SkippedHeader>,
}

/// A signed header.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
#[non_exhaustive]
pub struct SignedHeader {
    /// In lower case.
    pub name: String,
    /// As given; as `name` when it was added.
    pub raw_name: String,
    /// As given, in order; empty when it was added.
    pub raw_values: Vec<String>,
    /// The canonical value.
    pub value: String,
    /// `request` or `added`.
    pub origin: &'static str,
    /// Why, where it was added or changed.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub note: Option<String>,
}

/// A given header that is not signed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SkippedHeader {
    /// In lower case.
    pub name: String,
    /// Why.
    pub reason: &'static str,
}

/// Part 6.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PayloadHashExplanation {
    /// The payload line.
    pub value: String,
    /// Why it is that.
    pub why: &'static str,
}

/// Step 2.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
#[non_exhaustive]
pub struct StringToSignExplanation {
    /// What is signed.
    pub text: String,
    /// The text's lines.
    pub lines: Vec<Line>,
    /// Line 1.
    pub algorithm: &'static str,
    /// Line 2.
    pub date_time: String,
    /// Line 3.
    pub credential_scope: String,
    /// Line 4.
    pub canonical_request_hash: String,
}

/// Step 3: secret keys, in hex.
#[derive(Clone)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
#[non_exhaustive]
pub struct SigningKeyExplanation {
    /// HMAC of the day with `AWS4` and the secret.
    pub k_date: String,
    /// HMAC of the region with the one before.
    pub k_region: String,
    /// HMAC of the service with the one before.
    pub k_service: String,
    /// HMAC of `aws4_request` with the one before.
    pub k_signing: String,
}

impl core::fmt::Debug for SigningKeyExplanation {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SigningKeyExplanation(..)")
    }
}

/// What is sent.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
#[non_exhaustive]
pub struct ResultExplanation {
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The URL in pieces: `endpoint`, `uri`, `query`, or the name of a parameter that presigning added.
    pub url_parts: Vec<UrlPart>,
    /// The headers, in lower case, without Host.
    #[cfg_attr(feature = "serde", serde(serialize_with = "super::trace::as_map"))]
    pub headers: Vec<(String, String)>,
    /// The Authorization header, by header.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub authorization: Option<String>,
    /// When a presigned URL stops working, in ISO 8601.
    pub expires_at: Option<String>,
    /// A command that sends it.
    pub curl: String,
    /// JavaScript that sends it.
    pub fetch: String,
}

/// A piece of the URL.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct UrlPart {
    /// What the piece is.
    pub part: String,
    /// The piece, with the separator before it.
    pub text: String,
}

//! [`explain`]: the one path of [`sign`](crate::Signer::sign), with what each step started from and why it became what it is.

mod explanation;
mod notes;
mod send;
mod trace;

pub use explanation::{
    CanonicalRequestExplanation, DroppedParameter, Explanation, HeadersExplanation, Inferred, Line,
    Parameter, PayloadHashExplanation, QueryExplanation, ResultExplanation, Segment, SignedHeader,
    SigningKeyExplanation, SkippedHeader, StringToSignExplanation, UriExplanation, UrlPart,
};

use crate::error::Error;
use crate::kept::Kept;
use crate::key::{KeyChain, SigningKey};
use crate::placement::Placement;
use crate::request::Request;
use crate::sha256::hex_text;
use crate::sign::{SignParams, Signer, Workspace};
use crate::string_to_sign::AWS4_HMAC_SHA256;
use crate::text::slice;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

/// Whether the derived keys are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// They stay inside.
    Hidden,
    /// For teaching and debugging.
    Shown,
}

/// Signs as [`Signer::sign`] does, by the same code, and tells every step. Without a secret, steps 1 and 2.
///
/// ```
/// use sigv4_wasm::explain::{Keys, explain};
/// use sigv4_wasm::{AmzDate, Credentials, Placement, Request, SignParams, Signer, Workspace};
///
/// let signer = Signer::new(Credentials::without_secret("AKIDEXAMPLE")?);
/// let params = SignParams::new(AmzDate::parse("20150830T123600Z")?, Placement::Header);
/// let request = Request::get("https://my-bucket.s3.eu-west-1.amazonaws.com/alpha!soup/");
/// let explanation = explain(&signer, &request, &params, Keys::Hidden, &mut Workspace::default())?;
/// assert_eq!(explanation.canonical_request.uri.segments[0].canonical, "alpha%21soup");
/// assert_eq!(explanation.signature, None);
/// # Ok::<(), sigv4_wasm::Error>(())
/// ```
///
/// # Errors
/// Those of [`Signer::sign`].
pub fn explain(
    signer: &Signer,
    request: &Request<'_>,
    params: &SignParams<'_>,
    keys: Keys,
    workspace: &mut Workspace,
) -> Result<Explanation, Error> {
    let identity = &signer.identity;
    let mut trace = trace::Trace::default();
    let Workspace { origins, buffers, .. } = workspace;
    let target = identity.target(request, params, origins)?;
    let mut kept = Kept::of(&target.scope)?;
    let parts =
        identity.canonical_request(&target, request, params, &mut kept, buffers, &mut trace)?;
    let hash = buffers.canonical_request.hash();
    let canonical_text = buffers.canonical_request.as_str();
    kept.string_to_sign.set_hash(&hash);
    let hash = hex_text(&hash);
    let text = |range: &Range<usize>| -> String { slice(canonical_text, range.clone()).into() };
    let (query_parameters, dropped) = trace.query();
    let canonical_request = CanonicalRequestExplanation {
        text: canonical_text.into(),
        sha256: hash.into(),
        lines: lines_of(canonical_text, |line, count| match line {
            0 => "method",
            1 => "uri",
            2 => "query",
            _ if line + 1 == count => "payloadHash",
            _ if line + 2 == count => "signedHeaders",
            _ => "headers",
        }),
        method: target.method.into(),
        uri: UriExplanation {
            raw: target.path.into(),
            canonical: text(&parts.uri),
            segments: trace.segments(target.path, &target.rules),
        },
        query: QueryExplanation {
            raw: target.query.into(),
            canonical: text(&parts.query),
            parameters: query_parameters,
            dropped,
        },
        headers: HeadersExplanation {
            canonical: text(&parts.headers),
            signed: trace.signed,
            skipped: trace.skipped,
        },
        signed_headers: text(&parts.signed_headers),
        payload_hash: PayloadHashExplanation {
            value: text(&parts.payload_hash),
            why: trace.payload,
        },
    };
    let string_to_sign = kept.string_to_sign.as_str();
    let names = ["algorithm", "dateTime", "credentialScope", "canonicalRequestHash"];
    let string_to_sign_explanation = StringToSignExplanation {
        text: string_to_sign.into(),
        lines: lines_of(string_to_sign, |line, _| names.get(line).copied().unwrap_or_default()),
        algorithm: AWS4_HMAC_SHA256,
        date_time: target.scope.date().as_str().into(),
        credential_scope: target.scope.to_string(),
        canonical_request_hash: hash.into(),
    };
    let (mut signing_key, mut signature, mut result) = (None, None, None);
    if let Some(secret) = identity.credentials.secret_access_key() {
        let chain = KeyChain::derive(secret, target.scope.names());
        let made = SigningKey::of(&chain).sign(string_to_sign);
        identity.finish(&target, &parts, &made, buffers)?;
        signature = Some(String::from_utf8_lossy(&made).into_owned());
        result = Some(send::result(&target, request, params.placement, buffers));
        signing_key = (keys == Keys::Shown).then(|| SigningKeyExplanation {
            k_date: hex::encode(chain.k_date),
            k_region: hex::encode(chain.k_region),
            k_service: hex::encode(chain.k_service),
            k_signing: hex::encode(chain.k_signing),
        });
    }
    let (region, service) = identity.given_names(params.region, params.service);
    Ok(Explanation {
        placement: match params.placement {
            Placement::Header => "header",
            Placement::Query { .. } => "query",
        },
        service: target.scope.service().into(),
        region: target.scope.region().into(),
        inferred: Inferred { service: service.is_none(), region: region.is_none() },
        rules: target.rules,
        canonical_request,
        string_to_sign: string_to_sign_explanation,
        signing_key,
        signature,
        result,
    })
}

fn lines_of(text: &str, part: impl Fn(usize, usize) -> &'static str) -> Vec<Line> {
    let count = text.split('\n').count();
    let line = |(place, line): (usize, &str)| Line { part: part(place, count), text: line.into() };
    text.split('\n').enumerate().map(line).collect()
}

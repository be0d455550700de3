//! Step 1: the canonical request, in its six parts.
//!
//! IAM User Guide, "Create a signed AWS API request", step 1:
//! `method \n uri \n query \n headers \n signed headers \n payload hash`.

pub(crate) mod added_headers;
pub mod header_choice;
pub(crate) mod header_value;
pub mod headers;
pub mod payload;
pub(crate) mod presign;
pub mod query;
pub mod uri;

use crate::error::Error;
use crate::identity::{Identity, Target};
use crate::kept::Kept;
use crate::placement::Placement;
use crate::record::Recorder;
use crate::request::{Body, Request};
use crate::sign::{Buffers, SignParams};
use crate::text::{push, set, slice};
use added_headers::AddedHeaders;
use alloc::string::String;
use core::ops::Range;
use payload::{PayloadReason, payload_hash};
use query::push_canonical_query;
use uri::{push_canonical_uri, push_wire_path};

/// A canonical request, by where its parts lie in its text behind the method.
pub(crate) struct CanonicalRequest {
    pub(crate) uri: Range<usize>,
    pub(crate) query: Range<usize>,
    pub(crate) headers: Range<usize>,
    pub(crate) signed_headers: Range<usize>,
    pub(crate) payload_hash: Range<usize>,
    /// Where the payload line lies, if the next request may differ in it alone.
    pub(crate) payload_line: Option<usize>,
}

impl Identity {
    /// Writes the canonical request, and the URL to send but for its signature.
    pub(crate) fn canonical_request<R: Recorder>(
        &self,
        target: &Target<'_>,
        request: &Request<'_>,
        params: &SignParams<'_>,
        kept: &mut Kept,
        buffers: &mut Buffers,
        recorder: &mut R,
    ) -> Result<CanonicalRequest, Error> {
        let Target { method, origin, path, query, scope, rules, placement } = target;
        let Buffers { segments, parameters, headers, canonical_request, url: sent_url, sent } =
            buffers;
        let (payload, reason) = payload_hash(request, *placement, rules.payload)?;
        recorder.payload(reason);
        let by_header = *placement == Placement::Header;
        let added = AddedHeaders {
            host: origin.host_and_port(),
            default_port: origin.default_port(),
            date_time: scope.date().as_str(),
            content_sha256: (by_header && rules.content_sha256_header).then_some(payload.as_str()),
            session_token: self.credentials.session_token(),
            session_token_name: rules.session_token_name,
            sign_session_token: rules.sign_session_token,
            placement: *placement,
        };
        headers.prepare(request.headers, &added, params.headers, recorder)?;
        let presign = match placement {
            Placement::Header => "",
            Placement::Query { .. } => {
                let names = &headers.signed_headers;
                kept.presign.of(&self.credentials, scope, rules, *placement, names)
            }
        };

        set(sent_url, &[origin.sent()]);
        let out = canonical_request.start();
        push(out, method);
        out.push('\n');
        let uri = if rules.double_encode_path {
            let start = sent_url.len();
            push_wire_path(sent_url, path);
            let path = slice(sent_url, start..sent_url.len());
            part(out, |out| push_canonical_uri(out, path, rules, segments, recorder))
        } else {
            let uri = part(out, |out| push_canonical_uri(out, path, rules, segments, recorder));
            push(sent_url, slice(out, uri.clone()));
            uri
        };
        let query =
            part(out, |out| push_canonical_query(out, query, presign, parameters, recorder));
        if !query.is_empty() {
            sent_url.push('?');
            push(sent_url, slice(out, query.clone()));
        }
        let given = request.headers;
        let headers_part = part(out, |out| headers.push_canonical(out, given, &added, recorder));
        let signed_headers = part(out, |out| push(out, &headers.signed_headers));
        let payload_hash = part(out, |out| push(out, payload.as_str()));
        out.pop();
        sent.text.clear();
        headers.push_sent(sent, given, &added);
        // A given `x-amz-content-sha256` is the payload line, and then not the body.
        let is_hashed =
            matches!(request.body, Body::Hashed(_)) && reason == PayloadReason::Body && by_header;
        let payload_line =
            (is_hashed && added.content_sha256.is_none()).then_some(payload_hash.start);
        Ok(CanonicalRequest {
            uri,
            query,
            headers: headers_part,
            signed_headers,
            payload_hash,
            payload_line,
        })
    }
}

/// Appends one part of the canonical request and the newline behind it.
fn part(out: &mut String, push_part: impl FnOnce(&mut String)) -> Range<usize> {
    let start = out.len();
    push_part(out);
    let end = out.len();
    out.push('\n');
    start..end
}

//! The one path from a [`Request`] to a [`Signed`] one, by header or by query.

use crate::canonical::headers::{
    AUTHORIZATION, AddedHeaders, CanonicalHeaders, HeaderChoice, SentHeaders, X_AMZ_DATE,
    given_value,
};
use crate::canonical::payload::payload_hash;
use crate::canonical::presign::PresignParameters;
use crate::canonical::query::CanonicalQuery;
use crate::canonical::uri::{Segments, push_canonical_uri, push_wire_path};
use crate::credentials::Credentials;
use crate::encode::{STRICT, push_encoded};
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind};
use crate::explain::Inferred;
use crate::key::{KeyCache, sha256_hex};
use crate::placement::Placement;
use crate::record::Recorder;
use crate::request::{Request, Url};
use crate::scope::CredentialScope;
use crate::service::{RulesOverride, ServiceRules};
use crate::string_to_sign::{AWS4_HMAC_SHA256, StringToSign};
use crate::text::push_lower;
use crate::time::AmzDate;
use alloc::string::String;
use core::ops::Range;

/// The longest URL that presigning emits.
const PRESIGNED_URL_LIMIT: usize = 128 << 10;

/// How one request is signed.
#[derive(Clone, Copy, Debug)]
pub struct SignParams<'a> {
    /// When; a given `x-amz-date` header wins.
    pub date: AmzDate,
    /// Where the signature goes.
    pub placement: Placement,
    /// Overrides the signer's region.
    pub region: Option<&'a str>,
    /// Overrides the signer's service.
    pub service: Option<&'a str>,
    /// Changes the signer's rules.
    pub rules: RulesOverride,
    /// Changes which given headers are signed.
    pub headers: HeaderChoice<'a>,
}

impl SignParams<'_> {
    /// All defaults.
    pub fn new(date: AmzDate, placement: Placement) -> Self {
        Self {
            date,
            placement,
            region: None,
            service: None,
            rules: RulesOverride::default(),
            headers: HeaderChoice::default(),
        }
    }
}

/// Signs requests with one set of credentials.
///
/// Region and service are inferred from each request's host unless they are given here or in the [`SignParams`].
#[derive(Debug)]
pub struct Signer {
    pub(crate) identity: Identity,
    pub(crate) keys: KeyCache,
}

/// Who signs, and for what by default.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) credentials: Credentials,
    region: Option<String>,
    service: Option<String>,
    rules: RulesOverride,
}

/// Buffers that are used again for each request, so that signing allocates nothing.
#[derive(Default)]
pub struct Workspace {
    /// In lower case, without port.
    pub(crate) host: String,
    pub(crate) buffers: Buffers,
}

#[derive(Default)]
pub(crate) struct Buffers {
    host_and_port: String,
    wire_path: String,
    segments: Segments,
    headers: CanonicalHeaders,
    query: CanonicalQuery,
    presign: PresignParameters,
    pub(crate) canonical_request: String,
    pub(crate) string_to_sign: StringToSign,
    pub(crate) url: String,
    sent: SentHeaders,
}

/// Steps 1 and 2: all that is known without the secret.
pub(crate) struct Prepared<'a> {
    pub(crate) method: &'a str,
    pub(crate) url: Url<'a>,
    pub(crate) scope: CredentialScope<'a>,
    pub(crate) rules: ServiceRules,
    placement: Placement,
    pub(crate) parts: Parts,
    pub(crate) canonical_request_hash: [u8; 64],
}

impl Prepared<'_> {
    /// Step 2: the string to sign.
    pub(crate) fn hashed(&mut self, canonical_request_hash: &[u8; 64], buffers: &mut Buffers) {
        self.canonical_request_hash = *canonical_request_hash;
        let hash = core::str::from_utf8(canonical_request_hash).unwrap_or_default();
        buffers.string_to_sign.set(&self.scope, hash);
    }
}

/// Where the parts of the canonical request lie in its text, behind the method.
pub(crate) struct Parts {
    pub(crate) uri: Range<usize>,
    pub(crate) query: Range<usize>,
    pub(crate) headers: Range<usize>,
    pub(crate) signed_headers: Range<usize>,
    pub(crate) payload_hash: Range<usize>,
}

/// A signed request, and what was signed. Lives in the [`Workspace`].
pub struct Signed<'w> {
    method: Range<usize>,
    signature: [u8; 64],
    date: AmzDate,
    buffers: &'w Buffers,
}

impl Signer {
    /// A signer that infers region and service from each request's host.
    pub fn new(credentials: Credentials) -> Self {
        let identity =
            Identity { credentials, region: None, service: None, rules: RulesOverride::default() };
        Self { identity, keys: KeyCache::default() }
    }

    /// The same with a region for every request.
    pub fn with_region(mut self, region: &str) -> Self {
        self.identity.region = Some(region.into());
        self
    }

    /// The same with a service for every request.
    pub fn with_service(mut self, service: &str) -> Self {
        self.identity.service = Some(service.into());
        self
    }

    /// The same with other rules than those of the service.
    pub fn with_rules(mut self, rules: RulesOverride) -> Self {
        self.identity.rules = rules;
        self
    }

    /// Signs a request.
    ///
    /// # Errors
    /// Whatever in the request, the parameters or the credentials cannot be signed as it was asked for.
    pub fn sign<'w>(
        &mut self,
        request: &Request<'_>,
        params: &SignParams<'_>,
        workspace: &'w mut Workspace,
    ) -> Result<Signed<'w>, Error> {
        let Self { identity, keys } = self;
        let secret = identity.secret_access_key()?;
        let Workspace { host, buffers } = workspace;
        let prepared = identity.prepare(request, params, host, buffers, &mut ())?;
        let key = keys.key(secret, &prepared.scope);
        let signature = key.sign(buffers.string_to_sign.as_str());
        identity.finish(&prepared, request, &signature, buffers)?;
        let (method, date) = (0..prepared.method.len(), *prepared.scope.date());
        Ok(Signed { method, signature, date, buffers })
    }

    /// Hex HMAC of any text with the signing key, for protocols of your own.
    ///
    /// # Errors
    /// [`ErrorKind::RegionUnknown`] and [`ErrorKind::ServiceUnknown`] when neither the signer nor the call names them.
    pub fn sign_string(
        &mut self,
        text: &str,
        date: AmzDate,
        region: Option<&str>,
        service: Option<&str>,
    ) -> Result<[u8; 64], Error> {
        let Self { identity, keys } = self;
        let scope = identity.scope_without_host(date, region, service)?;
        Ok(keys.key(identity.secret_access_key()?, &scope).sign(text))
    }
}

impl Identity {
    pub(crate) fn secret_access_key(&self) -> Result<&str, Error> {
        Ok(self.credentials.secret_access_key().ok_or(ErrorKind::CredentialsInvalid)?)
    }

    /// Which of the two the host has to tell.
    pub(crate) fn inferred(&self, params: &SignParams<'_>) -> Inferred {
        Inferred {
            service: params.service.is_none() && self.service.is_none(),
            region: params.region.is_none() && self.region.is_none(),
        }
    }

    pub(crate) fn scope_without_host<'a>(
        &'a self,
        date: AmzDate,
        region: Option<&'a str>,
        service: Option<&'a str>,
    ) -> Result<CredentialScope<'a>, Error> {
        let region = region.or(self.region.as_deref()).ok_or(ErrorKind::RegionUnknown)?;
        let service = service.or(self.service.as_deref()).ok_or(ErrorKind::ServiceUnknown)?;
        CredentialScope::new(date, region, service)
    }

    fn scope<'a>(
        &'a self,
        params: &SignParams<'a>,
        host: &'a str,
        date: AmzDate,
    ) -> Result<CredentialScope<'a>, Error> {
        let given =
            (params.region.or(self.region.as_deref()), params.service.or(self.service.as_deref()));
        if let (Some(region), Some(service)) = given {
            return CredentialScope::new(date, region, service);
        }
        let inferred = Endpoint::from_host(host);
        let unknown = |kind| Error::with_value(kind, host);
        let service =
            given.1.or(inferred.service).ok_or_else(|| unknown(ErrorKind::ServiceUnknown))?;
        let region =
            given.0.or(inferred.region).ok_or_else(|| unknown(ErrorKind::RegionUnknown))?;
        CredentialScope::new(date, region, service)
    }

    /// Steps 1 and 2: the canonical request and the string to sign.
    pub(crate) fn prepare<'a, R: Recorder>(
        &'a self,
        request: &Request<'a>,
        params: &SignParams<'a>,
        host: &'a mut String,
        buffers: &mut Buffers,
        recorder: &mut R,
    ) -> Result<Prepared<'a>, Error> {
        let mut prepared = self.canonicalize(request, params, host, buffers, recorder)?;
        prepared.hashed(&sha256_hex(buffers.canonical_request.as_bytes()), buffers);
        Ok(prepared)
    }

    /// Step 1: the canonical request.
    pub(crate) fn canonicalize<'a, R: Recorder>(
        &'a self,
        request: &Request<'a>,
        params: &SignParams<'a>,
        host: &'a mut String,
        buffers: &mut Buffers,
        recorder: &mut R,
    ) -> Result<Prepared<'a>, Error> {
        let method = request.method()?;
        let url = Url::split(request.url)?;
        buffers.host_and_port.clear();
        url.push_host_and_port(&mut buffers.host_and_port);
        host.clear();
        host.push_str(buffers.host_and_port.get(..url.host.len()).unwrap_or_default());
        let date = match given_value(request.headers, X_AMZ_DATE) {
            Some(given) => AmzDate::parse(given)?,
            None => params.date,
        };
        let scope = self.scope(params, host, date)?;
        let rules = params.rules.apply(self.rules.apply(ServiceRules::of(scope.service())));
        let placement = params.placement;

        let (payload, reason) = payload_hash(request, placement, rules.presigned_payload)?;
        recorder.payload(reason);
        let by_header = placement == Placement::Header;
        let added = AddedHeaders {
            host: &buffers.host_and_port,
            default_port: url.default_port(),
            date_time: date.as_str(),
            content_sha256: (by_header && rules.content_sha256_header).then_some(payload.as_str()),
            session_token: self.credentials.session_token(),
            session_token_name: rules.session_token_name,
            sign_session_token: rules.sign_session_token,
        };
        let headers = &mut buffers.headers;
        headers.prepare(request.headers, &added, params.headers, placement, recorder)?;

        let (query, presign) = (&mut buffers.query, &mut buffers.presign);
        query.set(url.query, !by_header, recorder);
        if by_header {
            presign.clear();
        } else {
            let signed_headers = &headers.signed_headers;
            presign.set(&self.credentials, &scope, &rules, placement, signed_headers);
        }

        let path = if rules.double_encode_path {
            buffers.wire_path.clear();
            push_wire_path(&mut buffers.wire_path, url.path);
            buffers.wire_path.as_str()
        } else {
            url.path
        };
        let out = &mut buffers.canonical_request;
        out.clear();
        out.push_str(method);
        out.push('\n');
        let segments = &mut buffers.segments;
        let uri = part(out, |out| push_canonical_uri(out, path, &rules, segments, recorder));
        let query = part(out, |out| query.push_canonical(out, url.query, presign, recorder));
        let headers_part = part(out, |out| headers.push_canonical(out, request.headers, recorder));
        let signed_headers = part(out, |out| out.push_str(&headers.signed_headers));
        let payload_hash = part(out, |out| out.push_str(payload.as_str()));
        out.pop();
        let parts = Parts { uri, query, headers: headers_part, signed_headers, payload_hash };

        let canonical_request_hash = [0; 64];
        Ok(Prepared { method, url, scope, rules, placement, parts, canonical_request_hash })
    }

    /// Step 4: the signature's place in what is sent.
    pub(crate) fn finish(
        &self,
        prepared: &Prepared<'_>,
        request: &Request<'_>,
        signature: &[u8; 64],
        buffers: &mut Buffers,
    ) -> Result<(), Error> {
        let Buffers { canonical_request, url: out, sent, .. } = buffers;
        let signature = core::str::from_utf8(signature).unwrap_or_default();
        let text = |range: &Range<usize>| canonical_request.get(range.clone()).unwrap_or_default();
        let Prepared { url, parts, rules, .. } = prepared;

        out.clear();
        push_lower(out, url.scheme);
        out.push_str("://");
        out.push_str(&buffers.host_and_port);
        out.push_str(if rules.double_encode_path { &buffers.wire_path } else { text(&parts.uri) });
        if !parts.query.is_empty() {
            out.push('?');
            out.push_str(text(&parts.query));
        }
        sent.clear();
        buffers.headers.push_sent(sent, request.headers, prepared.placement);
        match prepared.placement {
            Placement::Header => sent.push(AUTHORIZATION, |out| {
                out.push_str(AWS4_HMAC_SHA256);
                out.push_str(" Credential=");
                out.push_str(self.credentials.access_key_id());
                out.push('/');
                prepared.scope.push_to(out, "/");
                out.push_str(", SignedHeaders=");
                out.push_str(text(&parts.signed_headers));
                out.push_str(", Signature=");
                out.push_str(signature);
            }),
            Placement::Query { .. } => {
                out.push_str("&X-Amz-Signature=");
                out.push_str(signature);
                if let Some(token) = self.credentials.session_token()
                    && !rules.sign_session_token
                {
                    out.push('&');
                    out.push_str(rules.session_token_name);
                    out.push('=');
                    push_encoded(out, token, STRICT);
                }
                if out.len() > PRESIGNED_URL_LIMIT {
                    return Err(ErrorKind::UrlTooLong.into());
                }
            }
        }
        Ok(())
    }
}

/// Appends one part of the canonical request and the newline behind it.
fn part(out: &mut String, push: impl FnOnce(&mut String)) -> Range<usize> {
    let start = out.len();
    push(out);
    let end = out.len();
    out.push('\n');
    start..end
}

impl Buffers {
    /// The headers to send.
    pub(crate) fn sent(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sent.iter()
    }
}

impl Signed<'_> {
    /// The method to send.
    pub fn method(&self) -> &str {
        self.buffers.canonical_request.get(self.method.clone()).unwrap_or_default()
    }

    /// The URL to send: what was signed.
    pub fn url(&self) -> &str {
        &self.buffers.url
    }

    /// The headers to send, in lower case, sorted, without Host, which clients set themselves. By header with
    /// `authorization`; by query those that must be sent with the URL.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.buffers.sent()
    }

    /// 64 hex digits.
    pub fn signature(&self) -> &str {
        core::str::from_utf8(&self.signature).unwrap_or_default()
    }

    /// The time of the signature: the parameter's, or a given `x-amz-date`.
    pub fn date(&self) -> &AmzDate {
        &self.date
    }

    /// What was hashed.
    pub fn canonical_request(&self) -> &str {
        &self.buffers.canonical_request
    }

    /// What was signed.
    pub fn string_to_sign(&self) -> &str {
        self.buffers.string_to_sign.as_str()
    }
}

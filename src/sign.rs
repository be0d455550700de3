//! The one path from a [`Request`] to a [`Signed`] one, by header or by query.

use crate::canonical::CanonicalRequest;
use crate::canonical::header_choice::HeaderChoice;
use crate::canonical::headers::{AUTHORIZATION, CanonicalHeaders, GivenHeader};
use crate::canonical::presign::push_session_token;
use crate::canonical::query::Parameters;
use crate::canonical::uri::Segments;
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind};
use crate::identity::{Identity, Target};
use crate::kept::Scopes;
use crate::origin::Origins;
use crate::path_line::PathLine;
use crate::placement::Placement;
use crate::request::Request;
use crate::scope::{check_region, check_service};
use crate::sent_headers::SentHeaders;
use crate::service::{RulesOverride, ServiceRules};
use crate::sha256::{AlikeText, Hex, hex_text};
use crate::signed::Signed;
use crate::string_to_sign::AWS4_HMAC_SHA256;
use crate::text::{push, slice};
use crate::time::AmzDate;
#[cfg(feature = "wasm")]
use crate::wipe::wipe_text;
use alloc::string::String;
use core::fmt;

/// The longest URL that presigning emits.
pub(crate) const PRESIGNED_URL_LIMIT: usize = 128 << 10;

/// The parameter at the end of a presigned URL.
pub(crate) const SIGNATURE: &str = "&X-Amz-Signature=";

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
    pub(crate) scopes: Scopes,
}

/// Buffers that are used again for each request, so that signing allocates nothing.
#[derive(Default)]
pub struct Workspace {
    pub(crate) origins: Origins,
    pub(crate) buffers: Buffers,
    pub(crate) path_line: PathLine,
}

/// What was signed may hold a session token.
impl fmt::Debug for Workspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Workspace(..)")
    }
}

#[derive(Default)]
pub(crate) struct Buffers {
    pub(crate) segments: Segments,
    pub(crate) parameters: Parameters,
    pub(crate) headers: CanonicalHeaders,
    pub(crate) canonical_request: AlikeText,
    pub(crate) url: String,
    pub(crate) sent: SentHeaders,
}

#[cfg(feature = "wasm")]
impl Workspace {
    /// Wipes what may hold a session token. What is signed next starts from nothing.
    pub(crate) fn wipe(&mut self) {
        let Buffers { parameters, canonical_request, url, sent, .. } = &mut self.buffers;
        canonical_request.wipe();
        wipe_text(&mut parameters.encoded);
        wipe_text(url);
        wipe_text(&mut sent.text);
        self.path_line.wipe();
    }
}

impl Signer {
    /// A signer that infers region and service from each request's host.
    pub fn new(credentials: Credentials) -> Self {
        let identity =
            Identity { credentials, region: None, service: None, rules: RulesOverride::default() };
        Self { identity, scopes: Scopes::default() }
    }

    /// The same with all that is for every request.
    #[cfg(any(feature = "wasm", feature = "inspect"))]
    pub(crate) fn of(
        credentials: Credentials,
        region: Option<&str>,
        service: Option<&str>,
        rules: RulesOverride,
    ) -> Result<Self, Error> {
        region.map_or(Ok(()), check_region)?;
        service.map_or(Ok(()), check_service)?;
        let [region, service] = [region, service].map(|name| name.map(String::from));
        let identity = Identity { credentials, region, service, rules };
        Ok(Self { identity, scopes: Scopes::default() })
    }

    /// The same with a region for every request.
    ///
    /// # Errors
    /// [`ErrorKind::RegionInvalid`] for what cannot stand in a credential scope, or is the secret.
    pub fn with_region(mut self, region: &str) -> Result<Self, Error> {
        check_region(region)?;
        self.identity.region = Some(region.into());
        Ok(self)
    }

    /// The same with a service for every request.
    ///
    /// # Errors
    /// [`ErrorKind::ServiceInvalid`] for what cannot stand in a credential scope, or is the secret.
    pub fn with_service(mut self, service: &str) -> Result<Self, Error> {
        check_service(service)?;
        self.identity.service = Some(service.into());
        Ok(self)
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
        &'w mut self,
        request: &Request<'w>,
        params: &SignParams<'w>,
        workspace: &'w mut Workspace,
    ) -> Result<Signed<'w>, Error> {
        let Self { identity, scopes } = self;
        let secret = identity.secret_access_key()?;
        let Workspace { origins, buffers, path_line } = workspace;
        path_line.forget();
        let target = identity.target(request, params, origins)?;
        let kept = scopes.enter(&target.scope)?;
        let parts = identity.canonical_request(&target, request, params, kept, buffers, &mut ())?;
        path_line.keep(request.url, &target, &parts, buffers);
        let signature = kept.sign(&mut buffers.canonical_request, secret);
        identity.finish(&target, &parts, &signature, buffers)?;
        Ok(Signed {
            method: target.method,
            signature,
            date: *target.scope.date(),
            given: buffers.sent_as_given(request.headers),
            buffers,
            string_to_sign: kept.string_to_sign.as_str(),
            payload_line: parts.payload_line,
        })
    }

    /// Hex HMAC of any text with the signing key, for protocols of your own.
    ///
    /// ```
    /// use sigv4_wasm::{AmzDate, Credentials, Signer};
    ///
    /// // A policy for uploads by POST, in base64.
    /// let mut signer = Signer::new(Credentials::new("AKIDEXAMPLE", "secret")?);
    /// let date = AmzDate::parse("20150830T123600Z")?;
    /// let signature = signer.sign_string("eyAiZXhwaXJhdGlvbiI6IOKApg==", date, Some("us-east-1"), Some("s3"))?;
    /// assert_eq!(String::from_utf8_lossy(&signature).len(), 64);
    /// # Ok::<(), sigv4_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::RegionUnknown`] and [`ErrorKind::ServiceUnknown`] when neither the signer nor the call names them,
    /// [`ErrorKind::RegionInvalid`] and [`ErrorKind::ServiceInvalid`] for names that would end their part of the scope, and
    /// [`ErrorKind::CredentialsInvalid`] without a secret.
    pub fn sign_string(
        &mut self,
        text: &str,
        date: AmzDate,
        region: Option<&str>,
        service: Option<&str>,
    ) -> Result<Hex, Error> {
        let Self { identity, scopes } = self;
        let scope = identity.scope_without_host(date, region, service)?;
        let secret = identity.secret_access_key()?;
        Ok(scopes.enter(&scope)?.key(secret).sign(text))
    }
}

impl Identity {
    /// Step 4: the signature's place in what is sent.
    pub(crate) fn finish(
        &self,
        target: &Target<'_>,
        parts: &CanonicalRequest,
        signature: &Hex,
        buffers: &mut Buffers,
    ) -> Result<(), Error> {
        let signature = hex_text(signature);
        match target.placement {
            Placement::Header => {
                buffers.sent.push_name(AUTHORIZATION);
                let out = &mut buffers.sent.text;
                push(out, AWS4_HMAC_SHA256);
                push(out, " Credential=");
                push(out, self.credentials.access_key_id());
                out.push('/');
                target.scope.push_to(out, "/");
                push(out, ", SignedHeaders=");
                push(out, slice(buffers.canonical_request.as_str(), parts.signed_headers.clone()));
                push(out, ", Signature=");
                push(out, signature);
                Ok(())
            }
            Placement::Query { .. } => {
                self.push_signature(&mut buffers.url, &target.rules, signature)
            }
        }
    }

    /// Ends a presigned URL.
    pub(crate) fn push_signature(
        &self,
        url: &mut String,
        rules: &ServiceRules,
        signature: &str,
    ) -> Result<(), Error> {
        push(url, SIGNATURE);
        push(url, signature);
        if !rules.sign_session_token {
            push_session_token(url, &self.credentials, rules);
        }
        if url.len() > PRESIGNED_URL_LIMIT {
            return Err(ErrorKind::UrlTooLong.into());
        }
        Ok(())
    }
}

impl Buffers {
    /// Those of the given headers that are sent exactly so: all or none.
    pub(crate) fn sent_as_given<'a, 'g>(
        &self,
        given: &'a [GivenHeader<'g>],
    ) -> &'a [GivenHeader<'g>] {
        if self.headers.sent_as_given { given } else { &[] }
    }
}

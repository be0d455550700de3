//! [`Identity`]: who signs; and [`Target`]: what, for which scope and by which rules.

use crate::canonical::headers::{X_AMZ_DATE, given_value};
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind};
use crate::origin::{Origin, Origins};
use crate::placement::Placement;
use crate::request::Request;
use crate::scope::CredentialScope;
use crate::service::{RulesOverride, ServiceRules};
use crate::sign::SignParams;
use crate::time::AmzDate;
use alloc::string::String;

/// Who signs, and for what by default.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) credentials: Credentials,
    pub(crate) region: Option<String>,
    pub(crate) service: Option<String>,
    pub(crate) rules: RulesOverride,
}

/// What a request is signed for, before anything is canonical.
pub(crate) struct Target<'a> {
    pub(crate) method: &'a str,
    pub(crate) origin: &'a Origin,
    /// As given.
    pub(crate) path: &'a str,
    /// As given.
    pub(crate) query: &'a str,
    pub(crate) scope: CredentialScope<'a>,
    pub(crate) rules: ServiceRules,
    pub(crate) placement: Placement,
}

impl Identity {
    pub(crate) fn secret_access_key(&self) -> Result<&str, Error> {
        Ok(self.credentials.secret_access_key().ok_or(ErrorKind::CredentialsInvalid)?)
    }

    /// Region and service of the call, else of the signer; the host has to tell the rest.
    pub(crate) fn given_names<'a>(
        &'a self,
        region: Option<&'a str>,
        service: Option<&'a str>,
    ) -> (Option<&'a str>, Option<&'a str>) {
        (region.or(self.region.as_deref()), service.or(self.service.as_deref()))
    }

    pub(crate) fn scope_without_host<'a>(
        &'a self,
        date: AmzDate,
        region: Option<&'a str>,
        service: Option<&'a str>,
    ) -> Result<CredentialScope<'a>, Error> {
        let (region, service) = self.given_names(region, service);
        let region = region.ok_or(ErrorKind::RegionUnknown)?;
        Ok(CredentialScope::of(date, region, service.ok_or(ErrorKind::ServiceUnknown)?))
    }

    /// What is to be signed, and for which scope.
    pub(crate) fn target<'a>(
        &'a self,
        request: &Request<'a>,
        params: &SignParams<'a>,
        origins: &'a mut Origins,
    ) -> Result<Target<'a>, Error> {
        let method = request.method()?;
        let (origin, path, query) = origins.read(request.url)?;
        let date = match given_value(request.headers, X_AMZ_DATE) {
            Some(given) => AmzDate::parse(given)?,
            None => params.date,
        };
        let (region, service) = self.given_names(params.region, params.service);
        if region.is_none() || service.is_none() {
            origin.infer();
        }
        let origin = &*origin;
        let unknown = |kind| Error::with_value(kind, origin.host());
        let told = origin.endpoint();
        let service = service.or(told.service).ok_or_else(|| unknown(ErrorKind::ServiceUnknown))?;
        let region = region.or(told.region).ok_or_else(|| unknown(ErrorKind::RegionUnknown))?;
        let scope = CredentialScope::of(date, region, service);
        let rules = params.rules.apply(self.rules.apply(ServiceRules::of_request(
            service,
            origin.host(),
            query,
        )));
        Ok(Target { method, origin, path, query, scope, rules, placement: params.placement })
    }
}

//! The query parameters that presigning adds.

use crate::credentials::Credentials;
use crate::encode::{STRICT, push_decimal, push_encoded};
use crate::placement::Placement;
use crate::scope::{CredentialScope, KeptScope};
use crate::service::ServiceRules;
use crate::string_to_sign::AWS4_HMAC_SHA256;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// The added parameters, encoded and sorted. They are the same for all URLs of one second, so they are kept.
#[derive(Default)]
pub(crate) struct PresignParameters {
    made_from: Sources,
    /// In canonical form, with `&` between them.
    pub(crate) text: String,
    places: Vec<Place>,
}

/// Everything that decides the text.
#[derive(Default)]
struct Sources {
    scope: KeptScope,
    placement: Option<Placement>,
    access_key_id: String,
    session_token: String,
    session_token_name: &'static str,
    signed_headers: String,
}

struct Place {
    name: Range<usize>,
    value: Range<usize>,
}

impl PresignParameters {
    /// Makes the parameters, unless they are those made last.
    pub(crate) fn set(
        &mut self,
        credentials: &Credentials,
        scope: &CredentialScope<'_>,
        rules: &ServiceRules,
        placement: Placement,
        signed_headers: &str,
    ) {
        let session_token = credentials.session_token().filter(|_| rules.sign_session_token);
        let session_token = session_token.unwrap_or_default();
        let Sources { scope: kept, .. } = &self.made_from;
        let is_known = self.made_from.placement == Some(placement)
            && self.made_from.access_key_id == credentials.access_key_id()
            && self.made_from.session_token == session_token
            && self.made_from.session_token_name == rules.session_token_name
            && self.made_from.signed_headers == signed_headers
            && kept.is(scope);
        if is_known {
            return;
        }
        self.clear();
        self.made_from.scope.keep(scope);
        self.made_from.placement = Some(placement);
        self.made_from.access_key_id.push_str(credentials.access_key_id());
        self.made_from.session_token.push_str(session_token);
        self.made_from.session_token_name = rules.session_token_name;
        self.made_from.signed_headers.push_str(signed_headers);

        // In canonical order.
        self.add("X-Amz-Algorithm", |out| out.push_str(AWS4_HMAC_SHA256));
        self.add("X-Amz-Credential", |out| {
            push_encoded(out, credentials.access_key_id(), STRICT);
            out.push_str("%2F");
            scope.push_to(out, "%2F");
        });
        self.add("X-Amz-Date", |out| out.push_str(scope.date().as_str()));
        if let Placement::Query { expires_in: Some(expires_in) } = placement {
            self.add("X-Amz-Expires", |out| push_decimal(out, expires_in.seconds()));
        }
        if !session_token.is_empty() {
            self.add(rules.session_token_name, |out| push_encoded(out, session_token, STRICT));
        }
        self.add("X-Amz-SignedHeaders", |out| push_encoded(out, signed_headers, STRICT));
    }

    /// No parameters: signing by header adds none.
    pub(crate) fn clear(&mut self) {
        let Sources { placement, access_key_id, session_token, signed_headers, .. } =
            &mut self.made_from;
        *placement = None;
        for text in [access_key_id, session_token, signed_headers, &mut self.text] {
            text.clear();
        }
        self.places.clear();
    }

    /// Names and values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let text = |place: &Range<usize>| self.text.get(place.clone()).unwrap_or_default();
        self.places.iter().map(move |place| (text(&place.name), text(&place.value)))
    }

    fn add(&mut self, name: &str, push_value: impl FnOnce(&mut String)) {
        let out = &mut self.text;
        if !out.is_empty() {
            out.push('&');
        }
        let start = out.len();
        out.push_str(name);
        let name = start..out.len();
        out.push('=');
        let start = out.len();
        push_value(out);
        self.places.push(Place { name, value: start..out.len() });
    }
}

//! What differs between services, as data.

use crate::text::{behind, pieces};

/// How one service differs from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct ServiceRules {
    /// Encode each path segment of the wire path once more.
    pub double_encode_path: bool,
    /// Remove dot segments and empty segments before encoding.
    pub normalize_path: bool,
    /// Add and sign `x-amz-content-sha256` when signing by header.
    pub content_sha256_header: bool,
    /// Sign the session token; otherwise it is appended after signing.
    pub sign_session_token: bool,
    /// What is signed of the body when the caller says nothing.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub payload: DefaultPayload,
    /// What carries the session token.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub session_token_name: SessionTokenName,
}

/// The query parameter, and in lower case the header, that carries the session token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionTokenName {
    /// Of all services but one.
    SecurityToken,
    /// Of sessions of directory buckets.
    S3SessionToken,
}

impl SessionTokenName {
    /// As it stands in a query.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SecurityToken => "X-Amz-Security-Token",
            Self::S3SessionToken => "X-Amz-S3session-Token",
        }
    }
}

/// The payload line by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultPayload {
    /// SHA-256 of the body that the caller gave, of the empty string without one.
    Body,
    /// `UNSIGNED-PAYLOAD` in presigned URLs, elsewhere SHA-256 of the body.
    UnsignedInUrls,
    /// SHA-256 of the empty string in presigned URLs, whatever the caller gave, elsewhere of the body.
    EmptyInUrls,
    /// `UNSIGNED-PAYLOAD`
    Unsigned,
}

/// Every service that is not named below.
pub const DEFAULT: ServiceRules = ServiceRules {
    double_encode_path: true,
    normalize_path: true,
    content_sha256_header: false,
    sign_session_token: true,
    payload: DefaultPayload::Body,
    session_token_name: SessionTokenName::SecurityToken,
};

/// Amazon S3 API Reference, "Authenticating Requests (AWS Signature Version 4)": the key is encoded once, as it is.
pub const S3: ServiceRules = ServiceRules {
    double_encode_path: false,
    normalize_path: false,
    content_sha256_header: true,
    payload: DefaultPayload::UnsignedInUrls,
    ..DEFAULT
};

/// Amazon S3 User Guide, "Directory buckets": the token of a bucket's session has a name of its own.
pub const S3_EXPRESS: ServiceRules =
    ServiceRules { session_token_name: SessionTokenName::S3SessionToken, ..S3 };

/// AWS IoT Core Developer Guide, "MQTT over WebSocket": the token is added to the URL after it is signed.
pub const IOT_DEVICE_GATEWAY: ServiceRules =
    ServiceRules { sign_session_token: false, payload: DefaultPayload::EmptyInUrls, ..DEFAULT };

/// Amazon OpenSearch Service Developer Guide, "Signing HTTP requests" to Serverless: it wants to see the payload's hash.
pub const OPENSEARCH_SERVERLESS: ServiceRules =
    ServiceRules { content_sha256_header: true, ..DEFAULT };

/// Amazon VPC Lattice User Guide, "SIGv4 authenticated requests": it takes no signed payload, and wants to see that.
pub const VPC_LATTICE: ServiceRules =
    ServiceRules { payload: DefaultPayload::Unsigned, ..OPENSEARCH_SERVERLESS };

impl ServiceRules {
    /// The rules of a service, by its signing name.
    pub fn of(service: &str) -> Self {
        match service {
            "s3" | "s3-outposts" | "s3-object-lambda" => S3,
            "s3express" => S3_EXPRESS,
            "iotdevicegateway" => IOT_DEVICE_GATEWAY,
            "aoss" => OPENSEARCH_SERVERLESS,
            "vpc-lattice-svcs" => VPC_LATTICE,
            _ => DEFAULT,
        }
    }

    /// Those of a request to a host. The control plane of directory buckets and CreateSession, which is `GET /?session`,
    /// take the account's token.
    pub(crate) fn of_request(service: &str, host: &str, query: &str) -> Self {
        let mut rules = Self::of(service);
        let asks = |piece| {
            let rest = behind(piece, "session").map(|rest| rest.as_bytes().first());
            matches!(rest, Some(None | Some(b'=')))
        };
        let by_session = rules.session_token_name == SessionTokenName::S3SessionToken;
        if by_session
            && (pieces(query, b'&').any(asks) || behind(host, "s3express-control").is_some())
        {
            rules.session_token_name = SessionTokenName::SecurityToken;
        }
        rules
    }
}

/// The caller's changes to the rules of a service; what is `None` stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RulesOverride {
    /// See [`ServiceRules::double_encode_path`].
    pub double_encode_path: Option<bool>,
    /// See [`ServiceRules::normalize_path`].
    pub normalize_path: Option<bool>,
    /// See [`ServiceRules::content_sha256_header`].
    pub content_sha256_header: Option<bool>,
    /// See [`ServiceRules::sign_session_token`].
    pub sign_session_token: Option<bool>,
}

impl RulesOverride {
    /// The rules with these changes.
    pub fn apply(self, rules: ServiceRules) -> ServiceRules {
        ServiceRules {
            double_encode_path: self.double_encode_path.unwrap_or(rules.double_encode_path),
            normalize_path: self.normalize_path.unwrap_or(rules.normalize_path),
            content_sha256_header: self
                .content_sha256_header
                .unwrap_or(rules.content_sha256_header),
            sign_session_token: self.sign_session_token.unwrap_or(rules.sign_session_token),
            ..rules
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_s3_family_encodes_once() {
        for service in ["s3", "s3express", "s3-outposts", "s3-object-lambda"] {
            assert!(!ServiceRules::of(service).double_encode_path, "{service}");
        }
        for service in ["s3tables", "execute-api", "dynamodb", "aoss", "S3"] {
            assert!(ServiceRules::of(service).double_encode_path, "{service}");
        }
    }

    #[test]
    fn an_override_changes_what_it_names_and_nothing_else() {
        let changed = RulesOverride { normalize_path: Some(true), ..RulesOverride::default() };
        assert_eq!(changed.apply(S3), ServiceRules { normalize_path: true, ..S3 });
    }
}

//! What `diagnose` is given and what it answers.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// What a person has of a request that was refused. Everything is optional; pasted text may be mangled.
///
/// The secret is used in memory only and is in nothing that comes out: `(hidden)` stands for it, as it does for what has the
/// form of a secret in the place of the access key id. The session token is in [`Rebuilt`] alone, where it is signed.
#[derive(Clone, Default)]
pub struct Evidence {
    /// The request as it was sent.
    pub request: Option<GivenRequest>,
    /// The service's answer.
    pub response: Option<GivenResponse>,
    /// The canonical request that the caller's own code made.
    pub canonical_request: Option<String>,
    /// The string to sign that the caller's own code made.
    pub string_to_sign: Option<String>,
    /// The signature that the caller's own code made.
    pub signature: Option<String>,
    /// The access key id, where the request does not tell it.
    pub access_key_id: Option<String>,
    /// The secret that the caller's own code signs with, as that code has it.
    pub secret_access_key: Option<String>,
    /// The session token of temporary credentials.
    pub session_token: Option<String>,
    /// The region that should be signed for.
    pub region: Option<String>,
    /// The service's signing name.
    pub service: Option<String>,
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Evidence(..)")
    }
}

/// A request, in parts or as pasted text: a URL, a curl command, raw HTTP, a fetch call or what a program printed of it.
#[derive(Clone)]
pub enum GivenRequest {
    /// Text to be recognised.
    Text(String),
    /// A request that needs no recognition.
    Parts(RequestParts),
}

/// A paste may hold the secret.
impl fmt::Debug for GivenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text(..)"),
            Self::Parts(parts) => f.debug_tuple("Parts").field(parts).finish(),
        }
    }
}

/// A request as it goes on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestParts {
    /// Empty for GET, or POST when there is a body.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// In the order sent.
    pub headers: Vec<(String, String)>,
    /// What is sent behind the headers.
    pub body: GivenBody,
}

/// A body, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum GivenBody {
    /// There is none.
    #[default]
    Absent,
    /// There is one that is not given: it is in a file, or was cut off.
    Unseen,
    /// These bytes.
    Bytes(Vec<u8>),
}

impl GivenBody {
    /// The bytes that are sent, where they are given.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Absent | Self::Unseen => None,
        }
    }

    /// RFC 1952 §2.3.1: whether the bytes are those of gzip.
    pub(super) fn is_gzip(&self) -> bool {
        self.bytes().is_some_and(|bytes| bytes.starts_with(&[0x1f, 0x8b]))
    }
}

impl From<Option<Vec<u8>>> for GivenBody {
    fn from(bytes: Option<Vec<u8>>) -> Self {
        bytes.map_or(Self::Absent, Self::Bytes)
    }
}

/// An answer of a service.
#[derive(Clone, Debug, Default)]
pub struct GivenResponse {
    /// The status code.
    pub status: Option<u16>,
    /// In any order.
    pub headers: Vec<(String, String)>,
    /// XML, JSON or any text around them.
    pub body: String,
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Certainty {
    /// A hash or a signature was reproduced with exactly this mistake.
    Proven,
    /// What is given breaks a rule, or the service says so.
    Certain,
    /// Fits what is given better than anything else.
    Likely,
    /// Cannot be ruled out.
    Possible,
}

impl Certainty {
    /// As in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Proven => "proven",
            Certainty::Certain => "certain",
            Certainty::Likely => "likely",
            Certainty::Possible => "possible",
        }
    }

    /// Whether it can be told to a person as the cause.
    pub fn is_firm(self) -> bool {
        self <= Certainty::Certain
    }
}

/// One mistake that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The mistake's id in the catalogue.
    pub id: &'static str,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where, as in `canonical-request.uri`.
    pub place: String,
    /// What the caller has there.
    pub yours: Option<String>,
    /// What belongs there.
    pub expected: Option<String>,
    /// What is wrong, with the values.
    pub message: String,
    /// What to do.
    pub fix: String,
}

/// The answer in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The signature is right.
    Matches,
    /// A cause was found.
    Explained,
    /// No cause was found.
    Unexplained,
    /// The request is signed in another way, or not at all.
    NotSigv4,
}

impl Verdict {
    /// As in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Matches => "matches",
            Verdict::Explained => "explained",
            Verdict::Unexplained => "unexplained",
            Verdict::NotSigv4 => "not-sigv4",
        }
    }
}

/// Where the strings of [`Rebuilt`] come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// The service's own answer.
    Response,
    /// The request, by the rules of its service.
    Request,
}

impl Source {
    /// As in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Source::Response => "response",
            Source::Request => "request",
        }
    }
}

/// What a correct signer computes for the request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rebuilt {
    /// Where the strings come from.
    pub source: Source,
    /// Step 1.
    pub canonical_request: String,
    /// Step 2.
    pub string_to_sign: String,
    /// Steps 3 and 4, when the secret was given.
    pub signature: Option<String>,
}

/// The answer of `diagnose`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnosis {
    /// The answer in a word.
    pub verdict: Verdict,
    /// The answer in a sentence.
    pub summary: String,
    /// `permission` where the service accepted the signature and refuses that, `resource` where it has not what is asked for,
    /// `checksum` where it refuses one of the body.
    pub refused: Option<&'static str>,
    /// The surest first.
    pub findings: Vec<Finding>,
    /// As far as the evidence allows.
    pub rebuilt: Option<Rebuilt>,
    /// The fields of the evidence that would settle it.
    pub missing: Vec<&'static str>,
    /// What was looked at and is right, in sentences.
    pub ruled_out: Vec<String>,
}

/// One thing in a paste.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Piece {
    /// The field of the evidence, or of its credentials, that it is for, as in JavaScript.
    pub field: &'static str,
    /// What it is, in a few words that repeat no secret.
    pub kind: String,
    /// Its text.
    pub text: String,
}

/// The text may be the secret.
impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Piece(")?;
        f.write_str(&self.kind)?;
        f.write_str(", ..)")
    }
}

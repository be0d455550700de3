//! Many requests for one date: the same path as [`Signer::sign`], with the hashes of four at once.

use crate::error::{Error, ErrorKind};
use crate::identity::Identity;
use crate::kept::Kept;
use crate::placement::Placement;
use crate::request::Request;
use crate::service::ServiceRules;
use crate::sha256::{Four, LANES, hex_text};
use crate::sign::{SignParams, Signer, Workspace};
use crate::text::set;
#[cfg(feature = "wasm")]
use crate::wipe::wipe_text;
use alloc::string::String;
use core::fmt;

/// The buffers of four requests, used again for each four.
#[derive(Default)]
pub struct BatchWorkspace {
    lanes: [Lane; LANES],
    pub(crate) four: Four,
}

/// What was signed may hold a session token.
impl fmt::Debug for BatchWorkspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BatchWorkspace(..)")
    }
}

/// A request whose canonical request is made.
#[derive(Default)]
struct Lane {
    canonical_request: String,
    string_to_sign: String,
    /// But for its signature; empty where that is all to answer.
    url: String,
}

/// What is answered for a URL of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presigned<'a> {
    /// The presigned URL.
    Url(&'a str),
    /// Its signature alone. Before that come the URL as given and what came behind the given one in the last
    /// [`Presigned::Url`].
    Signature(&'a str),
}

#[cfg(feature = "wasm")]
impl BatchWorkspace {
    /// Wipes what may hold a session token.
    pub(crate) fn wipe(&mut self) {
        for Lane { canonical_request, url, .. } in &mut self.lanes {
            wipe_text(canonical_request);
            wipe_text(url);
        }
        self.four.forget();
    }
}

impl Signer {
    /// Presigns requests that differ from the given one in their URL alone, and hands each answer to `each`, in order.
    ///
    /// ```
    /// use sigv4_wasm::{AmzDate, Credentials, Placement, Presigned, Request, SignParams, Signer};
    ///
    /// let mut signer = Signer::new(Credentials::new("AKIDEXAMPLE", "secret")?);
    /// let (mut workspace, mut batch) = Default::default();
    /// let params = SignParams::new(AmzDate::parse("20150830T123600Z")?, Placement::Query { expires_in: None });
    /// let given = ["https://b.s3.eu-west-1.amazonaws.com/1", "https://b.s3.eu-west-1.amazonaws.com/2"];
    ///
    /// let (mut urls, mut added) = (Vec::<String>::new(), String::new());
    /// let mut each = |presigned: Presigned<'_>| {
    ///     let begin = given[urls.len()];
    ///     urls.push(match presigned {
    ///         Presigned::Url(url) => {
    ///             added = url[begin.len()..url.len() - 64].to_string();
    ///             url.to_string()
    ///         }
    ///         Presigned::Signature(signature) => format!("{begin}{added}{signature}"),
    ///     });
    /// };
    /// let request = Request::get("");
    /// signer.presign_many(&request, given.into_iter(), &params, &mut workspace, &mut batch, &mut each)?;
    /// for (url, given) in urls.iter().zip(given) {
    ///     assert_eq!(url, signer.sign(&Request::get(given), &params, &mut workspace)?.url());
    /// }
    /// # Ok::<(), sigv4_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// That of the first URL which [`Signer::sign`] would refuse; but one that only presigning makes too long is refused
    /// when it is signed, together with up to three others, each of which may be refused before.
    /// [`ErrorKind::OptionInvalid`] for [`Placement::Header`].
    pub fn presign_many<'a>(
        &mut self,
        request: &Request<'a>,
        urls: impl Iterator<Item = &'a str>,
        params: &SignParams<'a>,
        workspace: &mut Workspace,
        batch: &mut BatchWorkspace,
        each: &mut dyn FnMut(Presigned<'_>),
    ) -> Result<(), Error> {
        if params.placement == Placement::Header {
            return Err(ErrorKind::OptionInvalid.into());
        }
        let Self { identity, scopes } = self;
        let Workspace { origins, buffers, path_line } = workspace;
        path_line.forget();
        for lane in &mut batch.lanes {
            lane.canonical_request.clear();
        }
        let mut filled = 0;
        let mut rules = None;
        for url in urls {
            if filled == LANES {
                identity.sign_lanes(&rules, scopes.last(), batch, filled, each)?;
                filled = 0;
            }
            if let Some(lane) = batch.lanes.get_mut(filled)
                && path_line.write(url, origins.last(), &mut lane.canonical_request)
            {
                lane.url.clear();
                filled += 1;
                continue;
            }
            let request = Request { url, ..*request };
            let target = identity.target(&request, params, origins)?;
            // The lanes are of one scope, whose key signs them all, and end alike.
            if rules != Some(target.rules) || !scopes.last().is_of(&target.scope) {
                identity.sign_lanes(&rules, scopes.last(), batch, filled, each)?;
                filled = 0;
            }
            let kept = scopes.enter(&target.scope)?;
            let parts =
                identity.canonical_request(&target, &request, params, kept, buffers, &mut ())?;
            rules = Some(target.rules);
            path_line.keep(url, &target, &parts, buffers);
            if let Some(lane) = batch.lanes.get_mut(filled) {
                buffers.canonical_request.swap(&mut lane.canonical_request);
                core::mem::swap(&mut lane.url, &mut buffers.url);
            }
            filled += 1;
        }
        identity.sign_lanes(&rules, scopes.last(), batch, filled, each)
    }
}

impl Identity {
    /// Signs the first lanes, which are of the scope that was entered. What is in the others is signed too, and lost.
    fn sign_lanes(
        &self,
        rules: &Option<ServiceRules>,
        kept: &mut Kept,
        BatchWorkspace { lanes, four }: &mut BatchWorkspace,
        filled: usize,
        each: &mut dyn FnMut(Presigned<'_>),
    ) -> Result<(), Error> {
        let secret = self.secret_access_key()?;
        let Some(rules) = rules.as_ref().filter(|_| filled > 0) else { return Ok(()) };
        let hashes =
            four.hash_alike(lanes.each_ref().map(|lane| lane.canonical_request.as_bytes()));
        for (lane, hash) in lanes.iter_mut().zip(&hashes) {
            kept.string_to_sign.set_hash(hash);
            set(&mut lane.string_to_sign, &[kept.string_to_sign.as_str()]);
        }
        let texts = lanes.each_ref().map(|lane| lane.string_to_sign.as_str());
        let signatures = kept.key(secret).sign_four(texts, four);
        for (lane, signature) in lanes.iter_mut().zip(&signatures).take(filled) {
            let signature = hex_text(signature);
            if lane.url.is_empty() {
                each(Presigned::Signature(signature));
                continue;
            }
            self.push_signature(&mut lane.url, rules, signature)?;
            each(Presigned::Url(&lane.url));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Credentials;
    use crate::placement::ExpiresIn;
    use crate::service::RulesOverride;
    use crate::time::AmzDate;
    use alloc::format;
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;

    fn params() -> SignParams<'static> {
        let expires_in = Some(ExpiresIn::from_seconds(60).unwrap());
        SignParams::new(
            AmzDate::from_unix_seconds(1_440_938_160).unwrap(),
            Placement::Query { expires_in },
        )
    }

    fn signer() -> Signer {
        Signer::new(Credentials::new("AKIDEXAMPLE", "secret").unwrap())
    }

    fn many(method: &str, urls: &[String]) -> Result<Vec<String>, Error> {
        let (mut workspace, mut batch) = Default::default();
        many_behind(&mut signer(), &mut workspace, &mut batch, method, urls)
    }

    /// Behind whatever was signed before in these workspaces.
    fn many_behind(
        signer: &mut Signer,
        workspace: &mut Workspace,
        batch: &mut BatchWorkspace,
        method: &str,
        urls: &[String],
    ) -> Result<Vec<String>, Error> {
        let mut out = Vec::new();
        let mut added = String::new();
        signer.presign_many(
            &Request { method, ..Request::get("") },
            urls.iter().map(String::as_str),
            &params(),
            workspace,
            batch,
            &mut |presigned| {
                let given: &str = &urls[out.len()];
                out.push(match presigned {
                    Presigned::Signature(signature) => [given, &added, signature].concat(),
                    Presigned::Url(url) => {
                        let behind = url.strip_prefix(given).unwrap_or_default();
                        added = behind.get(..behind.len().saturating_sub(64)).unwrap().into();
                        url.into()
                    }
                });
            },
        )?;
        Ok(out)
    }

    fn one_by_one(method: &str, urls: &[String]) -> Vec<String> {
        let mut workspace = Workspace::default();
        let mut signer = signer();
        let sign = |url: &String| {
            let request = Request { method, ..Request::get(url) };
            signer.sign(&request, &params(), &mut workspace).unwrap().url().to_string()
        };
        urls.iter().map(sign).collect()
    }

    #[test]
    fn a_batch_of_any_size_is_what_each_alone_is() {
        for count in 0..10 {
            let url = |i: usize| {
                let key = "k".repeat(i * i * 9);
                format!("https://b.s3.eu-west-1.amazonaws.com/{key}?versionId={i}")
            };
            let urls: Vec<String> = (0..count).map(url).collect();
            assert_eq!(many("GET", &urls).unwrap(), one_by_one("GET", &urls), "{count}");
            assert_eq!(many("PUT", &urls).unwrap(), one_by_one("PUT", &urls), "{count}");
        }
    }

    #[test]
    fn paths_of_any_length_behind_one_another_are_what_each_alone_is() {
        let odd = ["/a b", "/", "", "/a?x=1", "/a%2Fb", "/a#f", "/ü", "/../a"];
        for host in ["b.s3.eu-west-1", "sqs.eu-west-1"] {
            let url = |i: usize| {
                let path = match odd.get(i % 13) {
                    Some(odd) => odd.to_string(),
                    None => format!("/{}", "k".repeat(i / 8 * 5)),
                };
                format!("https://{host}.amazonaws.com{path}")
            };
            let urls: Vec<String> = (0..300).map(url).collect();
            assert_eq!(many("GET", &urls).unwrap(), one_by_one("GET", &urls));
            assert_eq!(many("DELETE", &urls).unwrap(), one_by_one("DELETE", &urls));
        }
    }

    #[test]
    fn urls_of_several_regions_and_services_are_signed_each_for_its_own() {
        let hosts = ["b.s3.eu-west-1", "b.s3.us-east-1", "sqs.eu-west-1", "b.s3.eu-west-1"];
        let keys = ["/a//b", "/c", "/d"];
        let urls = hosts
            .iter()
            .flat_map(|host| keys.map(|key| format!("https://{host}.amazonaws.com{key}")));
        let urls: Vec<String> = urls.collect();
        assert_eq!(many("GET", &urls).unwrap(), one_by_one("GET", &urls));
    }

    #[test]
    fn urls_of_one_scope_and_several_rules_end_each_by_its_own() {
        let credentials = Credentials::new("AKIDEXAMPLE", "secret").unwrap();
        let mut signer = Signer::new(credentials.with_session_token("TOKEN").unwrap());
        let rules = RulesOverride { sign_session_token: Some(false), ..RulesOverride::default() };
        let params = SignParams { rules, ..params() };
        let host = "https://b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com";
        let urls = ["/k?x=1", "/?session", "/k?x=2"].map(|rest| [host, rest].concat());
        let (mut workspace, mut batch, mut out) = <(Workspace, _, Vec<String>)>::default();
        let given = urls.iter().map(String::as_str);
        signer
            .presign_many(
                &Request::get(""),
                given,
                &params,
                &mut workspace,
                &mut batch,
                &mut |presigned| {
                    if let Presigned::Url(url) = presigned {
                        out.push(url.into());
                    }
                },
            )
            .unwrap();
        assert_eq!(out.len(), urls.len());
        for (url, signed) in urls.iter().zip(out) {
            assert_eq!(
                signed,
                signer.sign(&Request::get(url), &params, &mut workspace).unwrap().url()
            );
        }
    }

    #[test]
    fn whatever_was_signed_before_a_batch_is_as_if_alone() {
        let urls: Vec<String> =
            (0..6).map(|i| format!("https://b.s3.eu-west-1.amazonaws.com/{i}")).collect();
        let mut signer = signer();
        let (mut workspace, mut batch) = Default::default();
        let expires_in = Some(ExpiresIn::from_seconds(900).unwrap());
        for method in ["GET", "PUT", "GET"] {
            for placement in [Placement::Query { expires_in }, Placement::Header] {
                let params = SignParams::new(params().date, placement);
                signer.sign(&Request::get(&urls[0]), &params, &mut workspace).unwrap();
                let signed =
                    many_behind(&mut signer, &mut workspace, &mut batch, method, &urls).unwrap();
                assert_eq!(signed, one_by_one(method, &urls), "{method} behind {placement:?}");
            }
        }
    }

    #[test]
    fn what_one_alone_is_refused_for_refuses_the_batch() {
        let urls = ["https://b.s3.eu-west-1.amazonaws.com/", "https://unknown.example/"];
        let urls = urls.map(String::from);
        assert_eq!(many("GET", &urls).unwrap_err().code(), "SERVICE_UNKNOWN");
    }

    #[test]
    fn what_is_too_long_when_presigned_is_refused_when_its_four_are() {
        let long = ["https://b.s3.eu-west-1.amazonaws.com/", &"k".repeat(128 << 10)].concat();
        let good = "https://b.s3.eu-west-1.amazonaws.com/k";
        for (urls, code) in [
            (&[&long, "nonsense"][..], "URL_INVALID"),
            (&[&long, good, good, good, "nonsense"], "URL_TOO_LONG"),
            (&[&long], "URL_TOO_LONG"),
            (&[good, &long], "URL_TOO_LONG"),
        ] {
            let urls: Vec<String> = urls.iter().map(|url| url.to_string()).collect();
            assert_eq!(many("GET", &urls).unwrap_err().code(), code);
        }
    }
}

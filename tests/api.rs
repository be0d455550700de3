//! The crate as others use it: what its types can do, what they print, and what they do with any text.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use proptest::prelude::*;
use sigv4_wasm::doctor::{
    Diagnosis, Evidence, GivenRequest, GivenResponse, MistakeEntry, Piece, recognise,
};
use sigv4_wasm::encode::{LEGAL, STRICT_PATH, decoded_lossy, push_encoded, push_reencoded};
use sigv4_wasm::endpoint::Endpoint;
use sigv4_wasm::explain::{Explanation, Keys, explain};
use sigv4_wasm::service::{RulesOverride, ServiceRules};
use sigv4_wasm::{
    AmzDate, BatchWorkspace, Body, Credentials, Error, ErrorKind, ExpiresIn, Payload, Placement,
    Presigned, Request, S3Object, SignParams, Signed, Signer, Workspace, s3_url,
};
use std::fmt::Debug;
use std::hash::Hash;

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const TOKEN: &str = "TOKEN-nobody-may-read";
const URL: &str = "https://examplebucket.s3.amazonaws.com/test.txt";

fn params(placement: Placement) -> SignParams<'static> {
    SignParams::new(AmzDate::parse("20130524T000000Z").unwrap(), placement)
}

fn query(seconds: u32) -> Placement {
    Placement::Query { expires_in: Some(ExpiresIn::from_seconds(seconds).unwrap()) }
}

fn temporary() -> Signer {
    let credentials = Credentials::new("AKIDEXAMPLE", SECRET).unwrap();
    Signer::new(credentials.with_session_token(TOKEN).unwrap())
}

#[test]
fn types_go_to_other_threads_and_can_be_printed() {
    fn all<T: Send + Sync + Debug>() {}
    all::<(Signer, Workspace, BatchWorkspace, Signed<'_>, Presigned<'_>)>();
    all::<(Credentials, Request<'_>, Body<'_>, Payload<'_>, SignParams<'_>)>();
    all::<(AmzDate, ExpiresIn, Placement, S3Object<'_>, Endpoint<'_>)>();
    all::<(Error, ErrorKind, ServiceRules, RulesOverride, Explanation)>();
    all::<(Evidence, GivenRequest, GivenResponse, Diagnosis, Piece, MistakeEntry)>();
    fn is_error<T: core::error::Error + Clone + Eq + 'static>() {}
    is_error::<Error>();
    fn is_value<T: Copy + Ord + Hash>() {}
    is_value::<(AmzDate, ExpiresIn)>();
    fn is_key<T: Copy + Eq + Hash>() {}
    is_key::<ErrorKind>();
}

#[test]
fn dates_are_in_the_order_of_time() {
    let seconds = [0, 1, 86_400, 1_440_938_160, 253_402_300_799];
    let dates = seconds.map(|seconds| AmzDate::from_unix_seconds(seconds).unwrap());
    assert!(dates.is_sorted_by(|earlier, later| earlier < later));
}

#[test]
fn what_is_printed_holds_no_secret_no_token_and_no_signature() {
    let mut signer = temporary();
    let (mut workspace, mut batch) = (Workspace::default(), BatchWorkspace::default());
    let request = Request::get(URL);
    let urls = [URL, URL].into_iter();
    let at = params(query(60));
    signer.presign_many(&request, urls, &at, &mut workspace, &mut batch, &mut |_| {}).unwrap();
    let signed = signer.sign(&request, &at, &mut workspace).unwrap();
    assert!(signed.url().contains(TOKEN));
    let signature = signed.signature().to_owned();
    let mut printed = vec![format!("{signed:?}")];
    printed.extend([format!("{signer:?}"), format!("{workspace:?}"), format!("{batch:?}")]);
    let keys = explain(&signer, &request, &at, Keys::Shown, &mut workspace).unwrap().signing_key;
    let signing_key = keys.as_ref().unwrap().k_signing.clone();
    printed.push(format!("{keys:?}"));
    let paste =
        format!("curl {URL}\n\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN={TOKEN}\n");
    let pieces = recognise(&paste);
    assert!(pieces.iter().any(|piece| piece.text == SECRET));
    printed.push(format!("{pieces:?}"));
    let evidence = Evidence {
        request: Some(GivenRequest::Text(paste)),
        secret_access_key: Some(SECRET.into()),
        session_token: Some(TOKEN.into()),
        ..Evidence::default()
    };
    printed.extend([format!("{evidence:?}"), format!("{:?}", evidence.request)]);
    for text in printed {
        for hidden in [SECRET, TOKEN, &signature, &signing_key] {
            assert!(!text.contains(hidden), "{text}");
        }
    }
}

#[test]
fn many_are_signed_by_query_alone() {
    let mut signer = temporary();
    let mut answers = Vec::new();
    let error = signer.presign_many(
        &Request::get(""),
        [URL].into_iter(),
        &params(Placement::Header),
        &mut Workspace::default(),
        &mut BatchWorkspace::default(),
        &mut |presigned| answers.push(format!("{presigned:?}")),
    );
    assert_eq!(error.unwrap_err().kind(), ErrorKind::OptionInvalid);
    assert_eq!(answers, [""; 0]);
}

/// The URLs of a batch, and those of the requests one by one.
fn presigned(
    signer: &mut Signer,
    url: &str,
    workspace: &mut Workspace,
    batch: &mut BatchWorkspace,
) -> Result<[String; 2], Error> {
    let at = params(query(60));
    let mut many = String::new();
    let mut each = |presigned: Presigned<'_>| match presigned {
        Presigned::Url(url) => many = url.into(),
        Presigned::Signature(signature) => many = signature.into(),
    };
    signer.presign_many(&Request::get(""), [url].into_iter(), &at, workspace, batch, &mut each)?;
    let one = signer.sign(&Request::get(url), &at, workspace)?.url().to_owned();
    Ok([many, one])
}

#[test]
fn signers_may_share_their_workspaces() {
    let (mut workspace, mut batch) = (Workspace::default(), BatchWorkspace::default());
    let other = Credentials::new("AKIDOTHER", "another/secret").unwrap();
    let mut signers = [
        temporary(),
        Signer::new(other.clone()),
        Signer::new(other).with_region("eu-west-1").unwrap().with_service("sqs").unwrap(),
    ];
    for url in [URL, "https://b.s3.eu-west-1.amazonaws.com/k?a=1", URL] {
        for signer in &mut signers {
            let shared = presigned(signer, url, &mut workspace, &mut batch).unwrap();
            let (mut own, mut own_batch) = Default::default();
            assert_eq!(shared, presigned(signer, url, &mut own, &mut own_batch).unwrap());
            assert_eq!(shared[0], shared[1]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_panics(
        first in "\\PC{0,50}|.{0,8}", second in ".{0,50}", seconds in any::<i64>(), lifetime in any::<u32>(),
        path_style in any::<Option<bool>>(), has_key in any::<bool>(), has_region in any::<bool>(), has_endpoint in any::<bool>(),
    ) {
        let _ = AmzDate::parse(&first);
        let _ = AmzDate::from_unix_seconds(seconds);
        let _ = ExpiresIn::from_seconds(lifetime);
        let _ = Endpoint::from_host(&first);
        let _ = decoded_lossy(&first);
        for set in [LEGAL, STRICT_PATH] {
            let mut text = String::new();
            push_encoded(&mut text, &first, set);
            push_reencoded(&mut text, &first, set);
            prop_assert!(text.is_ascii());
        }
        let endpoint = format!("https://{second}");
        let object = S3Object {
            bucket: &first,
            key: has_key.then_some(&second),
            region: has_region.then_some(&second),
            endpoint: has_endpoint.then_some(&endpoint),
            path_style,
            query: &[(&first, &second)],
        };
        let _ = s3_url(&object);
        if let Ok(credentials) = Credentials::new(&first, &second) {
            let _ = credentials.with_session_token(&first);
        }
        let _ = temporary().with_region(&first);
        let _ = temporary().with_service(&first);
        let date = AmzDate::from_unix_seconds(seconds.rem_euclid(253_402_300_800)).unwrap();
        let _ = temporary().sign_string(&first, date, Some(&first), Some(&second));
        let (mut workspace, mut batch) = Default::default();
        let _ = presigned(&mut temporary(), &endpoint, &mut workspace, &mut batch);
        let at = SignParams { date, ..params(query(604_800)) };
        prop_assert!(explain(&temporary(), &Request::get(URL), &at, Keys::Hidden, &mut workspace).is_ok());
        let _ = recognise(&first);
    }
}

#[test]
fn the_last_second_of_all_can_be_explained() {
    let date = AmzDate::from_unix_seconds(253_402_300_799).unwrap();
    let at = SignParams { date, ..params(query(604_800)) };
    let request = Request::get(URL);
    assert!(explain(&temporary(), &request, &at, Keys::Hidden, &mut Workspace::default()).is_ok());
}

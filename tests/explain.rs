//! What `explain` says about each part, where signatures alone would not show a mistake.
#![allow(clippy::expect_used, reason = "a test may panic")]

use sigv4_wasm::explain::{Keys, Segment, explain};
use sigv4_wasm::{AmzDate, Credentials, Placement, Request, SignParams, Signer, Workspace};

fn segments(url: &str) -> Vec<Segment> {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret").expect("credentials");
    let signer = Signer::new(credentials).with_region("us-east-1").with_service("service");
    let date = AmzDate::from_unix_seconds(0).expect("a date");
    let params = SignParams::new(date, Placement::Header);
    explain(&signer, &Request::get(url), &params, Keys::Hidden, &mut Workspace::default())
        .expect("explains")
        .canonical_request
        .uri
        .segments
}

#[test]
fn only_removed_segments_are_called_removed() {
    let removed = |url: &str| -> Vec<(String, bool)> {
        segments(url).into_iter().map(|segment| (segment.raw, segment.note.is_some())).collect()
    };
    let told = |list: &[(&str, bool)]| -> Vec<(String, bool)> {
        list.iter().map(|(raw, noted)| ((*raw).into(), *noted)).collect()
    };
    assert_eq!(removed("https://example.com"), told(&[("", false)]));
    assert_eq!(removed("https://example.com/a/"), told(&[("a", false), ("", false)]));
    assert_eq!(
        removed("https://example.com//a//"),
        told(&[("", true), ("a", false), ("", true), ("", false)])
    );
    assert_eq!(
        removed("https://example.com/a/../b/."),
        told(&[("a", true), ("..", true), ("b", false), (".", true)])
    );
}

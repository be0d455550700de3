//! What `explain` says about each part, where signatures alone would not show a mistake.
#![allow(clippy::expect_used, reason = "a test may panic")]

use sigv4_wasm::explain::{CanonicalRequestExplanation, Keys, explain};
use sigv4_wasm::{AmzDate, Credentials, Placement, Request, SignParams, Signer, Workspace};
use std::time::{Duration, Instant};

fn canonical(url: &str) -> CanonicalRequestExplanation {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret").expect("credentials");
    let signer = Signer::new(credentials)
        .with_region("us-east-1")
        .expect("a name")
        .with_service("service")
        .expect("a name");
    let date = AmzDate::from_unix_seconds(0).expect("a date");
    let params = SignParams::new(date, Placement::Header);
    explain(&signer, &Request::get(url), &params, Keys::Hidden, &mut Workspace::default())
        .expect("explains")
        .canonical_request
}

#[test]
fn only_removed_segments_are_called_removed() {
    let segments = |url: &str| -> Vec<(String, bool)> {
        canonical(url)
            .uri
            .segments
            .into_iter()
            .map(|segment| (segment.raw, segment.note.is_some()))
            .collect()
    };
    let told = |list: &[(&str, bool)]| -> Vec<(String, bool)> {
        list.iter().map(|(raw, noted)| ((*raw).into(), *noted)).collect()
    };
    assert_eq!(segments("https://example.com"), told(&[("", false)]));
    assert_eq!(segments("https://example.com/a/"), told(&[("a", false), ("", false)]));
    assert_eq!(
        segments("https://example.com//a//"),
        told(&[("", true), ("a", false), ("", true), ("", false)])
    );
    assert_eq!(
        segments("https://example.com/a/../b/."),
        told(&[("a", true), ("..", true), ("b", false), (".", true)])
    );
}

#[test]
fn places_of_parameters_are_counted_without_those_that_are_left_out() {
    let query = canonical("https://example.com/?&&b=1&&a=2&c=3&").query;
    let told: Vec<_> = query
        .parameters
        .iter()
        .map(|parameter| (parameter.name.as_str(), parameter.note.as_deref().unwrap_or_default()))
        .collect();
    let moved = |from, to| {
        format!(
            "moved from {from} to {to} of the request's parameters: sorted by encoded name, then value"
        )
    };
    assert_eq!(told, [("a", &*moved("2nd", "1st")), ("b", &*moved("1st", "2nd")), ("c", "")]);
    assert_eq!(query.dropped.len(), 4);
}

#[test]
fn many_parameters_are_explained_in_time() {
    let time = |count: usize| {
        // Sorting puts the last one first, and moves each.
        let query: String = (0..count).map(|at| format!("p{:06}=v&", count - at)).collect();
        let started = Instant::now();
        let parameters = canonical(&format!("https://example.com/?{query}")).query.parameters;
        assert_eq!(parameters.iter().filter(|parameter| parameter.moved).count(), count);
        started.elapsed()
    };
    let (eight, long) = ((time(10_000) + time(10_000)) * 4, time(80_000));
    assert!(long < eight * 3 + Duration::from_millis(100), "{eight:?}, {long:?}");
}

//! The doctor against scenarios: each with all evidence, then cut down to each set that suffices; and rule by rule.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

#[path = "doctor/answers.rs"]
mod answers;
#[path = "doctor/any_input.rs"]
mod any_input;
#[path = "doctor/authorization.rs"]
mod authorization;
#[path = "doctor/header_values.rs"]
mod header_values;
#[path = "doctor/judge.rs"]
mod judge;
#[path = "doctor/logs.rs"]
mod logs;
#[path = "doctor/own_strings.rs"]
mod own_strings;
#[path = "doctor/pastes.rs"]
mod pastes;
#[path = "doctor/payload.rs"]
mod payload;
#[path = "doctor/posts.rs"]
mod posts;
#[path = "doctor/printed.rs"]
mod printed;
#[path = "doctor/replaced.rs"]
mod replaced;
#[path = "doctor/scope.rs"]
mod scope;
#[path = "doctor/secrets.rs"]
mod secrets;
#[path = "doctor/signed.rs"]
mod signed;
#[path = "doctor/transit.rs"]
mod transit;
#[path = "doctor/urls.rs"]
mod urls;

use judge::{Tally, missed};

#[test]
fn scenarios_are_diagnosed_but_for_those_known_to_be_missed() {
    let started = std::time::Instant::now();
    let tally = Tally::of("tests/doctor/scenarios.json");
    println!("{tally} in {:?}", started.elapsed());
    let (known, missed) = (missed("tests/doctor/missed.json"), tally.missed());
    let new: Vec<_> = missed.difference(&known).collect();
    let gone: Vec<_> = known.difference(&missed).collect();
    assert!(new.is_empty() && gone.is_empty(), "{tally}missed: {new:#?}\nno longer: {gone:#?}");
}

//! The doctor against scenarios: each with all evidence, then cut down to each set that suffices; and rule by rule.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

#[path = "doctor/answers.rs"]
mod answers;
#[path = "doctor/any_input.rs"]
mod any_input;
#[path = "doctor/judge.rs"]
mod judge;
#[path = "doctor/own_strings.rs"]
mod own_strings;
#[path = "doctor/pastes.rs"]
mod pastes;
#[path = "doctor/payload.rs"]
mod payload;
#[path = "doctor/scope.rs"]
mod scope;
#[path = "doctor/secrets.rs"]
mod secrets;
#[path = "doctor/signed.rs"]
mod signed;
#[path = "doctor/transit.rs"]
mod transit;

use judge::{Outcome, Tally};

#[test]
fn scenarios_are_diagnosed() {
    let started = std::time::Instant::now();
    let tally = Tally::of("tests/doctor/scenarios.json");
    println!("{tally} in {:?}", started.elapsed());
    let all = tally.row("all");
    assert!(all.share(Outcome::Exact) >= 0.97, "{tally}");
    assert_eq!(all.count(Outcome::Wrong), 0, "{tally}");
    let cut = tally.row("cut");
    assert!(cut.share(Outcome::Exact) >= 0.93, "{tally}");
    assert!(cut.share(Outcome::Wrong) <= 0.005, "{tally}");
    let negatives = tally.row("negative");
    assert_eq!(negatives.share(Outcome::Exact), 1.0, "{tally}");
}

//! Journeys of people through the program, in a real browser.
//!
//! They need chromium, chromedriver and the checkers of pages, so a plain `cargo test` leaves them out:
//! `.ci/run packages journeys html` runs them; `docs/testing.md` says more.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that cannot go on shall stop, and its support is read, not linked"
)]

mod browser;
mod checklist;
mod comfort;
mod desk;
mod editor;
mod exhibit;
mod garden;
mod gate;
mod inspection;
mod journey;
mod keyboard;
mod links;
mod managing;
mod phone;
mod publishing;
mod search;
mod suggesting;
mod tree;
mod vault;
mod visitor;
mod writing;

//! Tests that speak HTTP to the real application and read its pages.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    unreachable_pub,
    clippy::must_use_candidate,
    reason = "a test that cannot go on shall stop, and its support is read, not linked"
)]

mod accounts;
mod admin;
mod exhibit;
mod files;
mod garden;
mod notes;
#[path = "../support/mod.rs"]
mod support;
mod transfer;
mod web;

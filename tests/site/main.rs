//! Tests that speak HTTP to the real application and read its pages.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    reason = "a test that cannot go on shall stop, and its support is read, not linked"
)]

mod accounts;
mod admin;
mod exhibit;
mod feeds;
mod files;
mod garden;
mod jobs;
mod notes;
#[expect(dead_code, reason = "it serves other test programs too")]
#[path = "../support/mod.rs"]
mod support;
mod transfer;
mod web;

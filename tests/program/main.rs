//! The program as a whole: its processes, its files, its signals.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod migrations;
#[path = "../support/postgres.rs"]
mod postgres;
mod private;
mod run;

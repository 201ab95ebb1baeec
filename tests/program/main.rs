//! The program as a whole: its processes, its files, its signals.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod commands;
mod crashes;
mod elsewhere;
mod migrations;
#[path = "../support/postgres.rs"]
mod postgres;
mod private;
mod process;
mod root;
mod run;
mod serve;

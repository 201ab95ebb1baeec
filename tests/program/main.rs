//! The program as a whole: its processes, its files, its signals.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    unreachable_pub,
    reason = "a test that cannot go on has failed, and says why"
)]

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
mod tls;

//! The program as a whole: its processes, its files, its signals.

#[path = "../support/postgres.rs"]
mod postgres;
mod private;
mod run;

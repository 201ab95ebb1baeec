//! The garden itself: its settings, its first run and its health.
//!
//! Table: `garden`.

pub mod health;
mod settings;
mod store;

pub use settings::{follow, load, reload, secret};

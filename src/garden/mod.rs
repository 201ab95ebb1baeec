//! The garden itself: its settings, its first run and its health.
//!
//! Table: `garden`.

mod face;
pub mod health;
mod pages;
mod planting;
mod set_up;
mod settings;
mod store;

pub use face::{Face, Fields, change, front, ticked};
pub use pages::routes;
pub use planting::{is_planted, mark_planted};
pub use set_up::setup_link;
pub use settings::{follow, load, reload, secret};

//! Attachments and how they are served.
//!
//! Owns the table `files`. Who may read one stands in `file_audiences`, which the notes that use it write.

mod answer;
pub mod attach;
mod disposition;
mod pages;
mod store;
mod sweep;

pub use disposition::{address, inline};
pub use pages::routes;
pub use sweep::{SweepError, sweep};

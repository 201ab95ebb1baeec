//! Attachments and how they are served.
//!
//! Owns the tables `files`, `pictures` and `thumbnails`. Who may read one stands in `file_audiences`, which the notes that use it write.

mod answer;
pub mod attach;
mod disposition;
mod pages;
mod store;
mod sweep;
mod thumbnails;

pub use disposition::{address, inline, thumbnail_address};
pub use pages::routes;
pub use sweep::{SweepError, sweep};
pub use thumbnails::{Thumbnails, catch_up};

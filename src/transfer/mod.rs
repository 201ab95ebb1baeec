//! Import of vaults, over notes that may have been changed in the garden.
//!
//! Owns `imports`, `vault_entries` and `imported_texts`. Notes and attachments are written by the facades of `notes` and `files`;
//! this room reads the vault, finds out what changed and calls them, a batch a transaction.

pub mod clashes;
pub mod import;
mod pages;
mod plant;

pub use pages::routes;
pub use plant::plant;

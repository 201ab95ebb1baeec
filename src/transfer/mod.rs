//! Import of vaults.
//!
//! Owns `imports` and `vault_entries`. Notes and attachments are written by the facades of `notes` and `files`;
//! this room reads the vault, finds out what changed and calls them, a batch a transaction.

pub mod import;
mod plant;

pub use plant::plant;

//! Notes, revisions, links, tags, reading and search.
//!
//! Owns the tables `vaults`, `notes`, `note_paths`, `revisions`, `parts`, `links`, `note_names`, `note_tags`,
//! `tag_counts` and `folders`. Others call [`read`], which never renders Markdown, and mount [`routes`].

mod pages;
pub mod read;

pub use pages::routes;

//! Notes, revisions, links, tags, reading and search.
//!
//! Owns `vaults`, `notes`, `drafts`, `suggestions`, `reviews`, `note_paths`, `revisions`, `parts`, `links`, `note_names`,
//! `file_names`, `note_tags`, `tag_counts`, `folders`, `note_headings`, `search_words`, the tables of the graph, `bookmarks`,
//! `readings`, `stops`, `visits`, `works`, `work_notes` and `preview_links`, and writes `file_audiences`, for a file is read
//! by the readers of its notes.
//!
//! Writing ([`mod@write`]) parses and renders a text once and stores what reading needs; [`resolve`] finds what each
//! link means. Whoever writes begins and commits, and bumps the generation in the same transaction. Reading
//! ([`read`]) never parses: it finds what one visitor may read, and fills the holes in it for them. The [`graph`] is
//! laid out beside both; [`editing`] is writing in the browser, [`moving`] gives notes other places, and [`works`] are
//! what somebody does to many notes at once.

pub mod editing;
pub mod graph;
pub mod history;
mod labels;
pub mod marks;
pub mod moving;
mod name;
mod pages;
pub mod preview_links;
pub mod read;
pub mod resolve;
pub mod reviewing;
pub mod sentence;
pub mod suggesting;
pub mod vaults;
pub mod works;
pub mod write;

pub use pages::{preview_routes, routes};

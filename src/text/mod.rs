//! The Markdown dialect, boards, links, slugs, languages, folding for search, encodings, merging and replacing. Pure: no I/O.

pub mod canvas;
pub mod diff;
pub mod encoding;
pub mod fold;
pub mod form;
pub mod front_matter;
pub mod language;
pub mod markdown;
pub mod merge;
pub mod newlines;
pub mod pace;
pub mod pieces;
pub mod replace;
pub mod slug;
pub mod source;

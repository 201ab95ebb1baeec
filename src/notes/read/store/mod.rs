//! The SQL of reading, a file a purpose.

pub(super) mod addresses;
pub(super) mod completions;
pub(super) mod feeds;
pub(super) mod links;
pub(super) mod lists;
pub(super) mod places;
pub(super) mod previews;
pub(super) mod search;
pub(super) mod sources;
pub(super) mod suggestions;
pub(super) mod surroundings;
pub(super) mod tags;
pub(super) mod unsaved;

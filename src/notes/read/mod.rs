//! Reading: places (a note or a folder), lists, tags and search, each for one visitor's audiences.
//!
//! Every query here asks `audience_id = any(visitor's ids)`. What a visitor may not read is not there: it is
//! counted nowhere, named nowhere, and its address answers like one that never was.

pub mod addresses;
pub mod brief;
pub mod complete;
mod cut;
pub mod embeds;
pub mod excerpt;
pub mod feed;
pub mod holes;
pub mod links;
pub mod list;
pub mod place;
pub mod preview;
pub mod search;
pub mod source;
mod store;
pub mod surroundings;
pub mod tags;
pub mod tree;
pub(in crate::notes) mod unsaved;

//! Reading: places (a note or a folder), lists, tags and search, each for one visitor's audiences.
//!
//! Every query here asks `audience_id = any(visitor's ids)`. What a visitor may not read is not there: it is
//! counted nowhere, named nowhere, and its address answers like one that never was.

mod cut;
pub mod excerpt;
pub mod holes;
pub mod links;
pub mod list;
pub mod place;
pub mod preview;
pub mod search;
mod store;
pub mod surroundings;
pub mod tags;
pub mod tree;

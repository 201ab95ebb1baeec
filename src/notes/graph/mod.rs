//! The graph: of the garden, and around one note.
//!
//! Where everything lies is worked out beside the requests ([`follow`]), an audience at a time ([`chart`]), and
//! kept; a request only reads what its visitor may see ([`read`]) and draws it ([`picture`]).

mod chart;
mod folders;
mod gather;
pub mod layout;
mod names;
pub mod picture;
pub mod read;
mod store;
mod tend;

pub use chart::{Chart, Known, Note, Placed, chart};
pub use folders::{Folder, FolderLink};
pub use tend::{follow, tend};

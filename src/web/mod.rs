//! What every page needs and no domain owns: visitor, chrome, forms, errors, headers, assets.
//!
//! This room knows no domain. Who is behind a session is found out by a middleware that `server` wires in; it
//! lays a [`Visitor`] into the request, and everything here and above only reads that.

pub mod address;
mod answer;
pub mod assets;
mod card;
mod chrome;
mod error;
pub mod error_pages;
pub mod forms;
pub mod headers;
pub mod kept;
pub mod next;
pub mod origin;
mod page;
pub mod preferences;
mod settings;
pub mod shortcuts;
pub(crate) mod upload;
mod visitor;

pub(crate) use answer::{Content, answer};
pub(crate) use card::card;
pub use chrome::{Chrome, Flash};
pub use error::Error;
pub(crate) use page::{page, page_with_status, paged, see_other, see_other_saying};
pub(crate) use settings::{SYSTEM, USUAL};
pub use visitor::{Author, Owner, Person, SignedIn, Visitor};

/// What handlers answer with.
pub type Result<T = actix_web::HttpResponse> = std::result::Result<T, Error>;

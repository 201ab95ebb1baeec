//! Attachments and how they are served.
//!
//! Owns the tables `files`, `pictures` and `thumbnails`. Who may read one stands in `file_audiences`, which the notes that use it write.

mod answer;
pub mod attach;
mod disposition;
mod pages;
mod store;
mod sweep;
mod thumbnails;

pub use disposition::{address, inline, thumbnail_address};
pub use pages::routes;
pub use sweep::{SweepError, sweep};
pub use thumbnails::{Thumbnails, catch_up};

use actix_web::HttpRequest;

use crate::{
    ids::FileId,
    state::State,
    web::{self, Error},
};

/// Answers with a file whoever shows it today. Whether the asker may read it, the caller has asked.
///
/// # Errors
/// When the file or its bytes are not there any more, or the database does not answer.
pub(crate) async fn send(request: &HttpRequest, state: &State, id: FileId) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let file = store::find_kept_file(&mut db, id).await?.ok_or(Error::NotFound)?;
    drop(db);
    pages::send(request, state, id, &file).await
}

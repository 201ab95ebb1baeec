//! Pictures for shared links, as answers.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, ContentEncoding, EntityTag},
};
use tokio::{sync::Semaphore, time::timeout};

use super::{Error, Result, answer};
use crate::cards::Card;

/// Cards that one program draws at a time: each takes a processor and three megabytes for a moment.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// How long a card waits for its turn.
const PATIENCE: Duration = Duration::from_secs(4);
/// After how many seconds it makes sense to try again.
const PAUSE: u32 = 5;

/// A card as a PNG, or `304 Not Modified` without drawing it. `public`: it is the same for everyone.
pub(crate) async fn card(request: &HttpRequest, card: Card, public: bool) -> Result {
    let tag = EntityTag::new_strong(card.fingerprint());
    let known = answer::is_known(request, &tag, None);
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header(header::ETag(tag)).insert_header((header::CONTENT_TYPE, mime::IMAGE_PNG));
    // It is compressed as it is.
    response.insert_header(ContentEncoding::Identity);
    if public {
        response.insert_header((header::CACHE_CONTROL, answer::PUBLIC));
    }
    if known {
        return Ok(response.finish());
    }
    let turn = timeout(PATIENCE, AT_ONCE.acquire()).await;
    let Ok(Ok(_turn)) = turn else { return Err(Error::TooMany(PAUSE)) };
    let drawn = tokio::task::spawn_blocking(move || card.draw()).await;
    let png = drawn.map_err(anyhow::Error::from).and_then(|drawn| Ok(drawn?)).map_err(Error::Internal)?;
    Ok(response.body(png))
}

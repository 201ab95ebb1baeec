//! `/sitemap.xml` (sitemaps.org): every note for everyone, with its translations. Where they are more than one file
//! should hold, an index of the parts, `/sitemap/{after}.xml`.
//!
//! Folders, tags and lists are not in it: they are ways to the notes, not what anybody searches for.

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};
use askama::Template;

use super::xml;
use crate::{
    ids::NoteId,
    notes::read::addresses::{self, Address},
    state::State,
    web::{self, Content, Error},
};

const MEDIA_TYPE: &str = "application/xml; charset=utf-8";

#[derive(Template)]
#[template(path = "feeds/sitemap_index.xml")]
struct Index {
    site: String,
    parts: Vec<NoteId>,
}

#[derive(Template)]
#[template(path = "feeds/sitemap.xml")]
struct Part {
    site: String,
    is_first: bool,
    notes: Vec<Address>,
}

pub(super) async fn get(request: HttpRequest, state: Data<State>) -> web::Result {
    if !state.config.server.search_engines {
        return Err(Error::NotFound);
    }
    let mut db = state.pool.acquire().await?;
    let parts = addresses::parts(&mut db).await?;
    let site = state.address();
    let xml = match parts.as_slice() {
        [only] => {
            let notes = addresses::part(&mut db, *only).await?;
            Part { site, is_first: true, notes }.render()?
        }
        _ => Index { site, parts }.render()?,
    };
    drop(db);
    Ok(answer(&request, xml))
}

pub(super) async fn part(request: HttpRequest, after: Path<String>, state: Data<State>) -> web::Result {
    let after: NoteId = after.parse().map_err(|_| Error::NotFound)?;
    if !state.config.server.search_engines {
        return Err(Error::NotFound);
    }
    let mut db = state.pool.acquire().await?;
    let notes = addresses::part(&mut db, after).await?;
    drop(db);
    let is_first = after.0.is_nil();
    if notes.is_empty() && !is_first {
        return Err(Error::NotFound);
    }
    Ok(answer(&request, Part { site: state.address(), is_first, notes }.render()?))
}

fn answer(request: &HttpRequest, xml: String) -> actix_web::HttpResponse {
    let body = xml::legal(xml).into();
    web::answer(request, Content { media_type: MEDIA_TYPE, body, modified: None, public: true })
}

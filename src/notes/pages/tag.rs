//! `/tags/{tag}`: the notes of a tag and of the tags nested in it.

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};
use askama::Template;

use super::{list::ListView, shared::Shared, view};
use crate::{
    notes::marks,
    notes::read::{
        list::{self, Of, Order, Wish},
        place,
        tree::Tree,
    },
    state::State,
    text::fold,
    web::{self, Chrome, Error, forms::Query},
};

/// Longer tags are nobody's.
const MAX_TAG: usize = 200;

#[derive(Template)]
#[template(path = "notes/tag.html")]
struct TagPage {
    chrome: Chrome,
    name: String,
    view: ListView,
    tree: Tree,
    here: String,
    shared: Shared,
}

pub(super) async fn get(
    request: HttpRequest,
    tag: Path<String>,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let trimmed = tag.trim_end_matches('/');
    if trimmed.len() != tag.len() {
        return Ok(view::moved(&view::tag_address(trimmed), request.query_string()));
    }
    let key = fold::key(&tag);
    if key.is_empty() || key.len() > MAX_TAG || key.contains('\0') {
        return Err(Error::NotFound);
    }
    let audiences = &chrome.visitor.audiences;
    let mut db = state.pool.acquire().await?;
    let mut list = list::list(&mut db, Of::Tag(&key), &wish.0, audiences).await?;
    // A tag of notes that the visitor may not read is no tag.
    if list.is_barren() || list.page.is_beyond() {
        return Err(Error::NotFound);
    }
    let mut tree = place::tree(&mut db, audiences).await?;
    marks::show_read(&mut db, chrome.visitor.reader(), audiences, &mut list.page.items, &mut tree).await?;
    drop(db);
    let written = list.page.items.iter().flat_map(|note| &note.tags).find(|tag| tag.key == key);
    let name = written.map_or_else(|| key.clone(), |tag| tag.name.clone());
    let base = view::tag_address(&key);
    let shared = Shared::tag(&chrome, &key, chrome.t.tag_title(name.as_str()));
    let view = ListView::new(list, base, Order::Updated);
    web::page(&request, &TagPage { chrome, name, view, tree, here: String::new(), shared })
}

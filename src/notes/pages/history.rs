//! `/notes/{path}/-/history`: every save of a note; and who may see what its pages show.

use actix_web::{
    HttpRequest,
    http::header::{self, HeaderValue},
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;

use super::view;
use crate::{
    i18n::{self, Locale, Strings},
    notes::{
        history::{self, Entry, Head, Listing, Whence},
        write::Origin,
    },
    state::State,
    web::{self, Chrome, Error, Person, SignedIn, forms::Query},
};

/// A page of the list: those older or newer than a number.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    before: String,
    after: String,
}

impl Wish {
    fn place(&self) -> Whence {
        let number = |text: &str| text.trim().parse::<i32>().ok();
        match (number(&self.before), number(&self.after)) {
            (Some(number), _) => Whence::Before(number),
            (None, Some(number)) => Whence::After(number),
            (None, None) => Whence::Top,
        }
    }
}

#[derive(Template)]
#[template(path = "notes/history.html")]
struct HistoryPage {
    chrome: Chrome,
    note: Head,
    list: Listing,
}

impl HistoryPage {
    fn address(&self) -> String {
        view::note_address(&self.note.path)
    }

    fn older(&self) -> Option<String> {
        self.list.older.map(|number| format!("{}/-/history?before={number}", self.address()))
    }

    fn newer(&self) -> Option<String> {
        self.list.newer.map(|number| format!("{}/-/history?after={number}", self.address()))
    }

    fn origin(&self, entry: &Entry) -> String {
        origin(self.chrome.t, entry.origin)
    }

    fn size(&self, entry: &Entry) -> String {
        i18n::file_size(entry.size, self.chrome.locale)
    }

    fn growth(&self, entry: &Entry) -> String {
        growth(entry.growth(), self.chrome.locale)
    }

    fn is_newest(&self, entry: &Entry) -> bool {
        entry.id == self.note.newest
    }

    fn is_published(&self, entry: &Entry) -> bool {
        self.note.published == Some(entry.id)
    }

    /// Whether there is anything to compare.
    fn has_two(&self) -> bool {
        self.list.entries.len() > 1
    }
}

/// The note at an address, for a person who may see its history. Whoever may read the note but not change it is told
/// so; to others there is no such note.
pub(super) async fn head(db: &mut sqlx::PgConnection, path: &str, person: &Person) -> web::Result<Head> {
    let note = history::find(db, path, &person.audiences).await?.ok_or(Error::NotFound)?;
    if note.is_for(person.role, person.id) { Ok(note) } else { Err(Error::Forbidden) }
}

/// A page of a history: not for the disk of a machine that others use.
pub(super) fn shown(request: &HttpRequest, page: &impl Template) -> web::Result {
    let mut response = web::page(request, page)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// A database that is away is no fault of ours, whatever it was asked for.
pub(super) fn fault(error: anyhow::Error) -> Error {
    error.downcast::<sqlx::Error>().map_or_else(Error::Internal, Error::from)
}

/// In which way a revision came to be, in words.
pub(super) fn origin(t: &Strings, origin: Origin) -> String {
    match origin {
        Origin::Import => t.history_origin_import(),
        Origin::Edit => t.history_origin_edit(),
        Origin::Merge => t.history_origin_merge(),
        Origin::Restore => t.history_origin_restore(),
        Origin::Move => t.history_origin_move(),
        Origin::Replace => t.history_origin_replace(),
        Origin::Suggestion => t.history_origin_suggestion(),
    }
}

/// A size that grew or shrank: "+12 B", "−1.2 kB".
pub(super) fn growth(bytes: i64, locale: Locale) -> String {
    let sign = match bytes {
        0 => "±",
        1.. => "+",
        _ => "−",
    };
    format!("{sign}{}", i18n::file_size(bytes.unsigned_abs(), locale))
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let note = head(&mut db, &path, &person).await?;
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, "history") {
        return Ok(moved);
    }
    let place = wish.0.place();
    let list = history::list(&mut db, note.id, place, &person.audiences).await?;
    drop(db);
    if list.entries.is_empty() && place != Whence::Top {
        return Err(Error::NotFound);
    }
    shown(&request, &HistoryPage { chrome, note, list })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_grow_and_shrink() {
        assert_eq!(growth(12, Locale::En), "+12 B");
        assert_eq!(growth(-1_258, Locale::Es), "−1,3 kB");
        assert_eq!(growth(0, Locale::PtBr), "±0 B");
    }
}

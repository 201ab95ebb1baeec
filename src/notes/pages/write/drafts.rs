//! `/write/drafts/{id}`: a text that is not saved. Kept from the editor while somebody types, opened, thrown away.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Json, Path},
};
use serde::{Deserialize, Serialize};

use super::editor::{EditorPage, Typed, edit_address};
use crate::{
    access::Role,
    ids::{DraftId, NoteId, RevisionId, VaultId},
    notes::{
        editing::{
            self,
            drafts::{self, Kept, Window},
        },
        pages::{moving::mover, suggest},
    },
    state::State,
    web::{self, Author, Chrome, Error, Flash, Visitor, forms::Query},
};

/// What the editor sends every few seconds.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Autosave {
    note: String,
    base: String,
    vault: String,
    place: String,
    source: String,
    summary: String,
    window: String,
    began_with: String,
}

/// What the text is for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Purpose {
    /// Not empty: it is to be suggested, for which one need not be allowed to change the note.
    suggests: String,
}

/// What it is told.
#[derive(Debug, Serialize)]
struct Answer {
    saved_at: String,
    others: Vec<Other>,
    /// Whether somebody has saved the note since the text was begun.
    newer: bool,
    /// Whether what another window had kept is a draft of its own from now on.
    beside: bool,
}

#[derive(Debug, Serialize)]
struct Other {
    name: String,
    since: String,
}

/// For the script: it keeps the text in the browser on anything but success.
pub(in crate::notes::pages) async fn post(
    id: Path<DraftId>,
    Query(purpose): Query<Purpose>,
    visitor: Visitor,
    state: Data<State>,
    Json(sent): Json<Autosave>,
) -> web::Result {
    let Some(person) = visitor.person else { return Ok(refused(StatusCode::UNAUTHORIZED)) };
    if person.role < Role::Author {
        return Ok(refused(StatusCode::FORBIDDEN));
    }
    let (by, now) = (mover(&person), state.clock.now());
    let mut db = state.pool.acquire().await?;
    let suggests = !purpose.suggests.is_empty();
    let base = sent.base.parse::<RevisionId>().ok();
    let (mut newer, mut others, note) = (false, Vec::new(), sent.note.parse::<NoteId>().ok());
    if let Some(note) = note {
        match editing::get(&mut db, note, &by).await? {
            Some(found) if found.allowed || suggests => newer = base != Some(found.revision),
            Some(_) => return Ok(refused(StatusCode::FORBIDDEN)),
            // What is written while the note lies in the bin is kept all the same.
            None if editing::bin::find(&mut db, note, &by).await?.is_some() => newer = true,
            None => return Ok(refused(StatusCode::NOT_FOUND)),
        }
        others = drafts::others(&mut db, by.id, note, now).await?;
    }
    let vault = match sent.vault.parse::<VaultId>() {
        Ok(vault) => crate::notes::vaults::get(&mut db, vault).await?.map(|vault| vault.id),
        Err(_) => None,
    };
    let window = Window { id: sent.window.parse().ok(), began_with: sent.began_with.parse().ok() };
    let (place, source, summary) = (&*sent.place, &*sent.source, &*sent.summary);
    let typed = drafts::Typed { note, suggests, base, vault, place, source, summary, window };
    let kept = drafts::keep(&mut db, by.id, *id, &typed, now).await?;
    match kept {
        Kept::Kept | Kept::Beside => {}
        Kept::Full => return Ok(refused(StatusCode::CONFLICT)),
        Kept::TooLong => return Ok(refused(StatusCode::PAYLOAD_TOO_LARGE)),
        Kept::NotTheirs => return Ok(refused(StatusCode::NOT_FOUND)),
    }
    let other = |other: drafts::Other| Other { name: other.name, since: other.since.to_string() };
    let others = others.into_iter().map(other).collect();
    Ok(HttpResponse::Ok().json(Answer {
        saved_at: now.to_string(),
        others,
        newer,
        beside: kept == Kept::Beside,
    }))
}

/// For a program, not a reader: without a page.
fn refused(status: StatusCode) -> HttpResponse {
    HttpResponse::build(status).json(serde_json::json!({"status": status.as_u16()}))
}

/// The editor with a draft: of its note, or of a new one.
pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    id: Path<DraftId>,
    chrome: Chrome,
    Author(person): Author,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let draft = drafts::get(&mut db, by.id, *id).await?.ok_or(Error::NotFound)?;
    if let Some(note) = draft.note
        && let Some(note) = editing::get(&mut db, note, &by).await?
        && (note.allowed || draft.suggests)
    {
        return Ok(web::see_other(&place_of(&note.path, draft.suggests)));
    }
    drop(db);
    // Whatever it was written on, it is the text of a new note now.
    let kept_at = draft.at;
    let typed = Typed { base: String::new(), ..Typed::of(draft) };
    let mut page = EditorPage::new(chrome, None, typed);
    page.notices.restored = Some(kept_at);
    page.shown(&request)
}

/// Throws a draft away; its writer is led to what the draft was of.
pub(in crate::notes::pages) async fn remove(
    id: Path<DraftId>,
    Author(person): Author,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let draft = drafts::get(&mut db, by.id, *id).await?.ok_or(Error::NotFound)?;
    drafts::forget(&mut db, by.id, draft.id).await?;
    let note = match draft.note {
        Some(note) => editing::get(&mut db, note, &by).await?.filter(|note| note.allowed || draft.suggests),
        None => None,
    };
    let address = note.map_or_else(|| "/write".to_owned(), |note| place_of(&note.path, draft.suggests));
    web::see_other_saying(&address, Flash::Forgotten)
}

/// Where a draft of a note is gone on with.
pub(super) fn place_of(path: &str, suggests: bool) -> String {
    if suggests { suggest::address(path) } else { edit_address(path) }
}

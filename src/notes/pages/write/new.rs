//! `/write/new`: the editor of a new note.

use actix_web::{HttpRequest, http::StatusCode, web::Data};
use serde::Deserialize;

use super::editor::{EditorPage, MAX_FORM, Typed, private};
use crate::{
    access::Role,
    notes::{
        editing::{
            self, EditError, New, Stored, Writer,
            place::{self, home},
        },
        moving::announce,
        pages::{
            moving::{self, mover},
            view,
        },
    },
    state::State,
    web::{self, Author, Chrome, Error, Flash, forms::Query, kept::PersonsForm},
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Wish {
    /// The address of a folder, below `/notes/`.
    folder: String,
    title: String,
}

pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let home = home(&mut db, wish.folder.trim_matches('/'), &mover(&person)).await?;
    drop(db);
    let slash = if home.folder.is_empty() { "" } else { "/" };
    let title: String = wish.title.chars().take(200).collect();
    let typed = Typed {
        vault: home.vault.map(|vault| vault.to_string()).unwrap_or_default(),
        place: format!("{}{slash}{}", home.folder, place::name_for(&title)),
        ..Typed::default()
    };
    EditorPage::new(chrome, None, typed).shown(&request)
}

pub(in crate::notes::pages) async fn post(
    chrome: Chrome,
    state: Data<State>,
    PersonsForm(person, typed): PersonsForm<Typed, MAX_FORM>,
) -> web::Result {
    if person.role < Role::Author {
        return Err(Error::Forbidden);
    }
    let by = mover(&person);
    let mut page = EditorPage::new(chrome, None, Typed { note: String::new(), ..typed });
    if !page.typed.resumed.is_empty() {
        page.notices.resumed = true;
        return page.answer(StatusCode::OK).map(private);
    }
    if page.typed.wish == "preview" {
        page.draw(&state).await?;
        return page.answer(StatusCode::OK).map(private);
    }
    match create(&state, &page, &by).await {
        Ok(stored) => web::see_other_saying(&view::note_address(&stored.path), Flash::Saved),
        Err(error) => {
            page.refuse(error)?;
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

async fn create(state: &State, page: &EditorPage, by: &Writer) -> Result<Stored, EditError> {
    let typed = &page.typed;
    let untitled = page.chrome.t.new_untitled();
    let place = place::read(&typed.place, &typed.source, &untitled).ok_or(EditError::Place)?;
    let new = New {
        vault: typed.vault(),
        place: &place,
        source: &typed.source,
        summary: typed.summary(),
        draft: typed.draft(),
    };
    let ground = moving::ground(&page.chrome).map_err(|_| EditError::NotFound)?;
    let mut transaction = state.pool.begin().await?;
    let stored = editing::create(&mut transaction, &new, by, &ground, state.clock.now()).await?;
    announce(&mut transaction).await?;
    transaction.commit().await?;
    Ok(stored)
}

//! `/write/new`: the editor of a new note.

use actix_web::{HttpRequest, http::StatusCode, web::Data};
use serde::Deserialize;
use sqlx::PgConnection;

use super::editor::{EditorPage, MAX_FORM, Typed, private};
use crate::{
    access::Role,
    notes::{
        editing::{
            self, EditError, New, Stored, Writer, drafts,
            place::{self, home},
            templates::{self, Customs, Occasion},
        },
        moving::announce,
        pages::{
            moving::{self, mover},
            view,
        },
    },
    state::State,
    web::{self, Author, Chrome, Error, forms::Query, kept::PersonsForm},
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Wish {
    /// The address of a folder, below `/notes/`.
    folder: String,
    title: String,
    /// The name of a template.
    template: String,
}

/// The templates for a new note, and what was chosen.
#[derive(Debug)]
pub(in crate::notes::pages) struct Beginnings {
    pub(in crate::notes::pages) folder: String,
    pub(in crate::notes::pages) title: String,
    pub(in crate::notes::pages) template: String,
    pub(in crate::notes::pages) names: Vec<String>,
}

pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let by = mover(&person);
    let home = home(&mut db, wish.folder.trim_matches('/'), &by).await?;
    let customs = templates::customs(&mut db).await?;
    let offered = templates::list(&mut db, &customs, &by).await?;
    let slash = if home.folder.is_empty() { "" } else { "/" };
    let title: String = wish.title.chars().take(200).collect();
    let now = state.clock.now().to_zoned(chrome.visitor.zone.clone());
    let occasion = Occasion { title: &title, now: &now, words: chrome.t };
    let source = template_of(&mut db, &customs, &wish.template, &by, occasion).await?;
    drop(db);
    let typed = Typed {
        source,
        vault: home.vault.map(|vault| vault.to_string()).unwrap_or_default(),
        place: format!("{}{slash}{}", home.folder, place::name_for(&title)),
        ..Typed::default()
    };
    let mut page = EditorPage::new(chrome, None, typed);
    page.beginnings = Some(Beginnings {
        folder: wish.folder,
        title,
        template: wish.template,
        names: offered.into_iter().map(|template| template.name).collect(),
    });
    page.shown(&request)
}

/// The text that a template gives; empty where there is none of this name.
///
/// # Errors
/// Those of the database.
pub(in crate::notes::pages) async fn template_of(
    db: &mut PgConnection,
    customs: &Customs,
    name: &str,
    by: &Writer,
    occasion: Occasion<'_>,
) -> sqlx::Result<String> {
    if name.is_empty() {
        return Ok(String::new());
    }
    Ok(templates::begin(db, customs, name, by, occasion).await?.unwrap_or_default())
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
    page.put_properties();
    if !page.typed.resumed.is_empty() {
        page.notices.resumed = true;
        return page.answer(StatusCode::OK).map(private);
    }
    if place_of(&page).is_none() {
        page.errors.add("place", page.chrome.t.new_place_bad());
    }
    if let Some(answer) = page.before_saving(&state, &by).await? {
        return Ok(answer);
    }
    if !page.errors.is_empty() {
        return page.answer(StatusCode::UNPROCESSABLE_ENTITY);
    }
    match create(&state, &page, &by).await {
        Ok(stored) => {
            let flash = page.flash(stored.renamed);
            web::see_other_saying(&view::note_address(&stored.path), flash)
        }
        Err(error) => {
            page.refuse(error)?;
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

/// Where the note is to lie, if a file can be called so.
fn place_of(page: &EditorPage) -> Option<String> {
    place::read(&page.typed.place, &page.typed.source, &page.chrome.t.new_untitled())
}

pub(in crate::notes::pages) async fn create(
    state: &State,
    page: &EditorPage,
    by: &Writer,
) -> Result<Stored, EditError> {
    let typed = &page.typed;
    let place = place_of(page).ok_or(EditError::Place)?;
    let new = New {
        vault: typed.vault(),
        place: &place,
        source: &typed.source,
        summary: typed.summary(),
        draft: typed.draft(),
    };
    let ground = moving::ground(&page.chrome).map_err(|_| EditError::NotFound)?;
    let mut transaction = state.pool.begin().await?;
    if let Some(draft) = typed.draft() {
        drafts::spare_others(&mut transaction, by.id, draft, &typed.as_draft()).await?;
    }
    let stored = editing::create(&mut transaction, &new, by, &ground, state.clock.now()).await?;
    announce(&mut transaction).await?;
    transaction.commit().await?;
    Ok(stored)
}

//! `/write/notes`: the notes that somebody may change, and what is to be done to those that they choose.

use std::collections::{HashMap, HashSet};

use actix_web::{HttpRequest, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    editor::{private, web_error},
    sieve::{Sieve, standing},
    work::{Wanted, WorkPage},
};
use crate::{
    db::paging::{Page, PageNumber},
    i18n,
    ids::NoteId,
    notes::{
        editing::{
            Writer,
            checks::{self, Appearing},
        },
        moving::{Ground, Mover},
        pages::{
            moving::{ground, mover},
            view,
        },
        works::{
            self, Plan, Step, WorkError,
            deed::Deed,
            list::{self, Filter, Row, Standing},
        },
    },
    state::State,
    web::{
        self, Author, Chrome, Error,
        forms::{Errors, Form, Query},
    },
};

/// The largest form of the list: every chosen note by its id, and each of the page once more.
pub(super) const MAX_FORM: usize = 256 * 1024;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Wish {
    #[serde(flatten)]
    filter: Filter,
    page: PageNumber,
}

/// What was chosen, and what is to be done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Typed {
    /// The list that was shown.
    #[serde(flatten)]
    filter: Filter,
    page: PageNumber,
    /// The notes of that page.
    here: Vec<NoteId>,
    /// Those that are ticked.
    note: Vec<NoteId>,
    /// `ticked`, `page` or `all`.
    which: String,
    #[serde(flatten)]
    wanted: Wanted,
}

#[derive(Template)]
#[template(path = "notes/write_notes.html")]
struct NotesPage {
    chrome: Chrome,
    sieve: Sieve,
    page: Page<Row>,
    /// How many notes match; one more than can be worked on where there are more than that.
    count: usize,
    ticked: HashSet<NoteId>,
    which: String,
    wanted: Wanted,
    errors: Errors,
}

impl NotesPage {
    async fn of(
        db: &mut PgConnection,
        chrome: Chrome,
        (filter, page): (Filter, PageNumber),
        by: &Mover,
    ) -> web::Result<Self> {
        let rows = list::list(db, &filter, page, by).await?;
        if rows.is_beyond() {
            return Err(Error::NotFound);
        }
        Ok(Self {
            count: list::all(db, &filter, by).await?.len(),
            sieve: Sieve::of(db, filter, by, chrome.t).await?,
            page: rows,
            chrome,
            ticked: HashSet::new(),
            which: "ticked".to_owned(),
            wanted: Wanted::default(),
            errors: Errors::default(),
        })
    }

    fn is_ticked(&self, note: &NoteId) -> bool {
        self.ticked.contains(note)
    }

    fn previous(&self) -> Option<String> {
        self.page.previous().map(|page| address(&self.sieve.filter, page))
    }

    fn next(&self) -> Option<String> {
        self.page.next().map(|page| address(&self.sieve.filter, page))
    }

    /// The list narrowed to a folder besides.
    fn in_folder(&self, folder: &str) -> String {
        address(&Filter { folder: folder.to_owned(), ..self.sieve.filter.clone() }, 1)
    }

    /// The list narrowed to a tag besides.
    fn with_tag(&self, tag: &str) -> String {
        address(&Filter { tag: tag.to_owned(), ..self.sieve.filter.clone() }, 1)
    }

    fn state(&self, one: Standing) -> String {
        standing(one, self.chrome.t)
    }

    fn too_many(&self) -> bool {
        self.count > works::MOST
    }

    fn does(&self, deed: &str) -> bool {
        self.wanted.deed == deed
    }
}

/// The address of a page of the list.
pub(super) fn address(filter: &Filter, page: u32) -> String {
    let mut query: Vec<String> = filter
        .parameters()
        .into_iter()
        .map(|(name, value)| format!("{name}={}", view::in_query(value)))
        .collect();
    if page > 1 {
        query.push(format!("page={page}"));
    }
    if query.is_empty() { "/write/notes".to_owned() } else { format!("/write/notes?{}", query.join("&")) }
}

pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let page = NotesPage::of(&mut db, chrome, (wish.filter, wish.page), &mover(&person)).await?;
    drop(db);
    web::page(&request, &page).map(private)
}

/// Shows what would be done. Nothing is written.
pub(in crate::notes::pages) async fn post(
    chrome: Chrome,
    Author(person): Author,
    state: Data<State>,
    Form(typed): Form<Typed, MAX_FORM>,
) -> web::Result {
    let by = mover(&person);
    let mut errors = Errors::default();
    let deed = typed.wanted.deed(chrome.t).map_err(|(field, message)| errors.add(field, message)).ok();
    let mut db = state.pool.acquire().await?;
    let notes = match typed.which.as_str() {
        "all" => list::all(&mut db, &typed.filter, &by).await?,
        "page" => typed.here.clone(),
        _ => typed.note.clone(),
    };
    let chosen = match works::chosen(&mut db, &notes, &by).await {
        Ok(chosen) => chosen,
        Err(WorkError::TooMuch) => {
            errors.add("which", too_much(&chrome));
            Vec::new()
        }
        Err(error) => return Err(fault(error)),
    };
    if chosen.is_empty() {
        errors.add("which", chrome.t.bulk_error_none());
    }
    if let Some(deed) = deed
        && errors.is_empty()
    {
        match works::plan(&mut db, &deed, chosen, &by, &ground(&chrome)?).await {
            Ok(plan) => {
                let findings = findings(&mut db, &deed, &plan, &by, &ground(&chrome)?).await?;
                drop(db);
                let back = address(&typed.filter, typed.page.get());
                return WorkPage::new(chrome, deed, (plan, findings), typed.wanted, back).shown();
            }
            Err(WorkError::TooMuch) => errors.add("which", too_much(&chrome)),
            Err(error) => return Err(fault(error)),
        }
    }
    // The page may be empty by now: then its list begins anew.
    let page = if typed.here.is_empty() { PageNumber::FIRST } else { typed.page };
    let mut page = NotesPage::of(&mut db, chrome, (typed.filter, page), &by).await?;
    drop(db);
    page.ticked = typed.note.into_iter().collect();
    (page.which, page.wanted, page.errors) = (typed.which, typed.wanted, errors);
    web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page).map(private)
}

/// How much there is to look at in the notes that would be published.
async fn findings(
    db: &mut PgConnection,
    deed: &Deed,
    plan: &Plan,
    by: &Writer,
    ground: &Ground,
) -> web::Result<HashMap<NoteId, usize>> {
    if *deed != Deed::Publish {
        return Ok(HashMap::new());
    }
    let appearing = plan.steps.iter().filter_map(|Step { note, doing }| {
        Some(Appearing {
            note: note.id,
            vault: note.vault,
            vault_path: note.vault_path.clone(),
            author: note.author,
            source: doing.as_ref().ok()?.text.clone(),
        })
    });
    checks::count_together(db, appearing.collect(), by, ground).await.map_err(web_error)
}

pub(super) fn too_much(chrome: &Chrome) -> String {
    let size = i18n::file_size(works::HEAVIEST.unsigned_abs(), chrome.locale);
    chrome.t.bulk_error_much(works::MOST, size)
}

pub(super) fn fault(error: WorkError) -> Error {
    match error {
        WorkError::Nothing => Error::NotFound,
        WorkError::TooMuch => Error::TooLarge,
        WorkError::Undone => Error::Conflict,
        WorkError::Database(error) => error.into(),
        WorkError::Broken(error) => Error::Internal(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_asked() {
        let filter = Filter { title: " a & b ".into(), folder: "x/y".into(), ..Filter::default() };
        assert_eq!(address(&filter, 2), "/write/notes?title=a%20%26%20b&folder=x%2Fy&page=2");
        assert_eq!(address(&Filter::default(), 1), "/write/notes");
    }
}

//! `/notes/{path}/-/history/{number}`: what a note said then, its files, and the way to bring it back.

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;

use super::{
    history::{fault, growth, head, origin, shown},
    view,
    write::beside::clocks,
};
use crate::{
    access::Audience,
    files, i18n,
    ids::{FileId, RevisionId},
    notes::{
        history::{
            self, Head, Revision,
            restore::{RestoreError, Restorer},
            shown::{Shown, holds, show},
        },
        moving::Ground,
        read::place,
        write::Unusable,
    },
    state::State,
    text::language::Language,
    web::{self, Chrome, Error, Flash, Person, SignedIn, forms::Form},
};

#[derive(Template)]
#[template(path = "notes/revision.html")]
struct RevisionPage {
    chrome: Chrome,
    note: Head,
    revision: Revision,
    /// `None`: its front matter cannot be read any more.
    text: Option<Shown>,
    trouble: Option<String>,
}

/// The text that was the newest one when somebody chose to restore.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Restoring {
    base: RevisionId,
}

impl RevisionPage {
    fn address(&self) -> String {
        view::note_address(&self.note.path)
    }

    fn is_newest(&self) -> bool {
        self.revision.entry.id == self.note.newest
    }

    fn is_published(&self) -> bool {
        self.note.published == Some(self.revision.entry.id)
    }

    fn origin(&self) -> String {
        origin(self.chrome.t, self.revision.entry.origin)
    }

    fn size(&self) -> String {
        i18n::file_size(self.revision.entry.size, self.chrome.locale)
    }

    fn growth(&self) -> String {
        growth(self.revision.entry.growth(), self.chrome.locale)
    }

    /// What restoring would change beside the text: who reads the note, and whether anybody does.
    fn consequences(&self) -> Vec<String> {
        let (t, Some(text)) = (self.chrome.t, &self.text) else { return Vec::new() };
        let mut told = Vec::new();
        let now = place::audience(self.note.audience, self.note.listed);
        if text.audience != now {
            told.push(t.history_restore_audience(self.audience(now), self.audience(text.audience)));
        }
        let later = clocks(&self.chrome).appointed(&self.revision.source);
        match (self.note.published.is_some(), text.is_published && later.is_none()) {
            (true, false) => told.push(t.history_restore_hides()),
            (false, true) => told.push(t.history_restore_publishes()),
            _ => {}
        }
        told.extend(later.map(|later| t.history_restore_schedules(self.chrome.moment(&later.at))));
        told
    }

    fn audience(&self, audience: Audience) -> String {
        let t = self.chrome.t;
        match audience {
            Audience::Public => t.history_audience_public(),
            Audience::Unlisted => t.audience_unlisted(),
            Audience::Members => t.audience_members(),
            Audience::Private => t.audience_private(),
        }
    }
}

fn number(text: &str) -> web::Result<i32> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn page(
    state: &State,
    chrome: Chrome,
    (note, number): (Head, i32),
    person: &Person,
    trouble: Option<String>,
) -> web::Result<RevisionPage> {
    let mut db = state.pool.acquire().await?;
    let revision = history::revision(&mut db, note.id, number, &person.audiences).await?;
    let revision = revision.ok_or(Error::NotFound)?;
    let text = show(&mut db, &note, &revision, chrome.locale, &person.audiences).await;
    let text = text.map_err(fault)?;
    Ok(RevisionPage { chrome, note, revision, text, trouble })
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<(String, String)>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let (path, number) = (&path.0, number(&path.1)?);
    let mut db = state.pool.acquire().await?;
    let note = head(&mut db, path, &person).await?;
    drop(db);
    if let Some(moved) = view::elsewhere(&request, path, &note.path, &format!("history/{number}")) {
        return Ok(moved);
    }
    shown(&request, &page(&state, chrome, (note, number), &person, None).await?)
}

/// A file that the revision shows, to those who may see the revision.
pub(super) async fn file(
    request: HttpRequest,
    path: Path<(String, String, FileId)>,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let (path, number, file) = (&path.0, number(&path.1)?, path.2);
    let mut db = state.pool.acquire().await?;
    let note = head(&mut db, path, &person).await?;
    let revision = history::revision(&mut db, note.id, number, &person.audiences).await?;
    let revision = revision.ok_or(Error::NotFound)?;
    let holds = holds(&mut db, &note, &revision, file, &person.audiences).await;
    drop(db);
    if holds.map_err(fault)? { files::send(&request, &state, file).await } else { Err(Error::NotFound) }
}

/// `POST …/restoration`
pub(super) async fn restore(
    path: Path<(String, String)>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
    Form(form): Form<Restoring>,
) -> web::Result {
    let (path, number) = (&path.0, number(&path.1)?);
    let locale = chrome.site.locales.first().copied().unwrap_or_default();
    let language = Language::parse(locale.tag()).map_err(|error| Error::Internal(error.into()))?;
    let ground = Ground { language, zone: chrome.site.zone.clone() };
    let mut transaction = state.pool.begin().await?;
    let note = head(&mut transaction, path, &person).await?;
    let by = Restorer { id: person.id, role: person.role, audiences: &person.audiences };
    let summary = chrome.t.history_restored_summary(number.to_string());
    let what = (&note, number);
    let done =
        history::restore::restore(&mut transaction, what, form.base, by, summary, &ground, state.clock.now())
            .await;
    let trouble = match done {
        Ok(saved) => {
            transaction.commit().await?;
            return web::see_other_saying(&view::note_address(&saved.path), Flash::Restored);
        }
        Err(RestoreError::Gone) => return Err(Error::NotFound),
        Err(RestoreError::Changed) => chrome.t.history_restore_changed(),
        Err(RestoreError::Unusable(Unusable::FrontMatter { wrong, .. })) => wrong.told(chrome.t),
        Err(RestoreError::Unusable(Unusable::NobodyToReadIt)) => chrome.t.history_restore_nobody(),
        Err(RestoreError::Database(error)) => return Err(error.into()),
        Err(RestoreError::Broken(error)) => return Err(Error::Internal(error.into())),
    };
    drop(transaction);
    let mut db = state.pool.acquire().await?;
    let note = head(&mut db, path, &person).await?;
    drop(db);
    let page = page(&state, chrome, (note, number), &person, Some(trouble)).await?;
    web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

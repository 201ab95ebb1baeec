//! `/notes/{path}`: a note, else a folder, else the way to where the note went.

use actix_web::{
    HttpRequest,
    http::header::{self, HeaderValue},
    web::{Data, Path},
};
use askama::Template;

use super::{folder, shared::Shared, source, view};
use crate::{
    notes::{
        marks::{Marks, Shelf, Stop},
        moving,
        read::{
            list::Wish,
            place::{self, Heading, Note, Place},
            surroundings::{Around, Surroundings, surroundings},
            tree::{Crumb, Tree},
        },
        suggesting,
    },
    state::State,
    text::pace,
    web::{self, Chrome, Error, forms::Query},
};

#[derive(Template)]
#[template(path = "notes/note.html")]
pub(super) struct NotePage {
    pub(super) chrome: Chrome,
    pub(super) note: Note,
    pub(super) around: Surroundings,
    pub(super) crumbs: Vec<Crumb>,
    pub(super) tree: Tree,
    pub(super) here: String,
    pub(super) shared: Shared,
    /// Shown although its reader would rather have it in another language.
    pub(super) is_stopgap: bool,
    /// What the front page offers its reader besides.
    pub(super) shelf: Shelf,
}

impl NotePage {
    pub(super) fn new(
        chrome: Chrome,
        note: Note,
        around: Surroundings,
        (crumbs, tree): (Vec<Crumb>, Tree),
    ) -> Self {
        let shared = Shared::note(&chrome, &note, &around, &crumbs);
        let here = note.path.clone();
        let shelf = Shelf::default();
        let mut page = Self { chrome, note, around, crumbs, tree, here, shared, is_stopgap: false, shelf };
        page.is_stopgap =
            page.is_foreign() && !page.around.translations.is_empty() && page.in_readers_language().is_none();
        page
    }

    fn is_foreign(&self) -> bool {
        view::is_foreign(&self.note.language, &self.chrome)
    }

    /// The same note in the reader's language, if this one is in another.
    fn in_readers_language(&self) -> Option<&Around> {
        let locale = self.chrome.locale;
        let mut others = self.around.translations.iter().filter(|_| self.is_foreign());
        others.find(|other| view::is_language_of(&other.language, locale))
    }

    /// About how long the text takes.
    fn minutes(&self) -> Option<i64> {
        self.note.words.map(|words| pace::minutes(words, &self.note.language))
    }

    /// The reader's marks, where somebody wants them kept.
    fn marks(&self) -> Option<&Marks> {
        self.around.marks.as_ref()
    }

    /// The words of the heading under which the reader stopped, if it is still there.
    fn stopped_at(&self, stop: &Stop) -> Option<&Heading> {
        self.note.headings.iter().find(|heading| stop.heading.as_deref() == Some(heading.id.as_str()))
    }
}

impl NotePage {
    /// Whether the visitor may change this note, or move it.
    fn may_change(&self) -> bool {
        let person = self.chrome.visitor.person.as_ref();
        person.is_some_and(|person| moving::may_change(person.role, person.id, self.note.author_id))
    }

    /// Whether the visitor may suggest a change, and has reason to: the note is somebody else's.
    fn may_suggest(&self) -> bool {
        let person = self.chrome.visitor.person.as_ref();
        person.is_some_and(|person| {
            suggesting::may_suggest(person.role) && self.note.author_id != Some(person.id)
        })
    }
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let trimmed = path.trim_end_matches('/');
    if trimmed.len() != path.len() {
        return Ok(view::moved(&view::note_address(trimmed), request.query_string()));
    }
    if source::is_wished(&request)
        && let Some(source) = source::find(&state, &path, &chrome.visitor).await?
        && source.path == *path
    {
        let mut response = source::answer(&request, source, &chrome.visitor).await?;
        view::depends_on_accept(&mut response);
        return Ok(response);
    }
    let audiences = &chrome.visitor.audiences;
    let mut db = state.pool.acquire().await?;
    let found = place::find(&mut db, &path, audiences).await?.ok_or(Error::NotFound)?;
    match found.place {
        Place::Moved(now) => Ok(view::moved(&view::note_address(&now), request.query_string())),
        Place::Folder(folder) => {
            drop(db);
            folder::show(&request, chrome, &state, (folder, found.crumbs, found.tree), &wish.0).await
        }
        Place::Note(note) => {
            let mut tree = found.tree;
            // A draft is not read yet, but written.
            let reader = chrome.visitor.reader().filter(|_| !note.is_draft);
            let around = surroundings(&mut db, &note, chrome.locale, audiences, reader, &tree).await?;
            drop(db);
            if let Some(marks) = &around.marks {
                tree.mark_read(&marks.seen);
            }
            let is_draft = note.is_draft;
            let page = NotePage::new(chrome, *note, around, (found.crumbs, tree));
            let mut response = web::page(&request, &page)?;
            view::depends_on_accept(&mut response);
            if is_draft {
                // Not for the disk of a machine that others use, either.
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            }
            Ok(response)
        }
    }
}

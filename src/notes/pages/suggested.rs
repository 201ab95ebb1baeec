//! `/notes/{path}/-/suggestions/{number}`: what somebody suggests for a note, to be answered piece by piece.

use std::collections::HashMap;

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use tokio::task::spawn_blocking;

use super::{
    history::shown,
    moving::{ground, mover},
    suggest, suggested_list, view,
    write::editor::{private, told},
};
use crate::{
    i18n::Strings,
    notes::{
        editing::{EditError, Editable, LONGEST, Writer},
        moving::announce,
        suggesting::{
            self, ANSWER, Answer, Fate, Forbidden, SettleError, Settled, Standing, Suggestion,
            shown::{Shown, show},
        },
    },
    state::State,
    web::{
        self, Chrome, Error, Flash, Person, SignedIn,
        forms::{Errors, Form},
    },
};

/// `/notes/{path}/-/suggestions/{number}`
pub(super) fn address(path: &str, number: i32) -> String {
    format!("{}/{number}", suggested_list::address(path))
}

/// How it stands with a suggestion, in words.
pub(super) fn standing(t: &Strings, standing: Standing) -> String {
    match standing {
        Standing::Open => t.suggested_open(),
        Standing::Partly => t.suggested_partly(),
        Standing::Accepted => t.suggested_accepted(),
        Standing::Refused => t.suggested_refused(),
        Standing::Mixed => t.suggested_mixed(),
        Standing::Withdrawn => t.suggested_withdrawn(),
    }
}

#[derive(Template)]
#[template(path = "notes/suggested.html")]
struct SuggestionPage {
    chrome: Chrome,
    note: Editable,
    found: Suggestion,
    pieces: Vec<Shown>,
    is_theirs: bool,
    typed: Typed,
    errors: Errors,
}

/// What somebody chose in the form.
#[derive(Clone, Debug, Default)]
struct Typed {
    /// By the number of the piece: `accept`, `refuse`, or anything else for later.
    pieces: HashMap<usize, String>,
    words: String,
    version: i32,
    all: String,
}

impl Typed {
    fn of(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in fields {
            match (&*name, name.strip_prefix("piece-").and_then(|number| number.parse().ok())) {
                (_, Some(number)) => drop(typed.pieces.insert(number, value)),
                ("answer", _) => value.replace("\r\n", "\n").trim().clone_into(&mut typed.words),
                ("version", _) => typed.version = value.parse().unwrap_or_default(),
                ("all", _) => typed.all = value,
                _ => {}
            }
        }
        typed
    }

    fn chosen(&self, found: &Suggestion, way: &str) -> Vec<usize> {
        let numbers = 0..found.parts.len();
        if !self.all.is_empty() {
            return if self.all == way { numbers.collect() } else { Vec::new() };
        }
        numbers.filter(|number| self.pieces.get(number).is_some_and(|chosen| chosen == way)).collect()
    }
}

impl SuggestionPage {
    async fn new(chrome: Chrome, note: Editable, found: Suggestion, person: &Person) -> web::Result<Self> {
        let broken = |error: tokio::task::JoinError| Error::Internal(error.into());
        // What stands in the note now is for those who may change it.
        let clashing = if note.allowed {
            suggesting::clashing(&note, &found).await.map_err(broken)?
        } else {
            Vec::new()
        };
        let laid = spawn_blocking(move || (show(&found, &clashing), found)).await;
        let (pieces, found) = laid.map_err(broken)?;
        let is_theirs = found.by == person.id;
        let typed = Typed { version: found.version, ..Typed::default() };
        Ok(Self { chrome, note, found, pieces, is_theirs, typed, errors: Errors::default() })
    }

    fn address(&self) -> String {
        address(&self.note.path, self.found.number)
    }

    fn list_address(&self) -> String {
        suggested_list::address(&self.note.path)
    }

    fn standing(&self) -> String {
        standing(self.chrome.t, self.found.standing())
    }

    /// Whether it is to be answered by whoever sees it.
    fn may_answer(&self) -> bool {
        self.note.allowed && self.found.is_open()
    }

    /// Whether the note says something else than when it was made.
    fn is_behind(&self) -> bool {
        self.found.is_open() && self.found.revision != Some(self.note.revision)
    }

    fn is_chosen(&self, piece: &Shown, way: &str) -> bool {
        self.typed.pieces.get(&piece.number).map_or(way == "later", |chosen| chosen == way)
    }

    fn fate(&self, piece: &Shown) -> Option<String> {
        match piece.fate {
            Fate::Open if piece.clash.is_some() => Some(self.chrome.t.suggested_piece_clashes()),
            Fate::Open => None,
            Fate::Accepted => Some(self.chrome.t.suggested_accepted()),
            Fate::Refused => Some(self.chrome.t.suggested_refused()),
        }
    }

    fn refuse(mut self, error: SettleError) -> web::Result {
        let t = self.chrome.t;
        let (field, message) = match error {
            SettleError::Nothing => ("pieces", t.suggested_nothing_chosen()),
            SettleError::Words => ("answer", t.suggested_answer_long(ANSWER)),
            SettleError::Changed => {
                (self.typed.pieces, self.typed.version) = (HashMap::new(), self.found.version);
                ("pieces", t.suggested_changed())
            }
            SettleError::Edit(EditError::Unusable(wrong)) => {
                ("pieces", t.suggested_unusable(told(t, &wrong)))
            }
            SettleError::Edit(EditError::TooLong) => ("pieces", t.edit_too_long(LONGEST / 1024 / 1024)),
            SettleError::NotFound => return Err(Error::NotFound),
            SettleError::Forbidden => return Err(Error::Forbidden),
            SettleError::Database(error) => return Err(error.into()),
            SettleError::Edit(error) => return Err(Error::Internal(error.into())),
            SettleError::Broken(error) => return Err(Error::Internal(error.into())),
        };
        self.errors.add(field, message);
        web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &self).map(private)
    }
}

/// Whoever may read the note but not see this is told so; to others there is no such note.
async fn found(state: &State, path: &str, number: i32, by: &Writer) -> web::Result<(Editable, Suggestion)> {
    let mut db = state.pool.acquire().await?;
    let found = suggesting::find(&mut db, path, number, by).await?.ok_or(Error::NotFound)?;
    found.map_err(|Forbidden| Error::Forbidden)
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<(String, i32)>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let (path, number) = path.into_inner();
    let (note, found) = found(&state, &path, number, &mover(&person)).await?;
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, &format!("suggestions/{number}")) {
        return Ok(moved);
    }
    shown(&request, &SuggestionPage::new(chrome, note, found, &person).await?)
}

pub(super) async fn post(
    path: Path<(String, i32)>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
    Form(fields): Form<Vec<(String, String)>>,
) -> web::Result {
    let ((path, number), by) = (path.into_inner(), mover(&person));
    let (note, found) = found(&state, &path, number, &by).await?;
    if !note.allowed {
        return Err(Error::Forbidden);
    }
    let typed = Typed::of(fields);
    let summary = chrome.t.suggested_summary(number.to_string(), person.name.as_str(), found.words.as_str());
    let answer = Answer {
        path: &path,
        number,
        version: typed.version,
        accept: typed.chosen(&found, "accept"),
        refuse: typed.chosen(&found, "refuse"),
        words: &typed.words,
        summary: summary.trim_end().to_owned(),
    };
    match settle(&state, &chrome, &answer, &by).await {
        Ok(Settled { clashing: 1.., .. }) => {
            web::see_other_saying(&address(&note.path, number), Flash::AnsweredPartly)
        }
        Ok(_) => web::see_other_saying(&address(&note.path, number), Flash::Answered),
        Err(error) => {
            let mut page = SuggestionPage::new(chrome, note, found, &person).await?;
            page.typed = typed;
            page.refuse(error)
        }
    }
}

async fn settle(
    state: &State,
    chrome: &Chrome,
    answer: &Answer<'_>,
    by: &Writer,
) -> Result<Settled, SettleError> {
    let ground = ground(chrome).map_err(|_| SettleError::NotFound)?;
    let mut transaction = state.pool.begin().await?;
    let settled = suggesting::settle(&mut transaction, answer, by, &ground, state.clock.now()).await?;
    announce(&mut transaction).await?;
    transaction.commit().await?;
    Ok(settled)
}

pub(super) async fn withdraw(
    path: Path<(String, i32)>,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let (path, number) = path.into_inner();
    let mut transaction = state.pool.begin().await?;
    let done =
        suggesting::withdraw(&mut transaction, &path, number, &mover(&person), state.clock.now()).await;
    done.map_err(suggest::web_error)?;
    transaction.commit().await?;
    web::see_other_saying(&address(&path, number), Flash::SuggestionWithdrawn)
}

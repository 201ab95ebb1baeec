//! `/notes/{path}/-/checks`: what to look at before a note is published.

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use sqlx::PgConnection;

use super::{
    moving::{self, changeable, mover},
    view,
    write::editor::{edit_address, private, web_error},
};
use crate::{
    i18n::Strings,
    notes::{
        editing::{
            Editable, Writer,
            checks::{self, Checks, Kind},
            drafts,
            preview::Where,
        },
        write::Unusable,
    },
    state::State,
    text::markdown::FaultKind,
    web::{self, Chrome, SignedIn},
};

/// Findings as a page tells them.
pub(super) struct Told {
    /// How many there are.
    pub(super) count: usize,
    /// How many of them are not told.
    pub(super) more: usize,
    pub(super) items: Vec<Item>,
}

/// A finding in words.
pub(super) struct Item {
    pub(super) line: Option<usize>,
    /// Where the editor opens at that line.
    pub(super) address: String,
    pub(super) words: String,
    /// What stands in the line, with the last of its findings.
    pub(super) text: String,
}

/// Findings in words; `editor` is the address of the editor, empty on its own page.
pub(super) fn told(checks: &Checks, t: &Strings, editor: &str) -> Told {
    let next = checks.findings.iter().skip(1).map(Some).chain([None]);
    let items = checks.findings.iter().zip(next).map(|(finding, next)| Item {
        line: finding.line,
        address: match finding.line {
            Some(line) if !editor.is_empty() => format!("{editor}?line={line}"),
            Some(_) => "#source".to_owned(),
            None => format!("{editor}#property-description"),
        },
        words: words(&finding.kind, t),
        text: match next {
            Some(next) if next.line == finding.line => String::new(),
            _ => finding.text.clone(),
        },
    });
    Told { count: checks.count(), more: checks.more, items: items.collect() }
}

fn words(kind: &Kind, t: &Strings) -> String {
    match kind {
        Kind::Unusable(Unusable::FrontMatter { line, wrong, .. }) => {
            t.edit_front_matter(*line, wrong.told(t))
        }
        Kind::Unusable(Unusable::NobodyToReadIt) => t.edit_nobody(),
        Kind::NoDescription => t.check_no_description(),
        Kind::Missing(target) => t.check_missing(target.as_str()),
        Kind::MissingEmbed(target) => t.check_missing_embed(target.as_str()),
        Kind::Draft(target) => t.check_draft(target.as_str()),
        Kind::Hidden(target) => t.check_hidden(target.as_str()),
        Kind::NoPlace { place, title } => t.check_no_place(title.as_str(), place.as_str()),
        Kind::Fault(fault) => match fault {
            FaultKind::SkippedLevel(level) => t.check_skipped_level(*level, level.saturating_sub(1)),
            FaultKind::SecondTitle(first) => t.check_second_title(*first),
            FaultKind::EmptyHeading => t.check_empty_heading(),
            FaultKind::EmptyLink => t.check_empty_link(),
            FaultKind::NoAddress => t.check_no_address(),
            FaultKind::MissingPlace(place) => t.check_missing_place(place.as_str()),
            FaultKind::NoAlternative(picture) => t.check_no_alternative(picture.as_str()),
        },
    }
}

#[derive(Template)]
#[template(path = "notes/checks.html")]
pub(super) struct ChecksPage {
    pub(super) chrome: Chrome,
    pub(super) note: Editable,
    told: Told,
    /// Publishing at this time was asked for, and waits for a second word: what the button and the field said.
    asked: Option<(String, String)>,
    /// Whoever asks has a text of this note that is not saved.
    unsaved: bool,
}

impl ChecksPage {
    fn address(&self) -> String {
        view::note_address(&self.note.path)
    }

    /// Whether nothing was found.
    pub(super) fn is_clean(&self) -> bool {
        self.told.count == 0
    }

    /// Shows what was found to somebody who asked for the note to be published, by a button and perhaps a time.
    pub(super) fn ask_again(mut self, wish: &str, at: &str) -> web::Result {
        self.asked = Some((wish.to_owned(), at.to_owned()));
        web::page_with_status(StatusCode::OK, &self).map(private)
    }
}

/// What is to be looked at in the text of a note as it is saved.
pub(super) async fn look_over(
    db: &mut PgConnection,
    chrome: Chrome,
    note: Editable,
    by: &Writer,
) -> web::Result<ChecksPage> {
    let at = Where { note: Some(note.id), vault: Some(note.vault), vault_path: note.vault_path.clone() };
    let ground = moving::ground(&chrome)?;
    let checks = checks::check(db, note.source.clone(), (&at, note.author), by, &ground).await;
    let told = told(&checks.map_err(web_error)?, chrome.t, &edit_address(&note.path));
    let draft = drafts::of_note(db, by.id, note.id, false).await?;
    let unsaved =
        draft.is_some_and(|draft| draft.source.trim_end() != note.source.replace("\r\n", "\n").trim_end());
    Ok(ChecksPage { chrome, note, told, asked: None, unsaved })
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let note = changeable(&mut db, &path, &by).await?;
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, "checks") {
        return Ok(moved);
    }
    let page = look_over(&mut db, chrome, note, &by).await?;
    drop(db);
    web::page(&request, &page).map(private)
}

//! The editor: one form, whichever text it is for and whatever was wrong with it.

use actix_web::{HttpRequest, http::StatusCode};
use askama::Template;
use jiff::Timestamp;
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{new::Beginnings, purpose::Suggesting, words::words};
use crate::{
    i18n::Strings,
    ids::{DraftId, NoteId, RevisionId, VaultId},
    notes::{
        editing::{
            Clashing, EditError, Editable, LONGEST, Writer,
            bin::Binned,
            checks::Checks,
            clash::{self, Names},
            drafts::{self, Draft, Other, Window},
            place,
            preview::{self, Preview, Where},
            properties,
        },
        pages::{moving, view},
        write::Unusable,
    },
    state::State,
    web::{self, Chrome, Error, forms::Errors},
};

/// The largest form that the editor sends: each byte of the text may take three.
pub(in crate::notes::pages) const MAX_FORM: usize = 3 * LONGEST + 64 * 1024;

/// What stands in the form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Typed {
    pub(in crate::notes::pages) source: String,
    /// The revision that the text started from; empty for a new note.
    pub(in crate::notes::pages) base: String,
    /// The draft that it is kept as.
    pub(in crate::notes::pages) draft: String,
    /// The window in which it is typed.
    pub(in crate::notes::pages) window: String,
    /// When the draft was kept that the page began with; empty if it began with none.
    pub(in crate::notes::pages) began_with: String,
    /// The note; empty for a new one.
    pub(in crate::notes::pages) note: String,
    /// The vault of a new note; empty for the garden's own.
    pub(in crate::notes::pages) vault: String,
    /// The place of a new note in its vault.
    pub(in crate::notes::pages) place: String,
    pub(in crate::notes::pages) summary: String,
    /// Not empty: the text is a union with marks that are to be settled.
    pub(in crate::notes::pages) settles: String,
    /// The number of the suggestion that is made another.
    pub(in crate::notes::pages) suggestion: String,
    /// Not empty: it comes from a sign-in, to be gone on with.
    pub(in crate::notes::pages) resumed: String,
    /// What was changed beside the text.
    #[serde(flatten)]
    pub(in crate::notes::pages) properties: properties::Typed,
    /// The button: `save`, `draft`, `publish`, `check` or `preview`; below a checklist `anyway` and `save-anyway`.
    #[serde(rename = "do")]
    pub(in crate::notes::pages) wish: String,
}

impl Typed {
    pub(in crate::notes::pages) fn base(&self) -> Option<RevisionId> {
        self.base.parse().ok()
    }

    pub(in crate::notes::pages) fn draft(&self) -> Option<DraftId> {
        self.draft.parse().ok()
    }

    pub(in crate::notes::pages) fn note(&self) -> Option<NoteId> {
        self.note.parse().ok()
    }

    pub(in crate::notes::pages) fn vault(&self) -> Option<VaultId> {
        self.vault.parse().ok()
    }

    pub(in crate::notes::pages) fn summary(&self) -> Option<String> {
        Some(self.summary.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|said| !said.is_empty())
    }

    /// What was kept as a draft.
    pub(in crate::notes::pages) fn of(draft: Draft) -> Self {
        let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        Self {
            source: draft.source,
            summary: draft.summary,
            base: text(draft.base.map(|base| base.0)),
            draft: draft.id.to_string(),
            vault: text(draft.vault.map(|vault| vault.0)),
            place: draft.place,
            began_with: draft.at.to_string(),
            ..Self::default()
        }
    }

    /// As a draft is kept.
    pub(in crate::notes::pages) fn as_draft(&self) -> drafts::Typed<'_> {
        drafts::Typed {
            note: self.note(),
            suggests: false,
            base: self.base(),
            vault: self.vault(),
            place: &self.place,
            source: &self.source,
            summary: &self.summary,
            window: Window { id: self.window.parse().ok(), began_with: self.began_with.parse().ok() },
        }
    }
}

/// What the page says besides.
#[derive(Debug, Default)]
pub(in crate::notes::pages) struct Notices {
    /// The text is a draft that was kept then.
    pub(in crate::notes::pages) restored: Option<Timestamp>,
    /// The note was saved by somebody since that draft was begun.
    pub(in crate::notes::pages) newer: bool,
    /// It comes back from a sign-in.
    pub(in crate::notes::pages) resumed: bool,
    /// A file was attached: its name.
    pub(in crate::notes::pages) attached: Option<String>,
    /// The note lies in the bin.
    pub(in crate::notes::pages) binned: Option<Binned>,
}

#[derive(Template)]
#[template(path = "notes/edit.html")]
pub(in crate::notes::pages) struct EditorPage {
    pub(in crate::notes::pages) chrome: Chrome,
    /// The note; `None`: a new one.
    pub(in crate::notes::pages) note: Option<Editable>,
    /// The title of the note that this is a copy of.
    pub(in crate::notes::pages) copied: Option<String>,
    pub(in crate::notes::pages) typed: Typed,
    pub(in crate::notes::pages) errors: Errors,
    pub(in crate::notes::pages) notices: Notices,
    pub(in crate::notes::pages) others: Vec<Other>,
    pub(in crate::notes::pages) clash: Option<Box<Clashing>>,
    pub(in crate::notes::pages) preview: Option<Preview>,
    /// What to look at before the text is published.
    pub(in crate::notes::pages) checks: Option<Checks>,
    /// The text is suggested, not saved.
    pub(in crate::notes::pages) suggesting: Option<Suggesting>,
    /// What a new note may begin as.
    pub(in crate::notes::pages) beginnings: Option<Beginnings>,
}

impl EditorPage {
    pub(in crate::notes::pages) fn new(chrome: Chrome, note: Option<Editable>, mut typed: Typed) -> Self {
        typed.note = note.as_ref().map(|note| note.id.to_string()).unwrap_or_default();
        if typed.draft().is_none() {
            typed.draft = DraftId::new().to_string();
        }
        if typed.window.parse::<Uuid>().is_err() {
            typed.window = Uuid::new_v4().to_string();
        }
        Self {
            chrome,
            note,
            copied: None,
            typed,
            errors: Errors::default(),
            notices: Notices::default(),
            others: Vec::new(),
            clash: None,
            preview: None,
            checks: None,
            suggesting: None,
            beginnings: None,
        }
    }

    /// What the script says.
    pub(in crate::notes::pages) fn words(&self) -> String {
        words(self.chrome.t)
    }

    /// The language of the text, where it is known before it is read.
    pub(in crate::notes::pages) fn language(&self) -> Option<&str> {
        self.note.as_ref().map(|note| note.language.as_str())
    }

    /// What the two texts of a clash are called in marks.
    pub(in crate::notes::pages) fn names(&self) -> (String, String) {
        (self.chrome.t.clash_mark_ours(), self.chrome.t.clash_mark_theirs())
    }

    /// Says beside the text where marks of a clash still stand in it.
    pub(in crate::notes::pages) fn refuse_marks(&mut self) {
        let (ours, theirs) = self.names();
        let marks = clash::marks_in(&self.typed.source, Names { ours: &ours, theirs: &theirs });
        if let Some(first) = marks.first() {
            self.errors.add("source", self.chrome.t.clash_marks_left(*first));
        }
    }

    /// Draws the text as it stands in the form.
    pub(in crate::notes::pages) async fn draw(&mut self, state: &State) -> web::Result<()> {
        let mut db = state.pool.acquire().await?;
        let at = where_of(self.note.as_ref(), &self.typed, self.chrome.t.new_untitled().as_str());
        let ground = moving::ground(&self.chrome)?;
        let for_whom = (&self.chrome.visitor.audiences, self.chrome.locale);
        let drawn =
            preview::preview(&mut db, self.typed.source.clone(), &at, &ground.language, for_whom).await;
        self.preview = Some(drawn.map_err(web_error)?);
        Ok(())
    }

    /// Who else is at the note now.
    pub(in crate::notes::pages) async fn look_around(
        &mut self,
        db: &mut PgConnection,
        by: &Writer,
        now: Timestamp,
    ) -> web::Result<()> {
        if let Some(note) = &self.note {
            self.others = drafts::others(db, by.id, note.id, now).await?;
        }
        Ok(())
    }

    /// Says beside the text, or the place, why it could not be saved.
    ///
    /// # Errors
    /// What no field can mend.
    pub(in crate::notes::pages) fn refuse(&mut self, error: EditError) -> web::Result<()> {
        let t = self.chrome.t;
        match error {
            EditError::TooLong => self.errors.add("source", t.edit_too_long(LONGEST / 1024 / 1024)),
            EditError::Place => self.errors.add("place", t.new_place_bad()),
            EditError::Unusable(wrong) => self.errors.add("source", told(t, &wrong)),
            error => return Err(web_error(error)),
        }
        Ok(())
    }

    pub(in crate::notes::pages) fn answer(&self, status: StatusCode) -> web::Result {
        web::page_with_status(status, self)
    }

    /// The page may be kept by its reader's own browser: whoever goes back to it finds what they had typed.
    pub(in crate::notes::pages) fn shown(&self, request: &HttpRequest) -> web::Result {
        web::page(request, self)
    }
}

/// Why a text cannot be saved, in words.
pub(in crate::notes::pages) fn told(t: &Strings, wrong: &Unusable) -> String {
    match wrong {
        Unusable::FrontMatter { line, wrong, .. } => t.edit_front_matter(*line, wrong.told(t)),
        Unusable::NobodyToReadIt => t.edit_nobody(),
    }
}

/// A text in work is not for the disk of a machine that others use.
pub(in crate::notes::pages) fn private(mut answer: actix_web::HttpResponse) -> actix_web::HttpResponse {
    let value = actix_web::http::header::HeaderValue::from_static("no-store");
    answer.headers_mut().insert(actix_web::http::header::CACHE_CONTROL, value);
    answer
}

/// `/notes/{path}/-/edit`
pub(in crate::notes::pages) fn edit_address(path: &str) -> String {
    format!("{}/-/edit", view::note_address(path))
}

/// Where the text of a form lies, or would if it were saved now.
pub(in crate::notes::pages) fn where_of(note: Option<&Editable>, typed: &Typed, untitled: &str) -> Where {
    match note {
        Some(note) => {
            Where { note: Some(note.id), vault: Some(note.vault), vault_path: note.vault_path.clone() }
        }
        None => Where {
            note: None,
            vault: typed.vault(),
            vault_path: place::read(&typed.place, &typed.source, untitled)
                .unwrap_or_else(|| format!("{untitled}.md")),
        },
    }
}

/// An error that no field of the form can mend.
pub(in crate::notes::pages) fn web_error(error: EditError) -> Error {
    match error {
        EditError::NotFound => Error::NotFound,
        EditError::Forbidden => Error::Forbidden,
        EditError::Binned => Error::Conflict,
        EditError::Database(error) => error.into(),
        EditError::TooLong => Error::TooLarge,
        EditError::Place | EditError::Unusable(_) => Error::BadRequest,
        EditError::Broken(error) => Error::Internal(error.into()),
    }
}

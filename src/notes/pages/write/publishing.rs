//! What the editor's buttons do besides saving: publish, keep as a draft, look the text over.

use actix_web::http::StatusCode;

use super::{
    beside::clocks,
    editor::{EditorPage, private, web_error, where_of},
};
use crate::{
    notes::{
        editing::{
            Editable, Writer,
            checks::{self, Checks},
            publishing::{self, When},
        },
        pages::{
            checks::{Told, told},
            moving,
            publishing::flash_of,
        },
    },
    state::State,
    web::{self, Flash},
};

impl EditorPage {
    /// Does what was asked before the text is saved; the page is the answer where it is not to be saved now.
    pub(in crate::notes::pages) async fn before_saving(
        &mut self,
        state: &State,
        by: &Writer,
    ) -> web::Result<Option<actix_web::HttpResponse>> {
        let when = match self.typed.wish.as_str() {
            "preview" => {
                self.draw(state).await?;
                self.look_over(state, by, self.typed.source.clone()).await?;
                return self.answer(StatusCode::OK).map(private).map(Some);
            }
            "check" => {
                self.look_over(state, by, self.typed.source.clone()).await?;
                return self.answer(StatusCode::OK).map(private).map(Some);
            }
            "publish" | "anyway" => When::Now,
            "draft" => When::Never,
            "save-anyway" => return Ok(None),
            _ if self.appears() && self.errors.is_empty() => {
                self.look_over(state, by, self.typed.source.clone()).await?;
                // Saving says beside the text what makes it none.
                if self.asks_again() && self.checks.as_ref().is_some_and(Checks::is_usable) {
                    return self.answer(StatusCode::OK).map(private).map(Some);
                }
                self.checks = None;
                return Ok(None);
            }
            _ => return Ok(None),
        };
        let source = match when.written(&self.typed.source) {
            Ok(source) => source,
            Err(refused) => {
                self.errors.add("source", refused.told(self.chrome.t));
                return Ok(None);
            }
        };
        if self.typed.wish == "publish" {
            self.look_over(state, by, source.clone()).await?;
            if self.asks_again() {
                return self.answer(StatusCode::OK).map(private).map(Some);
            }
        }
        self.typed.source = source;
        Ok(None)
    }

    /// Whether saving the text as it stands shows it to its readers for the first time, now or at a time that it names.
    fn appears(&self) -> bool {
        let is_there = |note: &Editable| note.published || note.publish_at.is_some();
        !self.note.as_ref().is_some_and(is_there) && !publishing::says_draft(&self.typed.source)
    }

    /// What is said of the text when it is saved.
    pub(in crate::notes::pages) fn flash(&self) -> Flash {
        let appointed = clocks(&self.chrome).appointed(&self.typed.source);
        let first = if appointed.is_some() { Flash::Scheduled } else { Flash::Published };
        let said = if self.appears() { first } else { Flash::Saved };
        appointed.and_then(|appointed| flash_of(appointed.shown)).unwrap_or(said)
    }

    async fn look_over(&mut self, state: &State, by: &Writer, source: String) -> web::Result<()> {
        let at = where_of(self.note.as_ref(), &self.typed, self.chrome.t.new_untitled().as_str());
        let author = self.note.as_ref().map_or(Some(by.id), |note| note.author);
        let ground = moving::ground(&self.chrome)?;
        let mut db = state.pool.acquire().await?;
        let checks = checks::check(&mut db, source, (&at, author), by, &ground).await;
        self.checks = Some(checks.map_err(web_error)?);
        Ok(())
    }

    /// What was found, in words.
    pub(super) fn findings(&self) -> Option<Told> {
        let told = |checks| told(checks, self.chrome.t, "");
        self.checks.as_ref().map(told)
    }

    /// Whether publishing was asked for, and waits for a second word.
    pub(super) fn asks_again(&self) -> bool {
        let is_asked = !matches!(self.typed.wish.as_str(), "check" | "preview");
        is_asked && self.checks.as_ref().is_some_and(|checks| checks.count() > 0)
    }

    /// The button that is that second word, and what it says.
    pub(super) fn second_word(&self) -> (&'static str, String) {
        let t = self.chrome.t;
        if self.typed.wish == "publish" {
            ("anyway", t.publication_anyway())
        } else if clocks(&self.chrome).appointed(&self.typed.source).is_some() {
            ("save-anyway", t.publishing_anyway_then())
        } else {
            ("save-anyway", t.publication_anyway())
        }
    }

    /// Whether the text can say whether it is published.
    pub(super) fn can_wait(&self) -> bool {
        let place = self.note.as_ref().map_or(self.typed.place.as_str(), |note| &note.vault_path);
        publishing::can_wait(place)
    }

    /// Whether it is a draft as it stands.
    pub(super) fn is_draft(&self) -> bool {
        publishing::says_draft(&self.typed.source) || self.note.as_ref().is_some_and(|note| !note.published)
    }
}

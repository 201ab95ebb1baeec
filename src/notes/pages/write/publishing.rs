//! What the editor's buttons do besides saving: publish, keep as a draft, look the text over.

use actix_web::{HttpResponse, http::StatusCode};

use super::{
    beside::clocks,
    editor::{EditorPage, private, web_error, where_of},
};
use crate::{
    notes::{
        editing::{
            Editable, Writer,
            checks::{self, Checks},
            drafts,
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
    ) -> web::Result<Option<HttpResponse>> {
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
            _ if self.suggesting.is_none() && self.errors.is_empty() && self.appears() => {
                self.look_over(state, by, self.typed.source.clone()).await?;
                return self.ask_again(state, by).await;
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
            if let Some(answer) = self.ask_again(state, by).await? {
                return Ok(Some(answer));
            }
        }
        self.typed.source = source;
        Ok(None)
    }

    /// The page, where there is something to look at before the text appears. What was typed is kept meanwhile.
    async fn ask_again(&mut self, state: &State, by: &Writer) -> web::Result<Option<HttpResponse>> {
        if !self.asks_again() {
            // What makes it no text that can be saved is said beside it.
            self.checks = self.checks.take().filter(Checks::is_usable);
            return Ok(None);
        }
        let mut db = state.pool.acquire().await?;
        let draft = self.typed.draft().unwrap_or_default();
        drafts::keep(&mut db, by.id, draft, &self.typed.as_draft(), state.clock.now()).await?;
        drop(db);
        self.answer(StatusCode::OK).map(private).map(Some)
    }

    /// When the text as it stands is to be there for its readers.
    fn when(&self) -> When {
        if publishing::says_draft(&self.typed.source) {
            return When::Never;
        }
        let appointed = clocks(&self.chrome).appointed(&self.typed.source);
        appointed.map_or(When::Now, |appointed| When::At(appointed.at.to_string()))
    }

    /// Whether saving the text as it stands shows it to its readers for the first time, now or at a time that it names. One
    /// that waits for its time already, and goes on waiting, was looked over before.
    fn appears(&self) -> bool {
        let when = self.when();
        let waits = |note: &Editable| note.publish_at.is_some() && matches!(when, When::At(_));
        self.note.as_ref().map_or(when != When::Never, |note| note.appears(&when) && !waits(note))
    }

    /// What is said of the text when it is saved, perhaps under another name than its writer wished.
    pub(in crate::notes::pages) fn flash(&self, renamed: bool) -> Flash {
        let appointed = clocks(&self.chrome).appointed(&self.typed.source);
        let is_private = self.checks.as_ref().is_some_and(|checks| checks.is_private);
        let said = match self.when() {
            _ if renamed => Flash::Renamed,
            When::At(_) if self.appears() => Flash::Scheduled,
            When::Now if self.appears() && !is_private => Flash::Published,
            _ => Flash::Saved,
        };
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

    /// What was found, in words, where that was asked for or is asked about.
    pub(super) fn findings(&self) -> Option<Told> {
        let is_shown = matches!(self.typed.wish.as_str(), "check" | "preview") || self.asks_again();
        let told = |checks| told(checks, self.chrome.t, "");
        self.checks.as_ref().filter(|_| is_shown).map(told)
    }

    /// Whether the text would appear, and that waits for a second word: there is something to look at, and others will read it.
    pub(super) fn asks_again(&self) -> bool {
        let is_asked = !matches!(self.typed.wish.as_str(), "check" | "preview");
        let matters = |checks: &Checks| checks.count() > 0 && checks.is_usable() && !checks.is_private;
        is_asked && self.checks.as_ref().is_some_and(matters)
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

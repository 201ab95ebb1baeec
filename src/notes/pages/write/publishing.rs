//! What the editor's buttons do besides saving: publish, keep as a draft, look the text over.

use actix_web::http::StatusCode;

use super::editor::{EditorPage, private, web_error, where_of};
use crate::{
    notes::{
        editing::{
            Writer, checks,
            publishing::{self, When},
        },
        pages::{
            checks::{Told, told},
            moving,
        },
    },
    state::State,
    web,
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
            if self.checks.as_ref().is_some_and(|checks| checks.count() > 0) {
                return self.answer(StatusCode::OK).map(private).map(Some);
            }
        }
        self.typed.source = source;
        Ok(None)
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
        self.typed.wish == "publish" && self.checks.as_ref().is_some_and(|checks| checks.count() > 0)
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

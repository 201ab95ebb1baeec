//! `/admin/imports/{id}`: an import under way, or what it did.

use actix_web::{
    HttpRequest,
    http::header::{HeaderName, HeaderValue},
    web::{Data, Path},
};
use askama::Template;

use crate::{
    admin::words,
    i18n,
    state::State,
    transfer::import::{
        self, Change, Changes, Encoding, Failure, Kept, Listed, Phase, Report, Stage, Standing, Why,
    },
    web::{self, Chrome, Error, Owner},
};

#[derive(Template)]
#[template(path = "admin/imports.html")]
struct ImportsPage {
    chrome: Chrome,
    kept: Kept,
}

impl ImportsPage {
    fn title(&self) -> String {
        let t = self.chrome.t;
        self.kept
            .vault
            .as_deref()
            .map_or_else(|| t.import_page_title(), |vault| t.import_page_title_of(vault))
    }

    fn number(&self, count: u64) -> String {
        i18n::grouped(count, self.chrome.locale)
    }

    fn progress(&self, stage: &Stage) -> String {
        let (done, total) = (self.number(stage.done), self.number(stage.total));
        match stage.phase {
            Phase::Reading => self.chrome.t.import_progress_reading(done, total),
            Phase::Saving => self.chrome.t.import_progress_saving(done, total),
        }
    }

    fn seconds(&self, report: &Report) -> String {
        i18n::decimal(report.seconds, self.chrome.locale)
    }

    fn why(&self, why: &Why) -> String {
        words::why(why, self.chrome.locale)
    }

    fn failure(&self, failure: &Failure) -> String {
        words::failure(failure, self.chrome.locale)
    }

    fn audience(&self, report: &Report) -> String {
        words::audience(self.chrome.t, report.audience)
    }

    fn kinds<'a>(&self, report: &'a Report) -> [(String, &'a Changes); 2] {
        let t = self.chrome.t;
        [(t.import_report_notes(), &report.notes), (t.import_report_files(), &report.attachments)]
    }

    /// In the order of [`Changes::counts`].
    fn columns(&self) -> [String; 6] {
        let t = self.chrome.t;
        [
            t.import_report_added(),
            t.import_report_changed(),
            t.import_report_moved(),
            t.import_report_unchanged(),
            t.import_report_gone(),
            t.import_report_withdrawn(),
        ]
    }

    fn encodings<'a>(&self, report: &'a Report) -> [(&'static str, String, &'a Listed<Encoding>); 2] {
        let t = self.chrome.t;
        [
            ("repaired", t.import_list_repaired(), &report.repaired),
            ("converted", t.import_list_converted(), &report.converted),
        ]
    }

    fn saved<'a>(&self, report: &'a Report) -> [(String, &'a Listed<Change>); 3] {
        let (t, notes) = (self.chrome.t, &report.notes);
        [
            (t.import_list_added(), &notes.added),
            (t.import_list_changed(), &notes.changed),
            (t.import_list_moved(), &notes.moved),
        ]
    }

    /// Notes that were changed in the garden as well, but for those that wait for somebody.
    fn edited<'a>(&self, report: &'a Report) -> [(&'static str, String, &'a Listed<Change>); 4] {
        let (t, edited) = (self.chrome.t, &report.edited);
        [
            ("merged", t.import_list_merged(), &edited.merged),
            ("kept", t.import_list_kept(), &edited.kept),
            ("spared", t.import_list_spared(), &edited.spared),
            ("binned", t.import_list_binned(), &edited.binned),
        ]
    }

    fn missing<'a>(&self, report: &'a Report) -> [(String, &'a Listed<Change>); 4] {
        let t = self.chrome.t;
        [
            (t.import_list_gone(), &report.notes.gone),
            (t.import_list_withdrawn(), &report.notes.withdrawn),
            (t.import_list_gone(), &report.attachments.gone),
            (t.import_list_withdrawn(), &report.attachments.withdrawn),
        ]
    }
}

pub(super) async fn get(
    request: HttpRequest,
    _owner: Owner,
    state: Data<State>,
    chrome: Chrome,
    id: Path<String>,
) -> web::Result {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let mut db = state.pool.acquire().await?;
    let kept = import::find(&mut db, id).await?.ok_or(Error::NotFound)?;
    drop(db);
    let under_way = matches!(kept.state, Standing::Waiting | Standing::Running(_));
    let mut response = web::page(&request, &ImportsPage { chrome, kept })?;
    if under_way {
        // Every browser knows it, with scripts or without.
        response.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static("2"));
    }
    Ok(response)
}

//! `/admin/jobs`: what the garden does beside its readers, and what went wrong with it.

use std::collections::HashMap;

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;

use crate::{
    db::paging::{Page, PageNumber},
    files::Thumbnails,
    i18n::Strings,
    ids::{JobId, NoteId},
    jobs::{self, Filter, Job as _, Kept, Standing, Sweep},
    notes::{
        editing::bin,
        read::brief,
        write::{Publish, Renew},
    },
    state::State,
    web::{
        self, Chrome, Error, Flash, Owner,
        forms::{Form, Query},
    },
};

/// Every kind of work, by its name among the jobs and in words.
fn kinds(t: &Strings) -> [(&'static str, String); 5] {
    [
        (Publish::KIND, t.jobs_kind_publish()),
        (Renew::KIND, t.jobs_kind_renew()),
        (Thumbnails::KIND, t.jobs_kind_thumbnails()),
        (bin::Empty::KIND, t.jobs_kind_bin()),
        (Sweep::KIND, t.jobs_kind_sweep()),
    ]
}

/// Which jobs were asked for; it comes with a job's buttons, too, so that they lead back there.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    state: String,
    kind: String,
    page: PageNumber,
}

impl Asked {
    fn filter(&self) -> Filter {
        Filter {
            standing: Standing::of(&self.state),
            kind: Some(self.kind.clone()).filter(|kind| !kind.is_empty()),
        }
    }

    fn address(&self, page: u32) -> String {
        let fields = [("state", self.state.clone()), ("kind", self.kind.clone()), ("page", page.to_string())];
        let told =
            fields.into_iter().filter(|(name, value)| !(value.is_empty() || *name == "page" && value == "1"));
        let query = serde_html_form::to_string(told.collect::<Vec<_>>()).unwrap_or_default();
        if query.is_empty() { "/admin/jobs".to_owned() } else { format!("/admin/jobs?{query}") }
    }
}

/// A choice among the standings.
struct Choice {
    address: String,
    words: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "admin/jobs.html")]
struct JobsPage {
    chrome: Chrome,
    asked: Asked,
    page: Page<Kept>,
    /// What the notes are called that the jobs are about, where the owner may read them: address and title.
    notes: HashMap<NoteId, (String, String)>,
}

/// What a job is about.
struct Field<'a> {
    name: &'a str,
    text: String,
    address: Option<String>,
}

/// The note that a field of a job names.
fn note_of(name: &str, text: &str) -> Option<NoteId> {
    text.parse().ok().filter(|_| name == "note")
}

impl JobsPage {
    fn fields<'a>(&self, job: &'a Kept) -> Vec<Field<'a>> {
        let field = |(name, text): (&'a str, String)| match note_of(name, &text)
            .and_then(|note| self.notes.get(&note))
        {
            Some((path, title)) => {
                Field { name, text: title.clone(), address: Some(format!("/notes/{path}")) }
            }
            None => Field { name, text, address: None },
        };
        job.fields().into_iter().map(field).collect()
    }

    fn choices(&self) -> Vec<Choice> {
        let choice = |standing: Option<Standing>| {
            let state = standing.map_or("", Standing::as_str).to_owned();
            Choice {
                chosen: standing == Standing::of(&self.asked.state),
                words: standing.map_or_else(|| self.chrome.t.jobs_all(), |standing| self.standing(standing)),
                address: Asked { state, kind: self.asked.kind.clone(), page: PageNumber::FIRST }.address(1),
            }
        };
        std::iter::once(None).chain(Standing::ALL.map(Some)).map(choice).collect()
    }

    fn standing(&self, standing: Standing) -> String {
        let t = self.chrome.t;
        match standing {
            Standing::Parked => t.jobs_parked(),
            Standing::Running => t.jobs_running(),
            Standing::Waiting => t.jobs_waiting(),
            Standing::Done => t.jobs_done(),
        }
    }

    fn kinds(&self) -> [(&'static str, String); 5] {
        kinds(self.chrome.t)
    }

    /// A kind that only a newer program knows has its name alone.
    fn kind(&self, job: &Kept) -> String {
        let known = self.kinds().into_iter().find(|(kind, _)| *kind == job.kind);
        known.map_or_else(|| job.kind.clone(), |(_, words)| words)
    }

    /// When what happened to a job, in the order in which it did.
    fn times(&self, job: &Kept) -> Vec<String> {
        let t = self.chrome.t;
        let mut times = vec![t.jobs_enqueued_at(self.chrome.moment(&job.created_at))];
        let at = |at: Option<jiff::Timestamp>, words: &dyn Fn(String) -> String| {
            at.map(|at| words(self.chrome.moment(&at)))
        };
        times.extend(at(job.started_at, &|when| t.jobs_started_at(when)));
        let ended = job.ended_at.filter(|_| matches!(job.standing, Standing::Parked | Standing::Done));
        times.extend(at(ended, &|when| match job.standing {
            Standing::Parked => t.jobs_parked_at(when),
            _ => t.jobs_done_at(when),
        }));
        let due = Some(job.due_at).filter(|_| job.standing == Standing::Waiting);
        times.extend(at(due, &|when| t.jobs_due_at(when)));
        times
    }

    fn previous(&self) -> Option<String> {
        self.page.previous().map(|page| self.asked.address(page))
    }

    fn next(&self) -> Option<String> {
        self.page.next().map(|page| self.asked.address(page))
    }
}

pub(super) async fn get(
    request: HttpRequest,
    _owner: Owner,
    state: Data<State>,
    chrome: Chrome,
    Query(asked): Query<Asked>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let page = jobs::list(&mut db, &asked.filter(), asked.page).await?;
    let fields = page.items.iter().flat_map(Kept::fields);
    let notes: Vec<NoteId> = fields.filter_map(|(name, text)| note_of(name, &text)).collect();
    let named = brief::named(&mut db, &notes, &chrome.visitor.audiences).await?;
    let notes = named.into_iter().map(|(id, path, title)| (id, (path, title))).collect();
    drop(db);
    if page.items.is_empty() && asked.page.get() > 1 {
        return Err(Error::NotFound);
    }
    web::page(&request, &JobsPage { chrome, asked, page, notes })
}

pub(super) async fn restart(
    _owner: Owner,
    state: Data<State>,
    id: Path<String>,
    Form(asked): Form<Asked>,
) -> web::Result {
    let id: JobId = id.parse().map_err(|_| Error::NotFound)?;
    let mut db = state.pool.acquire().await?;
    let restarted = jobs::restart(&mut db, id, state.clock.now()).await?;
    let flash = if restarted { Flash::JobRestarted } else { Flash::JobGone };
    web::see_other_saying(&asked.address(1), flash)
}

pub(super) async fn discard(
    _owner: Owner,
    state: Data<State>,
    id: Path<String>,
    Form(asked): Form<Asked>,
) -> web::Result {
    let id: JobId = id.parse().map_err(|_| Error::NotFound)?;
    let mut db = state.pool.acquire().await?;
    let flash = if jobs::discard(&mut db, id).await? { Flash::JobDiscarded } else { Flash::JobGone };
    web::see_other_saying(&asked.address(1), flash)
}

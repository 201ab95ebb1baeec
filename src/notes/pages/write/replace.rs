//! `/write/replace`: words in many notes are found, each hit is shown, and those that are ticked are replaced.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use actix_web::{HttpRequest, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    editor::{self, private},
    notes::{fault, too_much},
    sieve::Sieve,
    work::told,
    works::{pairs, to},
};
use crate::{
    ids::{NoteId, RevisionId},
    notes::{
        moving::{Mover, announce},
        pages::{
            moving::{ground, mover},
            view,
        },
        works::{
            WorkError,
            deed::Deed,
            list::Filter,
            replace::{self, Choice, Findings, Found},
        },
    },
    state::State,
    text::replace::{Finder, Hit, LONGEST, LONGEST_BY, Sought, Unfit},
    web::{
        self, Author, Chrome,
        forms::{Errors, Form, Query},
    },
};

/// The largest form of hits.
const MAX_FORM: usize = 256 * 1024;

/// What is sought, as an address or a form says it. A box that is not ticked is not there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Wanted {
    sought: String,
    by: String,
    ignore: String,
    whole: String,
    pattern: String,
    front: String,
    code: String,
}

impl Wanted {
    fn sought(&self) -> Sought {
        Sought {
            sought: self.sought.clone(),
            by: self.by.clone(),
            ignore_case: !self.ignore.is_empty(),
            whole_words: !self.whole.is_empty(),
            pattern: !self.pattern.is_empty(),
            front_matter: !self.front.is_empty(),
            code: !self.code.is_empty(),
        }
    }

    /// What the form of hits carries along.
    fn fields(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("sought", self.sought.as_str()),
            ("by", &self.by),
            ("ignore", &self.ignore),
            ("whole", &self.whole),
            ("pattern", &self.pattern),
            ("front", &self.front),
            ("code", &self.code),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Wish {
    #[serde(flatten)]
    filter: Filter,
    #[serde(flatten)]
    wanted: Wanted,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Typed {
    #[serde(flatten)]
    filter: Filter,
    #[serde(flatten)]
    wanted: Wanted,
    /// The texts that were shown, each as `note:revision`.
    note: Vec<String>,
    /// The hits that are ticked, each as `note:place`.
    hit: Vec<String>,
}

impl Typed {
    fn choice(&self) -> Choice {
        let mut choice = Choice { shown: pairs::<NoteId, RevisionId>(&self.note), ..Choice::default() };
        for (note, place) in pairs::<NoteId, usize>(&self.hit) {
            let hits: &mut BTreeSet<usize> = choice.hits.entry(note).or_default();
            hits.insert(place);
        }
        choice
    }
}

#[derive(Template)]
#[template(path = "notes/replace.html")]
struct ReplacePage {
    chrome: Chrome,
    sieve: Sieve,
    wanted: Wanted,
    /// What was found, if anything was sought.
    findings: Option<Findings>,
    /// The hits that are not ticked any more.
    unticked: HashSet<String>,
    errors: Errors,
}

impl ReplacePage {
    async fn of(
        db: &mut PgConnection,
        chrome: Chrome,
        (filter, wanted): (Filter, Wanted),
        by: &Mover,
    ) -> web::Result<Self> {
        let sieve = Sieve::of(db, filter, by, chrome.t).await?;
        Ok(Self {
            chrome,
            sieve,
            wanted,
            findings: None,
            unticked: HashSet::new(),
            errors: Errors::default(),
        })
    }

    /// Looks for what is sought, or says why that cannot be.
    async fn look(&mut self, db: &mut PgConnection, by: &Mover) -> web::Result<()> {
        match Finder::new(&self.wanted.sought()) {
            Ok(finder) => {
                let found = replace::find(db, Arc::new(finder), &self.sieve.filter, by).await;
                self.findings = Some(found.map_err(fault)?);
            }
            Err(unfit) => self.refuse(&unfit),
        }
        Ok(())
    }

    fn refuse(&mut self, unfit: &Unfit) {
        let t = self.chrome.t;
        let (field, message) = match unfit {
            Unfit::Empty => ("sought", t.replace_empty()),
            Unfit::Long if self.wanted.sought.len() > LONGEST => ("sought", t.replace_long(LONGEST)),
            Unfit::Long => ("by", t.replace_long(LONGEST_BY)),
            Unfit::Pattern(wrong) => ("sought", t.replace_no_pattern(wrong.as_str())),
        };
        self.errors.add(field, message);
    }

    fn answer(&self, request: Option<&HttpRequest>) -> web::Result {
        let answer = match request {
            Some(request) if self.errors.is_empty() => web::page(request, self),
            _ => web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, self),
        };
        answer.map(private)
    }

    fn is_ticked(&self, found: &Found, hit: &Hit) -> bool {
        !self.unticked.contains(&found.name(hit))
    }
}

pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let is_asked = request.query_string().split('&').any(|field| field.starts_with("sought="));
    let mut page = ReplacePage::of(&mut db, chrome, (wish.filter, wish.wanted), &by).await?;
    if is_asked {
        page.look(&mut db, &by).await?;
    }
    drop(db);
    page.answer(Some(&request))
}

/// Replaces the hits that are ticked.
pub(in crate::notes::pages) async fn post(
    chrome: Chrome,
    Author(person): Author,
    state: Data<State>,
    Form(typed): Form<Typed, MAX_FORM>,
) -> web::Result {
    let by = mover(&person);
    let (sought, choice) = (typed.wanted.sought(), typed.choice());
    let deed = Deed::Replace { sought: sought.sought.clone(), by: sought.by.clone() };
    let summary = chrome.t.work_summary(told(&deed, chrome.t));
    let finder = Finder::new(&sought);
    let mut transaction = state.pool.begin().await?;
    let wrong = match finder {
        Ok(_) if choice.hits.is_empty() => chrome.t.replace_none_ticked(),
        Ok(finder) => {
            let (ground, now) = (ground(&chrome)?, state.clock.now());
            let what = (Arc::new(finder), &sought);
            match replace::replace(&mut transaction, what, choice, (&by, summary), &ground, now).await {
                Ok(work) => {
                    announce(&mut transaction).await?;
                    transaction.commit().await?;
                    return Ok(to(work));
                }
                Err(WorkError::TooMuch) => too_much(&chrome),
                Err(error) => return Err(fault(error)),
            }
        }
        Err(_) => String::new(),
    };
    drop(transaction);
    let mut db = state.pool.acquire().await?;
    let mut page = ReplacePage::of(&mut db, chrome, (typed.filter, typed.wanted), &by).await?;
    page.look(&mut db, &by).await?;
    drop(db);
    if !wrong.is_empty() {
        page.errors.add("hits", wrong);
    }
    page.untick(&typed.hit);
    page.answer(None)
}

impl ReplacePage {
    /// Takes the ticks off all hits but some.
    fn untick(&mut self, ticked: &[String]) {
        let Some(findings) = &self.findings else { return };
        let all = findings.notes.iter().flat_map(|found| found.hits.iter().map(|hit| found.name(hit)));
        self.unticked = all.filter(|tick| !ticked.contains(tick)).collect();
    }
}

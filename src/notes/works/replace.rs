//! Finding words in many notes, and putting others in their place.
//!
//! The notes of a list ([`super::list`]) are looked through in its order, and every hit is shown. What is done is done to
//! those hits that are chosen, in the texts that were shown: a hit is known by its note, that text and its place in it, and
//! found again the same way.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::{
    Chosen, Doing, Plan, Step, WorkError,
    carry_out::{current, finish},
    deed::{Deed, Left},
    list::Filter,
    store,
};
use crate::{
    ids::{NoteId, RevisionId, WorkId},
    notes::{
        editing,
        moving::{Ground, Mover},
        write::{By, Origin},
    },
    text::{
        form::Form,
        replace::{Finder, Hit, Sought, put},
    },
};

/// So many hits are shown and replaced at once.
pub const MOST_HITS: usize = 500;
/// So many notes are looked through.
pub const MOST_NOTES: i64 = 20_000;
/// So much text is, in bytes.
const MOST_TEXT: usize = 64 * 1024 * 1024;
/// So much text is looked through in one go.
const BATCH: usize = 4 * 1024 * 1024;

/// A text that is looked through.
#[derive(Clone, Debug)]
pub struct Text {
    /// The note.
    pub note: NoteId,
    /// Its newest text, by its id.
    pub revision: RevisionId,
    /// Its address below `/notes/`.
    pub path: String,
    /// Where it lies in its vault.
    pub vault_path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// What it says.
    pub source: String,
}

/// A note with hits.
#[derive(Clone, Debug)]
pub struct Found {
    /// The note and its text.
    pub text: Text,
    /// The hits, in their order; at least one.
    pub hits: Vec<Hit>,
}

impl Found {
    /// A hit, as a form names it: its note, and where in it it begins.
    #[must_use]
    pub fn name(&self, hit: &Hit) -> String {
        format!("{}:{}", self.text.note, hit.range.start)
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The notes with hits, in the order of the list.
    pub notes: Vec<Found>,
    /// Whether there are more hits than are shown.
    pub more: bool,
    /// Whether the search ended before the end of the list, for there is too much text in it.
    pub ended: bool,
}

impl Findings {
    /// How many hits are shown.
    #[must_use]
    pub fn hits(&self) -> usize {
        self.notes.iter().map(|found| found.hits.len()).sum()
    }
}

/// Looks through the notes of a list, those that this person may change. Nothing is written.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    db: &mut PgConnection,
    finder: Arc<Finder>,
    filter: &Filter,
    by: &Mover,
) -> Result<Findings, WorkError> {
    let ask = filter.ask(by);
    let mut findings = Findings::default();
    let mut looked_at = 0;
    let mut texts = store::list::texts(db, &ask, MOST_NOTES, finder.exactly());
    loop {
        let (mut batch, mut size) = (Vec::new(), 0);
        while size < BATCH {
            let Some(text) = texts.try_next().await? else { break };
            size += text.source.len();
            batch.push(text);
        }
        if batch.is_empty() {
            break;
        }
        looked_at += size;
        let finder = Arc::clone(&finder);
        take(&mut findings, spawn_blocking(move || look_through(&finder, batch)).await?);
        if findings.more || looked_at > MOST_TEXT {
            findings.ended = !findings.more;
            break;
        }
    }
    drop(texts);
    if !findings.more && !findings.ended {
        findings.ended = store::list::is_longer(db, &ask, MOST_NOTES).await?;
    }
    Ok(findings)
}

fn look_through(finder: &Finder, texts: Vec<Text>) -> Vec<Found> {
    let notes = texts.into_iter().filter(|text| is_note(&text.vault_path));
    let found = notes.map(|text| Found { hits: finder.hits(&text.source), text });
    found.filter(|found| !found.hits.is_empty()).collect()
}

/// Boards and bases are not prose: what is replaced in them may break them.
fn is_note(vault_path: &str) -> bool {
    matches!(Form::of(vault_path), None | Some(Form::Note))
}

fn take(findings: &mut Findings, found: Vec<Found>) {
    for mut one in found {
        let room = MOST_HITS - findings.hits();
        if one.hits.len() > room {
            findings.more = true;
            one.hits.truncate(room);
        }
        if !one.hits.is_empty() {
            findings.notes.push(one);
        }
        if findings.more {
            return;
        }
    }
}

/// What was chosen: the notes with the texts that were shown, and where in each the hits begin.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The notes with their texts.
    pub shown: Vec<(NoteId, RevisionId)>,
    /// The first bytes of the hits.
    pub hits: HashMap<NoteId, BTreeSet<usize>>,
}

/// Replaces what was chosen, and keeps what the notes were. What somebody changed meanwhile is left alone. Within the
/// writers' lock; begin, commit and bump the generation around it.
///
/// # Errors
/// See [`WorkError`]; nothing of it is to be committed then.
pub async fn replace(
    db: &mut PgConnection,
    (finder, sought): (Arc<Finder>, &Sought),
    choice: Choice,
    (by, summary): (&Mover, String),
    ground: &Ground,
    now: Timestamp,
) -> Result<WorkId, WorkError> {
    let Choice { mut shown, hits } = choice;
    shown.retain(|(note, _)| hits.contains_key(note));
    let (same, changed) = current(db, &shown, by).await?;
    let steps = spawn_blocking(move || {
        let step = |note: Chosen| Step { doing: doing(&note, &finder, &hits), note };
        same.into_iter().map(step).collect()
    });
    let plan = Plan { steps: steps.await?, turned: Vec::new(), lost: Vec::new() };
    let deed = Deed::Replace { sought: sought.sought.clone(), by: sought.by.clone() };
    let saver = By { author: Some(by.id), origin: Origin::Replace, summary: Some(summary) };
    finish(db, &deed, (plan, changed), (by, &saver), ground, now).await
}

fn doing(note: &Chosen, finder: &Finder, chosen: &HashMap<NoteId, BTreeSet<usize>>) -> Result<Doing, Left> {
    if !note.allowed {
        return Err(Left::Theirs);
    }
    if !is_note(&note.vault_path) {
        return Err(Left::Plain);
    }
    let chosen = chosen.get(&note.id).ok_or(Left::Already)?;
    let text = put(&note.source, &finder.hits(&note.source), |hit| chosen.contains(&hit.range.start));
    if text == note.source {
        Err(Left::Already)
    } else if text.len() > editing::LONGEST {
        Err(Left::Unusable)
    } else {
        Ok(Doing { text, to: None })
    }
}

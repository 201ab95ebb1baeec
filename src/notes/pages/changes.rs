//! `/notes/{path}/-/changes?from=&to=`: what changed between two revisions.

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;
use tokio::task::spawn_blocking;

use super::{
    history::{fault, head, origin, shown},
    view,
};
use crate::{
    notes::history::{
        self, Head, Revision,
        changes::{Block, Changes, Text, compare},
        shown::pictures,
    },
    state::State,
    web::{self, Chrome, Error, SignedIn, forms::Query},
};

/// The numbers of two revisions, in either order. Without the second it is the newest; without the first the one before
/// the second.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    from: String,
    to: String,
}

#[derive(Template)]
#[template(path = "notes/changes.html")]
struct ChangesPage {
    chrome: Chrome,
    note: Head,
    old: Revision,
    new: Revision,
    changes: Changes,
}

impl ChangesPage {
    fn address(&self) -> String {
        view::note_address(&self.note.path)
    }

    fn origin(&self, revision: &Revision) -> String {
        origin(self.chrome.t, revision.entry.origin)
    }

    /// The two, with the words before each and the class of its side.
    fn sides(&self) -> [(&Revision, String, &'static str); 2] {
        let t = self.chrome.t;
        [(&self.old, t.changes_old(), "diff-old"), (&self.new, t.changes_new(), "diff-new")]
    }

    /// What changed, in a sentence's parts.
    fn counts(&self) -> Vec<String> {
        let (t, counts) = (self.chrome.t, self.changes.counts);
        let parts = [
            (self.changes.properties.len(), t.changes_properties(self.changes.properties.len())),
            (counts.changed, t.changes_changed(counts.changed)),
            (counts.added, t.changes_added(counts.added)),
            (counts.removed, t.changes_removed(counts.removed)),
            (counts.moved, t.changes_moved(counts.moved)),
        ];
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect()
    }

    /// Whether the next change, forwards, has a page: from the new one on.
    fn next(&self) -> Option<String> {
        let (from, to) = (self.new.entry.number, self.new.next?);
        Some(format!("{}/-/changes?from={from}&to={to}", self.address()))
    }

    fn previous(&self) -> Option<String> {
        let (from, to) = (self.old.previous?, self.old.entry.number);
        Some(format!("{}/-/changes?from={from}&to={to}", self.address()))
    }
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let note = head(&mut db, &path, &person).await?;
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, "changes") {
        return Ok(moved);
    }
    let (old, new) = chosen(&mut db, &note, &wish.0, &person).await?;
    let mut texts = Vec::new();
    for revision in [&old, &new] {
        let pictures = pictures(&mut db, &note, revision, &person.audiences).await.map_err(fault)?;
        texts.push(Text { source: revision.source.clone(), pictures });
    }
    drop(db);
    let compared = spawn_blocking(move || {
        let [before, after] = texts.as_slice() else { return Changes::default() };
        compare(before, after)
    });
    let changes = compared.await.map_err(|error| Error::Internal(error.into()))?;
    shown(&request, &ChangesPage { chrome, note, old, new, changes })
}

/// The two revisions that are meant, the older one first.
async fn chosen(
    db: &mut sqlx::PgConnection,
    note: &Head,
    wish: &Wish,
    person: &web::Person,
) -> web::Result<(Revision, Revision)> {
    let number = |text: &str| -> web::Result<Option<i32>> {
        let text = text.trim();
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Error::NotFound) }
    };
    let (from, to) = (number(&wish.from)?, number(&wish.to)?.unwrap_or(note.newest_number));
    let numbers: Vec<i32> = [Some(to), from].into_iter().flatten().collect();
    let mut found = history::revisions(db, note.id, &numbers, &person.audiences).await?;
    let new = found.pop().ok_or(Error::NotFound)?;
    if let Some(old) = found.pop() {
        return Ok((old, new));
    }
    match from {
        // The same twice: nothing differs, and that is said.
        Some(from) if from == to => Ok((new.clone(), new)),
        Some(_) => Err(Error::NotFound),
        None => {
            let before = new.previous.unwrap_or(new.entry.number);
            let old = history::revision(db, note.id, before, &person.audiences).await?;
            Ok((old.ok_or(Error::NotFound)?, new))
        }
    }
}

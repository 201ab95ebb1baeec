//! Giving a note another title, name or folder, and turning the links that called it by the old one.
//!
//! Where a note lies in its vault is what links call it by, and what its address is made of. A move changes that
//! place. Every address that it had leads on to it (`note_paths`); links find it by its new names, by the old one
//! if that is kept as an alias, or are rewritten: each note then gets one new revision.

mod carry_out;
mod edit;
mod rewrite;
mod spots;
mod store;
mod together;

use std::collections::{BTreeMap, HashSet};

use jiff::tz::TimeZone;
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

pub use carry_out::carry_out;
pub use edit::{TitleStands, title_stands, with_alias, with_title};
pub use rewrite::{Change, Goal, changes, rewrite};
pub use together::{Going, MOST_TURNED, Together, taken, together};

use super::{
    vaults::{self, Vault},
    write::{self, Settings},
};
use crate::{
    access::Role,
    ids::{NoteId, RevisionId, UserId, VaultId},
    text::{fold, language::Language, slug},
};

/// So many notes are turned with a move; beyond, the old name is better kept as an alias.
pub const MOST: usize = 200;

/// Who moves a note.
#[derive(Clone, Debug)]
pub struct Mover {
    /// The person.
    pub id: UserId,
    /// What they may do.
    pub role: Role,
    /// What they may read.
    pub audiences: Vec<i32>,
}

/// What notes inherit from the garden.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The garden's first language.
    pub language: Language,
    /// Its zone.
    pub zone: TimeZone,
}

/// A note that may be moved.
#[derive(Clone, Debug)]
pub struct Movable {
    /// Which.
    pub id: NoteId,
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
    /// Its newest text.
    pub source: String,
    /// Its vault.
    pub vault: VaultId,
    /// Whose it is, and stays.
    pub author: Option<UserId>,
    /// Whether this person may move it, or only read it.
    pub allowed: bool,
}

/// How a note is to be called, and where it is to lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Another title, if it is to have one.
    pub title: Option<String>,
    /// Its place in the vault.
    pub vault_path: String,
}

/// A note whose links would be turned.
#[derive(Clone, Debug)]
pub struct Turned {
    /// Which.
    pub note: NoteId,
    /// The text that would be turned, by its id.
    pub revision: RevisionId,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Its address below `/notes/`.
    pub path: String,
    /// The lines that would change.
    pub changes: Vec<Change>,
    /// Its vault.
    pub vault: VaultId,
    /// Whose it is.
    pub author: Option<UserId>,
    /// Where it lies.
    pub vault_path: String,
    /// Whether it is published.
    pub published: bool,
    /// Its text with the links turned.
    pub text: String,
}

/// What a move would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The notes whose links could be turned, by their places in the vault.
    pub turned: Vec<Turned>,
    /// Whether there are more of them than are turned.
    pub more: bool,
    /// Notes with such links that this person may read and not change, and which find the note by its old name, if that is
    /// kept. With [`Plan::lost`] at most [`MOST`], if there are more.
    pub others: Vec<Name>,
    /// The same of notes in which a link names the place that the note leaves: no other name helps those.
    pub lost: Vec<Name>,
}

impl Plan {
    /// Whether the move leaves every link leading where it led.
    #[must_use]
    pub fn is_smooth(&self) -> bool {
        self.turned.is_empty() && !self.more && self.others.is_empty() && self.lost.is_empty()
    }
}

/// A note, as lists name it.
#[derive(Clone, Debug)]
pub struct Name {
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
}

impl Name {
    fn of(linking: store::Linking) -> Self {
        Self { path: linking.path, title: linking.title, language: linking.language }
    }
}

/// Why a note stays where it is.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The address belongs or belonged to another note.
    #[error("the address is another note's")]
    Taken,
    /// The title stands where it cannot be changed so simply.
    #[error("the title cannot be changed there")]
    Title,
    /// The aliases stand where they cannot be added to so simply.
    #[error("the aliases cannot be added to there")]
    Alias,
    /// This text has changed since it was shown.
    #[error("changed meanwhile")]
    Changed,
    /// The text of the note cannot be saved.
    #[error(transparent)]
    Unusable(#[from] write::Unusable),
    /// The database is away, or failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The work was broken off.
    #[error("turning the links was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// The published note at an address, old or new, as far as this person may read it.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, path: &str, by: &Mover) -> sqlx::Result<Option<Movable>> {
    if path.len() > 1000 || path.contains('\0') {
        return Ok(None);
    }
    store::find_movable(db, path, by).await
}

/// Whether a person may change a note of that author's which they may read.
#[must_use]
pub fn may_change(role: Role, person: UserId, author: Option<UserId>) -> bool {
    role >= Role::Editor || (role >= Role::Author && author == Some(person))
}

/// What a move would do to the notes that link here, as far as this person may read them. Nothing is written.
///
/// # Errors
/// See [`MoveError`].
pub async fn plan(
    db: &mut PgConnection,
    note: &Movable,
    to: &Move,
    by: &Mover,
    ground: &Ground,
) -> Result<Plan, MoveError> {
    let vault = vault_of(db, note.vault).await?;
    let wanted = write::wanted_address(&vault.mount, &to.vault_path);
    if !store::is_free(db, note, &wanted, &write::path_key(&to.vault_path)).await? {
        return Err(MoveError::Taken);
    }
    if let Some(title) = &to.title {
        let settings = write::settings(db, vault, ground.language.clone(), ground.zone.clone()).await?;
        with_title(&note.source, title, &settings).ok_or(MoveError::Title)?;
    }
    if to.vault_path == note.vault_path {
        return Ok(Plan::default());
    }
    let names =
        |path: &str, source: &str| -> HashSet<String> { write::names_of(path, source).into_iter().collect() };
    let (before, after) = (names(&note.vault_path, ""), names(&to.vault_path, ""));
    let all_after = names(&to.vault_path, &note.source);
    let by_name = store::is_alone(db, note, &fold::key(name_of(&to.vault_path))).await?;
    let goal = Goal { path: to.vault_path.clone(), by_name };
    // A link by its place leads astray in the vault, even where an alias or the permalink catches it here.
    let leads_astray = |link: &store::Link| {
        !link.is_called_by(&after) && (link.is_called_by(&before) || !link.is_called_by(&all_after))
    };
    let mut linking = store::list_linking(db, note, by).await?;
    linking.retain_mut(|linking| {
        linking.links.retain(leads_astray);
        !linking.links.is_empty()
    });
    let mut theirs = store::list_linking_of_others(db, note, by).await?;
    theirs.retain_mut(|linking| {
        linking.links.retain(leads_astray);
        !linking.links.is_empty()
    });
    theirs.truncate(MOST);
    let old_name = HashSet::from([fold::key(name_of(&note.vault_path))]);
    let is_renamed = name_of(&note.vault_path) != name_of(&to.vault_path);
    let (others, lost): (Vec<_>, Vec<_>) = theirs
        .into_iter()
        .partition(|linking| is_renamed && linking.links.iter().all(|link| link.is_called_by(&old_name)));
    let more = linking.len() > MOST;
    linking.truncate(MOST);
    let settings = settings_by_vault(db, ground).await?;
    let turned = spawn_blocking(move || {
        let turn = |linking: store::Linking| {
            let goals = linking.links.iter().map(|link| (link.place, goal.clone())).collect();
            turned(linking, &goals, &settings)
        };
        linking.into_iter().filter_map(turn).collect()
    });
    let named = |linking: Vec<store::Linking>| linking.into_iter().map(Name::of).collect();
    Ok(Plan { turned: turned.await?, more, others: named(others), lost: named(lost) })
}

async fn settings_by_vault(
    db: &mut PgConnection,
    ground: &Ground,
) -> sqlx::Result<BTreeMap<VaultId, Settings>> {
    let mut settings = BTreeMap::new();
    for vault in vaults::list(db).await? {
        let id = vault.id;
        settings.insert(id, write::settings(db, vault, ground.language.clone(), ground.zone.clone()).await?);
    }
    Ok(settings)
}

fn turned(
    linking: store::Linking,
    goals: &BTreeMap<usize, Goal>,
    settings: &BTreeMap<VaultId, Settings>,
) -> Option<Turned> {
    let settings = settings.get(&linking.vault)?;
    let (text, _) = rewrite(&linking.source, &linking.vault_path, goals, settings)?;
    Some(Turned {
        changes: changes(&linking.source, &text),
        note: linking.note,
        revision: linking.revision,
        title: linking.title,
        language: linking.language,
        path: linking.path,
        vault: linking.vault,
        author: linking.author,
        published: linking.published,
        vault_path: linking.vault_path,
        text,
    })
}

/// Tells that readers see something new. Part of the transaction that moved the note.
///
/// # Errors
/// Those of the database.
pub async fn announce(db: &mut PgConnection) -> sqlx::Result<()> {
    store::bump_generation(db).await
}

async fn vault_of(db: &mut PgConnection, id: VaultId) -> Result<Vault, MoveError> {
    // A vault is never taken away from its notes (`notes.vault_id`).
    vaults::get(db, id).await?.ok_or(MoveError::Changed)
}

/// The name of a file, without folder and `.md`.
#[must_use]
pub fn name_of(vault_path: &str) -> &str {
    let bare = slug::strip_note_extension(vault_path);
    bare.rsplit('/').next().unwrap_or(bare)
}

/// The folder of a file; empty at the root.
#[must_use]
pub fn folder_of(vault_path: &str) -> &str {
    vault_path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_a_vault() {
        assert_eq!((name_of("A/B c.md"), folder_of("A/B c.md")), ("B c", "A"));
        assert_eq!((name_of("x.MARKDOWN"), folder_of("x.MARKDOWN")), ("x", ""));
    }
}

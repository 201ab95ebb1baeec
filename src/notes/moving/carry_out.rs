//! The move itself.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{
    Goal, Ground, Movable, Move, MoveError, Mover, Turned, folder_of, name_of, plan, rewrite, store,
    vault_of, with_alias, with_title,
};
use crate::{
    ids::{NoteId, RevisionId, UserId, VaultId},
    notes::write::{self, By, Item, NoteFile, Origin, Prepared, Saved, Settings},
};

/// Moves a note, keeps its old name as an alias if that is wished, and turns the links of the chosen notes, each
/// named with the text that was shown. Within the writers' lock; begin, commit and bump the generation around it.
///
/// # Errors
/// See [`MoveError`]; nothing of it is to be committed then.
pub async fn carry_out(
    db: &mut PgConnection,
    (note, to, by): (&Movable, &Move, &Mover),
    keep_name: bool,
    chosen: &[(NoteId, RevisionId)],
    ground: &Ground,
    now: Timestamp,
) -> Result<Saved, MoveError> {
    write::lock(db).await?;
    let current = store::find_movable(db, &note.path, by).await?;
    if current
        .is_none_or(|current| current.revision != note.revision || current.vault_path != note.vault_path)
    {
        return Err(MoveError::Changed);
    }
    let plan = plan(db, note, to, by, ground).await?;
    let wanted = |turned: &&Turned| chosen.iter().any(|(note, _)| *note == turned.note);
    let turned: Vec<&Turned> = plan.turned.iter().filter(wanted).collect();
    if !turned.iter().all(|turned| chosen.contains(&(turned.note, turned.revision))) {
        return Err(MoveError::Changed);
    }
    let settings = settings_of(db, note.vault, note.author, ground).await?;
    let saver = By { author: Some(by.id), origin: Origin::Move, summary: None };
    let own = own_text(db, note, to, keep_name, &settings).await?;
    let moved = to.vault_path != note.vault_path;
    let item = Item { note: Some(note.id), moved, prepared: own };
    let saved = write::save(db, &settings, &[item], &saver, now).await?.into_iter().next();
    // Each stays its author's, so that what is private stays private to them.
    let owners: BTreeSet<(VaultId, Option<UserId>)> =
        turned.iter().map(|turned| (turned.vault, turned.author)).collect();
    for (vault, author) in owners {
        let settings = settings_of(db, vault, author, ground).await?;
        let mut items = Vec::new();
        let theirs =
            |turned: &&&Turned| (turned.vault, turned.author) == (vault, author) && turned.note != note.id;
        for turned in turned.iter().filter(theirs) {
            let prepared = prepared(&turned.vault_path, turned.text.clone(), &settings)?;
            items.push(Item { note: Some(turned.note), moved: false, prepared });
        }
        write::save(db, &settings, &items, &saver, now).await?;
    }
    saved.ok_or(MoveError::Changed)
}

async fn settings_of(
    db: &mut PgConnection,
    vault: VaultId,
    author: Option<UserId>,
    ground: &Ground,
) -> Result<Settings, MoveError> {
    let vault = vault_of(db, vault).await?;
    Ok(write::settings_of(db, vault, author, ground.language.clone(), ground.zone.clone()).await?)
}

/// The text of the note itself in its new place: links that start at its folder still lead where they led.
async fn own_text(
    db: &mut PgConnection,
    note: &Movable,
    to: &Move,
    keep_name: bool,
    settings: &Settings,
) -> Result<Prepared, MoveError> {
    let mut text = note.source.clone();
    if to.vault_path != note.vault_path {
        let names: HashSet<String> = write::names_of(&to.vault_path, &note.source).into_iter().collect();
        let mut goals = BTreeMap::new();
        for link in store::list_own_links(db, note).await? {
            let itself = link.to_itself && !link.link.is_called_by(&names);
            let path = if itself { to.vault_path.clone() } else { from(&note.vault_path, &link.target) };
            if itself || (link.from_folder && folder_of(&note.vault_path) != folder_of(&to.vault_path)) {
                goals.insert(link.link.place, Goal { path, by_name: itself });
            }
        }
        if let Some((turned, _)) =
            rewrite(&text, &to.vault_path, &goals, settings).filter(|_| !goals.is_empty())
        {
            text = turned;
        }
    }
    if let Some(title) = &to.title {
        text = with_title(&text, title, settings).ok_or(MoveError::Title)?;
    }
    if keep_name {
        text = with_alias(&text, name_of(&note.vault_path)).ok_or(MoveError::Alias)?;
    }
    Ok(prepared(&to.vault_path, text, settings)?)
}

fn prepared(path: &str, text: String, settings: &Settings) -> Result<Prepared, write::Unusable> {
    write::prepare(NoteFile { path: path.to_owned(), text, modified: None }, settings)
}

/// Where a way that starts at a file's folder leads.
pub(super) fn from(vault_path: &str, way: &str) -> String {
    let mut segments: Vec<&str> =
        folder_of(vault_path).split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in way.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            name => segments.push(name),
        }
    }
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_lead_somewhere() {
        assert_eq!(from("A/B/c.md", "../d/./e.png"), "A/d/e.png");
        assert_eq!(from("c.md", "../../d.md"), "d.md");
    }
}

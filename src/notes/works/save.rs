//! Saving the texts of many notes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::WorkError;
use crate::{
    ids::{NoteId, UserId, VaultId},
    notes::{
        moving::Ground,
        vaults,
        write::{self, By, Item, NoteFile, Saved, Settings},
    },
};

/// So many notes are rendered before they are written.
const BATCH: usize = 100;

/// A text to be saved.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) note: NoteId,
    pub(super) vault: VaultId,
    pub(super) author: Option<UserId>,
    pub(super) place: String,
    /// Whether that is another place than before.
    pub(super) moved: bool,
    pub(super) source: String,
    /// It stays a draft, whatever its text says.
    pub(super) kept_back: bool,
}

/// What became of them.
#[derive(Debug, Default)]
pub(super) struct Results {
    pub(super) saved: Vec<Saved>,
    /// Those that cannot be saved as they are written.
    pub(super) unusable: Vec<NoteId>,
}

/// Saves texts, those of a vault and an author together. Within the writers' lock.
pub(super) async fn save(
    db: &mut PgConnection,
    texts: Vec<Text>,
    by: &By,
    ground: &Ground,
    now: Timestamp,
) -> Result<Results, WorkError> {
    let mut owners: BTreeMap<(VaultId, Option<UserId>), Vec<Text>> = BTreeMap::new();
    for text in texts {
        owners.entry((text.vault, text.author)).or_default().push(text);
    }
    let mut results = Results::default();
    for ((vault, author), mut texts) in owners {
        let vault = vaults::get(db, vault).await?.ok_or(WorkError::Nothing)?;
        let (language, zone) = (ground.language.clone(), ground.zone.clone());
        let settings = write::settings_of(db, vault, author, language, zone).await?;
        texts.sort_by(|a, b| a.place.cmp(&b.place));
        while !texts.is_empty() {
            let rest = texts.split_off(texts.len().min(BATCH));
            let batch = std::mem::replace(&mut texts, rest);
            let own = settings.clone();
            let (items, unusable) = spawn_blocking(move || prepared(batch, &own)).await?;
            results.saved.extend(write::save(db, &settings, &items, by, now).await?);
            results.unusable.extend(unusable);
        }
    }
    Ok(results)
}

fn prepared(texts: Vec<Text>, settings: &Settings) -> (Vec<Item>, Vec<NoteId>) {
    let (mut items, mut unusable) = (Vec::new(), Vec::new());
    for text in texts {
        let file = NoteFile { path: text.place, text: text.source, modified: None };
        match write::prepare(file, settings) {
            Ok(ready) => {
                let prepared = if text.kept_back { ready.kept_back() } else { ready };
                items.push(Item { note: Some(text.note), moved: text.moved, prepared });
            }
            Err(_) => unusable.push(text.note),
        }
    }
    (items, unusable)
}

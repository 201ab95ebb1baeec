//! Undoing a work: every note that nobody changed since gets its text, place and standing of before, or comes back from
//! the bin.

use std::collections::HashSet;

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{
    WorkError,
    deed::{Deed, Left},
    save::{self, Text},
    store,
};
use crate::{
    ids::{NoteId, UserId, VaultId, WorkId},
    notes::{
        editing::bin::{self, Binned},
        moving::{self, Going, Ground, Mover},
        write::{self, By, Origin},
    },
};

/// A note of a work: what it was, and what it is now.
#[derive(Clone, Debug)]
pub(super) struct Before {
    pub(super) note: NoteId,
    /// Why it cannot be what it was, unless it lies in the bin.
    pub(super) why_not: Option<Left>,
    /// Whether it lies in the bin since the work.
    pub(super) binned_then: bool,
    pub(super) vault: VaultId,
    pub(super) author: Option<UserId>,
    /// Where it lay.
    pub(super) place: String,
    pub(super) vault_path: String,
    pub(super) was_published: bool,
    /// What it said; `None` where that is kept no more.
    pub(super) source: Option<String>,
}

/// Undoes a work of this person's, and keeps what was left alone and why. Within the writers' lock; begin, commit and
/// bump the generation around it.
///
/// # Errors
/// See [`WorkError`]; nothing of it is to be committed then.
pub async fn undo(
    db: &mut PgConnection,
    work: WorkId,
    (by, summary): (&Mover, String),
    ground: &Ground,
    now: Timestamp,
) -> Result<(), WorkError> {
    write::lock(db).await?;
    let Some(deed) = store::works::mark_undone(db, work, by.id, now).await? else {
        let known = store::works::find(db, work, by.id).await?;
        return Err(known.map_or(WorkError::Nothing, |_| WorkError::Undone));
    };
    let befores = store::works::befores(db, work, by).await?;
    let saver = By { author: Some(by.id), origin: Origin::Restore, summary: Some(summary) };
    let left = match deed {
        Deed::Bin => bring_back(db, befores, (by, &saver), ground, now).await?,
        _ => restore(db, befores, &saver, ground, now).await?,
    };
    Ok(store::works::mark_left(db, work, &left).await?)
}

async fn bring_back(
    db: &mut PgConnection,
    befores: Vec<Before>,
    (by, saver): (&Mover, &By),
    ground: &Ground,
    now: Timestamp,
) -> Result<Vec<(NoteId, Left)>, WorkError> {
    let there: Vec<NoteId> =
        befores.iter().filter(|before| before.binned_then).map(|before| before.note).collect();
    let binned = bin::find_all(db, &there, by).await?;
    let back: Vec<Going> = binned.iter().map(home).collect();
    let taken = moving::taken(db, &back).await?;
    let mut texts = Vec::new();
    for binned in binned {
        let place = if taken.contains(&binned.id) {
            bin::place_of(db, &binned).await?
        } else {
            binned.vault_path.clone()
        };
        texts.push(Text {
            note: binned.id,
            vault: binned.vault,
            author: binned.author,
            moved: place != binned.vault_path,
            place,
            kept_back: !binned.was_published,
            source: binned.source,
        });
    }
    let results = save::save(db, texts, saver, ground, now).await?;
    let back: HashSet<NoteId> = results.saved.iter().map(|saved| saved.note).collect();
    let left = befores.iter().filter(|before| !back.contains(&before.note));
    Ok(left
        .map(|before| (before.note, if before.binned_then { Left::Gone } else { Left::Changed }))
        .collect())
}

async fn restore(
    db: &mut PgConnection,
    befores: Vec<Before>,
    saver: &By,
    ground: &Ground,
    now: Timestamp,
) -> Result<Vec<(NoteId, Left)>, WorkError> {
    let going: Vec<Going> =
        befores.iter().filter(|before| before.why_not.is_none()).filter_map(going).collect();
    let taken = moving::taken(db, &going).await?;
    let (mut texts, mut left) = (Vec::new(), Vec::new());
    for before in befores {
        let why = before.why_not.or_else(|| taken.contains(&before.note).then_some(Left::Taken));
        match (why, before.source) {
            (None, Some(source)) => texts.push(Text {
                note: before.note,
                vault: before.vault,
                author: before.author,
                moved: before.place != before.vault_path,
                place: before.place,
                source,
                kept_back: !before.was_published,
            }),
            (why, _) => left.push((before.note, why.unwrap_or(Left::Gone))),
        }
    }
    let results = save::save(db, texts, saver, ground, now).await?;
    left.extend(results.unusable.into_iter().map(|note| (note, Left::Unusable)));
    Ok(left)
}

/// A note of the bin on its way to where it lay.
fn home(binned: &Binned) -> Going {
    Going {
        note: binned.id,
        vault: binned.vault,
        vault_path: binned.vault_path.clone(),
        source: String::new(),
        to: binned.vault_path.clone(),
    }
}

fn going(before: &Before) -> Option<Going> {
    (before.place != before.vault_path).then(|| Going {
        note: before.note,
        vault: before.vault,
        vault_path: before.vault_path.clone(),
        source: String::new(),
        to: before.place.clone(),
    })
}

//! The work itself.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{
    Chosen, Done, Plan, Step, WorkError, chosen,
    deed::{Deed, Left},
    forget_old, plan,
    save::{self, Text},
    store,
};
use crate::{
    ids::{NoteId, RevisionId, WorkId},
    notes::{
        editing::bin,
        moving::{Ground, Mover, Turned},
        write::{self, By, Origin, Saved},
    },
};

/// Does something to notes, each named with the text that was shown of it, and keeps what they were. What somebody
/// changed meanwhile is left alone. Within the writers' lock; begin, commit and bump the generation around it.
///
/// # Errors
/// See [`WorkError`]; nothing of it is to be committed then.
pub async fn carry_out(
    db: &mut PgConnection,
    deed: &Deed,
    shown: &[(NoteId, RevisionId)],
    (by, summary): (&Mover, String),
    ground: &Ground,
    now: Timestamp,
) -> Result<WorkId, WorkError> {
    let (same, changed) = current(db, shown, by).await?;
    let plan = plan(db, deed, same, by, ground).await?;
    let origin = if matches!(deed, Deed::Move { .. }) { Origin::Move } else { Origin::Edit };
    let saver = By { author: Some(by.id), origin, summary: Some(summary) };
    finish(db, deed, (plan, changed), (by, &saver), ground, now).await
}

/// The notes that still say what was shown, and those that do not. Takes the writers' lock.
pub(super) async fn current(
    db: &mut PgConnection,
    shown: &[(NoteId, RevisionId)],
    by: &Mover,
) -> Result<(Vec<Chosen>, Vec<Chosen>), WorkError> {
    write::lock(db).await?;
    let notes: Vec<NoteId> = shown.iter().map(|(note, _)| *note).collect();
    let bases: HashMap<NoteId, RevisionId> = shown.iter().copied().collect();
    let current = chosen(db, &notes, by).await?;
    if current.is_empty() {
        return Err(WorkError::Nothing);
    }
    Ok(current.into_iter().partition(|note| bases.get(&note.id) == Some(&note.revision)))
}

/// Does what is planned, and keeps it.
pub(super) async fn finish(
    db: &mut PgConnection,
    deed: &Deed,
    (mut plan, changed): (Plan, Vec<Chosen>),
    (by, saver): (&Mover, &By),
    ground: &Ground,
    now: Timestamp,
) -> Result<WorkId, WorkError> {
    plan.steps.extend(changed.into_iter().map(|note| Step { note, doing: Err(Left::Changed) }));
    let mut done = if *deed == Deed::Bin {
        throw_away(db, &plan.steps, by, now).await?
    } else {
        let chosen = plan.steps.iter().filter_map(|step| text_of(deed, step));
        let texts = chosen.chain(plan.turned.iter().map(turned)).collect();
        let results = save::save(db, texts, saver, ground, now).await?;
        let saved = results.saved.into_iter().map(|saved| (saved.note, saved)).collect();
        report(deed, &plan.steps, &plan.turned, &saved, &results.unusable.into_iter().collect())
    };
    // Chosen and left where it lies, but with links to one that moved: that is what became of it.
    let turned: HashSet<NoteId> = done.iter().filter(|done| done.turned).map(|done| done.note).collect();
    done.retain(|done| done.turned || !turned.contains(&done.note));
    let work = WorkId::new();
    store::works::insert(db, work, (deed, by.id), &done, now).await?;
    forget_old(db, by.id, now).await?;
    Ok(work)
}

async fn throw_away(
    db: &mut PgConnection,
    steps: &[Step],
    by: &Mover,
    now: Timestamp,
) -> Result<Vec<Done>, WorkError> {
    let going: Vec<NoteId> =
        steps.iter().filter(|step| step.doing.is_ok()).map(|step| step.note.id).collect();
    bin::throw_all_away(db, &going, by, now).await?;
    Ok(steps.iter().map(|step| of(step, step.note.revision, false)).collect())
}

/// What is saved of a chosen note.
fn text_of(deed: &Deed, step: &Step) -> Option<Text> {
    let (doing, note) = (step.doing.as_ref().ok()?, &step.note);
    Some(Text {
        note: note.id,
        vault: note.vault,
        author: note.author,
        place: doing.to.clone().unwrap_or_else(|| note.vault_path.clone()),
        moved: doing.to.is_some(),
        source: doing.text.clone(),
        kept_back: !note.is_published() && *deed != Deed::Publish,
    })
}

fn turned(turned: &Turned) -> Text {
    Text {
        note: turned.note,
        vault: turned.vault,
        author: turned.author,
        place: turned.vault_path.clone(),
        moved: false,
        source: turned.text.clone(),
        kept_back: !turned.published,
    }
}

/// A chosen note, and the text that it has now.
fn of(step: &Step, after: RevisionId, is_published: bool) -> Done {
    let moved = step.doing.as_ref().ok().and_then(|doing| doing.to.clone());
    Done {
        note: step.note.id,
        before: step.note.revision,
        after,
        moved: moved.map(|to| (step.note.vault_path.clone(), to)),
        was_published: step.note.is_published(),
        is_published,
        turned: false,
        left: step.doing.as_ref().err().copied(),
    }
}

fn report(
    deed: &Deed,
    steps: &[Step],
    turned: &[Turned],
    saved: &HashMap<NoteId, Saved>,
    unusable: &HashSet<NoteId>,
) -> Vec<Done> {
    let chosen = steps.iter().map(|step| {
        let after = saved.get(&step.note.id).map_or(step.note.revision, |saved| saved.revision);
        let is_published = match deed {
            Deed::Publish => true,
            Deed::Unpublish => false,
            _ => step.note.is_published(),
        };
        let mut done = of(step, after, is_published);
        if unusable.contains(&step.note.id) {
            (done.left, done.moved) = (Some(Left::Unusable), None);
        }
        done
    });
    let turned = turned.iter().filter_map(|turned| {
        let after = saved.get(&turned.note)?;
        Some(Done {
            note: turned.note,
            before: turned.revision,
            after: after.revision,
            moved: None,
            was_published: turned.published,
            is_published: turned.published,
            turned: true,
            left: None,
        })
    });
    chosen.chain(turned).collect()
}

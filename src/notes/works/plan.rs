//! What a work would do to each note. Nothing is written.

use std::collections::HashSet;

use sqlx::PgConnection;

use super::{
    Chosen, WorkError,
    deed::{Deed, Left},
};
use crate::{
    ids::NoteId,
    notes::moving::{self, Going, Ground, MoveError, Mover, Name, Turned},
};

/// What would be done to a note.
#[derive(Clone, Debug)]
pub struct Doing {
    /// Its text afterwards.
    pub text: String,
    /// Its new place in the vault.
    pub to: Option<String>,
}

/// A chosen note, and what would be done to it or why it is left alone.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which.
    pub note: Chosen,
    /// What, or why not.
    pub doing: Result<Doing, Left>,
}

/// What a work would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The chosen notes, by title.
    pub steps: Vec<Step>,
    /// Other notes, whose links would be turned to those that move.
    pub turned: Vec<Turned>,
    /// Notes of others, whose links to those that move would lead nowhere.
    pub lost: Vec<Name>,
}

impl Plan {
    /// To how many of the chosen notes something would be done.
    #[must_use]
    pub fn doings(&self) -> usize {
        self.steps.iter().filter(|step| step.doing.is_ok()).count()
    }
}

/// What a deed would do to notes.
///
/// # Errors
/// [`WorkError::TooMuch`] where more links would be turned than can be, or when the database does not answer.
pub async fn plan(
    db: &mut PgConnection,
    deed: &Deed,
    notes: Vec<Chosen>,
    by: &Mover,
    ground: &Ground,
) -> Result<Plan, WorkError> {
    let mut steps: Vec<Step> = notes.into_iter().map(|note| step(deed, note, by)).collect();
    let asked = going(&steps);
    if asked.is_empty() {
        return Ok(Plan { steps, turned: Vec::new(), lost: Vec::new() });
    }
    let taken = moving::taken(db, &asked).await?;
    leave(&mut steps, &taken);
    let together = moving::together(db, going(&steps), by, ground).await.map_err(|error| match error {
        MoveError::Broken(error) => WorkError::Broken(error),
        MoveError::Database(error) => WorkError::Database(error),
        _ => WorkError::TooMuch,
    })?;
    if together.more {
        return Err(WorkError::TooMuch);
    }
    for step in &mut steps {
        if let (Ok(doing), Some(text)) = (&mut step.doing, together.texts.get(&step.note.id)) {
            doing.text.clone_from(text);
        }
    }
    Ok(Plan { steps, turned: together.turned, lost: together.lost })
}

fn step(deed: &Deed, note: Chosen, by: &Mover) -> Step {
    let doing = if note.allowed { deed.text(&note, by.id) } else { Err(Left::Theirs) };
    let doing = doing.and_then(|text| {
        let to = match deed {
            Deed::Move { folder } => Some(place(folder, &note.vault_path)),
            _ => None,
        };
        if to.as_ref() == Some(&note.vault_path) { Err(Left::Already) } else { Ok(Doing { text, to }) }
    });
    Step { note, doing }
}

/// A file of that name in a folder.
fn place(folder: &str, vault_path: &str) -> String {
    let name = vault_path.rsplit('/').next().unwrap_or(vault_path);
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn going(steps: &[Step]) -> Vec<Going> {
    let going = steps.iter().filter_map(|step| {
        let to = step.doing.as_ref().ok()?.to.clone()?;
        Some(Going {
            note: step.note.id,
            vault: step.note.vault,
            vault_path: step.note.vault_path.clone(),
            source: step.note.source.clone(),
            to,
        })
    });
    going.collect()
}

fn leave(steps: &mut [Step], taken: &HashSet<NoteId>) {
    for step in steps.iter_mut().filter(|step| taken.contains(&step.note.id)) {
        step.doing = Err(Left::Taken);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_keeps_its_name() {
        assert_eq!(place("", "A/b.md"), "b.md");
        assert_eq!(place("C/D", "b.canvas"), "C/D/b.canvas");
    }
}

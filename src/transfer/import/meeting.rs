//! A file that changed meets its note, which was changed in the garden. Pure.

use std::collections::HashMap;

use super::{plan::Step, store::Ground};
use crate::{
    ids::{NoteId, TextId},
    notes::write::{self, NoteFile, Prepared, Saved, Settings},
    transfer::clashes,
};

/// What becomes of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// It says what its file says.
    File,
    /// It stays as it is: the file says nothing new.
    Note,
    /// It says what both say.
    Both,
    /// It stays as it is, and somebody has to say what is meant.
    Clash,
}

/// A file and its note.
#[derive(Debug)]
pub(super) struct Meeting {
    pub(super) step: Step,
    /// As its file says it.
    pub(super) file: Prepared,
    pub(super) ground: Option<Ground>,
    pub(super) course: Course,
    /// What is to be saved, where that is not what the file says.
    pub(super) text: Option<Prepared>,
    /// What came of it.
    pub(super) saved: Option<Saved>,
    /// What the file said, kept where the note says something else.
    pub(super) kept: Option<TextId>,
}

/// Finds the course of each note. Those without a ground say what their files said the last time.
pub(super) fn meet(
    notes: Vec<(Step, Prepared)>,
    mut grounds: HashMap<NoteId, Ground>,
    settings: &Settings,
    remounted: bool,
) -> Vec<Meeting> {
    let meet = |(step, file): (Step, Prepared)| {
        let ground = step.note.and_then(|note| grounds.remove(&note));
        let (course, text) =
            ground.as_ref().map_or((Course::File, None), |ground| course(&file, ground, settings));
        // In another place, but with the words that it has.
        let moves = moved(&step, remounted) && matches!(course, Course::Note | Course::Clash);
        let text = match &ground {
            Some(ground) if moves => prepared(&file, ground.source.clone(), settings),
            _ => text,
        };
        Meeting { step, file, ground, course, text, saved: None, kept: None }
    };
    notes.into_iter().map(meet).collect()
}

/// Takes out those whose notes were thrown away since the import began: their files are passed over.
pub(super) fn take_binned(meetings: &mut Vec<Meeting>) -> Vec<(Step, String)> {
    let binned = |meeting: &mut Meeting| meeting.ground.as_ref().is_some_and(|ground| ground.binned);
    let taken = meetings.extract_if(.., binned);
    taken.map(|met| (met.step, met.ground.map(|ground| ground.address).unwrap_or_default())).collect()
}

/// Whether a note gets the address of another place.
pub(super) fn moved(step: &Step, remounted: bool) -> bool {
    remounted || step.from.is_some()
}

fn course(file: &Prepared, ground: &Ground, settings: &Settings) -> (Course, Option<Prepared>) {
    if file.source() == ground.source {
        return (Course::File, None);
    }
    match ground.base.as_deref() {
        Some(base) if base == ground.source => return (Course::File, None),
        Some(base) if base == file.source() => return (Course::Note, None),
        _ => {}
    }
    let merged = clashes::unite(file.vault_path(), ground.base.as_deref(), &ground.source, file.source());
    match merged.text().and_then(|text| prepared(file, text, settings)) {
        Some(text) => (Course::Both, Some(text)),
        None => (Course::Clash, None),
    }
}

fn prepared(file: &Prepared, text: String, settings: &Settings) -> Option<Prepared> {
    write::prepare(NoteFile { path: file.vault_path().to_owned(), text, modified: None }, settings).ok()
}

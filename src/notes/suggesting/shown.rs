//! A suggestion laid out for reading: each piece with some lines around it. Pure.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use super::{Fate, Suggestion};
use crate::{
    notes::history::changes::{Row, rows, weight},
    text::diff,
};

/// So long lines are compared word by word.
const PATIENCE: Duration = Duration::from_millis(500);
/// So many unchanged lines stand around a piece.
const CONTEXT: usize = 3;
/// About so many bytes of pieces a page carries; of those beyond, the number of lines is told.
const BYTES: usize = 1024 * 1024;

/// A piece as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its number, from 0.
    pub number: usize,
    /// What became of it.
    pub fate: Fate,
    /// So many unchanged lines before it are not shown.
    pub skipped: usize,
    /// Lines before it.
    pub before: Vec<Row>,
    /// The lines that differ.
    pub rows: Vec<Row>,
    /// So many more of them are not shown.
    pub cut: usize,
    /// Lines after it.
    pub after: Vec<Row>,
    /// What stands in its place now, where it does not fit the note any more.
    pub clash: Option<String>,
}

impl Shown {
    /// Whether what differs cannot be seen: the ends of lines.
    #[must_use]
    pub fn is_only_layout(&self) -> bool {
        self.cut == 0 && self.rows.iter().all(Row::is_same)
    }
}

/// Lays out a suggestion, with what was found of its pieces that clash. Off the threads that answer.
#[must_use]
pub fn show(suggestion: &Suggestion, clashing: &[(usize, String)]) -> Vec<Shown> {
    let deadline = Instant::now() + PATIENCE;
    let (old, new) = (diff::lines(&suggestion.base), diff::lines(&suggestion.source));
    let laid = |before: Range<usize>, after: Range<usize>| {
        let first = (before.start + 1, after.start + 1);
        rows(old.get(before).unwrap_or_default(), new.get(after).unwrap_or_default(), first, deadline)
    };
    let (mut left, mut at) = (BYTES, 0);
    let mut shown = Vec::with_capacity(suggestion.parts.len());
    for (number, part) in suggestion.parts.iter().enumerate() {
        let (went, came) = (part.piece.old.clone(), part.piece.new.clone());
        let next = suggestion.parts.get(number + 1).map_or(old.len(), |next| next.piece.old.start);
        let above = (went.start - at.min(went.start)).min(CONTEXT);
        let below = next.saturating_sub(went.end).min(CONTEXT);
        let mut all = laid(went.clone(), came.clone());
        let total = all.len();
        all.truncate(fitting(&all, &mut left));
        shown.push(Shown {
            number,
            fate: part.fate,
            skipped: went.start.saturating_sub(at + above),
            before: laid(went.start - above..went.start, came.start.saturating_sub(above)..came.start),
            cut: total - all.len(),
            rows: all,
            after: laid(went.end..went.end + below, came.end..came.end + below),
            clash: clashing.iter().find(|(known, _)| *known == number).map(|(_, now)| now.clone()),
        });
        at = went.end + below;
    }
    shown
}

/// How many rows fit into what is left of a page.
fn fitting(rows: &[Row], left: &mut usize) -> usize {
    let mut fits = |row: &&Row| {
        let weight = weight(row);
        let fits = weight <= *left;
        *left = left.saturating_sub(weight);
        fits
    };
    rows.iter().take_while(|row| fits(row)).count()
}

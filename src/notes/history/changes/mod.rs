//! What changed between two revisions, laid out for reading: properties, then the text with its long unchanged parts
//! folded, and the pictures that came and went.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use super::shown::Picture;
use crate::text::{
    diff::{self, Line, Property, Row as Laid},
    front_matter,
};

/// So long two texts are compared at most; then what is left is shown as changed.
const PATIENCE: Duration = Duration::from_millis(500);
/// So many unchanged lines stand around what changed.
const CONTEXT: usize = 3;
/// Fewer lines than this are not worth folding.
const FOLD: usize = 4;
/// So many bytes of folded lines a page carries; of those beyond only the number is told.
const FOLDED_BYTES: usize = 512 * 1024;
/// So many bytes of changed lines a page carries.
const CHANGED_BYTES: usize = 1024 * 1024;

/// What changed from one text to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The properties that differ. Where front matter is no plain list of them, its lines are part of the text.
    pub properties: Vec<Changed>,
    /// The text.
    pub blocks: Vec<Block>,
    /// How much changed.
    pub counts: Counts,
    /// Whether the texts differ although every line says the same: in their ends of lines, or in the order of properties.
    pub only_layout: bool,
}

/// A property that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its name.
    pub key: String,
    /// What it was; `None`: it was not there.
    pub before: Option<String>,
    /// What it is; `None`: it is gone.
    pub after: Option<String>,
}

/// Lines of each kind; a block that moved counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines that came.
    pub added: usize,
    /// Lines that went.
    pub removed: usize,
    /// Lines that say something else.
    pub changed: usize,
    /// Blocks that stand elsewhere.
    pub moved: usize,
}

/// A piece of the comparison, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Lines that changed, with some around them.
    Shown(Vec<Row>),
    /// Lines that did not change.
    Folded(Vec<Row>),
    /// So many lines that did not change and are too long to be carried along.
    Omitted(usize),
    /// So many more lines differ; they are too long to be shown.
    Cut(usize),
}

/// How a line differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not at all.
    Same,
    /// It says something else.
    Changed,
    /// It is gone.
    Removed,
    /// It is new.
    Added,
    /// It stands at this line of the new text now.
    MovedAway(usize),
    /// It stood at this line of the old text.
    MovedHere(usize),
}

impl Kind {
    /// A word for it, whichever line it speaks of.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Added => "added",
            Self::MovedAway(_) | Self::MovedHere(_) => "moved",
        }
    }
}

/// A line of the two texts beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How it differs.
    pub kind: Kind,
    /// As it was. Where nothing differs it has no words: they are those of the new one.
    pub old: Option<Side>,
    /// As it is.
    pub new: Option<Side>,
    /// Whether it begins a block that moved: the lines after it moved with it.
    pub begins_move: bool,
}

impl Row {
    const fn of(kind: Kind, old: Option<Side>, new: Option<Side>) -> Self {
        Self { kind, old, new, begins_move: false }
    }

    /// Whether nothing differs here.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.kind == Kind::Same
    }

    /// Whether the line says something else now.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.kind == Kind::Changed
    }

    /// Whether the line stands elsewhere now.
    #[must_use]
    pub const fn is_moved(&self) -> bool {
        matches!(self.kind, Kind::MovedAway(_) | Kind::MovedHere(_))
    }
}

/// One side of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Its number in its file, from 1.
    pub number: usize,
    /// What it says, in pieces; whether the other side lacks the piece.
    pub pieces: Vec<(String, bool)>,
    /// The pictures that it shows and the other side does not.
    pub pictures: Vec<Picture>,
}

/// A text and the pictures that it shows.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The whole of it.
    pub source: String,
    /// Its pictures, by the lines of the file.
    pub pictures: Vec<Picture>,
}

impl Changes {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.properties.is_empty() && !self.only_layout && self.counts == Counts::default()
    }
}

/// Lays two texts beside each other. Takes half a second at most, or little more; off the threads that answer.
#[must_use]
pub fn compare(old: &Text, new: &Text) -> Changes {
    let deadline = Instant::now() + PATIENCE;
    let (before, after) = (Parts::of(&old.source), Parts::of(&new.source));
    let properties = before.changed_properties(&after);
    let by_properties = properties.is_some();
    let (before, after) =
        if by_properties { (before, after) } else { (Parts::whole(&old.source), Parts::whole(&new.source)) };
    let laid = diff::diff(&diff::lines(before.body), &diff::lines(after.body), deadline);
    let pictures = Pictures { old: by_line(&old.pictures), new: by_line(&new.pictures) };
    let mut rows: Vec<Row> =
        laid.into_iter().map(|row| pictures.row(row, before.first_line, after.first_line)).collect();
    mark_moves(&mut rows);
    let counts = count(&rows);
    let properties = properties.unwrap_or_default();
    let differs = !properties.is_empty() || counts != Counts::default();
    Changes { blocks: fold(rows), counts, only_layout: !differs && old.source != new.source, properties }
}

/// Lays lines beside each other that stand in their texts from these numbers on.
pub(in crate::notes) fn rows(
    old: &[&str],
    new: &[&str],
    (old_first, new_first): (usize, usize),
    deadline: Instant,
) -> Vec<Row> {
    let pictures = Pictures { old: BTreeMap::new(), new: BTreeMap::new() };
    let laid = diff::diff(old, new, deadline).into_iter();
    let mut rows = laid.map(|row| pictures.row(row, old_first, new_first)).collect::<Vec<_>>();
    mark_moves(&mut rows);
    rows
}

/// A text in front matter and body.
struct Parts<'a> {
    yaml: &'a str,
    body: &'a str,
    first_line: usize,
}

impl<'a> Parts<'a> {
    fn of(source: &'a str) -> Self {
        let (block, body, first_line) = front_matter::split(source);
        Self { yaml: block.map_or("", |block| block.yaml), body, first_line }
    }

    fn whole(source: &'a str) -> Self {
        Self { yaml: "", body: source, first_line: 1 }
    }

    /// The properties that differ, where that is all that differs in the front matter.
    fn changed_properties(&self, after: &Self) -> Option<Vec<Changed>> {
        let (old, new) = (diff::properties(self.yaml)?, diff::properties(after.yaml)?);
        let value = |list: &[Property<'_>], key: &str| {
            list.iter().find(|property| property.key == key).map(|property| property.value.to_owned())
        };
        let gone = old.iter().filter(|property| value(&new, property.key).is_none());
        let changed: Vec<Changed> = new
            .iter()
            .chain(gone)
            .map(|property| Changed {
                key: property.key.to_owned(),
                before: value(&old, property.key),
                after: value(&new, property.key),
            })
            .filter(|changed| changed.before != changed.after)
            .collect();
        Some(changed)
    }
}

fn by_line(pictures: &[Picture]) -> BTreeMap<usize, Vec<&Picture>> {
    let mut lines: BTreeMap<usize, Vec<&Picture>> = BTreeMap::new();
    for picture in pictures {
        lines.entry(picture.line).or_default().push(picture);
    }
    lines
}

struct Pictures<'a> {
    old: BTreeMap<usize, Vec<&'a Picture>>,
    new: BTreeMap<usize, Vec<&'a Picture>>,
}

impl Pictures<'_> {
    fn row(&self, row: Laid<'_>, old_first: usize, new_first: usize) -> Row {
        let number = |line: usize, first: usize| line + first.saturating_sub(1);
        let side = |line: Line<'_>, first: usize| Side {
            number: number(line.number, first),
            pieces: line.pieces.iter().map(|piece| (piece.text.to_owned(), piece.changed)).collect(),
            pictures: Vec::new(),
        };
        match row {
            Laid::Same { old, new, text } => {
                let pieces = if text.is_empty() { Vec::new() } else { vec![(text.to_owned(), false)] };
                let old = Side { number: number(old, old_first), ..Side::default() };
                let new = Side { number: number(new, new_first), pieces, pictures: Vec::new() };
                Row::of(Kind::Same, Some(old), Some(new))
            }
            Laid::Changed { old, new } => {
                let (mut old, mut new) = (side(old, old_first), side(new, new_first));
                let (was, is) = (shown(&self.old, old.number), shown(&self.new, new.number));
                let only = |these: &[&Picture], those: &[&Picture]| -> Vec<Picture> {
                    let lacks = |one: &&&Picture| !those.iter().any(|other| other.file == one.file);
                    these.iter().filter(lacks).map(|picture| (**picture).clone()).collect()
                };
                (old.pictures, new.pictures) = (only(was, is), only(is, was));
                Row::of(Kind::Changed, Some(old), Some(new))
            }
            Laid::Removed(line) => {
                let mut old = side(line, old_first);
                old.pictures =
                    shown(&self.old, old.number).iter().map(|picture| (*picture).clone()).collect();
                Row::of(Kind::Removed, Some(old), None)
            }
            Laid::Added(line) => {
                let mut new = side(line, new_first);
                new.pictures =
                    shown(&self.new, new.number).iter().map(|picture| (*picture).clone()).collect();
                Row::of(Kind::Added, None, Some(new))
            }
            Laid::MovedAway { line, to } => {
                Row::of(Kind::MovedAway(number(to, new_first)), Some(side(line, old_first)), None)
            }
            Laid::MovedHere { line, from } => {
                Row::of(Kind::MovedHere(number(from, old_first)), None, Some(side(line, new_first)))
            }
        }
    }
}

fn shown<'a, 'b>(lines: &'a BTreeMap<usize, Vec<&'b Picture>>, number: usize) -> &'a [&'b Picture] {
    lines.get(&number).map_or(&[], Vec::as_slice)
}

/// Finds the first line of each block that moved.
fn mark_moves(rows: &mut [Row]) {
    let mut expected = None;
    for row in rows {
        row.begins_move = row.is_moved() && expected != Some(row.kind);
        expected = match row.kind {
            Kind::MovedAway(line) => Some(Kind::MovedAway(line + 1)),
            Kind::MovedHere(line) => Some(Kind::MovedHere(line + 1)),
            _ => None,
        };
    }
}

fn count(rows: &[Row]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        let says = |side: &Option<Side>| side.as_ref().is_some_and(|side| !side.pieces.is_empty());
        match row.kind {
            Kind::Changed => counts.changed += 1,
            // An empty line that comes or goes is worth showing, not counting, unless there is nothing else.
            Kind::Removed if says(&row.old) => counts.removed += 1,
            Kind::Added if says(&row.new) => counts.added += 1,
            Kind::Same | Kind::Removed | Kind::Added | Kind::MovedAway(_) => {}
            Kind::MovedHere(_) => counts.moved += usize::from(row.begins_move),
        }
    }
    if counts == Counts::default() {
        counts.removed = rows.iter().filter(|row| row.kind == Kind::Removed).count();
        counts.added = rows.iter().filter(|row| row.kind == Kind::Added).count();
    }
    counts
}

/// Parts the rows into what is shown and what is folded.
fn fold(rows: Vec<Row>) -> Vec<Block> {
    let total = rows.len();
    let changes: Vec<usize> =
        rows.iter().enumerate().filter(|(_, row)| row.kind != Kind::Same).map(|(at, _)| at).collect();
    let mut near = vec![false; total];
    for at in changes {
        let around = at.saturating_sub(CONTEXT)..(at + CONTEXT + 1).min(total);
        near.iter_mut().take(around.end).skip(around.start).for_each(|near| *near = true);
    }
    let mut blocks: Vec<Block> = Vec::new();
    let (mut folded_bytes, mut changed_bytes) = (0, 0);
    let mut rows = rows.into_iter().zip(near).peekable();
    while let Some((_, is_near)) = rows.peek() {
        let is_near = *is_near;
        let mut run = Vec::new();
        while let Some((row, _)) = rows.next_if(|(_, near)| *near == is_near) {
            run.push(row);
        }
        let bytes: usize = run.iter().map(weight).sum();
        if is_near {
            let mut fitting = Vec::new();
            let mut left_out = 0;
            for row in run {
                changed_bytes += weight(&row);
                if changed_bytes <= CHANGED_BYTES { fitting.push(row) } else { left_out += 1 }
            }
            show(&mut blocks, fitting);
            if left_out > 0 {
                match blocks.last_mut() {
                    Some(Block::Cut(lines)) => *lines += left_out,
                    _ => blocks.push(Block::Cut(left_out)),
                }
            }
        } else if run.len() < FOLD {
            show(&mut blocks, run);
        } else if folded_bytes + bytes <= FOLDED_BYTES {
            folded_bytes += bytes;
            blocks.push(Block::Folded(run));
        } else {
            blocks.push(Block::Omitted(run.len()));
        }
    }
    blocks
}

/// Adds rows to what is shown.
fn show(blocks: &mut Vec<Block>, rows: Vec<Row>) {
    match blocks.last_mut() {
        Some(Block::Shown(shown)) => shown.extend(rows),
        _ if rows.is_empty() => {}
        _ => blocks.push(Block::Shown(rows)),
    }
}

/// About how many bytes of a page it takes.
pub(in crate::notes) fn weight(row: &Row) -> usize {
    let side = |side: &Option<Side>| {
        side.as_ref()
            .map_or(0, |side| 40 + side.pieces.iter().map(|(text, _)| text.len() + 20).sum::<usize>())
    };
    side(&row.old) + side(&row.new)
}

#[cfg(test)]
mod tests;

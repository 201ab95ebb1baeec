//! Where a text may have links, and how each would be written. Pure; whether they are links the renderer tells.

use std::{collections::BTreeSet, ops::Range};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::rewrite::Goal;
use crate::text::slug;

/// What a Markdown link cannot hold as it is.
const ENCODED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'<').add(b'>').add(b'(').add(b')').add(b'%').add(b'#').add(b'?').add(b'\\');
/// A place in a text that looks like a link's target.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) range: Range<usize>,
    /// As the renderer would give it.
    pub(super) target: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Wiki,
    Plain,
    InAngles,
}

impl Spot {
    /// What is to stand here instead, in the manner of what stands here.
    pub(super) fn turned(&self, source: &str, at: &str, goal: &Goal) -> String {
        let written = source.get(self.range.clone()).unwrap_or_default();
        let has_extension = slug::strip_note_extension(&self.target) != self.target;
        let bare = slug::strip_note_extension(&goal.path);
        let path = if has_extension { goal.path.as_str() } else { bare };
        let name = path.rsplit('/').next().unwrap_or(path);
        let relative = self.target.starts_with("./") || self.target.starts_with("../");
        let new = match self.kind {
            Kind::Wiki if relative => from_folder(at, path, true),
            Kind::Wiki if self.target.starts_with('/') => format!("/{path}"),
            Kind::Wiki if goal.by_name && !self.target.contains('/') => name.to_owned(),
            Kind::Wiki => path.to_owned(),
            _ if self.target.starts_with('/') => format!("/{path}"),
            _ => from_folder(at, path, self.target.starts_with("./")),
        };
        let space = |text: &str| written.get(..written.len() - text.len()).unwrap_or_default().to_owned();
        match self.kind {
            Kind::Wiki => format!("{}{new}{}", space(written.trim_start()), trailing_space(written)),
            Kind::InAngles => new,
            Kind::Plain => utf8_percent_encode(&new, ENCODED).to_string(),
        }
    }
}

fn trailing_space(text: &str) -> &str {
    text.get(text.trim_end().len()..).unwrap_or_default()
}

/// The way from the folder of one file to another.
fn from_folder(at: &str, path: &str, dotted: bool) -> String {
    let folder: Vec<&str> = at.split('/').collect();
    let folder = folder.split_last().map_or(&[][..], |(_, folder)| folder);
    let target: Vec<&str> = path.split('/').collect();
    let shared = folder
        .iter()
        .zip(target.iter().take(target.len() - 1))
        .take_while(|(one, other)| one == other)
        .count();
    let up = folder.len() - shared;
    let mut out = if up == 0 && dotted { "./".to_owned() } else { "../".repeat(up) };
    out.push_str(&target.get(shared..).unwrap_or_default().join("/"));
    out
}

/// What looks like a link on some lines, or like the definition of one anywhere.
pub(super) fn spots(source: &str, lines: &BTreeSet<usize>) -> Vec<Spot> {
    let (mut spots, mut start) = (Vec::new(), 0);
    for (index, line) in source.split_inclusive('\n').enumerate() {
        if lines.contains(&(index + 1)) {
            wiki_spots(line, start, &mut spots);
            for (at, _) in line.match_indices("](") {
                spots.extend(markdown_spot(line, at + 2, start));
            }
        }
        if line.trim_start().starts_with('[')
            && let Some(at) = line.find("]:")
        {
            spots.extend(markdown_spot(line, at + 2, start));
        }
        start += line.len();
    }
    spots.sort_by_key(|spot| spot.range.start);
    spots.dedup_by_key(|spot| spot.range.start);
    spots
}

fn wiki_spots(line: &str, start: usize, spots: &mut Vec<Spot>) {
    for (at, _) in line.match_indices("[[") {
        let Some(inner) = line.get(at + 2..).and_then(|rest| rest.split_once("]]")).map(|(inner, _)| inner)
        else {
            continue;
        };
        let end = inner.find(['|', '#']).unwrap_or(inner.len());
        // In a table the bar is escaped.
        let target = inner.get(..end).unwrap_or_default();
        let target = if inner.get(end..).is_some_and(|rest| rest.starts_with('|')) {
            target.strip_suffix('\\').unwrap_or(target)
        } else {
            target
        };
        let range = start + at + 2..start + at + 2 + target.len();
        spots.push(Spot { range, target: target.trim().to_owned(), kind: Kind::Wiki });
    }
}

/// A destination after `](` or `]:` (CommonMark 0.31, 6.3).
fn markdown_spot(line: &str, at: usize, start: usize) -> Option<Spot> {
    let rest = line.get(at..)?;
    let at = at + rest.len() - rest.trim_start().len();
    let rest = line.get(at..)?;
    let (at, end, kind) = if let Some(inner) = rest.strip_prefix('<') {
        (at + 1, inner.find('>')?, Kind::InAngles)
    } else {
        let mut depth = 0;
        let end = rest.find(|ch: char| {
            depth += i32::from(ch == '(') - i32::from(ch == ')');
            ch.is_whitespace() || depth < 0
        });
        (at, end.unwrap_or(rest.len()), Kind::Plain)
    };
    let written = line.get(at..at + end)?;
    let path = written.split_once('#').map_or(written, |(path, _)| path);
    let target = percent_decode_str(&path.replace('\\', "")).decode_utf8_lossy().into_owned();
    (!target.is_empty()).then(|| Spot { range: start + at..start + at + path.len(), target, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_between_folders() {
        for (at, path, way) in [
            ("a/b.md", "a/c.md", "c.md"),
            ("a/b.md", "c.md", "../c.md"),
            ("a/x/b.md", "a/y/c.md", "../y/c.md"),
            ("b.md", "y/c.md", "y/c.md"),
        ] {
            assert_eq!(from_folder(at, path, false), way);
        }
    }
}

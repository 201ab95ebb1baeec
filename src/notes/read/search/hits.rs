//! From what the database found to what the page shows.

use jiff::Timestamp;

use super::{
    super::{
        excerpt::{self, Piece},
        place,
        store::search::{HeadingAt, HitRow},
    },
    marks::{Candidates, Marks},
    question::Folded,
};
use crate::{access::Audience, text::language::Language};

/// A note that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its address below `/notes/`.
    pub path: String,
    /// The folder that it lies in; empty for none.
    pub folder: String,
    /// The folder's name.
    pub folder_title: String,
    /// Its title, the found words marked.
    pub title: Vec<Piece>,
    /// The language that it is written in (BCP 47).
    pub language: String,
    /// Who may read it.
    pub audience: Audience,
    /// When it was last changed.
    pub updated: Timestamp,
    /// The text around the first word found, marked.
    pub excerpt: Vec<Piece>,
    /// The section that the excerpt is from, where the note has sections.
    pub section: Option<Section>,
}

/// A section of a note, by its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The fragment.
    pub anchor: String,
    /// The heading, the found words marked.
    pub text: Vec<Piece>,
}

/// What the database found, before its words are marked.
#[derive(Debug)]
pub struct Found {
    rows: Vec<(Language, HitRow)>,
    wanted: Folded,
}

impl Found {
    pub(super) fn new(rows: Vec<HitRow>, wanted: Folded) -> Self {
        let language = |row: &HitRow| Language::parse(&row.language).unwrap_or_else(|_| Language::unknown());
        Self { rows: rows.into_iter().map(|row| (language(&row), row)).collect(), wanted }
    }

    /// How many notes were found in all; from [`super::MAX_HITS`] on there may be more.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.rows.first().map_or(0, |(_, row)| row.total)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn wanted(&self) -> &Folded {
        &self.wanted
    }

    pub(super) fn candidates(&self) -> Candidates {
        let texts = self.rows.iter().flat_map(|(language, row)| {
            [&row.title, &row.plain, &row.excerpt].map(|text| (language, text.as_str()))
        });
        Candidates::of(texts, &self.wanted)
    }

    pub(super) fn into_hits(self, marks: &Marks) -> Vec<Hit> {
        self.rows.into_iter().map(|(language, row)| hit(&language, row, marks)).collect()
    }
}

fn hit(language: &Language, row: HitRow, marks: &Marks) -> Hit {
    let is_found = |word: &str| marks.has(language, word);
    let first = excerpt::first(&row.plain, is_found);
    let section = first
        .and_then(|at| section(&row.headings, at))
        .map(|heading| Section { anchor: heading.id.clone(), text: excerpt::mark(&heading.text, is_found) });
    Hit {
        title: excerpt::mark(&row.title, is_found),
        excerpt: first.map_or_else(
            || excerpt::mark(&row.excerpt, is_found),
            |at| excerpt::around(&row.plain, at, is_found),
        ),
        section,
        folder_title: row
            .folder_title
            .unwrap_or_else(|| row.folder.rsplit('/').next().unwrap_or_default().to_owned()),
        path: row.path,
        folder: row.folder,
        language: row.language,
        audience: place::audience(row.audience, true),
        updated: row.updated.to_jiff(),
    }
}

/// The last heading before a place in the text.
fn section(headings: &[HeadingAt], at: usize) -> Option<&HeadingAt> {
    headings.iter().take_while(|heading| heading.plain_at.is_some_and(|start| start <= at)).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_lies_under_the_heading_before_it() {
        let heading = |id: &str, plain_at| HeadingAt { id: id.into(), text: id.into(), plain_at };
        let headings = [heading("a", Some(10)), heading("b", Some(40))];
        let under = |at| section(&headings, at).map(|heading| heading.id.as_str());
        assert_eq!((under(3), under(10), under(39), under(99)), (None, Some("a"), Some("a"), Some("b")));
        assert!(section(&[heading("old", None)], 99).is_none());
    }
}

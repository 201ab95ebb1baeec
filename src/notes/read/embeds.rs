//! Filling a text: its links and files, and texts of other notes within it.
//!
//! An embedded text keeps to what its own note may show this visitor. Texts stand in each other to a depth, a
//! number and a size; what is beyond is a link, as is a text that would stand in itself.

use std::{borrow::Cow, collections::HashMap};

use askama::Template as _;

use super::{
    cut,
    holes::{self, Filled, Holes, NoteTarget, Place, Target, Text},
};
use crate::{
    i18n::Locale,
    ids::{NoteId, RevisionId},
    text::markdown::{self, Hole, Transplant},
};

/// How deep texts stand in each other; the query looks as deep.
const MAX_DEPTH: usize = 5;
/// How many texts a page shows within its own.
const MAX_TEXTS: usize = 100;
/// How many bytes of them, as they are stored.
const MAX_BYTES: usize = 1024 * 1024;

/// Fills the holes of a note's text.
pub(super) fn fill(html: &str, note: NoteId, revision: RevisionId, holes: &Holes, locale: Locale) -> String {
    let mut page = Page { has_room: true, ..Page::of(note, holes, locale) };
    page.texts.insert(note, (revision, html));
    page.text(html, revision, 1)
}

/// Fills the holes of a piece of a note's text. Places in the note are counted in the whole of it, so what the piece
/// embeds of its own note is a link. Documents are cards: a piece stands where there is little room.
pub(in crate::notes) fn fill_piece(
    html: &str,
    note: NoteId,
    revision: RevisionId,
    holes: &Holes,
    locale: Locale,
) -> String {
    Page::of(note, holes, locale).text(html, revision, 1)
}

/// A page as it is filled.
struct Page<'a> {
    here: NoteId,
    locale: Locale,
    targets: HashMap<(RevisionId, usize), &'a Target>,
    texts: HashMap<NoteId, (RevisionId, &'a str)>,
    /// Whether there is room to leaf through documents.
    has_room: bool,
    /// The texts that stand around: which note, and where it was cut.
    within: Vec<(NoteId, Option<usize>)>,
    shown: usize,
    bytes: usize,
}

impl<'a> Page<'a> {
    fn of(here: NoteId, holes: &'a Holes, locale: Locale) -> Self {
        let targets =
            holes.targets.iter().map(|target| ((target.revision, target.ordinal), target)).collect();
        let texts = holes
            .texts
            .iter()
            .filter_map(|Text { note, revision, html }| Some((*note, (*revision, html.as_deref()?))))
            .collect();
        Self { here, locale, targets, texts, has_room: false, within: vec![(here, None)], shown: 0, bytes: 0 }
    }

    fn text(&mut self, html: &str, revision: RevisionId, level: u8) -> String {
        markdown::fill(html, level, |number, hole| {
            let target = self.targets.get(&(revision, number)).copied();
            let filled = match hole {
                Hole::Link { label_html } => holes::link(target, label_html.to_owned(), self.here),
                Hole::Say(what) => self.words(what),
                Hole::Embed { flow, brief, level } => match target {
                    None => Filled::Missing { words: String::new() },
                    Some(target) => match &target.note {
                        Some(note) => self.note(target, note, flow.then_some(level), brief),
                        None => holes::file(target, self.has_room && flow && !brief, self.locale),
                    },
                },
            };
            filled.render().unwrap_or_else(|error| {
                tracing::error!(%error, number, "a hole could not be filled");
                String::new()
            })
        })
    }

    /// A note, or a part of one, or no more than its beginning. Where no blocks may stand, without a `level`, it is a
    /// link.
    fn note(&mut self, target: &Target, note: &NoteTarget, level: Option<u8>, brief: bool) -> Filled {
        let address = holes::note_address(note, target.place.as_ref(), self.here);
        let title =
            target.label.clone().filter(|label| !label.is_empty()).unwrap_or_else(|| title(target, note));
        let card =
            Filled::Note { address: address.clone(), title: title.clone(), language: note.language.clone() };
        let Some((level, (revision, piece, start))) = level.zip(self.piece(target, note)) else {
            return card;
        };
        if self.within.contains(&(note.id, start)) {
            let words = self.locale.strings().embed_again();
            return Filled::Again { address, title, words };
        }
        let home = holes::note_address(note, None, self.here);
        let piece = if brief { Cow::from(cut::beginning(piece, &home).html) } else { Cow::from(piece) };
        if self.within.len() > MAX_DEPTH || self.shown >= MAX_TEXTS || self.bytes + piece.len() > MAX_BYTES {
            return card;
        }
        self.shown += 1;
        self.bytes += piece.len();
        let prefix = format!("e{}-", self.shown);
        let html = markdown::transplant(&piece, Transplant { prefix: &prefix, level, home: &home });
        self.within.push((note.id, start));
        let html = self.text(&html, revision, level);
        self.within.pop();
        // A list's item stands in no page without its list.
        let html = if html.starts_with("<li") { format!("<ul>{html}</ul>") } else { html };
        Filled::Text { address, title, language: note.language.clone(), html }
    }

    /// The piece that is asked for, the revision that its holes are known by, and where it begins if it is not the
    /// whole. A part that the note does not have is none.
    fn piece(&self, target: &Target, note: &NoteTarget) -> Option<(RevisionId, &'a str, Option<usize>)> {
        let (revision, html) = *self.texts.get(&note.id)?;
        if target.fragment.is_none() {
            return Some((revision, html, None));
        }
        let place = target.place.as_ref()?;
        Some((revision, html.get(place.start?..place.stop?)?, place.start))
    }

    /// What is said where nothing of the author's stands.
    fn words(&self, what: &str) -> Filled {
        let strings = self.locale.strings();
        let words = match what {
            "diagram" => strings.embed_diagram_source(),
            "no-diagram" => strings.embed_no_diagram(),
            "query" => strings.embed_query(),
            "base" => strings.embed_base(),
            "board" => strings.embed_board_edges(),
            "no-board" => strings.embed_no_board(),
            "footnotes" => strings.embed_footnotes(),
            "footnote-back" => strings.embed_footnote_back(),
            _ => String::new(),
        };
        Filled::Words { words }
    }
}

fn title(target: &Target, note: &NoteTarget) -> String {
    match &target.place {
        Some(Place { words: Some(words), .. }) => format!("{} › {words}", note.title),
        _ => note.title.clone(),
    }
}

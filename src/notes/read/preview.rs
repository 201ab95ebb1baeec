//! The beginning of a note, or one section of it, for whoever hesitates before a link.

use std::ops::Range;

use sqlx::PgConnection;

use super::{
    cut, embeds,
    holes::Holes,
    store::previews::{self, NoteRow},
};
use crate::{access::Audiences, i18n::Locale, text::markdown};

/// Longer addresses and headings are nobody's.
const MAX_LENGTH: usize = 1000;

/// A piece of a note, for one visitor.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The language that it is written in.
    pub language: String,
    /// HTML that is safe to send; empty for a note without text.
    pub html: String,
    /// Whether the note goes on.
    pub more: bool,
}

/// The preview of the note at an address, old or new, as far as this visitor may read it; of the section under
/// `heading`, where the note has one (else its beginning). At most two queries.
///
/// # Errors
/// When the database does not answer.
pub async fn preview(
    db: &mut PgConnection,
    path: &str,
    heading: &str,
    locale: Locale,
    audiences: &Audiences,
) -> sqlx::Result<Option<Preview>> {
    let is_odd = |text: &str| text.len() > MAX_LENGTH || text.contains('\0');
    if is_odd(path) || is_odd(heading) {
        return Ok(None);
    }
    let Some(note) = previews::find_note(db, path, audiences.ids()).await? else { return Ok(None) };
    let (html, address) = (note.parts.concat(), format!("/notes/{}", note.path));
    let section = place(&note, heading).and_then(|place| html.get(place));
    let piece = cut::beginning(section.unwrap_or(&html), &address);
    let targets = if piece.html.contains("<q-") {
        previews::find_targets(db, note.revision, audiences.ids()).await?
    } else {
        Vec::new()
    };
    // Notes that it embeds are links: a preview is short.
    let holes = Holes { targets, texts: Vec::new() };
    Ok(Some(Preview {
        html: embeds::fill_piece(&piece.html, note.id, note.revision, &holes, locale),
        path: note.path,
        title: note.title,
        language: note.language,
        more: piece.more,
    }))
}

/// Where a section or a named block of a note lies in its HTML, by its id or by the words of its heading.
fn place(note: &NoteRow, heading: &str) -> Option<Range<usize>> {
    let anchor = markdown::anchors(heading).pop()?;
    let mut places = note.headings.0.iter().chain(&note.blocks.0);
    let found = places.find(|place| place.id == heading || place.id == anchor)?;
    found.html.map(|[start, end]| start..end)
}

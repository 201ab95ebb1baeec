//! Filling a text that is not stored as its readers would see it: for its writer, or for a guest who is shown it.

use sqlx::PgConnection;

use super::{embeds, holes::Holes, store::unsaved};
use crate::{
    access::Audiences,
    i18n::Locale,
    ids::{FileId, NoteId, RevisionId},
    text::markdown::{self, Link},
};

/// For whom a text is filled.
#[derive(Clone, Copy)]
pub(in crate::notes) struct Viewer<'a> {
    pub(in crate::notes) audiences: &'a Audiences,
    pub(in crate::notes) locale: Locale,
    /// Where they get the text's own files that they may not have otherwise; `None`: nowhere. Whoever has the text in this
    /// way has no page of it to be led to.
    pub(in crate::notes) lent: Option<&'a Lent>,
}

/// Gives the address of a file.
pub(in crate::notes) type Lent = dyn Fn(FileId) -> String;

/// The text itself.
pub(in crate::notes) struct Own<'a> {
    /// The note that it is the text of.
    pub(in crate::notes) note: NoteId,
    /// Stands for the revision that it is not yet.
    pub(in crate::notes) revision: RevisionId,
    /// HTML with holes.
    pub(in crate::notes) html: &'a str,
    /// Its headings and named blocks, as `revisions` would keep them.
    pub(in crate::notes) places: [serde_json::Value; 2],
}

/// A link of it, and what it means, whoever may know of that.
pub(in crate::notes) struct Drawn<'a> {
    pub(in crate::notes) link: &'a Link,
    pub(in crate::notes) note: Option<NoteId>,
    pub(in crate::notes) file: Option<FileId>,
}

impl Drawn<'_> {
    /// The place that it names, joined by `#`, which no anchor holds.
    pub(super) fn anchor(&self) -> Option<String> {
        let anchors = self.link.fragment.as_deref().map(markdown::anchors).unwrap_or_default();
        (!anchors.is_empty()).then(|| anchors.join("#"))
    }
}

/// The text with its holes filled. One query, if there are any.
///
/// # Errors
/// When the database does not answer.
pub(in crate::notes) async fn fill(
    db: &mut PgConnection,
    own: &Own<'_>,
    links: &[Drawn<'_>],
    viewer: &Viewer<'_>,
) -> sqlx::Result<String> {
    let mut holes = if links.is_empty() {
        Holes::default()
    } else {
        unsaved::find_holes(db, own, links, viewer.audiences.ids(), viewer.lent.is_some()).await?
    };
    if let Some(address) = viewer.lent {
        lend(&mut holes, own, address);
    }
    Ok(embeds::fill(own.html, own.note, own.revision, &holes, viewer.locale))
}

fn lend(holes: &mut Holes, own: &Own<'_>, address: &Lent) {
    for target in holes.targets.iter_mut().filter(|target| target.revision == own.revision) {
        target.file = target.file.take().map(|file| file.for_keepers(address));
        if target.place.is_none() {
            target.note = target.note.take().filter(|note| note.id != own.note);
        }
    }
}

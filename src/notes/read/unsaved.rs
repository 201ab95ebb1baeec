//! Filling a text that is not saved, for its writer.

use sqlx::PgConnection;

use super::{embeds, store::unsaved};
use crate::{
    access::Audiences,
    i18n::Locale,
    ids::{FileId, NoteId, RevisionId},
    text::markdown::{self, Link},
};

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
    audiences: &Audiences,
    locale: Locale,
) -> sqlx::Result<String> {
    let holes = if links.is_empty() {
        super::holes::Holes::default()
    } else {
        unsaved::find_holes(db, own, links, audiences.ids()).await?
    };
    Ok(embeds::fill(own.html, own.note, own.revision, &holes, locale))
}

//! What the garden keeps of a person's reading: bookmarks, notes that they have read, where they stopped, and what
//! is new since their last visit.
//!
//! All of it is theirs alone, can be forgotten piece by piece, and is not kept for those who switched it off
//! ([`crate::web::Visitor::reader`]). A mark on a note that its owner may no longer read shows nowhere, though it
//! is there again when the note is. Tables: `bookmarks`, `readings`, `stops`; `visits` is written with the session.

mod store;

use std::collections::HashSet;

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::PgConnection;

use super::read::{list::Listed, tree::Tree};
use crate::{
    access::Audiences,
    db::paging::{Page, PageNumber},
    ids::{NoteId, UserId},
};

/// As many marks of each kind fit for one person. Of what was read and of stops the oldest make room; a bookmark
/// was set by hand, so no other takes its place.
pub const MOST: i64 = 10_000;

/// Longer fragments are not kept.
const MAX_HEADING: usize = 200;

/// A reader's marks on the note that they are looking at.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Marks {
    /// Whether they bookmarked it.
    pub bookmarked: bool,
    /// Whether they have read it.
    pub read: bool,
    /// Where they stopped.
    pub stop: Option<Stop>,
    /// Which notes of the tree around it they have read, by path.
    pub seen: HashSet<String>,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Stop {
    /// Of the text's height, from its top: 0 to 1.
    pub fraction: f32,
    /// The fragment of the heading above.
    pub heading: Option<String>,
}

impl Stop {
    /// A place as a browser tells it; `None` where that is no place.
    #[must_use]
    pub fn told(fraction: f32, heading: Option<&str>) -> Option<Self> {
        let heading = heading.filter(|id| !id.is_empty() && !id.contains('\0'));
        let heading = heading.filter(|id| id.chars().count() <= MAX_HEADING).map(str::to_owned);
        (0.0..=1.0).contains(&fraction).then_some(Self { fraction, heading })
    }

    /// In whole percent, for people.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 100")]
    pub fn percent(&self) -> u8 {
        (self.fraction * 100.0).round().clamp(0.0, 100.0) as u8
    }
}

/// What became of a bookmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As asked.
    Done,
    /// There is no such note, or the reader may not know of it.
    NoNote,
    /// The reader has [`MOST`] already.
    Full,
}

/// Sets a bookmark.
///
/// # Errors
/// When the database does not answer.
pub async fn bookmark(
    db: &mut PgConnection,
    reader: UserId,
    note: NoteId,
    audiences: &Audiences,
    now: Timestamp,
) -> sqlx::Result<Kept> {
    let row = store::insert_bookmark(db, reader, note, audiences.ids(), now, MOST).await?;
    Ok(match row {
        row if !row.found => Kept::NoNote,
        row if row.room || row.had => Kept::Done,
        _ => Kept::Full,
    })
}

/// Takes a bookmark away.
///
/// # Errors
/// When the database does not answer.
pub async fn unbookmark(db: &mut PgConnection, reader: UserId, note: NoteId) -> sqlx::Result<()> {
    store::delete_bookmark(db, reader, note).await
}

/// Notes down that a note was read; where its reader stopped in it is of no use any more. Says whether there is
/// such a note for them.
///
/// # Errors
/// When the database does not answer.
pub async fn mark_read(
    db: &mut PgConnection,
    reader: UserId,
    note: NoteId,
    audiences: &Audiences,
    now: Timestamp,
) -> sqlx::Result<bool> {
    store::upsert_reading(db, reader, note, audiences.ids(), now, MOST).await
}

/// Notes down that a note is still to be read.
///
/// # Errors
/// When the database does not answer.
pub async fn mark_unread(db: &mut PgConnection, reader: UserId, note: NoteId) -> sqlx::Result<()> {
    store::delete_reading(db, reader, note).await
}

/// Notes down where a reader stopped. Says whether there is such a note for them.
///
/// # Errors
/// When the database does not answer.
pub async fn stop_at(
    db: &mut PgConnection,
    reader: UserId,
    note: NoteId,
    stop: &Stop,
    audiences: &Audiences,
    now: Timestamp,
) -> sqlx::Result<bool> {
    store::upsert_stop(db, reader, note, stop, audiences.ids(), now, MOST).await
}

/// Marks the notes of a list and of the tree beside it that the reader has read. One query, for people only.
///
/// # Errors
/// When the database does not answer.
pub async fn show_read(
    db: &mut PgConnection,
    reader: Option<UserId>,
    audiences: &Audiences,
    notes: &mut [Listed],
    tree: &mut Tree,
) -> sqlx::Result<()> {
    let Some(reader) = reader else { return Ok(()) };
    let paths: Vec<String> =
        notes.iter().map(|note| note.path.clone()).chain(tree.notes().map(str::to_owned)).collect();
    if paths.is_empty() {
        return Ok(());
    }
    let read: HashSet<String> =
        store::list_read_among(db, reader, &paths, audiences.ids()).await?.into_iter().collect();
    for note in notes {
        note.read = read.contains(&note.path);
    }
    tree.mark_read(&read);
    Ok(())
}

/// Why a note stands in one of the reader's own lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// They bookmarked it.
    Bookmark,
    /// It came or changed since their last visit.
    News,
    /// They began it.
    Stop,
}

/// A note as one of the reader's own lists shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Kin {
    /// Why it is there.
    pub kind: Kind,
    /// Which note.
    pub id: NoteId,
    /// The note.
    #[serde(flatten)]
    pub note: Listed,
    /// How far the reader came.
    pub stop: Option<Stop>,
    /// When the mark was set, or the note came or changed.
    pub at: Timestamp,
    /// Whether it came since, rather than changed.
    pub is_new: bool,
}

/// A page of the reader's bookmarks, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn bookmarks(
    db: &mut PgConnection,
    reader: UserId,
    audiences: &Audiences,
    page: PageNumber,
) -> sqlx::Result<Page<Kin>> {
    Ok(Page::of(store::list_bookmarks(db, reader, audiences.ids(), page.offset()).await?, page))
}

/// What came or changed since the reader's last visit.
#[derive(Clone, Debug)]
pub struct News {
    /// When that visit ended; `None`: this is the first.
    pub since: Option<Timestamp>,
    /// The notes, the latest first.
    pub page: Page<Kin>,
}

/// A page of what is new since the reader's last visit. Two queries.
///
/// # Errors
/// When the database does not answer.
pub async fn news(
    db: &mut PgConnection,
    reader: UserId,
    audiences: &Audiences,
    page: PageNumber,
    now: Timestamp,
) -> sqlx::Result<News> {
    let since = store::find_last_visit(db, reader).await?;
    let rows = match since {
        Some(since) => store::list_news(db, audiences.ids(), since, now, page.offset()).await?,
        None => Vec::new(),
    };
    Ok(News { since, page: Page::of(rows, page) })
}

/// What the front page offers a reader: a few of each.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// Notes that they have not finished, the latest first.
    pub unfinished: Vec<Kin>,
    /// What is new since their last visit.
    pub news: Vec<Kin>,
    /// Their bookmarks.
    pub bookmarks: Vec<Kin>,
}

impl Shelf {
    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.unfinished.is_empty() && self.news.is_empty() && self.bookmarks.is_empty()
    }
}

/// What the front page offers a reader. One query, for people only.
///
/// # Errors
/// When the database does not answer.
pub async fn shelf(
    db: &mut PgConnection,
    reader: Option<UserId>,
    audiences: &Audiences,
    now: Timestamp,
) -> sqlx::Result<Shelf> {
    let Some(reader) = reader else { return Ok(Shelf::default()) };
    let notes = store::list_shelf(db, reader, audiences.ids(), now).await?;
    let of = |kind: Kind| notes.iter().filter(|kin| kin.kind == kind).cloned().collect();
    Ok(Shelf { unfinished: of(Kind::Stop), news: of(Kind::News), bookmarks: of(Kind::Bookmark) })
}

/// How much is kept of a person's reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Bookmarks.
    pub bookmarks: i64,
    /// Notes read.
    pub readings: i64,
    /// Notes begun.
    pub stops: i64,
    /// Whether visits are known.
    pub visits: bool,
}

impl Extent {
    /// Whether anything is kept.
    #[must_use]
    pub const fn is_any(self) -> bool {
        self.bookmarks + self.readings + self.stops > 0 || self.visits
    }
}

/// How much is kept of a person's reading. What is kept of notes that they may not read any more counts: it can
/// be forgotten like the rest.
///
/// # Errors
/// When the database does not answer.
pub async fn extent(db: &mut PgConnection, person: UserId) -> sqlx::Result<Extent> {
    store::count_marks(db, person).await
}

/// What of a person's reading is to be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// The bookmarks.
    Bookmarks,
    /// What was read.
    Readings,
    /// Where the person stopped.
    Stops,
    /// When they were here; what is new begins anew.
    Visits,
    /// All of it.
    All,
}

/// Forgets what was kept of a person's reading.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(db: &mut PgConnection, person: UserId, what: What) -> sqlx::Result<()> {
    store::delete_marks(db, person, what).await
}

/// Switches keeping on or off; what is kept stays until it is forgotten.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(db: &mut PgConnection, person: UserId, keep: bool) -> sqlx::Result<()> {
    store::update_keeping(db, person, keep).await
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_place_is_none() {
        for fraction in [-0.01, 1.01, f32::NAN, f32::INFINITY] {
            assert_eq!(Stop::told(fraction, None), None, "{fraction}");
        }
        let stop = Stop::told(0.426, Some("a-heading")).unwrap();
        assert_eq!((stop.percent(), stop.heading.as_deref()), (43, Some("a-heading")));
        assert_eq!(Stop::told(0.5, Some("")).unwrap().heading, None);
        assert_eq!(Stop::told(0.5, Some("\0")).unwrap().heading, None);
        assert_eq!(Stop::told(0.5, Some(&"ñ".repeat(201))).unwrap().heading, None);
    }

    proptest! {
        #[test]
        fn a_place_lies_in_the_text(fraction in any::<f32>(), heading in any::<String>()) {
            if let Some(stop) = Stop::told(fraction, Some(&heading)) {
                prop_assert!((0.0..=1.0).contains(&stop.fraction) && stop.percent() <= 100);
                prop_assert!(stop.heading.is_none_or(|id| id.chars().count() <= 200));
            }
        }
    }
}

//! SQL of lists of suggestions.

use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use crate::{
    db::paging::{Page, PageNumber},
    ids::NoteId,
    notes::{
        editing::Writer,
        suggesting::{Brief, Tally},
    },
};

struct BriefRow {
    path: String,
    title: String,
    language: String,
    number: i32,
    name: String,
    words: String,
    open: i32,
    accepted: i32,
    refused: i32,
    is_withdrawn: bool,
    answer: String,
    at: SqlTimestamp,
}

impl From<BriefRow> for Brief {
    fn from(row: BriefRow) -> Self {
        let tally = Tally { open: row.open, accepted: row.accepted, refused: row.refused };
        Self {
            path: row.path,
            title: row.title,
            language: row.language,
            number: row.number,
            name: row.name,
            words: row.words,
            tally,
            standing: tally.standing(row.is_withdrawn),
            answer: row.answer,
            at: row.at.to_jiff(),
        }
    }
}

/// `$1` is who asks, `$2` what they may read. A note that they may not read any more takes its suggestions along.
macro_rules! briefs {
    ($choice:literal, $by:expr, $page:expr, $($argument:expr),*) => {
        sqlx::query_as!(
            BriefRow,
            r#"select n.path, n.title, n.language, s.number, u.name, s.words, s.open, s.accepted, s.refused,
                   s.withdrawn_at is not null as "is_withdrawn!", s.answer, s.updated_at as at
               from suggestions s
               join users u on u.id = s.user_id
               join notes n on n.id = s.note_id and n.audience_id = any($2) and (
                   n.published_revision_id is not null
                   or 3 = any($2) -- access::EDITORS
                   or n.author_id = $1
               )
               where "# + $choice + " limit $3 offset $4",
            $by.id.0,
            &$by.audiences,
            $page.fetch(),
            $page.offset()
            $(, $argument)*
        )
    };
}

pub(in super::super) async fn list_waiting(
    db: &mut PgConnection,
    by: &Writer,
    all: bool,
    page: PageNumber,
) -> sqlx::Result<Page<Brief>> {
    let rows = briefs!(
        "s.open > 0 and s.withdrawn_at is null and s.user_id <> $1 and (n.author_id = $1 or $5)
         order by s.created_at, s.id",
        by,
        page,
        all
    );
    Ok(Page::of(rows.fetch_all(db).await?.into_iter().map(Brief::from).collect(), page))
}

pub(in super::super) async fn list_theirs(
    db: &mut PgConnection,
    by: &Writer,
    page: PageNumber,
) -> sqlx::Result<Page<Brief>> {
    let rows = briefs!("s.user_id = $1 order by s.updated_at desc, s.id", by, page,);
    Ok(Page::of(rows.fetch_all(db).await?.into_iter().map(Brief::from).collect(), page))
}

pub(in super::super) async fn list_of_note(
    db: &mut PgConnection,
    note: NoteId,
    all: bool,
    by: &Writer,
    page: PageNumber,
) -> sqlx::Result<Page<Brief>> {
    let rows =
        briefs!("s.note_id = $5 and (s.user_id = $1 or $6) order by s.number desc", by, page, note.0, all);
    Ok(Page::of(rows.fetch_all(db).await?.into_iter().map(Brief::from).collect(), page))
}

//! The list of notes that somebody may change: one query an order, with or without a question.

use futures_util::stream::BoxStream;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use crate::{
    access::Role,
    db::paging::PageNumber,
    ids::{AudienceId, NoteId, RevisionId, UserId},
    notes::{
        moving::Mover,
        read::place::audience,
        works::{
            list::{AUTHORS, Author, Order, Row, Standing},
            replace::Text,
        },
    },
};

/// What the list is asked by.
pub(in super::super) struct Ask<'a> {
    pub(in super::super) by: &'a Mover,
    /// Whose notes; `None`: everyone's, for editors alone.
    pub(in super::super) whose: Option<UserId>,
    pub(in super::super) labels: Option<String>,
    pub(in super::super) order: Order,
}

struct Found {
    id: NoteId,
    path: String,
    folder: String,
    title: String,
    language: String,
    vault: String,
    vault_path: String,
    audience: AudienceId,
    listed: bool,
    published: bool,
    publish_at: Option<SqlTimestamp>,
    tags: Vec<String>,
    updated: SqlTimestamp,
    by: Option<String>,
}

impl From<Found> for Row {
    fn from(found: Found) -> Self {
        Self {
            id: found.id,
            path: found.path,
            folder: found.folder,
            title: found.title,
            language: found.language,
            vault: found.vault,
            vault_path: found.vault_path,
            audience: audience(found.audience, found.listed),
            standing: Standing::of(found.published, found.publish_at.is_some()),
            publish_at: found.publish_at.map(SqlTimestamp::to_jiff),
            tags: found.tags,
            updated: found.updated.to_jiff(),
            by: found.by,
        }
    }
}

/// The notes of `$whose` with `$labels` in an order. A parameter that a query does not ask by is null in it. Notes of
/// everyone are for those alone who read drafts, too: editors and the owner.
macro_rules! chosen {
    ($rows:ident, $ask:expr, $($rest:tt)+) => {{
        let (all, any) = ($ask.whose.is_none(), $ask.labels.is_none());
        match ($ask.order, all, any) {
            (Order::Updated, true, true) => $rows!("updated_at", "desc", "$2::uuid is null and 3 = any($1)", "$3::text is null", $ask, $($rest)+),
            (Order::Updated, true, false) => $rows!("updated_at", "desc", "$2::uuid is null and 3 = any($1)", "n.labels @@ $3::text::tsquery", $ask, $($rest)+),
            (Order::Updated, false, true) => $rows!("updated_at", "desc", "n.author_id = $2", "$3::text is null", $ask, $($rest)+),
            (Order::Updated, false, false) => $rows!("updated_at", "desc", "n.author_id = $2", "n.labels @@ $3::text::tsquery", $ask, $($rest)+),
            (Order::Title, true, true) => $rows!("title", "asc", "$2::uuid is null and 3 = any($1)", "$3::text is null", $ask, $($rest)+),
            (Order::Title, true, false) => $rows!("title", "asc", "$2::uuid is null and 3 = any($1)", "n.labels @@ $3::text::tsquery", $ask, $($rest)+),
            (Order::Title, false, true) => $rows!("title", "asc", "n.author_id = $2", "$3::text is null", $ask, $($rest)+),
            (Order::Title, false, false) => $rows!("title", "asc", "n.author_id = $2", "n.labels @@ $3::text::tsquery", $ask, $($rest)+),
        }
    }};
}

macro_rules! rows {
    ($key:literal, $direction:literal, $whose:literal, $labels:literal, $ask:expr, $page:expr, $db:expr) => {
        sqlx::query_as!(
            Found,
            // 31 are the 30 of a page and the one that tells whether another page follows.
            r#"select n.id as "id: NoteId", n.path, n.folder, n.title, n.language, n.vault, n.vault_path,
                   n.audience_id as "audience: AudienceId", n.listed, n.published as "published!", n.publish_at, n.tags,
                   n.updated_at as updated, n.by as "by?"
               from (
                   select n.id, n."# + $key + " as k from notes n
                   where n.audience_id = any($1) and " + $whose + " and " + $labels + "
                   order by n." + $key + " " + $direction + r#", n.id limit 31 offset $4
               ) c
               cross join lateral (
                   select n.*, n.published_revision_id is not null as published, v.name as vault, u.name as by
                   from notes n
                   join vaults v on v.id = n.vault_id
                   join revisions r on r.id = n.newest_revision_id
                   left join users u on u.id = r.author_id
                   where n.id = c.id offset 0
               ) n
               order by c.k "# + $direction + ", c.id",
            &$ask.by.audiences,
            $ask.whose.map(|whose| whose.0),
            $ask.labels.as_deref(),
            $page.offset()
        )
        .fetch_all($db)
        .await?
    };
}

macro_rules! ids {
    ($key:literal, $direction:literal, $whose:literal, $labels:literal, $ask:expr, $most:expr, $db:expr) => {
        sqlx::query_scalar!(
            r#"select n.id as "id: NoteId" from notes n
               where n.audience_id = any($1) and "#
                + $whose
                + " and "
                + $labels
                + "
               order by n."
                + $key
                + " "
                + $direction
                + ", n.id limit $4",
            &$ask.by.audiences,
            $ask.whose.map(|whose| whose.0),
            $ask.labels.as_deref(),
            $most
        )
        .fetch_all($db)
        .await
    };
}

pub(in super::super) async fn list(
    db: &mut PgConnection,
    ask: &Ask<'_>,
    page: PageNumber,
) -> sqlx::Result<Vec<Row>> {
    let found = chosen!(rows, ask, page, db);
    Ok(found.into_iter().map(Row::from).collect())
}

/// The notes, the latest first, at most so many.
pub(in super::super) async fn all(
    db: &mut PgConnection,
    ask: &Ask<'_>,
    most: i64,
) -> sqlx::Result<Vec<NoteId>> {
    chosen!(ids, ask, most, db)
}

macro_rules! texts {
    ($key:literal, $direction:literal, $whose:literal, $labels:literal, $ask:expr, $most:expr, $exactly:expr, $db:expr) => {
        sqlx::query_as!(
            Text,
            // Only what the list is ordered by is sorted; the texts come one after the other.
            r#"select c.id as "note: NoteId", c.revision as "revision: RevisionId", c.path, c.vault_path, c.title,
                   c.language, r.source
               from (
                   select n.id, n.newest_revision_id as revision, n.path, n.vault_path, n.title, n.language,
                       n."# + $key + " as k
                   from notes n
                   where n.audience_id = any($1) and " + $whose + " and " + $labels + "
                   order by n." + $key + " " + $direction + ", n.id limit $4
               ) c
               cross join lateral (select i.source from revisions i where i.id = c.revision offset 0) r
               where $5::text is null or strpos(r.source, $5) > 0
               order by c.k " + $direction + ", c.id",
            &$ask.by.audiences,
            $ask.whose.map(|whose| whose.0),
            $ask.labels.as_deref(),
            $most,
            $exactly
        )
        .fetch($db)
    };
}

/// The texts of the first notes of a list, so many of them, as they come. With `exactly` those alone in which that stands.
pub(in super::super) fn texts<'a>(
    db: &'a mut PgConnection,
    ask: &'a Ask<'_>,
    most: i64,
    exactly: Option<&'a str>,
) -> BoxStream<'a, sqlx::Result<Text>> {
    chosen!(texts, ask, most, exactly, db)
}

/// Whether a list has more notes than so many.
pub(in super::super) async fn is_longer(
    db: &mut PgConnection,
    ask: &Ask<'_>,
    than: i64,
) -> sqlx::Result<bool> {
    let all = all(db, ask, than + 1).await?.len();
    Ok(i64::try_from(all).unwrap_or(i64::MAX) > than)
}

/// Whoever has notes that this person may read.
pub(in super::super) async fn authors(db: &mut PgConnection, by: &Mover) -> sqlx::Result<Vec<Author>> {
    sqlx::query_as!(
        Author,
        r#"select u.id as "id: UserId", u.name from users u
           cross join lateral (
               select from notes n where n.author_id = u.id and n.audience_id = any($1)
               order by n.updated_at desc, n.id limit 1
           ) n
           where $2
           order by u.name collate names, u.id limit $3"#,
        &by.audiences,
        by.role >= Role::Editor,
        AUTHORS
    )
    .fetch_all(db)
    .await
}

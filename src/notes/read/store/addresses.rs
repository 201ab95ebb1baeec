//! All notes for everyone, in parts.

use jiff_sqlx::Timestamp;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::super::addresses::{Shelved, Translation};
use crate::ids::NoteId;

pub(in super::super) struct AddressRow {
    pub(in super::super) path: String,
    pub(in super::super) language: String,
    pub(in super::super) updated: Timestamp,
    pub(in super::super) translations: Json<Vec<Translation>>,
}

pub(in super::super) struct ShelfRow {
    pub(in super::super) path: String,
    pub(in super::super) title: String,
    pub(in super::super) notes: Json<Vec<Shelved>>,
}

/// The last note of each full part but the last, by leaps through the index: no row is read for it.
pub(in super::super) async fn list_ends(
    db: &mut PgConnection,
    audiences: &[i32],
    size: i64,
) -> sqlx::Result<Vec<NoteId>> {
    sqlx::query_scalar!(
        r#"
        select c.id as "id!: NoteId" from (
            select n.id, row_number() over (order by n.id) as place, lead(n.id) over (order by n.id) as following
            from notes n
            where n.audience_id = any($1) and n.listed and n.published_revision_id is not null
        ) c
        where c.place % $2 = 0 and c.following is not null
        order by c.id
        "#,
        audiences,
        size
    )
    .fetch_all(db)
    .await
}

pub(in super::super) async fn list_part(
    db: &mut PgConnection,
    audiences: &[i32],
    after: Uuid,
    size: i64,
) -> sqlx::Result<Vec<AddressRow>> {
    sqlx::query_as!(
        AddressRow,
        r#"
        select
            n.path, n.language, n.updated_at as "updated",
            coalesce((
                select json_agg(json_build_object('path', t.path, 'language', t.language) order by t.language)
                from (
                    select distinct on (o.language) o.path, o.language
                    from kin_of(n.id) k
                    join notes o on o.id = k.id and o.audience_id = any($1)
                        and o.listed and o.published_revision_id is not null
                    where o.language <> n.language
                    order by o.language, o.path limit 10
                ) t
            ), '[]') as "translations!: Json<Vec<Translation>>"
        from (
            select i.id from unnest($1::integer[]) a (id) cross join lateral (
                select n.id from notes n
                where n.audience_id = a.id and n.id > $2 and n.listed and n.published_revision_id is not null
                order by n.id limit $3
            ) i
            order by i.id limit $3
        ) c
        cross join lateral (select * from notes n where n.id = c.id and n.audience_id = any($1) offset 0) n
        order by n.id
        "#,
        audiences,
        after,
        size
    )
    .fetch_all(db)
    .await
}

pub(in super::super) async fn list_shelves(
    db: &mut PgConnection,
    audiences: &[i32],
) -> sqlx::Result<Vec<ShelfRow>> {
    sqlx::query_as!(
        ShelfRow,
        r#"
        select f.path as "path!", f.title as "title!", c.notes as "notes!: Json<Vec<Shelved>>"
        from (select '' as path, '' as title union all select path, title from folders) f
        cross join lateral (
            select json_agg(json_build_object('path', m.path, 'title', m.title, 'summary', m.summary)
                order by m.title, m.path) as notes
            from (
                select i.* from unnest($1::integer[]) a (id) cross join lateral (
                    select n.path, n.title, coalesce(n.description, n.excerpt) as summary from notes n
                    where n.audience_id = a.id and n.folder = f.path
                        and n.listed and n.published_revision_id is not null
                    order by n.title limit 50
                ) i
                order by i.title limit 50
            ) m
        ) c
        where c.notes is not null
        order by f.path limit 100
        "#,
        audiences
    )
    .fetch_all(db)
    .await
}

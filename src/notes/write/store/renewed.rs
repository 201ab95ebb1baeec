//! Notes that are rendered again.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{blocks, headings, named, tags};
use crate::{
    ids::{AudienceId, UserId},
    notes::write::{renew::Stale, save::Row},
};

/// The revision of each note that has parts: the published one, or the newest of a draft.
pub(in crate::notes::write) async fn list_stale(
    connection: &mut PgConnection,
    version: i16,
    limit: i64,
) -> Result<Vec<Stale>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select n.id, n.path, n.vault_path, n.title, n.language, n.audience_id as "audience: AudienceId", n.listed,
                  n.published_revision_id is not null as "published!", n.created_at, n.updated_at,
                  r.id as revision, r.number, r.source, n.author_id as "author: UserId"
           from revisions r
           join notes n on n.id = r.note_id and r.id = coalesce(n.published_revision_id, n.newest_revision_id)
           where r.render_version < $1 and n.deleted_at is null
           order by r.render_version, r.id limit $2"#,
        version,
        limit
    )
    .fetch_all(connection)
    .await?;
    let stale = rows.into_iter().map(|row| Stale {
        id: row.id,
        revision: row.revision,
        number: row.number,
        path: row.path,
        vault_path: row.vault_path,
        source: row.source,
        author: row.author,
        title: row.title,
        language: row.language,
        audience: row.audience,
        listed: row.listed,
        published: row.published,
        created: row.created_at.to_jiff(),
        updated: row.updated_at.to_jiff(),
    });
    Ok(stale.collect())
}

/// Takes the stale ones of these revisions for renewed, and returns them.
pub(in crate::notes::write) async fn mark_renewed(
    connection: &mut PgConnection,
    revisions: &[Uuid],
    version: i16,
) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "update revisions set render_version = $2 where id = any($1) and render_version < $2 returning id",
        revisions,
        version
    )
    .fetch_all(connection)
    .await
}

pub(in crate::notes::write) async fn update_rendered(
    connection: &mut PgConnection,
    rows: &[Row<'_>],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with given as (
           select * from unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::jsonb[], $5::integer[], $6::text[], $7::text[],
                                $8::text[], $9::text[])
             as given (note, revision, headings, blocks, words, dir, excerpt, tags, named)
         ), rendered as (
           update revisions r
           set headings = g.headings, blocks = g.blocks, words = g.words, dir = g.dir
           from given g where r.id = g.revision
         )
         update notes n
         set excerpt = g.excerpt, tags = string_to_array(g.tags, E'\\n'), named = string_to_array(g.named, E'\\n')
         from given g where n.id = g.note",
        &rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.revision).collect::<Vec<_>>(),
        &headings(rows),
        &blocks(rows),
        &rows.iter().map(|row| i32::try_from(row.note.rendered.words).unwrap_or(i32::MAX)).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.note.dir.map(str::to_owned)).collect::<Vec<_>>() as &[Option<String>],
        &rows.iter().map(|row| row.note.rendered.excerpt.clone()).collect::<Vec<_>>(),
        &rows.iter().map(tags).collect::<Vec<_>>(),
        &rows.iter().map(named).collect::<Vec<_>>(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(in crate::notes::write) async fn bump_generation(
    connection: &mut PgConnection,
) -> Result<(), sqlx::Error> {
    sqlx::query!("select bump_generation()").execute(connection).await.map(drop)
}

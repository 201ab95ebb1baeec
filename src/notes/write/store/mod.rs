mod derived;
mod renewed;
mod translations;

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

pub(in crate::notes::write) use derived::{
    delete_headings, delete_tags, insert_words, list_files_shown_by, replace_attachment_names,
    replace_headings, replace_links, replace_names, replace_parts, replace_tags,
};
pub(in crate::notes::write) use renewed::{bump_generation, list_stale, mark_renewed, update_rendered};

pub(in crate::notes::write) use translations::replace_translations;

use super::{
    NoteFile, Settings,
    address::folder_of,
    limits,
    publish::Due,
    save::{By, Known, Row},
};
use crate::{
    ids::{AudienceId, NoteId, UserId, VaultId},
    notes::labels,
    text::markdown::{self, RENDER_VERSION},
};

/// Writers of notes follow one another: a number of ours among the advisory locks, "note" in ASCII.
const WRITING: i64 = 0x6e6f_7465;

pub(in crate::notes::write) async fn lock_writing(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock($1)", WRITING).execute(connection).await.map(drop)
}

/// The audience of a person alone: of the author, or of the owner where there is no author.
pub(in crate::notes::write) async fn find_private_audience(
    connection: &mut PgConnection,
    author: Option<UserId>,
) -> Result<Option<AudienceId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "select a.id from audiences a join users u on u.id = a.user_id
         where case when $1::uuid is null then u.role = 'owner' else u.id = $1 end
         order by u.created_at, u.id limit 1",
        author.map(|author| author.0)
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(AudienceId))
}

pub(in crate::notes::write) async fn find_known(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Known>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select n.id, n.path, n.created_at, n.updated_at, n.published_at, n.publish_at,
                  n.published_revision_id is not null as "published!", n.author_id as "author: UserId",
                  (select a.id from audiences a where a.user_id = n.author_id) as "private: AudienceId",
                  r.id as revision, r.number, r.source_hash
           from notes n join revisions r on r.id = n.newest_revision_id
           where n.id = any($1)"#,
        ids
    )
    .fetch_all(connection)
    .await?;
    let known = rows.into_iter().map(|row| {
        let known = Known {
            path: row.path,
            created_at: row.created_at.to_jiff(),
            updated_at: row.updated_at.to_jiff(),
            published_at: row.published_at.map(SqlTimestamp::to_jiff),
            publish_at: row.publish_at.map(SqlTimestamp::to_jiff),
            published: row.published,
            author: row.author,
            private: row.private,
            revision: row.revision,
            number: row.number,
            source_hash: row.source_hash,
        };
        (row.id, known)
    });
    Ok(known.collect())
}

pub(in crate::notes::write) async fn find_owners_of_paths(
    connection: &mut PgConnection,
    paths: &[String],
) -> Result<HashMap<String, Uuid>, sqlx::Error> {
    let rows = sqlx::query!("select path, note_id from note_paths where path = any($1)", paths)
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.path, row.note_id)).collect())
}

pub(in crate::notes::write) async fn list_permalinks(
    connection: &mut PgConnection,
    vault: VaultId,
) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select m.note_id, m.key from note_names m join notes n on n.id = m.note_id
         where m.vault_id = $1 and m.kind = 'permalink' order by n.vault_path, m.key",
        vault.0
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.note_id, row.key)).collect())
}

pub(in crate::notes::write) async fn insert_paths(
    connection: &mut PgConnection,
    paths: &[String],
    notes: &[Uuid],
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "insert into note_paths (path, note_id, created_at)
         select path, note_id, $3 from unnest($1::text[], $2::uuid[]) as given (path, note_id)
         on conflict (path) do nothing",
        paths,
        notes,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// A folder at the top has no parent. Where two spellings share an address, the last writer's is shown.
pub(in crate::notes::write) async fn upsert_folders(
    connection: &mut PgConnection,
    folders: BTreeSet<(String, String)>,
) -> Result<(), sqlx::Error> {
    // Two spellings in one batch: the last in order stays.
    let folders: HashMap<String, String> = folders.into_iter().collect();
    let (paths, titles): (Vec<String>, Vec<String>) = folders.into_iter().unzip();
    let parents: Vec<Option<String>> = paths
        .iter()
        .map(|path| Some(folder_of(path)).filter(|parent| !parent.is_empty()).map(str::to_owned))
        .collect();
    sqlx::query!(
        "insert into folders (path, parent, title)
         select path, parent, title from unnest($1::text[], $2::text[], $3::text[]) as given (path, parent, title)
         on conflict (path) do update set title = excluded.title where folders.title <> excluded.title",
        &paths,
        &parents as &[Option<String>],
        &titles
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(in crate::notes::write) async fn upsert_notes(
    connection: &mut PgConnection,
    settings: &Settings,
    rows: &[Row<'_>],
) -> Result<(), sqlx::Error> {
    let text = |read: fn(&Row<'_>) -> String| rows.iter().map(read).collect::<Vec<_>>();
    let time =
        |read: fn(&Row<'_>) -> Timestamp| rows.iter().map(|row| read(row).to_sqlx()).collect::<Vec<_>>();
    sqlx::query!(
        "insert into notes (id, vault_id, vault_path, path, folder, title, language, description, excerpt,
                            author_id, audience_id, listed, published_revision_id, newest_revision_id,
                            created_at, updated_at, published_at, publish_at, tags, named)
         select id, $1, vault_path, path, folder, title, language, description, excerpt, author, audience, listed,
                published, newest, created, updated, published_at, publish_at,
                string_to_array(tags, E'\\n'), string_to_array(named, E'\\n')
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                     $10::text[], $11::integer[], $12::boolean[], $13::uuid[], $14::uuid[],
                     $15::timestamptz[], $16::timestamptz[], $17::timestamptz[], $18::timestamptz[],
                     $19::text[], $20::text[])
              as given (author, id, vault_path, path, folder, title, language, description, excerpt, audience, listed,
                        published, newest, created, updated, published_at, publish_at, tags, named)
         on conflict (id) do update
         set vault_path = excluded.vault_path, path = excluded.path, folder = excluded.folder,
             title = excluded.title, language = excluded.language, description = excluded.description,
             excerpt = excluded.excerpt, author_id = excluded.author_id, audience_id = excluded.audience_id,
             listed = excluded.listed, published_revision_id = excluded.published_revision_id,
             newest_revision_id = excluded.newest_revision_id, created_at = excluded.created_at,
             updated_at = excluded.updated_at, published_at = excluded.published_at,
             publish_at = excluded.publish_at, tags = excluded.tags, named = excluded.named,
             deleted_at = null, deleted_by = null, deleted_audience_id = null, deleted_published = null",
        settings.vault.id.0,
        &rows.iter().map(|row| row.author.map(|author| author.0)).collect::<Vec<_>>() as &[Option<Uuid>],
        &rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        &text(|row| row.note.vault_path.clone()),
        &text(|row| row.path.clone()),
        &text(|row| folder_of(&row.path).to_owned()),
        &text(|row| row.note.title.clone()),
        &text(|row| row.note.language.to_string()),
        &rows.iter().map(|row| row.note.description.clone()).collect::<Vec<_>>() as &[Option<String>],
        &text(|row| row.note.rendered.excerpt.clone()),
        &rows.iter().map(|row| row.note.audience_id.0).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.note.audience.is_listed()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.publish.then_some(row.revision)).collect::<Vec<_>>() as &[Option<Uuid>],
        &rows.iter().map(|row| row.revision).collect::<Vec<_>>(),
        &time(|row| row.created_at) as &[SqlTimestamp],
        &time(|row| row.updated_at) as &[SqlTimestamp],
        &rows.iter().map(|row| row.published_at.map(ToSqlx::to_sqlx)).collect::<Vec<_>>()
            as &[Option<SqlTimestamp>],
        &rows.iter().map(|row| row.publish_at.map(ToSqlx::to_sqlx)).collect::<Vec<_>>()
            as &[Option<SqlTimestamp>],
        &text(tags),
        &text(named),
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(in crate::notes::write) async fn upsert_revisions(
    connection: &mut PgConnection,
    rows: &[Row<'_>],
    by: &By,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into revisions (id, note_id, number, source, source_hash, title, headings, blocks, words, dir,
                                render_version, author_id, created_at, origin, summary, audience_id)
         select id, note, number, source, hash, title, headings, blocks, words, dir, $1, $2, $3, $4, $5, audience
         from unnest($6::uuid[], $7::uuid[], $8::integer[], $9::text[], $10::bytea[], $11::text[], $12::jsonb[],
                     $13::jsonb[], $14::integer[], $15::text[], $16::integer[])
              as given (id, note, number, source, hash, title, headings, blocks, words, dir, audience)
         on conflict (id) do update
         set title = excluded.title, headings = excluded.headings, blocks = excluded.blocks, words = excluded.words,
             dir = excluded.dir, audience_id = excluded.audience_id,
             render_version = excluded.render_version",
        RENDER_VERSION,
        by.author.map(|author| author.0),
        now.to_sqlx() as _,
        by.origin.as_str(),
        by.summary.as_deref().map(limits::summary),
        &rows.iter().map(|row| row.revision).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.note.source.as_str()).collect::<Vec<_>>() as &[&str],
        &rows.iter().map(|row| row.note.source_hash.to_vec()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.note.title.clone()).collect::<Vec<_>>(),
        &headings(rows),
        &blocks(rows),
        &rows
            .iter()
            .map(|row| i32::try_from(row.note.rendered.words).unwrap_or(i32::MAX))
            .collect::<Vec<_>>(),
        &rows.iter().map(|row| row.note.dir.map(str::to_owned)).collect::<Vec<_>>() as &[Option<String>],
        &rows.iter().map(|row| row.note.audience_id.0).collect::<Vec<_>>(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The tags of a row as they are written, a line each.
fn tags(row: &Row<'_>) -> String {
    let tags = row.note.tags.iter().map(|(_, tag)| tag.split_whitespace().collect::<Vec<_>>().join(" "));
    tags.collect::<Vec<_>>().join("\n")
}

/// What the list of all notes finds a row by, a line each.
fn named(row: &Row<'_>) -> String {
    labels::named(row.note.tags.iter().map(|(key, _)| key.as_str()), &row.note.title).join("\n")
}

/// The column `headings` of each row's revision.
fn headings(rows: &[Row<'_>]) -> Vec<serde_json::Value> {
    let heading = |one: &markdown::Heading| {
        json!({
            "level": one.level, "id": one.id, "slug": one.slug, "text": one.text, "plain_at": one.plain_at,
            "html": [one.html.start, one.html.end],
        })
    };
    rows.iter().map(|row| row.note.rendered.headings.iter().map(heading).collect()).collect()
}

/// The column `blocks` of each row's revision.
fn blocks(rows: &[Row<'_>]) -> Vec<serde_json::Value> {
    let block = |one: &markdown::Block| json!({"id": one.id, "html": [one.html.start, one.html.end]});
    rows.iter().map(|row| row.note.rendered.blocks.iter().map(block).collect()).collect()
}

pub(in crate::notes::write) async fn list_newest_texts(
    connection: &mut PgConnection,
    notes: &[NoteId],
) -> Result<Vec<(NoteId, NoteFile)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select n.id, n.vault_path, r.source from notes n join revisions r on r.id = n.newest_revision_id
         where n.id = any($1) and n.deleted_at is null order by n.vault_path",
        &notes.iter().map(|note| note.0).collect::<Vec<_>>()
    )
    .fetch_all(connection)
    .await?;
    let text = rows.into_iter().map(|row| {
        let file = NoteFile { path: row.vault_path, text: row.source, modified: None };
        (NoteId(row.id), file)
    });
    Ok(text.collect())
}

/// A draft whose time has come.
pub(in crate::notes::write) async fn find_due(
    connection: &mut PgConnection,
    note: NoteId,
    now: Timestamp,
) -> Result<Option<Due>, sqlx::Error> {
    sqlx::query_as!(
        Due,
        r#"select n.vault_id as "vault: VaultId", n.author_id as "author: UserId", n.vault_path as path, r.source
           from notes n join revisions r on r.id = n.newest_revision_id
           where n.id = $1 and n.published_revision_id is null and n.publish_at <= $2"#,
        note as _,
        now.to_sqlx() as _
    )
    .fetch_optional(connection)
    .await
}

/// Takes the published revision from notes, and the time that one would be published at; returns the names they
/// answer to.
pub(in crate::notes::write) async fn update_as_drafts(
    connection: &mut PgConnection,
    notes: &[Uuid],
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"with drafts as (
             update notes set published_revision_id = null, publish_at = null
             where id = any($1) and num_nonnulls(published_revision_id, publish_at) > 0 returning id
           ), hidden as (
             update parts p set listed = false from drafts where p.note_id = drafts.id and p.listed
           )
           select distinct m.key as "key!" from note_names m join drafts on drafts.id = m.note_id"#,
        notes
    )
    .fetch_all(connection)
    .await
}

pub(in crate::notes::write) async fn find_path(
    connection: &mut PgConnection,
    note: NoteId,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("select path from notes where id = $1", note as _).fetch_optional(connection).await
}

pub(in crate::notes::write) async fn find_note_at(
    connection: &mut PgConnection,
    path: &str,
) -> Result<Option<NoteId>, sqlx::Error> {
    sqlx::query_scalar!(r#"select note_id as "note: NoteId" from note_paths where path = $1"#, path)
        .fetch_optional(connection)
        .await
}

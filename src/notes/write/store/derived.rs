//! What is derived from a note's text: parts, links, names and tags.

use std::{collections::BTreeSet, ops::Range};

use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    ids::VaultId,
    notes::{
        labels,
        resolve::TagChange,
        write::{
            names::Name,
            prepare::Named,
            save::{LinkRow, Row, links},
        },
    },
};

/// Title before headings before text: the weights A, B and D of `ts_rank`.
pub(in crate::notes::write) async fn replace_parts(
    connection: &mut PgConnection,
    notes: &[Uuid],
    rows: &[Row<'_>],
) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from parts where note_id = any($1)", notes).execute(&mut *connection).await?;
    // The largest columns are lent, not copied.
    let texts = |read: for<'a> fn(&'a Row<'a>) -> &'a str| rows.iter().map(read).collect::<Vec<&str>>();
    sqlx::query!(
        "insert into parts (revision_id, ordinal, note_id, audience_id, listed, updated_at, html, plain, title, search)
         select revision, 0, note, audience, listed, updated, html, plain, to_tsvector(config::regconfig, title),
                setweight(to_tsvector(config::regconfig, title), 'A')
                || setweight(to_tsvector(config::regconfig, headings), 'B')
                || to_tsvector(config::regconfig, body)
                || array_to_tsvector(string_to_array(labels, E'\\n'))
         from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[],
                     $8::text[], $9::text[], $10::boolean[], $11::timestamptz[], $12::text[])
              as given (revision, note, audience, html, plain, config, title, headings, body, listed, updated, labels)",
        &rows.iter().map(|row| row.revision).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.note.audience_id.0).collect::<Vec<_>>(),
        &texts(|row| &row.note.rendered.html) as &[&str],
        &texts(|row| &row.note.rendered.plain) as &[&str],
        &texts(|row| row.note.language.search_config()) as &[&str],
        &texts(|row| &row.note.folded.title) as &[&str],
        &texts(|row| &row.note.folded.headings) as &[&str],
        &texts(|row| &row.note.folded.body) as &[&str],
        &rows.iter().map(Row::is_listed).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.updated_at.to_sqlx()).collect::<Vec<_>>() as &[SqlTimestamp],
        &rows.iter().map(|row| labels_of(row).join("\n")).collect::<Vec<_>>(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn labels_of(row: &Row<'_>) -> Vec<String> {
    let tags = row.note.tags.iter().map(|(key, _)| key.as_str());
    labels::of(tags, row.note.language.primary(), row.author.map(|author| author.0))
}

/// Titles, other names and headings of listed, published notes.
pub(in crate::notes::write) async fn replace_headings(
    connection: &mut PgConnection,
    notes: &[Uuid],
    rows: &[Row<'_>],
) -> Result<(), sqlx::Error> {
    delete_headings(connection, notes).await?;
    let named: Vec<(&Row<'_>, &Named)> = rows
        .iter()
        .filter(|row| row.is_listed())
        .flat_map(|row| row.note.folded.named.iter().map(move |named| (row, named)))
        .collect();
    sqlx::query!(
        "insert into note_headings (note_id, ordinal, text, anchor, key, audience_id)
         select * from unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::integer[])",
        &named.iter().map(|(row, _)| row.id).collect::<Vec<_>>(),
        &named.iter().map(|(_, named)| named.ordinal).collect::<Vec<_>>(),
        &named.iter().map(|(_, named)| named.text.clone()).collect::<Vec<_>>(),
        &named.iter().map(|(_, named)| named.anchor.clone()).collect::<Vec<_>>(),
        &named.iter().map(|(_, named)| named.key.clone()).collect::<Vec<_>>(),
        &named.iter().map(|(row, _)| row.note.audience_id.0).collect::<Vec<_>>(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(in crate::notes::write) async fn delete_headings(
    connection: &mut PgConnection,
    notes: &[Uuid],
) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from note_headings where note_id = any($1)", notes)
        .execute(connection)
        .await
        .map(drop)
}

/// Words that no note had before. None is ever taken away: whether a visitor may meet one is asked of the texts.
pub(in crate::notes::write) async fn insert_words(
    connection: &mut PgConnection,
    rows: &[Row<'_>],
) -> Result<(), sqlx::Error> {
    let words: BTreeSet<&str> =
        rows.iter().flat_map(|row| &row.note.folded.vocabulary).map(String::as_str).collect();
    sqlx::query!(
        "insert into search_words (word) select unnest($1::text[]) on conflict do nothing",
        &words.into_iter().collect::<Vec<_>>() as &[&str]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Returns the files that the old links showed.
pub(in crate::notes::write) async fn replace_links(
    connection: &mut PgConnection,
    notes: &[Uuid],
    rows: &[Row<'_>],
) -> Result<Vec<Uuid>, sqlx::Error> {
    let files = sqlx::query_scalar!(
        "with gone as (delete from links where note_id = any($1) returning target_file_id)
         select distinct target_file_id as \"file!\" from gone where target_file_id is not null",
        notes
    )
    .fetch_all(&mut *connection)
    .await?;
    let links: Vec<_> = rows.iter().flat_map(links).collect();
    if links.is_empty() {
        return Ok(files);
    }
    sqlx::query!(
        "insert into links (revision_id, ordinal, note_id, embed, target, key, tail, fragment, label, width, height, line,
                            plain_at, context, context_from, context_to, anchor)
         select revision, ordinal, note, embed, target, key, tail, fragment, label, width, height, line, plain_at,
                context, context_from, context_to, string_to_array(anchor, '#')
         from unnest($1::uuid[], $2::integer[], $3::uuid[], $4::boolean[], $5::text[], $6::text[], $7::text[],
                     $8::text[], $9::text[], $10::integer[], $11::integer[], $12::integer[], $13::integer[],
                     $14::text[], $15::integer[], $16::integer[], $17::text[])
              as given (revision, ordinal, note, embed, target, key, tail, fragment, label, width, height, line,
                        plain_at, context, context_from, context_to, anchor)",
        &links.iter().map(|link| link.revision).collect::<Vec<_>>(),
        &links.iter().map(|link| link.ordinal).collect::<Vec<_>>(),
        &links.iter().map(|link| link.note).collect::<Vec<_>>(),
        &links.iter().map(|link| link.embed).collect::<Vec<_>>(),
        &links.iter().map(|link| link.target.clone()).collect::<Vec<_>>(),
        &links.iter().map(|link| link.key.clone()).collect::<Vec<_>>(),
        &links.iter().map(|link| link.tail.clone()).collect::<Vec<_>>() as &[Option<String>],
        &links.iter().map(|link| link.fragment.clone()).collect::<Vec<_>>() as &[Option<String>],
        &links.iter().map(|link| link.label.clone()).collect::<Vec<_>>() as &[Option<String>],
        &links.iter().map(|link| link.width).collect::<Vec<_>>() as &[Option<i32>],
        &links.iter().map(|link| link.height).collect::<Vec<_>>() as &[Option<i32>],
        &links.iter().map(|link| link.line).collect::<Vec<_>>(),
        &links.iter().map(|link| link.plain_at).collect::<Vec<_>>(),
        &contexts(&links, |(text, _)| text.clone()) as &[Option<String>],
        &contexts(&links, |(_, words)| words.start) as &[Option<i32>],
        &contexts(&links, |(_, words)| words.end) as &[Option<i32>],
        &links.iter().map(|link| link.anchor.clone()).collect::<Vec<_>>() as &[Option<String>],
    )
    .execute(connection)
    .await?;
    Ok(files)
}

/// A column of what is known of the sentences that links stand in.
fn contexts<T>(links: &[LinkRow], column: impl Fn(&(String, Range<i32>)) -> T) -> Vec<Option<T>> {
    links.iter().map(|link| link.context.as_ref().map(&column)).collect()
}

/// Returns the names that came or went.
pub(in crate::notes::write) async fn replace_names(
    connection: &mut PgConnection,
    vault: VaultId,
    notes: &[Uuid],
    rows: &[Row<'_>],
) -> Result<Vec<String>, sqlx::Error> {
    let names: Vec<(Uuid, &Name)> =
        rows.iter().flat_map(|row| row.note.names.iter().map(|name| (row.id, name))).collect();
    sqlx::query_scalar!(
        r#"with given as (
             select note_id, key, kind from unnest($3::uuid[], $4::text[], $5::text[]) as g (note_id, key, kind)
           ), gone as (
             delete from note_names m where m.note_id = any($2) and not exists (
               select from given g
               where (g.note_id, g.key, g.kind) = (m.note_id, m.key, m.kind) and m.vault_id = $1
             ) returning key
           ), come as (
             insert into note_names (vault_id, key, note_id, kind)
             select $1, key, note_id, kind from given on conflict do nothing returning key
           )
           select key as "key!" from gone union select key from come"#,
        vault.0,
        notes,
        &names.iter().map(|(note, _)| *note).collect::<Vec<_>>(),
        &names.iter().map(|(_, name)| name.key.clone()).collect::<Vec<_>>(),
        &names.iter().map(|(_, name)| name.kind.as_str().to_owned()).collect::<Vec<_>>(),
    )
    .fetch_all(connection)
    .await
}

/// Tags of listed, published notes. Returns by how much each count changes.
pub(in crate::notes::write) async fn replace_tags(
    connection: &mut PgConnection,
    notes: &[Uuid],
    rows: &[Row<'_>],
) -> Result<Vec<TagChange>, sqlx::Error> {
    let mut changes = delete_tags(connection, notes).await?;
    let tags: Vec<(&Row<'_>, &(String, String))> = rows
        .iter()
        .filter(|row| row.is_listed())
        .flat_map(|row| row.note.tags.iter().map(move |tag| (row, tag)))
        .collect();
    if tags.is_empty() {
        return Ok(changes);
    }
    let come = sqlx::query!(
        "insert into note_tags (tag_key, note_id, tag, audience_id, language, title, created_at, updated_at)
         select * from unnest($1::text[], $2::uuid[], $3::text[], $4::integer[], $5::text[], $6::text[],
                              $7::timestamptz[], $8::timestamptz[])
         returning tag_key, tag, audience_id",
        &tags.iter().map(|(_, (key, _))| key.clone()).collect::<Vec<_>>(),
        &tags.iter().map(|(row, _)| row.id).collect::<Vec<_>>(),
        &tags.iter().map(|(_, (_, tag))| tag.clone()).collect::<Vec<_>>(),
        &tags.iter().map(|(row, _)| row.note.audience_id.0).collect::<Vec<_>>(),
        &tags.iter().map(|(row, _)| row.note.language.to_string()).collect::<Vec<_>>(),
        &tags.iter().map(|(row, _)| row.note.title.clone()).collect::<Vec<_>>(),
        &tags.iter().map(|(row, _)| row.created_at.to_sqlx()).collect::<Vec<_>>() as &[SqlTimestamp],
        &tags.iter().map(|(row, _)| row.updated_at.to_sqlx()).collect::<Vec<_>>() as &[SqlTimestamp],
    )
    .fetch_all(connection)
    .await?;
    changes.extend(come.into_iter().map(|row| TagChange {
        key: row.tag_key,
        tag: row.tag,
        audience: row.audience_id,
        by: 1,
    }));
    Ok(changes)
}

pub(in crate::notes::write) async fn delete_tags(
    connection: &mut PgConnection,
    notes: &[Uuid],
) -> Result<Vec<TagChange>, sqlx::Error> {
    let gone = sqlx::query!(
        "delete from note_tags where note_id = any($1) returning tag_key, tag, audience_id",
        notes
    )
    .fetch_all(connection)
    .await?;
    let change = gone.into_iter().map(|row| TagChange {
        key: row.tag_key,
        tag: row.tag,
        audience: row.audience_id,
        by: -1,
    });
    Ok(change.collect())
}

pub(in crate::notes::write) async fn list_files_shown_by(
    connection: &mut PgConnection,
    notes: &[Uuid],
) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select distinct target_file_id as "file!" from links
           where note_id = any($1) and target_file_id is not null"#,
        notes
    )
    .fetch_all(connection)
    .await
}

/// Returns the names that came or went.
pub(in crate::notes::write) async fn replace_attachment_names(
    connection: &mut PgConnection,
    vault: VaultId,
    files: &[Uuid],
    names: &[(Uuid, Name)],
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"with given as (
             select file_id, key, kind from unnest($3::uuid[], $4::text[], $5::text[]) as g (file_id, key, kind)
           ), gone as (
             delete from file_names m where m.file_id = any($2) and not exists (
               select from given g
               where (g.file_id, g.key, g.kind) = (m.file_id, m.key, m.kind) and m.vault_id = $1
             ) returning key
           ), come as (
             insert into file_names (vault_id, key, file_id, kind)
             select $1, key, file_id, kind from given on conflict do nothing returning key
           )
           select key as "key!" from gone union select key from come"#,
        vault.0,
        files,
        &names.iter().map(|(file, _)| *file).collect::<Vec<_>>(),
        &names.iter().map(|(_, name)| name.key.clone()).collect::<Vec<_>>(),
        &names.iter().map(|(_, name)| name.kind.as_str().to_owned()).collect::<Vec<_>>(),
    )
    .fetch_all(connection)
    .await
}

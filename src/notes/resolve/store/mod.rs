use sqlx::PgConnection;
use uuid::Uuid;

use super::{LinkPlace, TagChange, Tally};
use crate::{access::EDITORS, ids::VaultId};

/// What some links mean. The first text begins the statement and ends in the table `wanted`: `revision_id`, `ordinal`,
/// `key` (a path from the root), `tail`, `vault_id`, `spelling` and `folder` (of the note). The last one goes on from the
/// table `meant`: `revision_id`, `ordinal`, `candidates`, and `note_id` or `file_id`, whoever may read them.
///
/// Tiers: 1 and 2 the file at the key, 3 and 4 the one at that path from the root, 5 and 6 whatever ends so,
/// 7 an alias or a permalink, 8 and 9 the garden, 10 nothing.
macro_rules! meant {
    ($wanted:literal, $use:literal, $($argument:expr),+) => {
        sqlx::query!(
            "with "
                + $wanted
                + r#", found as (
             select w.revision_id, w.ordinal, w.folder, w.spelling, m.note_id, null::uuid as file_id,
                    min(case when m.vault_id <> w.vault_id then case when m.kind <> 'path' then 8 end
                             when m.kind = 'path' then case m.key when w.key then 1 else 3 end
                             when m.kind = 'tail' then 5
                             else 7 end) as tier
             from wanted w join note_names m on m.key = any(array[w.key, '/' || w.tail, w.tail])
             group by 1, 2, 3, 4, 5
             union all
             select w.revision_id, w.ordinal, w.folder, w.spelling, null, m.file_id,
                    min(case when m.vault_id <> w.vault_id then case when m.kind <> 'path' then 9 end
                             when m.kind = 'path' then case m.key when w.key then 2 else 4 end
                             else 6 end)
             from wanted w join file_names m on m.key = any(array[w.key, '/' || w.tail, w.tail])
             group by 1, 2, 3, 4, 6
             union all
             select revision_id, ordinal, folder, spelling, null, null, 10 from wanted
           ), placed as (
             select f.*, coalesce(n.vault_path, p.key) as path,
                    rank() over (
                      partition by f.revision_id, f.ordinal
                      order by f.tier = 10, f.note_id is not null and n.published_revision_id is null, f.tier,
                               (regexp_replace(n.vault_path, '^.*/|\.(md|markdown)$', '', 'gi') = f.spelling
                                or a.name = f.spelling) is true desc
                    ) as place
             from found f
             left join notes n on n.id = f.note_id
             left join files a on a.id = f.file_id
             left join lateral (
               select key from file_names k where k.file_id = f.file_id and k.kind = 'path' limit 1
             ) p on true
             where f.tier is not null
           ), chosen as (
             select distinct on (revision_id, ordinal) revision_id, ordinal, note_id, file_id, tier,
                    count(*) over (partition by revision_id, ordinal)::integer as candidates
             from placed where place = 1
             order by revision_id, ordinal, (regexp_replace(path, '[^/]*$', '') = folder) is true desc,
                      char_length(path), path, note_id, file_id
           ), meant as (
             select revision_id, ordinal, case when tier = 10 then 0 else candidates end as candidates,
                    case when tier < 8 or candidates = 1 then note_id end as note_id,
                    case when tier < 8 or candidates = 1 then file_id end as file_id
             from chosen
           )
                "#
                + $use,
            $($argument),+
        )
    };
}

// After the macro, which it uses.
mod texts;

pub(super) use texts::{find_meanings, list_standings, list_standings_of_notes};

/// Finds the targets of the links of some notes and of those that say one of some names. Writes only what changes.
pub(super) async fn update_links(
    connection: &mut PgConnection,
    notes: &[Uuid],
    keys: &[String],
) -> Result<(), sqlx::Error> {
    meant!(
        "touched as (
           select revision_id, ordinal, note_id, key, tail, target from links where note_id = any($1)
           union select revision_id, ordinal, note_id, key, tail, target from links where key = any($2)
           union select revision_id, ordinal, note_id, key, tail, target from links where tail = any($2)
         ), wanted as (
           select l.revision_id, l.ordinal, '/' || ltrim(l.key, '/') as key, coalesce(l.tail, l.key) as tail,
                  n.vault_id, regexp_replace(l.target, '^.*/|\\.(md|markdown)$', '', 'gi') as spelling,
                  regexp_replace(n.vault_path, '[^/]*$', '') as folder
           from touched l join notes n on n.id = l.note_id
         )",
        "update links l
         set target_note_id = m.note_id, target_file_id = m.file_id, candidates = m.candidates
         from meant m
         where l.revision_id = m.revision_id and l.ordinal = m.ordinal
           and (l.target_note_id, l.target_file_id, l.candidates)
               is distinct from (m.note_id, m.file_id, m.candidates)",
        notes,
        keys
    )
    // Two links or two thousand: the best plan differs, and is worth making each time.
    .persistent(false)
    .execute(connection)
    .await?;
    Ok(())
}

/// The files that those links lead to.
pub(super) async fn list_linked_files(
    connection: &mut PgConnection,
    notes: &[Uuid],
    keys: &[String],
) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select target_file_id as "file!" from links where note_id = any($1) and target_file_id is not null
           union select target_file_id from links where key = any($2) and target_file_id is not null
           union select target_file_id from links where tail = any($2) and target_file_id is not null"#,
        notes,
        keys
    )
    .fetch_all(connection)
    .await
}

/// A file is read by the readers of the notes that link to it or show it, and found in searches by those of published,
/// listed ones. The readers of a draft are its author and editors, unless it is private anyway.
pub(super) async fn replace_file_audiences(
    connection: &mut PgConnection,
    files: &[Uuid],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with due as (
           select l.target_file_id as file_id, r.audience_id,
                  bool_or(n.listed and n.published_revision_id is not null) as listed
           from links l
           join notes n on n.id = l.note_id
             and coalesce(n.published_revision_id, n.newest_revision_id) = l.revision_id
           cross join lateral (
             select n.published_revision_id is null
                    and exists (select from audiences o where o.id = n.audience_id and o.kind <> 'person')
           ) s (is_shared_draft)
           cross join lateral (
             select n.audience_id where not s.is_shared_draft
             union all select $2::integer where s.is_shared_draft
             union all select o.id from audiences o where s.is_shared_draft and o.user_id = n.author_id
           ) r (audience_id)
           where l.target_file_id = any($1)
           group by l.target_file_id, r.audience_id
         ), gone as (
           delete from file_audiences a where a.file_id = any($1) and not exists (
             select from due where (due.file_id, due.audience_id) = (a.file_id, a.audience_id)
           )
         )
         insert into file_audiences (file_id, audience_id, listed, key)
         select due.file_id, due.audience_id, due.listed, f.key from due join files f on f.id = due.file_id
         on conflict (file_id, audience_id) do update set listed = excluded.listed, key = excluded.key
         where (file_audiences.listed, file_audiences.key) <> (excluded.listed, excluded.key)",
        files,
        EDITORS.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn update_tag_counts(
    connection: &mut PgConnection,
    changes: &[TagChange],
) -> Result<(), sqlx::Error> {
    let keys: Vec<String> = changes.iter().map(|change| change.key.clone()).collect();
    let audiences: Vec<i32> = changes.iter().map(|change| change.audience).collect();
    let by: Vec<i32> = changes.iter().map(|change| change.by).collect();
    sqlx::query!(
        "delete from tag_counts c using unnest($1::text[], $2::integer[], $3::integer[]) as d (key, audience, by)
         where (c.tag_key, c.audience_id) = (d.key, d.audience) and c.notes + d.by <= 0",
        &keys,
        &audiences,
        &by
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "update tag_counts c set notes = c.notes + d.by, tag = d.tag
         from unnest($1::text[], $2::integer[], $3::integer[], $4::text[]) as d (key, audience, by, tag)
         where (c.tag_key, c.audience_id) = (d.key, d.audience) and (d.by <> 0 or d.tag <> c.tag)",
        &keys,
        &audiences,
        &by,
        &changes.iter().map(|change| change.tag.clone()).collect::<Vec<_>>(),
    )
    .execute(&mut *connection)
    .await?;
    let come: Vec<&TagChange> = changes.iter().filter(|change| change.by > 0).collect();
    sqlx::query!(
        "insert into tag_counts (tag_key, audience_id, tag, notes)
         select * from unnest($1::text[], $2::integer[], $3::text[], $4::integer[])
         on conflict (audience_id, tag_key) do nothing",
        &come.iter().map(|change| change.key.clone()).collect::<Vec<_>>(),
        &come.iter().map(|change| change.audience).collect::<Vec<_>>(),
        &come.iter().map(|change| change.tag.clone()).collect::<Vec<_>>(),
        &come.iter().map(|change| change.by).collect::<Vec<_>>(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn count_links(connection: &mut PgConnection, vault: VaultId) -> Result<Tally, sqlx::Error> {
    let row = sqlx::query!(
        r#"select count(*) filter (where num_nonnulls(l.target_note_id, l.target_file_id) > 0) as "resolved!",
                  count(*) filter (where l.candidates > 1) as "ambiguous!",
                  count(*) filter (where l.candidates = 0) as "broken!"
           from links l join notes n on n.id = l.note_id where n.vault_id = $1"#,
        vault.0
    )
    .fetch_one(connection)
    .await?;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(Tally {
        resolved: count(row.resolved),
        ambiguous: count(row.ambiguous),
        broken: count(row.broken),
        ..Tally::default()
    })
}

pub(super) async fn list_ambiguous_links(
    connection: &mut PgConnection,
    vault: VaultId,
) -> Result<Vec<LinkPlace>, sqlx::Error> {
    let rows = sqlx::query!(
        "select n.vault_path as file, l.line, l.target from links l join notes n on n.id = l.note_id
         where n.vault_id = $1 and l.candidates > 1 order by n.vault_path, l.line, l.ordinal limit 200",
        vault.0
    );
    let rows = rows.fetch_all(connection).await?;
    Ok(rows.into_iter().map(|row| place(row.file, row.line, row.target)).collect())
}

pub(super) async fn list_broken_links(
    connection: &mut PgConnection,
    vault: VaultId,
) -> Result<Vec<LinkPlace>, sqlx::Error> {
    let rows = sqlx::query!(
        "select n.vault_path as file, l.line, l.target from links l join notes n on n.id = l.note_id
         where n.vault_id = $1 and l.candidates = 0 order by n.vault_path, l.line, l.ordinal limit 200",
        vault.0
    );
    let rows = rows.fetch_all(connection).await?;
    Ok(rows.into_iter().map(|row| place(row.file, row.line, row.target)).collect())
}

fn place(file: String, line: i32, target: String) -> LinkPlace {
    LinkPlace { file, line: u32::try_from(line).unwrap_or_default(), target }
}

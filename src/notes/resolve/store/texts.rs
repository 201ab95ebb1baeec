//! SQL of links of a text that is not stored as its note's current one.

use sqlx::{PgConnection, types::Json};

use super::super::{Meaning, Place, Wanted};
use crate::ids::NoteId;

/// What the links of a text mean that is not stored as a current one: `$wanted` in the text of the note at `$place`. The
/// text goes on from the table `meant`, as above, and has the links in `written`, `$6` and `$8` being vault and note.
macro_rules! meant_in_text {
    ($use:literal, $wanted:expr, $place:expr, $($argument:expr),+) => {
        meant!(
            "written as (
           select * from unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[])
             as given (ordinal, key, tail, target, anchor)
         ), wanted as (
           select null::uuid as revision_id, l.ordinal, '/' || ltrim(l.key, '/') as key, coalesce(l.tail, l.key) as tail,
                  $6::uuid as vault_id, regexp_replace(l.target, '^.*/|\\.(md|markdown)$', '', 'gi') as spelling,
                  regexp_replace($7::text, '[^/]*$', '') as folder
           from written l
         )",
            $use,
            &$wanted.iter().map(|link| link.ordinal).collect::<Vec<_>>(),
            &$wanted.iter().map(|link| link.key.clone()).collect::<Vec<_>>(),
            &$wanted.iter().map(|link| link.tail.clone()).collect::<Vec<_>>() as &[Option<String>],
            &$wanted.iter().map(|link| link.target.clone()).collect::<Vec<_>>(),
            &$wanted.iter().map(|link| link.anchor.clone()).collect::<Vec<_>>() as &[Option<String>],
            $place.vault.0,
            $place.vault_path,
            $place.note.0,
            $($argument),+
        )
    };
}

/// What the links of a text mean that is not the current one, as far as the given readers may know. The note itself is
/// there for them; attachments of its vault, and those that it shows, are theirs whatever shows them today.
pub(in crate::notes::resolve) async fn find_meanings(
    connection: &mut PgConnection,
    wanted: &[Wanted],
    place: &Place<'_>,
    audiences: &[i32],
) -> Result<Vec<(i32, Json<Meaning>)>, sqlx::Error> {
    let rows = meant_in_text!(
        r#"select m.ordinal as "ordinal!", json_build_object(
             'note', case when n.id is not null then
               json_build_object('id', n.id, 'path', n.path, 'title', n.title, 'language', n.language)
             end,
             'file', case when f.id is not null then json_build_object(
               'id', f.id, 'name', f.name, 'media_type', f.media_type, 'size', f.size, 'width', f.width,
               'height', f.height, 'shown', exists (
                 select from file_audiences a where a.file_id = f.id and a.audience_id = any($9)
               )
             ) end,
             'place', case when w.anchor is not null and n.id is not null then (
               select json_build_object('id', h.id, 'words', h.words, 'start', h.start, 'stop', h.stop)
               from revisions r cross join place_in(r.headings, r.blocks, string_to_array(w.anchor, '#')) h
               where r.id = coalesce(n.published_revision_id, n.newest_revision_id)
             ) end
           ) as "meaning!: Json<Meaning>"
           from meant m
           join written w on w.ordinal = m.ordinal
           left join notes n on n.id = m.note_id
             and (n.id = $8 or n.published_revision_id is not null and n.audience_id = any($9))
           left join files f on f.id = m.file_id and (
             exists (select from file_audiences a where a.file_id = f.id and a.audience_id = any($9))
             or exists (select from file_names k where k.file_id = f.id and k.vault_id = $6)
             or exists (
               select from notes o join links k on k.revision_id = o.newest_revision_id
               where o.id = $8 and k.target_file_id = f.id
             )
           )
           where n.id is not null or f.id is not null"#,
        wanted,
        place,
        audiences
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.ordinal, row.meaning)).collect())
}

/// How the links of a text stand with those who are to read it (`readers`), as far as its writer may know of what they
/// lead to. Those that are well are left out.
pub(in crate::notes::resolve) async fn list_standings(
    connection: &mut PgConnection,
    wanted: &[Wanted],
    place: &Place<'_>,
    writer: &[i32],
    readers: &[i32],
) -> Result<Vec<(i32, String, Option<String>)>, sqlx::Error> {
    let rows = meant_in_text!(
        r#"select s.ordinal as "ordinal!", s.standing as "standing!", s.title as "title?"
           from (
             select m.ordinal, n.title,
                    case when f.id is not null then 'well'
                         when n.id is null then 'missing'
                         when n.id = $8 then 'own'
                         when n.published_revision_id is null then 'draft'
                         when n.audience_id <> all($10::integer[]) then 'hidden'
                         when w.anchor is null or exists (
                           select from revisions r cross join place_in(r.headings, r.blocks, string_to_array(w.anchor, '#'))
                           where r.id = n.published_revision_id
                         ) then 'well'
                         else 'place' end as standing
             from meant m
             join written w on w.ordinal = m.ordinal
             left join notes n on n.id = m.note_id and n.audience_id = any($9) and (
               n.published_revision_id is not null
               or 3 = any($9) -- access::EDITORS
               or exists (select from audiences o where o.user_id = n.author_id and o.id = any($9))
             )
             left join files f on f.id = m.file_id and exists (
               select from file_audiences a where a.file_id = f.id and a.audience_id = any($9)
             )
           ) s
           where s.standing <> 'well'
           order by s.ordinal"#,
        wanted,
        place,
        writer,
        readers
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.ordinal, row.standing, row.title)).collect())
}

/// How the links of the newest texts of notes stand, as they are kept, with those who are to read them once these notes are
/// published; as far as a writer may know of what they lead to. Those that are well are left out.
pub(in crate::notes::resolve) async fn list_standings_of_notes(
    connection: &mut PgConnection,
    notes: &[NoteId],
    writer: &[i32],
) -> Result<Vec<(NoteId, i32, String, Option<String>)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select s.note_id as "note: NoteId", s.ordinal, s.standing as "standing!", s.title as "title?"
           from (
             select n.id as note_id, l.ordinal, t.title,
                    case when f.id is not null then 'well'
                         when t.id is null then 'missing'
                         when t.id = n.id then 'own'
                         when t.published_revision_id is null and t.id <> all($1) then 'draft'
                         when t.audience_id not in (1, n.audience_id) -- access::PUBLIC
                           and not (n.audience_id <> 1 and t.audience_id = 2) then 'hidden' -- access::MEMBERS
                         when l.anchor is null or exists (
                           select from revisions r cross join place_in(r.headings, r.blocks, l.anchor)
                           where r.id = coalesce(t.published_revision_id, t.newest_revision_id)
                         ) then 'well'
                         else 'place' end as standing
             from notes n
             join links l on l.revision_id = n.newest_revision_id
             left join notes t on t.id = l.target_note_id and t.audience_id = any($2) and (
               t.published_revision_id is not null
               or 3 = any($2) -- access::EDITORS
               or exists (select from audiences o where o.user_id = t.author_id and o.id = any($2))
             )
             left join files f on f.id = l.target_file_id and exists (
               select from file_audiences a where a.file_id = f.id and a.audience_id = any($2)
             )
             where n.id = any($1) and n.audience_id = any($2)
           ) s
           where s.standing <> 'well'
           order by s.note_id, s.ordinal"#,
        &notes.iter().map(|note| note.0).collect::<Vec<_>>(),
        writer
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.note, row.ordinal, row.standing, row.title)).collect())
}

//! What a note's page shows beside its text, and what fills the holes in it.

use sqlx::{PgConnection, types::Json};

use super::{
    super::{holes::Holes, surroundings::Around},
    links::TieRow,
};
use crate::{
    ids::{NoteId, RevisionId, UserId},
    notes::marks::Marks,
};

pub(in super::super) struct Surroundings {
    pub(in super::super) holes: Json<Holes>,
    pub(in super::super) backlinks: Json<Vec<TieRow>>,
    pub(in super::super) previous: Option<Json<Around>>,
    pub(in super::super) next: Option<Json<Around>>,
    pub(in super::super) translations: Json<Vec<Around>>,
    pub(in super::super) marks: Option<Json<Marks>>,
}

/// Whose marks are asked for besides.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Reader<'a> {
    pub(in super::super) person: UserId,
    /// The notes beside this one, by path: which of them were read?
    pub(in super::super) beside: &'a [String],
}

/// Links whose target the visitor may not read are left out, as are those without one: nothing tells them apart. Who
/// reads a draft may follow its links to itself; other drafts are not there for it.
#[expect(clippy::too_many_lines, reason = "one query")]
pub(in super::super) async fn find_surroundings(
    db: &mut PgConnection,
    note: NoteId,
    revision: RevisionId,
    folder: &str,
    title: &str,
    audiences: &[i32],
    reader: Option<Reader<'_>>,
) -> sqlx::Result<Surroundings> {
    sqlx::query_as!(
        Surroundings,
        r#"
        select
            (
                -- The note, and the notes that it shows, and those that they show: the nearest, within bounds.
                with recursive shown as (
                    select $2::uuid as revision, $1::uuid as note, 0 as depth
                    union
                    select n.published_revision_id, n.id, s.depth + 1
                    from shown s
                    join links l on l.revision_id = s.revision and l.embed
                    join notes n on n.id = l.target_note_id
                        and n.published_revision_id is not null and n.audience_id = any($5)
                    where s.depth < 5
                ), nearest as (
                    select revision, note, min(depth) as depth from (select * from shown limit 200) s
                    group by revision, note order by min(depth), revision limit 50
                ), weighed as (
                    select n.*, sum((
                        select sum(octet_length(p.html)) from parts p
                        where n.depth > 0 and p.revision_id = n.revision and p.audience_id = any($5)
                    )) over (order by n.depth, n.revision) as bytes
                    from nearest n
                ), texts as (
                    select * from weighed where depth = 0 or bytes <= 1048576
                )
                select json_build_object(
                    'texts', coalesce((
                        select json_agg(json_build_object(
                            'revision', t.revision, 'note', t.note, 'html', (
                                select string_agg(p.html, '' order by p.ordinal) from parts p
                                where p.revision_id = t.revision and p.audience_id = any($5)
                            )
                        ))
                        from texts t where t.depth > 0
                    ), '[]'),
                    'targets', coalesce((
                        select json_agg(json_build_object(
                            'revision', l.revision_id, 'ordinal', l.ordinal, 'fragment', l.fragment,
                            'label', l.label, 'width', l.width, 'height', l.height, 'written', l.target,
                            'note', case when n.id is not null then json_build_object(
                                'id', n.id, 'path', n.path, 'title', n.title, 'language', n.language
                            ) end,
                            'file', case when f.id is not null then json_build_object(
                                'id', f.id, 'name', f.name, 'media_type', f.media_type, 'size', f.size,
                                'width', f.width, 'height', f.height,
                                'widths', array(
                                    select s.width from thumbnails s where s.sha256 = f.sha256 order by s.width
                                )
                            ) end,
                            'place', case when l.anchor is not null then (
                                select json_build_object(
                                    'id', h.id, 'words', h.words, 'start', h.start, 'stop', h.stop
                                )
                                from revisions r cross join place_in(r.headings, r.blocks, l.anchor) h
                                where r.id = coalesce(n.published_revision_id, n.newest_revision_id)
                            ) end
                        ))
                        from texts t
                        join links l on l.revision_id = t.revision
                        left join notes n on n.id = l.target_note_id
                            and (n.published_revision_id is not null or n.id = $1) and n.audience_id = any($5)
                        left join files f on f.id = l.target_file_id and exists (
                            select from file_audiences a where a.file_id = f.id and a.audience_id = any($5)
                        )
                        where n.id is not null or f.id is not null or l.embed
                    ), '[]')
                )
            ) as "holes!: Json<Holes>",
            coalesce((
                select json_agg(json_build_object(
                    'path', b.path, 'title', b.title, 'language', b.language,
                    'context', b.context, 'from', b.context_from, 'to', b.context_to
                ) order by b.note_id desc)
                from (
                    -- One more than the page shows, however many notes link here.
                    select l.note_id, n.path, n.title, n.language, l.context, l.context_from, l.context_to
                    from links l
                    join notes n on n.id = l.note_id and n.published_revision_id = l.revision_id
                    where l.target_note_id = $1 and l.note_id <> $1
                        and n.listed and n.audience_id = any($5)
                        and not exists (
                            select from links e
                            where e.revision_id = l.revision_id and e.ordinal < l.ordinal and e.target_note_id = $1
                        )
                    order by l.note_id desc limit 13
                ) b
            ), '[]') as "backlinks!: Json<Vec<TieRow>>",
            (
                select json_build_object('path', m.path, 'title', m.title, 'language', m.language)
                from unnest($5::integer[]) a (id)
                cross join lateral (
                    select n.id, n.path, n.title, n.language from notes n
                    where n.audience_id = a.id and n.folder = $3 and (n.title, n.id) < ($4, $1)
                        and n.listed and n.published_revision_id is not null
                    order by n.title desc, n.id desc limit 1
                ) m
                order by m.title desc, m.id desc limit 1
            ) as "previous: Json<Around>",
            (
                select json_build_object('path', m.path, 'title', m.title, 'language', m.language)
                from unnest($5::integer[]) a (id)
                cross join lateral (
                    select n.id, n.path, n.title, n.language from notes n
                    where n.audience_id = a.id and n.folder = $3 and (n.title, n.id) > ($4, $1)
                        and n.listed and n.published_revision_id is not null
                    order by n.title, n.id limit 1
                ) m
                order by m.title, m.id limit 1
            ) as "next: Json<Around>",
            coalesce((
                select json_agg(json_build_object('path', t.path, 'title', t.title, 'language', t.language)
                    order by t.language)
                from (
                    select distinct on (n.language) n.path, n.title, n.language
                    from kin_of($1) k
                    join notes n on n.id = k.id and n.audience_id = any($5)
                        and n.listed and n.published_revision_id is not null
                    order by n.language, n.path
                ) t
            ), '[]') as "translations!: Json<Vec<Around>>",
            (
                select json_build_object(
                    'bookmarked', exists (select from bookmarks b where b.user_id = $6 and b.note_id = $1),
                    'read', exists (select from readings r where r.user_id = $6 and r.note_id = $1),
                    'stop', (
                        select json_build_object('fraction', s.fraction, 'heading', s.heading)
                        from stops s where s.user_id = $6 and s.note_id = $1
                    ),
                    'seen', coalesce((
                        select json_agg(p.path)
                        from unnest($7::text[]) beside (path) join note_paths p on p.path = beside.path
                        where exists (select from readings r where r.user_id = $6 and r.note_id = p.note_id)
                    ), '[]')
                )
                where $6::uuid is not null
            ) as "marks: Json<Marks>"
        "#,
        note.0,
        revision.0,
        folder,
        title,
        audiences,
        reader.map(|reader| reader.person.0),
        reader.map_or(&[][..], |reader| reader.beside)
    )
    .fetch_one(db)
    .await
}

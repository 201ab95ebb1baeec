//! What a note's page shows beside its text, and what fills the holes in it.

use sqlx::{PgConnection, types::Json};

use super::{
    super::{holes::Target, surroundings::Around},
    links::TieRow,
};
use crate::ids::{NoteId, RevisionId};

pub(in super::super) struct Surroundings {
    pub(in super::super) targets: Json<Vec<Target>>,
    pub(in super::super) backlinks: Json<Vec<TieRow>>,
    pub(in super::super) previous: Option<Json<Around>>,
    pub(in super::super) next: Option<Json<Around>>,
    pub(in super::super) translations: Json<Vec<Around>>,
}

/// Links whose target the visitor may not read are left out, as are those without one: nothing tells them apart. Who
/// reads a draft may follow its links to itself; other drafts are not there for it.
pub(in super::super) async fn find_surroundings(
    db: &mut PgConnection,
    note: NoteId,
    revision: RevisionId,
    folder: &str,
    title: &str,
    audiences: &[i32],
) -> sqlx::Result<Surroundings> {
    sqlx::query_as!(
        Surroundings,
        r#"
        select
            coalesce((
                select json_agg(json_build_object(
                    'ordinal', l.ordinal, 'fragment', l.fragment, 'label', l.label,
                    'width', l.width, 'height', l.height, 'written', l.target,
                    'note', case when n.id is not null then
                        json_build_object('id', n.id, 'path', n.path, 'title', n.title, 'language', n.language)
                    end,
                    'file', case when f.id is not null then json_build_object(
                        'id', f.id, 'name', f.name, 'media_type', f.media_type, 'size', f.size,
                        'width', f.width, 'height', f.height
                    ) end
                ))
                from links l
                left join notes n on n.id = l.target_note_id
                    and (n.published_revision_id is not null or n.id = $1) and n.audience_id = any($5)
                left join files f on f.id = l.target_file_id and exists (
                    select from file_audiences a where a.file_id = f.id and a.audience_id = any($5)
                )
                where l.revision_id = $2 and (n.id is not null or f.id is not null or l.embed)
            ), '[]') as "targets!: Json<Vec<Target>>",
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
            ), '[]') as "translations!: Json<Vec<Around>>"
        "#,
        note.0,
        revision.0,
        folder,
        title,
        audiences
    )
    .fetch_one(db)
    .await
}

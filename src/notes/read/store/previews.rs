//! What a preview shows.

use serde::Deserialize;
use sqlx::{PgConnection, types::Json};

use super::super::holes::Target;
use crate::ids::{NoteId, RevisionId};

pub(in super::super) struct NoteRow {
    pub(in super::super) id: NoteId,
    pub(in super::super) revision: RevisionId,
    pub(in super::super) path: String,
    pub(in super::super) title: String,
    pub(in super::super) language: String,
    pub(in super::super) parts: Vec<String>,
    pub(in super::super) headings: Json<Vec<Place>>,
    pub(in super::super) blocks: Json<Vec<Place>>,
}

/// Where a section or a named block lies in the HTML, in bytes. A note that was last saved by an older version
/// does not say.
#[derive(Deserialize)]
pub(in super::super) struct Place {
    pub(in super::super) id: String,
    pub(in super::super) html: Option<[usize; 2]>,
}

pub(in super::super) async fn find_note(
    db: &mut PgConnection,
    path: &str,
    audiences: &[i32],
) -> sqlx::Result<Option<NoteRow>> {
    sqlx::query_as!(
        NoteRow,
        r#"select n.id as "id: NoteId", n.published_revision_id as "revision!: RevisionId", n.path, n.title, n.language,
               array(
                   select p.html from parts p
                   where p.revision_id = n.published_revision_id and p.audience_id = any($2)
                   order by p.ordinal
               ) as "parts!",
               r.headings as "headings: Json<Vec<Place>>", r.blocks as "blocks: Json<Vec<Place>>"
           from note_paths a join notes n on n.id = a.note_id join revisions r on r.id = n.published_revision_id
           where a.path = $1 and n.audience_id = any($2) and n.published_revision_id is not null"#,
        path,
        audiences
    )
    .fetch_optional(db)
    .await
}

/// Links whose target the visitor may not read are left out, as are those without one: nothing tells them apart.
pub(in super::super) async fn find_targets(
    db: &mut PgConnection,
    revision: RevisionId,
    audiences: &[i32],
) -> sqlx::Result<Vec<Target>> {
    let rows = sqlx::query_scalar!(
        r#"select json_build_object(
               'revision', l.revision_id, 'ordinal', l.ordinal, 'fragment', l.fragment, 'label', l.label,
               'width', l.width, 'height', l.height, 'written', l.target,
               'note', case when n.id is not null then
                   json_build_object('id', n.id, 'path', n.path, 'title', n.title, 'language', n.language)
               end,
               'file', case when f.id is not null then json_build_object(
                   'id', f.id, 'name', f.name, 'media_type', f.media_type, 'size', f.size,
                   'width', f.width, 'height', f.height
               ) end,
               'place', case when l.anchor is not null then (
                   select json_build_object('id', h.id, 'words', h.words, 'start', h.start, 'stop', h.stop)
                   from revisions r cross join place_in(r.headings, r.blocks, l.anchor) h
                   where r.id = n.published_revision_id
               ) end
           ) as "target!: Json<Target>"
           from links l
           left join notes n on n.id = l.target_note_id
               and n.published_revision_id is not null and n.audience_id = any($2)
           left join files f on f.id = l.target_file_id and exists (
               select from file_audiences a where a.file_id = f.id and a.audience_id = any($2)
           )
           where l.revision_id = $1 and (n.id is not null or f.id is not null or l.embed)
           order by l.ordinal limit 400"#,
        revision.0,
        audiences
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

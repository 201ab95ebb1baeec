//! The texts of a feed.

use sqlx::{PgConnection, types::Json};

use super::super::feed::Text;

/// The texts of some notes, with what fills the holes in them. A text of more than a hundred thousand letters is
/// left out: thirty of them are what a feed may weigh.
pub(in super::super) async fn list_texts(
    db: &mut PgConnection,
    paths: &[String],
    audiences: &[i32],
) -> sqlx::Result<Vec<Text>> {
    let rows = sqlx::query_scalar!(
        r#"
        select json_build_object(
            'id', n.id, 'revision', n.published_revision_id, 'path', n.path, 'description', n.description,
            'author', (select u.name from users u where u.id = n.author_id),
            'parts', (
                select json_agg(p.html order by p.ordinal) from parts p
                where p.revision_id = n.published_revision_id and p.audience_id = any($2)
                having sum(char_length(p.html)) <= 100000
            ),
            'targets', coalesce((
                select json_agg(json_build_object(
                    'revision', l.revision_id, 'ordinal', l.ordinal, 'fragment', l.fragment, 'label', l.label,
                    'width', l.width, 'height', l.height, 'written', l.target,
                    'note', case when t.id is not null then
                        json_build_object('id', t.id, 'path', t.path, 'title', t.title, 'language', t.language)
                    end,
                    'file', case when f.id is not null then json_build_object(
                        'id', f.id, 'name', f.name, 'media_type', f.media_type, 'size', f.size,
                        'width', f.width, 'height', f.height
                    ) end,
                    'place', case when l.anchor is not null then (
                        select json_build_object('id', h.id, 'words', h.words, 'start', h.start, 'stop', h.stop)
                        from revisions r cross join place_in(r.headings, r.blocks, l.anchor) h
                        where r.id = t.published_revision_id
                    ) end
                ))
                from links l
                left join notes t on t.id = l.target_note_id
                    and t.published_revision_id is not null and t.audience_id = any($2)
                left join files f on f.id = l.target_file_id and exists (
                    select from file_audiences a where a.file_id = f.id and a.audience_id = any($2)
                )
                where l.revision_id = n.published_revision_id
                    and (t.id is not null or f.id is not null or l.embed)
            ), '[]')
        ) as "text!: Json<Text>"
        from unnest($1::text[]) asked (path)
        cross join lateral (
            select * from notes n
            where n.path = asked.path and n.audience_id = any($2)
                and n.listed and n.published_revision_id is not null
            offset 0
        ) n
        "#,
        paths,
        audiences
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|text| text.0).collect())
}

pub(in super::super) async fn find_folder_title(
    db: &mut PgConnection,
    path: &str,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select title from folders where path = $1", path).fetch_optional(db).await
}

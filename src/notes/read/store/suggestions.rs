//! What is called like the words that are being typed.

use sqlx::{PgConnection, types::Json};

use super::super::search::suggest::{SuggestedFile, SuggestedHeading, SuggestedNote, SuggestedTag};

pub(in super::super) struct Rows {
    pub(in super::super) notes: Json<Vec<SuggestedNote>>,
    pub(in super::super) headings: Json<Vec<SuggestedHeading>>,
    pub(in super::super) tags: Json<Vec<SuggestedTag>>,
    pub(in super::super) files: Json<Vec<SuggestedFile>>,
}

/// Titles that begin with the words come first, then whatever holds them all; of each, the shortest. Of each
/// audience, so many are looked at as the limits say. `words` is a `tsquery`, `inside` a pattern for the keys of tags.
pub(in super::super) async fn find_suggestions(
    db: &mut PgConnection,
    key: &str,
    words: &str,
    inside: &str,
    audiences: &[i32],
) -> sqlx::Result<Rows> {
    sqlx::query_as!(
        Rows,
        r#"
        with titles as (
            select distinct on (i.note_id) i.*
            from unnest($1::integer[]) a (id) cross join lateral (
                (
                    select h.note_id, h.text, h.key, 0 as tier from note_headings h
                    where h.ordinal = 0 and h.audience_id = a.id
                        and h.key ~>=~ $2 and h.key ~<~ ($2::text || chr(1114111))
                    order by h.key using ~<~ limit 12
                )
                union all
                (
                    select h.note_id, h.text, h.key, 1 from note_headings h
                    where h.ordinal = 0 and h.audience_id = a.id and h.words @@ $3::text::tsquery
                    limit 200
                )
            ) i
            order by i.note_id, i.tier
        ),
        headings as (
            select i.*
            from unnest($1::integer[]) a (id) cross join lateral (
                select h.note_id, h.text, h.anchor, h.key from note_headings h
                where h.ordinal > 0 and h.audience_id = a.id and h.words @@ $3::text::tsquery
                limit 200
            ) i
        ),
        tags as (
            select i.tag_key as key, min(i.tag) as name, sum(i.notes) as notes
            from unnest($1::integer[]) a (id) cross join lateral (
                select c.tag_key, c.tag, c.notes from tag_counts c
                where c.audience_id = a.id and c.tag_key like $4
                limit 200
            ) i
            group by i.tag_key
            order by i.tag_key like (ltrim($4, '%')) desc, sum(i.notes) desc, i.tag_key limit 4
        ),
        attachments as (
            select distinct i.file_id, i.key
            from unnest($1::integer[]) a (id) cross join lateral (
                select f.file_id, f.key from file_audiences f
                where f.listed and f.audience_id = a.id and f.words @@ $3::text::tsquery
                limit 200
            ) i
        )
        select
            coalesce((
                select json_agg(json_build_object(
                    'path', n.path, 'title', t.text, 'language', n.language, 'folder', coalesce(f.title, '')
                ) order by t.tier, char_length(t.key), t.key, n.id)
                from (select * from titles order by tier, char_length(key), key, note_id limit 6) t
                cross join lateral (
                    select * from notes n
                    where n.id = t.note_id and n.listed and n.published_revision_id is not null
                        and n.audience_id = any($1)
                    offset 0
                ) n
                left join folders f on f.path = n.folder
            ), '[]') as "notes!: Json<Vec<SuggestedNote>>",
            coalesce((
                select json_agg(json_build_object(
                    'path', n.path, 'anchor', h.anchor, 'text', h.text, 'language', n.language, 'title', n.title
                ) order by char_length(h.key), h.key, n.id, h.anchor)
                from (select * from headings order by char_length(key), key, note_id, anchor limit 4) h
                cross join lateral (
                    select * from notes n
                    where n.id = h.note_id and n.listed and n.published_revision_id is not null
                        and n.audience_id = any($1)
                    offset 0
                ) n
            ), '[]') as "headings!: Json<Vec<SuggestedHeading>>",
            coalesce((
                select json_agg(json_build_object('key', t.key, 'name', t.name, 'notes', t.notes)) from tags t
            ), '[]') as "tags!: Json<Vec<SuggestedTag>>",
            coalesce((
                select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size)
                    order by char_length(i.key), i.key, f.id)
                from (select * from attachments order by char_length(key), key, file_id limit 4) i
                cross join lateral (select * from files f where f.id = i.file_id offset 0) f
            ), '[]') as "files!: Json<Vec<SuggestedFile>>"
        "#,
        audiences,
        key,
        words,
        inside
    )
    .fetch_one(db)
    .await
}

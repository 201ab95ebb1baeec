//! What a link or a tag that is being written may become.

use sqlx::{PgConnection, types::Json};

use super::super::complete::{CompletedNote, CompletedTag};
use crate::ids::NoteId;

/// Titles and names that begin with the words come first, then titles that hold them all; of each, the shortest; those
/// of the writer's own vault before others. Drafts are found by those who may read them, by their names. `words` is
/// a `tsquery`. Of each audience, so many are looked at as the limits say.
pub(in super::super) async fn find_notes(
    db: &mut PgConnection,
    key: &str,
    words: &str,
    writing: Option<NoteId>,
    audiences: &[i32],
) -> sqlx::Result<Vec<CompletedNote>> {
    sqlx::query_as!(
        CompletedNote,
        r#"
        with named as (
            select i.note_id, min(i.tier) as tier, min(i.length) as length
            from (
                select t.*
                from unnest($1::integer[]) a (id) cross join lateral (
                    (
                        select h.note_id, 0 as tier, char_length(h.key) as length from note_headings h
                        where h.ordinal = 0 and h.audience_id = a.id
                            and h.key ~>=~ $2 and h.key ~<~ ($2::text || chr(1114111))
                        order by h.key using ~<~ limit 20
                    )
                    union all
                    (
                        select h.note_id, 1, char_length(h.key) from note_headings h
                        where h.ordinal = 0 and h.audience_id = a.id and h.words @@ $3::text::tsquery
                        limit 200
                    )
                ) t
                union all
                (
                    select m.note_id, 0, char_length(m.key) from note_names m
                    where m.kind in ('tail', 'alias') and m.key ~>=~ $2 and m.key ~<~ ($2::text || chr(1114111))
                    order by m.key using ~<~ limit 300
                )
            ) i
            group by i.note_id
        ),
        vault as (select vault_id from notes where id = $4)
        select n.title, n.vault_path, n.language, coalesce(f.title, '') as "folder!",
            not exists (
                select from note_names own
                join note_names o on o.key = own.key and o.note_id <> own.note_id
                join notes other on other.id = o.note_id and other.audience_id = any($1)
                where own.note_id = n.id and own.kind = 'tail' and strpos(own.key, '/') = 0
                    and (o.vault_id = n.vault_id or n.vault_id <> (select vault_id from vault))
                    and (other.published_revision_id is not null or 3 = any($1)
                        or exists (select from audiences p where p.user_id = other.author_id and p.id = any($1)))
            ) as "alone!"
        from named i
        cross join lateral (
            select * from notes n
            where n.id = i.note_id and n.id is distinct from $4 and n.audience_id = any($1) and (
                n.published_revision_id is not null
                or 3 = any($1) -- access::EDITORS
                or exists (select from audiences o where o.user_id = n.author_id and o.id = any($1))
            )
            offset 0
        ) n
        left join folders f on f.path = n.folder
        order by (n.vault_id = (select vault_id from vault)) is true desc, i.tier, i.length, n.title, n.id
        limit 20
        "#,
        audiences,
        key,
        words,
        writing.map(|note| note.0)
    )
    .fetch_all(db)
    .await
}

/// The notes that changed last, for a link of which nothing is written yet.
pub(in super::super) async fn list_latest(
    db: &mut PgConnection,
    writing: Option<NoteId>,
    audiences: &[i32],
) -> sqlx::Result<Vec<CompletedNote>> {
    sqlx::query_as!(
        CompletedNote,
        r#"
        select n.title, n.vault_path, n.language, coalesce(f.title, '') as "folder!",
            not exists (
                select from note_names own
                join note_names o on o.key = own.key and o.vault_id = own.vault_id and o.note_id <> own.note_id
                join notes other on other.id = o.note_id and other.published_revision_id is not null
                    and other.audience_id = any($1)
                where own.note_id = n.id and own.kind = 'tail' and strpos(own.key, '/') = 0
            ) as "alone!"
        from unnest($1::integer[]) a (id) cross join lateral (
            select * from notes n
            where n.audience_id = a.id and n.listed and n.published_revision_id is not null
                and n.id is distinct from $2
            order by n.updated_at desc, n.id limit 20
        ) n
        left join folders f on f.path = n.folder
        order by n.updated_at desc, n.id limit 20
        "#,
        audiences,
        writing.map(|note| note.0)
    )
    .fetch_all(db)
    .await
}

/// What stands in a note that a link can lead to.
pub(in super::super) struct Anchors {
    pub(in super::super) headings: Json<Vec<Heading>>,
    pub(in super::super) blocks: Json<Vec<super::previews::Place>>,
    /// Empty where it was not asked for.
    pub(in super::super) html: Vec<String>,
}

#[derive(serde::Deserialize)]
pub(in super::super) struct Heading {
    pub(in super::super) level: u8,
    pub(in super::super) text: String,
}

/// The anchors of the note that a link would find by one of these keys: in the writer's own vault first, then as
/// `notes::resolve` chooses.
pub(in super::super) async fn find_anchors(
    db: &mut PgConnection,
    keys: &[String],
    writing: Option<NoteId>,
    with_html: bool,
    audiences: &[i32],
) -> sqlx::Result<Option<Anchors>> {
    sqlx::query_as!(
        Anchors,
        r#"
        select r.headings as "headings: Json<Vec<Heading>>", r.blocks as "blocks: Json<Vec<super::previews::Place>>",
            array(
                select p.html from parts p
                where $3 and p.revision_id = r.id and p.audience_id = any($4) order by p.ordinal
            ) as "html!"
        from note_names m
        join notes n on n.id = m.note_id and n.audience_id = any($4) and (
            n.published_revision_id is not null
            or 3 = any($4) -- access::EDITORS
            or exists (select from audiences o where o.user_id = n.author_id and o.id = any($4))
        )
        join revisions r on r.id = coalesce(n.published_revision_id, n.newest_revision_id)
        where m.key = any($1)
        order by (m.vault_id = (select w.vault_id from notes w where w.id = $2)) is true desc,
            n.published_revision_id is null, m.kind not in ('path', 'tail'),
            char_length(n.vault_path), n.vault_path, n.id
        limit 1
        "#,
        keys,
        writing.map(|note| note.0),
        with_html,
        audiences
    )
    .fetch_optional(db)
    .await
}

/// Tags that hold a text, those that begin with it first, then those of most notes. `inside` and `before` are patterns.
pub(in super::super) async fn find_tags(
    db: &mut PgConnection,
    inside: &str,
    before: &str,
    audiences: &[i32],
) -> sqlx::Result<Vec<CompletedTag>> {
    sqlx::query_as!(
        CompletedTag,
        r#"
        select min(i.tag) as "name!", sum(i.notes)::bigint as "notes!"
        from unnest($1::integer[]) a (id) cross join lateral (
            select c.tag_key, c.tag, c.notes from tag_counts c
            where c.audience_id = a.id and c.tag_key like $2
            order by c.notes desc, c.tag_key limit 200
        ) i
        group by i.tag_key
        order by i.tag_key like $3 desc, sum(i.notes) desc, i.tag_key limit 20
        "#,
        audiences,
        inside,
        before
    )
    .fetch_all(db)
    .await
}

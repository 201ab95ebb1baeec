//! What fills the holes of a text that is not saved.

use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::super::{
    holes::Holes,
    unsaved::{Drawn, Own},
};

/// As `surroundings` finds it for a text that is saved, with the links given. The text's own note is there for whoever is
/// shown the text; other drafts are not. With `lends` its own files are, too, marked as not shown elsewhere.
#[expect(clippy::too_many_lines, reason = "one query")]
pub(in super::super) async fn find_holes(
    db: &mut PgConnection,
    own: &Own<'_>,
    links: &[Drawn<'_>],
    audiences: &[i32],
    lends: bool,
) -> sqlx::Result<Holes> {
    let pixels = |size: Option<u32>| size.and_then(|size| i32::try_from(size).ok());
    let [headings, blocks] = &own.places;
    let holes = sqlx::query_scalar!(
        r#"
        with recursive own as (
            select $1::uuid as revision, (l.nth - 1)::integer as ordinal, l.note, l.file, l.embed, l.target, l.fragment,
                l.label, l.width, l.height, string_to_array(l.anchor, '#') as anchor
            from unnest($5::uuid[], $6::uuid[], $7::boolean[], $8::text[], $9::text[], $10::text[], $11::integer[],
                        $12::integer[], $13::text[])
                with ordinality as l (note, file, embed, target, fragment, label, width, height, anchor, nth)
        ), shown as (
            select n.published_revision_id as revision, n.id as note, 1 as depth
            from own o
            join notes n on n.id = o.note and n.published_revision_id is not null and n.audience_id = any($14)
            where o.embed and n.id <> $2
            union
            select n.published_revision_id, n.id, s.depth + 1
            from shown s
            join links l on l.revision_id = s.revision and l.embed
            join notes n on n.id = l.target_note_id and n.id <> $2
                and n.published_revision_id is not null and n.audience_id = any($14)
            where s.depth < 5
        ), nearest as (
            select revision, note, min(depth) as depth from (select * from shown limit 200) s
            group by revision, note order by min(depth), revision limit 50
        ), weighed as (
            select n.*, sum((
                select sum(octet_length(p.html)) from parts p
                where p.revision_id = n.revision and p.audience_id = any($14)
            )) over (order by n.depth, n.revision) as bytes
            from nearest n
        ), texts as (
            select * from weighed where bytes <= 1048576
        ), looked as (
            select o.revision, o.ordinal, o.note, o.file, o.embed, o.target, o.fragment, o.label, o.width, o.height, o.anchor
            from own o
            union all
            select l.revision_id, l.ordinal, l.target_note_id, l.target_file_id, l.embed, l.target, l.fragment, l.label,
                l.width, l.height, l.anchor
            from texts t join links l on l.revision_id = t.revision
        )
        select json_build_object(
            'texts', coalesce((
                select json_agg(json_build_object(
                    'revision', t.revision, 'note', t.note, 'html', (
                        select string_agg(p.html, '' order by p.ordinal) from parts p
                        where p.revision_id = t.revision and p.audience_id = any($14)
                    )
                ))
                from texts t
            ), '[]'),
            'targets', coalesce((
                select json_agg(json_build_object(
                    'revision', l.revision, 'ordinal', l.ordinal, 'fragment', l.fragment, 'label', l.label,
                    'width', l.width, 'height', l.height, 'written', l.target,
                    'note', case when n.id is not null then
                        json_build_object('id', n.id, 'path', n.path, 'title', n.title, 'language', n.language)
                    end,
                    'file', case when f.id is not null then json_build_object(
                        'id', f.id, 'name', f.name, 'media_type', f.media_type, 'size', f.size,
                        'width', f.width, 'height', f.height, 'shown', f.shown
                    ) end,
                    'place', case when l.anchor is not null and n.id is not null then (
                        select json_build_object('id', h.id, 'words', h.words, 'start', h.start, 'stop', h.stop)
                        from (
                            select r.headings, r.blocks from revisions r
                            where r.id = n.published_revision_id and n.id <> $2
                            union all select $3::jsonb, $4::jsonb where n.id = $2
                        ) r
                        cross join place_in(r.headings, r.blocks, l.anchor) h
                    ) end
                ))
                from looked l
                left join notes n on n.id = l.note
                    and (n.id = $2 or n.published_revision_id is not null and n.audience_id = any($14))
                left join lateral (
                    select k.*, exists (
                        select from file_audiences a where a.file_id = k.id and a.audience_id = any($14)
                    ) as shown
                    from files k where k.id = l.file
                ) f on f.shown or ($15 and l.revision = $1)
                where n.id is not null or f.id is not null or l.embed
            ), '[]')
        ) as "holes!: Json<Holes>"
        "#,
        own.revision.0,
        own.note.0,
        headings,
        blocks,
        &links.iter().map(|one| one.note.map(|note| note.0)).collect::<Vec<_>>() as &[Option<Uuid>],
        &links.iter().map(|one| one.file.map(|file| file.0)).collect::<Vec<_>>() as &[Option<Uuid>],
        &links.iter().map(|one| one.link.embed).collect::<Vec<_>>(),
        &links.iter().map(|one| one.link.target.replace('\0', "\u{fffd}")).collect::<Vec<_>>(),
        &links.iter().map(|one| one.link.fragment.clone()).collect::<Vec<_>>() as &[Option<String>],
        &links
            .iter()
            .map(|one| one.link.label.clone().filter(|_| one.link.embed))
            .collect::<Vec<_>>() as &[Option<String>],
        &links.iter().map(|one| pixels(one.link.width)).collect::<Vec<_>>() as &[Option<i32>],
        &links.iter().map(|one| pixels(one.link.height)).collect::<Vec<_>>() as &[Option<i32>],
        &links.iter().map(Drawn::anchor).collect::<Vec<_>>() as &[Option<String>],
        audiences,
        lends
    )
    .fetch_one(db)
    .await?;
    Ok(holes.0)
}

//! The tags of the garden.

use sqlx::PgConnection;

use super::super::tags::TagCount;

/// Tags in the order of their keys, with the number of notes that the visitor finds under each. 301 are the 300
/// of a page and the one that tells whether another follows.
pub(in super::super) async fn list_tags(
    db: &mut PgConnection,
    audiences: &[i32],
    offset: i64,
) -> sqlx::Result<Vec<TagCount>> {
    sqlx::query_as!(
        TagCount,
        r#"
        select m.tag_key as "key!", min(m.tag) as "name!", sum(m.notes) as "notes!"
        from unnest($1::integer[]) a (id)
        cross join lateral (
            select c.tag_key, c.tag, c.notes from tag_counts c
            where c.audience_id = a.id
            order by c.tag_key limit $2::bigint + 301
        ) m
        group by m.tag_key
        order by m.tag_key offset $2 limit 301
        "#,
        audiences,
        offset
    )
    .fetch_all(db)
    .await
}

/// Those with the most notes, the largest first. A tag whose notes are spread over many audiences, a few in each,
/// may be missed.
pub(in super::super) async fn list_largest_tags(
    db: &mut PgConnection,
    audiences: &[i32],
) -> sqlx::Result<Vec<TagCount>> {
    sqlx::query_as!(
        TagCount,
        r#"
        select m.tag_key as "key!", min(m.tag) as "name!", sum(m.notes) as "notes!"
        from unnest($1::integer[]) a (id)
        cross join lateral (
            select c.tag_key, c.tag, c.notes from tag_counts c
            where c.audience_id = a.id
            order by c.notes desc, c.tag_key limit 60
        ) m
        group by m.tag_key
        order by sum(m.notes) desc, m.tag_key limit 20
        "#,
        audiences
    )
    .fetch_all(db)
    .await
}

//! Lists of notes: of all, of a folder, of a tag; one query an order.
//!
//! Each audience's notes come from an index in the order asked for, no more of them than the page needs; the
//! visitor's audiences are merged, and only the rows of the page are read whole. So a page costs the same in a
//! garden of a hundred notes and of a hundred thousand.

use sqlx::{PgConnection, types::Json};

use super::super::list::{Listed, Order};

/// A page of a list, and the languages that the list's notes are in.
pub(in super::super) struct Rows {
    pub(in super::super) notes: Json<Vec<Listed>>,
    pub(in super::super) languages: Vec<String>,
}

/// What every list is asked by.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Ask<'a> {
    pub(in super::super) audiences: &'a [i32],
    pub(in super::super) order: Order,
    pub(in super::super) offset: i64,
    /// The primary subtag of the notes' language.
    pub(in super::super) language: Option<&'a str>,
}

/// `with` begins the query and names a relation `languages`; `chosen` gives each note's `id` and the `k` that it
/// is ordered by. 31 are the 30 of a page and the one that tells whether another page follows.
macro_rules! list {
    ($db:ident, [$($with:tt)*], [$($chosen:tt)*], $direction:literal, $($argument:expr),*) => {
        sqlx::query_as!(
            Rows,
            "with recursive " + $($with)* + ", chosen as materialized (
                select m.id, m.k from (" + $($chosen)* + ") m order by m.k " + $direction + r#", m.id
                offset $2 limit 31
            )
            select
                coalesce((
                    select json_agg(json_build_object(
                        'path', n.path, 'folder', n.folder, 'title', n.title, 'language', n.language,
                        'excerpt', n.excerpt, 'audience', n.audience_id, 'listed', n.listed,
                        'created', n.created_at, 'updated', n.updated_at,
                        'tags', coalesce((
                            select json_agg(json_build_object('key', t.tag_key, 'name', t.tag) order by t.tag_key)
                            from note_tags t where t.note_id = n.id
                        ), '[]')
                    ) order by c.k "# + $direction + r#", c.id)
                    from chosen c cross join lateral (
                        select * from notes n where n.id = c.id and n.audience_id = any($1) offset 0
                    ) n
                ), '[]') as "notes!: Json<Vec<Listed>>",
                array(
                    select distinct split_part(l.language, '-', 1) from languages l
                    where l.language is not null order by 1
                ) as "languages!"
            "#,
            $($argument),*
        )
        .fetch_one($db)
        .await
    };
}

/// All notes, or all in a language.
pub(in super::super) async fn list_all(db: &mut PgConnection, ask: Ask<'_>) -> sqlx::Result<Rows> {
    // The languages that each audience has notes in, by leaps through the index: one probe a language.
    macro_rules! of_all {
        ([$($chosen:tt)*], $direction:literal, $($argument:expr),*) => {
            list!(db, [
                "languages (audience, language) as (
                    select a.id, (
                        select min(n.language) from notes n
                        where n.audience_id = a.id and n.listed and n.published_revision_id is not null
                    )
                    from unnest($1::integer[]) a (id)
                    union all
                    select l.audience, (
                        select min(n.language) from notes n
                        where n.audience_id = l.audience and n.language > l.language
                            and n.listed and n.published_revision_id is not null
                    )
                    from languages l where l.language is not null
                )"
            ], [$($chosen)*], $direction, $($argument),*)
        };
    }
    macro_rules! by {
        ($key:literal, $direction:literal) => {
            match ask.language {
                None => of_all!([
                    "select i.id, i.k from unnest($1::integer[]) a (id) cross join lateral (
                        select n.id, n." + $key + " as k from notes n
                        where n.audience_id = a.id and n.listed and n.published_revision_id is not null
                        order by n." + $key + " " + $direction + ", n.id limit $2::bigint + 31
                    ) i"
                ], $direction, ask.audiences, ask.offset),
                Some(language) => of_all!([
                    "select i.id, i.k from languages a cross join lateral (
                        select n.id, n." + $key + " as k from notes n
                        where n.audience_id = a.audience and n.language = a.language
                            and n.listed and n.published_revision_id is not null
                        order by n." + $key + " " + $direction + ", n.id limit $2::bigint + 31
                    ) i
                    where split_part(a.language, '-', 1) = $3"
                ], $direction, ask.audiences, ask.offset, language),
            }
        };
    }
    match ask.order {
        Order::Updated => by!("updated_at", "desc"),
        Order::Created => by!("created_at", "desc"),
        Order::Title => by!("title", "asc"),
    }
}

/// The notes of a tag and of the tags nested in it.
pub(in super::super) async fn list_tagged(
    db: &mut PgConnection,
    tag: &str,
    ask: Ask<'_>,
) -> sqlx::Result<Rows> {
    // `'0'` follows `'/'`: the bounds span exactly the tags nested in this one.
    macro_rules! of_tag {
        ([$($chosen:tt)*], $direction:literal, $($argument:expr),*) => {
            list!(db, [
                "tags (audience, key) as materialized (
                    select a.id, t.tag_key from unnest($1::integer[]) a (id) cross join lateral (
                        select c.tag_key from tag_counts c
                        where c.audience_id = a.id and c.tag_key ~>=~ $3::text and c.tag_key ~<~ ($3 || '0')
                            and (c.tag_key = $3 or c.tag_key ~>=~ ($3 || '/'))
                        order by c.tag_key using ~<~ limit 200
                    ) t
                ), languages (audience, key, language) as (
                    select a.audience, a.key, (
                        select min(t.language) from note_tags t
                        where t.tag_key = a.key and t.audience_id = a.audience
                    )
                    from tags a
                    union all
                    select l.audience, l.key, (
                        select min(t.language) from note_tags t
                        where t.tag_key = l.key and t.audience_id = l.audience and t.language > l.language
                    )
                    from languages l where l.language is not null
                )"
            ], [$($chosen)*], $direction, $($argument),*)
        };
    }
    macro_rules! by {
        ($key:literal, $direction:literal) => {
            match ask.language {
                None => of_tag!([
                    "select distinct i.id, i.k from tags a cross join lateral (
                        select t.note_id as id, t." + $key + " as k from note_tags t
                        where t.tag_key = a.key and t.audience_id = a.audience
                        order by t." + $key + " " + $direction + ", t.note_id limit $2::bigint + 31
                    ) i"
                ], $direction, ask.audiences, ask.offset, tag),
                Some(language) => of_tag!([
                    "select distinct i.id, i.k from languages a cross join lateral (
                        select t.note_id as id, t." + $key + " as k from note_tags t
                        where t.tag_key = a.key and t.audience_id = a.audience and t.language = a.language
                        order by t." + $key + " " + $direction + ", t.note_id limit $2::bigint + 31
                    ) i
                    where split_part(a.language, '-', 1) = $4"
                ], $direction, ask.audiences, ask.offset, tag, language),
            }
        };
    }
    match ask.order {
        Order::Updated => by!("updated_at", "desc"),
        Order::Created => by!("created_at", "desc"),
        Order::Title => by!("title", "asc"),
    }
}

/// The notes that lie in a folder itself. A folder is read whole, for it is a shelf, not a warehouse.
pub(in super::super) async fn list_in_folder(
    db: &mut PgConnection,
    folder: &str,
    ask: Ask<'_>,
) -> sqlx::Result<Rows> {
    macro_rules! by {
        ($key:literal, $direction:literal) => {
            list!(
                db,
                ["languages (language) as (
                    select n.language from notes n
                    where n.audience_id = any($1) and n.folder = $3
                        and n.listed and n.published_revision_id is not null
                )"],
                ["select i.id, i.k from unnest($1::integer[]) a (id) cross join lateral (
                    select n.id, n."
                    + $key
                    + " as k from notes n
                    where n.audience_id = a.id and n.folder = $3
                        and n.listed and n.published_revision_id is not null
                        and ($4::text is null or split_part(n.language, '-', 1) = $4)
                    order by n."
                    + $key
                    + " "
                    + $direction
                    + ", n.id limit $2::bigint + 31
                ) i"],
                $direction,
                ask.audiences,
                ask.offset,
                folder,
                ask.language
            )
        };
    }
    match ask.order {
        Order::Updated => by!("updated_at", "desc"),
        Order::Created => by!("created_at", "desc"),
        Order::Title => by!("title", "asc"),
    }
}

/// The notes of a folder and of those in it, by their last change: the newest of each folder are merged. Of a tree
/// with more than five hundred folders the first ones count.
pub(in super::super) async fn list_below_folder(
    db: &mut PgConnection,
    folder: &str,
    ask: Ask<'_>,
) -> sqlx::Result<Rows> {
    list!(
        db,
        ["tree (path) as (
            select $3::text union all select f.path from tree t join folders f on f.parent = t.path
        ), below as materialized (
            select t.path from tree t limit 500
        ), languages (language) as (
            select n.language from below b cross join lateral (
                select n.language from notes n
                where n.audience_id = any($1) and n.folder = b.path
                    and n.listed and n.published_revision_id is not null
                limit 1
            ) n
        )"],
        ["select i.id, i.k from unnest($1::integer[]) a (id) cross join below b cross join lateral (
            select n.id, n.updated_at as k from notes n
            where n.audience_id = a.id and n.folder = b.path
                and n.listed and n.published_revision_id is not null
                and ($4::text is null or split_part(n.language, '-', 1) = $4)
            order by n.updated_at desc, n.id limit $2::bigint + 31
        ) i"],
        "desc",
        ask.audiences,
        ask.offset,
        folder,
        ask.language
    )
}

//! What stands at an address, with the folders around it.

use jiff_sqlx::Timestamp;
use sqlx::{PgConnection, types::Json};

use super::super::{
    list::Tag,
    place::Heading,
    tree::{FolderRow, NoteRow},
};
use crate::ids::{AudienceId, NoteId, RevisionId, UserId};

/// One row, whether a note was found or not.
pub(in super::super) struct Place {
    pub(in super::super) id: Option<NoteId>,
    pub(in super::super) revision: Option<RevisionId>,
    pub(in super::super) path: Option<String>,
    pub(in super::super) folder: Option<String>,
    pub(in super::super) title: Option<String>,
    pub(in super::super) language: Option<String>,
    pub(in super::super) dir: Option<String>,
    pub(in super::super) description: Option<String>,
    pub(in super::super) excerpt: Option<String>,
    pub(in super::super) audience: Option<AudienceId>,
    pub(in super::super) listed: Option<bool>,
    pub(in super::super) is_draft: bool,
    pub(in super::super) publish_at: Option<Timestamp>,
    pub(in super::super) created: Option<Timestamp>,
    pub(in super::super) updated: Option<Timestamp>,
    pub(in super::super) words: Option<i32>,
    pub(in super::super) headings: Option<Json<Vec<Heading>>>,
    pub(in super::super) author: Option<String>,
    pub(in super::super) author_id: Option<UserId>,
    pub(in super::super) parts: Vec<String>,
    pub(in super::super) tags: Json<Vec<Tag>>,
    pub(in super::super) is_folder: bool,
    pub(in super::super) crumbs: Json<Vec<FolderRow>>,
    pub(in super::super) folders: Json<Vec<FolderRow>>,
    pub(in super::super) notes: Json<Vec<NoteRow>>,
}

/// `$1` is what was asked for, `$2` the visitor's audiences, `$3` the folders whose contents the tree shows, the
/// last of them perhaps being the place itself. The given text chooses at most one note, called `n`.
///
/// A draft is there for its author and for editors, as far as they are of its audience; its text is the newest one.
///
/// A folder is there for whoever may read a listed note in it or below; `'0'` follows `'/'`, so that the two
/// bounds span exactly the paths below a folder.
macro_rules! place {
    ($choice:literal, $asked:expr, $audiences:expr, $levels:expr) => {
        sqlx::query_as!(
            Place,
            r#"
            select
                n.id as "id?: NoteId", r.id as "revision?: RevisionId", n.path as "path?", n.folder as "folder?",
                n.title as "title?", n.language as "language?", r.dir as "dir?", n.description as "description?",
                n.excerpt as "excerpt?", n.audience_id as "audience?: AudienceId", n.listed as "listed?",
                n.id is not null and n.published_revision_id is null as "is_draft!",
                n.publish_at as "publish_at?", n.created_at as "created?", n.updated_at as "updated?",
                case when not exists (
                    select from parts p where p.revision_id = r.id and p.audience_id <> all($2)
                ) then r.words end as "words?",
                r.headings as "headings?: Json<Vec<Heading>>", u.name as "author?",
                n.author_id as "author_id?: UserId",
                array(
                    select p.html from parts p
                    where p.revision_id = r.id and p.audience_id = any($2)
                    order by p.ordinal
                ) as "parts!",
                coalesce((
                    select json_agg(json_build_object('key', t.tag_key, 'name', t.tag) order by t.tag_key)
                    from note_tags t where t.note_id = n.id
                ), '[]') as "tags!: Json<Vec<Tag>>",
                exists (
                    select from notes i
                    where i.audience_id = any($2) and i.listed and i.published_revision_id is not null
                        and i.folder ~>=~ $1::text and (i.folder = $1 or i.folder ~>=~ ($1 || '/'))
                        and i.folder ~<~ ($1 || '0')
                ) as "is_folder!",
                coalesce((
                    select json_agg(json_build_object('parent', '', 'path', f.path, 'title', f.title))
                    from folders f where f.path = any($3)
                ), '[]') as "crumbs!: Json<Vec<FolderRow>>",
                coalesce((
                    select json_agg(json_build_object('parent', l.path, 'path', f.path, 'title', f.title)
                        order by f.title, f.path)
                    from unnest($3::text[]) l (path)
                    cross join lateral (
                        select f.path, f.title
                        from (
                            select i.path, i.title from folders i where i.parent = l.path
                            union all
                            select i.path, i.title from folders i where l.path = '' and i.parent is null
                        ) f
                        where exists (
                            select from notes i
                            where i.audience_id = any($2) and i.listed and i.published_revision_id is not null
                                and i.folder ~>=~ f.path and (i.folder = f.path or i.folder ~>=~ (f.path || '/'))
                                and i.folder ~<~ (f.path || '0')
                        )
                        order by f.title limit 100
                    ) f
                ), '[]') as "folders!: Json<Vec<FolderRow>>",
                coalesce((
                    select json_agg(json_build_object(
                        'folder', l.path, 'path', c.path, 'title', c.title, 'language', c.language
                    ) order by c.title, c.path)
                    from unnest($3::text[]) l (path)
                    cross join lateral (
                        select m.* from unnest($2::integer[]) a (id)
                        cross join lateral (
                            select i.path, i.title, i.language from notes i
                            where i.audience_id = a.id and i.folder = l.path
                                and i.listed and i.published_revision_id is not null
                            order by i.title limit 100
                        ) m
                        order by m.title limit 100
                    ) c
                ), '[]') as "notes!: Json<Vec<NoteRow>>"
            from "#
                + $choice
                + r#"
            left join revisions r on r.id = coalesce(n.published_revision_id, n.newest_revision_id)
            left join users u on u.id = n.author_id
            "#,
            $asked,
            $audiences,
            $levels
        )
    };
}

/// What stands at a path.
pub(in super::super) async fn find_place(
    db: &mut PgConnection,
    path: &str,
    audiences: &[i32],
    levels: &[String],
) -> sqlx::Result<Place> {
    place!(
        "(values ($1)) asked (path)
        left join note_paths a on a.path = asked.path
        left join notes n
            on n.id = a.note_id and n.audience_id = any($2) and (
                n.published_revision_id is not null
                or 3 = any($2) -- access::EDITORS
                or exists (select from audiences o where o.user_id = n.author_id and o.id = any($2))
            )",
        path,
        audiences,
        levels
    )
    .fetch_one(db)
    .await
}

/// The note chosen as the garden's front, or its translation into the first of the asked languages that there is
/// one in; these are primary subtags with commas between them.
pub(in super::super) async fn find_front(
    db: &mut PgConnection,
    languages: &str,
    audiences: &[i32],
    levels: &[String],
) -> sqlx::Result<Place> {
    place!(
        "garden g left join lateral (
            select i.* from (
                select g.front_note_id as id union all select k.id from kin_of(g.front_note_id) k
            ) c
            join notes i on i.id = c.id
            where i.audience_id = any($2) and i.published_revision_id is not null
            order by array_position(string_to_array($1, ','), split_part(i.language, '-', 1)),
                i.id = g.front_note_id desc, i.id
            limit 1
        ) n on true",
        languages,
        audiences,
        levels
    )
    .fetch_one(db)
    .await
}

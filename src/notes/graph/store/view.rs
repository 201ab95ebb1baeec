//! SQL of what a visitor sees of the graph.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::notes::read::tree::FolderRow as FolderName;

/// A folder with what this visitor may read in it and below.
pub(in super::super) struct FolderRow {
    pub(in super::super) path: String,
    pub(in super::super) title: Option<String>,
    pub(in super::super) notes: i64,
    pub(in super::super) x: f64,
    pub(in super::super) y: f64,
    /// Notes in all folders beside it.
    pub(in super::super) total: i64,
}

/// The folders in a folder, the largest first. Each lies where it lies for the widest of the visitor's audiences.
pub(in super::super) async fn list_folders(
    db: &mut PgConnection,
    parent: &str,
    audiences: &[i32],
) -> sqlx::Result<Vec<FolderRow>> {
    sqlx::query_as!(
        FolderRow,
        r#"select f.path, t.title as "title?", f.notes as "notes!", f.x as "x!", f.y as "y!", f.total as "total!"
           from (
               select g.path, sum(g.notes) as notes, (array_agg(g.x order by g.audience_id))[1] as x,
                   (array_agg(g.y order by g.audience_id))[1] as y, (sum(sum(g.notes)) over ())::bigint as total
               from graph_folders g
               where g.parent = $2 and g.audience_id = any($1)
               group by g.path
               order by notes desc, g.path limit 150
           ) f
           left join folders t on t.path = f.path
           order by f.notes desc, f.path"#,
        audiences,
        parent
    )
    .fetch_all(db)
    .await
}

pub(in super::super) async fn list_titles(
    db: &mut PgConnection,
    paths: &[String],
) -> sqlx::Result<Vec<FolderName>> {
    sqlx::query_as!(
        FolderName,
        r#"select coalesce(f.parent, '') as "parent!", f.path, f.title from folders f where f.path = any($1)"#,
        paths
    )
    .fetch_all(db)
    .await
}

/// Links between folders, as far as this visitor may read both ends.
pub(in super::super) struct FolderLinkRow {
    pub(in super::super) from: String,
    pub(in super::super) to: String,
    pub(in super::super) links: i64,
}

pub(in super::super) async fn list_folder_links(
    db: &mut PgConnection,
    parent: &str,
    shown: &[String],
    audiences: &[i32],
) -> sqlx::Result<Vec<FolderLinkRow>> {
    sqlx::query_as!(
        FolderLinkRow,
        r#"select l.from_path as "from", l.to_path as "to", sum(l.links) as "links!"
           from graph_folder_links l
           where l.parent = $2 and l.from_path = any($3) and l.to_path = any($3)
               and l.from_audience = any($1) and l.to_audience = any($1)
           group by l.from_path, l.to_path
           order by sum(l.links) desc, l.from_path, l.to_path limit 400"#,
        audiences,
        parent,
        shown
    )
    .fetch_all(db)
    .await
}

/// A note in the graph.
pub(in super::super) struct NoteRow {
    pub(in super::super) id: Uuid,
    pub(in super::super) path: String,
    pub(in super::super) title: String,
    pub(in super::super) language: String,
    pub(in super::super) folder: String,
    /// The keys of its tags.
    pub(in super::super) tags: Vec<String>,
    pub(in super::super) x: Option<f64>,
    pub(in super::super) y: Option<f64>,
    /// The note that leads to it.
    pub(in super::super) through: Option<Uuid>,
}

/// The notes in a folder and below, which are few. A place that was worked out for other readers is not shown.
pub(in super::super) async fn list_notes_below(
    db: &mut PgConnection,
    folder: &str,
    end: &str,
    audiences: &[i32],
) -> sqlx::Result<Vec<NoteRow>> {
    sqlx::query_as!(
        NoteRow,
        r#"select n.id as "id!", n.path as "path!", n.title as "title!", n.language as "language!",
               n.folder as "folder!", g.x as "x?", g.y as "y?", null::uuid as "through?",
               array(select t.tag_key from note_tags t where t.note_id = n.id order by t.tag_key limit 12) as "tags!"
           from unnest($1::integer[]) a (id)
           cross join lateral (
               select i.* from notes i
               where i.audience_id = a.id and i.listed and i.published_revision_id is not null
                   and i.folder ~>=~ $2::text and i.folder ~<~ $3::text
                   and ($2 = '' or i.folder = $2 or i.folder ~>=~ ($2 || '/'))
               order by i.folder using ~<~, i.title limit 400
           ) n
           join graph_notes g on g.note_id = n.id and g.audience_id = n.audience_id
           where n.audience_id = any($1)
           order by n.id limit 400"#,
        audiences,
        folder,
        end
    )
    .fetch_all(db)
    .await
}

/// The best linked notes that lie in a folder itself.
pub(in super::super) async fn list_notes_of_folder(
    db: &mut PgConnection,
    folder: &str,
    audiences: &[i32],
) -> sqlx::Result<Vec<NoteRow>> {
    sqlx::query_as!(
        NoteRow,
        r#"select n.id as "id!", n.path as "path!", n.title as "title!", n.language as "language!",
               n.folder as "folder!", g.x as "x?", g.y as "y?", null::uuid as "through?",
               array(select t.tag_key from note_tags t where t.note_id = n.id order by t.tag_key limit 12) as "tags!"
           from (
               select m.* from unnest($1::integer[]) a (id)
               cross join lateral (
                   select i.* from graph_notes i where i.audience_id = a.id and i.folder = $2
                   order by i.links desc, i.note_id limit 300
               ) m
               order by m.links desc, m.note_id limit 300
           ) g
           cross join lateral (
               select * from notes i
               where i.id = g.note_id and i.audience_id = g.audience_id and i.audience_id = any($1)
                   and i.listed and i.published_revision_id is not null
               offset 0
           ) n
           order by n.id"#,
        audiences,
        folder
    )
    .fetch_all(db)
    .await
}

pub(in super::super) async fn list_links_among(
    db: &mut PgConnection,
    notes: &[Uuid],
    audiences: &[i32],
) -> sqlx::Result<Vec<(Uuid, Uuid)>> {
    let rows = sqlx::query!(
        r#"select l.note_id as "from!", l.target_note_id as "to!"
           from unnest($2::uuid[]) o (id)
           cross join lateral (
               select i.note_id, i.target_note_id from links i
               join notes n on n.id = i.note_id and n.published_revision_id = i.revision_id
                   and n.audience_id = any($1)
               where i.note_id = o.id and i.target_note_id = any($2) and i.target_note_id <> o.id
               limit 400
           ) l
           limit 6000"#,
        audiences,
        notes
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.from, row.to)).collect())
}

/// The note at an address, old or new.
pub(in super::super) async fn find_note(
    db: &mut PgConnection,
    path: &str,
    audiences: &[i32],
) -> sqlx::Result<Option<NoteRow>> {
    sqlx::query_as!(
        NoteRow,
        r#"select n.id, n.path, n.title, n.language, n.folder, null::float8 as x, null::float8 as y,
               null::uuid as through, array[]::text[] as "tags!"
           from note_paths p join notes n on n.id = p.note_id
           where p.path = $2 and n.audience_id = any($1) and n.published_revision_id is not null"#,
        audiences,
        path
    )
    .fetch_optional(db)
    .await
}

/// Listed notes that are linked with some notes, one way or the other, without those that are known already. What
/// is linked with most of them comes first.
pub(in super::super) async fn list_linked_with(
    db: &mut PgConnection,
    of: &[Uuid],
    known: &[Uuid],
    limit: i64,
    audiences: &[i32],
) -> sqlx::Result<Vec<NoteRow>> {
    sqlx::query_as!(
        NoteRow,
        r#"with linked as (
               select m.id, (array_agg(o.id order by o.place))[1] as through, count(*) as times
               from unnest($2::uuid[]) with ordinality o (id, place)
               cross join lateral (
                   (
                       select t.id from links l
                       join notes s on s.id = l.note_id and s.published_revision_id = l.revision_id
                           and s.audience_id = any($1)
                       join notes t on t.id = l.target_note_id and t.audience_id = any($1)
                           and t.listed and t.published_revision_id is not null
                       where l.note_id = o.id
                       limit 100
                   )
                   union
                   (
                       select s.id from links l
                       join notes s on s.id = l.note_id and s.published_revision_id = l.revision_id
                           and s.audience_id = any($1) and s.listed
                       where l.target_note_id = o.id
                       limit 100
                   )
               ) m
               where m.id <> all($3)
               group by m.id
               order by times desc, m.id limit $4
           )
           select n.id as "id!", n.path as "path!", n.title as "title!", n.language as "language!",
               n.folder as "folder!", null::float8 as x, null::float8 as y, k.through as "through?",
               array[]::text[] as "tags!"
           from linked k
           cross join lateral (select * from notes n where n.id = k.id and n.audience_id = any($1) offset 0) n
           order by n.folder, n.title, n.id"#,
        audiences,
        of,
        known,
        limit
    )
    .fetch_all(db)
    .await
}

//! What a note is tied to.

use serde::Deserialize;
use sqlx::PgConnection;

use super::super::{
    links::{Head, Named, Tie},
    search::Folded,
};
use crate::{
    db::paging::PageNumber,
    ids::{NoteId, RevisionId},
    notes::sentence::Sentence,
};

pub(in super::super) async fn find_head(
    db: &mut PgConnection,
    path: &str,
    audiences: &[i32],
) -> sqlx::Result<Option<Head>> {
    sqlx::query_as!(
        Head,
        r#"select n.id as "id: NoteId", n.published_revision_id as "revision!: RevisionId", n.path, n.title, n.language,
               array(
                   select m.key from note_names m where m.note_id = n.id and m.kind = 'alias' order by m.key limit 20
               ) as "aliases!"
           from note_paths a join notes n on n.id = a.note_id
           where a.path = $1 and n.audience_id = any($2) and n.published_revision_id is not null"#,
        path,
        audiences
    )
    .fetch_optional(db)
    .await
}

/// One row a note: its first link.
pub(in super::super) async fn list_backlinks(
    db: &mut PgConnection,
    note: NoteId,
    page: PageNumber,
    audiences: &[i32],
) -> sqlx::Result<Vec<Tie>> {
    let rows = sqlx::query_as!(
        TieRow,
        r#"select n.path, n.title, n.language, l.context, l.context_from as "from", l.context_to as "to"
           from links l
           join notes n on n.id = l.note_id and n.published_revision_id = l.revision_id
           where l.target_note_id = $1 and l.note_id <> $1 and n.listed and n.audience_id = any($2)
               and not exists (
                   select from links e
                   where e.revision_id = l.revision_id and e.ordinal < l.ordinal and e.target_note_id = $1
               )
           order by l.note_id desc
           offset $3 limit 31"#,
        note.0,
        audiences,
        page.offset()
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Tie::from).collect())
}

/// A note that links to another: its first link.
#[derive(Deserialize)]
pub(in super::super) struct TieRow {
    path: String,
    title: String,
    language: String,
    context: Option<String>,
    /// Where the link's words are in the context, in bytes.
    from: Option<i32>,
    to: Option<i32>,
}

impl From<TieRow> for Tie {
    fn from(row: TieRow) -> Self {
        let offset = |offset: Option<i32>| usize::try_from(offset?).ok();
        let words = offset(row.from).zip(offset(row.to));
        let sentence = words.zip(row.context).and_then(|((from, to), text)| Sentence::at(&text, from..to));
        Self { path: row.path, title: row.title, language: row.language, sentence }
    }
}

pub(in super::super) async fn list_outgoing(
    db: &mut PgConnection,
    note: &Head,
    audiences: &[i32],
) -> sqlx::Result<Vec<Named>> {
    sqlx::query_as!(
        Named,
        r#"select n.path, n.title, n.language
           from (
               select l.target_note_id as id, min(l.ordinal) as place from links l
               where l.revision_id = $1 and l.target_note_id is not null and l.target_note_id <> $2
               group by l.target_note_id
           ) l
           join notes n on n.id = l.id and n.audience_id = any($3) and n.published_revision_id is not null
           order by l.place limit 200"#,
        note.revision.0,
        note.id.0,
        audiences
    )
    .fetch_all(db)
    .await
}

/// A note that may mention another.
pub(in super::super) struct MentionRow {
    pub(in super::super) path: String,
    pub(in super::super) title: String,
    pub(in super::super) language: String,
    pub(in super::super) plain: String,
}

/// Notes with the words of a name, each judged in its own language, that do not link to the note. The first that
/// the index gives, no more than are looked at.
pub(in super::super) async fn list_mentions(
    db: &mut PgConnection,
    note: NoteId,
    question: &Folded,
    audiences: &[i32],
) -> sqlx::Result<Vec<MentionRow>> {
    sqlx::query_as!(
        MentionRow,
        r#"with asked as materialized (
               select
                   websearch_to_tsquery('portuguese', $2) as pt, websearch_to_tsquery('spanish', $3) as es,
                   websearch_to_tsquery('english', $4) as en, websearch_to_tsquery('simple', $5) as other
           )
           select n.path as "path!", n.title as "title!", n.language as "language!", left(p.plain, 20000) as "plain!"
           from asked
           -- Spelt out, so that the planner sees how rare the words are.
           join parts p on p.search @@ (
               websearch_to_tsquery('portuguese', $2) || websearch_to_tsquery('spanish', $3)
               || websearch_to_tsquery('english', $4) || websearch_to_tsquery('simple', $5)
           )
           cross join lateral (
               select n.*, case split_part(n.language, '-', 1)
                   when 'pt' then asked.pt when 'es' then asked.es when 'en' then asked.en else asked.other
               end as query
               from notes n
               where n.id = p.note_id and n.published_revision_id = p.revision_id
                   and n.listed and n.audience_id = any($1)
               offset 0
           ) n
           where p.listed and p.audience_id = any($1) and p.search @@ n.query and n.id <> $6
               and not exists (select from links l where l.note_id = n.id and l.target_note_id = $6)
           limit 60"#,
        audiences,
        question.portuguese,
        question.spanish,
        question.english,
        question.other,
        note.0
    )
    .fetch_all(db)
    .await
}

/// Neighbours of neighbours, notes of the same tags, and notes with the same telling words; what is rare weighs
/// more. How common a word is, PostgreSQL knows from its own statistics. A bridge that this visitor may not read
/// carries nothing.
#[expect(clippy::too_many_lines, reason = "one query")]
pub(in super::super) async fn list_related(
    db: &mut PgConnection,
    note: &Head,
    audiences: &[i32],
) -> sqlx::Result<Vec<Named>> {
    sqlx::query_as!(
        Named,
        r#"with targets as materialized (
               select distinct l.target_note_id as id from links l
               join notes n on n.id = l.target_note_id and n.audience_id = any($1)
                   and n.published_revision_id is not null
               where l.revision_id = $2 and l.target_note_id <> $3
               limit 60
           ),
           sources as materialized (
               select distinct s.id, s.revision from (
                   select n.id, n.published_revision_id as revision from links l
                   join notes n on n.id = l.note_id and n.published_revision_id = l.revision_id
                       and n.audience_id = any($1) and n.listed
                   where l.target_note_id = $3 and l.note_id <> $3
                   limit 60
               ) s
           ),
           common as materialized (
               select e.word, max(e.share) as share
               from pg_stats s
               cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) e (word, share)
               where s.schemaname = current_schema() and s.tablename = 'parts' and s.attname = 'search'
                   and e.word is not null
               group by e.word
           ),
           telling as materialized (
               select u.lexeme as word, ln(1 / coalesce(c.share, 0.002)) / 20 as weight
               from parts p
               cross join lateral unnest(p.search) u (lexeme, positions, weights)
               left join common c on c.word = u.lexeme
               where p.revision_id = $2 and p.audience_id = any($1)
                   and length(u.lexeme) between 3 and 40 and u.lexeme ~ '^[[:alpha:]]+$'
                   and coalesce(c.share, 0) < 0.1
               order by (1 + ln(cardinality(u.positions)))
                   * (case when 'A' = any(u.weights) then 3 when 'B' = any(u.weights) then 2 else 1 end)
                   * ln(1 / coalesce(c.share, 0.002)) desc, u.lexeme
               limit 10
           ),
           asked as materialized (select string_agg(word, ' | ')::tsquery as query from telling),
           alike as (
               select p.note_id as id, (
                   select sum(t.weight) from telling t where p.search @@ t.word::tsquery
               ) as score
               from (
                   select p.note_id, p.search from asked join parts p on p.search @@ asked.query
                   where p.listed and p.audience_id = any($1) and p.note_id <> $3
                   limit 400
               ) p
           ),
           scores as (
               select m.id, 0.5 as score from targets t cross join lateral (
                   select l.note_id as id from links l
                   where l.target_note_id = t.id and l.note_id <> $3
                   limit 60
               ) m
               union all
               select m.id, 0.5 from sources s cross join lateral (
                   select l.target_note_id as id from links l
                   where l.revision_id = s.revision and l.target_note_id is not null and l.target_note_id <> $3
                   limit 60
               ) m
               union all
               select m.id, 1 / ln(2 + coalesce(c.notes, 0)) from note_tags o
               cross join lateral (
                   select sum(k.notes) as notes from tag_counts k
                   where k.tag_key = o.tag_key and k.audience_id = any($1)
               ) c
               cross join unnest($1::integer[]) a (id)
               cross join lateral (
                   select t.note_id as id from note_tags t
                   where t.tag_key = o.tag_key and t.audience_id = a.id
                   order by t.updated_at desc, t.note_id limit 60
               ) m
               where o.note_id = $3
               union all
               select id, score::numeric from alike
           ),
           best as (
               select s.id, sum(s.score) as score from scores s
               where s.id <> $3
               group by s.id order by score desc, s.id limit 60
           )
           select n.path as "path!", n.title as "title!", n.language as "language!"
           from best b
           cross join lateral (
               select * from notes n
               where n.id = b.id and n.audience_id = any($1) and n.listed and n.published_revision_id is not null
               offset 0
           ) n
           where not exists (select from links l where l.revision_id = $2 and l.target_note_id = n.id)
               and not exists (
                   select from links l where l.revision_id = n.published_revision_id and l.target_note_id = $3
               )
           order by b.score desc, n.id limit 8"#,
        audiences,
        note.revision.0,
        note.id.0
    )
    .fetch_all(db)
    .await
}

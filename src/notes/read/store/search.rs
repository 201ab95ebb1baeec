//! Search, which words it found, and which a visitor could have meant.

use jiff_sqlx::{Timestamp, ToSqlx};
use serde::Deserialize;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::super::search::{Folded, Question};
use crate::ids::AudienceId;

#[derive(Debug)]
pub(in super::super) struct HitRow {
    pub(in super::super) path: String,
    pub(in super::super) folder: String,
    pub(in super::super) folder_title: Option<String>,
    pub(in super::super) title: String,
    pub(in super::super) language: String,
    pub(in super::super) excerpt: String,
    pub(in super::super) audience: AudienceId,
    pub(in super::super) updated: Timestamp,
    pub(in super::super) plain: String,
    pub(in super::super) headings: Json<Vec<HeadingAt>>,
    pub(in super::super) total: i64,
}

/// A heading, and where in the plain text it stands.
#[derive(Clone, Debug, Deserialize)]
pub(in super::super) struct HeadingAt {
    pub(in super::super) id: String,
    pub(in super::super) text: String,
    /// Bytes before it; unknown in a text that an older program rendered.
    pub(in super::super) plain_at: Option<usize>,
}

/// The best notes for a question, each judged in its own language: its stems, its stop words; without words, the
/// newest.
///
/// A word that stands in every note would mean ranking every note. So of each audience a thousand matching parts are
/// ranked, the newest of the twenty thousand that the index gives first; and beside them those that are called so,
/// for whoever asks for "garden" wants the note of that title. The index knows readers, words and labels together,
/// so parts that this visitor may not find cost nothing and take nobody's place. Phrases are looked for in the texts of
/// those thousand. The texts are cut to what an excerpt may come from.
#[expect(clippy::too_many_lines, reason = "one query")]
pub(in super::super) async fn list_hits(
    db: &mut PgConnection,
    question: &Question,
    audiences: &[i32],
    offset: i64,
) -> sqlx::Result<Vec<HitRow>> {
    sqlx::query_as!(
        HitRow,
        r#"
        with asked as materialized (
            select
                pt, es, en, other, words,
                case when $6::text is null then words when $7 then words && $6::tsquery else $6::tsquery end
                    as everything
            from (
                select pt, es, en, other, pt || es || en || other as words
                from (
                    select
                        websearch_to_tsquery('portuguese', $2) as pt, websearch_to_tsquery('spanish', $3) as es,
                        websearch_to_tsquery('english', $4) as en, websearch_to_tsquery('simple', $5) as other
                ) q
            ) q
        ),
        hits as materialized (
            select h.* from asked cross join unnest($1::integer[]) a (id)
            cross join lateral (
                select
                    m.note_id, m.revision_id, m.ordinal, m.updated_at,
                    -- Words of the title (A) weigh ten of the text (D); long texts do not win by length alone (1).
                    case when $7 then ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', m.search, n.query, 1) else 0 end as rank
                from (
                    (
                        select p.note_id, p.revision_id, p.ordinal, p.updated_at, p.search from parts p
                        where $7 and p.listed and p.audience_id = a.id and p.title @@ asked.words
                            and p.search @@ asked.everything
                            and p.updated_at >= coalesce($8, '-infinity'::timestamptz)
                            and p.updated_at < coalesce($9, 'infinity'::timestamptz)
                        order by p.updated_at desc limit 200
                    )
                    union all
                    (
                        select f.* from (
                            select p.note_id, p.revision_id, p.ordinal, p.updated_at, p.search from parts p
                            where p.listed and p.audience_id = a.id and p.search @@ asked.everything
                                and p.updated_at >= coalesce($8, '-infinity'::timestamptz)
                                and p.updated_at < coalesce($9, 'infinity'::timestamptz)
                            limit case when $7 then 20000 end
                        ) f
                        order by f.updated_at desc limit 1000
                    )
                ) m
                cross join lateral (
                    select n.title, case split_part(n.language, '-', 1)
                        when 'pt' then asked.pt when 'es' then asked.es when 'en' then asked.en else asked.other
                    end as query
                    from notes n
                    where n.id = m.note_id and n.published_revision_id = m.revision_id
                        and n.listed and n.audience_id = any($1)
                    offset 0
                ) n
                where (not $7 or m.search @@ n.query) and not exists (
                    select from unnest($11::text[]) phrase (pattern)
                    join parts p on p.revision_id = m.revision_id and p.ordinal = m.ordinal
                    where translate(
                        lower(n.title || e'\n' || p.plain),
                        'áàâãäåéèêëíìîïóòôõöúùûüçñýÿ', 'aaaaaaeeeeiiiiooooouuuucnyy'
                    ) !~ phrase.pattern
                )
            ) h
        ),
        best as (
            select distinct on (note_id) note_id, revision_id, ordinal, updated_at, rank
            from hits order by note_id, rank desc
        ),
        page as materialized (
            select b.*, count(*) over () as total from best b
            order by b.rank desc, b.updated_at desc, b.note_id offset $10 limit 30
        )
        select
            n.path, n.folder, f.title as "folder_title?", n.title, n.language, n.excerpt,
            n.audience_id as "audience: AudienceId", n.updated_at as "updated", left(p.plain, 16000) as "plain!",
            r.headings as "headings: Json<Vec<HeadingAt>>", h.total as "total!"
        from page h
        cross join lateral (select * from notes n where n.id = h.note_id and n.audience_id = any($1) offset 0) n
        cross join lateral (
            select p.plain from parts p where p.revision_id = h.revision_id and p.ordinal = h.ordinal offset 0
        ) p
        cross join lateral (select r.headings from revisions r where r.id = h.revision_id offset 0) r
        left join folders f on f.path = n.folder
        order by h.rank desc, h.updated_at desc, h.note_id
        "#,
        audiences,
        question.text.portuguese,
        question.text.spanish,
        question.text.english,
        question.text.other,
        question.labels,
        question.has_words,
        question.after.map(ToSqlx::to_sqlx) as _,
        question.before.map(ToSqlx::to_sqlx) as _,
        offset,
        &question.phrases
    )
    .fetch_all(db)
    .await
}

/// Which of some folded words are, to their language, words of the question. `configs` goes with `words`.
pub(in super::super) async fn list_found_words(
    db: &mut PgConnection,
    wanted: &Folded,
    configs: &[String],
    words: &[String],
) -> sqlx::Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        r#"
        with asked (config, lexemes) as materialized (
            values
                ('portuguese', tsvector_to_array(to_tsvector('portuguese', $1))),
                ('spanish', tsvector_to_array(to_tsvector('spanish', $2))),
                ('english', tsvector_to_array(to_tsvector('english', $3))),
                ('simple', tsvector_to_array(to_tsvector('simple', $4)))
        )
        select w.config as "config!", w.word as "word!"
        from unnest($5::text[], $6::text[]) w (config, word)
        join asked on asked.config = w.config
        where tsvector_to_array(to_tsvector(w.config::regconfig, w.word)) && asked.lexemes
        "#,
        wanted.portuguese,
        wanted.spanish,
        wanted.english,
        wanted.other,
        configs,
        words
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.config, row.word)).collect())
}

/// Who wrote the notes that a visitor finds, by leaps through the index: one probe an author.
pub(in super::super) async fn list_authors(
    db: &mut PgConnection,
    audiences: &[i32],
) -> sqlx::Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!(
        r#"
        with recursive authors (audience, id) as (
            select a.id, (
                select n.author_id from notes n
                where n.audience_id = a.id and n.audience_id = any($1)
                    and n.listed and n.published_revision_id is not null and n.author_id is not null
                order by n.author_id limit 1
            )
            from unnest($1::integer[]) a (id)
            union all
            select l.audience, (
                select n.author_id from notes n
                where n.audience_id = l.audience and n.listed and n.published_revision_id is not null
                    and n.author_id > l.id
                order by n.author_id limit 1
            )
            from authors l where l.id is not null
        )
        select distinct u.id as "id!", u.name as "name!" from authors l join users u on u.id = l.id limit 1000
        "#,
        audiences
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Words like those typed, the most alike first, whoever may read them; `turned` are exact guesses at what the
/// words of `of` were.
pub(in super::super) async fn list_similar_words(
    db: &mut PgConnection,
    typed: &[String],
    of: &[String],
    turned: &[String],
) -> sqlx::Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        r#"
        select t.word as "typed!", s.word as "similar!"
        from unnest($1::text[]) t (word)
        cross join lateral similar_words(t.word) s (word)
        union
        select t.word, w.word from unnest($2::text[], $3::text[]) t (word, turned)
        join search_words w on w.word = t.turned
        "#,
        typed,
        of,
        turned
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.typed, row.similar)).collect())
}

/// For each word typed the first of its candidates that the visitor may find. `folded` goes with `pairs`.
pub(in super::super) async fn list_known_words(
    db: &mut PgConnection,
    pairs: &[(String, String)],
    folded: &[Folded],
    audiences: &[i32],
) -> sqlx::Result<Vec<(String, String)>> {
    let column =
        |read: fn(&Folded) -> &String| folded.iter().map(|word| read(word).clone()).collect::<Vec<_>>();
    let (typed, candidates): (Vec<String>, Vec<String>) = pairs.iter().cloned().unzip();
    let rows = sqlx::query!(
        r#"
        with asked as materialized (
            select typed, candidate, nth,
                plainto_tsquery('portuguese', pt) || plainto_tsquery('spanish', es)
                || plainto_tsquery('english', en) || plainto_tsquery('simple', other) as query
            from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) with ordinality
                as a (typed, candidate, pt, es, en, other, nth)
        )
        select t.typed as "typed!", k.candidate as "candidate!"
        from (select distinct typed from asked) t
        cross join lateral (
            -- One after the other, until one is found.
            select a.candidate
            from (select * from asked where asked.typed = t.typed order by asked.nth offset 0) a
            -- Asked for any one of them, PostgreSQL would read the table until one comes.
            where (
                select max(p.updated_at) from unnest($1::integer[]) r (id)
                join parts p on p.listed and p.audience_id = r.id and p.search @@ a.query
                where p.audience_id = any($1)
            ) is not null
            limit 1
        ) k
        "#,
        audiences,
        &typed,
        &candidates,
        &column(|word| &word.portuguese),
        &column(|word| &word.spanish),
        &column(|word| &word.english),
        &column(|word| &word.other),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.typed, row.candidate)).collect())
}

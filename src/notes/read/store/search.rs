//! Search, and which words it found.

use jiff_sqlx::Timestamp;
use sqlx::PgConnection;

use super::super::search::Question;
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
    pub(in super::super) total: i64,
}

/// The best notes for a question, each judged in its own language: its stems, its stop words.
///
/// A word that stands in every note would mean ranking every note. So of each audience no more than a thousand
/// matching parts are ranked, the first that the index gives; whoever asks for "the" gets some of the notes, not the
/// best of all. The index knows readers and words together, so parts that this visitor may not find cost nothing and
/// take nobody's place.
/// The texts are cut to what an excerpt may come from.
pub(in super::super) async fn list_hits(
    db: &mut PgConnection,
    question: &Question,
    language: Option<&str>,
    audiences: &[i32],
    offset: i64,
) -> sqlx::Result<Vec<HitRow>> {
    sqlx::query_as!(
        HitRow,
        r#"
        with asked as materialized (
            select pt, es, en, other, pt || es || en || other as any_of_them
            from (
                select
                    websearch_to_tsquery('portuguese', $2) as pt, websearch_to_tsquery('spanish', $3) as es,
                    websearch_to_tsquery('english', $4) as en, websearch_to_tsquery('simple', $5) as other
            ) q
        ),
        hits as materialized (
            select h.* from asked cross join unnest($1::integer[]) a (id)
            cross join lateral (
                select p.note_id, p.revision_id, p.ordinal,
                    -- Words of the title (A) weigh ten of the text (D); long texts do not win by length alone (1).
                    ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', p.search, n.query, 1) as rank
                from parts p
                cross join lateral (
                    select case split_part(n.language, '-', 1)
                        when 'pt' then asked.pt when 'es' then asked.es when 'en' then asked.en else asked.other
                    end as query
                    from notes n
                    where n.id = p.note_id and n.published_revision_id = p.revision_id
                        and n.listed and n.audience_id = any($1)
                        and ($6::text is null or split_part(n.language, '-', 1) = $6)
                    offset 0
                ) n
                where p.listed and p.audience_id = a.id and p.search @@ asked.any_of_them and p.search @@ n.query
                limit 1000
            ) h
        ),
        best as (
            select distinct on (note_id) note_id, revision_id, ordinal, rank from hits order by note_id, rank desc
        ),
        page as materialized (
            select b.*, count(*) over () as total from best b order by b.rank desc, b.note_id desc
            offset $7 limit 30
        )
        select
            n.path, n.folder, f.title as "folder_title?", n.title, n.language, n.excerpt,
            n.audience_id as "audience: AudienceId", n.updated_at as "updated", left(p.plain, 16000) as "plain!",
            h.total as "total!"
        from page h
        cross join lateral (select * from notes n where n.id = h.note_id and n.audience_id = any($1) offset 0) n
        cross join lateral (
            select p.plain from parts p where p.revision_id = h.revision_id and p.ordinal = h.ordinal offset 0
        ) p
        left join folders f on f.path = n.folder
        order by h.rank desc, h.note_id desc
        "#,
        audiences,
        question.portuguese,
        question.spanish,
        question.english,
        question.other,
        language,
        offset
    )
    .fetch_all(db)
    .await
}

/// Which of some folded words are, to their language, words of the question. `configs` goes with `words`.
pub(in super::super) async fn list_found_words(
    db: &mut PgConnection,
    question: &Question,
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
        question.portuguese_words,
        question.spanish_words,
        question.english_words,
        question.other_words,
        configs,
        words
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.config, row.word)).collect())
}

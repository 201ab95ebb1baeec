-- A garden of :notes notes in three languages: two hundred words a note, as uneven as in a real text, four headings,
-- two tags. Nineteen of twenty are for members. What refers to what is known to be right, so nothing is checked.
set session_replication_role = replica;
select setseed(0.5);

-- The nth word of a language: syllables, the language's own ending, and a plural now and then.
create function pg_temp.word(language text, n integer) returns text language sql immutable as $$
    select string_agg((array['ca','ro','mi','ta','lu','se','no','pa','di','be','fo','gra','tri','ve','ju','mo'])
               [1 + (n / (16 ^ place)::integer) % 16], '' order by place)
        || case language when 'pt' then 'dade' when 'es' then 'illo' else 'ing' end
    from generate_series(0, 2) place
$$;

insert into vaults (id, name, created_at) values ('00000000-0000-7000-8000-000000000001', 'bench', now());
insert into users (id, email, email_key, name, password_hash, role, created_at, updated_at)
values ('00000000-0000-7000-8000-000000000002', 'a@garden.example', 'a@garden.example', 'Ana', '', 'author', now(), now());

create temporary table words as
select language, n, pg_temp.word(language, n) as word
from unnest(array['pt', 'es', 'en']) language, generate_series(0, 3999) n;
create unique index on words (language, n);

create temporary table made as
select
    i,
    ('00000000-0000-7001-8000-' || lpad(to_hex(i), 12, '0'))::uuid as note,
    ('00000000-0000-7002-8000-' || lpad(to_hex(i), 12, '0'))::uuid as revision,
    (array['pt', 'es', 'en'])[1 + i % 3] as language,
    (array['portuguese', 'spanish', 'english'])[1 + i % 3] as config,
    case when i % 20 = 0 then 1 else 2 end as audience,
    timestamptz '2020-01-01' + (i * 7919 % 100000) * interval '31 minutes' as updated,
    'tag-' || floor(200 * random() ^ 3)::integer as tag
from generate_series(1, :notes) i;

create temporary table texts as
select
    m.i, t.words, t.title,
    array(select w.word || ' ' || v.word from generate_series(1, 4) h
        join words w on w.language = m.language and w.n = (m.i * 31 + h * 977) % 4000
        join words v on v.language = m.language and v.n = (m.i * 17 + h * 313) % 4000) as headings
from made m cross join lateral (
    -- The power makes the first words common and the last ones rare.
    select
        string_agg(w.word, ' ') as words, (array_agg(w.word))[1] || ' ' || (array_agg(w.word))[2] || ' ' || m.i as title
    from (select floor(4000 * random() ^ 4)::integer as n from generate_series(1, 200 + m.i * 0)) r
    join words w on w.language = m.language and w.n = r.n
) t;
create index on texts (i);
analyze made, texts;

begin;
insert into note_paths (path, note_id, created_at) select 'note-' || i, note, updated from made;
insert into notes (
    id, vault_id, path, folder, title, language, excerpt, author_id, audience_id, listed,
    published_revision_id, newest_revision_id, created_at, updated_at, published_at
)
select
    m.note, '00000000-0000-7000-8000-000000000001', 'note-' || i, '', t.title, language, left(t.words, 150),
    '00000000-0000-7000-8000-000000000002', audience, true, revision, revision, updated, updated, updated
from made m join texts t using (i);
insert into revisions (id, note_id, number, source, source_hash, title, headings, words, render_version, created_at, origin,
    audience_id)
select revision, note, 1, '', '', title, '[]', 200, 1, updated, 'import', audience from made join texts using (i);
commit;

insert into parts (revision_id, ordinal, note_id, audience_id, listed, updated_at, html, plain, title, search)
select
    revision, 0, note, audience, true, updated, '', words, to_tsvector(config::regconfig, title),
    setweight(to_tsvector(config::regconfig, title), 'A')
        || setweight(to_tsvector(config::regconfig, array_to_string(headings, ' ')), 'B')
        || to_tsvector(config::regconfig, words)
        || array_to_tsvector(array['* ', 'lang ' || language, 'by 00000000-0000-7000-8000-000000000002', '# ' || tag])
from made join texts using (i);

insert into note_headings (note_id, ordinal, text, anchor, key, audience_id)
select note, 0, title, '', title, audience from made join texts using (i)
union all
select note, h.nth, h.text, 'h' || h.nth, h.text, audience
from made join texts using (i) cross join lateral unnest(headings) with ordinality h (text, nth);

insert into note_tags (tag_key, note_id, tag, audience_id, language, title, created_at, updated_at)
select tag, note, tag, audience, language, title, updated, updated from made join texts using (i);
insert into tag_counts (tag_key, audience_id, tag, notes)
select tag_key, audience_id, tag_key, count(*) from note_tags group by 1, 2;

insert into search_words (word) select distinct word from words;

set session_replication_role = origin;
vacuum analyze;

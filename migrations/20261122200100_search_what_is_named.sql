-- Search by tag, language and author, by date, and in what is called something: titles, headings, attachments.

-- Forgives typing errors. Like btree_gin an extension that any owner of a database may create.
create extension if not exists pg_trgm;

-- The index over readers and words knows a note's labels as well, as words that no text has, for they hold a
-- space: "* " for every note, "# tag" (and those around it, if it is nested), "lang pt",
-- "by <author>". So a tag that few notes have is found as fast beside a word that all of them have.
alter table parts
    add column title tsvector not null default '',
    add column updated_at timestamptz not null default '-infinity';

comment on column parts.search is 'Words of the title (weight A), the headings (B) and the text (D), and the labels.';
comment on column parts.title is 'The words of the title alone: among many notes that hold a word, those that are called so come first.';
comment on column parts.updated_at is 'That of the note.';

update parts p set
    title = ts_filter(p.search, '{a}'),
    updated_at = n.updated_at,
    search = p.search || array_to_tsvector(
        array['* ', 'lang ' || split_part(n.language, '-', 1)]
        || array_remove(array['by ' || n.author_id], null)
        || array(
            select distinct '# ' || array_to_string((string_to_array(t.tag_key, '/'))[1:level], '/')
            from note_tags t, generate_series(1, cardinality(string_to_array(t.tag_key, '/'))) level
            where t.note_id = n.id
        )
    )
from notes n
where n.id = p.note_id;

create index parts_titles on parts using gin (audience_id, title) where listed;

-- Titles (ordinal 0) and headings of listed, published notes, for suggestions.
create table note_headings (
    note_id uuid not null references notes on delete cascade,
    ordinal smallint not null,
    text text not null,
    -- The fragment; empty for the title.
    anchor text not null,
    -- The words, folded, with a space between them.
    key text not null,
    words tsvector not null generated always as (array_to_tsvector(string_to_array(key, ' '))) stored,
    audience_id integer not null references audiences,
    primary key (note_id, ordinal)
);

create index note_titles_by_key on note_headings (audience_id, key text_pattern_ops) where ordinal = 0;
create index note_titles_by_words on note_headings using gin (audience_id, words) where ordinal = 0;
create index note_headings_by_words on note_headings using gin (audience_id, words) where ordinal > 0;

-- Attachments by their names, as far as listed notes show them.
alter table files add column key text not null default '';
alter table file_audiences
    add column listed boolean not null default false,
    add column key text not null default '',
    add column words tsvector not null generated always as (array_to_tsvector(array_remove(string_to_array(key, ' '), ''))) stored;

comment on column files.key is 'The words of the name, folded, with a space between them.';
comment on column file_audiences.listed is 'Whether a note in lists shows the file to them.';

create index file_audiences_by_words on file_audiences using gin (audience_id, words) where listed;

-- What was written before gets its names now, folded as well as the database can; the next import does it anew.
create function pg_temp.words_of(text text) returns text[] language sql immutable as $$
    select array_remove(regexp_split_to_array(
        regexp_replace(normalize(lower(text collate names), nfd), '[\u0300-\u036f]', '', 'g') collate names,
        '[^[:alnum:]]+'
    ), '')
$$;

insert into note_headings (note_id, ordinal, text, anchor, key, audience_id)
select n.id, h.ordinal, h.text, h.anchor, w.key, n.audience_id
from notes n
join revisions r on r.id = n.published_revision_id
cross join lateral (
    select 0 as ordinal, n.title as text, '' as anchor
    union all
    select ordinal, heading ->> 'text', heading ->> 'id'
    from jsonb_array_elements(r.headings) with ordinality as h (heading, ordinal) where ordinal <= 200
) h
cross join lateral (select left(array_to_string(pg_temp.words_of(h.text), ' '), 200) as key) w
where n.listed and w.key <> '';

update files set key = left(array_to_string(pg_temp.words_of(name), ' '), 200);

update file_audiences a set
    key = f.key,
    listed = exists (
        select from links l join notes n on n.id = l.note_id and n.published_revision_id = l.revision_id
        where l.target_file_id = a.file_id and n.audience_id = a.audience_id and n.listed
    )
from files f
where f.id = a.file_id;

-- Tags by any piece of them, and the largest of them first.
create index tag_counts_by_likeness on tag_counts using gin (audience_id, tag_key gin_trgm_ops);
create index tag_counts_by_size on tag_counts (audience_id, notes desc, tag_key);

-- Who wrote the notes that a visitor may find.
create index notes_listed_by_author on notes (audience_id, author_id)
    where listed and published_revision_id is not null;

-- Words of all texts, for finding what a mistyped one may have meant. Whether a visitor may meet the word is asked
-- of the texts; no reader sees this table.
create table search_words (word text primary key);

create index search_words_by_likeness on search_words using gin (word gin_trgm_ops);

-- The words most like one, by the letters that they share. PostgreSQL thinks comparing words is cheap, and would
-- compare each of them: at a hundred thousand words 400 ms instead of 3.
create function similar_words(typed text) returns setof text language sql stable set enable_seqscan = off as $$
    select word from search_words where word % typed order by similarity(word, typed) desc, word limit 40
$$;

insert into search_words (word)
select word from (
    select distinct unnest(words_of) as word
    from parts cross join lateral pg_temp.words_of(left(plain, 200000)) words_of
) w
where word ~ '^[a-z]{4,30}$'
on conflict do nothing;

-- 100,000 notes with parts, links, tags and folders, made by the database itself. What refers to what is known
-- to be right, so nothing is checked row by row.
set session_replication_role = replica;

insert into vaults (id, name, created_at) values ('00000000-0000-7000-8000-000000000001', 'many', now());

insert into users (id, email, email_key, name, password_hash, role, created_at, updated_at)
values ('00000000-0000-7000-8000-000000000002', 'a@garden.example', 'a@garden.example', 'A', '', 'author', now(), now());

create temporary table made as
select
    i,
    ('00000000-0000-7001-8000-' || lpad(to_hex(i), 12, '0'))::uuid as note,
    ('00000000-0000-7002-8000-' || lpad(to_hex(i), 12, '0'))::uuid as revision,
    'folder-' || i % 200 || '/inner-' || i % 1000 as folder,
    (array['pt-BR', 'es', 'en', 'pt'])[1 + i % 4] as language,
    (array['portuguese', 'spanish', 'english', 'portuguese'])[1 + i % 4] as config,
    -- Nine of ten are public, the others for members.
    case when i % 10 = 0 then 2 else 1 end as audience,
    timestamptz '2020-01-01' + i * interval '17 minutes' as created,
    timestamptz '2024-01-01' + (i * 7919 % 100000) * interval '11 minutes' as updated
from generate_series(1, 100000) i;

begin;
insert into note_paths (path, note_id, created_at) select folder || '/note-' || i, note, created from made;
insert into notes (
    id, vault_id, path, folder, title, language, excerpt, author_id, audience_id, listed,
    published_revision_id, newest_revision_id, created_at, updated_at, published_at
)
select
    note, '00000000-0000-7000-8000-000000000001', folder || '/note-' || i, folder, 'Note ' || i, language,
    'The excerpt of note ' || i, '00000000-0000-7000-8000-000000000002', audience, i % 50 <> 7,
    revision, revision, created, updated, created
from made;
insert into revisions (id, note_id, number, source, source_hash, title, headings, words, render_version, created_at, origin,
    audience_id)
select revision, note, 1, '', '', 'Note ' || i, '[]', 20, 1, created, 'import', audience from made;
commit;

insert into links (revision_id, ordinal, note_id, embed, target, key, line, target_note_id, candidates)
select a.revision, k, a.note, false, 'x', 'x', 1, b.note, 1
from made a cross join generate_series(0, 2) k
join made b on b.i = 1 + (a.i * 7 + k * 13) % case k when 0 then 100 else 100000 end;

insert into note_names (vault_id, key, note_id, kind)
select '00000000-0000-7000-8000-000000000001'::uuid, 'note ' || i, note, 'tail' from made
union all
select '00000000-0000-7000-8000-000000000001'::uuid, 'link ' || i, note, 'permalink' from made where i % 5 = 0;

-- Every hundredth note translates its neighbour.
insert into translations (note_id, key, target_note_id)
select a.note, 'note ' || b.i, b.note from made a join made b on b.i = a.i + 1 where a.i % 100 = 0;

insert into note_tags (tag_key, note_id, tag, audience_id, language, title, created_at, updated_at)
select tag, note, tag, audience, language, 'Note ' || i, created, updated
from made cross join lateral (values
    (case when i % 2 = 0 then 'field/branch-' || i % 40 end), (case when i % 3 = 0 then 'often' end),
    (case when i % 50 = 1 then 'topic-' || i end)
) t (tag)
where tag is not null and i % 50 <> 7;

-- "jardim" is in every note, "semente" in a thousand, "raro" in ten; every title and every heading begins alike.
insert into parts (revision_id, ordinal, note_id, audience_id, listed, updated_at, html, plain, title, search)
select
    revision, 0, note, audience, i % 50 <> 7, updated, '<p>' || words || '</p>', words,
    setweight(to_tsvector(config::regconfig, 'note ' || i), 'A'),
    setweight(to_tsvector(config::regconfig, 'note ' || i), 'A') || to_tsvector(config::regconfig, words)
        || array_to_tsvector(
            array['* ', 'lang ' || split_part(language, '-', 1), 'by 00000000-0000-7000-8000-000000000002']
            || array_remove(array[
                case when i % 2 = 0 then '# field' end, case when i % 2 = 0 then '# field/branch-' || i % 40 end,
                case when i % 3 = 0 then '# often' end, case when i % 50 = 1 then '# topic-' || i end
            ], null)
        )
from made cross join lateral (
    select concat_ws(' ',
        'jardim', case when i % 100 = 0 then 'semente' end, case when i % 10000 = 0 then 'raro' end,
        (select string_agg(substr(md5((i * 31 + j)::text), 1, 4), ' ') from generate_series(1, 8) j)
    ) as words
) text;

insert into note_headings (note_id, ordinal, text, anchor, key, audience_id)
select note, ordinal, name, 'h' || ordinal, lower(name), audience
from made cross join generate_series(0, 1) ordinal
cross join lateral (select case ordinal when 0 then 'Note ' || i else 'Section ' || substr(md5((i * ordinal)::text), 1, 3) end as name) n
where i % 50 <> 7;

insert into search_words (word) values ('jardim'), ('semente'), ('raro')
union select substr(md5(n::text), 1, 4 + n % 8) from generate_series(1, 20000) n;

insert into tag_counts (tag_key, audience_id, tag, notes)
select tag_key, audience_id, min(tag), count(*) from note_tags group by tag_key, audience_id;

insert into folders (path, parent, title)
select 'folder-' || i, null, 'Folder ' || i from generate_series(0, 199) i;
insert into folders (path, parent, title)
select distinct folder, split_part(folder, '/', 1), initcap(split_part(folder, '/', 2)) from made;

insert into graph_notes (note_id, audience_id, folder, links, x, y)
select note, audience, folder, i % 40, i % 317, i / 317 from made where i % 50 <> 7;
insert into graph_folders (audience_id, parent, path, notes, x, y)
select audience, folder, folder || '/', count(*), 0, 0 from made group by audience, folder
union all
select audience, split_part(folder, '/', 1), folder, count(*), 0, 0 from made group by audience, folder
union all
select audience, '', split_part(folder, '/', 1), count(*), 0, 0 from made group by audience, split_part(folder, '/', 1);
insert into graph_folder_links (parent, from_path, to_path, from_audience, to_audience, links)
select '', 'folder-' || a, 'folder-' || b, 1, 1, a + b
from generate_series(0, 199) a cross join generate_series(0, 199) b where 'folder-' || a < 'folder-' || b
union all
select 'folder-' || i % 200, 'a-' || i, 'b-' || i, 1, 1, 1 from generate_series(1, 100000) i;
-- Ten people with marks, the eighth with as many of each kind as fit.
insert into users (id, email, email_key, name, password_hash, role, created_at, updated_at)
select ('00000000-0000-7003-8000-' || lpad(to_hex(p), 12, '0'))::uuid, e, e, 'P', '', 'member', now(), now()
from generate_series(1, 10) p cross join lateral (select 'p' || p || '@garden.example' as e) email;
create temporary table marked as
select ('00000000-0000-7003-8000-' || lpad(to_hex(p), 12, '0'))::uuid as person, note, i
from made cross join generate_series(1, 10) p where i <= case p when 8 then 10000 else 1000 end;
insert into bookmarks select person, note, timestamptz '2026-01-01' + i * interval '1 minute' from marked;
insert into readings select person, note, timestamptz '2026-01-01' + i * interval '1 minute' from marked;
insert into stops select person, note, 0.5, 'here', timestamptz '2026-01-01' + i * interval '1 minute' from marked;
insert into visits select id, now(), timestamptz '2024-01-01' from users;

update garden set front_note_id = '00000000-0000-7001-8000-000000000005';

set session_replication_role = origin;
analyze;

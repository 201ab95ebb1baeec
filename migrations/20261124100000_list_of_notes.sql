-- The list of what somebody may change: every note, whoever reads it and whether it is published or not.

alter table notes
    -- As written, of the front matter and of the text. `note_tags` has those of listed, published notes alone.
    add column tags text[] not null default '{}',
    -- What the list finds a note by: the labels of its tags (`notes::labels`) and the bare words of its title.
    add column named text[] not null default '{}';

update notes n
set tags = coalesce((select array_agg(t.tag order by t.tag_key) from note_tags t where t.note_id = n.id), '{}'),
    named = coalesce((
        select array_agg(w.word) from (
            select unnest(tsvector_to_array(p.search)) as word from parts p
            where p.note_id = n.id and p.revision_id = n.published_revision_id
        ) w where w.word like '# %'
    ), '{}') || coalesce((
        select string_to_array(h.key, ' ') from note_headings h where h.note_id = n.id and h.ordinal = 0
    ), '{}')
where n.listed and n.published_revision_id is not null;

-- What is in no list is known to its text alone: it is rendered again, which brings both.
update revisions r set render_version = 0
from notes n
where r.id = coalesce(n.published_revision_id, n.newest_revision_id)
    and not (n.listed and n.published_revision_id is not null);

-- The same with where it lies, whether it is published and who reads it. Each begins with a sign that no word does.
alter table notes add column labels tsvector not null generated always as (
    array_to_tsvector(named || array[
        '/' || folder || '/',
        case
            when published_revision_id is not null then '= published'
            when publish_at is not null then '= scheduled'
            else '= draft'
        end,
        case audience_id
            when 1 then case when listed then '> public' else '> unlisted' end
            when 2 then '> members'
            else '> private'
        end
    ])
) stored;

create index notes_labels on notes using gin (labels);
create index notes_by_update on notes (updated_at desc, id);
create index notes_by_title on notes (title, id);
create index notes_of_author_by_update on notes (author_id, updated_at desc, id);
create index notes_of_author_by_title on notes (author_id, title, id);

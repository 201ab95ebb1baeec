-- The history of notes: who may read a revision, who wrote its paragraphs, which revisions are kept.

-- Who could read the note when this was its newest text. A note that is opened to others does not open what it said
-- while it was private.
alter table revisions add column audience_id integer references audiences;

update revisions r set audience_id = n.audience_id from notes n where n.id = r.note_id;

-- What says in its front matter that it is private was so, whatever the note is today.
update revisions r set audience_id = a.id
from notes n
join audiences o on o.id = n.audience_id and o.kind <> 'person'
cross join lateral (
    select p.id from audiences p join users u on u.id = p.user_id
    where case when n.author_id is null then u.role = 'owner' else u.id = n.author_id end
    order by u.created_at, u.id limit 1
) a
where n.id = r.note_id and r.id <> n.newest_revision_id
    and substring(r.source from '^\uFEFF??---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)') ~* '(^|\n)audience:[ \t]*[''"]?private';

alter table revisions alter column audience_id set not null;

-- Where the lines of a note's text come from, as far as its history was followed: written when somebody asks, one
-- row a note, and never needed to understand the rest.
create table authorships (
    note_id uuid primary key references notes on delete cascade,
    -- The text whose lines these are.
    revision_id uuid not null references revisions on delete cascade,
    -- See `notes::history::authorship`.
    state jsonb not null
);

create index authorships_by_revision on authorships (revision_id);
create index vault_entries_by_revision on vault_entries (revision_id);

-- Which revisions are kept: all of the last days, then of each day the last, then of each month the last. No row: all.
create table revision_rules (
    only_row boolean primary key default true check (only_row),
    all_days integer not null check (all_days between 1 and 36500),
    daily_days integer not null check (daily_days between all_days and 36500)
);

-- Revisions that something else stands on, whatever their age. Nulls among them say nothing; to leave them out would
-- keep the indexes from being used.
create view needed_revisions as
    select published_revision_id as id from notes
    union all
    select newest_revision_id from notes
    union all
    select revision_id from vault_entries
    union all
    select base_revision_id from drafts;

-- Whoever removes a revision asks whether a note stands on it.
create index notes_by_published_revision on notes (published_revision_id);
create index notes_by_newest_revision on notes (newest_revision_id);

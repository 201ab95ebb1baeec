-- Notes that somebody asks others to look at, before they are published or as they are.

create table reviews (
    id uuid primary key,
    note_id uuid not null references notes on delete cascade,
    asked_by uuid not null references users on delete cascade,
    asked_at timestamptz not null,
    words text not null check (char_length(words) <= 300),
    -- The text that was asked about; once that is answered, the one that was looked at.
    revision_id uuid references revisions on delete set null,
    state text not null check (state in ('asked', 'approved', 'changes', 'withdrawn')),
    answer text not null default '' check (char_length(answer) <= 1000),
    -- When it was answered or taken back, and by whom.
    done_at timestamptz,
    done_by uuid references users on delete set null,
    check ((state = 'asked') = (done_at is null))
);

-- A note is asked about once at a time.
create unique index reviews_asked on reviews (note_id) where state = 'asked';
create index reviews_queue on reviews (asked_at, id) where state = 'asked';
create index reviews_of_note on reviews (note_id, asked_at desc, id);
create index reviews_by_asker on reviews (asked_by, asked_at desc, id);
create index reviews_by_answerer on reviews (done_by) where done_by is not null;
create index reviews_by_revision on reviews (revision_id) where revision_id is not null;

-- What changed since somebody asked can be shown as long as nobody answered.
create or replace view needed_revisions as
    select published_revision_id as id from notes
    union all
    select newest_revision_id from notes
    union all
    select revision_id from vault_entries
    union all
    select base_revision_id from drafts
    union all
    select before_id from work_notes
    union all
    -- Those that were answered, too: without a condition the index is asked.
    select revision_id from reviews;

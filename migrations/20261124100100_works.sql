-- Work on many notes at once: who did what, and what each note was before. It is undone from here.

create table works (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    -- What was done: `notes::works::Deed` as JSON.
    deed jsonb not null,
    done_at timestamptz not null,
    undone_at timestamptz
);

create index works_by_person on works (user_id, done_at desc, id);
create index works_by_time on works (done_at);

create table work_notes (
    work_id uuid not null references works on delete cascade,
    note_id uuid not null references notes on delete cascade,
    -- The newest text before and after; the same where the text stayed. Null: kept no more.
    before_id uuid references revisions on delete set null,
    after_id uuid references revisions on delete set null,
    -- Where it lay and where it came to lie; null where it stayed.
    before_place text,
    after_place text,
    before_published boolean not null,
    after_published boolean not null,
    -- Not chosen: its links were turned to a note that was moved.
    turned boolean not null,
    -- Why it was left alone, by the work and by what undid it: `notes::works::Left`.
    left_as text,
    undo_left_as text,
    primary key (work_id, note_id)
);

create index work_notes_by_note on work_notes (note_id);
create index work_notes_by_before on work_notes (before_id);
create index work_notes_by_after on work_notes (after_id);

-- What undoes a work needs the texts of before.
create or replace view needed_revisions as
    select published_revision_id as id from notes
    union all
    select newest_revision_id from notes
    union all
    select revision_id from vault_entries
    union all
    select base_revision_id from drafts
    union all
    select before_id from work_notes;

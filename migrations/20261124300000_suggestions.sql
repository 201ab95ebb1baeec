-- Changes of a note's text that somebody suggests, to be taken over piece by piece.

alter table revisions drop constraint revisions_origin_check;
alter table revisions add constraint revisions_origin_check
    check (origin in ('import', 'edit', 'merge', 'restore', 'move', 'replace', 'suggestion'));

create table suggestions (
    id uuid primary key,
    note_id uuid not null references notes on delete cascade,
    -- Within the note, from 1.
    number integer not null check (number > 0),
    -- Whose it is.
    user_id uuid not null references users on delete cascade,
    -- The text that it was made of, as its writer had it: whole, or as the note's readers have it. Kept here, for the
    -- revision may be thinned out.
    base text not null check (octet_length(base) <= 2097152),
    base_revision_id uuid references revisions on delete set null,
    of_readers boolean not null,
    source text not null check (octet_length(source) <= 2097152),
    -- Which lines of the one become which of the other, and what became of that. See `notes::suggesting`.
    pieces jsonb not null,
    open integer not null check (open >= 0),
    accepted integer not null check (accepted >= 0),
    refused integer not null check (refused >= 0),
    words text not null check (char_length(words) <= 300),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- Counts what was done to it, so that nobody answers another text than they saw.
    version integer not null default 1,
    withdrawn_at timestamptz,
    answer text not null default '' check (char_length(answer) <= 1000),
    answered_at timestamptz,
    answered_by uuid references users on delete set null,
    constraint suggestions_of_note unique (note_id, number)
);

create index suggestions_by_person on suggestions (user_id, updated_at desc, id);
create index suggestions_of_person on suggestions (note_id, user_id);
-- What waits for an answer.
create index suggestions_open on suggestions (created_at, id) where open > 0 and withdrawn_at is null;
create index suggestions_by_base on suggestions (base_revision_id) where base_revision_id is not null;
create index suggestions_by_answerer on suggestions (answered_by) where answered_by is not null;

-- A person may at once be writing at a note and at a suggestion for it.
alter table drafts add column suggests boolean not null default false;
alter table drafts drop constraint drafts_of_note;
alter table drafts add constraint drafts_of_note unique (user_id, note_id, suggests);

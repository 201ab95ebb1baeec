-- Writing in the browser: the vault for what is written here, and what people have not saved yet.

-- Notes that are written here and belong in the folder of no other vault lie in the garden's own.
alter table vaults add column is_own boolean not null default false;
create unique index vaults_own on vaults (is_own) where is_own;

-- A person's working copy of a text: of a note, or of one that is still to be. Kept while they type; no revision,
-- and read by nobody else.
create table drafts (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    -- Null: a new note. A note that is gone for good leaves its drafts as new ones.
    note_id uuid references notes on delete set null,
    -- The text that it was made of; null for a new note, or where that text is kept no more.
    base_revision_id uuid references revisions on delete set null,
    -- Where a new note is to lie.
    vault_id uuid references vaults on delete set null,
    place text not null default '',
    source text not null check (octet_length(source) <= 2097152),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- When they began to type without a longer break.
    since timestamptz not null,
    constraint drafts_of_note unique (user_id, note_id)
);

create index drafts_by_person on drafts (user_id, updated_at desc, id);
-- Who else is at it.
create index drafts_by_note on drafts (note_id, updated_at desc) where note_id is not null;
create index drafts_by_base on drafts (base_revision_id) where base_revision_id is not null;
create index drafts_by_vault on drafts (vault_id) where vault_id is not null;

-- What somebody has not published.
create index notes_unpublished_by_author on notes (author_id, updated_at desc, id) where published_revision_id is null;

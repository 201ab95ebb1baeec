-- Vaults that are imported over notes that were changed in the garden.

-- What a file said where its note was not given just that: united with what the note said, or clashing with it.
create table imported_texts (
    id uuid primary key,
    note_id uuid not null references notes on delete cascade,
    vault_id uuid not null references vaults on delete cascade,
    -- The file, from the vault's root.
    path text not null,
    source text not null,
    -- What both texts had grown out of; null where nobody knows any more, and once it is settled.
    base text,
    imported_at timestamptz not null,
    -- Null: it clashes with the note, and waits for somebody.
    settled_at timestamptz,
    settled_by uuid references users on delete set null
);

-- A note waits for one text at most: the next of the same file takes its place.
create unique index imported_texts_waiting on imported_texts (note_id) where settled_at is null;
create index imported_texts_by_note on imported_texts (note_id, imported_at desc);
create index imported_texts_by_vault on imported_texts (vault_id, path) where settled_at is null;
create index imported_texts_by_settler on imported_texts (settled_by) where settled_by is not null;

-- The revision is what the note said after the import. Where that is not what the file said, the text is: the base of
-- what the next import unites.
alter table vault_entries add column text_id uuid references imported_texts on delete set null;
create index vault_entries_by_text on vault_entries (text_id) where text_id is not null;

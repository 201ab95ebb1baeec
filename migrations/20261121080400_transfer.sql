-- What was imported, file by file, and the report of each run.

create table imports (
    id uuid primary key,
    vault_id uuid references vaults on delete set null,
    -- The folder or the zip, as the person named it.
    source text not null,
    state text not null check (state in ('waiting', 'running', 'done', 'failed')),
    started_by uuid references users on delete set null,
    started_at timestamptz not null,
    finished_at timestamptz,
    -- {"done": 120, "total": 519} while it runs.
    progress jsonb,
    -- The whole report once it is done.
    report jsonb,
    -- Why it failed, in words for the owner.
    failure text
);

create index imports_by_start on imports (started_at desc);

-- One row a file of a vault as it was last imported: the base of what a next import compares with.
create table vault_entries (
    vault_id uuid not null references vaults on delete cascade,
    -- From the vault's root, composed (NFC), with slashes.
    path text not null,
    content_hash bytea not null,
    note_id uuid references notes on delete set null,
    revision_id uuid references revisions on delete set null,
    file_id uuid references files on delete set null,
    -- When the file was first found missing from the vault.
    gone_at timestamptz,
    primary key (vault_id, path)
);

create index vault_entries_by_content on vault_entries (vault_id, content_hash);
create index vault_entries_by_note on vault_entries (note_id);
create index vault_entries_by_file on vault_entries (file_id);

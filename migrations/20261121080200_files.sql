-- Attachments. The bytes lie in the blob store under their SHA-256; two attachments may share them.

create table files (
    id uuid primary key,
    sha256 bytea not null check (octet_length(sha256) = 32),
    name text not null,
    media_type text not null,
    size bigint not null check (size >= 0),
    -- Pixels, of images whose size could be read: it keeps a page from jumping as they load.
    width integer,
    height integer,
    created_at timestamptz not null
);

create index files_by_content on files (sha256);

-- Who may read a file: whoever may read one of the notes that use it. Written by the notes.
create table file_audiences (
    file_id uuid not null references files on delete cascade,
    audience_id integer not null references audiences on delete cascade,
    primary key (file_id, audience_id)
);

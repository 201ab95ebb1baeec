-- Vaults, notes, their addresses and texts, and what is derived from the texts.

-- Names sort as people expect, whatever the server's locale.
create collation names (provider = icu, locale = 'und-u-kn-true');

create table vaults (
    id uuid primary key,
    name text not null constraint vaults_name_key unique,
    -- Where its notes live below /notes/; empty is the root.
    mount text not null default '',
    -- BCP 47; null: each note's language is detected.
    language text,
    audience text not null default 'public' check (audience in ('public', 'unlisted', 'members', 'private')),
    author_id uuid references users on delete set null,
    created_at timestamptz not null
);

create table notes (
    id uuid primary key,
    vault_id uuid not null references vaults,
    -- The current address, below /notes/.
    path text not null constraint notes_path_key unique,
    folder text not null,
    title text collate names not null,
    language text not null,
    description text,
    excerpt text not null,
    author_id uuid references users on delete set null,
    audience_id integer not null references audiences,
    -- False: reachable by its address, in no list (unlisted).
    listed boolean not null,
    -- Null: a draft, which nobody but its author and editors may know of.
    published_revision_id uuid,
    newest_revision_id uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    published_at timestamptz
);

comment on column notes.title is 'Like language, description and excerpt: of the published revision, or of the newest while there is none.';

-- Every address that ever led to a note. None is given to another note, so old links keep their meaning.
create table note_paths (
    path text primary key,
    note_id uuid not null references notes on delete cascade deferrable initially deferred,
    created_at timestamptz not null,
    unique (path, note_id)
);

create index note_paths_by_note on note_paths (note_id);

alter table notes add constraint notes_path_is_known
    foreign key (path, id) references note_paths (path, note_id) deferrable initially deferred;

create table revisions (
    id uuid primary key,
    note_id uuid not null references notes on delete cascade deferrable initially deferred,
    number integer not null,
    -- The whole Markdown, front matter and all.
    source text not null,
    source_hash bytea not null,
    title text not null,
    -- [{"level": 2, "id": "…", "text": "…"}]
    headings jsonb not null,
    words integer not null,
    render_version smallint not null,
    author_id uuid references users on delete set null,
    created_at timestamptz not null,
    unique (note_id, number)
);

alter table notes
    add constraint notes_published_revision foreign key (published_revision_id) references revisions
        deferrable initially deferred,
    add constraint notes_newest_revision foreign key (newest_revision_id) references revisions
        deferrable initially deferred;
alter table garden
    add constraint garden_front_note foreign key (front_note_id) references notes on delete set null;

-- Lists. One index an order: the audience first, for each reader's lists are merged from their audiences'.
create index notes_listed_by_update on notes (audience_id, updated_at desc, id)
    where listed and published_revision_id is not null;
create index notes_listed_by_creation on notes (audience_id, created_at desc, id)
    where listed and published_revision_id is not null;
create index notes_listed_by_title on notes (audience_id, title, id)
    where listed and published_revision_id is not null;
create index notes_listed_by_language on notes (audience_id, language, updated_at desc, id)
    where listed and published_revision_id is not null;
create index notes_listed_by_folder on notes (audience_id, folder text_pattern_ops, title)
    where listed and published_revision_id is not null;
create index notes_by_vault on notes (vault_id);

-- A published note is shown from its parts, in order. Each part has its own readers.
create table parts (
    revision_id uuid not null references revisions on delete cascade,
    ordinal smallint not null,
    note_id uuid not null references notes on delete cascade,
    audience_id integer not null references audiences,
    -- With holes (<q-link n="3">) where links and embeds stand; they are filled for each reader.
    html text not null,
    plain text not null,
    search tsvector not null,
    primary key (revision_id, ordinal)
);

create index parts_search on parts using gin (search);
create index parts_by_note on parts (note_id);

-- The links and embeds of a revision, numbered as the holes are.
create table links (
    revision_id uuid not null references revisions on delete cascade,
    ordinal integer not null,
    note_id uuid not null references notes on delete cascade,
    embed boolean not null,
    -- As written, and folded for look-up; a key that starts with / is a path from the vault's root.
    target text not null,
    key text not null,
    fragment text,
    width integer,
    height integer,
    line integer not null,
    target_note_id uuid references notes on delete set null,
    target_file_id uuid references files on delete set null,
    -- How many notes or files the text could have meant.
    candidates integer not null default 0,
    primary key (revision_id, ordinal)
);

create index links_by_target_note on links (target_note_id) where target_note_id is not null;
create index links_by_target_file on links (target_file_id) where target_file_id is not null;
create index links_by_key on links (key);
create index links_by_note on links (note_id);

-- What a link may call a note: its path from the vault's root ("/a/b"), each tail of it ("b", "a/b"), its
-- aliases and its permalink, all folded.
create table note_names (
    vault_id uuid not null references vaults on delete cascade,
    key text not null,
    note_id uuid not null references notes on delete cascade,
    kind text not null check (kind in ('path', 'tail', 'alias', 'permalink')),
    primary key (vault_id, key, note_id, kind)
);

create index note_names_by_note on note_names (note_id);
create index note_names_by_key on note_names (key);

-- The same for attachments.
create table file_names (
    vault_id uuid not null references vaults on delete cascade,
    key text not null,
    file_id uuid not null references files on delete cascade,
    kind text not null check (kind in ('path', 'tail')),
    primary key (vault_id, key, file_id, kind)
);

create index file_names_by_file on file_names (file_id);
create index file_names_by_key on file_names (key);

-- Tags of listed, published notes, with what a tag's page sorts and filters by.
create table note_tags (
    tag_key text not null,
    note_id uuid not null references notes on delete cascade,
    tag text not null,
    audience_id integer not null references audiences,
    language text not null,
    title text collate names not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tag_key, note_id)
);

create index note_tags_by_note on note_tags (note_id);
create index note_tags_by_update on note_tags (tag_key, audience_id, updated_at desc, note_id);
create index note_tags_by_creation on note_tags (tag_key, audience_id, created_at desc, note_id);
create index note_tags_by_title on note_tags (tag_key, audience_id, title, note_id);
create index note_tags_by_language on note_tags (tag_key, audience_id, language, updated_at desc, note_id);

-- How many notes each audience finds under a tag, so that the list of tags counts nothing.
create table tag_counts (
    tag_key text not null,
    audience_id integer not null references audiences on delete cascade,
    tag text not null,
    notes integer not null check (notes > 0),
    primary key (audience_id, tag_key)
);

create index tag_counts_by_key on tag_counts (tag_key);

-- The names of folders as people wrote them.
create table folders (
    path text primary key,
    parent text,
    title text collate names not null
);

create index folders_by_parent on folders (parent, title);

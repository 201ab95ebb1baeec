-- What readers choose for their eyes and hands. Null, and false: as the garden has it.
alter table users
    add column face text check (face in ('sans')),
    add column text_size text check (text_size in ('small', 'large', 'larger', 'largest')),
    add column measure text check (measure in ('narrow', 'wide')),
    -- Whether shortcuts of a single key are off.
    add column keys_off boolean not null default false,
    -- Whether the garden keeps what the four tables below hold.
    add column keeps_reading boolean not null default true;

-- A person's visits: when they were here last, and when the visit before this one ended.
create table visits (
    user_id uuid primary key references users on delete cascade,
    seen_at timestamptz not null,
    -- Null: this is the first.
    before timestamptz
);

create table bookmarks (
    user_id uuid not null references users on delete cascade,
    note_id uuid not null references notes on delete cascade,
    created_at timestamptz not null,
    primary key (user_id, note_id)
);

create index bookmarks_by_time on bookmarks (user_id, created_at desc, note_id);
create index bookmarks_by_note on bookmarks (note_id);

-- Notes that a person has read.
create table readings (
    user_id uuid not null references users on delete cascade,
    note_id uuid not null references notes on delete cascade,
    read_at timestamptz not null,
    primary key (user_id, note_id)
);

create index readings_by_time on readings (user_id, read_at desc, note_id);
create index readings_by_note on readings (note_id);

-- Where a person stopped in a note that they have not read to its end.
create table stops (
    user_id uuid not null references users on delete cascade,
    note_id uuid not null references notes on delete cascade,
    -- Of the text's height, from its top.
    fraction real not null check (fraction between 0 and 1),
    -- The fragment of the heading above.
    heading text check (char_length(heading) <= 200),
    stopped_at timestamptz not null,
    primary key (user_id, note_id)
);

create index stops_by_time on stops (user_id, stopped_at desc, note_id);
create index stops_by_note on stops (note_id);

-- What is new since a visit.
create index notes_listed_by_publication on notes (audience_id, published_at desc, id)
    where listed and published_revision_id is not null;

-- Links by which somebody without an account sees one note, until they end.
create table preview_links (
    id uuid primary key,
    -- SHA-256 of the random token in the address: who reads this table opens nothing with it.
    token_hash bytea not null constraint preview_links_token unique check (octet_length(token_hash) = 32),
    note_id uuid not null references notes on delete cascade,
    -- Whoever made it: they see what it shows as long as they may change the note.
    user_id uuid not null references users on delete cascade,
    created_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > created_at),
    -- Null: not opened yet.
    opened_at timestamptz,
    times_opened integer not null default 0
);

create index preview_links_by_note on preview_links (note_id, created_at desc, id);
create index preview_links_by_end on preview_links (ends_at);
create index preview_links_by_maker on preview_links (user_id);

-- Those whose maker may read and change the note today, with what they may read. What lies in the bin nobody reads.
-- Whether their time has come, the asker compares.
create view standing_preview_links as
    select l.*, u.name as maker, m.audiences
    from preview_links l
    join users u on u.id = l.user_id
    cross join lateral (
        select array(select a.id from audiences a where a.kind in ('public', 'members') or a.user_id = u.id) as audiences
    ) m
    join notes n on n.id = l.note_id and n.audience_id = any(m.audiences)
    where u.role in ('editor', 'owner') or (u.role = 'author' and n.author_id = u.id);

-- The garden itself: one row of settings, and the counter that caches follow.

create table garden (
    only_row boolean primary key default true check (only_row),
    name text not null default 'Quintal' check (char_length(name) between 1 and 100),
    locales text[] not null default '{en,es,pt-BR}' check (cardinality(locales) > 0),
    time_zone text not null default 'UTC',
    front_note_id uuid,
    sign_up_open boolean not null default true,
    -- Signs session cookies; made once, so that every replica has the same one.
    secret bytea not null,
    planted_at timestamptz,
    set_up_at timestamptz,
    -- Rises with every change that a reader can see.
    generation bigint not null default 0
);

comment on table garden is 'One row: the settings of this garden.';
comment on column garden.locales is 'Languages of the interface that are offered, the first being the default.';

-- Called once by every transaction that changes what readers see. The notification is delivered at commit.
create function bump_generation() returns void language sql as $$
    update garden set generation = generation + 1;
    select pg_notify('garden', '');
$$;

insert into garden (secret)
values (
    -- Four random UUIDs carry 488 random bits; hashing spreads them over 64 bytes without an extension.
    sha512(convert_to(
        gen_random_uuid()::text || gen_random_uuid() || gen_random_uuid() || gen_random_uuid(), 'UTF8'
    ))
);

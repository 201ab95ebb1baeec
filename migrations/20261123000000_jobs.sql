-- Work that is done beside the requests, by any program of the garden.

create table jobs (
    id uuid primary key,
    -- Which code does it.
    kind text not null,
    -- What it is about. Of one kind and key one job waits at most, one runs and one is parked.
    key text not null,
    payload jsonb not null,
    state text not null check (state in ('waiting', 'running', 'parked', 'done')),
    -- Work that comes in masses lets all other work go first.
    bulk boolean not null,
    -- Waiting: when it is to be done. Running: when whoever runs it will have said again that they still do; from
    -- then on it is anybody's.
    due_at timestamptz not null,
    -- Those that were begun.
    tries smallint not null default 0,
    -- What went wrong in the last one.
    error text,
    -- Made anew at every try, so that nobody ends a job that was taken from them.
    runner uuid,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz
);

create unique index jobs_once on jobs (kind, key, state) where state <> 'done';
create index jobs_due on jobs (bulk, due_at, id) where state in ('waiting', 'running');
create index jobs_ended on jobs (state, ended_at) where state in ('parked', 'done');

-- The owner's list.
create index jobs_by_state on jobs (state, id);
create index jobs_by_kind on jobs (kind, id);

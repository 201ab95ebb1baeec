-- The bin. What lies in it has nobody for its readers: an audience that no person ever holds. So no query needs to
-- know of it.
alter table audiences drop constraint audiences_kind_check;
alter table audiences add constraint audiences_kind_check
    check (kind in ('public', 'members', 'editors', 'nobody', 'person'));
insert into audiences (id, kind) values (4, 'nobody');

alter table notes
    add column deleted_at timestamptz,
    add column deleted_by uuid references users on delete set null,
    -- Who could read it, and whether it was published: it comes back as it was.
    add column deleted_audience_id integer references audiences on delete set null,
    add column deleted_published boolean;

comment on column notes.deleted_at is 'Not null: it lies in the bin. Nothing that is derived from its text is kept meanwhile.';

create index notes_in_bin on notes (deleted_at desc, id) where deleted_at is not null;

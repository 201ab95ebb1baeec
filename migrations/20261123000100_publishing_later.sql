-- Notes that are to be published at a time.

alter table notes add column publish_at timestamptz;

comment on column notes.publish_at is 'A draft that is to be published then. Null: nobody has said so, or it was.';

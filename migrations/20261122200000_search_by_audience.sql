-- Whoever searches walks through what they may find, and through nothing else.

-- An index over readers and words together. An extension that any owner of a database may create ("trusted").
create extension if not exists btree_gin;

-- Whether searches may find the part: its note is listed, and the part is of the published text. A copy for the
-- index alone; what a visitor is shown is decided by the note.
alter table parts add column listed boolean not null default false;

update parts p set listed = true
from notes n
where n.id = p.note_id and n.published_revision_id = p.revision_id and n.listed;

drop index parts_search;
create index parts_search on parts using gin (audience_id, search) where listed;

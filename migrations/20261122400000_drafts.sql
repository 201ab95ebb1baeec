-- Editors and the owner are an audience, too: the one that reads drafts, beside their authors.
alter table audiences drop constraint audiences_kind_check;
alter table audiences add constraint audiences_kind_check check (kind in ('public', 'members', 'editors', 'person'));
insert into audiences (id, kind) values (3, 'editors');

comment on column notes.published_revision_id is 'Null: a draft, read by those of its audience who are its author or editors, and in no list.';

-- What drafts show.
insert into file_audiences (file_id, audience_id)
select distinct l.target_file_id, r.id
from links l
join notes n on n.id = l.note_id and n.newest_revision_id = l.revision_id and n.published_revision_id is null
join audiences o on o.id = n.audience_id
join audiences r on case when o.kind = 'person' then r.id = o.id else r.kind = 'editors' or r.user_id = n.author_id end
where l.target_file_id is not null
on conflict do nothing;

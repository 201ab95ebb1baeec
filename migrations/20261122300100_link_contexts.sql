-- The sentence that a link stands in, for the note that it leads to; and where in it the link's words are, in
-- bytes of UTF-8. Null where the sentence says nothing but the link.
alter table links
    add column context text,
    add column context_from integer,
    add column context_to integer;

-- Backlinks, the newest note first, however many there are.
create index links_to_note on links (target_note_id, note_id desc) where target_note_id is not null;
drop index links_by_target_note;

-- Notes in several languages, and lists for programs.

-- The note that another one says it translates (`translation_of`), as it is called there, and what that means.
-- Unlike a link it is no part of the text: it is in no list of links or backlinks.
create table translations (
    note_id uuid primary key references notes on delete cascade,
    -- Folded like a wikilink's: what starts with "/" is a path from the vault's root.
    key text not null,
    target_note_id uuid references notes on delete set null
);

create index translations_by_key on translations (key);
create index translations_by_target on translations (target_note_id) where target_note_id is not null;

-- The notes that say the same as one note in other words: what it translates, what translates it, what shares its
-- permalink, and so on from each of them. Whether a visitor may know of one is the business of whoever asks.
create function kin_of(note uuid) returns table (id uuid) language sql stable rows 3 as $$
    with recursive kin (id) as (
        select note
        union
        select near.id from kin cross join lateral (
            select t.target_note_id as id from translations t where t.note_id = kin.id
            union all
            select t.note_id from translations t where t.target_note_id = kin.id
            union all
            select other.note_id from note_names own
            join note_names other on other.key = own.key and other.kind = 'permalink'
            where own.note_id = kin.id and own.kind = 'permalink'
        ) near
        where near.id is not null
    )
    select kin.id from kin where kin.id <> note limit 100
$$;

-- The newest notes of a folder and of those in it; and all notes for everyone, in an order that never changes.
create index notes_listed_by_folder_and_update on notes (audience_id, folder, updated_at desc, id)
    where listed and published_revision_id is not null;
create index notes_listed_by_id on notes (audience_id, id)
    where listed and published_revision_id is not null;

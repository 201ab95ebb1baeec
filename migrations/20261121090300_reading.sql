-- What reading found missing: the words of an embed, and lists in one language in every order.

-- The author's words for a link, `![[figure.png|A leaf]]`: what an embedded picture is called to those who do
-- not see it. A link's own words stand in its hole.
alter table links add column label text;

create index notes_listed_by_language_and_creation on notes (audience_id, language, created_at desc, id)
    where listed and published_revision_id is not null;
create index notes_listed_by_language_and_title on notes (audience_id, language, title, id)
    where listed and published_revision_id is not null;
create index note_tags_by_language_and_creation on note_tags (tag_key, audience_id, language, created_at desc, note_id);
create index note_tags_by_language_and_title on note_tags (tag_key, audience_id, language, title, note_id);

-- A tag and those nested in it lie together, whatever the server's locale.
create index tag_counts_by_prefix on tag_counts (audience_id, tag_key text_pattern_ops);

-- The translations of a note share its permalink.
create index note_names_by_permalink on note_names (key) where kind = 'permalink';

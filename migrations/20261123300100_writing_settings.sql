-- Where new notes get their texts from, and where the notes of days lie.
alter table garden
    -- The folder whose notes are templates, in any vault; empty: there are none.
    add column templates_folder text not null default 'Templates',
    -- Where a day's note lies in the garden's own vault.
    add column daily_place text not null default 'Daily/{{date}}',
    -- The template of a day's note, by its name in that folder; empty: none.
    add column daily_template text not null default '';

-- Notes of a folder of a vault.
create index note_names_by_place on note_names (key text_pattern_ops) where kind = 'path';

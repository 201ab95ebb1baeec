-- Who made a revision, in which way, and what they say about it. Its author is there already.

alter table revisions
    add column origin text not null default 'import'
        check (origin in ('import', 'edit', 'merge', 'restore', 'move', 'replace')),
    -- In the words of whoever saved it.
    add column summary text check (char_length(summary) <= 300),
    -- Of the source, in bytes.
    add column size integer generated always as (octet_length(source)) stored;

alter table revisions alter column origin drop default;

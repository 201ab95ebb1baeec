-- What links name in their targets, and which way a text is written.

-- From the outermost: slugs of headings, or a block's "^name" alone. `headings` of a revision carry a "slug" beside
-- the "id", which a second heading of the same text has another of.
alter table links add column anchor text[];

-- The place in a revision that a link names: of headings with the same text the one that stands under all others
-- named, else the first.
create function place_in(headings jsonb, blocks jsonb, anchor text[])
returns table (id text, words text, start integer, stop integer)
language sql immutable parallel safe as $$
    select h ->> 'id', h ->> 'text', (h #>> '{html,0}')::integer, (h #>> '{html,1}')::integer
    from jsonb_array_elements(case when anchor[cardinality(anchor)] like '^%' then blocks else headings end)
        with ordinality as given (h, n)
    where lower(coalesce(h ->> 'slug', h ->> 'id')) = anchor[cardinality(anchor)]
    order by (
        select count(*) from unnest(anchor[:cardinality(anchor) - 1]) as above (slug)
        where not exists (
            select from jsonb_array_elements(headings) p
            where coalesce(p ->> 'slug', p ->> 'id') = above.slug
                and (p #>> '{html,0}')::integer < (h #>> '{html,0}')::integer
                and (p #>> '{html,1}')::integer >= (h #>> '{html,1}')::integer
        )
    ), n
    limit 1
$$;

-- "ltr" or "rtl", where the note says so itself; else its language says it.
alter table revisions add column dir text check (dir in ('ltr', 'rtl'));

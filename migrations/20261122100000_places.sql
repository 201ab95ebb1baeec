-- Where things stand within a rendered note, in bytes: what is embedded or quoted is cut out there.
--
-- revisions.headings: [{"level": 2, "id": "…", "text": "…", "plain_at": 120, "html": [0, 512]}], `plain_at` in the
-- plain text and `html` the section in the HTML of the revision's text, holes and all.

-- The blocks that the author named: [{"id": "^name", "html": [0, 64]}].
alter table revisions add column blocks jsonb not null default '[]';

-- Where the link's words stand in the plain text.
alter table links add column plain_at integer not null default 0;

-- A session's look-up asks for every audience that is not one person's; there are few of them among many.
create index audiences_shared on audiences (id) where kind <> 'person';

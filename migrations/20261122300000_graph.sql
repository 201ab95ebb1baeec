-- The graph, as it was last laid out beside the requests. It is made of notes and links and can be made anew.
--
-- Places are worked out an audience at a time: those of public notes from public notes alone, those of members'
-- notes around them, and those of every other audience around both. So no place tells of a note that its viewer
-- may not read.

create table graph_notes (
    note_id uuid primary key references notes on delete cascade,
    audience_id integer not null references audiences on delete cascade,
    folder text not null,
    -- Notes that it is linked with, as far as the readers of its audience may know of them.
    links integer not null,
    x double precision not null,
    y double precision not null
);

create index graph_notes_by_links on graph_notes (audience_id, folder, links desc, note_id);

-- Where a folder lies among those beside it, and how many notes of an audience are in it and below. A path that
-- ends with a slash stands for the notes that lie in its parent itself.
create table graph_folders (
    audience_id integer not null references audiences on delete cascade,
    parent text not null,
    path text not null,
    notes integer not null,
    x double precision not null,
    y double precision not null,
    primary key (audience_id, parent, path)
);

-- How many links join two folders that lie beside each other: each is seen by those who read both audiences.
create table graph_folder_links (
    parent text not null,
    from_path text not null,
    to_path text not null,
    from_audience integer not null references audiences on delete cascade,
    to_audience integer not null references audiences on delete cascade,
    links integer not null,
    primary key (parent, from_path, to_path, from_audience, to_audience)
);

-- What the places of an audience's notes were worked out from, so that they stay while that stays.
create table graph_layers (
    audience_id integer primary key references audiences on delete cascade,
    fingerprint bytea not null
);

-- The garden's generation that the graph shows.
create table graph_state (
    only_row boolean primary key default true check (only_row),
    generation bigint not null
);

insert into graph_state (generation) values (-1);

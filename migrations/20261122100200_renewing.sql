-- Revisions that an older program rendered are found and renewed after an update.
create index revisions_by_render_version on revisions (render_version, id);

-- What a note is called by, looked up by its beginning while somebody writes a link.
create index note_names_by_beginning on note_names (key text_pattern_ops) where kind in ('tail', 'alias');

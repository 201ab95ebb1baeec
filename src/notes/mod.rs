//! Notes, revisions, links, tags, reading and search.

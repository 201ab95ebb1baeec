//! The Markdown dialect, links, slugs, languages, folding for search and encodings. Pure: no I/O.

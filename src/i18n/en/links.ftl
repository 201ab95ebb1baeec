# $title (String)
links-of = Links of “{ $title }”
links-title = Links
links-all = All links of this note
links-more = More notes link here: all links
links-from = Linked from
links-from-none = No note links here yet.
links-mentions = Named without a link
links-to = Links to
links-to-none = It links to no other note.
links-related = Related notes
links-related-help = They are linked with the same notes, carry the same tags or speak of the same things.

preview-empty = This note has no text yet.
preview-more = Read on

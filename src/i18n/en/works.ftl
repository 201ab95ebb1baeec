bulk-title = Manage notes
bulk-lede = Every note that you may change, published or not. Choose some, and change them together.
bulk-lede-own = Your notes, published or not. Choose some, and change them together.
bulk-filter = Filter and order
bulk-title-words = Words of the title
bulk-folder = Folder
bulk-tag = Tag
bulk-state = State
bulk-author = Author
bulk-sort = Order
bulk-sort-updated = Latest change first
bulk-sort-title = By title
bulk-any = Any
bulk-show = Show
bulk-clear = Show all
# $count (Number)
bulk-matches = { $count ->
    [one] One note matches.
   *[other] { $count } notes match.
}
# $most (Number)
bulk-matches-many = More than { $most } notes match.
bulk-none-title = No notes yet
bulk-none-text = What you write stands here, to be moved, tagged and published together.
bulk-no-match = No note is like that
bulk-column-note = Note
bulk-column-place = Place
bulk-column-tags = Tags
bulk-column-changed = Changed
bulk-published = Published
bulk-scheduled = Scheduled
bulk-draft = Draft
# $name (String)
bulk-by = by { $name }
# $title (String)
bulk-tick = Choose “{ $title }”
bulk-which = Which notes
bulk-which-ticked = Those that are ticked
# $count (Number)
bulk-which-page = { $count ->
    [one] The one on this page
   *[other] All { $count } on this page
}
# $count (Number)
bulk-which-all = { $count ->
    [one] The one that the list has
   *[other] All { $count } that the list has, on every page
}
# $most (Number)
bulk-too-many = The list has more than { $most } notes. Narrow it to choose all of them at once.
bulk-what = What to do with them
bulk-move = Move to the folder
bulk-move-help = In the vault that each lies in. Empty: in no folder.
bulk-add-tag = Add the tag
bulk-remove-tag = Take off the tag
bulk-change-audience = Change who may read them
bulk-publish = Publish
bulk-unpublish = Make drafts of them
bulk-bin = Move to the bin
bulk-go-on-help = You see what will happen to each before anything is done.
bulk-no-tags = no tags
bulk-error-none = Choose at least one note.
bulk-error-deed = Choose what to do.
bulk-error-tag = Write one tag, a word without spaces or commas, not of digits alone.
bulk-error-audience = Choose who may read them.
# $most (Number)
# $size (String)
bulk-error-much = That is too much at once. Up to { $most } notes can be changed together, with { $size } of text, and links to them in as many.

# $folder (String)
deed-move = Move to “{ $folder }”
deed-move-root = Move out of all folders
# $tag (String)
deed-tag = Add the tag “{ $tag }”
# $tag (String)
deed-untag = Take off the tag “{ $tag }”
# $readers (String)
deed-audience = Change readers to “{ $readers }”
deed-publish = Publish
deed-unpublish = Make drafts
deed-bin = Move to the bin

left-already = It is so already.
left-theirs = You may read it, but not change it.
left-out-of-reach = It is somebody else’s: private to them, you could not bring it back.
left-plain = Boards and bases have no properties.
left-unreadable = Its properties cannot be read as they are written.
left-layout = The property is written in a way that only its author should change.
left-in-text = The tag stands in the text itself.
left-taken = Another note lies there, or had that address.
left-changed = Somebody has changed it since.
left-gone = It is not there any more.
left-unusable = Its text could not be saved like that.

# $count (Number)
work-would = { $count ->
    [0] None of the notes you chose would change.
    [one] One note will change.
   *[other] { $count } notes will change.
}
# $count (Number)
work-would-leave = { $count ->
    [one] One note is left as it is. It stands first, with the reason.
   *[other] { $count } notes are left as they are. They stand first, each with the reason.
}
work-becomes = becomes
# $count (Number)
work-turned = { $count ->
    [one] In one more note, links are turned to the new place
   *[other] In { $count } more notes, links are turned to the new places
}
# $count (Number)
work-do = { $count ->
    [one] Do it to one note
   *[other] Do it to { $count } notes
}
work-cancel = Leave them as they are
# $days (Number)
work-undo-help = It can be undone, for { $days } days. What somebody changes meanwhile is left alone.
# $count (Number)
work-done = { $count ->
    [0] No note was changed.
    [one] Done, with one note.
   *[other] Done, with { $count } notes.
}
# $count (Number)
work-left = { $count ->
    [one] One was left as it was.
   *[other] { $count } were left as they were.
}
# $when (String)
work-undone = Undone on { $when }.
# $count (Number)
work-undo-left = { $count ->
    [one] One note was not brought back. It stands first, with the reason.
   *[other] { $count } notes were not brought back. They stand first, each with the reason.
}
# $why (String)
work-not-undone = Not brought back. { $why }
work-links-turned = Its links were turned to what moved.
work-in-bin = In the bin
# $what (String)
work-summary = Many notes at once: { $what }
work-undo-summary = Many notes at once: undone

works-title = What you did to many notes
# $most (Number)
# $days (Number)
works-lede = Your last { $most } works of the last { $days } days. Each can be undone; notes that somebody changed since are left alone.
works-none-title = Nothing yet
works-none-text = What you do to several notes at once is kept here, with a way back.
# $count (Number)
works-notes = { $count ->
    [one] one note
   *[other] { $count } notes
}
# $what (String)
works-undo = Undo “{ $what }”

# $sought (String)
# $by (String)
deed-replace = Replace “{ $sought }” by “{ $by }”
# $sought (String)
deed-take-out = Take out “{ $sought }”

replace-title = Find and replace
replace-lede = Words in the notes that you may change. Every hit is shown, and nothing is replaced that you have not seen.
replace-sought = Find
replace-by = Replace by
replace-by-help = Empty: what is found is taken out. After a regular expression, $1 stands for what its first group found.
replace-how = How, and where
replace-ignore = Ignore case
replace-whole = Whole words alone
replace-pattern = As a regular expression
replace-front = In properties, too
replace-code = In code and formulas, too
replace-find = Find
replace-find-help = Boards and bases are passed over.
replace-empty = Write what is to be found.
# $most (Number)
replace-long = That is too long: { $most } bytes at most.
# $wrong (String)
replace-no-pattern = This regular expression cannot be used: { $wrong }
replace-nothing = Nothing was found
replace-nothing-text = None of the notes that were looked through says that.
# $count (Number)
replace-hits = { $count ->
    [one] One hit
   *[other] { $count } hits
}
# $count (Number)
replace-in-notes = { $count ->
    [one] in one note
   *[other] in { $count } notes
}
# $most (Number)
replace-more = There are more. These are the first { $most }: replace them, or narrow the search, and look again.
replace-ended = There are more notes than can be looked through at once. Narrow the search to reach the others.
replace-none-ticked = Tick at least one hit.
replace-do = Replace what is ticked
# $n (Number)
work-lost = { $n ->
    [one] One note that is not yours to change calls one of them by its place
   *[other] { $n } notes that are not yours to change call some of them by their places
}

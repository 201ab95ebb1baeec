# $title (String)
move-page = Rename or move “{ $title }”
move-title = Rename or move
move-link = Rename or move this note
move-field-title = Title
move-field-name = Name
move-field-name-help = The name of its file. Links call the note by it, and its address is made of it.
move-field-folder = Folder
move-field-folder-help = From the vault’s root, with slashes between folders. Empty: no folder.
move-next = Go on
move-now = Move it
move-cancel = Leave it as it is
move-old-address = The old address goes on leading to the note, for good.
move-links = Links that call it by its old name
move-links-rewrite = Rewrite them in the notes ticked below
# $name (String)
move-links-both = Rewrite them in the notes ticked below, and keep “{ $name }” as another name for links elsewhere
# $name (String)
move-links-alias = Leave them, and keep “{ $name }” as another name of the note
move-links-leave = Leave them; they will lead nowhere
# $n (Number)
move-turned = { $n ->
    [0] No note that you may change can be rewritten
    [one] One note would be rewritten
   *[other] { $n } notes would be rewritten
}
# $n (Number)
move-more = More than { $n } notes link here; only these can be rewritten with the move.
move-more-keep = Keep the old name, so that the others still find the note.
# $n (Number)
move-others = { $n ->
    [one] One note that is not yours to change calls it by its name
   *[other] { $n } notes that are not yours to change call it by its name
}
# $name (String)
move-others-renamed = Links there find the note as long as “{ $name }” stays one of its names.
# $n (Number)
move-lost = { $n ->
    [one] One note that is not yours to change calls it by its place
   *[other] { $n } notes that are not yours to change call it by its place
}
move-lost-text = Links there will lead nowhere until somebody changes them.
# $n (Number)
move-line = Line { $n }
move-changed = Somebody changed this while you were looking at it. What you see now is how it stands; what you typed is still here.
move-taken = Another note has this address, or had it once. Choose another name or folder.
move-nothing = Nothing is different yet: change the name, the folder or the title.
move-name-empty = A note needs a name.
move-name-bad = A name cannot begin with a dot, nor hold / \ : * ? " < > | # ^ [ ] or more than 180 letters.
move-folder-bad = The name of a folder cannot begin with a dot, nor hold \ : * ? " < > | # ^ [ ].
move-title-bad = Write a title of at most 300 letters.
move-title-fixed = This title cannot be changed from here: it spans several lines, or the heading would show it otherwise. Change it in the text.
move-alias-fixed = The other names of this note are written over several lines. Add the old one in the text, or choose another way.

graph-title = Map of the garden
# $folder (String)
graph-of-folder = Map of “{ $folder }”
# $title (String)
graph-around = Around “{ $title }”
graph-around-link = Map around this note
graph-alone = It is linked with no other note yet.
graph-colour = What the colours mean
graph-colour-folder = Colours by folder
graph-colour-tag = Colours by tag
graph-legend = Colours
graph-others = Others
graph-loose = Notes without a folder
graph-list = The same as a list
graph-in = Closer
graph-out = Further away
graph-whole = Show everything
graph-none-title = Nothing to map yet
graph-none-text = The map is drawn a few seconds after notes have come. If there are some already, look again in a moment.
# $n (Number)
graph-notes = { $n ->
    [one] one note
   *[other] { $n } notes
}
# $n (Number)
graph-links = { $n ->
    [0] no links
    [one] one link
   *[other] { $n } links
}
# $n (Number)
graph-help-folders = { $n ->
    [one] One note, by folder. Choose a folder to see the notes in it.
   *[other] { $n } notes, by folder. Choose a folder to see the notes in it.
}
# $n (Number)
graph-help-notes = { $n ->
    [one] One note, and the links between notes. Choose it to read it.
   *[other] { $n } notes, and the links between them. Choose one to read it.
}
# $n (Number)
graph-left-out = { $n ->
    [one] The best linked notes are drawn; one more is in the list.
   *[other] The best linked notes are drawn; { $n } more are in the list.
}

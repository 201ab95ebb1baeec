history-link = History
history-title = History
# $title (String)
history-page = History of “{ $title }”
history-lede = Every save, the newest first. Choose two and compare them, or open one to read what the note said then.
history-lede-one = There is one save so far. From the second on, you can compare them here.
history-for-whom = Only those who may change the note see this.
history-compare = Compare
history-from = before
history-to = after
# $n (Number)
history-revision = Revision { $n }
history-newest = Newest
history-published = Published
history-changes = What changed
history-older = Older
history-newer = Newer
history-author-unknown = author unknown
history-origin-import = Imported
history-origin-edit = Edited
history-origin-merge = Merged
history-origin-restore = Restored
history-origin-move = Renamed or moved
history-origin-replace = Words replaced
history-origin-suggestion = Suggestion taken over
history-restored = The earlier text is back, as a new revision. The one before it is in the history.
# $number (String)
history-restored-summary = The text of revision { $number }
history-restore = Restore this text
history-restore-help = It becomes a new revision, and the newest text of the note. Nothing is lost: all the others stay in the history.
history-restore-changed = Somebody saved a newer text while you were looking at this one, so nothing was restored. Look at what changed since, then restore if you still want to.
history-restore-nobody = This text says that it is private, and there is nobody whose it could be.
# $now (String)
# $then (String)
history-restore-audience = Its properties come back with it: the note is “{ $now }” now and would be “{ $then }”.
history-restore-hides = Its properties come back with it: the note is published now and would be a draft.
history-restore-publishes = Its properties come back with it: the note is a draft now and would be published.
# $when (String)
history-restore-schedules = Its properties come back with it: the note would be published on { $when }.
history-audience-public = For everyone

# $n (Number)
# $title (String)
revision-page = Revision { $n } of “{ $title }”
revision-banner-label = Which text this is
revision-is-old = This is what the note said once. Its text is another now.
revision-is-newest = This is the newest text, but not the one that readers see.
revision-is-published = Readers see this text, but there is a newer one.
revision-is-current = This is the text that readers see now.
revision-to-note = To the note
revision-changes-before = What changed with it
revision-changes-since = What changed since
revision-source = The text as it is written
revision-unreadable = This text cannot be shown as a page any more, because its properties cannot be read. Below it stands as it was written.

# $title (String)
changes-page = Changes of “{ $title }”
changes-title = What changed
changes-counts = How much changed
changes-none = Nothing: both texts are the same, letter by letter.
changes-same-revision = That is one and the same revision. Choose another to compare it with.
changes-only-layout = Every line says the same. Only what cannot be seen differs: how lines end, or in which order the properties stand.
changes-choose = Compare other revisions
changes-from = Revision before
changes-to = Revision after
changes-old = Before:
changes-new = After:
changes-properties-title = Properties
changes-property-new = was not there
changes-property-gone = is gone
changes-text-title = Text
changes-previous = The change before
changes-next = The next change
changes-piece-removed = removed:
changes-piece-added = added:
changes-empty-line = empty line
# $n (Number)
changes-line-before = Line { $n } before:
# $n (Number)
changes-line-after = Line { $n } after:
# $n (Number)
changes-line-removed = Line { $n } removed:
# $n (Number)
changes-line-added = Line { $n } added:
# $n (Number)
changes-line-moved-away = Line { $n } moved away:
# $n (Number)
changes-line-moved-here = Line { $n } moved here:
# $n (Number)
changes-moved-to = moved to line { $n }
# $n (Number)
changes-moved-from = moved from line { $n }
# $n (Number)
changes-properties = { $n ->
    [one] one property
   *[other] { $n } properties
}
# $n (Number)
changes-changed = { $n ->
    [one] one line changed
   *[other] { $n } lines changed
}
# $n (Number)
changes-added = { $n ->
    [one] one line added
   *[other] { $n } lines added
}
# $n (Number)
changes-removed = { $n ->
    [one] one line removed
   *[other] { $n } lines removed
}
# $n (Number)
changes-moved = { $n ->
    [one] one passage moved
   *[other] { $n } passages moved
}
# $n (Number)
changes-folded = { $n ->
    [one] one line unchanged
   *[other] { $n } lines unchanged
}
# $n (Number)
changes-cut = { $n ->
    [one] One more line differs. It is too long to be shown here.
   *[other] { $n } more lines differ. They are too many to be shown here.
}

# $title (String)
authorship-page = Who wrote “{ $title }”
authorship-title = Who wrote what
authorship-link = Who wrote which paragraph
authorship-lede = Each paragraph of the newest text, with whoever wrote it first and whoever changed it last.
authorship-none = There is no text yet.
# $n (Number)
authorship-unfinished = The history is long: so far it was followed back to revision { $n }. Open this page again and it goes on from there.
authorship-or-older = or earlier
authorship-changed = Last changed:
# $author (String)
authorship-changed-by = Last changed by { $author }:
# $names (String)
authorship-others = In between: { $names }
# $n (Number)
authorship-left-out = { $n ->
    [one] One more paragraph is not shown: the note is too long for this page.
   *[other] { $n } more paragraphs are not shown: the note is too long for this page.
}

nav-revisions = Revisions
revisions-title = Which revisions are kept
revisions-lede = Every save of a note is a revision. Usually all of them are kept; a garden that is edited much can let old ones thin out.
revisions-all = Keep all of them
revisions-thin = Let them thin out by age
revisions-all-days = Keep all of the last … days
revisions-all-days-help = Nothing younger is ever removed.
revisions-daily-days = Then one a day, up to … days back
revisions-daily-days-help = Older ones thin out to one a month. They stay for good.
revisions-stays = What always stays: the text that readers see, the newest one, and those that an import still compares with. Of what different people wrote, or what was for other readers, none takes the other’s place: who wrote a paragraph stays known.
# $most (String)
revisions-days-bad = Write a number of days from 1 to { $most }.
revisions-days-order = This cannot be less than the number above.
revisions-next = See what would go
revisions-save = Save
revisions-now = Save these rules
# $go (Number)
# $of (String)
revisions-forecast = { $go ->
    [0] By these rules none of the { $of } revisions would go now.
    [one] By these rules one of the { $of } revisions would go.
   *[other] By these rules { $go } of the { $of } revisions would go.
}
# $go (Number)
# $of (String)
revisions-forecast-more = { $go ->
    [0] None of the first { $of } revisions would go by these rules. There are more than can be counted here.
    [one] One of the first { $of } revisions would go by these rules, and probably some of the others. There are more than can be counted here.
   *[other] { $go } of the first { $of } revisions would go by these rules, and as many again of the others. There are more than can be counted here.
}
revisions-for-good = What goes is gone for good. It happens within the hour after you save, and goes on every hour.

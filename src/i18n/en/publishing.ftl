publishing-title = Publishing
# $title (String)
publishing-page = Publishing “{ $title }”
publishing-link = Publishing
publishing-is-published = It is published: its readers have it.
publishing-is-draft = It is a draft: only its author and the editors see it.
# $when (String)
publishing-appears = Appears on { $when }
publishing-until-then = Until then only its author and the editors see it.
publishing-now = Publish now
publishing-take-back = Make it a draft again
publishing-not-then = Do not publish it then
publishing-change = Change the time
publishing-later = Later
publishing-later-hides = Until that time it would be a draft again, hidden from its readers.
publishing-time = Day and time
# $zone (String)
publishing-time-help = In the time zone { $zone }.
publishing-clock-rule = When the clocks are put forward, a time that they skip means as much later; when they are put back, a time that comes twice means the first.
publishing-then = Publish it then
publishing-move = Move it to this time
publishing-cannot-wait = A board or a table cannot say when it is to be published: it is there for its readers as soon as it is saved.
publishing-no-time = Choose a day and a time.
publishing-passed = That time has passed. Choose one that is still to come, or publish now.
# $written (String)
# $zone (String)
# $meant (String)
publishing-skipped = There is no { $written } in { $zone }: the clocks are put forward over it. The note appears when they show { $meant }.
# $written (String)
# $zone (String)
publishing-twice = { $written } comes twice in { $zone }, for the clocks are put back. The note appears the first time.
flash-published = The note is published.
flash-renamed = Saved. The name that you wrote could not be had as it is, so the note got another. “Rename or move” changes it.
flash-taken-back = The note is a draft again.
flash-scheduled = The note will appear by itself.
flash-time-skipped = Saved. The clocks are put forward over the time that you chose, so the note appears as much later.
flash-time-twice = Saved. The time that you chose comes twice, for the clocks are put back: the note appears the first time.
checks-title = Checklist
# $title (String)
checks-page = Checklist for “{ $title }”
checks-lede-draft = This is a draft. Readers will see its saved text as it stands.
checks-lede-published = Readers see this note as it stands. What is told below, they meet today.
checks-unsaved = You have a text of this note that is not saved. What you see here is about the saved one; the editor can check yours.
checks-none-title = Nothing to mend
checks-none-text = Links lead somewhere, pictures have words, headings follow each other, and there is a description.
# $count (Number)
checks-count = { $count ->
    [one] One thing to look at
   *[other] { $count } things to look at
}
# $count (Number)
checks-more = { $count ->
    [one] And one more, once these are mended.
   *[other] And { $count } more, once these are mended.
}
checks-ask = Look at this first, or publish all the same.
checks-ask-unsaved = It is not published yet; what you typed is kept as a draft. Look at this first, or publish all the same.
checks-whole = The note
# $line (Number)
checks-line = Line { $line }
checks-edit = Edit the note

check-no-description = There is no description: one sentence for lists, searches and shared links.
# $target (String)
check-missing = The link to “{ $target }” leads nowhere: there is no such note or file.
# $target (String)
check-missing-embed = “{ $target }” is to be shown here, and there is no such note or file.
# $target (String)
check-draft = “{ $target }” is a draft itself: readers will see the words of the link and no way there.
# $target (String)
check-hidden = “{ $target }” is not for all readers of this note: others will see the words of the link and no way there.
# $title (String)
# $place (String)
check-no-place = “{ $title }” has no heading or block called “{ $place }”; the link leads to its beginning.
# $place (String)
check-missing-place = This note has no heading or block called “{ $place }”.
# $picture (String)
check-no-alternative = The picture “{ $picture }” has no words for those who do not see it. One that only adorns needs none.
# $level (Number)
# $missing (Number)
check-skipped-level = This heading is of level { $level }, and there is none of level { $missing } above it.
# $line (Number)
check-second-title = Another heading of level 1, beside the one in line { $line }. A note has one title.
check-empty-heading = A heading without words.
check-empty-link = A link without words: nobody can see or hear it.
check-no-address = A link without an address that can be followed.

publication-publish = Publish
publication-anyway = Publish anyway
publishing-anyway-then = Publish then anyway
publication-withdraw = Unpublish
publication-as-draft = Save as a draft
publication-draft = A draft: only its author and editors see it.
publication-summary-published = Published
publication-summary-withdrawn = Made a draft again

# $title (String)
preview-links-page = Preview links to “{ $title }”
preview-links-title = Preview links
preview-links-lede = Whoever has such a link sees this note without an account, its pictures and files too, until the link ends. They see its text as it stands when they look. Everything else of the garden stays as closed as it is.
preview-links-made = The link is made. Copy it now:
preview-links-once = It is shown this once: what the garden keeps of it opens nothing.
preview-links-days = It ends after
# $days (Number)
preview-links-day-count = { $days ->
    [one] one day
   *[other] { $days } days
}
preview-links-days-bad = Choose how long the link is to last.
# $most (Number)
preview-links-full = There are { $most } links to this note. End one of them first.
preview-links-make = Make a link
preview-links-standing = Links that open it today
preview-links-none = None.
# $when (String)
preview-links-ends = Ends on { $when }.
# $name (String)
# $when (String)
preview-links-by = Made by { $name } on { $when }.
# $count (Number)
# $when (String)
preview-links-opened = { $count ->
    [one] Opened once, on { $when }.
   *[other] Opened { $count } times, last on { $when }.
}
preview-links-unopened = Not opened yet.
preview-links-end = End it now
flash-link-ended = The link has ended. It opens nothing any more.
# $when (String)
preview-link-strip-draft = Preview of a draft. This link ends on { $when }.
# $when (String)
preview-link-strip = Preview of a note. This link ends on { $when }.
# $when (String)
preview-link-current = The text is the current one, saved on { $when }; it may change.

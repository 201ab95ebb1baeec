checks-title = Before publishing
# $title (String)
checks-page = Before publishing “{ $title }”
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
publication-withdraw = Unpublish
publication-as-draft = Save as a draft
publication-draft = A draft: only its author and editors see it.
publication-cannot-say = A board or a table cannot say that it is a draft. Throw it away, or hide the note that shows it.
publication-summary-published = Published
publication-summary-withdrawn = Made a draft again
flash-published = Published: readers see the note now.
flash-unpublished = The note is a draft again. Readers see it no more.

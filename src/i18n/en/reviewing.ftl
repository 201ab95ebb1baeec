review-link = Ready for review
# $title (String)
review-link-of = “{ $title }”: ready for review
# $title (String)
review-page = Review of “{ $title }”
review-title = Review
review-lede = Ask the editors to look at this note as it stands. They find it in their list, read it, and say what they think. You may go on writing meanwhile: they see that you did.
review-words = What should they look at?
review-words-help = A few words are enough, or none.
review-ask = Ready for review
review-private = Nobody but you can read this note, so nobody can look at it. Give it other readers first; a draft is still read by its author and the editors alone.
review-asked = Ready for review
review-approved = Approved
review-changes = To be changed
review-withdrawn = Taken back
# $name (String)
# $when (String)
review-asked-by = Asked by { $name } on { $when }.
review-changed-since = Changed since it was asked
review-changed-after = Changed since it was answered
review-changes-since = What changed
review-read = Read the note
review-waits = An editor will answer.
# $name (String)
review-answer-help = { $name } reads it. Whoever asks for changes says which.
review-approve = Approve
review-ask-changes = Ask for changes
review-withdraw = Take it back
review-before = Before
review-changed = Something changed while you looked at this: the note was saved, or the review answered or taken back. Here it is as it stands now; nothing was done.
review-wordless = Say what is to be different.
review-published = Published
reviews-title = Notes to review
reviews-lede = Their authors ask you to look at these, the oldest first.
# $count (String)
reviews-link = To review: { $count }
reviews-none = No note waits to be looked at.
reviews-mine = What you asked others to look at
reviews-mine-all = All that you asked
reviews-none-mine = You have asked nobody yet. At each of your notes stands “Ready for review”.
flash-review-asked = The editors are asked to look at it.
flash-review-withdrawn = The editors are asked no more.

list-order = Order
list-order-updated = Last changed
list-order-created = Newest
list-order-title = By title
list-language = Language of the notes
list-language-all = All
list-show = Show
list-pages = Pages
list-previous = Previous page
list-next = Next page
list-none-in-language = There is nothing in this language here.
list-show-all = Show everything
list-barren-title = Nothing planted yet
list-barren-owner = Bring your vault: a folder of Markdown notes, as a zip, becomes this garden.
list-barren-import = Import a vault
list-barren-reader = The first notes are still seeds. Come back soon.

note-updated = Last change:
note-where = Where you are
note-neighbours = Notes beside this one
note-previous = Before
note-next = After
note-beside = Beside the text
note-draft = Draft
# $author (String)
note-by = by { $author }

audience-unlisted = Unlisted
audience-members = For members
audience-private = Private

front-newest = Last changed
front-more = More notes

tags-lede = Threads that cross the folders.
tags-none-title = No tags yet
tags-none-text = A word after a number sign, such as #garden, ties notes together wherever they lie.
# $tag (String)
tag-title = Tagged “{ $tag }”

search-words = Words to look for
search-hint = Write words in any language of the garden, with accents or without.
# $n (Number)
# $question (String)
search-found = { $n ->
    [one] One note with “{ $question }”
   *[other] { $n } notes with “{ $question }”
}
# $question (String)
search-found-many = More than a thousand notes with “{ $question }”
# $question (String)
search-none-title = Nothing with “{ $question }”
search-none-text = Try a shorter word, or a neighbouring one. Accents, plurals and verb forms need no trying: they are found together.
search-none-tags = Walk by tags
search-none-notes = See all notes
search-none-languages = Look in all languages
search-none-any = Look for any one of these words
# $question (String)
search-instead = Nothing has “{ $question }”, so here is what comes nearest.
search-headings = Sections
search-files = Attachments
search-suggestions = Suggestions
# $n (Number)
search-suggestions-count = { $n ->
    [0] No name like this; Enter searches the texts
    [one] One suggestion
   *[other] { $n } suggestions
}
# $question (String)
search-everything = Search all texts for “{ $question }”
search-close = Close the search
search-keys = Arrow keys choose, Enter opens, Esc closes.
search-latest = Latest searches
search-latest-forget = Forget them
search-how = How to search
search-how-words = leaf water
search-how-words-means = Notes with all these words, in any form. One mistyped letter is forgiven.
search-how-phrase = "potting shed"
search-how-phrase-means = These words together, in this order.
search-how-without = leaf -winter
search-how-without-means = Without that word.
search-how-or = leaf or root
search-how-or-means = At least one of the two.
search-how-tag = tag:garden
search-how-tag-means = Notes with this tag or one nested in it; -tag: leaves them out.
search-how-language = lang:en
search-how-language-means = Notes in this language.
search-how-author = by:ana
search-how-author-means = Notes by this person; a name of two words wants quotes.
search-how-dates = after:2026-01 before:2026-06-15
search-how-dates-means = Notes changed from January on, but before 15 June: your days, a month or a year.
search-how-more = Everything can be combined. On any page, / or Ctrl K opens the search.
# $value (String)
search-bad-date = “{ $value }” is not a date I can read. Write 2026, 2026-01 or 2026-01-31.
# $value (String)
search-bad-language = “{ $value }” is not a language I know. Write en, es or pt, or the language’s name.
# $operator (String)
search-bad-empty = Nothing follows “{ $operator }”. What you look for comes right after the colon, without a space.
# $operator (String)
search-bad-minus = A minus before “{ $operator }” has no meaning, so it was left out. It works with words, phrases and tags.

# $name (String)
embed-open = Open { $name }
# $page (Number)
embed-page = page { $page }
embed-again = This text shows itself in turn, so it is not repeated here.
embed-diagram-source = The diagram’s source
embed-no-diagram = This diagram could not be drawn. Its source:
embed-query = A query for Obsidian, which is not run here. Its source:
embed-base = A base of Obsidian: a table made of notes. It is shown here as its source.
embed-no-board = This board cannot be read. Its source:
embed-board-edges = Lines between the cards
embed-footnotes = Footnotes
embed-footnote-back = Back to reference
# $folder (String)
folder-inside = Inside { $folder }

# $n (Number)
note-minutes = { $n ->
    [one] one minute to read
   *[other] { $n } minutes to read
}
note-read = Read
note-mark-bookmark = Bookmark
note-mark-read = I have read this
# $percent (Number)
note-continue = Continue where you stopped ({ $percent } %)

shelf-title = Your reading
shelf-unfinished = Continue reading
shelf-news = New since your last visit
shelf-news-all = All that is new
shelf-bookmarks = Bookmarks
shelf-bookmarks-all = All bookmarks
# $percent (Number)
shelf-percent = { $percent } % read

bookmarks-lede = Notes that you want to find again, the latest first. Nobody else sees them.
# $title (String)
bookmarks-remove = Remove the bookmark of “{ $title }”
bookmarks-remove-short = Remove
bookmarks-none-title = No bookmarks yet
bookmarks-none-text = The button “Bookmark” below a note’s title keeps it here.
bookmarks-off-text = Nothing is bookmarked while your reading is not kept.

news-new = New
news-changed = Changed
# $when (String)
news-since = Since your visit of { $when }, the latest first.
news-first-title = This is your first visit
news-first-text = Next time, what came or changed in the meantime stands here.
news-none-title = Nothing new
news-none-text = Nothing has come or changed since you were here last.

reading-lede = What the garden keeps of your reading, for you alone.
reading-kept = It keeps where you stop in a note, what you have read, your bookmarks, and when your last visit ended, so that it can show what is new.
reading-not-kept = It keeps nothing: neither where you stop, nor what you read, nor bookmarks, nor visits.
reading-unkept = Your reading is not kept, so this note cannot be marked. “Your reading” in your menu switches that on.
reading-unkept-guest = Bookmarks and marks are kept for people with an account: sign in to set them.
reading-switch-off = Keep nothing from now on
reading-switch-on = Keep my reading
reading-left = This was kept before, and stays until you have it forgotten.
reading-nothing = Nothing is kept at present.
reading-forget-all = Forget all of it
reading-forget-title = Forget
# $n (Number)
reading-bookmarks = { $n ->
    [one] One bookmark
   *[other] { $n } bookmarks
}
# $n (Number)
reading-readings = { $n ->
    [one] One note marked as read
   *[other] { $n } notes marked as read
}
# $n (Number)
reading-stops = { $n ->
    [one] Where you stopped in one note
   *[other] Where you stopped in { $n } notes
}
reading-visits = When your last visit ended
reading-forget-bookmarks = Forget the bookmarks
reading-forget-readings = Forget what I have read
reading-forget-stops = Forget where I stopped
reading-forget-visits = Forget my visits
list-feed = Subscribe to this list
note-source = Markdown source
ways-text = Text
ways-together = With others
ways-readers = For readers
note-translations = Also in
# $language (String)
note-stopgap = This page does not exist in your language yet. Here it is in { $language }.
note-in-your-language = This note is here in your language, too:

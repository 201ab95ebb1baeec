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

note-updated = Changed on
note-where = Where you are
note-neighbours = Notes beside this one
note-previous = Before
note-next = After
note-beside = Beside the text
note-backlinks = Linked from
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
search-hint = Write words in any language of the garden, with accents or without. “Quoted words” stay together; a minus keeps a word out.
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

# $name (String)
embed-open = Open { $name }
# $folder (String)
folder-inside = Inside { $folder }

list-feed = Subscribe to this list
note-source = Markdown source
note-translations = Also in
# $language (String)
front-stopgap = This page does not exist in your language yet. Here it is in { $language }.

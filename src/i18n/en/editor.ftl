editor-text = The text
editor-leave-by-keys = Escape and then Tab leaves the text.
editor-tools = Tools for the text
editor-more = More tools
editor-bold = Bold
editor-italic = Italic
editor-heading = Heading
editor-bullets = List
editor-numbers = Numbered list
editor-tasks = Tasks
editor-quote = Quote
editor-code = Code
editor-link = Link
editor-table = Table
editor-attach = Attach a picture or file
editor-undo = Undo
editor-redo = Redo
editor-find = Find and replace
editor-preview = Preview
editor-focus-mode = Dim all but this paragraph
editor-full-screen = Fill the window
editor-table-tools = Tools for the table
editor-row-above = Row above
editor-row-below = Row below
editor-remove-row = Remove this row
editor-column-before = Column before
editor-column-after = Column after
editor-remove-column = Remove this column
editor-align = Align this column another way
# $count (String)
editor-words = Words: { $count }
# $time (String)
editor-server = Draft kept on the server at { $time }
editor-browser = Kept in this browser; the server comes next
editor-offline = Kept in this browser; the server does not answer
editor-signed-out = Kept in this browser; you are no longer signed in.
editor-sign-in = Sign in in another tab, then go on here
editor-refused = Kept in this browser; the server does not take it
editor-refused-right = Kept in this browser; you may no longer change this note
editor-refused-gone = Kept in this browser; this draft is no longer on the server
editor-refused-long = Kept in this browser; the text is too long for the server
editor-nowhere = Kept nowhere: neither the server nor this browser takes it. Copy your text before you leave.
editor-trying = Trying to reach the server
# $name (String)
# $time (String)
editor-also-here = { $name } is writing here, too, since { $time }.
editor-newer = The note was saved by somebody else meanwhile; when you save, both texts are brought together.
editor-other-tab = This text is open in another tab, too.
editor-kept-beside = You wrote another text here in another window: it is kept as a draft of its own, under “Writing”.
# $name (String)
editor-uploading = Sending { $name }
# $name (String)
editor-uploaded = { $name } is in the text
# $name (String)
editor-upload-too-large = { $name } is too large.
# $name (String)
editor-upload-failed = { $name } could not be sent.
editor-upload-again = Try again
editor-upload-drop = Leave it out
editor-preview-stale = The server does not answer; this is an earlier text.
editor-preview-signed-out = You are no longer signed in; this is an earlier text.
editor-lost = A text that only this browser has
# $moment (String)
editor-lost-text = This browser kept a text that the server does not have, written { $moment }.
editor-restore = Go on with it
editor-compare = Compare
editor-discard = Throw it away
editor-comparing = Red stands on the server, green is what this browser kept. Take each piece or put it back.
editor-compare-end = Done comparing
# $count (String)
editor-tag-notes = notes: { $count }
editor-block-heading-1 = Heading 1
editor-block-heading-2 = Heading 2
editor-block-heading-3 = Heading 3
editor-block-list = List
editor-block-numbers = Numbered list
editor-block-tasks = Tasks
editor-block-quote = Quote
editor-block-callout = Callout
editor-block-table = Table
editor-block-code = Code
editor-block-maths = Maths
editor-block-diagram = Diagram
editor-block-embed = Embed a note or file
editor-block-footnote = Footnote
editor-block-rule = Rule

editor-phrase-find = Find
editor-phrase-replace = Replace with
editor-phrase-next = Next
editor-phrase-previous = Previous
editor-phrase-all = All
editor-phrase-case = Match case
editor-phrase-pattern = Regular expression
editor-phrase-by-word = Whole words
editor-phrase-replace-one = Replace
editor-phrase-replace-all = Replace all
editor-phrase-close = Close
editor-phrase-current = current match
editor-phrase-replaced = replaced: $
editor-phrase-replaced-line = replaced on line $
editor-phrase-line = on line
editor-phrase-go-to-line = Go to line
editor-phrase-go = Go
editor-phrase-completions = Completions
editor-phrase-deleted = Selection deleted
editor-phrase-control = Control character
editor-phrase-accept = Take
editor-phrase-reject = Put back

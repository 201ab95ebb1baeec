write-title = Writing
write-lede = What you have begun, and what is not published yet.
write-drafts = Not saved yet
write-drafts-none = Nothing. What you type in the editor is kept here until you save it.
# $name (String)
write-discard = Throw “{ $name }” away
write-unpublished = Your notes that are not published
write-unpublished-none = None. A note that says “publish: false” waits here.

# $title (String)
edit-title = Edit “{ $title }”
edit-link = Edit
edit-source = Text
edit-source-help = Markdown, as in Obsidian. Between two lines of three dashes at the very top stand title, tags and who may read.
edit-summary = What you changed, in a few words
edit-save = Save
edit-preview = Preview
edit-preview-empty = Nothing to show yet.
edit-leave = Leave without saving
edit-discard = Discard it
edit-discard-short = Discard
# $when (String)
edit-restored = This is your text of { $when }, which you have not saved.
edit-restored-newer = Somebody has saved this note since: what you both changed will be put together when you save.
edit-resumed = You are signed in again, and nothing is lost. Go on, or save.
# $name (String)
# $when (String)
edit-other = { $name } is writing here, too, since { $when }.
edit-file-waits = Its file was imported with changes in the same places as here, and waits for somebody to say what is meant.
edit-file-settle = See both
edit-binned = This note was thrown away while you wrote. Your text is kept: bring the note back, and it opens with it.
# $name (String)
edit-binned-by = { $name } threw this note away while you wrote. Your text is kept: bring the note back, and it opens with it.
# $mib (Number)
edit-too-long = This is more than a note can hold: { $mib } MiB of text.
# $line (Number)
# $wrong (String)
edit-front-matter = The lines between the dashes at the top cannot be read. Line { $line }: { $wrong }
edit-nobody = This note is to be private, and there is nobody yet whose it could be.

clash-title = Two texts that clash
# $name (String)
# $when (String)
clash-text-by = { $name } saved this note on { $when }, while you wrote.
# $when (String)
clash-text = Somebody saved this note on { $when }, while you wrote.
clash-what-to-do = What does not touch is put together below already. Where both of you changed the same lines, the text has both, between marks: choose, take the marks out, and save. Your own text is kept among your drafts until then.
clash-ours = Your text
clash-theirs = Saved meanwhile
clash-nothing = Nothing: it was taken out.
clash-mark-ours = your text
clash-mark-theirs = saved meanwhile
# $line (Number)
clash-marks-left = Marks of the clash still stand in the text, the first in line { $line }. Choose what is to stay, and take them out.

new-title = New note
new-place = Name and folder
new-optional = (optional)
new-place-help = Such as “Trees/Apple”. Without a name, the title of the text is taken.
new-place-bad = A name or a folder cannot begin with a dot, nor hold \ : * ? " < > | # ^ [ ] or more than 180 letters.
new-untitled = Untitled
# $title (String)
copy-title = A copy of “{ $title }”
# $name (String)
copy-name = { $name } (copy)
copy-link = Copy this note

attach-label = Picture or file
attach-button = Attach
# $name (String)
attach-done = “{ $name }” is attached, and stands at the end of the text. Move it to where it belongs.
attach-none = Choose a file first.
# $size (String)
attach-large = This file is larger than { $size }.

bin-title = Bin
# $days (Number)
bin-lede = What was thrown away lies here for { $days } days.
bin-throw-away = Move to the bin
# $title (String)
bin-done = “{ $title }” lies in the bin.
bin-undo = Undo
bin-bring-back = Bring back
# $title (String)
bin-bring-back-note = Bring “{ $title }” back
# $name (String)
# $when (String)
bin-by = Thrown away by { $name } on { $when }.
# $when (String)
bin-at = Thrown away on { $when }.
# $when (String)
bin-ends = Gone for good on { $when }.
bin-none-title = The bin is empty
bin-none-text = Notes that you throw away can be brought back from here.

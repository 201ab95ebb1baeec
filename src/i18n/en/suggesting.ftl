suggest-link = Suggest a change
# $title (String)
suggest-title = Suggest a change of “{ $title }”
suggest-lede = Change the text as you would have it. Nothing changes for readers: whoever looks after the note sees what differs, and takes it over piece by piece.
suggest-again = This is your suggestion, which nobody has answered yet. What you send now takes its place.
suggest-words = Why, in a few words
suggest-send = Suggest
suggest-same = This is what the note says already. Change something, then suggest it.
# $most (Number)
suggest-full = { $most } suggestions of yours wait for this note. Take one back, or wait for an answer.
# $most (Number)
suggest-words-long = Write { $most } characters at most.
suggest-answered = Your suggestion was answered while you wrote. Send this once more, and it is a suggestion of its own.

suggested-link = Suggestions
suggested-title = Suggested changes
# $title (String)
suggested-page = Suggested changes of “{ $title }”
suggested-lede = What others would change in this note. Open one, and take over what is right.
suggested-lede-own = What you suggested for this note, and what became of it.
suggested-none = Nothing here
suggested-none-here = Nobody has suggested a change of this note yet.
suggested-none-mine = You have suggested nothing yet. Below a note that is not yours stands “Suggest a change”.
suggested-none-waiting = No suggestion waits for you.
suggested-waiting = Suggestions that wait for you
suggested-waiting-all = All that wait
suggested-mine = What you suggested
suggested-mine-all = All that you suggested
# $n (String)
suggested-name = Suggestion { $n }
# $n (String)
# $title (String)
suggested-one-page = Suggestion { $n } for “{ $title }”
# $name (String)
suggested-by = by { $name }
suggested-open = Open
suggested-partly = Partly answered
suggested-accepted = Accepted
suggested-refused = Refused
suggested-mixed = Accepted in part
suggested-withdrawn = Taken back
# $n (Number)
suggested-pieces = { $n ->
    [one] one piece
   *[other] { $n } pieces
}
# $n (Number)
suggested-pieces-open = { $n ->
    [one] one piece open
   *[other] { $n } pieces open
}
# $n (Number)
# $of (Number)
suggested-piece = Piece { $n } of { $of }
suggested-piece-clashes = Clashes
suggested-behind = The note was changed after this was suggested. What you accept is put together with the text as it is now.
suggested-behind-own = The note was changed after you suggested this. What is accepted is put together with the text as it is then.
suggested-of-readers = Made from the text as readers have it. Comments and properties that they do not see stay where they are.
suggested-clash = In the note these lines read differently: somebody changed them since, or beside them stand words that readers do not see. So this piece cannot be put in by itself. In its place stands now:
suggested-clash-nothing = Nothing: it was taken out.
suggested-accept = Accept
suggested-refuse = Refuse
suggested-later = Later
suggested-accept-all = Accept all that fits
suggested-refuse-all = Refuse all
suggested-send = Answer
suggested-answer = Answer
# $name (String)
suggested-answer-help = { $name } reads it beside what became of the pieces.
# $most (Number)
suggested-answer-long = Write { $most } characters at most.
# $name (String)
# $when (String)
suggested-answered-by = Answered by { $name } on { $when }
# $when (String)
suggested-answered = Answered on { $when }
suggested-nothing-chosen = Accept or refuse a piece, or write an answer.
suggested-changed = This suggestion was changed or answered while you looked at it. Here it is as it stands now; nothing was done.
# $wrong (String)
suggested-unusable = With these pieces the note could not be saved, so nothing was done. { $wrong }
# $n (String)
# $name (String)
# $words (String)
suggested-summary = Suggestion { $n }, accepted by { $name }. { $words }
suggested-change = Change it
suggested-withdraw = Take it back
flash-suggested = Your suggestion is sent.
flash-suggestion-withdrawn = Your suggestion is taken back.
flash-answered = Answered.
flash-answered-partly = What clashes with the text as it is now stays open, and is marked. The rest is done.

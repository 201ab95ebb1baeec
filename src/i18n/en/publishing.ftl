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
publishing-time-help = On your clock, { $zone }.
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
flash-taken-back = The note is a draft again.
flash-scheduled = The note will appear by itself.
flash-time-skipped = Saved. The clocks are put forward over the time that you chose, so the note appears as much later.
flash-time-twice = Saved. The time that you chose comes twice, for the clocks are put back: the note appears the first time.

jobs-title = Background work
jobs-lede = What the garden does beside its readers. What fails is tried again, later each time; after the last try it is parked and waits for you.
jobs-standing = Which
jobs-all = All
jobs-parked = Parked
jobs-running = Under way
jobs-waiting = Waiting
jobs-done = Done
jobs-kind = Kind
jobs-kind-all = Every kind
jobs-kind-publish = Publish a note
jobs-kind-renew = Render notes again
jobs-kind-thumbnails = Make smaller pictures
jobs-kind-bin = Empty the bin
jobs-kind-sweep = Forget finished work
jobs-none = There is nothing to be done, and nothing was done lately.
jobs-none-such = There is no such work.
# $tries (Number)
jobs-tries = { $tries ->
    [one] begun once
   *[other] begun { $tries } times
}
# $when (String)
jobs-enqueued-at = Asked for { $when }
# $when (String)
jobs-started-at = begun { $when }
# $when (String)
jobs-done-at = done { $when }
# $when (String)
jobs-parked-at = parked { $when }
# $when (String)
jobs-due-at = due { $when }
jobs-error = What went wrong:
jobs-restart = Try again now
jobs-discard = Discard
jobs-some-parked = Some background work has failed and waits for you.
flash-job-restarted = It is tried again.
flash-job-discarded = The work was discarded.
flash-job-gone = That work is not there any more.

import-title = Import a vault
import-lede = A folder of Markdown notes with its pictures and files, as a zip. Import it again whenever you like: only what changed is written.
import-file = Vault
# $size (String)
import-file-help = A .zip of up to { $size }. In Obsidian: the folder that holds .obsidian.
import-name = Name of the vault
import-name-help = Under the same name a vault is brought up to date. Left empty: as the file.
import-under = Where its notes live
import-under-help = A path below /notes/, such as guide. Left empty: as before, or at the root.
import-language = Language of notes that name none
import-language-help = Such as en or pt-BR. Left empty: as before, or told from each note.
import-audience = Who may read notes that do not say
import-audience-same = As before, or everyone
import-for-public = Everyone
import-for-unlisted = Whoever has the address
import-for-members = Members
import-for-private = Only their author
import-author = E-mail address of their author
import-author-help = Left empty: as before, or nobody. Private notes are the owner’s then.
import-choices = How
import-prune = Take out of the garden what is gone from the vault
import-dry-run = Only try: report, and write nothing
import-button = Import
import-past = Imports so far
import-past-none = Nothing was imported yet.
import-past-when = When
import-past-what = Vault
import-past-state = How it went
import-no-file = Choose the zip of a vault.
import-no-language = Write a language such as en or pt-BR.
import-no-audience = Choose one of the list.
# $longest (String)
import-no-under = Write a path such as guide or guide/first-steps, of { $longest } characters at most.
import-empty-file = This file is empty. Choose the zip of a vault.
import-many = Other imports are still running. Send this one again when one of them is done.

import-waiting = Waiting to begin
import-running = Under way
import-done = Done
import-failed = Failed
import-page-title = Import
# $vault (String)
import-page-title-of = Import of “{ $vault }”
# $source (String)
# $when (String)
import-page-lede = { $source }, { $when }
# $done (String)
# $total (String)
import-progress-reading = Looked at { $done } of { $total } files
# $done (String)
# $total (String)
import-progress-saving = Saved { $done } of { $total } new and changed files
import-progress-waiting = It begins as soon as those before it are done.
import-progress-none = Looking for files
import-progress-help = This page renews itself. You may close it; the import goes on.
import-again = Import a vault

# $notes (Number)
import-report-title = { $notes ->
    [one] One note looked at
   *[other] { $notes } notes looked at
}
import-report-dry = This was only a try: nothing was written.
# $seconds (String)
import-report-time = It took { $seconds } s.
import-report-changes = What changed
import-report-kind = Kind
import-report-notes = Notes
import-report-files = Attachments
import-report-added = Added
import-report-changed = Changed
import-report-moved = Moved
import-report-unchanged = Unchanged
import-report-gone = Gone
import-report-withdrawn = Taken out
# $resolved (String)
# $ambiguous (String)
# $broken (String)
import-report-links = Links: { $resolved } lead somewhere, { $ambiguous } of all could mean several notes, { $broken } lead nowhere yet.
# $count (Number)
# $audience (String)
import-report-default = { $count ->
    [one] One note does not say who may read it: { $audience }.
   *[other] { $count } notes do not say who may read them: { $audience }.
}
# $count (Number)
import-report-resettled = { $count ->
    [one] One unchanged note follows the vault’s new settings.
   *[other] { $count } unchanged notes follow the vault’s new settings.
}
# $count (Number)
import-report-hidden = { $count ->
    [one] One hidden file or folder was passed over.
   *[other] { $count } hidden files and folders were passed over.
}
# $count (Number)
import-report-more = { $count ->
    [one] … and one more
   *[other] … and { $count } more
}
import-report-lost = The report can no longer be read.
import-list-skipped = Left out
import-list-many-tags = Notes with more than 100 tags: the last ones were left out
import-list-broken = Links that lead nowhere yet
import-list-ambiguous = Links that could mean several notes
import-list-repaired = Repaired: an earlier program had read them in the wrong encoding
import-list-converted = Converted to UTF-8
import-list-gone = Gone from the vault, still in the garden
import-list-withdrawn = Gone from the vault, taken out of the garden
import-list-added = Added notes
import-list-changed = Changed notes
import-list-moved = Moved notes
import-column-file = File
import-column-why = Why
import-column-line = Line
import-column-left-out = Tags left out
import-column-target = Says
import-column-encoding = Encoding

# $column (String)
# $message (String)
why-front-matter = Front matter, column { $column }: { $message }
why-nobody = It is private, and the garden has neither an author for it nor an owner yet.
why-forbidden = This program may not read it.
# $message (String)
why-unreadable = It cannot be read: { $message }
why-leaves = Its path leaves the vault.
why-link = It is a symbolic link. Put the file itself there.
why-special = It is no ordinary file.
# $limit (String)
why-large = It is larger than { $limit }. The setting import_max_file allows more.
# $limit (String)
why-long-note = A note may have { $limit } at most.
why-bad-name = Its name cannot be read, or has control characters.
why-long-name = Its path is longer than 1,024 bytes.
why-same-name = Another file has the same name.
why-compression = It is packed by a method that is not read here. Pack the zip again with the usual one, DEFLATE.


# $message (String)
failure-unreadable = The vault cannot be read: { $message }
failure-not-a-zip = This is not a zip, or it is damaged.
failure-encrypted = The zip is encrypted. Pack it again without a password.
failure-bomb = The zip is packed so tightly that it looks made to fill the disk. It was refused.
# $file (String)
failure-bomb-in = “{ $file }” in the zip is packed so tightly that it looks made to fill the disk. The zip was refused whole.
# $limit (String)
failure-too-much = The vault is larger than { $limit }. The setting import_max_total allows more.
# $limit (String)
failure-too-many = The vault has more than { $limit } files and folders. The setting import_max_entries allows more.
# $vault (String)
failure-busy = Another import of “{ $vault }” is running. Wait until it is done.
# $email (String)
failure-author = Nobody here has the address { $email }.
failure-name = A vault needs a name of 1 to 100 characters.
failure-database = The database was away. Import the vault again: what was saved stays, the rest follows.
# $message (String)
failure-storage = The attachments cannot be stored: { $message }
failure-interrupted = The program was stopped before the import was done. Import the vault again: what was saved stays, the rest follows.
failure-broken = Something broke; the log says what. Import the vault again: what was saved stays, the rest follows.
vaults-title = Vaults
vaults-lede = Where the notes of this garden come from.
vaults-none = Nothing has been imported yet.
vaults-name = Vault
vaults-place = Where it lives
vaults-standing = In the garden
vaults-withdraw = Take out…
vaults-withdraw-help = Its notes and attachments leave the garden at once; editors still find the notes as drafts. Another import of the vault brings everything back, at the same addresses.
# $vault (String)
vaults-withdraw-button = Take out “{ $vault }”
vaults-withdrawn = Taken out
import-list-later = Drafts until their time comes
import-column-when = Published

import-list-kept = Changed in the garden, not in the vault: left as they are
import-list-merged = Changed in the garden and in the vault: united
import-list-clashing = Changed in the garden and in the vault, in the same places: say what is meant
import-list-binned = Deleted in the garden, still in the vault: passed over
import-list-spared = Gone from the vault, but changed in the garden: not taken out
# $file (String)
import-clash-settle = Settle { $file }

# $title (String)
import-clash-page = Two texts of “{ $title }”
import-clash-title = The garden and the file say different things
# $file (String)
# $when (String)
import-clash-lede = Since they were last the same, both this note and its file { $file } were changed in the same places. The note stays as it is until you choose; the file was imported { $when }, and its text is kept.
# $number (Number)
import-clash-piece = Place { $number }
import-clash-ours = As the garden says
import-clash-theirs = As the file says
import-clash-both = Both, the garden’s first
import-clash-nothing = Nothing: these lines were taken away.
import-clash-none = The two texts fit together now.
import-clash-many = They differ in more places than can be chosen one by one. Take one of the two as a whole; the other stays in the history.
import-clash-save = Save what is chosen
import-clash-all-ours = The garden’s everywhere
import-clash-all-theirs = The file’s everywhere
import-clash-cancel = Later
import-clash-help = Saving makes a new revision. What it leaves out stays: the garden’s text in the history, the file’s text in the vault.
import-clash-changed = The note or the file changed meanwhile. This is how they stand now; choose again.
import-clash-unchosen = Choose one for every place.
# $message (String)
import-clash-unreadable = Chosen like this, the properties at the top cannot be read: { $message }. Choose otherwise.

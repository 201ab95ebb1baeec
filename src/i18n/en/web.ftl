skip-to-text = Skip to the text
nav-main = Main
nav-notes = Notes
nav-tags = Tags
nav-search = Search
nav-menu = Menu
nav-folders = Folders
nav-folder = Folder
nav-contents = On this page
nav-exhibit = Static and dynamic
nav-account = Your account
nav-import = Import
nav-sign-in = Sign in
nav-sign-out = Sign out
search-label = Search the garden
language-menu = Language
theme-menu = Theme
theme-light = Light
theme-sepia = Sepia
theme-dark = Dark
theme-system = As the system
footer-made-with = Grown with Quintal
form-errors = Please check what is marked below.
way-home = To the front page
way-search = Search the garden
way-sign-in = Sign in and come back
way-again = Try again
error-400-title = That request made no sense
error-400-text = The address or the form carried something that the garden cannot read.
error-403-title = Not for you
error-403-text = You are signed in, but your role does not allow this.
error-403-site-title = Sent from another site
error-403-site-text = The garden takes forms from its own pages only. Open the page here and send it again.
error-404-title = Nothing grows here
error-404-text = There is no page at this address, or it is not for everyone.
error-404-guest = If you have an account, sign in: some notes open for members only.
error-405-title = This page cannot do that
error-405-text = The address is right, but not for this kind of request.
error-408-title = Nothing more arrived
error-408-text = The form stopped halfway, and the garden has stopped waiting. Send it again when the connection is better.
error-409-title = Somebody was faster
error-409-text = This changed while you were looking at it. Load it again and repeat what you did.
error-413-title = Too large
error-413-text = What was sent is larger than this page takes.
error-429-title = One moment, please
error-500-title = Something broke
error-500-text = The fault is ours and has been written down. Trying again may help.
error-503-title = The garden is being watered
error-503-text = It cannot reach its notes for a moment. It tries again by itself; so can you.

# $seconds (Number)
error-429-text = { $seconds ->
    [one] There were too many attempts. Wait one second, then try again.
   *[other] There were too many attempts. Wait { $seconds } seconds, then try again.
}
# $id (String)
error-request-id = If you ask for help, name this request: { $id }
flash-saved = Saved.
flash-signed-in = You are signed in.
flash-signed-out = You are signed out.
flash-signed-up = Welcome to the garden. Your account is ready.
flash-password-changed = Your password was changed. Your other sessions have ended.
flash-set-up = The garden is yours.
copy = Copy
copied = Copied

field-name = Name
field-name-help = As others shall see you.
field-email = E-mail
field-email-help = You sign in with it. It is shown to nobody.
field-password = Password
field-current-password = Current password
field-new-password = New password
field-language = Language
field-zone = Time zone
form-name-bad = Write a name of one to a hundred characters.
form-email-bad = Write the whole address, such as livia@example.org.
form-email-taken = Somebody has an account with this address. Sign in, or write another one.
form-password-wrong = This is not your current password.
form-zone-bad = Choose a zone from the list.
login-title = Sign in
login-button = Sign in
login-new = New here?
login-new-link = Make an account
login-email-missing = Write your e-mail address.
login-password-missing = Write your password.
login-no-match = E-mail and password do not belong together. Check both.
signup-title = Make an account
signup-lede = Members read the notes that are not for everyone.
signup-button = Make the account
signup-have-one = I have one already
signup-closed-title = No new accounts
signup-closed-text = This garden takes no new members at present. What is public stays open to everyone.
account-title = Your account
account-language-browser = As the browser asks
account-save = Save
account-email-title = Another e-mail address
account-email-button = Change the address
account-password-title = Another password
account-password-button = Change the password
account-password-help = Wherever else you are signed in, you will be signed out.

# $title (String)
form-title-wrong = Error: { $title }
# $count (Number)
field-password-help = At least { $count } characters. Three or four words that you like are easy to keep.
# $count (Number)
form-password-short = Use at least { $count } characters.
# $count (Number)
form-password-long = Use { $count } characters at most.
form-password-guessable = This is easily guessed: it is common, or made of names, dates or rows of keys. Take three or four words that do not belong together.
field-password-show = Show the password
field-password-hide = Hide the password
# $zone (String)
account-zone-garden = As the garden ({ $zone })

feed-too-long = This note is too long for a feed: read it in the garden.
llms-description = A garden of notes. Each link leads to the Markdown of a note; without “.md” the same address is its page.
llms-all-notes = Addresses of all notes

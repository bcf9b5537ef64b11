"""Pages behind links in mails: a click on a button acts, opening the page never does."""

"""What can come of a hand-over, other than that it went. The text of each is kept on the row."""


class NotHandedOver(Exception):
    """The message did not leave; `str` says why, in the server's words where there are any."""


class Refused(NotHandedOver):
    """For good: trying again would not help."""


class Deferred(NotHandedOver):
    """Not now: this message is tried again later."""


class Down(Deferred):
    """Nothing goes through this channel now: the rest of the batch waits as well."""


class HeldBack(NotHandedOver):
    """No server is set up, or the city is on trial: it stays until a person releases it."""


class ForAPerson(NotHandedOver):
    """All is prepared; a person does the rest."""

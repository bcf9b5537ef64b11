"""The one refusal of the room."""


class EnquiryRefused(Exception):
    """An Anliegen cannot be as wished; the message says why and how to mend it."""

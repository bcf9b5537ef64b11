"""Tables of people."""

from konfluenz.people.models.accounts import Account

__all__ = ["Account"]

"""Tables of the ground floor."""

from konfluenz.ground.models.outbox import Message
from konfluenz.ground.models.records import Record
from konfluenz.ground.models.trail import ChainHead, Consumer, Detail, Entry, Mention

__all__ = ["ChainHead", "Consumer", "Detail", "Entry", "Mention", "Message", "Record"]

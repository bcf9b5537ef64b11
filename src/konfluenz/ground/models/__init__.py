"""Tables of the ground floor."""

from konfluenz.ground.models.files import StoredFile
from konfluenz.ground.models.imports import Import, ImportedRecord, ImportRow
from konfluenz.ground.models.leases import Lease
from konfluenz.ground.models.outbox import Message
from konfluenz.ground.models.records import Record
from konfluenz.ground.models.runs import Run
from konfluenz.ground.models.schedule import Heartbeat, Job
from konfluenz.ground.models.search import Findable
from konfluenz.ground.models.throttle import Window
from konfluenz.ground.models.trail import ChainHead, Consumer, Detail, Entry, Mention
from konfluenz.ground.models.translations import Translation

__all__ = [
    "ChainHead",
    "Consumer",
    "Detail",
    "Entry",
    "Findable",
    "Heartbeat",
    "Import",
    "ImportRow",
    "ImportedRecord",
    "Job",
    "Lease",
    "Mention",
    "Message",
    "Record",
    "Run",
    "StoredFile",
    "Translation",
    "Window",
]

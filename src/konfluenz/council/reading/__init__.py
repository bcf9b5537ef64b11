"""Reads papers of the council as they come: pure text, no tables.

`read` never raises and loses nothing: what it could not make out stands in the findings, and
the head as printed stands in `Reading.printed`. What it finds are proposals for a person.
"""

from konfluenz.council.reading.papers import read
from konfluenz.council.reading.shape import (
    BOXES,
    Figure,
    Finding,
    Head,
    Layout,
    Level,
    Part,
    Pointer,
    Reading,
    ReadSentence,
    Station,
    empty_boxes,
)

__all__ = [
    "BOXES",
    "Figure",
    "Finding",
    "Head",
    "Layout",
    "Level",
    "Part",
    "Pointer",
    "ReadSentence",
    "Reading",
    "Station",
    "empty_boxes",
    "read",
]

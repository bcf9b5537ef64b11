"""What a paper reads as: plain data that goes to JSON and back.

Kinds are the codes of the room's models (`PaperType`, `PartKind`, `SentenceKind`,
`Recommendation`, `ConsultationRole`); dates are ISO text, empty where none is printed.
Parts and sentences are pointed to by their position, counted from 0.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

BOXES: Mapping[str, str] = {
    "unanimous": "einstimmig",
    "by_majority": "mehrheitl.",
    "no_recommendation": "ohne BE",
    "rejected": "abgelehnt",
    "noted": "Kenntnis",
    "withdrawn": "abgesetzt",
    "referred": "verwiesen",
    "adjourned": "vertagt",
    "amended": "geändert",
    "abstentions": "Enthaltungen",
    "votes_against": "Gegenstimmen",
}
"""The eleven boxes of the printed path, code to label, in the printed order (D-14)."""

COUNTED = ("abstentions", "votes_against")
"""Boxes beside which a number may stand."""


class Layout(StrEnum):
    """Which layout the text has."""

    STATEMENT = "statement"
    INFORMATION = "information"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """How much a finding matters. An error must be mended before the paper is confirmed."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass
class Finding:
    """Something a person should know. `line` counts from 1; None: the whole file."""

    level: str
    line: int | None
    message: str


@dataclass
class Head:
    """The head of a paper as printed.

    `author_number` is the number of the office that stands before its name ("31-Ordnungsamt").
    `answers` is the number of the motion that a statement answers; `applicants` and `topic`
    are what its subject says of who brought the motion and what it is about, if it does.
    """

    reference: str = ""
    paper_type: str = ""
    date: str = ""
    subject: str = ""
    department: str = ""
    author: str = ""
    author_number: str = ""
    file_reference: str = ""
    answers: str = ""
    applicants: list[str] = field(default_factory=list)
    topic: str = ""


def empty_boxes() -> dict[str, bool | int | None]:
    """Return the eleven boxes with no tick."""
    return dict.fromkeys(BOXES, False)


@dataclass
class Station:
    """A station on the path.

    A box is True or False; None where a tick belongs to several labels and nobody can say to
    which. Beside "Enthaltungen" and "Gegenstimmen" stands a number where one is printed.
    """

    body: str = ""
    date: str = ""
    agenda_item: str = ""
    open_session: bool = True
    role: str = ""
    boxes: dict[str, bool | int | None] = field(default_factory=empty_boxes)

    @property
    def has_result(self) -> bool:
        """Whether any box is ticked, or may be."""
        return any(value is not False for value in self.boxes.values())


@dataclass
class ReadSentence:
    """A sentence. `paragraph` counts from 1 in its part; `kind` is a proposal."""

    text: str = ""
    paragraph: int = 1
    bullet: bool = False
    kind: str = ""


@dataclass
class Part:
    """A part of the paper under its heading. `number` is the printed number of a point."""

    kind: str = "text"
    number: str = ""
    heading: str = ""
    sentences: list[ReadSentence] = field(default_factory=list)


@dataclass
class Figure:
    """A percentage in a sentence, with what it may be an observation of.

    `quote` stands in the sentence letter for letter ("etwa 20 %"); `value` is a decimal number
    ("9.1"). `date` with its `precision` (day, month, year) is the day that the sentence gives;
    `dated_by` is "report" where it gives none and the paper's own date stands in for it.
    `indicator` is a slug, or empty.
    """

    part: int
    sentence: int
    quote: str
    value: str
    unit: str = "percent"
    date: str = ""
    precision: str = "day"
    dated_by: str = "reference_day"
    approximate: bool = False
    indicator: str = ""


@dataclass
class Pointer:
    """A sentence that promises something; `words` are those that say so."""

    part: int
    sentence: int
    words: str


@dataclass
class Reading:
    """All that was read of a paper. `printed` are the lines of its head, boxes as ☐ and ☒."""

    layout: str = Layout.UNKNOWN
    head: Head = field(default_factory=Head)
    path: list[Station] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    recommendation: str = ""
    recommendation_text: str = ""
    financial_impact: str = ""
    figures: list[Figure] = field(default_factory=list)
    promises: list[Pointer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    note: str = ""

    def sentence(self, pointer: Figure | Pointer) -> ReadSentence:
        """Return the sentence that a figure or promise stands in."""
        return self.parts[pointer.part].sentences[pointer.sentence]

    @property
    def errors(self) -> list[Finding]:
        """What must be mended before the paper is confirmed."""
        return [finding for finding in self.findings if finding.level == Level.ERROR]

    def as_json(self) -> dict[str, Any]:
        """Return this as plain lists, texts and numbers."""
        return dataclasses.asdict(self)


def from_json(data: Mapping[str, Any]) -> Reading:
    """Return the reading that `as_json` gave. Raises TypeError for anything else."""
    lists: dict[str, Any] = {
        "path": Station,
        "figures": Figure,
        "promises": Pointer,
        "findings": Finding,
    }
    rows = {name: [shape(**row) for row in data[name]] for name, shape in lists.items()}
    return Reading(
        **{**data, **rows, "head": Head(**data["head"]), "parts": [*map(_part, data["parts"])]}
    )


def _part(row: Mapping[str, Any]) -> Part:
    return Part(**{**row, "sentences": [ReadSentence(**each) for each in row["sentences"]]})

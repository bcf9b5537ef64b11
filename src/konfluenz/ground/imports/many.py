"""Tables of tens of thousands of values: a batch is looked up once and written once.

A row may hold several values, such as one for each year. Each is known again by itself
(`ImportedRecord`), so that a value is the same whatever form the next file has. What is counted
are values; the row tells of those that were refused. One entry in the trail tells of the list.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, runtime_checkable

from django.utils.formats import number_format
from django.utils.translation import ngettext

from konfluenz.ground.imports.kinds import Content
from konfluenz.ground.imports.tables import Line
from konfluenz.ground.models import Import, ImportedRecord
from konfluenz.ground.models.imports import RowOutcome
from konfluenz.ground.references import Reference

ABSENT, SKIPPED = "absent", "skipped"
"""What is counted beside the outcomes: cells that say "not collected", rows left out by choice."""

REASONS = "reasons"
MOST_REASONS = 60
"""So many reasons are summed up: [[how many values, why], …], the most frequent first."""


@dataclass(frozen=True)
class Split:
    """What a row says: its values, and why some of its cells are refused."""

    title: str
    contents: Sequence[Content] = ()
    refused: Sequence[str] = ()
    absent: int = 0
    skipped: int = 0


class Item(NamedTuple):
    """A value with what the list said of it the last time; None: it is new in the list."""

    content: Content
    said: Mapping[str, Any] | None
    about: Reference | None


@dataclass(frozen=True)
class Came:
    """What came of a value. `old` and `new` are what changed in the record."""

    outcome: str
    about: Reference | None = None
    told: str = ""
    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """A change to be taken back."""

    about: Reference
    old: dict[str, Any]
    new: dict[str, Any]


@runtime_checkable
class ManyReader(Protocol):
    """Reads many rows at once. `rows_at_once` is the size of a batch."""

    rows_at_once: int

    def open(self, taken: Import) -> None:
        """Learn the columns of the list before the first row."""

    def split(self, line: Line) -> Split:
        """Return what a row says. Changes nothing."""

    def take(self, items: Sequence[Item]) -> list[Came]:
        """Keep the values of a batch; return what came of each, in their order."""

    def differs(self, line: int, earlier: Mapping[str, Any], now: Mapping[str, Any]) -> str:
        """Return why a value is refused that `line` has said otherwise; "": it is the same."""

    def give_back(
        self, made: Sequence[tuple[Reference, int]], changed: Sequence[Change]
    ) -> Mapping[Reference, str]:
        """Take back what was made, unless its revision moved, and what was changed.

        Returns what stays, and why.
        """

    def close(self, taken: Import, counts: Mapping[str, int], *, back: bool) -> None:
        """Write into the trail that the list was read in, or taken back."""


@dataclass
class RowSum:
    """What came of the values of one row."""

    line: int
    title: str
    counts: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    made: list[list[Any]] = field(default_factory=list)
    changed: list[list[Any]] = field(default_factory=list)
    about: Reference | None = None

    def add(self, came: Came) -> None:
        """Count what came of one more value."""
        self.counts[came.outcome] += 1
        self.about = self.about or came.about
        if came.told and came.told not in self.told:
            self.told.append(came.told)
        if came.about is not None and came.outcome == RowOutcome.NEW:
            self.made.append([*came.about, 0])
        elif came.about is not None and came.outcome == RowOutcome.CHANGED:
            self.changed.append([*came.about, came.old, came.new])

    @property
    def outcome(self) -> str:
        """Return the outcome by which the row is found: what needs people comes first."""
        order = (RowOutcome.REFUSED, RowOutcome.CHANGED, RowOutcome.NEW)
        return next((one for one in order if self.counts[one]), RowOutcome.UNCHANGED)

    def fields(self, *, dry: bool) -> dict[str, Any]:
        """Return the fields of its ImportRow; what a trial made is gone by then."""
        kept: dict[str, Any] = {"counts": dict(self.counts)}
        about = ("", "") if dry or self.about is None else self.about
        if self.changed and not dry:
            kept["changed"] = self.changed
        return {
            "line": self.line,
            "title": self.title[:200],
            "outcome": self.outcome,
            "told": self.told,
            "label": about[0],
            "record_id": about[1],
            "made": [] if dry else self.made,
            "undo": kept,
        }


def links(kind: str, found: Sequence[tuple[str, Content, Came]]) -> list[ImportedRecord]:
    """Return which record each value made, for the next time."""
    return [
        ImportedRecord(
            kind=kind,
            key=key,
            label=came.about.label,
            record_id=came.about.id,
            values=content.values,
        )
        for key, content, came in found
        if came.about is not None and came.outcome != RowOutcome.REFUSED
    ]


def reasons(counts: Mapping[str, Any]) -> list[str]:
    """Return why how many values were refused, the most frequent reason first."""
    return [
        ngettext("%(n)s value: %(why)s", "%(n)s values: %(why)s", n)
        % {"n": number_format(n, force_grouping=True), "why": why}
        for n, why in counts.get(REASONS, [])
    ]

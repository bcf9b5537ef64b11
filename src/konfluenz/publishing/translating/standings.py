"""How far the translation of each public record is, in each language, in a few queries."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, Value

from konfluenz.directory.models import Topic
from konfluenz.ground.models import Translation
from konfluenz.ground.models.translations import TranslationState
from konfluenz.publishing.models import OwnVersion, PortalPage
from konfluenz.publishing.translating.kinds import KINDS, LOCALES, Kind


class State(StrEnum):
    """How a text stands, from the worst to the best; a record stands as its worst text does."""

    MISSING = "missing"
    OUTDATED = "outdated"
    MACHINE = "machine"
    DRAFT = "draft"
    CHECKED = "checked"


ORDER = {state: place for place, state in enumerate(State)}


class Row(NamedTuple):
    """What is known of a translation without its text."""

    source_hash: str
    state: str
    machine: bool


@dataclass(frozen=True)
class Standing:
    """A record in one language. `counts`: how many of its texts stand how.

    `own`: it has a version of its own there, which is not translated piece by piece.
    """

    kind: Kind
    record: Any
    locale: str
    counts: Mapping[State, int]
    topics: frozenset[int] = frozenset()
    own: bool = False

    @property
    def state(self) -> State:
        """The state of its worst text."""
        return min(self.counts, key=ORDER.__getitem__, default=State.CHECKED)

    @property
    def total(self) -> int:
        """How many texts it has."""
        return sum(self.counts.values())


def text_state(row: Row | None, source: str) -> State:
    """Return how the translation `row` of the text `source` stands."""
    if row is None:
        return State.MISSING
    if row.source_hash != digest(source):
        return State.OUTDATED
    if row.state == TranslationState.CHECKED:
        return State.CHECKED
    return State.MACHINE if row.machine else State.DRAFT


def standing(kind: Kind, records: Collection[Any], locale: str) -> list[Standing]:
    """Return how `records` of one kind stand in `locale`, with two queries."""
    return list(_of_kind(kind, records, [locale], _rows([kind], [locale])))


def everything(
    kinds: Collection[Kind] | None = None, locales: Collection[str] = tuple(LOCALES)
) -> list[Standing]:
    """Return how all public records of `kinds` stand in `locales`, with a fixed number of queries.

    Three for all, and for each kind one and those for its parts. No `kinds`: of all kinds.
    """
    kinds = list(KINDS.values()) if kinds is None else kinds
    rows, topics = _rows(kinds, locales), _topics(kinds)
    return [
        one for kind in kinds for one in _of_kind(kind, list(kind.records()), locales, rows, topics)
    ]


def digest(text: str) -> str:
    """Return the SHA-256 by which `ground/translations` knows a source."""
    return hashlib.sha256(text.encode()).hexdigest()


Rows = Mapping[tuple[str, str, str], Mapping[str, Row]]
"""Label, key and locale of a record → field → row."""

Topics = Mapping[tuple[str, int], frozenset[int]]


def _of_kind(
    kind: Kind,
    records: Collection[Any],
    locales: Collection[str],
    rows: Rows,
    topics: Topics | None = None,
) -> Iterator[Standing]:
    own = _own(kind, locales)
    for record in records:
        texts = {one.key: one.text for one in kind.segments(record)}
        about = (topics or {}).get((kind.name, record.pk), frozenset()) | _own_topic(record)
        for locale in locales:
            has_own = (record.pk, locale) in own
            there = rows.get((kind.name, str(record.pk), locale), {})
            counts = {State.CHECKED: len(texts)} if has_own else _counts(texts, there)
            yield Standing(kind, record, locale, counts, about, has_own)


def _counts(texts: Mapping[str, str], there: Mapping[str, Row]) -> dict[State, int]:
    counts: dict[State, int] = defaultdict(int)
    for name, text in texts.items():
        counts[text_state(there.get(name), text)] += 1
    return dict(counts)


def _rows(kinds: Iterable[Kind], locales: Collection[str]) -> Rows:
    found: dict[tuple[str, str, str], dict[str, Row]] = defaultdict(dict)
    asked = Translation.objects.filter(label__in=[kind.name for kind in kinds], locale__in=locales)
    for label, key, locale, name, made_from, state, machine in asked.values_list(
        "label", "record_id", "locale", "field", "source_hash", "state", "machine"
    ):
        found[label, key, locale][name] = Row(made_from, state, machine)
    return found


def _own(kind: Kind, locales: Collection[str]) -> set[tuple[int, str]]:
    """Return the pages with a version of their own, by key and locale."""
    if kind.model is not PortalPage:
        return set()
    return set(OwnVersion.objects.filter(locale__in=locales).values_list("page_id", "locale"))


def _own_topic(record: Any) -> frozenset[int]:
    """Return the topic that `record` is, or the one it names."""
    if isinstance(record, Topic):
        return frozenset({record.pk})
    topic = getattr(record, "topic_id", None)
    return frozenset({topic} if topic else ())


def _topics(kinds: Collection[Kind]) -> Topics:
    """Return the topics of all records of `kinds` in one query."""
    parts = [_joined(kind) for kind in kinds if kind.through is not None]
    found: dict[tuple[str, int], frozenset[int]] = {}
    for label, record, topic in parts[0].union(*parts[1:], all=True) if parts else ():
        found[label, record] = found.get((label, record), frozenset()) | {topic}
    return found


def _joined(kind: Kind) -> QuerySet[Any, Any]:
    through, column = kind.through or (None, "")
    rows = through._default_manager.filter(Q())  # type: ignore[union-attr]
    return rows.order_by().values_list(Value(kind.name), F(column), F("topic_id"))

"""What the public records say in each language, as plain text."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from konfluenz.ground import translations
from konfluenz.publishing import inline, readings
from konfluenz.publishing.finding.kinds import KINDS, Kind
from konfluenz.publishing.models.finding import FindingKind
from konfluenz.publishing.readings import Part, Piece, Reading, Standing

SOURCE = readings.SOURCE


@dataclass(frozen=True)
class Said:
    """The texts of a record in one language. `headings` stand in `body` too."""

    title: str
    summary: str = ""
    headings: str = ""
    body: str = ""


@dataclass(frozen=True)
class Document:
    """A public record and what it says, by language."""

    kind: FindingKind
    record_id: int
    until: dt.date | None
    texts: Mapping[str, Said]

    @cached_property
    def digest(self) -> str:
        """The same for the same contents."""
        said = repr((self.until, sorted(self.texts.items(), key=lambda item: item[0])))
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def read(kind: FindingKind, ids: Collection[int]) -> list[Document]:
    """Return those of `ids` that everybody may read, with a constant number of queries."""
    found = list(KINDS[kind].public().filter(pk__in=ids))
    said = _pages(found) if kind == FindingKind.PAGE else _records(KINDS[kind], found)
    return [
        Document(kind, record.pk, KINDS[kind].until(record), said[record.pk]) for record in found
    ]


def _pages(found: list[Any]) -> dict[int, dict[str, Said]]:
    texts: dict[int, dict[str, Said]] = {page.pk: {} for page in found}
    for locale in _locales():
        for key, reading in readings.read_all(found, locale).items():
            if reading.standing != Standing.MISSING and not reading.title.german:
                texts[key][locale] = _reading(reading)
    return texts


def _reading(reading: Reading) -> Said:
    headings = [piece.text for part in reading.parts for piece in _heads(part)]
    lines = [line for part in reading.parts for line in _lines(part, reading.locale)]
    return Said(
        title=reading.title.text,
        summary=_own(reading.summary),
        headings="\n".join(headings),
        body="\n".join(lines),
    )


def _heads(part: Part) -> Iterator[Piece]:
    """Yield what stands above other text: headings, and the questions of a page."""
    if part.kind in ("heading", "question"):
        yield from (piece for piece in part.pieces[:1] if not piece.german)


def _lines(part: Part, locale: str) -> Iterator[str]:
    """Yield what a block says; the German words it explains count in German alone."""
    yield from (inline.plain(text) for piece in part.pieces if (text := _own(piece)))
    if locale == SOURCE:
        yield from part.words


def _own(piece: Piece) -> str:
    return "" if piece.german else piece.text


def _records(kind: Kind, found: list[Any]) -> dict[int, dict[str, Said]]:
    texts: dict[int, dict[str, Said]] = {record.pk: {} for record in found}
    for record in found:
        fields = {name: translations.source(record, name) for name in kind.fields(record)}
        texts[record.pk][SOURCE] = _fields(kind, fields)
    for locale in _locales():
        told = translations.told(found, locale) if locale != SOURCE else {}
        for key, texts_told in told.items():
            said = {name: text.text for name, text in texts_told.items()}
            if said.get(kind.title):
                texts[key][locale] = _fields(kind, said)
    return texts


def _fields(kind: Kind, texts: Mapping[str, str]) -> Said:
    """Return `texts` with the title and the summary apart from the rest."""
    head = (kind.title, kind.summary)
    rest = (text for name, text in texts.items() if name not in head and text)
    return Said(texts[kind.title], texts.get(kind.summary, ""), body="\n".join(rest))


def _locales() -> Iterable[str]:
    return [code for code, _name in settings.LANGUAGES]

"""What a file of translations would do, and doing it. Nothing of a person is overwritten unasked.

A text whose German has changed since the export comes in as outdated, tied to the German it
was made from. Reading the same file again changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import models, transaction

from konfluenz.ground import translations
from konfluenz.publishing.translating import texts
from konfluenz.publishing.translating.kinds import KINDS, Kind
from konfluenz.publishing.translating.markup import MarkupRefused
from konfluenz.publishing.translating.standings import State
from konfluenz.publishing.translating.texts import Text
from konfluenz.publishing.translating.xliff_reading import Unit


class Finding(StrEnum):
    """What is found of a unit. "newer": a person has written something else since the export."""

    NEW = "new"
    CHANGED = "changed"
    OUTDATED = "outdated"
    NEWER = "newer"
    SAME = "same"
    EMPTY = "empty"
    REFUSED = "refused"
    UNKNOWN = "unknown"


TAKEN = frozenset({Finding.NEW, Finding.CHANGED, Finding.OUTDATED})


@dataclass(frozen=True)
class Found:
    """A unit with what is found of it. `there` is what stands now, `text` what would stand."""

    unit: Unit
    finding: Finding
    kind: Kind | None = None
    record: Any = None
    there: Text | None = None
    text: str = ""
    why: str = ""
    aged: bool = False


def findings(units: Iterable[Unit]) -> list[Found]:
    """Return what taking `units` in would do, with two queries a kind and language."""
    known = list(units)
    found: dict[tuple[str, UUID | None, str], tuple[Kind, Any, dict[str, Text]]] = {}
    for (slug, locale), group in _by_kind(known):
        if (kind := KINDS.get(slug)) is not None:
            keys = {unit.key for unit in group if unit.key}
            for record, there in _there(kind, keys, locale):
                found[slug, kind.key(record), locale] = kind, record, there
    return [_found(unit, found.get((unit.kind, unit.key, unit.locale))) for unit in known]


@transaction.atomic
def take(
    units: Iterable[Unit],
    *,
    by: models.Model | None,
    checked: bool = False,
    overwrite: bool = False,
) -> list[Found]:
    """Take `units` in, all or none, and return what was found of them.

    `checked`: `by` vouches for them, but for those whose German has changed since.
    `overwrite`: also where a person has written something else since the export.
    """
    known = list(units)
    for one in _records(findings(known)):
        texts.locked(*one)
    found = findings(known)
    wanted = TAKEN | ({Finding.NEWER} if overwrite else set())
    wanted |= {Finding.SAME} if checked else set()
    taken = [one for one in found if one.finding in wanted]
    for (_label, _pk, locale, aged), group in groupby(sorted(taken, key=_place), key=_place):
        _put(list(group), locale, by=by, checked=checked and not aged)
    return found


def _place(one: Found) -> tuple[str, int, str, bool]:
    return one.unit.kind, one.record.pk, one.unit.locale, one.aged


def _put(group: list[Found], locale: str, *, by: models.Model | None, checked: bool) -> None:
    said = {one.unit.field: {locale: one.text} for one in group}
    made_from = {one.unit.field: _source(one) for one in group}
    record = group[0].record
    translations.put_fields(record, said, by=by, checked=checked, made_from=made_from)


def _source(one: Found) -> str:
    """Return the German that the text was made from, as it stands here where it is the same."""
    return one.unit.source if one.aged or one.there is None else one.there.segment.text


def _by_kind(units: list[Unit]) -> Iterator[tuple[tuple[str, str], list[Unit]]]:
    def place(unit: Unit) -> tuple[str, str]:
        return unit.kind, unit.locale

    for key, group in groupby(sorted(units, key=place), key=place):
        yield key, list(group)


def _there(kind: Kind, keys: Iterable[UUID], locale: str) -> Iterator[tuple[Any, dict[str, Text]]]:
    records = list(kind.records().filter(**{f"{kind.uuid}__in": list(keys)}))
    known = texts.of_all(kind, records, [locale])
    for record in records:
        yield record, {text.segment.key: text for text in known[record.pk, locale]}


def _records(found: Iterable[Found]) -> list[tuple[Kind, Any]]:
    """Return the records concerned, each once, always in the same order."""
    known: Mapping[tuple[str, int], tuple[Kind, Any]] = {
        (one.unit.kind, one.record.pk): (one.kind, one.record)
        for one in found
        if one.kind is not None and one.finding in TAKEN | {Finding.NEWER}
    }
    return [known[key] for key in sorted(known)]


def _found(unit: Unit, known: tuple[Kind, Any, dict[str, Text]] | None) -> Found:
    if known is None or unit.field not in known[2]:
        return Found(unit, Finding.UNKNOWN)
    kind, record, there = known[0], known[1], known[2][unit.field]
    if not unit.target:
        return Found(unit, Finding.EMPTY, kind, record, there)
    try:
        text = _read(unit, there)
    except MarkupRefused as refusal:
        return Found(unit, Finding.REFUSED, kind, record, there, why=str(refusal))
    aged = unit.source != there.segment.text.strip()
    finding = _finding(unit, there, text, aged=aged)
    return Found(unit, finding, kind, record, there, text, aged=aged)


def _read(unit: Unit, there: Text) -> str:
    """Return the text as it is stored; its links are those of the German in the file."""
    source = type(there.segment)(unit.field, unit.source, there.segment.kind, there.segment.html)
    return texts.plain(source, unit.target)


def _finding(unit: Unit, there: Text, text: str, *, aged: bool) -> Finding:
    if text == there.text:
        return Finding.CHANGED if there.state == State.OUTDATED and not aged else Finding.SAME
    if there.text and not there.machine and not _is_as_exported(unit, there):
        return Finding.NEWER
    if aged:
        return Finding.OUTDATED
    return Finding.CHANGED if there.text else Finding.NEW


def _is_as_exported(unit: Unit, there: Text) -> bool:
    """Tell whether the translation stands as it stood when the file was written."""
    return unit.seen[: texts.SHORT] == there.seen[: texts.SHORT]

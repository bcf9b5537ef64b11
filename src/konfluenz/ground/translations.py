"""Texts of records in further languages: written, found, and known to be stale."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, Protocol, runtime_checkable

from django.db import models, transaction
from django.utils import timezone

from konfluenz.ground import audit, references
from konfluenz.ground.models.translations import Translation, TranslationState

MACHINE = models.Case(
    models.When(machine=True, then=models.Value("machine")), default=models.Value("")
)
COLUMNS = ("record_id", "field", "text", "state", MACHINE, "source_hash")
"""What `told` reads. As text the mark of a machine needs no conversion, row by row."""

CHECKED = TranslationState.CHECKED.value


class Told(NamedTuple):
    """A text in another language. `stale`: its source has moved on since it was written."""

    text: str
    checked: bool
    machine: bool
    stale: bool


@runtime_checkable
class HasTexts(Protocol):
    """A record with texts that are no fields of its own, such as the blocks of a page."""

    def source_texts(self) -> Mapping[str, str]:
        """Return its texts by their names; those that are no fields have a dot in theirs."""


def put(
    record: models.Model,
    field: str,
    locale: str,
    text: str,
    *,
    by: models.Model | None,
    checked: bool = False,
    machine: bool = False,
) -> None:
    """Write `field` of `record` in one `locale`, as `put_fields` does in several."""
    put_fields(record, {field: {locale: text}}, by=by, checked=checked, machine=machine)


def put_all(
    record: models.Model,
    field: str,
    texts: Mapping[str, str],
    *,
    by: models.Model | None,
    checked: bool = False,
    machine: bool = False,
) -> None:
    """Write `field` of `record` in the locales of `texts`, as `put_fields` does for several."""
    put_fields(record, {field: texts}, by=by, checked=checked, machine=machine)


@transaction.atomic
def put_fields(
    record: models.Model,
    texts: Mapping[str, Mapping[str, str]],
    *,
    by: models.Model | None,
    checked: bool = False,
    machine: bool = False,
    made_from: Mapping[str, str] | None = None,
) -> None:
    """Write `texts` of `record`, field → locale → text; an empty text removes what is there.

    `checked`: `by` has compared them with the source as it is now. Writing the same text again
    renews its tie to the source. `made_from`: field → the source that the text was made from,
    where that is not the one of now. Nothing changed: nothing is recorded.
    """
    there, read = _locked(record, texts), _reader(record)
    changes: dict[str, tuple[object, object]] = {}
    new: list[Translation] = []
    for field, locale, text in _flat(texts):
        row = there.get((field, locale)) or Translation(**_key(record, field, locale))
        old, said = row.text, _saying(row)
        row.text, row.machine = text, machine
        _tie(row, (made_from or {}).get(field, read(field)))
        _check(row, by, checked=checked)
        if _saying(row) == said or not (text or row.pk):
            continue
        changes[f"{field} ({locale})"] = (old, text)
        if row.pk is None:
            new.append(row)
        else:
            _keep(row)
    Translation.objects.bulk_create(new)
    if changes:
        audit.record("translation.put", about=record, by=by, changes=changes)


def of(
    records: Collection[models.Model], field: str, locale: str, *, fallback: bool = False
) -> dict[Any, str]:
    """Return `field` of `records` in `locale` by primary key, in one query.

    `records` are of one kind. Without `fallback` the untranslated are left out, with it they
    are there in their own language.
    """
    texts = {record.pk: getattr(record, field) for record in records} if fallback else {}
    keys = {str(record.pk): record.pk for record in records}
    for row in _rows(records).filter(field=field, locale=locale):
        texts[keys[row.record_id]] = row.text
    return texts


def told(
    records: Collection[models.Model], locale: str, fields: Collection[str] | None = None
) -> dict[Any, dict[str, Told]]:
    """Return what is translated of `records` into `locale`: key → field → text, in one query.

    `records` are of one kind; those without any translation are left out. `fields`: only these.
    """
    if not records:
        return {}
    rows = _rows(records).filter(locale=locale)
    readers = {str(record.pk): _reader(record) for record in records}
    chosen = rows if fields is None else rows.filter(field__in=fields)
    found = _tell(chosen, readers)
    return {record.pk: found[str(record.pk)] for record in records if str(record.pk) in found}


def told_of_kind(
    kind: type[models.Model], sources: Mapping[str, Mapping[str, str]], locale: str
) -> dict[str, dict[str, Told]]:
    """Return what is translated of many records of a `kind`, as `told` does, in one query.

    `sources`: record id → field → text. For who has read the texts of nearly all records of a
    kind without making records of them; the others' translations are read and left out.
    """
    rows = Translation.objects.filter(label=references.label(kind), locale=locale)
    return _tell(rows, {key: texts.get for key, texts in sources.items()})


def source(record: models.Model, field: str) -> str:
    """Return what is to be translated of `field`: its text, or the items of a list by line.

    A record whose texts are no fields of its own answers by `source_texts()`; what is not
    there any more is "".
    """
    return _reader(record)(field)


def stale(records: Collection[models.Model], field: str) -> list[Translation]:
    """Return the translations of `field` whose source has moved on since, in one query."""
    hashes = {str(record.pk): _hash(source(record, field)) for record in records}
    rows = _rows(records).filter(field=field)
    return [row for row in rows if row.source_hash != hashes[row.record_id]]


def forget(record: models.Model) -> None:
    """Remove all translations of `record`, in the transaction that removes the record."""
    Translation.objects.filter(
        label=references.label(type(record)), record_id=str(record.pk)
    ).delete()


def _tell(
    rows: models.QuerySet[Translation], readers: Mapping[str, Callable[[str], str | None]]
) -> dict[str, dict[str, Told]]:
    """Return record id → field → text; `readers` give the sources, by record id."""
    found: dict[str, dict[str, Told]] = {}
    for record_id, field, text, state, machine, digest in rows.values_list(*COLUMNS):
        if (read := readers.get(record_id)) is not None:
            stale = digest != _hash(read(field) or "")
            said = Told(text, state == CHECKED, machine != "", stale)
            found.setdefault(record_id, {})[field] = said
    return found


def _flat(texts: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield (field, locale, text)."""
    for field, said in texts.items():
        for locale, text in said.items():
            yield field, locale, text


def _locked(
    record: models.Model, texts: Mapping[str, Mapping[str, str]]
) -> dict[tuple[str, str], Translation]:
    """Return what is there of the fields and locales of `texts`, locked."""
    locales = {locale for _field, locale, _text in _flat(texts)}
    rows = _rows([record]).filter(field__in=list(texts), locale__in=locales).select_for_update()
    return {(row.field, row.locale): row for row in rows}


def _keep(row: Translation) -> None:
    """Save `row`, or delete it when nothing stands in it."""
    if row.text:
        row.save()
    else:
        row.delete()


def _key(record: models.Model, field: str, locale: str) -> dict[str, str]:
    label, record_id = references.to(record)
    return {"label": label, "record_id": record_id, "field": field, "locale": locale}


def _rows(records: Collection[models.Model]) -> models.QuerySet[Translation]:
    labels = {references.label(type(record)) for record in records}
    ids = [str(record.pk) for record in records]
    rows = Translation.objects.filter(label__in=labels, record_id__in=ids)
    return rows.order_by("record_id", "locale", "field")


def _reader(record: models.Model) -> Callable[[str], str]:
    """Return what gives the source of a field of `record`, read once."""
    if isinstance(record, HasTexts):
        texts = cache(record.source_texts)
        return lambda name: texts().get(name, "") if "." in name else _field(record, name)
    return lambda name: _field(record, name)


def _field(record: models.Model, field: str) -> str:
    value = getattr(record, field, "")
    return "\n".join(value) if isinstance(value, list) else str(value)


def _tie(row: Translation, text: str) -> None:
    """Tie `row` to the source as it is now."""
    row.source, row.source_hash = text, _hash(text)


def _check(row: Translation, by: models.Model | None, *, checked: bool) -> None:
    who = references.to(by) if checked and by is not None else references.NOBODY
    row.checked_by_label, row.checked_by_id = who
    row.checked_at = timezone.now() if checked else None
    row.state = TranslationState.CHECKED if checked else TranslationState.DRAFT


def _saying(row: Translation) -> tuple[object, ...]:
    """Return what makes it another translation; who checked the same thing again does not."""
    return (row.text, row.source_hash, row.state, row.machine)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

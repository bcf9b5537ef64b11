"""Texts of records in further languages: written, found, and known to be stale."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from konfluenz.ground import audit, references
from konfluenz.ground.models.translations import Translation, TranslationState


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
    """Write `field` of `record` in one `locale`, as `put_all` does in several."""
    put_all(record, field, {locale: text}, by=by, checked=checked, machine=machine)


@transaction.atomic
def put_all(
    record: models.Model,
    field: str,
    texts: Mapping[str, str],
    *,
    by: models.Model | None,
    checked: bool = False,
    machine: bool = False,
) -> None:
    """Write `field` of `record` in the locales of `texts`; an empty text removes what is there.

    `checked`: `by` has compared them with the source as it is now. Writing the same text again
    renews its tie to the source. Nothing changed: nothing is recorded.
    """
    there = _locked(record, field, texts)
    changes: dict[str, tuple[object, object]] = {}
    new: list[Translation] = []
    for locale, text in texts.items():
        row = there.get(locale) or Translation(**_key(record, field, locale))
        old, said = row.text, _saying(row)
        row.text, row.machine, row.source_hash = text, machine, _source_hash(record, field)
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
    for row in _rows(records, field).filter(locale=locale):
        texts[keys[row.record_id]] = row.text
    return texts


def stale(records: Collection[models.Model], field: str) -> list[Translation]:
    """Return the translations of `field` whose source has moved on since, in one query."""
    hashes = {str(record.pk): _source_hash(record, field) for record in records}
    return [row for row in _rows(records, field) if row.source_hash != hashes[row.record_id]]


def forget(record: models.Model) -> None:
    """Remove all translations of `record`, in the transaction that removes the record."""
    Translation.objects.filter(
        label=references.label(type(record)), record_id=str(record.pk)
    ).delete()


def _locked(record: models.Model, field: str, locales: Iterable[str]) -> dict[str, Translation]:
    """Return what is there of `field` by locale, locked."""
    rows = _rows([record], field).filter(locale__in=list(locales)).select_for_update()
    return {row.locale: row for row in rows}


def _keep(row: Translation) -> None:
    """Save `row`, or delete it when nothing stands in it."""
    if row.text:
        row.save()
    else:
        row.delete()


def _key(record: models.Model, field: str, locale: str) -> dict[str, str]:
    label, record_id = references.to(record)
    return {"label": label, "record_id": record_id, "field": field, "locale": locale}


def _rows(records: Collection[models.Model], field: str) -> models.QuerySet[Translation]:
    labels = {references.label(type(record)) for record in records}
    ids = [str(record.pk) for record in records]
    rows = Translation.objects.filter(label__in=labels, record_id__in=ids, field=field)
    return rows.order_by("record_id", "locale")


def _check(row: Translation, by: models.Model | None, *, checked: bool) -> None:
    who = references.to(by) if checked and by is not None else references.NOBODY
    row.checked_by_label, row.checked_by_id = who
    row.checked_at = timezone.now() if checked else None
    row.state = TranslationState.CHECKED if checked else TranslationState.DRAFT


def _saying(row: Translation) -> tuple[object, ...]:
    """Return what makes it another translation; who checked the same thing again does not."""
    return (row.text, row.source_hash, row.state, row.machine)


def _source_hash(record: models.Model, field: str) -> str:
    return hashlib.sha256(str(getattr(record, field)).encode()).hexdigest()

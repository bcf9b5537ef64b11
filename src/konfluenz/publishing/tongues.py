"""In which languages something can be read: for the switch of search engines and the sitemap."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models

from konfluenz.ground import references
from konfluenz.ground.models import Translation
from konfluenz.ground.models.translations import TranslationState
from konfluenz.publishing.models import OwnVersion, PortalPage

Tongues = dict[Any, set[str]]
"""Languages other than German, by key."""


def of_pages(pages: Iterable[PortalPage]) -> Tongues:
    """Return the languages in which `pages` are there, by the rule of `readings`, in two queries.

    A page is there with its title and half of its texts; where a mistake harms, machine drafts
    do not count.
    """
    chosen = list(pages)
    found: Tongues = {page.pk: set() for page in chosen}
    for key, locale in OwnVersion.objects.filter(page__in=chosen).values_list("page", "locale"):
        found[key].add(locale)
    told = _told(chosen)
    for page in chosen:
        wanted = {segment.key for segment in page.segments()}
        for locale, rows in told.get(page.pk, {}).items():
            fields = {field for field, sure in rows if sure or not page.careful}
            if "title" in fields and len(fields & wanted) * 2 >= len(wanted):
                found[page.pk].add(locale)
    return found


def of_records(records: Collection[models.Model], field: str) -> Tongues:
    """Return the languages into which `field` of `records` is translated, in one query."""
    told = _told(records, [field])
    return {record.pk: set(told.get(record.pk, {})) for record in records}


def _told(
    records: Collection[models.Model], fields: Collection[str] | None = None
) -> dict[Any, dict[str, list[tuple[str, bool]]]]:
    """Return what is translated: key → locale → fields, and whether more than a machine said so."""
    keys = {str(record.pk): record.pk for record in records}
    labels = {references.label(type(record)) for record in records}
    rows = Translation.objects.filter(label__in=labels, record_id__in=keys).exclude(text="")
    if fields is not None:
        rows = rows.filter(field__in=fields)
    found: dict[Any, dict[str, list[tuple[str, bool]]]] = {}
    for key, locale, field, state, machine in rows.order_by().values_list(
        "record_id", "locale", "field", "state", "machine"
    ):
        sure = state == TranslationState.CHECKED or not machine
        found.setdefault(keys[key], {}).setdefault(locale, []).append((field, sure))
    return found

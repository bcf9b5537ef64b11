"""Where links stand: in pages, their translations and own versions, in the records beside them."""

import html
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.db import models

from konfluenz.directory.models import ExternalResource, FundingProgramme, GoodsNotice, Service
from konfluenz.events.models import Event, EventState
from konfluenz.ground import references
from konfluenz.ground.models import Translation
from konfluenz.publishing import segments
from konfluenz.publishing.models import OwnVersion, PortalPage

HREF = re.compile(r'href="(https?://[^"]+)"', re.IGNORECASE)
BARE = re.compile(r"https?://[^\s<>\"'()]+", re.IGNORECASE)
TRAILING = ".,;:!?…"
ADDRESSES: dict[type[models.Model], tuple[str, ...]] = {
    Service: ("url",),
    Event: ("url", "online"),
    FundingProgramme: ("url",),
    GoodsNotice: (),
    ExternalResource: ("url",),
}
"""The fields that hold an address, of the records that are no pages; texts are read too."""

KINDS: dict[str, type[models.Model]] = {
    references.label(model): model for model in (*ADDRESSES, PortalPage)
}
OWN = "own."
LONGEST = 1000


class Place(NamedTuple):
    """A link and where it stands; a field of an own version begins with "own."."""

    record_id: str
    field: str
    locale: str
    url: str


def of(label: str, ids: Collection[str]) -> set[Place]:
    """Return the links of the public records of one kind, in four queries."""
    model = KINDS[label]
    records = _public(model, ids)
    found = {place for record in records for place in _german(record)}
    keys = [str(record.pk) for record in records]
    rows = Translation.objects.filter(label=label, record_id__in=keys, text__contains="://")
    for key, field, locale, text in rows.values_list("record_id", "field", "locale", "text"):
        found |= {Place(key, field, locale, url) for url in urls(text)}
    if model is PortalPage:
        found |= set(_own(keys))
    return found


def urls(text: str) -> set[str]:
    """Return the web addresses in `text`, which may be markup."""
    marked = {html.unescape(url) for url in HREF.findall(text)}
    bare = () if "<" in text else (url.rstrip(TRAILING) for url in BARE.findall(text))
    return {url for url in marked | set(bare) if len(url) <= LONGEST}


def _public(model: type[models.Model], ids: Collection[str]) -> list[models.Model]:
    rows = model._default_manager.filter(pk__in=[int(key) for key in ids])
    if model is Service:
        return list(Service.objects.public().filter(pk__in=rows))
    if model is Event:
        return list(rows.filter(state=EventState.PUBLISHED))
    if model is PortalPage:
        return list(rows.filter(live=True))
    return list(rows.filter(published=True))


def _german(record: models.Model) -> Iterator[Place]:
    key, source = str(record.pk), settings.LANGUAGE_CODE
    if isinstance(record, PortalPage):
        texts: Iterable[tuple[str, str]] = record.source_texts().items()
    else:
        names = (*ADDRESSES[type(record)], *type(record).TEXTS)  # type: ignore[attr-defined]
        texts = [(name, getattr(record, name)) for name in names]
    for field, text in texts:
        if isinstance(text, str) and "://" in text:
            yield from (Place(key, field, source, url) for url in urls(text))


def _own(keys: Collection[str]) -> Iterator[Place]:
    for version in OwnVersion.objects.filter(page__in=[int(key) for key in keys]):
        by_field: dict[str, set[str]] = defaultdict(set)
        for segment in segments.of_page(version):
            by_field[segment.key] |= urls(segment.text)
        for field, found in by_field.items():
            for url in found:
                yield Place(str(version.page_id), OWN + field, version.locale, url)

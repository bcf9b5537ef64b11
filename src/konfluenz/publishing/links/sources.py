"""Where links stand: in pages, their translations and own versions, in the records beside them.

Mail templates are no records: `mails` reads their files.
"""

import html
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.template.utils import get_app_template_dirs

from konfluenz.directory.models import ExternalResource, FundingProgramme, GoodsNotice, Service
from konfluenz.events.models import Event, EventState
from konfluenz.ground import references
from konfluenz.ground.models import Translation
from konfluenz.publishing import segments
from konfluenz.publishing.models import ChecklistItem, OwnVersion, PortalPage
from konfluenz.volunteering import opportunities
from konfluenz.volunteering.models import Opportunity

HREF = re.compile(r'href="(https?://[^"]+)"', re.IGNORECASE)
BARE = re.compile(r"https?://[^\s<>\"'()]+", re.IGNORECASE)
TRAILING = ".,;:!?…"
ADDRESSES: dict[type[models.Model], tuple[str, ...]] = {
    Service: ("url",),
    Event: ("url", "online"),
    FundingProgramme: ("url",),
    GoodsNotice: (),
    ExternalResource: ("url",),
    Opportunity: (),
    ChecklistItem: (),
}
"""The fields that hold an address, of the records that are no pages; texts are read too."""

KINDS: dict[str, type[models.Model]] = {
    references.label(model): model for model in (*ADDRESSES, PortalPage)
}
OWN = "own."
MAILS = "mail"
"""The label of mail templates in the register; their names stand in `LinkUse.field`."""

REMARK = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)
FILLED_IN = ("{", "%(")
"""Signs in an address of which a part is put in when the mail is written: that is no link."""

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


def mails(folders: Iterable[Path] | None = None) -> set[Place]:
    """Return the links in the mail templates of all rooms, or of those in `folders`."""
    found = mail_templates(get_app_template_dirs("templates") if folders is None else folders)
    language = settings.LANGUAGE_CODE
    return {
        Place("", name, language, url)
        for name, text in found.items()
        for url in written(name, text)
    }


def mail_templates(folders: Iterable[Path]) -> Mapping[str, str]:
    """Return the texts of the mail templates below `folders` by their names, without remarks."""
    return {
        str(path.relative_to(folder)): REMARK.sub(" ", path.read_text(encoding="utf-8"))
        for folder in map(Path, folders)
        for path in sorted(folder.glob("*/mail/**/*"))
        if path.is_file()
    }


def written(name: str, text: str) -> set[str]:
    """Return the whole addresses in a template: those that are put in later are left out."""
    if name.endswith(".html"):
        found = {html.unescape(url) for url in HREF.findall(text)}
    else:
        found = {url.rstrip(TRAILING) for url in BARE.findall(text)}
    return {
        url for url in found if len(url) <= LONGEST and not any(sign in url for sign in FILLED_IN)
    }


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
    if model is Opportunity:
        return list(opportunities.open_on().filter(pk__in=rows))
    return list(rows if model is ChecklistItem else rows.filter(published=True))


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

"""What is translated: which records, under which name, text by text (T-01)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory import goods, programmes, resources
from konfluenz.directory.models import (
    ExternalResource,
    FundingProgramme,
    GoodsNotice,
    Service,
    Topic,
)
from konfluenz.events import events
from konfluenz.events.models import Event
from konfluenz.ground import references
from konfluenz.publishing import pages
from konfluenz.publishing.models import ChecklistItem, PortalPage, Situation
from konfluenz.publishing.segments import Segment
from konfluenz.volunteering import opportunities
from konfluenz.volunteering.models import Opportunity

Text = str | Promise
SOURCE = settings.LANGUAGE_CODE
LOCALES = [code for code, _name in settings.LANGUAGES if code != SOURCE]
RIGHT_TO_LEFT = frozenset({"ar", "fa"})

BLOCKS: Mapping[str, Text] = {
    "title": gettext_lazy("title"),
    "summary": gettext_lazy("in one or two sentences"),
    "heading": gettext_lazy("Heading"),
    "text": gettext_lazy("Text"),
    "bullets": gettext_lazy("Bullet points"),
    "steps": gettext_lazy("Steps, one after the other"),
    "note": gettext_lazy("Note in a box"),
    "important": gettext_lazy("Important: a deadline or a danger"),
    "documents": gettext_lazy("What to bring"),
    "words": gettext_lazy("German words explained"),
    "question": gettext_lazy("Question and answer"),
    "picture": gettext_lazy("Picture"),
}
"""What the blocks of a page are called."""


@dataclass(frozen=True)
class Kind:
    """Records of one model. `slug` stands in addresses, `uuid` names the field of their key.

    `public` returns those that everybody may read; `through` joins them with topics.
    """

    slug: str
    label: Text
    model: type[models.Model]
    public: Callable[[], models.QuerySet[Any]]
    fields: tuple[str, ...] = ()
    uuid: str = "public_id"
    through: tuple[type[models.Model], str] | None = None
    with_parts: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The label under which `ground/translations` knows the kind."""
        return references.label(self.model)

    def records(self) -> models.QuerySet[Any]:
        """Return the public records with all that `segments` reads."""
        return self.public().prefetch_related(*self.with_parts)

    def segments(self, record: Any) -> list[Segment]:
        """Return what is to be translated of `record`, in reading order, empty texts left out."""
        if isinstance(record, PortalPage):
            return record.segments()
        texts = _texts(self.fields or record.TEXTS, record)
        return [Segment(name, text, name) for name, text in texts.items() if text.strip()]

    def called(self, segment: Segment) -> str:
        """Return in words which text of its record `segment` is."""
        if self.model is PortalPage:
            return str(BLOCKS[segment.kind])
        if "." in segment.key:
            return _("note on the hours")
        return str(self.model._meta.get_field(segment.key).verbose_name)  # type: ignore[union-attr]

    def key(self, record: Any) -> UUID:
        """Return the public name of `record`."""
        return getattr(record, self.uuid)

    def careful(self, record: Any) -> str:
        """Return why a mistake in a translation of `record` harms: "Recht", "Gesundheit", or ""."""
        return record.get_careful_display() if getattr(record, "careful", "") else ""


def _texts(fields: tuple[str, ...], record: Any) -> dict[str, str]:
    if isinstance(record, Service):
        return record.source_texts()
    values = {name: getattr(record, name) for name in fields}
    return {
        name: "\n".join(value) if isinstance(value, list) else value
        for name, value in values.items()
    }


_OWN: Mapping[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind(
            "seiten",
            gettext_lazy("Pages"),
            PortalPage,
            pages.public,
            uuid="translation_key",
            through=(PortalPage.topics.through, "portalpage_id"),
        ),
        Kind(
            "angebote",
            gettext_lazy("Services"),
            Service,
            lambda: Service.objects.public(),
            through=(Service.topics.through, "service_id"),
            with_parts=("hours", "exceptions"),
        ),
        Kind(
            "veranstaltungen",
            gettext_lazy("Events"),
            Event,
            lambda: events.to_come(Event.objects.all()),
            through=(Event.topics.through, "event_id"),
        ),
        Kind(
            "foerdermittel",
            gettext_lazy("Funding programmes"),
            FundingProgramme,
            programmes.running,
            through=(FundingProgramme.topics.through, "fundingprogramme_id"),
        ),
        Kind("sachspenden", gettext_lazy("Donations of goods"), GoodsNotice, goods.current),
        Kind(
            "links",
            gettext_lazy("Links"),
            ExternalResource,
            resources.public,
            through=(ExternalResource.topics.through, "externalresource_id"),
        ),
        Kind(
            "einsatzmoeglichkeiten",
            gettext_lazy("Opportunities"),
            Opportunity,
            opportunities.open_on,
        ),
        Kind(
            "themen",
            gettext_lazy("Topics"),
            Topic,
            lambda: Topic.objects.filter(active=True),
            ("name",),
        ),
        Kind("lebenslagen", gettext_lazy("Life situations"), Situation, Situation.objects.all),
        Kind("erste-schritte", gettext_lazy("Checklist"), ChecklistItem, ChecklistItem.objects.all),
    )
}


@cache
def _from_above() -> dict[str, Kind]:
    """Return the kinds of rooms above this one, which the settings name."""
    found = [import_string(path) for path in settings.TRANSLATED_KINDS]
    return {kind.slug: kind for kind in found}


class _Kinds(Mapping[str, Kind]):
    """All kinds; those from above are looked for when somebody asks, not while rooms load."""

    def __getitem__(self, slug: str) -> Kind:
        return _OWN[slug] if slug in _OWN else _from_above()[slug]

    def __iter__(self) -> Iterator[str]:
        yield from _OWN
        yield from _from_above()

    def __len__(self) -> int:
        return len(_OWN) + len(_from_above())


KINDS: Mapping[str, Kind] = _Kinds()


def find(kind: str, key: UUID) -> tuple[Kind, Any] | None:
    """Return the kind and its public record with `key`, None when there is none."""
    if (known := KINDS.get(kind)) is None:
        return None
    record = known.records().filter(**{known.uuid: key}).first()
    return (known, record) if record is not None else None

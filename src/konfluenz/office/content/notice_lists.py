"""The lists of funding programmes, goods and links."""

import datetime as dt
from functools import cached_property

import django_filters
import django_tables2 as tables
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.directory.models import (
    ExternalResource,
    FundingProgramme,
    GoodsKind,
    GoodsNotice,
    Topic,
)
from konfluenz.ground import dates
from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest
from konfluenz.office.content import tabs
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.people import languages
from konfluenz.people.roles import Right

SHOWN = [("True", gettext_lazy("yes")), ("False", gettext_lazy("no"))]


class NoticeTable(lists.Table):
    """What all three lists say at the end."""

    published = tables.Column(gettext_lazy("Public"))

    def render_published(self, value: bool) -> str:
        """Say whether everybody can read it."""
        return _("yes") if value else _("no")

    value_published = render_published


class NoticeFilters(lists.Filters):
    """Public or not."""

    published = django_filters.ChoiceFilter(
        label=gettext_lazy("Public"), choices=SHOWN, empty_label=gettext_lazy("all")
    )


class TopicFilters(NoticeFilters):
    """On what."""

    topics = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Topic"),
        queryset=Topic.objects.all(),
        empty_label=gettext_lazy("any topic"),
    )


class ProgrammeTable(NoticeTable):
    """Funding programmes, soonest deadline first."""

    name = lists.head(gettext_lazy("Name"), "programme", order_by=("name", "id"))
    funder = tables.Column(gettext_lazy("Who funds"))
    deadline = tables.Column(gettext_lazy("Deadline"))

    class Meta:
        sequence = ("name", "funder", "deadline", "published")

    def render_deadline(self, value: dt.date) -> str:
        """Return the day."""
        return dates.show(value)


class GoodsTable(NoticeTable):
    """Goods, as somebody looks after them."""

    name = lists.head(gettext_lazy("Name"), "goods-notice", order_by=("name", "id"))
    kind = tables.Column(gettext_lazy("Kind"))
    organization = tables.Column(
        gettext_lazy("Organisation"), order_by=("organization__name", "id")
    )
    expires_on = tables.Column(gettext_lazy("Shown until before"))

    class Meta:
        sequence = ("name", "kind", "organization", "expires_on", "published")

    def render_expires_on(self, value: dt.date) -> str:
        """Return the day."""
        return dates.show(value)


class GoodsFilters(NoticeFilters):
    """Wanted or enough of it."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=GoodsKind.choices, empty_label=gettext_lazy("all")
    )


class ResourceTable(NoticeTable):
    """Links to sites of others."""

    name = lists.head(gettext_lazy("Name"), "resource", order_by=("name", "id"))
    url = tables.Column(gettext_lazy("Address"), orderable=False)
    topics = tables.Column(gettext_lazy("Topics"), accessor="pk", orderable=False)
    languages = tables.Column(gettext_lazy("Languages"), orderable=False)

    class Meta:
        sequence = ("name", "url", "topics", "languages", "published")

    @cached_property
    def language_names(self) -> dict[str, str]:
        """The names of all languages, looked up once for the whole table."""
        return languages.names()

    def render_topics(self, record: ExternalResource) -> str:
        """Return the topics in one line."""
        return ", ".join(topic.name for topic in record.topics.all())

    def render_languages(self, value: list[str]) -> str:
        """Return the languages by name."""
        return ", ".join(self.language_names.get(code, code) for code in value)

    value_topics, value_languages = render_topics, render_languages


def _programmes(_request: OfficeRequest) -> QuerySet[FundingProgramme]:
    return FundingProgramme.objects.order_by(F("deadline").asc(nulls_last=True), "name", "id")


def _goods(_request: OfficeRequest) -> QuerySet[GoodsNotice]:
    return GoodsNotice.objects.select_related("organization")


def _resources(_request: OfficeRequest) -> QuerySet[ExternalResource]:
    return ExternalResource.objects.prefetch_related("topics")


def _counted(count: int) -> str:
    return f"{count:,}".replace(",", ".")


PROGRAMMES = Listing(
    slug="programmes",
    title=gettext_lazy("Funding programmes"),
    rows=_programmes,
    table=ProgrammeTable,
    filters=TopicFilters,
    count=lambda n: ngettext("%(n)s programme", "%(n)s programmes", n) % {"n": _counted(n)},
    empty=Empty(
        gettext_lazy("No funding programme is on record yet."),
        gettext_lazy("Add the first one: a name, who funds and a deadline are enough."),
    ),
    add=Add(gettext_lazy("Add programme"), "programme-add", Right.EDIT_CONTENT),
    template=tabs.TEMPLATE,
    extra=tabs.SHOWN,
)
GOODS = Listing(
    slug="goods",
    title=gettext_lazy("Donations of goods"),
    rows=_goods,
    table=GoodsTable,
    filters=GoodsFilters,
    count=lambda n: ngettext("%(n)s notice", "%(n)s notices", n) % {"n": _counted(n)},
    empty=Empty(
        gettext_lazy("No goods are wanted yet, and of none is there enough."),
        gettext_lazy("Add what an organisation needs, or has enough of."),
    ),
    add=Add(gettext_lazy("Add notice"), "goods-add", Right.EDIT_CONTENT),
    template=tabs.TEMPLATE,
    extra=tabs.SHOWN,
)
RESOURCES = Listing(
    slug="resources",
    title=gettext_lazy("Links"),
    rows=_resources,
    table=ResourceTable,
    filters=TopicFilters,
    count=lambda n: ngettext("%(n)s link", "%(n)s links", n) % {"n": _counted(n)},
    empty=Empty(
        gettext_lazy("No link is on record yet."),
        gettext_lazy("Add sites of others that help, and say what one finds there."),
    ),
    add=Add(gettext_lazy("Add link"), "resource-add", Right.EDIT_CONTENT),
    template=tabs.TEMPLATE,
    extra=tabs.SHOWN,
)

"""The list of services: search, filters, columns, export."""

from functools import cached_property

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from konfluenz.directory.models import Service, ServiceState, Topic
from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.content import tabs
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.people import languages
from konfluenz.people.roles import Right

SHORT = ("description", "eligibility", "how", "accessibility")


class ServiceTable(lists.Table):
    """Services, as an editor looks for them."""

    name = lists.head(_("Name"), "service", order_by=("name", "id"))
    provider = tables.Column(
        _("Offered by"), accessor="pk", order_by=("organization__name", "unit__name", "id")
    )
    topics = tables.Column(_("Topics"), accessor="pk", orderable=False)
    places = tables.Column(_("Places"), accessor="pk", orderable=False, visible=False)
    languages = tables.Column(_("Languages"), orderable=False)
    state = tables.Column(_("State"))

    @cached_property
    def language_names(self) -> dict[str, str]:
        """The names of all languages, looked up once for the whole table."""
        return languages.names()

    def render_provider(self, record: Service) -> str:
        """Return the organisation or the office."""
        return str(record.provider)

    def render_topics(self, record: Service) -> str:
        """Return the topics in one line."""
        return ", ".join(topic.name for topic in record.topics.all())

    def render_places(self, record: Service) -> str:
        """Return the places in one line."""
        return ", ".join(place.name for place in record.places.all())

    def render_languages(self, value: list[str]) -> str:
        """Return the languages by name."""
        return ", ".join(self.language_names.get(code, code) for code in value)

    value_provider, value_topics, value_places, value_languages = (
        render_provider,
        render_topics,
        render_places,
        render_languages,
    )


class ServiceFilters(lists.Filters):
    """In which state, on what, in which language."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ServiceState.choices, empty_label=_("any state")
    )
    topics = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=Topic.objects.all(), empty_label=_("any topic")
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=lambda: languages.names().items(),
        empty_label=_("any language"),
        method="with_language",
    )
    organisation = django_filters.CharFilter(
        label=_("Organisation"), field_name="organization__name", lookup_expr="icontains"
    )

    def with_language(self, rows: QuerySet[Service], _name: str, code: str) -> QuerySet[Service]:
        """Keep those where `code` is spoken, by the text of the list (SQLite cannot look in)."""
        return rows.annotate(said=Cast("languages", TextField())).filter(said__contains=f'"{code}"')


def _rows(_request: OfficeRequest) -> QuerySet[Service]:
    rows = Service.objects.defer(*SHORT).select_related("organization", "unit")
    return rows.prefetch_related("topics", "places")


SERVICES = Listing(
    slug="services",
    title=_("Services"),
    rows=_rows,
    table=ServiceTable,
    filters=ServiceFilters,
    search_hint=_("Name, organisation, words of the description"),
    count=lambda n: (
        ngettext("%(n)s service", "%(n)s services", n) % {"n": f"{n:,}".replace(",", ".")}
    ),
    empty=Empty(
        _("No service is on record yet."),
        _("Add the first one: a name, who offers it and one sentence are enough to publish it."),
    ),
    add=Add(_("Add service"), "service-add", Right.EDIT_CONTENT),
    template=tabs.TEMPLATE,
    extra=tabs.SHOWN,
)


@requires(Right.READ_CONTENT)
def services(request: OfficeRequest) -> HttpResponse:
    """Show the services, or export them."""
    return lists.respond(request, SERVICES)

"""The list of organisations: search, filters, columns, export."""

from functools import cached_property

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from konfluenz.directory.models import District, Organization, OrganizationKind, OrganizationState
from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.people import languages
from konfluenz.people.roles import Right


class OrganisationTable(lists.Table):
    """Organisations, as the coordinator looks for them; phone numbers are in the export."""

    name = lists.head(_("Name"), "organisation", order_by=("name", "id"))
    kind = tables.Column(_("Kind"))
    district = tables.Column(_("District"), order_by=("district__name", "name"))
    languages = tables.Column(_("Languages"), orderable=False)
    mail = tables.Column(_("E-mail"), orderable=False)
    phone = tables.Column(_("Phone"), orderable=False, visible=False)
    state = tables.Column(_("State"))

    @cached_property
    def language_names(self) -> dict[str, str]:
        """The names of all languages, looked up once for the whole table."""
        return languages.names()

    def render_languages(self, value: list[str]) -> str:
        """Return the languages by name."""
        return ", ".join(self.language_names.get(code, code) for code in value)


def _language_choices() -> list[tuple[str, str]]:
    return list(languages.names().items())


class OrganisationFilters(lists.Filters):
    """What kind of organisation, where, in which state, in which language."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=OrganizationKind.choices, empty_label=_("any kind")
    )
    district = django_filters.ModelChoiceFilter(
        label=_("District"), queryset=District.objects.all(), empty_label=_("any district")
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=_language_choices,
        empty_label=_("any language"),
        method="with_language",
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=OrganizationState.choices, empty_label=_("any state")
    )

    def with_language(
        self, rows: QuerySet[Organization], _name: str, code: str
    ) -> QuerySet[Organization]:
        """Keep those where `code` is spoken, by the text of the list (SQLite cannot look in)."""
        said = rows.annotate(said=Cast("languages", TextField()))
        return said.filter(said__contains=f'"{code}"')


def _rows(_request: OfficeRequest) -> QuerySet[Organization]:
    """Return all organisations without their sealed notes."""
    return Organization.objects.defer("notes", "description").select_related("district")


ORGANISATIONS = Listing(
    slug="organisations",
    title=_("Associations & bodies"),
    rows=_rows,
    table=OrganisationTable,
    filters=OrganisationFilters,
    search_hint=_("Name, short name, place"),
    count=lambda n: (
        ngettext("%(n)s organisation", "%(n)s organisations", n) % {"n": f"{n:,}".replace(",", ".")}
    ),
    empty=Empty(
        _("No organisation is on record yet."),
        _("Add the first one: a name and a kind are enough. Contact persons can follow."),
    ),
    add=Add(_("Add organisation"), "organisation-add", Right.EDIT_ORGANISATIONS),
)


@requires(Right.READ_ORGANISATIONS)
def organisations(request: OfficeRequest) -> HttpResponse:
    """Show the organisations, or export them."""
    return lists.respond(request, ORGANISATIONS)

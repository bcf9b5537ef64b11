"""The list of volunteers: search, filters, columns, export."""

from functools import cached_property

import django_filters
import django_tables2 as tables
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import District
from konfluenz.ground import dates
from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.volunteering import volunteer_rows
from konfluenz.people import languages
from konfluenz.people.models import SpokenLanguage
from konfluenz.people.roles import Right
from konfluenz.volunteering import access, offers
from konfluenz.volunteering import volunteers as domain
from konfluenz.volunteering.models import Skill, Volunteer, VolunteerState
from konfluenz.volunteering.models.volunteers import ASKABLE


class VolunteerTable(lists.Table):
    """Volunteers, as the coordinator looks for them; what they can do is in the export."""

    person = lists.head(_("Name"), "volunteer", order_by=("person__sort_key", "id"))
    state = tables.Column(_("State"), order_by=("state", "person__sort_key", "id"))
    waits = tables.Column(_("Waits for an answer since"), order_by=("first_contact_at", "id"))
    district = tables.Column(_("District"), order_by=("district__name", "person__sort_key"))
    languages = tables.Column(_("Speaks"), accessor="person__languages", orderable=False)
    skills = tables.Column(_("Skills"), orderable=False, visible=False)
    cleared = tables.Column(_("Certificate"), orderable=False)
    last_asked_at = tables.Column(_("Last asked"), order_by=("last_asked_at", "id"))

    @cached_property
    def language_names(self) -> dict[str, str]:
        """The names of all languages, looked up once for the whole table."""
        return languages.names()

    def render_waits(self, record: Volunteer, value: bool) -> str:
        """Return since when they wait; nothing for those who do not."""
        return dates.show(timezone.localdate(record.first_contact_at)) if value else ""

    def render_languages(self, record: Volunteer) -> str:
        """Return the languages by name."""
        spoken = (row.language for row in record.person.languages.all())
        return ", ".join(self.language_names.get(code, code) for code in spoken)

    def render_skills(self, record: Volunteer) -> str:
        """Return what they can do."""
        return ", ".join(str(skill) for skill in record.skills.all())

    def render_cleared(self, value: bool) -> str:
        """Say whether they may work with minors; the dates stay on the record."""
        return gettext("valid") if value else ""

    def render_last_asked_at(self, record: Volunteer) -> str:
        """Return the day of the last proposal."""
        asked = record.last_asked_at
        return dates.show(timezone.localdate(asked)) if asked else ""


class VolunteerFilters(lists.Filters):
    """In which state, who waits, where, which language and skill, cleared for work with minors."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("askable", _("can be asked")), *VolunteerState.choices],
        empty_label=_("any state"),
        method="in_state",
    )
    waiting = django_filters.ChoiceFilter(
        label=_("Waiting"),
        choices=[("yes", _("waits for an answer"))],
        empty_label=_("all"),
        method="who_wait",
    )
    district = django_filters.ModelChoiceFilter(
        label=_("District"),
        queryset=District.objects.all(),
        empty_label=_("any district"),
        null_label=_("without district"),
    )
    language = django_filters.ChoiceFilter(
        label=_("Speaks"),
        choices=lambda: languages.names().items(),
        empty_label=_("any language"),
        method="with_language",
    )
    skill = django_filters.ModelChoiceFilter(
        label=_("Skill"),
        queryset=Skill.objects.all(),
        empty_label=_("any skill"),
        method="with_skill",
    )
    cleared = django_filters.ChoiceFilter(
        label=_("Certificate"),
        choices=[("yes", _("valid")), ("no", _("missing or expired"))],
        empty_label=_("all"),
        method="who_are_cleared",
    )

    def in_state(self, rows: QuerySet[Volunteer], _name: str, value: str) -> QuerySet[Volunteer]:
        """Keep those in a state, or those who can be asked for an opportunity."""
        return rows.filter(state__in=ASKABLE if value == "askable" else [value])

    def who_wait(self, rows: QuerySet[Volunteer], _name: str, _yes: str) -> QuerySet[Volunteer]:
        """Keep those who offered help and have no answer by a person yet."""
        return rows.filter(pk__in=offers.waiting().order_by().values("pk"))

    def with_language(
        self, rows: QuerySet[Volunteer], _name: str, code: str
    ) -> QuerySet[Volunteer]:
        """Keep those who speak `code`."""
        spoken = SpokenLanguage.objects.filter(person=OuterRef("person"), language=code)
        return rows.filter(Exists(spoken))

    def with_skill(
        self, rows: QuerySet[Volunteer], _name: str, skill: Skill
    ) -> QuerySet[Volunteer]:
        """Keep those who can do it."""
        return rows.filter(skills=skill)

    def who_are_cleared(
        self, rows: QuerySet[Volunteer], _name: str, answer: str
    ) -> QuerySet[Volunteer]:
        """Keep those who may work with minors today, or may not."""
        cleared = volunteer_rows.cleared()
        return rows.filter(cleared) if answer == "yes" else rows.exclude(cleared)


def _rows(request: OfficeRequest) -> QuerySet[Volunteer]:
    """Return the volunteers without what is sealed: a list has no need to open it."""
    spoken = SpokenLanguage.objects.only("person_id", "language")
    rows = volunteer_rows.with_standing(access.volunteers(request.user))
    return (
        rows.defer("remarks", "person__notes")
        .select_related("person", "district")
        .prefetch_related("skills", Prefetch("person__languages", spoken))
    )


VOLUNTEERS = Listing(
    slug="volunteers",
    title=_("Volunteers"),
    rows=_rows,
    table=VolunteerTable,
    filters=VolunteerFilters,
    find=lambda rows, query, **how: domain.find(query, rows, **how),
    long=True,
    search_hint=_("Name, e-mail or phone"),
    count=lambda n: (
        ngettext("%(n)s volunteer", "%(n)s volunteers", n) % {"n": f"{n:,}".replace(",", ".")}
    ),
    empty=Empty(
        _("Nobody has offered help yet."),
        _("Write down the first one who calls. Offers from the website appear here by themselves."),
    ),
    add=Add(_("Add volunteer"), "volunteer-add", Right.EDIT_VOLUNTEERS),
)


@requires(Right.READ_VOLUNTEERS)
def volunteers(request: OfficeRequest) -> HttpResponse:
    """Show the volunteers, or export them."""
    return lists.respond(request, VOLUNTEERS)

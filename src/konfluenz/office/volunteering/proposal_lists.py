"""The list of proposals: who was asked for what, and what both sides said."""

import datetime as dt

import django_filters
import django_tables2 as tables
from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import dates, search
from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Empty, Listing
from konfluenz.people.roles import Right
from konfluenz.volunteering import access, volunteers
from konfluenz.volunteering.models import Opportunity, Proposal, ProposalState

LIVE_FIRST = Case(When(state=ProposalState.ASKED, then=0), default=1, output_field=IntegerField())
SEALED = (
    *("volunteer__remarks", "volunteer__person__notes"),
    *("opportunity__contact_mail", "opportunity__contact_phone", "opportunity__task"),
)
"""What a list never shows: it has no need to open or carry it."""


class ProposalTable(lists.Table):
    """Proposals, those that wait for an answer first."""

    volunteer = lists.head(_("Person"), "proposal", order_by=("volunteer__person__sort_key", "id"))
    opportunity = tables.Column(_("Opportunity"), order_by=("opportunity__title", "id"))
    volunteer_answer = tables.Column(_("Their answer"), orderable=False, empty_values=())
    organisation_answer = tables.Column(
        _("Answer of the organisation"), orderable=False, empty_values=()
    )
    answer_by = tables.Column(_("Answer by"))
    state = tables.Column(_("State"))

    def render_opportunity(self, value: Opportunity) -> SafeString:
        """Return the opportunity, and below it who offers it."""
        return format_html(
            '<span>{}<br><span class="k-muted k-small">{}</span></span>',
            value,
            value.organization or value.unit,
        )

    def value_opportunity(self, value: Opportunity) -> str:
        """Return both for an export."""
        return f"{value}: {value.organization or value.unit}"

    def render_volunteer_answer(self, record: Proposal) -> str:
        """Return what the volunteer said."""
        return _answer(record, record.get_volunteer_answer_display())

    def render_organisation_answer(self, record: Proposal) -> str:
        """Return what the other side said."""
        return _answer(record, record.get_organisation_answer_display())

    def render_answer_by(self, value: dt.datetime, record: Proposal) -> str:
        """Return the last day for an answer, while one is awaited."""
        is_open = record.state == ProposalState.ASKED
        return dates.show(timezone.localdate(value)) if is_open else ""


def _answer(record: Proposal, said: str) -> str:
    return said or (gettext("no answer yet") if record.state == ProposalState.ASKED else "–")


class ProposalFilters(lists.Filters):
    """In which state, and who still has to answer."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ProposalState.choices, empty_label=_("any state")
    )
    waits = django_filters.ChoiceFilter(
        label=_("Waits for"),
        choices=[("volunteer", _("the volunteer")), ("organisation", _("the organisation"))],
        empty_label=_("all"),
        method="waits_for",
    )

    def waits_for(self, rows: QuerySet[Proposal], _name: str, side: str) -> QuerySet[Proposal]:
        """Keep open ones to which this side has said nothing yet."""
        return rows.filter(state=ProposalState.ASKED, **{f"{side}_answer": ""})


def of_words(rows: QuerySet, query: str) -> QuerySet:
    """Return those of `rows` whose volunteer or opportunity `query` means."""
    people = volunteers.find(query).order_by().values("pk")
    named = search.matching(Opportunity.objects.all(), query).order_by().values("pk")
    return rows.filter(Q(volunteer__in=people) | Q(opportunity__in=named))


def _rows(request: OfficeRequest) -> QuerySet[Proposal]:
    related = ("opportunity__organization", "opportunity__unit", "volunteer__person")
    rows = Proposal.objects.filter(volunteer__in=access.volunteers(request.user))
    order = (LIVE_FIRST, F("closed_at").desc(nulls_first=True), "answer_by", "-id")
    return rows.select_related(*related).defer(*SEALED).order_by(*order)


PROPOSALS = Listing(
    slug="proposals",
    title=_("Proposals"),
    rows=_rows,
    table=ProposalTable,
    filters=ProposalFilters,
    find=of_words,
    search_hint=_("Person or opportunity"),
    count=lambda n: (
        ngettext("%(n)s proposal", "%(n)s proposals", n) % {"n": f"{n:,}".replace(",", ".")}
    ),
    empty=Empty(
        _("Nothing was proposed so far."),
        _("Open an opportunity, look who fits, and propose those whom you choose."),
    ),
    template="office/placements/list.html",
)


@requires(Right.READ_VOLUNTEERS)
def proposals(request: OfficeRequest) -> HttpResponse:
    """Show the proposals, or export them."""
    return lists.respond(request, PROPOSALS)

"""The list of the Beschlusskontrolle: what is open, and what was closed since the last list."""

import datetime as dt

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from konfluenz.actions.models import LIVE, State
from konfluenz.council import follow_up_tables
from konfluenz.council.follow_up_tables import Line
from konfluenz.council.follow_ups import FollowUpRefused
from konfluenz.council.models import FollowUp, FollowUpKind
from konfluenz.directory.models import OrgUnit
from konfluenz.ground import dates
from konfluenz.office import lists, notices
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.council.papers import NO, YES
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.people.roles import Right

ALL = "all"
OVERDUE = "overdue"
LIGHTS = {
    State.OPEN: ("danger", gettext_lazy("not started")),
    State.IN_PROGRESS: ("warning", gettext_lazy("in progress")),
    State.DONE: ("success", gettext_lazy("done")),
    State.OVERTAKEN: ("", gettext_lazy("overtaken")),
    State.REJECTED: ("", gettext_lazy("rejected")),
}
"""The traffic light of each state (3.4), as colour and always in words."""


def light(state: str) -> SafeString:
    """Return the traffic light of `state` as a badge."""
    kind, word = LIGHTS[State(state)]
    css = f"k-badge k-badge--{kind}" if kind else "k-badge"
    return format_html('<span class="{}">{}</span>', css, word)


def _two(upper: object, lower: object) -> SafeString:
    """Return two lines, the second one smaller."""
    if not lower:
        return format_html("<span>{}</span>", upper)
    muted = '<span>{}<br><span class="k-muted k-small">{}</span></span>'
    return format_html(muted, upper, lower)


def _shown(label: Promise) -> tables.Column:
    """Return a column of the page that the export has in several."""
    return tables.Column(
        label, accessor="pk", empty_values=(), orderable=False, exclude_from_export=True
    )


def _told(label: Promise) -> tables.Column:
    """Return a column that only the export has."""
    return tables.Column(label, accessor="pk", empty_values=(), orderable=False, visible=False)


class FollowUpTable(lists.Table):
    """The columns of 3.4; on the page some share a cell."""

    subject = lists.head(gettext_lazy("Subject"), "follow-up", order_by=("subject", "id"))
    asked = _shown(gettext_lazy("Asked for by"))
    whose = _shown(gettext_lazy("Responsible"))
    status = _shown(gettext_lazy("Status"))
    stands = _shown(gettext_lazy("State of affairs"))
    asked_by = _told(gettext_lazy("Asked for by"))
    raised_on = _told(gettext_lazy("Since"))
    wording = _told(gettext_lazy("Wording"))
    unit = _told(gettext_lazy("Responsible"))
    due = _told(gettext_lazy("Due"))
    state = _told(gettext_lazy("Status"))
    remark = _told(gettext_lazy("Remark"))
    delay_reason = _told(gettext_lazy("Reason for the delay"))
    next_report = _told(gettext_lazy("Next report"))
    public = _told(gettext_lazy("Public"))

    def render_asked(self, record: FollowUp) -> SafeString:
        """Return who asked, and when."""
        line = _line(record)
        return _two(line.asked_by or record.get_kind_display(), dates.show(line.raised_on))

    def render_whose(self, record: FollowUp) -> SafeString:
        """Return the office, and by when; a day that has passed says so."""
        line = _line(record)
        day = dates.show(line.due)
        return _two(line.unit, _("%(day)s, overdue") % {"day": day} if line.overdue else day)

    def render_status(self, record: FollowUp) -> SafeString:
        """Return the traffic light."""
        return light(record.task.state)

    def render_stands(self, record: FollowUp) -> SafeString:
        """Return the remark, the reason for a delay and the day of the next report."""
        line = _line(record)
        more = [line.delay_reason]
        if line.next_report:
            more.append(_("Next report: %(day)s") % {"day": dates.show(line.next_report)})
        return _two(line.remark, " · ".join(filter(None, more)))

    def value_asked_by(self, record: FollowUp) -> str:
        """Return who asked."""
        return _line(record).asked_by

    def value_raised_on(self, record: FollowUp) -> str:
        """Return since when."""
        return _day(record.raised_on)

    def value_wording(self, record: FollowUp) -> str:
        """Return the wording of the resolution or the sentence."""
        return _line(record).wording

    def value_unit(self, record: FollowUp) -> str:
        """Return the office."""
        return _line(record).unit

    def value_due(self, record: FollowUp) -> str:
        """Return by when."""
        return _day(record.task.due_date)

    def value_state(self, record: FollowUp) -> str:
        """Return the traffic light in words."""
        return str(LIGHTS[State(record.task.state)][1])

    def value_remark(self, record: FollowUp) -> str:
        """Return the remark."""
        return record.remark

    def value_delay_reason(self, record: FollowUp) -> str:
        """Return why it is late."""
        return record.delay_reason

    def value_next_report(self, record: FollowUp) -> str:
        """Return when it is reported on next."""
        return _day(record.next_report)

    def value_public(self, record: FollowUp) -> str:
        """Say whether everybody reads it."""
        return _("yes") if record.public else _("no")


def _line(record: FollowUp) -> Line:
    return follow_up_tables.line(record, timezone.localdate())


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


class FollowUpFilters(lists.Filters):
    """What is followed up, how far it is, whose it is, and whether all read it."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"),
        choices=[
            (OVERDUE, gettext_lazy("overdue")),
            *((state.value, word) for state, (_kind, word) in LIGHTS.items()),
        ],
        empty_label=gettext_lazy("all"),
        method="in_state",
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=FollowUpKind.choices,
        empty_label=gettext_lazy("any kind"),
    )
    unit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Responsible"),
        field_name="task__unit",
        queryset=lambda _request: OrgUnit.objects.filter(tasks__follow_up__isnull=False).distinct(),
        empty_label=gettext_lazy("all offices"),
    )
    public = django_filters.ChoiceFilter(
        label=gettext_lazy("Public"),
        choices=[(YES, gettext_lazy("public")), (NO, gettext_lazy("internal"))],
        empty_label=gettext_lazy("all"),
        method="read_by_all",
    )
    closed = django_filters.ChoiceFilter(
        label=gettext_lazy("Closed ones"),
        choices=[(ALL, gettext_lazy("also those dropped"))],
        empty_label=gettext_lazy("since the last list"),
        method="as_it_is",
    )

    def in_state(self, rows: QuerySet[FollowUp], _name: str, wanted: str) -> QuerySet[FollowUp]:
        """Keep the lines in one state, or those whose day has passed."""
        if wanted == OVERDUE:
            return rows.filter(task__state__in=LIVE, task__due_date__lt=timezone.localdate())
        return rows.filter(task__state=wanted)

    def read_by_all(self, rows: QuerySet[FollowUp], _name: str, answer: str) -> QuerySet[FollowUp]:
        """Keep the public lines, or those inside the house."""
        return rows.filter(public=answer == YES)

    def as_it_is(self, rows: QuerySet[FollowUp], _name: str, _wanted: str) -> QuerySet[FollowUp]:
        """Keep all: what is dropped was left out before (`_rows`)."""
        return rows


def _rows(request: OfficeRequest) -> QuerySet[FollowUp]:
    if request.GET.get("closed") == ALL:
        return follow_up_tables.everything()
    return follow_up_tables.current()


FOLLOW_UPS = Listing(
    slug="follow-ups",
    title=gettext_lazy("Resolution tracking"),
    lead=gettext_lazy("What became of resolutions, announcements and requests."),
    rows=_rows,
    table=FollowUpTable,
    filters=FollowUpFilters,
    search_hint=gettext_lazy("A word of subject or remark"),
    count=lambda n: ngettext("%(n)s line", "%(n)s lines", n) % {"n": f"{n:,}".replace(",", ".")},
    empty=Empty(
        gettext_lazy("Nothing is followed up yet."),
        gettext_lazy("Resolutions and announcements are taken on from the record of their paper."),
    ),
    add=Add(gettext_lazy("Add request"), "follow-up-add", Right.EDIT_PAPERS),
    template="office/follow_ups/list.html",
)


@requires(Right.READ_PAPERS)
def follow_ups(request: OfficeRequest) -> HttpResponse:
    """Show the table, or export it."""
    issued = dates.show(follow_up_tables.last_issued())
    can_edit = may(request.user, Right.EDIT_PAPERS)
    return lists.respond(request, FOLLOW_UPS, issued=issued, can_edit=can_edit)


@requires(Right.EDIT_PAPERS)
@require_POST
def issue(request: OfficeRequest) -> HttpResponse:
    """Issue the list of today: what it shows as closed is dropped from the next."""
    try:
        closed = follow_up_tables.issue(timezone.localdate(), by=request.user)
        told = ngettext(
            "%(n)d closed line is dropped.", "%(n)d closed lines are dropped.", len(closed)
        )
        notices.done(request, told % {"n": len(closed)})
    except FollowUpRefused as refusal:
        notices.refused(request, refusal)
    return redirect("office:follow-ups")

"""Heute: what would do harm if it waited, in that order, each with its one next action."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.actions import due as actions_due
from konfluenz.council import due as council_due
from konfluenz.directory import due as directory_due
from konfluenz.directory import municipality
from konfluenz.enquiries import due as enquiries_due
from konfluenz.events import due as events_due
from konfluenz.ground import dates, outbox, runs
from konfluenz.ground.due import Due, Harm, gather
from konfluenz.ground.models import Message
from konfluenz.ground.models.outbox import State
from konfluenz.office import access
from konfluenz.office.access import OfficeRequest
from konfluenz.people.models import Account
from konfluenz.people.roles import Right
from konfluenz.publishing import due as publishing_due
from konfluenz.steering import due as steering_due
from konfluenz.volunteering import due as volunteering_due

ROOMS = (
    enquiries_due,
    volunteering_due,
    actions_due,
    directory_due,
    events_due,
    steering_due,
    council_due,
    publishing_due,
    runs,
)
"""Who is asked what is due."""

MOST = 60
"""Rows on one page; who has more to do than this reads the lists behind it."""

HEADINGS: dict[Harm, Promise] = {
    Harm.SOMEBODY_ALONE: gettext_lazy("Somebody is waiting"),
    Harm.PROMISE_BROKEN: gettext_lazy("A promised day has passed"),
    Harm.WORK_STOPS: gettext_lazy("Work is held up"),
    Harm.UNTIDY: gettext_lazy("To be tidied up"),
}

ACTIONS: dict[str, Promise] = {
    "concept": gettext_lazy("Review concept"),
    "development": gettext_lazy("Note response"),
    "enquiry": gettext_lazy("Answer enquiry"),
    "goal": gettext_lazy("Assess goal"),
    "matching": gettext_lazy("See result"),
    "meeting": gettext_lazy("Look at meeting"),
    "measure": gettext_lazy("Look at measure"),
    "opportunity": gettext_lazy("Look at opportunity"),
    "paper": gettext_lazy("Look at paper"),
    "paper_import": gettext_lazy("Check"),
    "participation": gettext_lazy("Read comments"),
    "placement": gettext_lazy("Look at placement"),
    "post": gettext_lazy("Fill post"),
    "proposal": gettext_lazy("Look at proposal"),
    "recommendation": gettext_lazy("Decide"),
    "report": gettext_lazy("Look at report"),
    "report-conclude": gettext_lazy("Say what follows"),
    "report-requests": gettext_lazy("See data requests"),
    "review": gettext_lazy("Ask the owner"),
    "run": gettext_lazy("See result"),
    "task": gettext_lazy("Work on task"),
    "unit": gettext_lazy("Look at office"),
    "volunteer": gettext_lazy("Answer volunteer"),
}


@dataclass(frozen=True)
class Row:
    """One line of *Heute*."""

    title: str
    when: str
    harm: Harm
    url: str
    action: str


@access.staff
def today(request: OfficeRequest) -> HttpResponse:
    """Show the first page of everybody who works in the office; a new city is set up first."""
    if municipality.current().pk is None and access.may(request.user, Right.EDIT_SETTINGS):
        return redirect("office:setup")
    day = timezone.localdate()
    mail, due = _mail_rows(request.user), _found(day, request.user)
    rows = [*mail, *(_row(one, day) for one in due[:MOST])]
    rows.sort(key=lambda row: -row.harm)
    groups = [(HEADINGS[harm], list(found)) for harm, found in _grouped(rows[:MOST])]
    count = len(mail) + len(due)
    return render(
        request,
        "office/today.html",
        {"day": day, "groups": groups, "count": count, "left_out": max(0, count - MOST)},
    )


def _found(day: dt.date, account: Account) -> list[Due]:
    return gather([one for room in ROOMS for one in room.pending(day, account)])


def _grouped(rows: list[Row]) -> Iterator[tuple[Harm, Iterator[Row]]]:
    return groupby(rows, key=lambda row: row.harm)


def _row(due: Due, day: dt.date) -> Row:
    return Row(
        title=due.title,
        when=_when(due.since, day),
        harm=due.harm,
        url=reverse(settings.LINKS[due.purpose], args=[due.public_id]),
        action=str(ACTIONS.get(due.purpose, _("Open"))),
    )


def _when(since: dt.date, day: dt.date) -> str:
    if since == day:
        return _("today")
    words = _("by %(day)s") if since > day else _("since %(day)s")
    return words % {"day": dates.show(since)}


def _mail_rows(account: Account) -> list[Row]:
    """Return a row for each way in which messages do not reach their people."""
    if not access.may(account, Right.READ_OUTBOX):
        return []
    rows = Message.objects.filter(state__in=_MAIL_TROUBLE) | outbox.stuck()
    counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    states = (*_MAIL_TROUBLE, State.WAITING)
    return [_mail_row(state, counts[state]) for state in states if state in counts]


_MAIL_TROUBLE = (State.FAILED, State.UNREACHABLE, State.MANUAL, State.HELD)


def _mail_row(state: State, count: int) -> Row:
    texts = {
        State.FAILED: ngettext(
            "%(n)d message could not be delivered", "%(n)d messages could not be delivered", count
        ),
        State.UNREACHABLE: ngettext(
            "%(n)d message has no address", "%(n)d messages have no address", count
        ),
        State.MANUAL: ngettext(
            "%(n)d letter or call is to be done", "%(n)d letters or calls are to be done", count
        ),
        State.HELD: ngettext("%(n)d message is held back", "%(n)d messages are held back", count),
        State.WAITING: ngettext(
            "%(n)d message has waited for more than an hour",
            "%(n)d messages have waited for more than an hour",
            count,
        ),
    }
    harm = Harm.UNTIDY if state == State.HELD else Harm.SOMEBODY_ALONE
    url = f"{reverse('office:outbox')}?state={state.value}"
    return Row(texts[state] % {"n": count}, "", harm, url, _("Look at messages"))

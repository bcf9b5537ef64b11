"""What offices are asked for a report: by one mail with a link, reminded once, taken back (J9)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council.models import DataRequest, Report, RequestedItem, RequestState
from konfluenz.council.reports import OPEN as OPEN_REPORTS
from konfluenz.directory import municipality, workdays
from konfluenz.directory.models import OrgUnit
from konfluenz.ground import audit, dates, links, outbox, revisions, saving
from konfluenz.ground.models.outbox import Channel
from konfluenz.steering.models import Goal, Indicator

PURPOSE = "data-request"
OPEN = (RequestState.ASKED, RequestState.REMINDED)
"""The states in which an answer is waited for."""

REMINDED_BEFORE = 3
"""Working days between the reminder and the day that the answer is due."""

LOOKED_AHEAD = dt.timedelta(days=14)
"""Three working days before Easter or New Year lie further back than three days."""

LATE = dt.timedelta(days=90)
"""So long after the due day a link still opens its form: late figures are better than none."""


class DataRequestRefused(Exception):
    """An office cannot be asked like that; the message says how to mend it."""


@transaction.atomic
def ask(
    report: Report,
    unit: OrgUnit,
    *,
    due_on: dt.date,
    indicators: Iterable[Indicator] = (),
    goals: Iterable[Goal] = (),
    words: str = "",
    by: models.Model | None,
) -> DataRequest:
    """Ask `unit` for values and for how goals stand, until `due_on`, by a mail to its mailbox.

    Raises DataRequestRefused: the report is closed, the office has no mailbox or is asked
    already, nothing is asked, it is asked elsewhere, or the day cannot be kept.
    """
    current = revisions.claim(report)
    figures, goals = sorted(indicators, key=_key), sorted(goals, key=_key)
    _refuse_report(current)
    _refuse_unit(current, unit)
    _refuse_day(current, due_on)
    _refuse_things(current, figures, goals)
    request = DataRequest(
        report=current,
        unit=unit,
        due_on=due_on,
        words=" ".join(words.split()),
        asked_at=timezone.now(),
    )
    saving.save(request, DataRequestRefused)
    items = [RequestedItem(request=request, indicator=one) for one in figures]
    items += [RequestedItem(request=request, goal=one) for one in goals]
    RequestedItem.objects.bulk_create(items)
    _write(request, "council/mail/data_request_asked")
    audit.record("data_request.asked", about=request, by=by, also=[current, unit])
    return request


@transaction.atomic
def remind(
    request: DataRequest, *, seen: int | None = None, by: models.Model | None
) -> DataRequest:
    """Write to the office once more. Raises DataRequestRefused when it is over, or Stale."""
    current = revisions.claim(request, seen=seen)
    _refuse_over(current)
    if not current.unit.address(Channel.MAIL):
        raise DataRequestRefused(_no_mailbox(current.unit))
    return _remind(current, by)


def remind_due() -> int:
    """Remind each office once whose day draws near; return how many. Daily."""
    today, land = timezone.localdate(), municipality.current().land
    rows = DataRequest.objects.filter(
        state=RequestState.ASKED,
        report__state__in=OPEN_REPORTS,
        due_on__lte=today + LOOKED_AHEAD,
    )
    due = [one for one in rows if reminder_day(one, land) <= today]
    return sum(_remind_unless_done(one) for one in due)


def reminder_day(request: DataRequest, land: str) -> dt.date:
    """Return three working days before the due day, or that day itself where that is too soon."""
    day, left = request.due_on, REMINDED_BEFORE
    while left:
        day -= dt.timedelta(days=1)
        left -= workdays.is_workday(day, land)
    return day if day > timezone.localdate(request.asked_at) else request.due_on


@transaction.atomic
def withdraw(
    request: DataRequest, *, seen: int | None = None, by: models.Model | None
) -> DataRequest:
    """Ask no longer, and tell the office. Raises DataRequestRefused when it is over, or Stale."""
    current = revisions.claim(request, seen=seen)
    _refuse_over(current)
    before, current.state = current.state, RequestState.WITHDRAWN
    current.save()
    if current.unit.address(Channel.MAIL):
        _write(current, "council/mail/data_request_withdrawn")
    changes = {"state": (before, current.state)}
    also = [current.report, current.unit]
    audit.record("data_request.withdrawn", about=current, by=by, changes=changes, also=also)
    return current


def is_open(request: DataRequest) -> bool:
    """Return whether an answer can still be given: to a request that waits, for an open report."""
    return request.state in OPEN and request.report.state in OPEN_REPORTS


def token(request: DataRequest) -> str:
    """Return the signed part of the link with which an office answers this request alone."""
    left = max(request.due_on - timezone.localdate(), dt.timedelta(0)) + LATE
    payload = {"request": str(request.public_id)}
    return links.signed(PURPOSE, payload, max_age=int(left.total_seconds()))


def _key(record: models.Model) -> Any:
    return record.pk


@transaction.atomic
def _remind_unless_done(request: DataRequest) -> bool:
    """Remind unless another worker has, or the office has answered meanwhile."""
    current = revisions.claim(request)
    if current.state != RequestState.ASKED:
        return False
    _remind(current, audit.SYSTEM)
    return True


def _remind(request: DataRequest, by: Any) -> DataRequest:
    request.state = RequestState.REMINDED
    request.save()
    _write(request, "council/mail/data_request_reminded")
    also = [request.report, request.unit]
    audit.record("data_request.reminded", about=request, by=by, also=also)
    return request


def _write(request: DataRequest, template: str) -> None:
    """Mail what is asked to the unit's shared mailbox, with the link."""
    rows = request.items.select_related("indicator", "goal")
    context = {
        "title": request.report.title,
        "cut_off": dates.show(request.report.cut_off),
        "day": dates.show(request.due_on),
        "things": [str(row) for row in rows],
        "words": request.words,
        "token": token(request),
    }
    outbox.send(template, to=request.unit, about=request, context=context, confidential=True)


def _refuse_report(report: Report) -> None:
    if report.state not in OPEN_REPORTS:
        raise DataRequestRefused(
            _("The report is countersigned: nothing is asked for it any more.")
        )


def _refuse_over(request: DataRequest) -> None:
    if not is_open(request):
        raise DataRequestRefused(_("This request is over. Nobody is waited for."))


def _refuse_unit(report: Report, unit: OrgUnit) -> None:
    if not unit.address(Channel.MAIL):
        raise DataRequestRefused(_no_mailbox(unit))
    rows = report.requests.filter(unit=unit).exclude(state=RequestState.WITHDRAWN)
    there = rows.first()
    if there is not None and there.state in OPEN:
        raise DataRequestRefused(
            _("%(unit)s is asked already. Take that request back to ask anew.") % {"unit": unit}
        )
    if there is not None:
        raise DataRequestRefused(
            _("%(unit)s has answered already. Enter what is new at the figure or goal itself.")
            % {"unit": unit}
        )


def _no_mailbox(unit: OrgUnit) -> str:
    return _("%(unit)s has no mailbox on record. Enter its e-mail first.") % {"unit": unit}


def _refuse_day(report: Report, due_on: dt.date) -> None:
    if due_on < timezone.localdate():
        raise DataRequestRefused(_("That day is over. Give the office a day to come."))
    if report.submit_by is not None and due_on > report.submit_by:
        raise DataRequestRefused(
            _("The report goes to the council office by %(day)s. Ask for an earlier day.")
            % {"day": dates.show(report.submit_by)}
        )


def _refuse_things(report: Report, figures: list[Indicator], goals: list[Goal]) -> None:
    if not figures and not goals:
        raise DataRequestRefused(_("Nothing is asked yet. Choose figures or goals."))
    rows = RequestedItem.objects.filter(
        models.Q(indicator__in=figures) | models.Q(goal__in=goals),
        request__report=report,
        undelivered="",
    )
    rows = rows.exclude(request__state=RequestState.WITHDRAWN)
    there = rows.select_related("indicator", "goal", "request__unit").first()
    if there is not None:
        raise DataRequestRefused(
            _("“%(thing)s” is asked of %(unit)s already. Take it out here, or there.")
            % {"thing": there, "unit": there.request.unit}
        )

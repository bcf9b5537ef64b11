"""What offices answer by the link in their mail: all of it, or nothing until it is mended."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from konfluenz.council import data_requests
from konfluenz.council.models import DataRequest, RequestedItem, RequestState
from konfluenz.ground import audit, dates, links, saving
from konfluenz.steering import goals
from konfluenz.steering.goals import GoalRefused
from konfluenz.steering.measuring import figures, observations
from konfluenz.steering.measuring.observations import ObservationRefused
from konfluenz.steering.models import GoalStatus, Indicator, Observation


@dataclass(frozen=True)
class Said:
    """What an office says to one item: a value and its day, a state and why, or why not.

    `value` is as typed; without a `day` it is that of the cut-off date.
    """

    value: str = ""
    day: dt.date | None = None
    state: str = ""
    reason: str = ""
    undelivered: str = ""


NOTHING = Said()


class ItemRefused(Exception):
    """What is said to one item cannot be taken; the message says how to mend it."""


class AnswersRefused(Exception):
    """Nothing was taken. `faults` tells by the key of an item what to mend there."""

    def __init__(self, text: str, faults: Mapping[int, str] | None = None) -> None:
        super().__init__(text)
        self.faults = dict(faults or {})


class AnsweredAlready(Exception):
    """Somebody has answered this request; `request` is as it stands."""

    def __init__(self, request: DataRequest) -> None:
        super().__init__(
            _("%(name)s has answered already. What you sent was not taken.")
            % {"name": request.answered_by}
        )
        self.request = request


def read(token: str) -> DataRequest:
    """Return the request that a link opens, changing nothing.

    Raises LinkRefused, also when nobody waits for it any more.
    """
    payload = links.read(data_requests.PURPOSE, token)
    rows = DataRequest.objects.select_related("report__unit", "unit")
    request = rows.filter(public_id=payload["request"]).first()
    if request is None or not _leads_somewhere(request):
        raise links.LinkRefused(_("This question is no longer open."))
    return request


def items(request: DataRequest) -> list[RequestedItem]:
    """Return what is asked in its order, with what came of it. One query."""
    rows = request.items.select_related("indicator", "goal", "observation", "goal_status")
    return list(rows)


@transaction.atomic
def answer(token: str, said: Mapping[int, Said], name: str) -> DataRequest:
    """Take what `name` says to each item, by the item's key; each has to be answered.

    Raises LinkRefused, AnsweredAlready, and AnswersRefused with what to mend at which item;
    then nothing was taken.
    """
    request = _claimed(read(token))
    if not name.strip():
        raise AnswersRefused(_("Say who answers: a name is enough."))
    faults = _faults(request, said)
    if faults:
        raise AnswersRefused(_("Nothing was sent yet. Please mend what is marked."), faults)
    before, request.state = request.state, RequestState.ANSWERED
    request.answered_at, request.answered_by = timezone.now(), name.strip()
    saving.save(request, AnswersRefused)
    changes = {"state": (before, request.state)}
    also = [request.report, request.unit]
    audit.record("data_request.answered", about=request, by=None, changes=changes, also=also)
    return request


def _leads_somewhere(request: DataRequest) -> bool:
    return request.state == RequestState.ANSWERED or data_requests.is_open(request)


def _claimed(request: DataRequest) -> DataRequest:
    """Return `request` under its lock; raises AnsweredAlready, or LinkRefused."""
    rows = DataRequest.objects.select_for_update(of=("self",), no_key=True)
    current = rows.select_related("report__unit", "unit").get(pk=request.pk)
    if current.state == RequestState.ANSWERED:
        raise AnsweredAlready(current)
    if not data_requests.is_open(current):
        raise links.LinkRefused(_("This question is no longer open."))
    current.revision += 1
    return current


def _faults(request: DataRequest, said: Mapping[int, Said]) -> dict[int, str]:
    """Take what is said to each item; return what cannot be taken, by the item's key."""
    faults = {}
    for item in items(request):
        try:
            with transaction.atomic():
                _take(item, said.get(item.pk, NOTHING), request)
        except (ItemRefused, ObservationRefused, GoalRefused) as refusal:
            faults[item.pk] = str(refusal)
    return faults


def _take(item: RequestedItem, said: Said, request: DataRequest) -> None:
    why_not = " ".join(said.undelivered.split())
    given = bool(said.value.strip() or said.state)
    if not (given or why_not or said.reason.strip()):
        raise ItemRefused(_("Answer this, or say why you cannot."))
    if given and why_not:
        raise ItemRefused(_("Either answer this or say why you cannot, not both."))
    if why_not:
        item.undelivered = why_not
    elif item.indicator is not None:
        item.observation = _observed(item.indicator, said, request)
    else:
        item.goal_status = _noted(item, said, request)
    saving.save(item, ItemRefused)


def _observed(indicator: Indicator, said: Said, request: DataRequest) -> Observation:
    """Add the value; one that is on record for that day already is taken as it stands."""
    value = figures.typed(said.value)
    if value is None:
        raise ItemRefused(_("This is no number. Write it like 17,7 or 1.234."))
    day = said.day or request.report.cut_off
    if day > request.report.cut_off:
        raise ItemRefused(
            _("The report counts up to %(day)s. Give the value of that day or an earlier one.")
            % {"day": dates.show(request.report.cut_off)}
        )
    there = _there(indicator, day)
    if there is None:
        return observations.add(indicator, value, day, source=_source(request), by=None)
    if there.value != value:
        raise ItemRefused(_conflict(there, request))
    return there


def _noted(item: RequestedItem, said: Said, request: DataRequest) -> GoalStatus | None:
    if item.goal is None:
        return None
    return goals.note(
        item.goal,
        said.state,
        said.reason,
        unit=request.unit,
        date=request.report.cut_off,
        source=_source(request),
        by=None,
    )


def _there(indicator: Indicator, day: dt.date) -> Observation | None:
    rows = indicator.observations.filter(district__isnull=True, category="", elsewhere="")
    return rows.filter(date=day, precision=dates.Precision.DAY).first()


def _conflict(there: Observation, request: DataRequest) -> str:
    """Return which value stands, and whom to tell if it is wrong."""
    asks = request.report.unit
    whom = f"{asks}, {asks.mail}" if asks.mail else str(asks)
    said = {
        "day": dates.show(there.date),
        "value": figures.show(there.value, there.unit, there.approximate),
        "source": there.source,
        "whom": whom,
    }
    return (
        _(
            "For %(day)s %(value)s is on record (%(source)s). If yours is right, tell %(whom)s and "
            "write here only why not."
        )
        % said
    )


def _source(request: DataRequest) -> str:
    """Return what stands as the source of what the office says, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        day = dates.show(timezone.localdate())
        return _("Given by %(unit)s, %(day)s") % {"unit": request.unit, "day": day}

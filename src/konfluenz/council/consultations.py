"""The path of a paper through the bodies: stations in order, each with its day and TOP."""

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council import resolutions
from konfluenz.council.models import Consultation, Paper, Resolution
from konfluenz.directory.models import Organization
from konfluenz.ground import audit, revisions, saving

FAR = 1000
"""More than a path has stations: rows step aside by this much when one comes between."""


class ConsultationRefused(Exception):
    """A station cannot be as wished; the message says why."""


@transaction.atomic
def add(
    paper: Paper,
    body: Organization,
    *,
    by: models.Model | None,
    date: dt.date | None = None,
    agenda_item: str = "",
    open_session: bool = True,
    role: str = "",
    position: int | None = None,
) -> Consultation:
    """Put a station on the path of `paper`: at `position` from 1, or at the end.

    Raises ConsultationRefused when the days would not run upward along the path, the body
    debates the paper on that day already, or `body` is no body of the city.
    """
    lock(paper)
    last = paper.consultations.count()
    place = last + 1 if position is None else min(max(position, 1), last + 1)
    _make_room(paper, place, 1)
    station = Consultation(
        paper=paper,
        position=place,
        body=body,
        date=date,
        agenda_item=agenda_item.strip(),
        open_session=open_session,
        role=role,
    )
    _save(station)
    audit.record(
        "consultation.added",
        about=station,
        by=by,
        changes={"body": ("", str(body)), "date": (None, date)},
        also=[paper, body],
    )
    return station


@transaction.atomic
def correct(
    consultation: Consultation,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Consultation:
    """Change body, date, agenda item, session or role. Raises ConsultationRefused, or Stale.

    A resolution that came of it moves along.
    """
    lock(consultation.paper)
    current = revisions.claim(consultation, seen=seen)
    changes = audit.apply(current, values)
    if not changes:
        return current
    if hasattr(current, "result"):
        _refuse_day_to_come(current)
    _save(current)
    _take_along(current, by)
    audit.record(
        "consultation.corrected", about=current, by=by, changes=changes, also=[current.paper]
    )
    return current


@transaction.atomic
def move(
    consultation: Consultation,
    position: int,
    *,
    by: models.Model | None,
    seen: int | None = None,
) -> Consultation:
    """Put a station elsewhere on the path. Raises ConsultationRefused as `add` does, or Stale."""
    lock(consultation.paper)
    current = revisions.claim(consultation, seen=seen)
    before, last = current.position, current.paper.consultations.count()
    place = min(max(position, 1), last)
    if place == before:
        return current
    current.position = 2 * FAR
    current.save()
    _make_room(current.paper, before + 1, -1)
    _make_room(current.paper, place, 1)
    current.position = place
    _save(current)
    audit.record(
        "consultation.moved",
        about=current,
        by=by,
        changes={"position": (before, place)},
        also=[current.paper],
    )
    return current


@transaction.atomic
def remove(
    consultation: Consultation,
    *,
    by: models.Model | None,
    reason: str = "",
    seen: int | None = None,
) -> None:
    """Take a station off the path. Raises ConsultationRefused when it has a result, or Stale."""
    lock(consultation.paper)
    current = revisions.claim(consultation, seen=seen)
    if hasattr(current, "result"):
        raise ConsultationRefused(
            _("A station with a result stays on the path. Correct the result, with the reason.")
        )
    audit.record(
        "consultation.removed",
        about=current,
        by=by,
        changes={"body": (str(current.body), ""), "date": (current.date, None)},
        reason=reason,
        also=[current.paper, current.body],
    )
    paper, place = current.paper, current.position
    current.delete()
    _make_room(paper, place + 1, -1)


def after(consultation: Consultation) -> Consultation | None:
    """Return the next station of the path, or None at its end."""
    later = Consultation.objects.filter(
        paper=consultation.paper_id, position__gt=consultation.position
    )
    return later.select_related("body", "result").order_by("position").first()


def lock(paper: Paper) -> None:
    """Let nobody else change the path of `paper` until this transaction ends."""
    Paper.objects.select_for_update(no_key=True).get(pk=paper.pk)


def _make_room(paper: Paper, place: int, step: int) -> None:
    """Move all stations from `place` on by `step`; twice, so that no two ever share a place."""
    later = Consultation.objects.filter(paper=paper)
    later.filter(position__range=(place, FAR)).update(position=F("position") + FAR)
    later.filter(position__range=(FAR, 2 * FAR - 1)).update(position=F("position") - FAR + step)


def _save(station: Consultation) -> None:
    if not station.body.is_body:
        raise ConsultationRefused(_("%(name)s is no body of the city.") % {"name": station.body})
    try:
        station.full_clean(exclude=["position"])
    except ValidationError as error:
        raise ConsultationRefused(saving.said(Consultation, error)) from None
    station.save()
    _refuse_disorder(station.paper)


def _refuse_disorder(paper: Paper) -> None:
    """Raise ConsultationRefused unless the days run upward; stations without a day may stand."""
    path = Consultation.objects.filter(paper=paper, date__isnull=False).select_related("body")
    dated = list(path.order_by("position"))
    if len({(station.body_id, station.date) for station in dated}) < len(dated):
        raise ConsultationRefused(_("This body debates the paper on that day already."))
    for before, later in pairwise(dated):
        if later.date < before.date:  # type: ignore[operator]
            raise ConsultationRefused(
                _("“%(later)s” stands after “%(before)s” on the path, but its day lies earlier.")
                % {"later": later, "before": before}
            )


def _refuse_day_to_come(station: Consultation) -> None:
    if station.date is None or station.date > timezone.localdate():
        raise ConsultationRefused(
            _("A station with a result keeps a day that is not still to come.")
        )


def _take_along(station: Consultation, by: models.Model | None) -> None:
    for resolution in Resolution.objects.filter(consultation=station):
        values = {
            "body": station.body,
            "date": station.date,
            "public": resolution.public and station.open_session,
        }
        resolutions.keep_up(resolution, values, by=by, reason="")

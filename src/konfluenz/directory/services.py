"""Services: added, corrected, published, paused, resumed, ended (O-25, D-34)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from konfluenz.directory import entries, reviews
from konfluenz.directory.models import Place, Service, ServiceState, Topic
from konfluenz.ground import audit, revisions

HARM = 3
"""A door that is closed though the page says open: the worst that a wrong entry does."""


class ServiceRefused(Exception):
    """A service cannot be as wished; the message says why."""


KIND = entries.Kind(
    "service",
    ServiceRefused,
    ("topics", "places"),
    ("summary", "description", "audience", "organization", "unit"),
)


@transaction.atomic
def add(
    name: str,
    *,
    by: models.Model | None,
    topics: Iterable[Topic] = (),
    places: Iterable[Place] = (),
    **values: Any,
) -> Service:
    """Add a service as a draft; `values` are its other fields, a provider among them.

    Raises ServiceRefused without exactly one provider, or for a confidential place.
    """
    found = list(places)
    _refuse_confidential(found)
    service = Service(name=name, **values)
    return entries.create(KIND, service, by=by, topics=topics, places=found)


@transaction.atomic
def correct(
    service: Service,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Service:
    """Change fields of `service`; "topics" and "places" replace those there.

    Raises ServiceRefused, or Stale. Hours are `directory.hours.replace`'s.
    """
    if "places" in values:
        _refuse_confidential(values["places"])
    current = entries.change(KIND, service, values, seen=seen, by=by)
    if current.state in (ServiceState.PUBLISHED, ServiceState.PAUSED):
        reviews.put(current, owner=current.provider, by=by, harm=HARM)
    return current


@transaction.atomic
def publish(
    service: Service, *, by: models.Model | None, vouched_at: dt.datetime | None = None
) -> Service:
    """Show a draft, or one that had ended, to everybody; raises ServiceRefused for others.

    Its owner is asked from now on whether it holds, or from `vouched_at`.
    """
    current = revisions.claim(service)
    if current.state not in (ServiceState.DRAFT, ServiceState.ENDED):
        raise ServiceRefused(_("“%(name)s” is public already.") % {"name": current})
    if not current.summary:
        raise ServiceRefused(_("Say in one sentence what it is; then it can be published."))
    reviews.put(current, owner=current.provider, by=by, harm=HARM, vouched_at=vouched_at)
    return _move(current, ServiceState.PUBLISHED, "service.published", by)


@transaction.atomic
def pause(service: Service, because: str, *, by: models.Model | None) -> Service:
    """Tell readers that it does not take place for now; raises ServiceRefused without reason."""
    current = revisions.claim(service)
    if current.state != ServiceState.PUBLISHED:
        raise ServiceRefused(_("Only what is public can be paused."))
    if not because.strip():
        raise ServiceRefused(_("Say why the service is paused."))
    current.paused_because = because.strip()
    return _move(current, ServiceState.PAUSED, "service.paused", by, reason=because.strip())


@transaction.atomic
def resume(service: Service, *, by: models.Model | None) -> Service:
    """Let a paused service take place again; raises ServiceRefused for others."""
    current = revisions.claim(service)
    if current.state != ServiceState.PAUSED:
        raise ServiceRefused(_("“%(name)s” is not paused.") % {"name": current})
    current.paused_because = ""
    return _move(current, ServiceState.PUBLISHED, "service.resumed", by)


@transaction.atomic
def end(service: Service, *, by: models.Model | None) -> Service:
    """Take `service` off the portal for good; raises ServiceRefused when it has ended already."""
    current = revisions.claim(service)
    if current.state == ServiceState.ENDED:
        raise ServiceRefused(_("This has ended already."))
    reviews.forget(current)
    return _move(current, ServiceState.ENDED, "service.ended", by)


def with_parts(rows: models.QuerySet[Service]) -> models.QuerySet[Service]:
    """Return `rows` with all that a list or page tells of them, in five queries.

    Of the places only those that everybody may know.
    """
    places = Place.objects.public().select_related("district")
    return rows.select_related("organization", "unit").prefetch_related(
        Prefetch("places", queryset=places),
        Prefetch("topics", queryset=Topic.objects.filter(active=True)),
        "hours",
        "exceptions",
    )


def _refuse_confidential(places: Iterable[Place]) -> None:
    for place in places:
        if place.confidential:
            raise ServiceRefused(
                _("“%(place)s” is confidential and must not stand in the public directory.")
                % {"place": place}
            )


def _move(
    service: Service, state: str, action: str, by: models.Model | None, reason: str = ""
) -> Service:
    before, service.state = service.state, state
    service.save()
    audit.record(action, about=service, by=by, changes={"state": (before, state)}, reason=reason)
    return service

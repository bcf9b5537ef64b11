"""Which unit an Anliegen belongs to, by the boundary D-21."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import responsibilities
from konfluenz.directory.models import Holding, OrgUnit, Post, Topic, UnitKind, UnitState
from konfluenz.directory.responsibilities import Route
from konfluenz.enquiries.models import Enquiry
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.people.roles import Role

FIRST_ASKED = (UnitKind.VOLUNTEER_COORDINATION, UnitKind.INTEGRATION_OFFICE)


def lead(day: dt.date | None = None) -> OrgUnit | None:
    """Return the unit that takes whatever has no other place on `day` (today if None).

    It is where the coordination sits: the unit of a held post of that role, else of a vacant
    one, else the volunteer coordination, the integration office, any unit. None before the
    set-up.
    """
    day = day or timezone.localdate()
    standing = OrgUnit.objects.on(day)
    posts = Post.objects.filter(role=Role.COORDINATOR)
    held = Holding.objects.on(day).filter(post__in=posts)
    by_kind = models.Case(
        models.When(pk__in=held.values("post__unit"), then=0),
        models.When(pk__in=posts.values("unit"), then=1),
        *(models.When(kind=kind, then=2 + n) for n, kind in enumerate(FIRST_ASKED)),
        default=9,
    )
    return standing.order_by(by_kind, "id").first()


def for_topic(topic: Topic | None) -> OrgUnit:
    """Return who works on a new Anliegen about `topic`: who answers for it, else the lead unit.

    Beyond the boundary nothing is worked on: the lead unit hands it over. Raises
    EnquiryRefused before any unit is in place.
    """
    route = responsibilities.route(topic) if topic is not None else None
    unit = route.unit if route is not None and not route.refers else lead()
    if unit is None:
        raise EnquiryRefused(
            _("No unit can take an enquiry yet. Enter the unit that does the coordination first.")
        )
    return unit


def proposed(enquiry: Enquiry) -> Route | None:
    """Return where `enquiry` should go by its topic, None when it is there already.

    `refers`: it is to be handed over with the words of `hand_over`.
    """
    route = responsibilities.route(enquiry.topic) if enquiry.topic is not None else None
    return route if route is not None and route.unit.pk != enquiry.unit_id else None


def checked(unit: OrgUnit, post: Post | None = None) -> OrgUnit:
    """Return `unit` as it is now; raises EnquiryRefused when it or `post` can take nothing."""
    unit = OrgUnit.objects.get(pk=unit.pk)
    if unit.state != UnitState.ACTIVE or not unit.holds_on(timezone.localdate()):
        raise EnquiryRefused(
            _("%(unit)s is not in place and cannot take an enquiry.") % {"unit": unit}
        )
    if post is not None and post.unit_id != unit.pk:
        raise EnquiryRefused(
            _("The post %(post)s does not belong to %(unit)s.") % {"post": post, "unit": unit}
        )
    return unit

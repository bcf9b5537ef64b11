"""What stands on a volunteer's record: facts, the week, what is due next."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from konfluenz.directory.models import Organization
from konfluenz.ground import dates
from konfluenz.office import addresses
from konfluenz.office.access import OfficeRequest, may
from konfluenz.office.people.person_merging import REASONS
from konfluenz.office.volunteering import week_bars
from konfluenz.people import contacts, languages
from konfluenz.people.models import Person
from konfluenz.people.roles import Right
from konfluenz.volunteering import access, clearances, not_with, offers
from konfluenz.volunteering.models import (
    Volunteer,
    VolunteerState,
    Wish,
)

KINDS: dict[str, str] = {
    VolunteerState.PROSPECT: "warning",
    VolunteerState.FIRST_TALK: "info",
    VolunteerState.CHECKS: "info",
    VolunteerState.ACTIVE: "success",
}
"""The badges of the states; the others are plain."""


MOST_TWINS = 3


@dataclass(frozen=True)
class Kept:
    """Somebody or something that is not brought together with a volunteer."""

    name: str
    url: str
    value: str


def overview(request: OfficeRequest, one: Volunteer) -> dict[str, Any]:
    """Return what the first tab says."""
    can_edit = access.can_edit_volunteers(request.user)
    return {
        "week": week_bars.of(one.times.all()),
        "wishes": [Wish(slug).label for slug in one.wishes],
        "topics": list(one.topics.all()),
        "skills": list(one.skills.all()),
        "languages": _languages(one),
        "contacts": contacts.shown(one.person),
        "apart": _apart(one) if can_edit else [],
        "clearance": _clearance(request, one),
        "sees_clearances": access.can_see_clearances(request.user),
        "may_persons": may(request.user, Right.READ_PERSONS),
        **(_due(one) if can_edit else {}),
    }


def placements(_request: OfficeRequest, one: Volunteer) -> dict[str, Any]:
    """Return where they help or helped, and what was proposed to them."""
    rows = one.placements.select_related("opportunity")
    asked = one.proposals.select_related("opportunity")
    return {"placements": list(rows), "proposals": list(asked)}


def _languages(one: Volunteer) -> list[str]:
    return [
        f"{languages.name(row.language)} ({row.get_level_display()})"
        for row in one.person.languages.all()
    ]


def _apart(one: Volunteer) -> list[Kept]:
    pages = {True: addresses.of("organisation"), False: addresses.of("volunteer")}
    rows = [(row, isinstance(row, Organization)) for row in not_with.of(one)]
    return [
        Kept(str(row), pages[is_one](row), f"{'organization' if is_one else 'other'} {row.pk}")
        for row, is_one in rows
    ]


def _clearance(request: OfficeRequest, one: Volunteer) -> dict[str, Any] | None:
    """Return what was seen of the certificate, to those who inspect it."""
    if not access.can_see_clearances(request.user):
        return None
    row = getattr(one, "clearance", None)
    return {"row": row, "until": clearances.valid_until(row)} if row else None


def _due(one: Any) -> dict[str, Any]:
    """Return the one next act, and whether the offer still waits for the click in a mail."""
    unconfirmed = one.confirmed_at is None and not one.waits
    return {"unconfirmed": unconfirmed, "next": _next(one), "twins": _twins(one)}


def _twins(one: Volunteer) -> list[tuple[Person, str]]:
    """Return who is perhaps the same person as somebody new, and why."""
    if one.state != VolunteerState.PROSPECT:
        return []
    found = offers.possible_duplicates(one)[:MOST_TWINS]
    return [(row.person, ", ".join(str(REASONS[why]) for why in row.reasons)) for row in found]


def _next(one: Any) -> dict[str, str] | None:
    """Return the next act for a volunteer read by `volunteer_rows`."""
    if one.waits:
        text = _("Waits for an answer until %(day)s.") % {"day": dates.show(offers.answer_by(one))}
        return {"text": text, "label": _("Enter the first talk"), "url": _move_to(one)}
    if one.state == VolunteerState.ACTIVE and not one.bound:
        page = reverse("office:volunteer", kwargs={"public_id": one.public_id})
        text = _("Active, and placed nowhere at present.")
        label = _("Show fitting opportunities")
        return {"text": text, "label": label, "url": f"{page}?tab=suggestions"}
    return None


def _move_to(one: Volunteer) -> str:
    url = reverse("office:volunteer-state", kwargs={"public_id": one.public_id})
    return f"{url}?to={VolunteerState.FIRST_TALK}"

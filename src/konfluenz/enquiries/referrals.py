"""Hand an Anliegen over to the unit in charge, beyond the boundary D-21 (T-09).

The answer "this belongs to office X, this is how you reach it" is prepared from the directory
and released by a person. What somebody told us goes along only if they agreed.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import responsibilities
from konfluenz.directory.models import OrgUnit
from konfluenz.enquiries import contributions, enquiries, owners, reaching, saving
from konfluenz.enquiries.models import Direction, Enquiry, EnquiryState
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground import audit, outbox, translations


@dataclass(frozen=True)
class Prepared:
    """To whom an Anliegen is to be handed over, and the words for it, to be read before.

    `language` is that of `text`: German where nobody has translated it.
    """

    unit: OrgUnit
    text: str
    language: str


def prepared(enquiry: Enquiry, day: dt.date | None = None) -> Prepared | None:
    """Return to whom `enquiry` belongs by its topic, None when it is worked on here."""
    if enquiry.topic is None:
        return None
    route = responsibilities.route(enquiry.topic, day)
    if route is None or not route.refers:
        return None
    return Prepared(route.unit, *_words(enquiry, day or timezone.localdate(), route.hand_over))


@transaction.atomic
def hand_over(
    enquiry: Enquiry,
    unit: OrgUnit,
    text: str,
    *,
    agreed: bool,
    by: models.Model | None,
    seen: int | None = None,
    told: bool = False,
    at: dt.datetime | None = None,
) -> Enquiry:
    """Tell them in the words of `text` that `unit` is in charge and how to reach it; close here.

    `agreed`: they want us to pass on what they said. Then the unit gets it by mail and the
    Anliegen is its own; otherwise the unit learns nothing. `told` and `at` as in `answer`.
    Raises EnquiryRefused when it is closed or there already, or a colleague is at it; Stale.
    """
    current = saving.claim_live(enquiry, seen)
    enquiries.refuse_taken(current, by)
    before, unit = current.unit, owners.checked(unit)
    if before == unit:
        raise EnquiryRefused(_("The enquiry is there already."))
    at = contributions.answered_at(current, told=told, at=at)
    reached = {"unit": unit.name, "mail": unit.mail, "phone": unit.phone, "room": unit.room}
    contributions.deliver(
        current, "enquiries/mail/referred", text, by=by, told=told, at=at, agreed=agreed, **reached
    )
    changes = audit.apply(current, _values(unit, agreed=agreed))
    current.closed_at = at
    saving.record("enquiry.handed_over", current, by=by, changes=changes, also=[before, unit])
    if agreed:
        context = {"from_unit": str(before), **_said(current)}
        outbox.send("enquiries/mail/handed_over", to=unit, about=current, context=context)
    return current


def _values(unit: OrgUnit, *, agreed: bool) -> dict[str, object]:
    values = {"state": EnquiryState.REFERRED, "outcome": str(unit)[: enquiries.LONGEST_OUTCOME]}
    owner = {"unit": unit, "post": None} if agreed else {}
    return {**values, **owner, **enquiries.NOBODY}


def _said(enquiry: Enquiry) -> dict[str, object]:
    """Return what the unit in charge has to know: who, how reached, and their own words."""
    heard = enquiry.contributions.filter(direction=Direction.IN)
    return {
        "name": enquiry.name or saving.name_of(enquiry.person),
        "reached": ", ".join(text for _kind, text in reaching.shown(enquiry)),
        "words": [one.text for one in heard],
    }


def _words(enquiry: Enquiry, day: dt.date, german: str) -> tuple[str, str]:
    """Return the words for handing over in the language of `enquiry`, else in German."""
    if enquiry.language == "de" or enquiry.topic is None:
        return german, "de"
    held = [
        row
        for row in responsibilities.responsible_for(enquiry.topic, day)
        if row.hand_over == german
    ]
    said = translations.of(held, "hand_over", enquiry.language)
    return next(((text, enquiry.language) for text in said.values() if text), (german, "de"))

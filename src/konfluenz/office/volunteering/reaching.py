"""How the two sides of a proposal or a placement are reached, for who calls them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konfluenz.people import contacts
from konfluenz.people.models import Person
from konfluenz.volunteering.models import Opportunity


@dataclass(frozen=True)
class Way:
    """A way to somebody: "mail" or "phone", and the address; masked ones are not among them."""

    kind: str
    text: str


def person(one: Person) -> list[Way]:
    """Return how a volunteer is reached."""
    rows = [row for row in contacts.shown(one) if row.kind in ("mail", "phone") and not row.masked]
    return [Way(row.kind, row.text) for row in rows]


def offerer(one: Opportunity) -> list[Way]:
    """Return how whoever offers it is reached: the contact named there, else its mailbox."""
    own = [("mail", one.contact_mail), ("phone", one.contact_phone)]
    host = one.organization or one.unit
    general = [("mail", getattr(host, "mail", "")), ("phone", getattr(host, "phone", ""))]
    known = [pair for pair in own if pair[1]] or [pair for pair in general if pair[1]]
    return [Way(kind, text) for kind, text in known]


def named(one: Opportunity) -> str:
    """Return who speaks for it: the contact with the organisation, or that alone."""
    host = str(one.organization or one.unit)
    contact = {"person": one.contact_name, "organisation": host}
    return _("%(person)s, %(organisation)s") % contact if one.contact_name else host

"""Whom the public talks to: always a unit with a shared mailbox, never a member of staff."""

from dataclasses import dataclass

from django.utils import timezone

from konfluenz.directory import municipality, responsibilities
from konfluenz.directory.models import OrgUnit, Scope, Topic, UnitKind
from konfluenz.ground import translations
from konfluenz.portal.language import SOURCE

FIRST_ASKED = (UnitKind.INTEGRATION_OFFICE, UnitKind.VOLUNTEER_COORDINATION)


@dataclass(frozen=True)
class Contact:
    """How to reach somebody. `saying`: what is said when a matter is handed over to them."""

    name: str
    mail: str = ""
    phone: str = ""
    room: str = ""
    saying: str = ""
    saying_language: str = ""

    @property
    def dialled(self) -> str:
        """The phone number as a ``tel:`` link wants it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


def first_unit() -> OrgUnit | None:
    """Return the unit that takes whatever has no other place, None before the set-up."""
    standing = OrgUnit.objects.on(timezone.localdate())
    for unit in standing.filter(kind__in=FIRST_ASKED).order_by("kind", "id"):
        return unit
    return standing.order_by("id").first()


def front_office() -> Contact:
    """Return whom to ask first: the integration office, else the city itself."""
    unit = first_unit()
    city = municipality.current()
    if unit is None:
        return Contact(str(city), city.mail, city.phone)
    return Contact(unit.name, unit.mail or city.mail, unit.phone or city.phone, unit.room)


def for_topic(topic: Topic, language: str) -> tuple[list[Contact], list[Contact]]:
    """Return who answers for `topic`, and to whom it is handed over (the boundary D-21)."""
    held = list(responsibilities.responsible_for(topic))
    said = translations.of(held, "hand_over", language) if language != SOURCE else {}
    answers: list[Contact] = []
    referred: list[Contact] = []
    for responsibility in held:
        refers = topic.refer_only or responsibility.scope == Scope.REFERS
        saying = said.get(responsibility.pk) or responsibility.hand_over
        foreign = bool(saying) and language != SOURCE and responsibility.pk not in said
        contact = _contact(responsibility.unit, saying, SOURCE if foreign else "")
        (referred if refers else answers).append(contact)
    return answers, referred


def unit_for(topic: Topic | None) -> OrgUnit | None:
    """Return the unit that works on a matter about `topic`; without one, the first asked."""
    route = responsibilities.route(topic) if topic is not None else None
    return route.unit if route is not None and not route.refers else first_unit()


def _contact(unit: OrgUnit, saying: str, saying_language: str) -> Contact:
    return Contact(unit.name, unit.mail, unit.phone, unit.room, saying, saying_language)

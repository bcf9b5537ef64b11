"""How services, funding programmes, goods, links and topics describe themselves."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from konfluenz.directory import hours, responsibilities
from konfluenz.directory.described import Described, Fact, fact
from konfluenz.directory.models import (
    ExternalResource,
    FundingProgramme,
    GoodsNotice,
    Service,
    ServiceState,
    Topic,
)
from konfluenz.ground import dates, links
from konfluenz.people import languages

SHOWN = (ServiceState.PUBLISHED, ServiceState.PAUSED)


def service(one: Service) -> Described | None:
    """Describe a service: its hours and how to reach it first, for they go wrong first."""
    if one.state not in SHOWN:
        return None
    names = languages.names()
    spoken = ", ".join(names.get(code, code) for code in one.languages)
    facts = (
        Fact("hours", _("opening hours"), _hours(one), own=True, long=True),
        fact(one, "phone", own=True),
        fact(one, "mail", own=True),
        fact(one, "url", own=True),
        fact(one, "languages", spoken, own=True),
        fact(one, "cost", one.cost or (str(_("free of charge")) if one.free else ""), own=True),
        fact(one, "summary"),
        fact(one, "description", own=True, long=True),
    )
    return Described(one.name, facts, _address("service-public", one.slug))


def programme(one: FundingProgramme) -> Described | None:
    """Describe a funding programme."""
    if not one.published:
        return None
    amount = f"{one.amount_max:.2f} €".replace(".", ",") if one.amount_max is not None else ""
    facts = (
        fact(one, "funder"),
        fact(one, "deadline", dates.show(one.deadline)),
        fact(one, "amount_max", amount),
        fact(one, "for_whom", long=True),
        fact(one, "what", long=True),
        fact(one, "how", long=True),
        fact(one, "url"),
    )
    return Described(one.name, facts, _address("programme-public", one.slug))


def goods(one: GoodsNotice) -> Described | None:
    """Describe goods that are wanted, or of which there is enough."""
    if not one.published:
        return None
    facts = (
        fact(one, "kind", one.get_kind_display()),
        fact(one, "what", long=True),
        fact(one, "how", long=True),
        fact(one, "expires_on", dates.show(one.expires_on)),
    )
    return Described(one.name, facts, _address("goods-public"))


def resource(one: ExternalResource) -> Described | None:
    """Describe a link to a page of somebody else's."""
    if not one.published:
        return None
    facts = (fact(one, "url"), fact(one, "expects", long=True))
    return Described(one.name, facts, _address("resources-public"))


def topic(one: Topic) -> Described | None:
    """Describe the page of a topic: who answers for it."""
    if not one.active:
        return None
    rows = responsibilities.responsible_for(one)
    who = [f"{row.unit} ({row.get_scope_display()})" for row in rows]
    facts = (fact(one, "name"), Fact("units", _("who answers"), "\n".join(who), long=True))
    return Described(one.name, facts, _address("topic-public", one.slug))


def _hours(one: Service) -> str:
    rows = [*hours.week_of(one), *hours.others_of(one)]
    return "\n".join(map(str, rows))


def _address(purpose: str, *parts: str) -> str:
    return links.address(purpose, settings.LANGUAGE_CODE, *parts)

"""A small city for the tests of the portal and the login."""

from functools import cache
from itertools import count

from django.conf import settings
from testbed_worlds import remembered

from konfluenz.config import catalogues
from konfluenz.directory import municipality, responsibilities, topics, units
from konfluenz.directory.models import OrgUnit, Topic
from konfluenz.people import accounts, persons, roles
from konfluenz.people.models import Account

CODES = [code for code, _name in settings.LANGUAGES]
PASSWORD = "ein ganzer Satz als Passwort"
_numbers = count(1)


@cache
def english() -> list[str]:
    """Return the English of the portal's catalogue, long enough not to stand there by chance."""
    ids = (message.id for message in catalogues.extracted(catalogues.ROOMS / "portal"))
    return [text for text in ids if isinstance(text, str) and len(text) > 12]


@remembered
def city(languages: list[str] | None = None) -> OrgUnit:
    """Set up a municipality with topics and two units; return the integration office."""
    municipality.set_up(
        "Musterstadt",
        land="RP",
        by=None,
        kind="Stadt",
        languages=languages or CODES,
        mail="stadt@example.org",
        phone="0261 1290",
    )
    topics.ensure()
    office = units.add(
        "Leitstelle", kind="integration_office", by=None, mail="leitstelle@example.org"
    )
    social = units.add("Sozialamt", kind="office", number="50", by=None, mail="50@example.org")
    for topic in Topic.objects.all():
        if topic.refer_only:
            responsibilities.assign(topic, social, by=None, scope="refers", hand_over="Dorthin.")
        else:
            responsibilities.assign(topic, office, by=None)
    return office


def account(role: str, language: str = "de") -> Account:
    """Return a new account of an invented person who holds `role`."""
    number = next(_numbers)
    person = persons.add(f"Demo Person {number}", by=None, language=language)
    opened = accounts.open(person, f"person{number}@example.org", by=None, password=PASSWORD)
    roles.grant(person, role, by=None)
    return opened

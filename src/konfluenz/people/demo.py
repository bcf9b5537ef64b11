"""Invented people for the demo city. Nobody here exists; no living official is named.

Names are put together by chance. Mail addresses end in example.org, which nobody can own
(RFC 2606); phone numbers come from the blocks that the Bundesnetzagentur keeps free for
films and books.
"""

import random
from typing import NamedTuple

from django.db import models, transaction

from konfluenz.people import accounts, consents, contacts, languages, persons, roles
from konfluenz.people.demo_names import CIRCLES, Circle
from konfluenz.people.models import Account, Person
from konfluenz.people.models.consents import Purpose, Way
from konfluenz.people.models.contacts import Kind
from konfluenz.people.roles import Role

WORDING = "2026-01"
"""The version of the consent text that the demo's people have read."""

DRAMA_NUMBERS = (
    "0152 28817386",
    "0171 39200",
    "0172 99222",
    "0176 040690",
    "030 23125",
    "069 90009",
)
"""One mobile number and the beginnings of blocks that are never given to anybody (BNetzA)."""


class Face(NamedTuple):
    """One demo login: a role, who plays it, and the mail address."""

    role: Role
    name: str
    email: str


FACES = (
    Face(Role.ADMINISTRATOR, "Alex Beispiel", "verwaltung@demo.example"),
    Face(Role.COORDINATOR, "Kim Muster", "koordination@demo.example"),
    Face(Role.INTEGRATION_OFFICER, "Robin Probe", "integration@demo.example"),
    Face(Role.EDITOR, "Toni Vorlage", "redaktion@demo.example"),
    Face(Role.OFFICE_COLLEAGUE, "Sascha Entwurf", "fachamt@demo.example"),
    Face(Role.SOCIAL_WORKER, "Chris Anschau", "sozialarbeit@demo.example"),
    Face(Role.DESK_VOLUNTEER, "Luca Tresen", "anlaufstelle@demo.example"),
    Face(Role.ON_CALL_STAFF, "Mika Bereit", "bereitschaft@demo.example"),
    Face(Role.INTERPRETER, "Noor Wort", "sprachmittlung@demo.example"),
    Face(Role.TRAINER, "Jona Tafel", "schulung@demo.example"),
    Face(Role.JUROR, "Eike Urteil", "jury@demo.example"),
    Face(Role.ORGANISATION_MEMBER, "Sina Verein", "verein@demo.example"),
    Face(Role.VOLUNTEER, "Nikita Helfer", "ehrenamt@demo.example"),
    Face(Role.DATA_PROTECTION_OFFICER, "Dana Schutz", "datenschutz@demo.example"),
)
"""Who can be tried in the demo: one invented person per role."""

ROLE_MAILS = {face.role.value: face.email for face in FACES}
"""The login address of each role."""


def build(
    seed_random: random.Random, count: int = 500, by: models.Model | None = None
) -> list[Person]:
    """Invent `count` persons beside those of the demo logins and return them.

    The same state of `seed_random` gives the same people. Everything goes through the
    domain functions; one transaction, so that it is quick. Raises `accounts.AccountRefused`
    when the demo has been built already.
    """
    with transaction.atomic():
        for face in FACES:
            _open(face, by)
        first = [invent(seed_random, CIRCLES[0], by, ("Sabine", "Häuser"), 0)] if count else []
        weights = [circle.share for circle in CIRCLES]
        for number in range(1, count):
            (circle,) = seed_random.choices(CIRCLES, weights)
            name = seed_random.choice(circle.given), seed_random.choice(circle.family)
            first.append(invent(seed_random, circle, by, name, number))
    return first


def account_for(role: str) -> Account:
    """Return the demo's account of `role`; raises Account.DoesNotExist before the demo is built."""
    return Account.objects.get(email=ROLE_MAILS[Role(role).value])


def _open(face: Face, by: models.Model | None) -> None:
    person = persons.add(face.name, by=by)
    accounts.open(person, face.email, by=by)
    roles.grant(person, face.role, by=by)
    consents.give(
        person, Purpose.KEEP_CONTACT, wording=WORDING, language="de", channel=Way.WEB, by=by
    )


def invent(
    chance: random.Random,
    circle: Circle,
    by: models.Model | None,
    name: tuple[str, str],
    number: int,
) -> Person:
    """Invent one person of `circle` called `name` (given, family, in the circle's script).

    `number` makes the mail address their own.
    """
    given, family = name
    latin = [circle.latin.get(part, part) for part in name]
    written = " ".join(latin)
    own_script = [(circle.script, f"{given} {family}")] if circle.script else []
    speaks_german = chance.random() < circle.german_mails
    person = persons.add(
        written,
        by=by,
        sort_name=f"{latin[1]}, {latin[0]}",
        language="de" if speaks_german else circle.mail_language,
        names=own_script,
    )
    _add_contacts(chance, person, latin, number, by)
    _add_languages(chance, circle, person, by)
    _add_consents(chance, person, by)
    return person


def _add_contacts(
    chance: random.Random,
    person: Person,
    latin: list[str],
    number: int,
    by: models.Model | None,
) -> None:
    has_mail = chance.random() < 0.85
    if has_mail:
        mail = f"{_ascii(latin[0])}.{_ascii(latin[1])}.{number}@example.org"
        contacts.add(person, Kind.MAIL, mail, by=by, preferred=True)
    if not has_mail or chance.random() < 0.5:
        contacts.add(person, Kind.PHONE, _drama_number(chance), by=by)


def _add_languages(
    chance: random.Random, circle: Circle, person: Person, by: models.Model | None
) -> None:
    languages.put(person, circle.language, "native", by=by)
    if circle.language != "de":
        languages.put(person, "de", chance.choice(["a2", "b1", "b2", "c1"]), by=by)
    more = chance.choice([None, None, "en", "fr", "ru", "ar"])
    if more and more != circle.language:
        languages.put(person, more, chance.choice(["b1", "b2", "c1"]), by=by)


def _add_consents(chance: random.Random, person: Person, by: models.Model | None) -> None:
    way = chance.choice([Way.WEB, Way.PAPER, Way.IN_PERSON])
    agreed = [Purpose.KEEP_CONTACT]
    if chance.random() < 0.4:
        agreed.append(Purpose.NEWSLETTER)
    if chance.random() < 0.25:
        agreed.append(Purpose.PHOTOS)
    for purpose in agreed:
        consents.give(
            person, purpose, wording=WORDING, language=person.language, channel=way, by=by
        )
    if Purpose.PHOTOS in agreed and chance.random() < 0.1:
        consents.withdraw(person, Purpose.PHOTOS, channel=Way.MAIL, by=by)


def _drama_number(chance: random.Random) -> str:
    start = chance.choice(DRAMA_NUMBERS)
    missing = {"0171 39200": 2, "0172 99222": 2, "0176 040690": 2, "030 23125": 3, "069 90009": 3}
    digits = missing.get(start, 0)
    return start + "".join(chance.choice("0123456789") for _ in range(digits))


def _ascii(name: str) -> str:
    plain = name.lower()
    for letter, written in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        plain = plain.replace(letter, written)
    folded = persons.sort_key(plain)
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum()) or "person"

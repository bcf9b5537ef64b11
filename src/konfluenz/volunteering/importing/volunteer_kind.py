"""Lists of volunteers: their columns, and what holds where a list is silent."""

import re
from collections.abc import Mapping
from functools import partial

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground.imports import command
from konfluenz.ground.imports.kinds import Field, Kind, Option, Reader
from konfluenz.people import contacts
from konfluenz.volunteering.importing.volunteers import VolunteerReader
from konfluenz.volunteering.models import VolunteerState


def _is_mail(text: str) -> bool:
    return bool(re.search(r"[^\s@]+@[^\s@]+\.[a-zA-Z]{2,}", text))


def _is_phone(text: str) -> bool:
    return contacts.looks_like("phone", text) and text.lstrip("(+ ").startswith(("0", "49"))


FIELDS = (
    Field(
        "name",
        _("name"),
        [
            "name",
            "vor und nachname",
            "vor und zuname",
            "person",
            "ehrenamtliche",
            "ehrenamtliche r",
        ],
    ),
    Field("first_name", _("first name"), ["vorname", "first name", "rufname"]),
    Field(
        "last_name", _("last name"), ["nachname", "familienname", "zuname", "last name", "surname"]
    ),
    Field(
        "id", _("number in the list"), ["id", "nr", "nummer", "lfd nr", "personennummer", "kennung"]
    ),
    Field(
        "mail",
        _("e-mail"),
        ["e-mail", "email", "mail", "mailadresse", "e-mail-adresse"],
        many=True,
        holds=_is_mail,
    ),
    Field(
        "phone",
        _("phone"),
        [
            "telefon",
            "tel",
            "telefonnummer",
            "mobil",
            "handy",
            "festnetz",
            "rufnummer",
            "phone",
            "mobiltelefon",
        ],
        many=True,
        holds=_is_phone,
    ),
    Field(
        "street",
        _("street and number"),
        ["straße", "adresse", "anschrift", "straße und hausnummer", "straße nr"],
    ),
    Field("postcode", _("postcode"), ["plz", "postleitzahl"]),
    Field("town", _("town"), ["ort", "wohnort", "stadt"]),
    Field("district", _("district"), ["stadtteil", "ortsteil", "bezirk"]),
    Field(
        "birth",
        _("year of birth or birthday"),
        [
            "geburtsjahr",
            "geburtsdatum",
            "geburtstag",
            "geboren",
            "geboren am",
            "jahrgang",
            "geb",
            "geb datum",
        ],
    ),
    Field(
        "languages",
        _("languages"),
        ["sprachen", "sprache", "sprachkenntnisse", "fremdsprachen", "muttersprache"],
        many=True,
    ),
    Field(
        "skills",
        _("skills"),
        ["fähigkeiten", "kenntnisse", "kompetenzen", "kann", "qualifikation"],
        many=True,
    ),
    Field(
        "topics",
        _("topics"),
        ["themen", "thema", "interessen", "interessiert an", "einsatzbereich", "bereich"],
        many=True,
    ),
    Field(
        "times",
        _("when"),
        ["zeiten", "zeit", "verfügbar", "verfügbarkeit", "wann", "tage"],
        many=True,
    ),
    Field(
        "weekly",
        _("hours a week"),
        ["stunden pro woche", "stunden woche", "wochenstunden", "zeitumfang"],
    ),
    Field("reach_km", _("way in km at most"), ["umkreis", "entfernung", "km", "radius"]),
    Field("state", _("state"), ["status", "stand", "zustand", "aktiv"]),
    Field(
        "since",
        _("since"),
        ["seit", "dabei seit", "aufgenommen", "erstkontakt", "eingetreten", "angemeldet am"],
    ),
    Field(
        "source",
        _("heard of us by"),
        ["aufmerksam geworden", "geworben durch", "quelle", "kam über"],
    ),
    Field(
        "remarks",
        _("what else we should know"),
        [
            "bemerkung",
            "bemerkungen",
            "notiz",
            "notizen",
            "anmerkung",
            "anmerkungen",
            "sonstiges",
            "kommentar",
        ],
        many=True,
    ),
)

OPTIONS = (
    Option(
        "state",
        _("State, where the list does not say"),
        (
            (VolunteerState.ACTIVE.value, VolunteerState.ACTIVE.label),
            (VolunteerState.PROSPECT.value, VolunteerState.PROSPECT.label),
            (VolunteerState.PAUSED.value, VolunteerState.PAUSED.label),
        ),
        VolunteerState.ACTIVE.value,
        _("Who is only interested stands in Today until somebody has answered."),
    ),
)

ABSENT = {
    "mail": _("Without e-mail or phone nobody can be asked."),
    "times": _("Times: not said. They count in matching as soon as they are there."),
    "languages": _("Languages: none. Without a level, a language counts as B1."),
    "id": _("Rows are known again by name and contact."),
}


def begin(options: Mapping[str, str], by: models.Model | None) -> Reader:
    """Return a reader for the rows of one list."""
    return VolunteerReader(options, by)


KIND = Kind(
    name="volunteers",
    label=_("Volunteers"),
    fields=FIELDS,
    needs=(frozenset({"name"}), frozenset({"last_name"}), frozenset({"first_name"})),
    needs_words=_("Say which column holds the name. Nothing else is needed."),
    begin=begin,
    options=OPTIONS,
    absent=ABSENT,
)

take = partial(command.take, "volunteers")
"""What ``konfluenz import volunteers FILE`` calls."""

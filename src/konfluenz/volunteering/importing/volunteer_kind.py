"""Lists of volunteers: their columns, and what holds where a list is silent."""

from collections.abc import Mapping
from functools import partial

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground.imports import command, tables
from konfluenz.ground.imports.kinds import Field, Kind, Option, Reader
from konfluenz.people.importing import person_fields
from konfluenz.volunteering.importing.volunteers import VolunteerReader
from konfluenz.volunteering.models import VolunteerState

FIELDS = (
    *person_fields.FIELDS,
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
    needs=person_fields.NAMED,
    needs_words=_("Say which column holds the name. Nothing else is needed."),
    begin=begin,
    options=OPTIONS,
    absent=ABSENT,
    forms=tables.LISTS | {"cards"},
)

take = partial(command.take, "volunteers")
"""What ``konfluenz import volunteers FILE`` calls."""

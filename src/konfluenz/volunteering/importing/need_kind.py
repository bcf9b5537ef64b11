"""Lists of opportunities: their columns, and what holds where a list is silent."""

from collections.abc import Mapping
from functools import partial

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import OrganizationKind
from konfluenz.ground.imports import command
from konfluenz.ground.imports.kinds import Field, Kind, Option, Reader
from konfluenz.volunteering.importing.needs import NeedReader
from konfluenz.volunteering.models import Insurer, OpportunityState

FIELDS = (
    Field(
        "title",
        _("title"),
        [
            "titel",
            "title",
            "bezeichnung",
            "angebot",
            "angebotsname",
            "tätigkeit",
            "aufgabe",
            "einsatz",
            "gesucht",
            "einsatzmöglichkeit",
            "engagement",
            "stelle",
        ],
    ),
    Field(
        "task",
        _("what is to be done"),
        [
            "beschreibung",
            "aufgabenbeschreibung",
            "tätigkeitsbeschreibung",
            "text",
            "details",
            "description",
            "aufgaben",
            "inhalt",
        ],
        many=True,
    ),
    Field(
        "organization",
        _("organisation"),
        [
            "organisation",
            "einrichtung",
            "einrichtungsname",
            "verein",
            "träger",
            "anbieter",
            "organization",
            "vereinsname",
            "institution",
        ],
    ),
    Field(
        "id",
        _("number in the list"),
        ["angebots id", "id", "nr", "nummer", "lfd nr", "laufende nummer", "kennung", "key"],
    ),
    Field("topic", _("topic"), ["thema", "themen", "kategorie", "bereich", "rubrik", "topic"]),
    Field("street", _("street and number"), ["straße", "adresse", "anschrift", "einsatzort"]),
    Field("postcode", _("postcode"), ["plz", "postleitzahl", "postcode"]),
    Field("town", _("town"), ["ort", "stadt", "town", "city"]),
    Field("district", _("district"), ["stadtteil", "ortsteil", "bezirk", "quartier", "district"]),
    Field("latitude", _("latitude"), ["latitude", "lat", "breitengrad", "breite"]),
    Field("longitude", _("longitude"), ["longitude", "lon", "lng", "längengrad", "länge"]),
    Field(
        "times",
        _("when"),
        ["zeiten", "wann", "zeit", "einsatzzeit", "einsatzzeiten", "termin", "termine", "uhrzeit"],
        many=True,
    ),
    Field("minutes", _("minutes each time"), ["dauer in minuten", "minuten", "minutes"]),
    Field("wanted", _("how many"), ["anzahl", "wie viele", "anzahl personen", "helfer", "plätze"]),
    Field("languages", _("languages"), ["sprachen", "sprache", "sprachkenntnisse"], many=True),
    Field("skills", _("skills"), ["fähigkeiten", "kenntnisse", "kompetenzen"], many=True),
    Field(
        "without_german",
        _("little German is enough"),
        ["auch ohne gutes deutsch", "ohne deutsch", "wenig deutsch genügt"],
    ),
    Field(
        "with_minors",
        _("with children or young people"),
        ["mit kindern", "mit kindern oder jugendlichen", "kinder", "minderjährige"],
    ),
    Field("from_home", _("possible from home"), ["von zu hause", "von zuhause", "homeoffice"]),
    Field("youngest", _("from age"), ["mindestalter", "ab alter", "alter ab"]),
    Field("oldest", _("to age"), ["höchstalter", "bis alter", "alter bis"]),
    Field("insured_by", _("insured by"), ["versichert durch", "versicherung"]),
    Field(
        "contact_name",
        _("contact person"),
        ["ansprechpartner", "ansprechperson", "kontaktperson", "kontakt", "ansprechpartnerin"],
    ),
    Field("contact_mail", _("e-mail of the contact"), ["e-mail", "email", "mail", "kontakt mail"]),
    Field("contact_phone", _("phone of the contact"), ["telefon", "tel", "telefonnummer"]),
    Field(
        "expires_on",
        _("last valid day"),
        ["gültig bis", "läuft ab", "läuft ab am", "ablauf", "befristet bis", "bis"],
    ),
    Field("listed_on", _("in the list since"), ["erstellt", "erstellt am", "created", "angelegt"]),
    Field("changed_on", _("last touched"), ["bearbeitet", "geändert am", "geändert", "stand"]),
)

STRANGE = ("anzahl gesuche", "anzahl aktueller vermittlungen", "wertigkeit", "avatar")
"""Headings of programs in use whose names mislead."""

KINDS_OFFERED = (
    OrganizationKind.ASSOCIATION,
    OrganizationKind.NONPROFIT_PROVIDER,
    OrganizationKind.INITIATIVE,
    OrganizationKind.AUTHORITY,
)

OPTIONS = (
    Option(
        "state",
        _("The opportunities are"),
        (
            (OpportunityState.PUBLISHED.value, _("published at once")),
            (OpportunityState.SUBMITTED.value, _("shown after release, one by one")),
        ),
        OpportunityState.PUBLISHED.value,
    ),
    Option(
        "months",
        _("Valid, where the list names no day"),
        (("3", _("three months")), ("6", _("six months")), ("12", _("twelve months"))),
        "6",
        _("Then somebody looks whether it still holds."),
    ),
    Option(
        "insured_by",
        _("Insured by, where the list does not say"),
        tuple((one.value, one.label) for one in Insurer),
        Insurer.UNSETTLED.value,
    ),
    Option(
        "organization",
        _("Organisations that are new are"),
        tuple((one.value, one.label) for one in KINDS_OFFERED),
        OrganizationKind.ASSOCIATION.value,
    ),
)

ABSENT = {
    "times": _("When: to be agreed."),
    "wanted": _("How many: one person."),
    "with_minors": _("With children or young people: no. Please look: it decides on certificates."),
    "expires_on": _("Valid: as you choose below."),
    "id": _("Rows are known again by organisation and title."),
}


def begin(options: Mapping[str, str], by: models.Model | None) -> Reader:
    """Return a reader for the rows of one list."""
    return NeedReader(options, by)


KIND = Kind(
    name="needs",
    label=_("Opportunities"),
    fields=FIELDS,
    needs=(frozenset({"title", "organization"}), frozenset({"task", "organization"})),
    needs_words=_("Say which column holds the title (or the text), and which the organisation."),
    begin=begin,
    options=OPTIONS,
    absent=ABSENT,
    strange=STRANGE,
)

take = partial(command.take, "needs")
"""What ``konfluenz import needs FILE`` calls."""

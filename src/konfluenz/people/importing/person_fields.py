"""What a column of a list of people may hold, whatever they do: name, ways to reach them."""

import re

from django.utils.translation import gettext_lazy as _

from konfluenz.ground.imports.kinds import Field
from konfluenz.people import contacts


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
    Field(
        "languages",
        _("languages"),
        ["sprachen", "sprache", "sprachkenntnisse", "fremdsprachen", "muttersprache"],
        many=True,
    ),
)
"""Fields that every list of people may have."""

NAMED = (frozenset({"name"}), frozenset({"last_name"}), frozenset({"first_name"}))
"""A name is all that is needed, whole or in parts."""

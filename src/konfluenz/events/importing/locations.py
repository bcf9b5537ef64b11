"""Where an entry of a calendar says it is: one line of text, made a place of the directory."""

import re

from django.db import models

from konfluenz.directory import places
from konfluenz.directory.models import Place
from konfluenz.ground import search

TOWN = re.compile(r"(?:D-?)?(\d{5})\s+(.+)")
STREET = re.compile(r".+\s\d+\s?[a-zA-Z]?(?:\s?[-–/]\s?\d+\s?[a-zA-Z]?)?")
LINK = re.compile(r"https?://\S+")

Location = dict[str, str]


def read(text: str) -> Location:
    """Return name, street, postcode, town, and an address online, as far as `text` says so."""
    link = LINK.search(text)
    found = {"name": "", "street": "", "postcode": "", "town": ""}
    found["online"] = link[0][:200] if link else ""
    parts = [part.strip() for part in re.split(r"[,;\n]", LINK.sub("", text)) if part.strip()]
    for part in parts:
        if (town := TOWN.fullmatch(part)) and not found["town"]:
            found |= {"postcode": town[1], "town": town[2][:80]}
        elif found["name"] and not found["street"] and STREET.fullmatch(part):
            found["street"] = part[:120]
        elif part.casefold() not in ("deutschland", "germany"):
            found["name"] = ", ".join(filter(None, (found["name"], part)))[:160]
    return found


def place(found: Location, *, by: models.Model | None) -> Place | None:
    """Return the place that is meant, added when nobody knows it; None for none."""
    if not found["name"]:
        return None
    rows = search.matching(Place.objects.public(), found["name"])
    for row in rows[:20]:
        same_street = not found["street"] or search.fold(row.street) == search.fold(found["street"])
        if search.fold(row.name) == search.fold(found["name"]) and same_street:
            return row
    values = {name: found[name] for name in ("street", "postcode", "town")}
    return places.add(found["name"], by=by, **values)


def shown(row: Place | None, online: str) -> Location:
    """Return where an event is, in the form of a row."""
    names = ("name", "street", "postcode", "town")
    return {name: getattr(row, name, "") if row else "" for name in names} | {"online": online}

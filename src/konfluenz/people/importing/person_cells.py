"""What the cells of a row say about a person: the name, how to reach them, languages.

What cannot be kept where it belongs goes to `left`, in words, so that nothing is lost.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from konfluenz.ground import search
from konfluenz.ground.imports import cells
from konfluenz.ground.imports.kinds import Content, RowRefused
from konfluenz.ground.typed import plain
from konfluenz.people import contacts
from konfluenz.people.contacts import ContactRefused
from konfluenz.people.importing import spoken
from konfluenz.people.models.contacts import Kind


def read(row: Mapping[str, str]) -> Content:
    """Return what a row says about somebody who is a person and nothing more."""
    called = name(row)
    left: list[str] = []
    values: dict[str, Any] = {"name": called}
    values |= reached(row, left)
    values |= languages(row, left)
    notes = plain(cells.plain(row.get("notes", "")))
    if left or "notes" in row:
        values["notes"] = "\n".join(filter(None, [notes, *left]))
    told = [_("Kept among the notes: %s") % "; ".join(left)] if left else []
    folded = folded_name(called)
    words = (folded, *values["mail"], *values["phone"])
    return Content(key(row, values, folded), called, values, words, told)


def folded_name(name: str) -> str:
    """Return a name as it is compared: "Häuser, Sabine" is "haeuser sabine" and the like."""
    return " ".join(sorted(search.fold(name).split()))


def name(row: Mapping[str, str]) -> str:
    """Return the name in one, first name first. Raises RowRefused where there is none."""
    whole = plain(cells.said(row.get("name", "")), one_line=True)
    parts = [
        plain(cells.said(row.get(one, "")), one_line=True) for one in ("first_name", "last_name")
    ]
    if any(parts):
        first, last = parts
        whole = " ".join(filter(None, [first or whole if last else first, last or whole]))
    if not whole or not any(letter.isalpha() for letter in whole):
        raise RowRefused(_("There is no name in this row."))
    family, comma, given = whole.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else whole


def reached(row: Mapping[str, str], left: list[str]) -> dict[str, Any]:
    """Return mail addresses, phone numbers and the postal address."""
    found: dict[str, Any] = {"mail": [], "phone": []}
    for field, kind in (("mail", Kind.MAIL), ("phone", Kind.PHONE)):
        for text in _several(row.get(field, ""), kind):
            try:
                one = contacts.normalised(kind, text)
            except ContactRefused:
                left.append(f"{Kind(kind).label}: {text}")
            else:
                found[field] += [one] if one not in found[field] else []
    town = " ".join(cells.said(row.get(one, "")) for one in ("postcode", "town")).strip()
    street = cells.said(row.get("street", ""))
    if street:
        found["post"] = "\n".join(filter(None, [street, town]))
    elif town:
        left.append(_("Town: %s") % town)
    return found


def languages(row: Mapping[str, str], left: list[str]) -> dict[str, Any]:
    """Return the languages with their levels."""
    if "languages" not in row:
        return {}
    known, unknown = spoken.read(row["languages"])
    if unknown:
        left.append(_("Languages: %s") % ", ".join(unknown))
    return {"languages": [[code, level] for code, level in sorted(known.items())]}


def key(row: Mapping[str, str], values: Mapping[str, Any], folded: str) -> tuple[str, ...]:
    """Return what the row is known by when it comes again: its number, else name and contact."""
    if number := cells.said(row.get("id", "")):
        return ("id", number)
    contact = next(iter([*values["mail"], *values["phone"]]), "")
    return ("name", folded, contact or str(values.get("birth_year", "")))


def _several(text: str, kind: str) -> list[str]:
    text = text.replace(";", "\n")
    text = text if kind == Kind.PHONE else text.replace(",", "\n")
    return [one for line in text.splitlines() if (one := cells.said(line))]

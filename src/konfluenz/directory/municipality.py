"""The one municipality of this installation: set up once, corrected, read on every page.

`current` is asked many times a page, so each process keeps the row. It is checked against
the database by one small query: once a request, and each time outside of one.
"""

import copy
import threading
import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from konfluenz.directory import colours, enforcement, topics, words
from konfluenz.directory.models import Land, Municipality
from konfluenz.ground import audit, revisions

SOURCE_LANGUAGE = "de"


class MunicipalityRefused(Exception):
    """The municipality cannot be as wished; the message says what to change."""


class _Memory(threading.local):
    row: Municipality | None = None
    in_request = False
    checked = False


_memory = _Memory()


def current() -> Municipality:
    """Return the municipality; before the set-up an unsaved one without a name."""
    if not (_memory.checked and _memory.in_request):
        _refresh()
    return copy.copy(_memory.row) if _memory.row else _blank()


@transaction.atomic
def set_up(name: str, *, land: str, by: models.Model | None, **values: Any) -> Municipality:
    """Write down which municipality this is, and give it the topics every city begins with.

    Its Land says who enforces accessibility, unless `values` do. Raises MunicipalityRefused
    when one is there.
    """
    if Municipality.objects.exists():
        raise MunicipalityRefused(_("This installation belongs to a municipality already."))
    made = Municipality(languages=[SOURCE_LANGUAGE])
    known = {"enforcement_body": enforcement.BODIES.get(Land(land), "")}
    for field, value in checked({"name": name, "land": Land(land), **known, **values}).items():
        setattr(made, field, value)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise MunicipalityRefused(
            _("This installation belongs to a municipality already.")
        ) from None
    audit.record("municipality.set_up", about=made, by=by)
    topics.ensure(by=by)
    _forget()
    return made


@transaction.atomic
def correct(
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
    action: str = "municipality.corrected",
) -> Municipality:
    """Change the municipality; `action` is how the trail calls it.

    Raises MunicipalityRefused, or Stale when it has moved on.
    """
    row = Municipality.objects.get()
    row = revisions.claim(row, seen=seen)
    changes = audit.apply(row, checked(values))
    if changes:
        row.stamp = uuid.uuid4()
        row.save()
        audit.record(action, about=row, by=by, changes=changes)
        _forget()
    return row


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` in their stored form; raises MunicipalityRefused for what cannot be."""
    found = dict(values)
    if "accent" in found:
        found["accent"] = _accent(found["accent"])
    if "languages" in found:
        found["languages"] = _languages(found["languages"])
    if "words" in found:
        found["words"] = _words(found["words"])
    return found


def sender() -> dict[str, str]:
    """Return what stands around every message: who writes, and where they are reached."""
    city = current()
    place = f"{city.postcode} {city.name}".strip() if city.street else ""
    return {
        "name": str(city) or settings.WAGTAIL_SITE_NAME,
        "address": ", ".join(part for part in (city.street, place) if part),
        "mail": city.mail,
        "phone": city.phone,
        "website": city.website,
        "accent": city.accent,
    }


def _accent(text: str) -> str:
    try:
        colour = colours.normalised(text)
    except colours.NoColour:
        raise MunicipalityRefused(
            _("“%(colour)s” is no colour. Write it like #14508c.") % {"colour": text}
        ) from None
    ratio = colours.contrast_to_white(colour)
    if ratio < colours.MINIMUM:
        raise MunicipalityRefused(
            _(
                "White text on %(colour)s has a contrast of %(ratio)s to 1; it must be at least"
                " 4.5 to 1 so that everybody can read it. %(mend)s would do."
            )
            % {"colour": colour, "ratio": f"{ratio:.2f}", "mend": colours.darkened(colour)}
        )
    return colour


def _languages(codes: list[str]) -> list[str]:
    ordered = list(dict.fromkeys(codes))
    known = dict(settings.LANGUAGES)
    unknown = [code for code in ordered if code not in known]
    if unknown:
        raise MunicipalityRefused(
            _("The program does not know this language: %(code)s") % {"code": unknown[0]}
        )
    if SOURCE_LANGUAGE not in ordered:
        raise MunicipalityRefused(_("German must stay: every text is written in it first."))
    return ordered


def _words(chosen: Mapping[str, str]) -> dict[str, str]:
    kept = {key: text.strip() for key, text in chosen.items() if text.strip()}
    unknown = [key for key in kept if key not in words.WORDS]
    if unknown:
        raise MunicipalityRefused(
            _("The program does not use this word: %(word)s") % {"word": unknown[0]}
        )
    return kept


def _blank() -> Municipality:
    return Municipality(name="", kind="", languages=[code for code, _name in settings.LANGUAGES])


def _refresh() -> None:
    stamp = Municipality.objects.values_list("stamp", flat=True).first()
    if _memory.row is None or _memory.row.stamp != stamp:
        _memory.row = Municipality.objects.first()
    _memory.checked = True


def _forget(**_signal: Any) -> None:
    _memory.checked = False


def _begin(**_signal: Any) -> None:
    _memory.in_request, _memory.checked = True, False


def _finish(**_signal: Any) -> None:
    _memory.in_request = False


request_started.connect(_begin, dispatch_uid="directory.municipality.begin")
request_finished.connect(_finish, dispatch_uid="directory.municipality.finish")

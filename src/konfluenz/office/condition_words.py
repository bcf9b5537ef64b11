"""Times and languages of opportunities and volunteers, in words.

The trail keeps them as "1 17:00-18:00" and "de b1 required"; a reader is told
"Dienstag, 17:00–18:00" and "Deutsch B1, nötig".
"""

import datetime as dt
import re

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from konfluenz.ground import dates
from konfluenz.people import languages
from konfluenz.people.models.languages import Level

_TIME = re.compile(r"(?:([0-6])|(\d{4}-\d{2}-\d{2})) (\d{2}:\d{2})-(\d{2}:\d{2})")


def of_trail(name: str, value: str) -> str:
    """Return what the trail keeps of a time or a language in words; "" for anything else."""
    if name == "times":
        return _time(value)
    return _language(value) if name == "languages" else ""


def language(code: str, level: str = "") -> str:
    """Return a language with its level: "Deutsch B1"."""
    return " ".join(filter(None, [languages.name(code), level_name(level)]))


def level_name(slug: str) -> str:
    """Return the short name of a level: "B1", "Erstsprache"; "" for none."""
    return str(Level.NATIVE.label) if slug == Level.NATIVE else slug.upper()


def _time(value: str) -> str:
    match = _TIME.fullmatch(value)
    if match is None:
        return ""
    weekday, date, start, end = match.groups()
    day = str(WEEKDAYS[int(weekday)]) if weekday else dates.show(dt.date.fromisoformat(date))
    return f"{day}, {start}–{end}"


def _language(value: str) -> str:
    code, *more = value.split()
    if code not in languages.CODES:
        return ""
    words = language(code, next((word for word in more if word in Level.values), ""))
    return _("%(language)s, needed") % {"language": words} if "required" in more else words

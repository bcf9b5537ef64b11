"""Reading the index: plain statements, because a search asks a dozen times in a few milliseconds.

All that comes in is a parameter; only the number of places is put into the text.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection

MOST_PLACES = 900
"""So many parameters are put into one statement."""

ALIKE = """
SELECT word.id, word.word, shared.many
FROM (
    SELECT word_id, COUNT(*) AS many
    FROM publishing_findinggram
    WHERE locale = %s AND length BETWEEN %s AND %s AND gram IN ({grams})
    GROUP BY word_id
    HAVING COUNT(*) >= %s
) shared
JOIN publishing_findingword word ON word.id = shared.word_id
"""

Row = tuple[Any, ...]


def terms(locales: Collection[str], stems: Collection[str]) -> list[Row]:
    """Return (key, locale, stem) of the terms in `locales` that are one of `stems`."""
    return _in("SELECT id, locale, text FROM publishing_findingterm", "text", stems, locales)


def words(locales: Collection[str], forms: Collection[str]) -> list[Row]:
    """Return (word,) of the words in `locales` that are one of `forms`."""
    return _in("SELECT word FROM publishing_findingword", "word", forms, locales)


def beginning(forms: Collection[tuple[str, str]]) -> list[Row]:
    """Return (locale, word, key of its term) of the words that begin like (locale, letters)."""
    if not forms:
        return []
    one = "(locale = %s AND start = %s AND SUBSTR(word, 1, %s) = %s)"
    text = "SELECT locale, word, term_id FROM publishing_findingword WHERE "
    values = [value for at, form in sorted(forms) for value in (at, form[:3], len(form), form)]
    return read(text + " OR ".join([one] * len(forms)), values)


def holding(parts: Collection[str], locales: Collection[str]) -> list[Row]:
    """Return (part, compound, key of its term) of those in `locales` that hold one of `parts`."""
    text = (
        "SELECT part, text, term_id FROM publishing_findingpart"
        " JOIN publishing_findingterm term ON term.id = term_id"
    )
    return _in(text, "part", parts, locales)


def counts(keys: Collection[int]) -> dict[int, int]:
    """Return how many records use each of the terms `keys`; those that none uses are left out."""
    text = "SELECT term_id, COUNT(*) FROM publishing_findinguse"
    return dict(_in(text, "term_id", keys, after=" GROUP BY term_id"))


def total(locales: Collection[str]) -> int:
    """Return how many records say something in that of `locales` in which most do.

    Counted again when a text is new; one that went is heeded then: it moves no logarithm.
    """
    newest = read("SELECT MAX(id) FROM publishing_findingtext", ())[0][0]
    wanted = tuple(sorted(locales))
    database = str(connection.settings_dict["NAME"])
    known = _totals.get((database, wanted))
    if known is None or known[0] != newest:
        text = "SELECT COUNT(*) FROM publishing_findingtext"
        rows = _in(text, "locale", wanted, after=" GROUP BY locale")
        known = newest, max((row[0] for row in rows), default=0)
        _totals[database, wanted] = known
    return known[1]


_totals: dict[tuple[str, tuple[str, ...]], tuple[int | None, int]] = {}
"""By database and languages: the newest text, and how many there were then."""


def alike(
    locale: str, grams: Collection[str], shortest: int, longest: int, least: int
) -> list[Row]:
    """Return (key, word, how many of `grams` it has) of words that have at least so many."""
    return read(
        ALIKE.format(grams=_places(grams)), [locale, shortest, longest, *sorted(grams), least]
    )


def read(text: str, values: Iterable[Any]) -> list[Row]:
    """Return the rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(text, list(values))
        return cursor.fetchall()


def _in(
    text: str,
    column: str,
    wanted: Collection[Any],
    locales: Collection[str] = (),
    after: str = "",
) -> list[Row]:
    """Return the rows whose `column` is one of `wanted`, in one of `locales` if there are any."""
    found: list[Row] = []
    values = sorted(wanted)
    also = f" AND locale IN ({_places(locales)})" if locales else ""
    for start in range(0, len(values), MOST_PLACES):
        some = values[start : start + MOST_PLACES]
        where = f" WHERE {column} IN ({_places(some)}){also}{after}"
        found += read(text + where, [*some, *locales])
    return found


def _places(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))

"""Reading the index: plain statements, because a search asks a dozen times in a few milliseconds.

All that comes in is a parameter, and of however many values a single one: a statement whose text
is always the same is taken apart once by the driver.
"""

import json
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection

ALIKE = """
SELECT word.id, word.word
FROM (
    SELECT word_id, COUNT(*) AS many, MIN(length) AS length
    FROM publishing_findinggram
    WHERE locale = %s AND length BETWEEN %s AND %s AND {grams}
    GROUP BY word_id
    HAVING COUNT(*) >= %s
    ORDER BY many DESC, ABS(MIN(length) - %s), word_id
    LIMIT %s
) shared
JOIN publishing_findingword word ON word.id = shared.word_id
"""

KNOWN = """
SELECT text FROM publishing_findingterm WHERE {among} AND {also}
UNION SELECT text FROM (SELECT word AS text, locale FROM publishing_findingword) words
WHERE {among} AND {also}
"""

Row = tuple[Any, ...]


def terms(locales: Collection[str], stems: Collection[str]) -> list[Row]:
    """Return (key, locale, stem) of the terms in `locales` that are one of `stems`."""
    return _in("SELECT id, locale, text FROM publishing_findingterm", "text", stems, locales)


def known(locales: Collection[str], texts: Collection[str]) -> set[str]:
    """Return which of `texts` are a stem or a word in one of `locales`."""
    among, values = _among("text", texts)
    also, its = _among("locale", locales)
    rows = read(KNOWN.format(among=among, also=also), [values, its, values, its])
    return {text for (text,) in rows}


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


class Counts:
    """How many records use a term, and say something in a language.

    What was counted is remembered until a text is new; one that went is heeded then: it moves no
    logarithm.
    """

    def __init__(self) -> None:
        newest = read("SELECT MAX(id) FROM publishing_findingtext", ())[0][0]
        database = str(connection.settings_dict["NAME"])
        known = _counted.get(database)
        if known is None or known[0] != newest:
            known = _counted[database] = newest, {}, {}
        _newest, self._terms, self._locales = known

    def of_terms(self, keys: Collection[int]) -> dict[int, int]:
        """Return it by the keys of terms; those that none uses are left out."""
        if unknown := set(keys) - self._terms.keys():
            text = "SELECT term_id, COUNT(*) FROM publishing_findinguse"
            self._terms.update(_in(text, "term_id", unknown, after=" GROUP BY term_id"))
        return {key: self._terms[key] for key in keys if key in self._terms}

    def of_locales(self, locales: Collection[str]) -> int:
        """Return how many do in that of `locales` in which most do."""
        if unknown := set(locales) - self._locales.keys():
            text = "SELECT locale, COUNT(*) FROM publishing_findingtext"
            self._locales.update(dict.fromkeys(unknown, 0))
            self._locales.update(_in(text, "locale", unknown, after=" GROUP BY locale"))
        return max((self._locales[locale] for locale in locales), default=0)


def forget() -> None:
    """Count again: for tests, which undo what they wrote."""
    _counted.clear()


_counted: dict[str, tuple[int | None, dict[int, int], dict[str, int]]] = {}
"""By database: the newest text, and what was counted of terms and of languages since."""


def stems(keys: Collection[int]) -> list[Row]:
    """Return (locale, stem) of the terms `keys`."""
    return _in("SELECT locale, text FROM publishing_findingterm", "id", keys)


def texts(records: Collection[int], locales: Collection[str]) -> list[Row]:
    """Return (record, locale, key, title, summary) of the texts of `records` in `locales`."""
    text = "SELECT record_id, locale, id, title, summary FROM publishing_findingtext"
    return _in(text, "record_id", records, locales)


def alike(locale: str, grams: Collection[str], size: int, most: int, limit: int) -> list[Row]:
    """Return (key, word) of the `limit` words that share most of `grams` with one of `size`.

    Only those that so many slips can make of it: one changes at most three of the runs of three
    letters, four if it swaps neighbours (q-gram lemma).
    """
    among, values = _among("gram", grams)
    least = max(len(grams) - 4 * most, 1)
    return read(
        ALIKE.format(grams=among), [locale, size - most, size + most, values, least, size, limit]
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
    where, values = _among(column, wanted)
    if not locales:
        return read(f"{text} WHERE {where}{after}", [values])
    also, its = _among("locale", locales)
    return read(f"{text} WHERE {where} AND {also}{after}", [values, its])


def _among(column: str, values: Collection[Any]) -> tuple[str, Any]:
    """Return the condition that `column` is one of `values`, and its one parameter."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)", sorted(values)
    json_each = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608
    return json_each, json.dumps(sorted(values))

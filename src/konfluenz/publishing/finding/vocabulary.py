"""The words of the index: written down when they are first read, and taken apart."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from django.db import connection, models

from konfluenz.publishing.finding import compounds
from konfluenz.publishing.finding.stems import GERMAN, stem
from konfluenz.publishing.finding.tokens import Token
from konfluenz.publishing.models import FindingGram, FindingPart, FindingTerm, FindingWord

ROWS = 500
"""So many rows to one statement."""

SHORTEST_COMPOUND = 7

Key = tuple[str, str]
"""Locale and stem, or locale and folded word."""

Item = TypeVar("Item")


def terms(wanted: Collection[Key]) -> dict[Key, int]:
    """Return the keys of terms (locale, stem); new ones are added."""
    known = _known_terms(wanted)
    fresh = sorted(set(wanted) - known.keys())
    if not fresh:
        return known
    insert(FindingTerm, ("locale", "text"), fresh)
    return known | _known_terms(fresh)


def learn(found: Mapping[Key, Token], known: Mapping[Key, int]) -> set[str]:
    """Write down the words of `found` (locale, folded word) that are new; `known` are the terms.

    Return those that are German: they are to be taken apart.
    """
    there = _known_words(found)
    fresh = [key for key in sorted(found) if key not in there]
    if not fresh:
        return set()
    columns = ("locale", "word", "start", "length", "shown", "term_id")
    rows = (
        (locale, word, word[:3], len(word), token.shown, known[locale, token.stem])
        for (locale, word), token in ((key, found[key]) for key in fresh)
    )
    insert(FindingWord, columns, rows)
    _write_grams(fresh)
    return {word for locale, word in fresh if locale in GERMAN}


def grams(word: str) -> set[str]:
    """Return the runs of three letters in `word` and its edges."""
    padded = f" {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Any]) -> None:
    """Write very many narrow rows: a tenth of the time that objects would take.

    A row that somebody else has written meanwhile is left as it is. SQLite takes row by row best,
    PostgreSQL many in one statement.
    """
    name, row = connection.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * len(columns))
    begin = f"INSERT INTO {name} ({', '.join(columns)}) VALUES "  # noqa: S608
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for some in portions(rows, 1_000):
                statement = f"{begin}{', '.join([f'({row})'] * len(some))} ON CONFLICT DO NOTHING"
                cursor.execute(statement, list(chain.from_iterable(some)))
        else:
            for some in portions(rows, 10_000):
                cursor.executemany(f"{begin}({row}) ON CONFLICT DO NOTHING", some)


def portions(items: Iterable[Item], size: int = ROWS) -> Iterator[list[Item]]:
    """Yield `items` in lists of at most `size`."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def parts_of(word: str, known: Collection[str]) -> set[str]:
    """Return the stems of what a German compound is made of; none: it is none."""
    return {stem(part, "de") for part in compounds.split(word, known)}


def _known_terms(wanted: Collection[Key]) -> dict[Key, int]:
    return {
        (locale, text): pk
        for locale, texts in _by_locale(wanted).items()
        for some in portions(texts)
        for pk, text in FindingTerm.objects.filter(locale=locale, text__in=some).values_list(
            "pk", "text"
        )
    }


def _known_words(wanted: Collection[Key]) -> dict[Key, int]:
    return {
        (locale, word): pk
        for locale, words in _by_locale(wanted).items()
        for some in portions(words)
        for pk, word in FindingWord.objects.filter(locale=locale, word__in=some).values_list(
            "pk", "word"
        )
    }


def _by_locale(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for locale, text in sorted(keys):
        found.setdefault(locale, []).append(text)
    return found


def _write_grams(fresh: Sequence[Key]) -> None:
    rows = (
        (locale, gram, len(word), pk)
        for (locale, word), pk in sorted(_known_words(fresh).items())
        for gram in sorted(grams(word))
    )
    insert(FindingGram, ("locale", "gram", "length", "word_id"), rows)


def take_apart(fresh: Collection[str] | None = None) -> None:
    """Take apart the new German words, and older ones that a new word stands in; None: all."""
    if fresh is not None and not fresh:
        return
    rows = FindingWord.objects.filter(locale__in=GERMAN).values_list("word", "term_id")
    words = [(word, term) for word, term in rows if word.isascii()]
    known = {word for word, _term in words} | {stem(word, "de") for word, _term in words}
    found = {
        (part, term)
        for word, term in words
        if len(word) >= SHORTEST_COMPOUND and (fresh is None or _touched(word, fresh))
        for part in parts_of(word, known)
    }
    insert(FindingPart, ("part", "term_id"), sorted(found))


def _touched(word: str, fresh: Collection[str]) -> bool:
    """Return whether one of `fresh`, or what may be its stem, stands in `word`."""
    return any(new in word or stem(new, "de") in word for new in fresh)

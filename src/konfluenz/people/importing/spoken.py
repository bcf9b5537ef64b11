"""Languages as people write them into a list: "Deutsch (C1), Arabisch Muttersprache"."""

import re
from functools import lru_cache
from itertools import pairwise

from babel import Locale

from konfluenz.ground import search
from konfluenz.ground.imports import cells
from konfluenz.people import languages
from konfluenz.people.models.languages import Level

USUAL = Level.B1
"""What somebody can who names a language and no level: everyday life."""

WORDS = {
    Level.NATIVE: ("muttersprache", "muttersprachlich", "erstsprache", "native", "nativ"),
    Level.C2: ("verhandlungssicher",),
    Level.C1: ("sehr gut", "fließend", "fliessend", "fluent"),
    Level.B2: ("gut", "good"),
    Level.A2: ("grundkenntnisse", "etwas", "wenig", "basic", "schulkenntnisse", "schule"),
}


def read(text: str) -> tuple[dict[str, str], list[str]]:
    """Return {code: level} of the languages in `text`, and the words that name none."""
    found: dict[str, str] = {}
    left: list[str] = []
    for part in cells.parts(text):
        code = _code(part)
        if code is None:
            left.append(part)
        else:
            found.setdefault(code, _level(part))
    return found, left


def _code(part: str) -> str | None:
    """Return the language that the first words of `part` name."""
    words = re.findall(r"[^\W\d_]+", search.fold(part))
    known = _codes()
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    return next((known[name] for name in [*pairs, *words] if name in known), None)


def _level(part: str) -> str:
    folded = f" {search.fold(part)} "
    for level in (Level.A1, Level.A2, Level.B1, Level.B2, Level.C1, Level.C2):
        if f" {level.value} " in folded:
            return level.value
    for level, words in WORDS.items():
        if any(f" {search.fold(word)} " in folded for word in words):
            return level.value
    return USUAL.value


@lru_cache
def _codes() -> dict[str, str]:
    """Return every language on offer by its folded German and English name, and its code."""
    own = {"kurdisch": "kmr", "farsi": "fa", "dari": "prs", "tigrinya": "ti", "roma": "rom"}
    known = {search.fold(name): code for name, code in own.items() if code in languages.CODES}
    for locale in ("de", "en"):
        names = Locale.parse(locale).languages
        for code in languages.CODES:
            known.setdefault(search.fold(names.get(code, code)), code)
    return known | {code: code for code in languages.CODES if len(code) == 2}

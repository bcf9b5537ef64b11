"""Words that people type for the same thing: "Kindergarten" finds the page that says "Kita"."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from konfluenz.publishing.finding.stems import stem

LISTS = Path(__file__).with_suffix(".toml")
LIKE = {"de-simple": "de"}


def of(stemmed: str, locale: str) -> frozenset[str]:
    """Return the stems of other words for the same thing in `locale`."""
    return _by_stem().get((locale, stemmed), frozenset())


@cache
def _by_stem() -> Mapping[tuple[str, str], frozenset[str]]:
    lists = tomllib.loads(LISTS.read_text(encoding="utf-8"))
    lists |= {locale: lists[like] for locale, like in LIKE.items()}
    found: dict[tuple[str, str], set[str]] = {}
    for locale, groups in lists.items():
        for group in groups:
            stems = {stem(word, locale) for word in group}
            for one in stems:
                found.setdefault((locale, one), set()).update(stems - {one})
    return {key: frozenset(stems) for key, stems in found.items()}

"""The words of a text, where they stand in it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from konfluenz.publishing.finding.stems import folded, stem
from konfluenz.publishing.models.finding import LONGEST_WORD

MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200c\u200d"
WORD = re.compile(rf"\w(?:[\w{MARKS}]|['’‘ʼ`´](?=\w))*")
ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)['’‘ʼ`´]", re.IGNORECASE)
APOSTROPHE = re.compile(r"['’‘ʼ`´]")
POSSESSIVE = re.compile(r"['’‘ʼ`´]s$", re.IGNORECASE)


class Token(NamedTuple):
    """A word of a text: as it stands there from `start` to `end`, folded, and its stem."""

    shown: str
    word: str
    stem: str
    start: int
    end: int


def read(text: str, locale: str) -> Iterator[Token]:
    """Yield the words of `text`, which is in `locale`."""
    for match in WORD.finditer(text):
        bare = _bare(match[0], locale)
        word = folded(bare, locale)
        if word and len(word) <= LONGEST_WORD and len(bare) <= LONGEST_WORD:
            yield Token(bare, word, stem(bare, locale), match.start(), match.end())


def _bare(token: str, locale: str) -> str:
    """Return a token without what its apostrophe ties to it: "l’école", "Almanya'da"."""
    if token.isalnum():
        return token
    if locale == "fr":
        return ELIDED.sub("", token)
    if locale == "tr":
        return APOSTROPHE.split(token)[0]
    return POSSESSIVE.sub("", token) if locale == "en" else token

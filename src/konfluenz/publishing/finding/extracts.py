"""Where the words looked for stand in a text: a piece of it, and which words to mark."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from konfluenz.publishing.finding import tokens
from konfluenz.publishing.finding.tokens import Token

LONGEST = 220
"""Characters of an extract."""

SENTENCE = re.compile(r"[^.!?؟\n]+[.!?؟]*")


class Run(NamedTuple):
    """A run of a text; `found`: it is a word that was looked for."""

    text: str
    found: bool


def marked(text: str, locale: str, stems: Collection[str]) -> list[Run]:
    """Return `text` in runs, the words with one of `stems` apart."""
    runs, end = [], 0
    for token in tokens.read(text, locale):
        if _is_found(token, stems):
            runs += [Run(text[end : token.start], found=False)]
            runs += [Run(text[token.start : token.end], found=True)]
            end = token.end
    runs.append(Run(text[end:], found=False))
    return [run for run in runs if run.text]


def extract(texts: Sequence[str], locale: str, stems: Collection[str]) -> str:
    """Return the sentence of `texts` with most of the words of `stems`; "" when none has any.

    Of two that have as many the first comes.
    """
    best, most = "", 0
    for text in texts:
        for match in SENTENCE.finditer(text):
            found = {
                token.stem for token in tokens.read(match[0], locale) if _is_found(token, stems)
            }
            if len(found) > most:
                best, most = match[0].strip(), len(found)
    return _cut(best, locale, stems)


def _cut(sentence: str, locale: str, stems: Collection[str]) -> str:
    """Return what lies around the first word found, at most `LONGEST` characters."""
    if len(sentence) <= LONGEST:
        return sentence
    first = next(
        (token.start for token in tokens.read(sentence, locale) if _is_found(token, stems)),
        0,
    )
    start = 0 if first < LONGEST // 2 else sentence.rfind(" ", 0, first - LONGEST // 3) + 1
    end = sentence.rfind(" ", start, start + LONGEST)
    before = "… " if start else ""
    after = " …" if end < len(sentence.rstrip()) else ""
    return before + sentence[start : end if end > start else start + LONGEST] + after


def _is_found(token: Token, stems: Collection[str]) -> bool:
    return token.stem in stems

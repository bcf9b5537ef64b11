"""What somebody types, and which terms of the index are meant by each of its words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from konfluenz.publishing.finding import (
    compounds,
    lookups,
    slips,
    small_words,
    synonyms,
    tokens,
    vocabulary,
)
from konfluenz.publishing.finding.stems import GERMAN, stem
from konfluenz.publishing.finding.tokens import Token
from konfluenz.publishing.models import FindingWord

SOURCE = "de"
LONGEST = 100
"""Characters of a query that are read."""

MOST_WORDS = 8
MOST_BEGINNINGS = 24
MOST_COMPOUNDS = 40
MOST_SLIPS = 8
"""So many words at most are meant by one that is typed, the shortest or closest of them."""

SHORTEST_BEGINNING = 3

SAME, SYNONYM, JOINED, BEGUN_LAST, BEGUN, WITHIN, PART, SLIP = 100, 70, 90, 50, 25, 35, 10, 55
"""Hundredths that a hit counts: by the word itself; by another for the same thing; by two words
that are one; by a word that it begins, the last one typed and others; by a compound that it
stands in; by a part of it; by one that is written almost like it."""

PARTICLES = frozenset({"ab", "an", "auf", "aus", "bei", "ein", "mit", "nach", "um", "vor", "zu"})
"""Of separable verbs: they stand at the end of a sentence."""

PART_OF_UNKNOWN = 70
"""As PART, for a compound that the index does not know."""


@dataclass(eq=False)
class Meant:
    """One word of a query, as it may be read in each language, and the terms it stands for.

    `terms`: key of the term → hundredths. `instead`: what was probably meant, if nothing is
    known of it. `parts`: an unknown compound counts as several words.
    """

    tokens: dict[str, Token]
    terms: dict[int, int] = field(default_factory=dict)
    parts: "dict[str, Meant]" = field(default_factory=dict)
    instead: str = ""

    @property
    def shown(self) -> str:
        """The word as it was typed."""
        return next(iter(self.tokens.values())).shown

    def add(self, term: int, quality: int) -> None:
        """Let `term` be meant; the best reason counts."""
        self.terms[term] = max(quality, self.terms.get(term, 0))


Wanted = dict[tuple[str, str], list[tuple[Meant, int]]]
"""Locale and stem → the words that mean it, and how well."""


@dataclass(frozen=True)
class Query:
    """The words of a query in `locales`: the reader's language, and German."""

    text: str
    locales: Sequence[str]
    words: Sequence[Meant]

    @property
    def spread(self) -> list[Meant]:
        """The words, and the parts of unknown compounds as words of their own."""
        return [one for word in self.words for one in (word, *word.parts.values())]

    @property
    def instead(self) -> str:
        """The query as it was probably meant, "" when all its words are known."""
        if not any(word.instead for word in self.words):
            return ""
        return " ".join(word.instead or word.shown for word in self.words)


def read(text: str, locale: str) -> Query:
    """Return what is meant by `text`, typed by a reader of `locale`; about seven queries."""
    text = " ".join(text.replace("\0", " ").split())[:LONGEST]
    locales = [locale] if locale == SOURCE else [locale, SOURCE]
    typed = _typed(text, locales)
    words = _telling(typed)
    wanted: Wanted = defaultdict(list)
    _same(words, wanted)
    _joined(typed, words, wanted)
    _take(wanted)
    _within(words, locales)
    _begun(words)
    for word in words:
        if not word.terms:
            _probably(word, locales)
    return Query(text, locales, words)


def _typed(text: str, locales: Sequence[str]) -> list[Meant]:
    """Return the words of `text`, each once, as they are read in each of `locales`."""
    found: dict[str, Meant] = {}
    readings = [list(tokens.read(text, locale)) for locale in locales]
    at = {
        locale: {token.start: token for token in each}
        for locale, each in zip(locales, readings, strict=True)
    }
    for token in readings[0]:
        each = {locale: at[locale].get(token.start, token) for locale in locales}
        found.setdefault(token.word, Meant(each))
    return list(found.values())


def _telling(typed: list[Meant]) -> list[Meant]:
    """Return the words that say something, all if none does."""
    return ([word for word in typed if not _is_small(word)] or typed)[:MOST_WORDS]


def _is_small(word: Meant) -> bool:
    return any(small_words.is_small(each.shown, locale) for locale, each in word.tokens.items())


def _same(words: Iterable[Meant], wanted: Wanted) -> None:
    """Want the terms that the words are, and those that say the same."""
    for word in words:
        for locale, token in word.tokens.items():
            wanted[locale, token.stem].append((word, SAME))
            for other in synonyms.of(token.stem, locale):
                wanted[locale, other].append((word, SYNONYM))


def _joined(typed: Sequence[Meant], words: Collection[Meant], wanted: Wanted) -> None:
    """Want words that are one in the index: "Mini Job", "Kita-Platz", "melde … an"."""
    before = [word for word in typed if word.tokens[SOURCE].word in PARTICLES]
    pairs = [*pairwise(typed), *((one, word) for one in before for word in words)]
    for one, other in pairs:
        for locale in one.tokens:
            both = one.tokens[locale].word + other.tokens[locale].word
            wanted[locale, stem(both, locale)] += [(one, JOINED), (other, JOINED)]


def _take(wanted: Wanted) -> None:
    """Let each word mean the terms of `wanted` (locale, stem) that there are."""
    if not wanted:
        return
    locales, texts = ({key[place] for key in wanted} for place in (0, 1))
    for pk, locale, text in lookups.terms(locales, texts):
        for word, quality in wanted.get((locale, text), ()):
            word.add(pk, quality)


def _within(words: Iterable[Meant], locales: Collection[str]) -> None:
    """Find German compounds that hold a word, and the parts of one that is a compound."""
    german = {SOURCE, *GERMAN.intersection(locales)}
    wanted: Wanted = defaultdict(list)
    for word, parts in _parts(words, german).items():
        meant = next(each for each in words if each.tokens[SOURCE].word == word)
        if not meant.terms:
            meant.parts = {part: Meant(meant.tokens) for part in sorted(parts)}
        for part in parts:
            whole = (meant, PART) if meant.terms else (meant.parts[part], PART_OF_UNKNOWN)
            for locale in german:
                wanted[locale, part].append(whole)
    _take(wanted)
    stems = {part: one for word in words for part, one in word.parts.items()}
    stems |= {word.tokens[SOURCE].stem: word for word in words}
    rows = lookups.holding(stems, german)
    for part, meant in stems.items():
        holding = sorted((len(text), text, term) for own, text, term in rows if own == part)
        for _length, _text, term in holding[:MOST_COMPOUNDS]:
            meant.add(term, WITHIN)


def _parts(words: Iterable[Meant], german: Collection[str]) -> dict[str, set[str]]:
    """Return the stems of the parts of those words that are German compounds."""
    typed = [
        word.tokens[SOURCE].word
        for word in words
        if vocabulary.SHORTEST_COMPOUND <= len(word.tokens[SOURCE].word) <= 40
        and word.tokens[SOURCE].word.isascii()
    ]
    pieces = set().union(*map(compounds.pieces, typed)) if typed else set()
    if not pieces:
        return {}
    known = lookups.known(german, pieces)
    return {word: parts for word in typed if (parts := vocabulary.parts_of(word, known))}


def _begun(words: Sequence[Meant]) -> None:
    """Find words that begin like those typed; the last one may not be finished yet."""
    wanted: Wanted = defaultdict(list)
    for word in words:
        is_last = word is words[-1]
        for locale, token in word.tokens.items():
            if len(token.word) >= SHORTEST_BEGINNING + (not is_last):
                wanted[locale, token.word].append((word, BEGUN_LAST if is_last else BEGUN))
    rows = [(len(form), form, locale, term) for locale, form, term in lookups.beginning(wanted)]
    rows.sort()
    for (locale, letters), meant in wanted.items():
        fitting = [row[3] for row in rows if row[2] == locale and row[1].startswith(letters)]
        for term in fitting[:MOST_BEGINNINGS]:
            for word, quality in meant:
                word.add(term, quality)


def _probably(word: Meant, locales: Sequence[str]) -> None:
    """Find words that are written almost like an unknown one, the closest alone.

    A compound may be unknown and right all the same: one slip is believed of it ("Wohnngeld"),
    and then it is the word meant, no compound any more.
    """
    most = 1 if word.parts else None
    found = sorted(
        (steps, number, pk)
        for number, locale in enumerate(locales)
        for steps, pk in slips.near(word.tokens[locale].word, locale, most)
    )
    if not found:
        return
    closest = [pk for steps, _number, pk in found if steps == found[0][0]]
    rows = list(FindingWord.objects.filter(pk__in=closest).order_by())
    rows.sort(key=lambda row: _first(row, word, locales))
    for row in rows[:MOST_SLIPS]:
        word.add(row.term_id, SLIP // found[0][0])
    word.instead = rows[0].shown
    word.parts = {}


def _first(row: FindingWord, word: Meant, locales: Sequence[str]) -> tuple[object, ...]:
    """Return what makes `row` come first: the same first letter and length, then its letters."""
    typed = word.tokens[row.locale].word
    return (
        row.word[0] != typed[0],
        abs(row.length - len(typed)),
        locales.index(row.locale),
        row.word,
    )

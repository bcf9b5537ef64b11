"""Whether a few words quoted from a paper say what a record is read as.

Strict on purpose: where a quote could be read in two ways, or bounds a number ("über 20 %"),
it says nothing. German only: the papers are.
"""

from collections.abc import Sequence

from konfluenz.council import numerals
from konfluenz.council.values import Choice, Count, Day, Number, Several, Value, Words
from konfluenz.ground.dates import Precision

ABOUT = {"etwa", "ca", "circa", "zirka", "rund", "ungefähr"}
BOUNDS = {
    *("über", "unter", "mehr", "weniger", "mindestens", "höchstens", "wenigstens"),
    *("fast", "knapp", "gut", "kaum", "bis", "maximal", "minimal", "halb", "halbe", "hälfte"),
    *("drittel", "viertel", "fünftel", "zehntel", "dutzend", "hundert", "tausend", "mal"),
}
AROUND_A_DATE = {"vor", "nach", "bis", "anfang", "mitte", "ende", "zwischen", *ABOUT}
DENIALS = {
    *("nicht", "ohne", "nie", "niemals", "weder"),
    *("teilweise", "teils", "kaum", "fast", "beinahe"),
}
ARTICLES = {"der", "die", "das", "des", "dem", "den", "ein", "eine", "einer", "eines", "einem"}
PERCENT = {"%", "prozent", "v.h"}
ENDINGS = ("", "s", "es", "e", "n", "en", "er", "em", "ern")
"""What German adds to a noun or adjective as it inflects."""

_PRECISIONS = (Precision.YEAR, Precision.MONTH, Precision.DAY)


def says(quote: str, value: Value | None) -> bool:
    """Return whether `quote` says `value`; nothing is said of None."""
    match value:
        case None:
            return False
        case Number():
            return _says_number(quote, value)
        case Count(number):
            return _says_count(quote, number)
        case Day():
            return _says_day(quote, value)
        case Words(text, also):
            return any(_same_words(quote, one) for one in (text, *also))
        case Choice(_, stems):
            return any(_begins(quote, stem) for stem in stems)
        case Several(values):
            return any(says(quote, one) for one in values)


def denies(word: str) -> bool:
    """Return whether `word` turns what stands beside it into its opposite."""
    return word in DENIALS or word.startswith("kein")


def _says_number(quote: str, value: Number) -> bool:
    spoken = numerals.words(quote)
    if _spoils(spoken) or (not value.percent and PERCENT.intersection(spoken)):
        return False
    about = bool(ABOUT.intersection(spoken))
    return about == value.approximate and numerals.numbers(quote) == [value.number]


def _says_count(quote: str, number: int) -> bool:
    spoken = numerals.words(quote)
    if _spoils(spoken) or ABOUT.intersection(spoken) or PERCENT.intersection(spoken):
        return False
    return numerals.numbers(quote) == [number]


def _spoils(spoken: Sequence[str]) -> bool:
    """Whether a word bounds or denies the number beside it."""
    return any(word in BOUNDS or denies(word) for word in spoken)


def _says_day(quote: str, value: Day) -> bool:
    """Compare dates. A quote may say less than is known ("2022" of 30.06.2022), never more."""
    found = numerals.dates(quote)
    if len(found) != 1 or _blurs(numerals.words(quote)):
        return False
    said = found[0]
    if _PRECISIONS.index(Precision(said.precision)) > _PRECISIONS.index(Precision(value.precision)):
        return False
    parts = _PRECISIONS.index(Precision(said.precision)) + 1
    return said.date.timetuple()[:parts] == value.date.timetuple()[:parts]


def _blurs(spoken: Sequence[str]) -> bool:
    return any(word in AROUND_A_DATE or denies(word) for word in spoken)


def _same_words(quote: str, text: str) -> bool:
    said, stored = _bare(quote), _bare(text)
    return (
        bool(said)
        and len(said) == len(stored)
        and all(_same_word(one, other) for one, other in zip(said, stored, strict=True))
    )


def _bare(text: str) -> list[str]:
    """Return the words of `text` without an article at its head."""
    said = numerals.words(text)
    return said[1:] if len(said) > 1 and said[0] in ARTICLES else said


def _same_word(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if any(sign.isdigit() for sign in longer):
        return shorter == longer
    return longer.startswith(shorter) and longer[len(shorter) :] in ENDINGS


def _begins(quote: str, stem: str) -> bool:
    """Whether words of `quote` begin as those of `stem` do, and no other word denies them."""
    said, begun = numerals.words(quote), numerals.words(stem)
    for start in range(len(said) - len(begun) + 1):
        here = said[start : start + len(begun)]
        beside = [*said[:start], *said[start + len(begun) :]]
        if all(map(str.startswith, here, begun)):
            return not any(denies(word) for word in beside)
    return False

"""The form of a word in which it is compared: folded, and without its endings.

Texts and queries go through the same rules, so a stem need not be a word; two words that
belong together only have to share it. Each language has the rule that serves it:

- German, English, French, Russian: Snowball's stemmers.
- Turkish: the first five letters, which finds as well as a grammar of its endings does
  (Can et al., Information Retrieval on Turkish Texts, JASIST 59(3), 2008).
- Arabic: the article and light endings ("light10": Larkey, Ballesteros, Connell, 2007).
- Persian, Ukrainian: light endings of our own; there is no stemmer for Ukrainian.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

import snowballstemmer

from konfluenz.ground.folding import plain_words, umlauts_folded

GERMAN = frozenset({"de", "de-simple"})
TURKISH_LETTERS = 5
RUSSIAN = str.maketrans("ё", "е")

ARABIC_STARTS = ("وال", "بال", "كال", "فال", "لل", "ال")
ARABIC_ENDS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
PERSIAN_ENDS = ("هايي", "هاي", "ها", "تان", "مان", "شان", "ات", "ام", "ان", "م", "ش", "ي")
UKRAINIAN_ENDS = (
    "тися",
    "ться",
    "ами",
    "ями",
    "ого",
    "ому",
    "ими",
    "ові",
    "еві",
    "ати",
    "яти",
    "ити",
    "іти",
    "ти",
    "ть",
    "ою",
    "ею",
    "єю",
    "ах",
    "ях",
    "ам",
    "ям",
    "ів",
    "їв",
    "ов",
    "оі",
    "ии",
    "іи",
    "их",
    "іх",
    "им",
    "ім",
    "ом",
    "ем",
    "єм",
    "ьо",
    "а",
    "я",
    "у",
    "ю",
    "и",
    "і",
    "о",
    "е",
    "є",
    "ь",
)
SHORTEST = 3
"""So many letters of a word are left at least."""


@lru_cache(maxsize=131_072)
def folded(token: str, locale: str) -> str:
    """Return a token as it is compared letter by letter: "Häuser" and "haeuser" → "hauser"."""
    word = "".join(plain_words(token))
    return umlauts_folded(word) if speaks_german(word, locale) else word


@lru_cache(maxsize=131_072)
def stem(token: str, locale: str) -> str:
    """Return the stem of a token of a text in `locale`.

    In a language with letters of its own, words in Latin letters are German names of things.
    """
    word = folded(token, locale)
    if any(map(str.isdigit, word)):
        return word
    if speaks_german(word, locale):
        return _snowball("german", word)
    if locale == "ru":
        plain = token.casefold().translate(RUSSIAN)
        return "".join(plain_words(_snowball("russian", plain)))
    return _RULES.get(locale, str)(word)


def speaks_german(word: str, locale: str) -> bool:
    """Return whether `word` is taken for German in a text in `locale`."""
    return locale in GERMAN or (locale in _OWN_LETTERS and word.isascii())


@lru_cache(maxsize=8)
def _stemmer(name: str) -> Callable[[str], str]:
    stemmed: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stemmed


def _snowball(name: str, word: str) -> str:
    return _stemmer(name)(word)


def _english(word: str) -> str:
    return _snowball("english", word)


def _french(word: str) -> str:
    return _snowball("french", word)


def _turkish(word: str) -> str:
    return word[:TURKISH_LETTERS]


def _arabic(word: str) -> str:
    if word.startswith("و") and len(word) > SHORTEST + 1 and word[1:3] != "ال":
        word = _without_end(word, ARABIC_ENDS)
        return word
    start = next((one for one in ARABIC_STARTS if word.startswith(one)), "")
    bare = word[len(start) :] if len(word) - len(start) >= SHORTEST - 1 else word
    return _without_end(bare, ARABIC_ENDS)


def _persian(word: str) -> str:
    return _without_end(word, PERSIAN_ENDS)


def _ukrainian(word: str) -> str:
    return _without_end(word, UKRAINIAN_ENDS)


def _without_end(word: str, ends: tuple[str, ...]) -> str:
    """Return `word` without the first of `ends` that leaves enough of it."""
    for end in ends:
        if word.endswith(end) and len(word) - len(end) >= SHORTEST:
            return word[: -len(end)]
    return word


_RULES: Mapping[str, Callable[[str], str]] = {
    "en": _english,
    "fr": _french,
    "tr": _turkish,
    "ar": _arabic,
    "fa": _persian,
    "uk": _ukrainian,
}
_OWN_LETTERS = frozenset({"ar", "fa", "uk", "ru"})

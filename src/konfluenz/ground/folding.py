"""Bring words to the one form in which they are compared, whatever keyboard wrote them.

"Häuser", "haeuser" and "HAUSER" fold to "hauser"; "Straße" to "strasse"; "Łukasz" to
"lukasz"; "İzmir" to "izmir"; "مُحَمَّد" to "محمد"; "۱۲" to "12". The same folding is done to
texts and to queries, so it may merge words that differ, but never loses one.
"""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʹ`´"))
LETTERS = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "e",
        "ґ": "г",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ے": "ي",
        "ې": "ي",
        "ک": "ك",
        "ڪ": "ك",
        "ۆ": "و",
        "ة": "ه",
        "ۃ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ڵ": "ل",
        "ڕ": "ر",
        "ء": "",
        "ـ": "",
    }
)
UMLAUTS = re.compile("([aou])e+")


def fold(text: str) -> str:
    """Return the words of `text` in their folded form, one blank between them."""
    return " ".join(umlauts_folded(word) for word in plain_words(text))


def plain_words(text: str) -> list[str]:
    """Return the words of `text` folded, but "ae", "oe", "ue" left as written: "quelle"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
    lowered = unicodedata.normalize("NFKD", decomposed.casefold()).translate(LETTERS)
    return unicodedata.normalize("NFC", "".join(map(_kept, lowered))).split()


def umlauts_folded(word: str) -> str:
    """Return `word` with "ae", "oe", "ue" as the bare vowel: how "ä", "ö", "ü" fold, too."""
    return UMLAUTS.sub(r"\1", word)


def likeness(one: str, other: str) -> float:
    """Return how alike two words are: shared trigrams by all trigrams, 0.0 to 1.0."""
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs)


@lru_cache(maxsize=16_384)
def trigrams(word: str) -> frozenset[str]:
    """Return all runs of three characters in `word`, its beginning counting double."""
    padded = f"  {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    """Letters and digits stay, marks and invisible signs go, all else parts words."""
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    if kind in {"Mn", "Me", "Cf"}:
        return ""
    return character if character.isalnum() or kind == "Mc" else " "

"""Names in the order of the reader's alphabet, without the libraries of a system."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from konfluenz.ground import search

ALPHABETS = {
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "fa": "ءآاأإبپتثجچحخدذرزژسشصضطظعغفقکگلمنوؤهیئ",
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
}
"""Where folding the letters would put them in another order than a dictionary does."""

TURKISH = str.maketrans({"I": "ı", "İ": "i"})
ARABIC = str.maketrans({"ي": "ی", "ك": "ک"})

Thing = TypeVar("Thing")
Key = tuple[tuple[int, str], ...] | str


def ordered(things: Iterable[Thing], name: Callable[[Thing], str], language: str) -> list[Thing]:
    """Return `things` in the order of their names as a dictionary of `language` has them."""
    return sorted(things, key=lambda thing: (_key(name(thing), language), name(thing)))


@lru_cache(maxsize=4096)
def _key(name: str, language: str) -> tuple[tuple[int, str], ...]:
    alphabet = ALPHABETS.get(language)
    if alphabet is None:
        return tuple((0, letter) for letter in search.fold(name))
    text = name.translate(TURKISH) if language == "tr" else name
    text = text.translate(ARABIC) if language == "fa" else text
    return tuple(
        _place(letter, alphabet) for letter in text.lower() if letter.isalnum() or letter == " "
    )


def _place(letter: str, alphabet: str) -> tuple[int, str]:
    """Return the place of `letter`: blanks first, what the alphabet does not have last."""
    if letter == " ":
        return -1, ""
    found = alphabet.find(letter)
    return (found, "") if found >= 0 else (len(alphabet), letter)

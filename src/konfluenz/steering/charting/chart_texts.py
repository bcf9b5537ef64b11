"""Texts in a drawing: broken into lines, measured, and safe where languages run both ways."""

from collections.abc import Sequence

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
RIGHT, END = "\u2067", "\u2069"
"""Right-to-left isolate and its end (UAX #9)."""

_CHARACTER = 0.55
"""The width of a letter in a text of size 1, on average."""


def isolated(text: str, language: str) -> str:
    """Return `text` so that it reads right in a drawing that runs from left to right."""
    return f"{RIGHT}{text}{END}" if text and runs_left(language) else text


def runs_left(language: str) -> bool:
    """Return whether texts in `language` run from right to left."""
    return language.partition("-")[0] in RIGHT_TO_LEFT


def wrapped(text: str, characters: int) -> list[str]:
    """Return `text` in lines of at most `characters`, longer words on lines of their own.

    Blanks that do not break (U+00A0) hold together what must stand on one line.
    """
    lines: list[str] = []
    for word in filter(None, text.split(" ")):
        if lines and len(lines[-1]) + 1 + len(word) <= characters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def width(lines: Sequence[str], size: float) -> float:
    """Return about how many pixels the longest of `lines` takes in letters of `size`."""
    return max((len(line) for line in lines), default=0) * size * _CHARACTER

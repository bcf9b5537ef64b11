"""Texts as people type them, made fit to be kept and shown."""

import re
import unicodedata

CONTROLS = {"Cc", "Cf", "Co", "Cs"}
JOINERS = "\u200c\u200d"
"""Invisible, but part of how Persian and emoji are written."""


def plain(text: str, *, one_line: bool = False) -> str:
    """Return `text` without invisible signs, with single blanks and at most one empty line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not text.replace("\n", "").isprintable():
        text = "".join(letter for letter in text if _is_kept(letter))
    if one_line:
        return " ".join(text.split())
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_kept(letter: str) -> bool:
    return letter == "\n" or letter in JOINERS or unicodedata.category(letter) not in CONTROLS

"""How wide the columns of a table are to be, where a word processor does not reckon it itself."""

import re
from collections.abc import Sequence

LINE = 72
"""So many letters fit side by side into a table across the page."""

LONGEST_WORD, SHORTEST = 24, 10
"""A longer word may be broken; where room is scarce shorter ones too, but never a date."""

PADDING = 2
BREAKS = re.compile(r"[\s\-/]+")


def shares(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the share of each column in the width of the table, 1 in sum.

    Each has room for its longest word; what is left goes to those with the longest texts.
    """
    columns = list(zip(*([head] if head else []), *rows, strict=True))
    least = _least([_longest(texts) for texts in columns])
    wanted = [max(map(len, texts), default=0) for texts in columns]
    more = [max(0, wish - need) ** 0.5 for wish, need in zip(wanted, least, strict=True)]
    left = max(0, LINE - sum(least)) / (sum(more) or 1)
    widths = [need + left * part for need, part in zip(least, more, strict=True)]
    return [width / sum(widths) for width in widths]


def _least(words: Sequence[int]) -> list[int]:
    """Return the letters that each column has at least, where its longest word has `words`."""
    for most in range(LONGEST_WORD, SHORTEST - 1, -1):
        least = [PADDING + min(most, word) for word in words]
        if sum(least) <= LINE:
            break
    return least


def _longest(texts: Sequence[str]) -> int:
    return max((len(word) for text in texts for word in BREAKS.split(text)), default=0)

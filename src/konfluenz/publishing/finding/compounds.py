"""German compounds taken apart: "Krankenversicherungskarte" is kranken, versicherung, karte.

The parts are words of the index itself; nothing else is known of German.
"""

from collections.abc import Collection, Iterator

LINKS = ("", "s", "es", "n", "en", "e", "er")
"""What may stand between two parts (Fugenelemente)."""

SHORTEST_PART = 4
SHORTEST_LAST = 3
"""The last part may be shorter: -amt, -rad, -weg, -job."""

MOST_PARTS = 4

ENDINGS = frozenset(
    {
        "bar",
        "chen",
        "haft",
        "heit",
        "isch",
        "keit",
        "lein",
        "lich",
        "los",
        "nis",
        "sam",
        "schaft",
        "tum",
        "ung",
        "ungen",
        "ern",
        "eln",
        "end",
        "est",
        "ens",
    }
)
"""What looks like a word at the end of another and is none."""


def split(word: str, known: Collection[str]) -> list[str]:
    """Return the parts of `word`, fewest and longest first; [] when it cannot be taken apart.

    `known` are the words of the index, folded as `word` is.
    """
    found = [parts for parts in _ways(word, known, MOST_PARTS) if len(parts) > 1]
    return min(found, key=_order, default=[])


def pieces(word: str) -> set[str]:
    """Return all that could be a part of `word`."""
    last = len(word)
    return {
        word[start:end]
        for start in range(last)
        for end in range(start + SHORTEST_LAST, last + 1)
        if end - start >= SHORTEST_PART or end == last
    } - {word}


def _order(parts: list[str]) -> tuple[int, int, list[str]]:
    return (len(parts), -min(map(len, parts)), parts)


def _ways(word: str, known: Collection[str], most: int) -> Iterator[list[str]]:
    """Yield the ways to read all of `word` as at most so many parts."""
    if len(word) >= SHORTEST_LAST and word in known and word not in ENDINGS:
        yield [word]
    if most == 1:
        return
    for end in range(SHORTEST_PART, len(word) - SHORTEST_LAST + 1):
        part = word[:end]
        if part in known:
            for link in LINKS:
                if word.startswith(link, end):
                    yield from (
                        [part, *more] for more in _ways(word[end + len(link) :], known, most - 1)
                    )

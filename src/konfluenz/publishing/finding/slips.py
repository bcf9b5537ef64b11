"""Words that were probably meant: how many slips of the keyboard lie between two words."""

from konfluenz.publishing.finding import lookups, vocabulary

SHORTEST = 4
CANDIDATES = 60
"""So many words, those that share most letters, are looked at closely."""

LONG = 7
"""From so many letters on, two slips are forgiven."""


def allowed(word: str) -> int:
    """Return how many slips `word` may hold."""
    if len(word) < SHORTEST:
        return 0
    return 2 if len(word) >= LONG else 1


def near(word: str, locale: str, most: int | None = None) -> list[tuple[int, int]]:
    """Return (slips, key of the word) of the words of `locale` that may have been meant.

    `most`: no more slips than that, at most those allowed.
    """
    most = min(allowed(word), allowed(word) if most is None else most)
    if not most:
        return []
    rows = lookups.alike(locale, vocabulary.grams(word), len(word), most, CANDIDATES)
    return sorted(
        (steps, pk) for pk, other in rows if (steps := distance(word, other, most)) <= most
    )


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters are wrong, missing, too many or swapped; `most` + 1: too many."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        older, before, row = before, row, [number]
        for place, its in enumerate(other, start=1):
            steps = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != its))
            if older and place > 1 and letter == other[place - 2] and one[number - 2] == its:
                steps = min(steps, older[place - 2] + 1)
            row.append(steps)
        if min(row) > most:
            return most + 1
    return row[-1]

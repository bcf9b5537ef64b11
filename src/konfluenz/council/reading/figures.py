"""Percentages in sentences, as proposals for observations (F-01 to F-04)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from konfluenz.council.reading import dates
from konfluenz.council.reading.shape import Figure

APPROXIMATE = ("etwa", "rund", "ca.", "circa", "zirka", "ungefähr", "knapp", "fast", "gut",
               "annähernd", "über", "mehr als", "weniger als", "mindestens", "höchstens",
               "bis zu")  # fmt: skip
_PERCENT = re.compile(
    r"(?P<about>\b(?:" + "|".join(map(re.escape, APPROXIMATE)) + r")\s)?"
    r"(?<![\d.,/])(?P<value>\d{1,3}(?:[.,]\d{1,4})?)\s?(?:%|Prozent\b|v\.\s?H\.)",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:nun|jetzt|heute|derzeit|aktuell|inzwischen|mittlerweile|gegenwärtig|zurzeit)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:](?=\s)|\s[–—]\s")
INDICATORS = {
    "share_non_german": re.compile(
        r"\b(?:keine|keinen|ohne|nicht)\s(?:die\s|den\s)?deutschen?\s"
        r"(?:Staatsangehörigkeit|Staatsbürgerschaft|Pass)"
        r"|\bAusländeranteil|\bnichtdeutsch|\bausländische[rn]?\s(?:Staatsangehörig|Bevölkerung)",
        re.IGNORECASE,
    ),
    "share_migration_background": re.compile(
        r"Migrationshintergrund|Migrationsgeschichte|(?:Ein|Zu)wanderungsgeschichte",
        re.IGNORECASE,
    ),
}
"""Slugs of `steering` indicators, and the words that speak of each."""


def find(text: str, report_date: str) -> Iterator[Figure]:
    """Yield the percentages of a sentence; `report_date` (ISO) dates those without a day.

    Part and sentence are 0: the caller sets them.
    """
    matches = list(_PERCENT.finditer(text))
    said = _hits(text)
    for at, match in enumerate(matches):
        before = matches[at - 1].end() if at else 0
        after = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        date, precision, dated_by = _dated(text, match.start(), match.end(), report_date)
        hit = _nearest(said, _around(text, before, match, after))
        said = [each for each in said if hit is None or each[0] > hit[0]]
        yield Figure(
            part=0,
            sentence=0,
            quote=match[0].strip(),
            value=str(Decimal(match["value"].replace(",", "."))),
            date=date,
            precision=precision,
            dated_by=dated_by,
            approximate=bool(match["about"]),
            indicator=hit[1] if hit else "",
        )


def _dated(text: str, start: int, end: int, report_date: str) -> tuple[str, str, str]:
    """Return date, precision and what the date is: the last one named before the figure.

    "nun" and its like mean the day of the report; without any, the first date behind counts.
    """
    marks: list[tuple[int, tuple[str, str, str]]] = [
        (day.start, (day.date.isoformat(), day.precision, "reference_day"))
        for day in dates.find(text)
    ]
    marks += [(match.start(), (report_date, "day", "report")) for match in _NOW.finditer(text)]
    marks.sort()
    earlier = [said for at, said in marks if at < start]
    later = [said for at, said in marks if at >= end]
    return (earlier[-1:] or later[:1] or [(report_date, "day", "report")])[0]


def _around(text: str, before: int, match: re.Match[str], after: int) -> list[tuple[int, int, int]]:
    """Return where to look for what a figure measures, best first: (from, to, which hit).

    In the same clause before it (the last one), in the same clause behind it (the first),
    then as far as the next figure behind it and the last one before it.
    """
    start, end = match.span()
    breaks = [found.start() for found in _CLAUSE.finditer(text)]
    clause_start = max([before, *(at for at in breaks if at < start)])
    clause_end = min([after, *(at for at in breaks if at >= end)])
    return [(clause_start, start, -1), (end, clause_end, 0), (end, after, 0), (before, start, -1)]


def _nearest(
    said: list[tuple[int, str]], places: list[tuple[int, int, int]]
) -> tuple[int, str] | None:
    """Return the first hit by the order of `places`."""
    for start, end, which in places:
        if within := [hit for hit in said if start <= hit[0] < end]:
            return within[which]
    return None


def _hits(text: str) -> list[tuple[int, str]]:
    """Return where `text` speaks of an indicator."""
    return sorted(
        (match.start(), slug)
        for slug, pattern in INDICATORS.items()
        for match in pattern.finditer(text)
    )

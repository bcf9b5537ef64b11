"""The records that fit a query best, ordered by the database in whole numbers.

SQLite and PostgreSQL give the same order: nothing is compared but integers, and of two
records that fit equally well the kind and the key decide.
"""

import math
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from konfluenz.publishing.finding import lookups
from konfluenz.publishing.finding.queries import Query
from konfluenz.publishing.models import FindingKind

COMMON = 8
"""What a word counts that nearly all records hold."""

ENOUGH = 6
"""A record must hold words that make a sixth of what the query says."""

STATEMENT = """
WITH wanted (term_id, word, factor, rarity) AS (VALUES {rows}),
found AS MATERIALIZED (
    SELECT best.record_id, SUM(best.weight) * COUNT(*) AS score
    FROM (
        SELECT uses.record_id, wanted.word, MAX(uses.weight * wanted.factor) AS weight,
               MAX(wanted.rarity) AS rarity
        FROM wanted CROSS JOIN publishing_findinguse uses
        WHERE uses.term_id = wanted.term_id
        GROUP BY uses.record_id, wanted.word
    ) best
    WHERE best.record_id NOT IN (
        SELECT id FROM publishing_findingrecord WHERE until < %s {kind}
    )
    GROUP BY best.record_id
    HAVING SUM(best.rarity) * {enough} >= %s
)
SELECT found.record_id, entry.kind, entry.record_id, CAST(found.score AS BIGINT)
FROM found JOIN publishing_findingrecord entry ON entry.id = found.record_id
WHERE found.score >= COALESCE((SELECT score FROM found ORDER BY score DESC LIMIT 1 OFFSET %s), 0)
ORDER BY found.score DESC, entry.kind, entry.record_id
LIMIT %s
"""
"""The records themselves are looked up of the best alone: of those as good as the last shown.

A weight (below 2^15) times a factor (below 2^14) is a 32-bit number: PostgreSQL sums larger ones
up as decimals, which takes it three times as long.
"""

ROW = "(CAST(%s AS BIGINT), %s, CAST(%s AS INTEGER), %s)"


class Ranked(NamedTuple):
    """A record in the index, the higher its score the better."""

    key: int
    kind: FindingKind
    record_id: int
    score: int


class Wanted(NamedTuple):
    """A term that is looked for, because of which word, and how much a hit counts."""

    term: int
    word: int
    factor: int
    rarity: int


def ranked(query: Query, *, kind: FindingKind | None = None, limit: int = 60) -> list[Ranked]:
    """Return the best records for `query`, those that are over left out; three queries."""
    wanted = _wanted(query)
    if not wanted:
        return []
    rarities = {each.word: each.rarity for each in wanted}
    statement = STATEMENT.format(
        rows=", ".join([ROW] * len(wanted)),
        enough=ENOUGH,
        kind="OR kind <> %s" if kind else "",
    )
    values: list[Any] = [value for each in wanted for value in each]
    values += [_today(), *([kind.value] if kind else []), sum(rarities.values()), limit - 1, limit]
    rows = lookups.read(statement, values)
    return [Ranked(key, FindingKind(number), record, score) for key, number, record, score in rows]


def _wanted(query: Query) -> list[Wanted]:
    """Return the terms that records use, weighed by how rare each word of the query is."""
    counts = lookups.counts({term for word in query.spread for term in word.terms})
    total = lookups.total(query.locales)
    return [
        Wanted(term, number, quality * rarity, rarity)
        for number, word in enumerate(query.spread)
        if (there := {term: quality for term, quality in word.terms.items() if term in counts})
        for rarity in [_rarity(max(counts[term] for term in there), total)]
        for term, quality in sorted(there.items())
    ]


def _rarity(count: int, total: int) -> int:
    """Return the inverse document frequency as a whole number: rare words say more."""
    found = math.log(1 + (max(total - count, 0) + 0.5) / (count + 0.5))
    return COMMON + round(found * 10)


def _today() -> Any:
    return connection.ops.adapt_datefield_value(timezone.localdate())

"""The records that fit a query best, ordered by the database in whole numbers.

SQLite and PostgreSQL give the same order: nothing is compared but integers, and of two
records that fit equally well the kind and the key decide.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from konfluenz.publishing.finding import lookups
from konfluenz.publishing.finding.queries import Query
from konfluenz.publishing.models.finding import FindingKind, keys_of, of_key

COMMON = 8
"""What a word counts that nearly all records hold."""

ENOUGH = 6
"""A record must hold words that make a sixth of what the query says."""

STATEMENT = """
WITH wanted (term_id, word, factor) AS (VALUES {rows})
SELECT record_id, ({sum}) * ({count}) AS score
FROM (
    SELECT uses.record_id, {hits}
    FROM wanted CROSS JOIN publishing_findinguse uses
    WHERE uses.term_id = wanted.term_id {kind}
    GROUP BY uses.record_id
) best
WHERE ({rarity}) * {enough} >= %s
AND record_id NOT IN (SELECT id FROM publishing_findingrecord WHERE until < %s)
ORDER BY score DESC, record_id
LIMIT %s
"""
"""For each word of the query the best of its hits counts: one grouping finds them side by side.

A weight (below 2^15) times a factor (below 2^14) is a 32-bit number, which PostgreSQL compares
and sums up fastest. Terms, words and factors are whole numbers of our own, put into the text.
"""

HIT = "MAX(CASE WHEN wanted.word = {0} THEN uses.weight * wanted.factor ELSE 0 END) AS hit{0}"
IF_HIT = "CASE WHEN hit{} > 0 THEN {} ELSE 0 END"
OF_KIND = "AND uses.record_id BETWEEN %s AND %s"


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
    values: list[Any] = [*(keys_of(kind) if kind else ()), sum(rarities.values()), _today(), limit]
    rows = lookups.read(_statement(wanted, rarities, of_kind=kind is not None), values)
    return [Ranked(key, *of_key(key), score) for key, score in rows]


def _statement(wanted: Sequence[Wanted], rarities: Mapping[int, int], *, of_kind: bool) -> str:
    return STATEMENT.format(
        rows=", ".join(f"({each.term}, {each.word}, {each.factor})" for each in wanted),
        hits=", ".join(HIT.format(word) for word in rarities),
        sum=" + ".join(f"CAST(hit{word} AS BIGINT)" for word in rarities),
        count=" + ".join(IF_HIT.format(word, 1) for word in rarities),
        rarity=" + ".join(IF_HIT.format(word, rarity) for word, rarity in rarities.items()),
        enough=ENOUGH,
        kind=OF_KIND if of_kind else "",
    )


def _wanted(query: Query) -> list[Wanted]:
    """Return the terms that records use, weighed by how rare each word of the query is."""
    counted = lookups.Counts()
    counts = counted.of_terms({term for word in query.spread for term in word.terms})
    total = counted.of_locales(query.locales)
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

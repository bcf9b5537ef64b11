"""What a reader finds: public records in their language, the best first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from konfluenz.publishing.finding import lookups, queries, ranking
from konfluenz.publishing.finding.kinds import KINDS
from konfluenz.publishing.finding.queries import SOURCE, Query
from konfluenz.publishing.finding.ranking import Ranked
from konfluenz.publishing.models import FindingKind, FindingText

MOST = 60
"""So many are looked for; nobody reads on."""


@dataclass(frozen=True)
class Hit:
    """A record that was found. `address` is what stands in its address.

    `text_id` is the key of its text. `locale` is the language of that: German, where the
    record is not there in the reader's.
    """

    kind: FindingKind
    record_id: int
    address: Any
    locale: str
    text_id: int
    title: str
    summary: str


@dataclass(frozen=True)
class Results:
    """All that was found. `instead` is what was probably meant, "" if the words are known.

    `stems`: by language, those of the words that were looked for (to mark them in texts).
    """

    query: Query
    hits: Sequence[Hit]
    instead: str
    stems: Mapping[str, frozenset[str]]


def find(text: str, locale: str, *, kind: FindingKind | None = None, limit: int = MOST) -> Results:
    """Return what `text` finds for a reader of `locale`, by its own words or German ones.

    Only what everybody may read at this moment, whatever the index still says.
    """
    query = queries.read(text, locale)
    found = ranking.ranked(query, kind=kind, limit=limit)
    hits = _hits(found, locale)
    return Results(query, hits, query.instead, _stems(query) if hits else {})


def bodies(hits: Iterable[Hit]) -> dict[int, str]:
    """Return the texts below the summaries of `hits` by the keys of their texts, in one query."""
    rows = FindingText.objects.filter(pk__in=[hit.text_id for hit in hits])
    return dict(rows.values_list("pk", "body"))


def _hits(found: Sequence[Ranked], locale: str) -> list[Hit]:
    addresses = _addresses(found)
    shown = [one for one in found if (one.kind, one.record_id) in addresses]
    texts = _texts([one.key for one in shown], locale)
    return [
        Hit(
            one.kind,
            one.record_id,
            addresses[one.kind, one.record_id],
            *texts[one.key],
        )
        for one in shown
        if one.key in texts
    ]


def _addresses(found: Iterable[Ranked]) -> dict[tuple[FindingKind, int], Any]:
    """Return what is public of `found`, with what stands in its address; a query per kind."""
    by_kind: dict[FindingKind, list[int]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one.record_id)
    return {
        (kind, pk): address
        for kind, ids in by_kind.items()
        for pk, address in KINDS[kind]
        .public()
        .filter(pk__in=ids)
        .order_by()
        .values_list("pk", KINDS[kind].key)
    }


def _texts(keys: Sequence[int], locale: str) -> dict[int, tuple[str, int, str, str]]:
    """Return (language, key, title, summary) in `locale`, else in German."""
    rows = lookups.texts(keys, {locale, SOURCE})
    return {row[0]: row[1:] for row in sorted(rows, key=lambda row: row[1] == locale)}


def _stems(query: Query) -> dict[str, frozenset[str]]:
    terms = {term for word in query.spread for term in word.terms}
    found: dict[str, set[str]] = {}
    for locale, text in lookups.stems(terms):
        found.setdefault(locale, set()).add(text)
    return {locale: frozenset(texts) for locale, texts in found.items()}

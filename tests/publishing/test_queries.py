"""What people type finds what they need among the first five, on the demo's own texts."""

import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from tests.publishing import demo_site

from konfluenz.publishing.finding import queries, ranking, results
from konfluenz.publishing.models import FindingKind, FindingUse
from konfluenz.publishing.models.finding import of_key

QUERIES = tomllib.loads(Path(__file__).with_name("queries.toml").read_text(encoding="utf-8"))
FIRST = 5
LEAST_RECALL = 0.95


@pytest.mark.django_db
def test_what_people_type_finds_what_they_need_in_the_same_order_on_each_database():
    demo_site.build()
    typed = [(locale, text) for locale, wanted in QUERIES.items() for text in wanted]
    shares = {each: share_found(*each) for each in typed}
    missed = {each: share for each, share in shares.items() if share < 1}
    assert len(typed) >= 120
    assert sum(shares.values()) / len(shares) >= LEAST_RECALL, missed
    uses = all_uses()
    for locale, text in typed:
        query = queries.read(text, locale)
        rows = [(row.kind, row.record_id) for row in ranking.ranked(query)]
        assert rows == by_hand(query, uses), (locale, text)


def share_found(locale, text):
    wanted = QUERIES[locale][text]
    first = {slug(hit) for hit in results.find(text, locale, limit=FIRST).hits}
    return len(first.intersection(wanted)) / len(wanted)


def slug(hit):
    if hit.kind == FindingKind.SERVICE:
        return f"service/{hit.address}"
    return str(hit.address).strip("/").split("/")[-1]


def all_uses():
    found = defaultdict(list)
    for term, record, weight in FindingUse.objects.values_list("term", "record", "weight"):
        found[term].append((record, weight))
    return found


def by_hand(query, uses):
    """Return the records in the order that the arithmetic gives, without the database."""
    wanted = ranking._wanted(query)
    rarities = {each.word: each.rarity for each in wanted}
    best = defaultdict(dict)
    for each in wanted:
        for record, weight in uses[each.term]:
            words = best[record]
            words[each.word] = max(words.get(each.word, 0), weight * each.factor)
    total = sum(rarities.values())
    scored = [
        (-sum(words.values()) * len(words), *of_key(record))
        for record, words in best.items()
        if sum(rarities[word] for word in words) * ranking.ENOUGH >= total
    ]
    return [(kind, key) for _score, kind, key in sorted(scored)[:60]]

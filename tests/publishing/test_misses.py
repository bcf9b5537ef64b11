"""What is looked for and not found: counted, without anybody, and forgotten."""

import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.publishing.finding import misses
from konfluenz.publishing.models import SearchMiss

pytestmark = pytest.mark.django_db


def counted():
    return list(SearchMiss.objects.values_list("query", "locale", "count"))


def test_the_same_words_count_once_however_they_are_written():
    for typed in ("Führerschein", "FUEHRERSCHEIN", " führerschein? "):
        assert misses.note(typed, "de")
    misses.note("Führerschein", "en")
    assert counted() == [("fuhrerschein", "de", 3), ("fuhrerschein", "en", 1)]
    assert [miss.query for miss in misses.gaps()] == ["fuhrerschein"]


@pytest.mark.parametrize(
    "typed",
    ["ab", "", " ", "x" * 61, "0171 234567", "Bescheid 12345", "1.2.1990 hier", "a@example.org",
     "٠١٧١٢٣"],
)  # fmt: skip
def test_what_may_belong_to_somebody_is_not_kept(typed):
    assert not misses.note(typed, "de")
    assert counted() == []


def test_a_flood_of_rubbish_fills_no_disk(monkeypatch):
    monkeypatch.setattr(misses, "MOST", 2)
    assert [misses.note(word, "de") for word in ("eins", "zwei", "drei", "eins")] == [
        True,
        True,
        False,
        True,
    ]


def test_what_nobody_has_looked_for_in_a_year_is_forgotten():
    misses.note("alt", "de")
    misses.note("neu", "de")
    SearchMiss.objects.filter(query="alt").update(
        last_on=timezone.localdate() - dt.timedelta(days=366)
    )
    assert misses.sweep() == 1
    assert counted() == [("neu", "de", 1)]

"""Votes by group: they fit the counts and the seats (domain.md 3.2)."""

import datetime as dt

import pytest

from konfluenz.council import group_votes, results, terms, wordings
from konfluenz.council.group_votes import GroupCount
from konfluenz.council.models import ConsultationResult, GroupVote
from konfluenz.council.results import ResultRefused
from konfluenz.directory import organizations
from konfluenz.ground import audit

pytestmark = pytest.mark.django_db
COUNTS = {"votes_for": 10, "votes_against": 5, "abstentions": 3}


@pytest.fixture
def groups(db):
    return [organizations.add(f"Demo-Fraktion {x}", kind="faction", by=None) for x in "ABC"]


@pytest.fixture
def term(city_council, groups):
    seats = dict(zip(groups, (8, 7, 4), strict=True))
    start = dt.date(2019, 7, 1)
    return terms.add(city_council, start, seats=20, factions=seats, by=None)


def cast(groups):
    first, second, third = groups
    return [
        GroupCount(first, votes_for=8),
        GroupCount(second, votes_for=2, votes_against=5),
        GroupCount(third, abstentions=3),
    ]


def enter(station, groups=(), **values):
    values = {"vote": "by_majority"} | COUNTS | values
    return results.enter(station, "adopted", groups=groups, by=None, **values)


def test_votes_by_group_become_a_sentence(station, term, groups):
    result = enter(station, cast(groups))
    assert wordings.by_group(result) == (
        "dafür: 10 (8 Demo-Fraktion A, 2 Demo-Fraktion B); dagegen: 5 (5 Demo-Fraktion B);"
        " enthalten: 3 (3 Demo-Fraktion C)"
    )
    assert group_votes.of(result) == cast(groups)


def test_a_result_without_groups_has_no_such_sentence(station, term):
    assert wordings.by_group(enter(station)) == ""


BROKEN = [
    ({"votes_for": 15}, [], "mehr Köpfen als Sitzen: 23 wurden gezählt, Stadtrat hat 20 Sitze"),
    ({"present": 21}, [], "mehr Köpfen als Sitzen: 21"),
    ({}, [("A", 9, None, None)], "Demo-Fraktion A hat 9 Stimmen abgegeben, aber nur 8 Sitze"),
    ({}, [("A", 5, 3, 1)], "aber nur 8 Sitze"),
    ({}, [("C", 1, None, None), ("C", 1, None, None)], "zweimal genannt"),
    ({}, [("A", 0, 3, None), ("B", 0, 3, None)], "zusammen 6, insgesamt waren es 5"),
    ({"abstentions": None}, [("C", None, None, 3)], "wie viele es insgesamt waren"),
    ({}, [("Stadtrat", 1, None, None)], "keine Ratsfraktion"),
]


@pytest.mark.parametrize(("values", "votes", "words"), BROKEN)
def test_what_does_not_fit_is_refused_in_words(
    station, term, groups, city_council, values, votes, words
):
    named = {one.name.removeprefix("Demo-Fraktion "): one for one in [*groups, city_council]}
    counts = [GroupCount(named[name], *heads) for name, *heads in votes]
    with pytest.raises(ResultRefused, match=words):
        enter(station, counts, **values)
    assert not ConsultationResult.objects.exists()
    assert not GroupVote.objects.exists()


def test_where_nobody_voted_no_group_did(station, term, groups):
    with pytest.raises(ResultRefused, match="wo abgestimmt wurde"):
        results.enter(station, "noted", groups=[GroupCount(groups[0], votes_for=1)], by=None)


def test_seats_are_those_of_the_day_of_the_vote(station, term, groups):
    terms.correct(term, {"ends_on": dt.date(2024, 3, 13)}, by=None)
    assert enter(station, votes_for=30).votes_for == 30


def test_groups_are_corrected_only_with_a_reason(station, term, groups):
    result = enter(station, cast(groups))
    with pytest.raises(ResultRefused, match="nur mit Grund"):
        results.correct(station, {}, groups=[], reason=" ", by=None)
    results.correct(station, {"source": "Niederschrift"}, reason="Quelle", by=None)
    assert result.group_votes.count() == 3
    first, second, _third = cast(groups)
    results.correct(station, {}, groups=[first, second], reason="C war nicht da", by=None)
    assert result.group_votes.count() == 2
    detail = audit.timeline(station)[0].detail.content
    assert detail["reason"] == "C war nicht da"
    assert detail["changes"]["group_votes"][1] == ("Demo-Fraktion A: 8/–/–, Demo-Fraktion B: 2/5/–")
    entries = audit.timeline(station).count()
    results.correct(station, {}, groups=[first, second], reason="Noch einmal", by=None)
    assert audit.timeline(station).count() == entries

"""Terms of bodies and the seats in them."""

import datetime as dt

import pytest

from konfluenz.council import terms
from konfluenz.council.models import BodyTerm
from konfluenz.council.terms import TermRefused
from konfluenz.directory import organizations
from konfluenz.ground import audit
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db
START = dt.date(2024, 7, 1)
NEXT = dt.date(2029, 7, 1)


@pytest.fixture
def groups(db):
    return [organizations.add(f"Demo-Fraktion {x}", kind="faction", by=None) for x in "ABC"]


def test_a_term_has_seats_and_groups(city_council, groups):
    first, second, third = groups
    seats = {first: 8, second: 7, third: 0}
    one = terms.add(city_council, START, seats=20, factions=seats, by=None)
    assert terms.held(one) == {first: 8, second: 7}
    assert terms.on(city_council, START) == one
    assert terms.on(city_council, START - dt.timedelta(days=1)) is None
    assert terms.on(city_council, None) is None
    assert audit.timeline(city_council)[0].action == "body_term.added"


def test_the_groups_have_no_more_seats_than_there_are(city_council, groups, faction):
    first, second, _third = groups
    with pytest.raises(TermRefused, match="zusammen 21 Sitze, es gibt aber 20"):
        terms.add(city_council, START, seats=20, factions={first: 13, second: 8}, by=None)
    one = terms.add(city_council, START, seats=20, factions={first: 12, second: 8}, by=None)
    with pytest.raises(TermRefused, match="es gibt aber 19"):
        terms.correct(one, {"seats": 19}, by=None)
    with pytest.raises(TermRefused, match="keine Ratsfraktion"):
        terms.correct(one, {}, factions={city_council: 1}, by=None)
    with pytest.raises(TermRefused, match="hat keine Sitze"):
        terms.add(faction, START, by=None)
    assert BodyTerm.objects.get().seats == 20


def test_terms_of_one_body_do_not_overlap(city_council, committee):
    one = terms.add(city_council, START, by=None)
    terms.add(committee, START, by=None)
    with pytest.raises(TermRefused, match=r"seit 01\.07\.2024"):
        terms.add(city_council, NEXT, by=None)
    terms.correct(one, {"ends_on": NEXT}, by=None)
    later = terms.add(city_council, NEXT, by=None)
    assert terms.on(city_council, NEXT) == later
    assert terms.on(city_council, NEXT - dt.timedelta(days=1)).pk == one.pk
    with pytest.raises(TermRefused, match=r"seit 01\.07\.2029"):
        terms.correct(one, {"ends_on": NEXT + dt.timedelta(days=1)}, by=None)
    with pytest.raises(TermRefused, match="beginnt schon"):
        terms.add(city_council, START, ends_on=START + dt.timedelta(days=1), by=None)
    with pytest.raises(TermRefused, match="nach ihrem Beginn"):
        terms.correct(one, {"ends_on": START}, by=None)


def test_of_two_who_correct_one_is_told_and_nothing_changed_saves_nothing(city_council, groups):
    one = terms.add(city_council, START, seats=20, factions={groups[0]: 8}, by=None)
    entries = audit.timeline(one).count()
    terms.correct(one, {"seats": 20}, factions={groups[0]: 8}, by=None)
    assert audit.timeline(one).count() == entries
    seen = BodyTerm.objects.get().revision
    terms.correct(one, {"seats": 30}, seen=seen, by=None)
    with pytest.raises(Stale):
        terms.correct(one, {"seats": 40}, seen=seen, by=None)
    with pytest.raises(TermRefused, match="warum"):
        terms.remove(one, by=None, reason="")
    terms.remove(one, by=None, reason="Falsches Gremium")
    assert not BodyTerm.objects.exists()

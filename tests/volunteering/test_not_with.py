"""Who is not brought together: noted from either side, without a reason."""

import pytest
from tests.volunteering.town import actions, organization, volunteer

from konfluenz.volunteering import not_with
from konfluenz.volunteering.models import NotWith
from konfluenz.volunteering.not_with import Apart, NotWithRefused

pytestmark = pytest.mark.django_db


def test_two_are_kept_apart_once_whoever_was_named_first():
    ada, bob = volunteer("Ada"), volunteer("Bob")
    not_with.put(ada, bob, by=None)
    not_with.put(bob, ada, by=None)
    not_with.put(ada, bob, by=None)
    assert NotWith.objects.count() == 1
    assert (not_with.of(ada), not_with.of(bob)) == ([bob], [ada])
    not_with.remove(bob, ada, by=None)
    not_with.remove(bob, ada, by=None)
    assert not_with.of(ada) == []
    assert actions(bob)[-1] == "not_with.removed"


def test_a_volunteer_and_an_organisation():
    ada, club = volunteer(), organization()
    not_with.put(ada, club, by=None)
    not_with.put(ada, club, by=None)
    assert not_with.of(ada) == [club]
    not_with.remove(ada, club, by=None)
    assert not NotWith.objects.exists()


def test_matching_learns_who_must_not_meet_in_one_query(django_assert_num_queries):
    ada, bob, cem = (volunteer(name) for name in ("Ada", "Bob", "Cem"))
    club = organization()
    not_with.put(ada, bob, by=None)
    not_with.put(cem, club, by=None)
    with django_assert_num_queries(1):
        found = not_with.apart()
    assert found == Apart(
        organizations=frozenset({(cem.pk, club.pk)}),
        persons=frozenset({frozenset({ada.pk, bob.pk})}),
    )


def test_nobody_is_kept_apart_from_themselves():
    ada = volunteer()
    with pytest.raises(NotWithRefused):
        not_with.put(ada, ada, by=None)


def test_no_field_could_hold_a_reason():
    fields = {field.name for field in NotWith._meta.get_fields()}
    assert fields == {"id", "volunteer", "other", "organization"}

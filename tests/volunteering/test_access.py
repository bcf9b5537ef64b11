"""Who sees volunteers, certificates and opportunities."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.volunteering.town import account, opportunity, volunteer

from konfluenz.volunteering import access

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("administrator", "volunteers opportunities edit-v edit-o match clearances"),
        ("coordinator", "volunteers opportunities edit-v edit-o match clearances"),
        ("integration_officer", "volunteers opportunities edit-v edit-o match clearances"),
        ("editor", "opportunities"),
        ("office_colleague", "opportunities"),
        ("social_worker", "opportunities"),
        ("on_call_staff", ""),
        ("data_protection_officer", ""),
        ("volunteer", ""),
        ("organisation_member", ""),
        ("juror", ""),
    ],
)
def test_what_a_role_may(role, expected):
    volunteer()
    opportunity()
    user = account(role)
    found = {
        "volunteers": access.volunteers(user).exists(),
        "opportunities": access.opportunities(user).exists(),
        "edit-v": access.can_edit_volunteers(user),
        "edit-o": access.can_edit_opportunities(user),
        "match": access.can_match(user),
        "clearances": access.can_see_clearances(user),
    }
    assert " ".join(name for name, may in found.items() if may) == expected


def test_a_volunteer_sees_and_corrects_themselves_alone():
    ada, bob = volunteer("Ada"), volunteer("Bob")
    own = account("volunteer", person=ada.person)
    assert list(access.volunteers(own)) == [ada]
    assert access.can_edit(own, ada)
    assert not access.can_edit(own, bob)
    own.is_active = False
    assert not access.volunteers(own).exists()
    assert not access.can_edit(own, ada)


def test_who_is_not_logged_in_sees_nothing():
    ada, nobody = volunteer(), AnonymousUser()
    opportunity()
    assert not access.volunteers(nobody).exists()
    assert not access.opportunities(nobody).exists()
    assert not access.can_edit(nobody, ada)
    assert not access.can_match(nobody)

"""What somebody told us goes with them; that something was told, and when, stays."""

import json

import pytest
from django.apps import apps
from django.db import connection, models
from tests.enquiries.town import asked

from konfluenz.enquiries import contributions, enquiries
from konfluenz.enquiries.models import Contribution, Enquiry
from konfluenz.people import contacts, merging, persons, privacy

pytestmark = pytest.mark.django_db
CANARY = "kanarienvogel"


@pytest.fixture
def ada(lead, kim):
    ada = persons.add("Ada Demo", by=None)
    contacts.add(ada, "mail", "ada@example.org", by=None)
    enquiry = asked(
        text=f"{CANARY} in", person=ada, name=f"{CANARY} name", reply_to=f"{CANARY}@example.org"
    )
    contributions.note(enquiry, f"{CANARY} note", by=kim)
    contributions.answer(enquiry, f"{CANARY} out", by=kim)
    enquiries.correct(enquiry, {"name": f"{CANARY} again"}, by=kim)
    return ada


def test_the_answer_to_an_access_request_has_the_thread(ada):
    text = json.dumps(privacy.export(ada), ensure_ascii=False)
    words = ("in", "note", "out", "again")
    assert [word for word in words if f"{CANARY} {word}" not in text] == []


def test_nothing_told_is_left_after_an_erasure_and_the_count_stays(ada, kim):
    privacy.erase(ada, by=kim)
    left = [
        (model._meta.label, value)
        for model in apps.get_models()
        if model.__module__.startswith("konfluenz.")
        for row in model._base_manager.all()
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField | models.CharField | models.JSONField)
        and CANARY in (value := str(getattr(row, field.attname)).lower())
    ]
    assert left == []
    row = Enquiry.objects.get()
    assert (row.person, row.name, row.reply_to) == (None, "", "")
    assert row.first_answer_at is not None
    assert [(c.text, c.said_by) for c in Contribution.objects.all()] == [("", "")] * 3


def test_words_names_and_addresses_are_sealed(ada):
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, said_by FROM enquiries_contribution")
        said = cursor.fetchall()
        cursor.execute("SELECT name, reply_to FROM enquiries_enquiry")
        stored = str([*said, *cursor.fetchall()])
    assert len(said) == 3
    assert CANARY not in stored
    assert "Kim" not in stored


def test_a_merge_takes_the_threads_along(ada):
    keep = persons.add("Ada D.", by=None)
    merging.merge(keep, ada, by=None)
    assert Enquiry.objects.get().person == keep

"""Texts of records in further languages."""

import pytest
import time_machine

from konfluenz.ground import references, translations
from konfluenz.ground.models import Consumer, Entry, Translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    return [Consumer.objects.create(name=name) for name in ("Wohnen", "Arbeit")]


def test_a_text_is_found_by_record_field_and_language_in_one_query(
    topics, django_assert_num_queries
):
    living, work = topics
    translations.put(living, "name", "en", "Housing", by=None)
    translations.put(living, "name", "uk", "Житло", by=None)
    with django_assert_num_queries(1):
        assert translations.of(topics, "name", "en") == {living.pk: "Housing"}
    with django_assert_num_queries(1):
        assert translations.of(topics, "name", "en", fallback=True) == {
            living.pk: "Housing",
            work.pk: "Arbeit",
        }
    assert translations.of(topics, "position", "en") == {}
    assert translations.of([], "name", "en") == {}


def test_a_draft_becomes_checked_by_somebody_at_a_moment(topics):
    living, checker = topics
    translations.put(living, "name", "en", "Housing", by=None, machine=True)
    row = Translation.objects.get()
    assert (row.state, row.machine, row.checked_at) == ("draft", True, None)
    with time_machine.travel("2026-03-01T10:00Z", tick=False):
        translations.put(living, "name", "en", "Housing", by=checker, checked=True)
    row.refresh_from_db()
    assert (row.state, row.machine, row.checked_at.isoformat()) == (
        "checked",
        False,
        "2026-03-01T10:00:00+00:00",
    )
    assert (row.checked_by_label, row.checked_by_id) == references.to(checker)


def test_a_translation_is_stale_once_its_source_has_moved_on(topics):
    living, work = topics
    translations.put(living, "name", "en", "Housing", by=None)
    translations.put(work, "name", "en", "Work", by=None)
    living.name = "Wohnen und Miete"
    living.save()
    assert [row.text for row in translations.stale(topics, "name")] == ["Housing"]
    translations.put(living, "name", "en", "Housing", by=None)
    assert translations.stale(topics, "name") == []


def test_each_change_is_recorded_and_no_change_is_not(topics):
    living = topics[0]
    for text in ["Housing", "Housing", "Living", ""]:
        translations.put(living, "name", "en", text, by=None)
    assert [entry.detail.content["changes"] for entry in Entry.objects.order_by("id")] == [
        {"name (en)": ["", "Housing"]},
        {"name (en)": ["Housing", "Living"]},
        {"name (en)": ["Living", ""]},
    ]
    assert Translation.objects.count() == 0
    translations.put(living, "name", "en", "", by=None)
    assert Entry.objects.count() == 3


def test_forgetting_a_record_takes_all_its_languages(topics):
    living, work = topics
    for record in topics:
        for locale in ("en", "ar"):
            translations.put(record, "name", locale, "text", by=None)
    translations.forget(living)
    assert {row.record_id for row in Translation.objects.all()} == {str(work.pk)}

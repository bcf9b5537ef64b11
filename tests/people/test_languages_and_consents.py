"""Spoken languages, and the log of what people agreed to."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation
from tests.people.world import actions, person

from konfluenz.people import consents, languages
from konfluenz.people.consents import ConsentRefused
from konfluenz.people.languages import LanguageRefused
from konfluenz.people.models import Consent
from konfluenz.people.models.consents import ConsentIsWritten

pytestmark = pytest.mark.django_db


def test_a_language_is_noted_corrected_and_removed():
    ada = person()
    languages.put(ada, "prs", "b1", by=None)
    languages.put(ada, "prs", "b1", by=None)
    languages.put(ada, "prs", "native", by=None)
    assert [(one.language, one.level) for one in ada.languages.all()] == [("prs", "native")]
    languages.remove(ada, "prs", by=None)
    languages.remove(ada, "prs", by=None)
    assert ada.languages.count() == 0
    assert actions(ada) == [
        "person.added",
        "language.noted",
        "language.noted",
        "language.removed",
    ]


@pytest.mark.parametrize(("language", "level"), [("xx", "b1"), ("de", "good")])
def test_only_listed_languages_and_levels_are_noted(language, level):
    with pytest.raises(LanguageRefused):
        languages.put(person(), language, level, by=None)


@pytest.mark.parametrize(
    ("spoken_now", "code", "called"),
    [
        ("de", "prs", "Dari"),
        ("de", "kmr", "Kurdisch (Kurmandschi)"),
        ("de-simple", "uk", "Ukrainisch"),
        ("ar", "de", "الألمانية"),
        ("en", "ti", "Tigrinya"),
    ],
)
def test_languages_are_called_what_the_reader_calls_them(spoken_now, code, called):
    with translation.override(spoken_now):
        assert languages.name(code) == called


def test_every_language_has_a_name_in_every_portal_language(settings):
    nameless = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            shown = languages.names()
            nameless[code] = [one for one in languages.CODES if shown.get(one, one) == one]
    assert {code: missing for code, missing in nameless.items() if missing} == {}


def agree(someone, purpose="photos", **more):
    values = {"wording": "v1", "language": "de", "channel": "paper", "by": None} | more
    return consents.give(someone, purpose, **values)


def test_a_consent_stands_until_it_is_withdrawn():
    ada = person()
    agree(ada)
    agree(ada, "newsletter", wording="v7", language="ar")
    assert {key: row.wording for key, row in consents.standing(ada).items()} == {
        "photos": "v1",
        "newsletter": "v7",
    }
    consents.withdraw(ada, "photos", channel="phone", by=None)
    assert consents.has(ada, "newsletter")
    assert not consents.has(ada, "photos")
    agree(ada, wording="v2")
    assert consents.standing(ada)["photos"].wording == "v2"
    assert [(row.given, row.wording, row.channel) for row in ada.consents.order_by("id")] == [
        (True, "v1", "paper"),
        (True, "v7", "paper"),
        (False, "v1", "phone"),
        (True, "v2", "paper"),
    ]
    assert actions(ada)[-2:] == ["consent.withdrawn", "consent.given"]


def test_a_consent_names_its_wording_and_can_be_withdrawn_once():
    ada = person()
    for wrong in ({"wording": " "}, {"purpose": "soul"}, {"channel": "pigeon"}):
        with pytest.raises(ConsentRefused):
            agree(ada, **wrong)
    with pytest.raises(ConsentRefused):
        consents.withdraw(ada, "photos", channel="mail", by=None)
    assert Consent.objects.count() == 0


def test_a_consent_is_never_changed():
    ada, bob = person("Ada"), person("Bob")
    row = agree(ada)
    row.wording = "v9"
    with pytest.raises(ConsentIsWritten):
        row.save()
    for column in ({"wording": "v9"}, {"given": False}, {"purpose": "honours"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Consent.objects.update(**column)
    Consent.objects.update(person=bob)
    assert consents.has(bob, "photos")

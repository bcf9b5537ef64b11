import uuid

import pytest
from django.core.signals import request_finished, request_started
from django.db import IntegrityError, transaction
from django.utils import translation

from konfluenz.directory import colours, municipality, words
from konfluenz.directory.models import Municipality
from konfluenz.directory.municipality import MunicipalityRefused
from konfluenz.ground import audit
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return municipality.set_up("Musterstadt", land="RP", by=None, languages=["de", "ar"])


def test_before_the_set_up_there_is_a_city_without_a_name():
    blank = municipality.current()
    assert (str(blank), blank.pk) == ("", None)
    assert blank.languages[0] == "de"


def test_there_is_one_municipality_only(city):
    with pytest.raises(MunicipalityRefused):
        municipality.set_up("Zweitstadt", land="RP", by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.create(name="Zweitstadt", land="RP")
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.create(name="Drittstadt", land="RP", only=False)


def test_a_correction_is_seen_at_once_and_recorded(city):
    assert municipality.current().name == "Musterstadt"
    municipality.correct({"name": "Neustadt"}, seen=0, by=None)
    assert municipality.current().name == "Neustadt"
    entry = audit.timeline(city)[0]
    assert entry.action == "municipality.corrected"
    assert entry.detail.content["changes"] == {"name": ["Musterstadt", "Neustadt"]}


def test_a_correction_of_nothing_records_nothing(city):
    municipality.correct({"name": "Musterstadt"}, by=None)
    assert municipality.current().revision == 0
    assert audit.timeline(city).count() == 1


def test_whoever_comes_second_is_told(city):
    municipality.correct({"name": "Neustadt"}, seen=0, by=None)
    with pytest.raises(Stale):
        municipality.correct({"name": "Altstadt"}, seen=0, by=None)


def test_a_change_taken_back_is_forgotten(city):
    with pytest.raises(RuntimeError), transaction.atomic():
        municipality.correct({"name": "Neustadt"}, by=None)
        assert municipality.current().name == "Neustadt"
        raise RuntimeError
    assert municipality.current().name == "Musterstadt"


def test_within_a_request_the_database_is_asked_once(city, django_assert_num_queries):
    municipality.current()
    municipality._begin()
    with django_assert_num_queries(1):
        names = {municipality.current().name for _ in range(50)}
    assert names == {"Musterstadt"}
    municipality._finish()
    with django_assert_num_queries(2):
        [municipality.current() for _ in range(2)]


def test_requests_begin_and_end_it():
    for signal in (request_started, request_finished):
        keys = [key for (key, *_rest) in signal.receivers]
        assert any("directory.municipality" in str(key) for key in keys)


def test_another_process_is_heard_with_the_next_request(city):
    municipality.current()
    municipality._begin()
    Municipality.objects.update(name="Von nebenan", stamp=uuid.uuid4())
    municipality._begin()
    assert municipality.current().name == "Von nebenan"
    municipality._finish()


def test_what_a_caller_does_to_its_copy_stays_there(city):
    municipality.current().name = "Verschrieben"
    assert municipality.current().name == "Musterstadt"


@pytest.mark.parametrize(
    ("colour", "words_in_it"),
    [
        ("#ffff00", ["1.07", "4.5", "would do"]),
        ("gelb", ["gelb", "#14508c"]),
        ("#fff", ["#fff"]),
    ],
)
def test_a_colour_nobody_can_read_on_is_refused_with_a_mend(city, colour, words_in_it):
    with translation.override("en"), pytest.raises(MunicipalityRefused) as refusal:
        municipality.correct({"accent": colour}, by=None)
    assert all(word in str(refusal.value) for word in words_in_it)


def test_contrast_is_measured_as_in_wcag():
    assert round(colours.contrast_to_white("#000000"), 2) == 21.0
    assert round(colours.contrast_to_white("#767676"), 2) == 4.54
    assert round(colours.contrast_to_white("#777777"), 2) == 4.48
    assert colours.contrast_to_white(colours.darkened("#ffff00")) >= 4.5
    assert colours.darkened("#14508c") == "#14508c"


def test_german_stays_and_unknown_languages_do_not_come(city):
    with pytest.raises(MunicipalityRefused):
        municipality.correct({"languages": ["en", "ar"]}, by=None)
    with pytest.raises(MunicipalityRefused, match="tlh"):
        municipality.correct({"languages": ["de", "tlh"]}, by=None)
    kept = municipality.correct({"languages": ["ar", "de", "ar"]}, by=None)
    assert kept.languages == ["ar", "de"]


def test_words_come_from_the_city_then_its_land_and_are_translated_elsewhere(city):
    with translation.override("de"):
        assert words.word("advisory_council", city) == "Beirat für Migration und Integration"
        city.land = "HE"
        assert words.word("advisory_council", city) == "Ausländerbeirat"
        city.words = {"advisory_council": "Integrationskommission"}
        assert words.word("advisory_council", city) == "Integrationskommission"
    with translation.override("en"):
        assert words.word("advisory_council", city) == "Advisory council for migration"
    assert set(words.WORDS) == {
        "council",
        "information_paper",
        "consultation_path",
        "executive_board",
        "advisory_council",
        "integration_office",
        "interpreter",
        "meetup",
        "honour_pin",
    }


def test_only_words_the_program_uses_are_kept(city):
    with pytest.raises(MunicipalityRefused, match="kaiser"):
        municipality.correct({"words": {"kaiser": "Kaiser"}}, by=None)
    kept = municipality.correct({"words": {"council": " Rat ", "meetup": ""}}, by=None)
    assert kept.words == {"council": "Rat"}


def test_messages_say_who_writes(city):
    municipality.correct({"street": "Markt 1", "postcode": "12345"}, by=None)
    said = municipality.sender()
    assert (said["name"], said["address"]) == ("Stadt Musterstadt", "Markt 1, 12345 Musterstadt")


@pytest.mark.parametrize(
    ("land", "given", "stands"),
    [
        ("RP", {}, "durchsetzungsstelle@mastd.rlp.de"),
        ("RP", {"enforcement_body": "Andere Stelle"}, "Andere Stelle"),
        ("BE", {}, ""),
    ],
)
def test_the_land_says_who_enforces_accessibility_where_we_know(land, given, stands):
    made = municipality.set_up("Musterstadt", land=land, by=None, **given)
    assert made.enforcement_body.splitlines()[-1:] == [stands][: bool(stands)]

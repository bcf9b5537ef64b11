"""Services, their hours, funding programmes, goods and links: acts, refusals, what is recorded."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from konfluenz.directory import (
    describing,
    goods,
    hours,
    opening,
    organizations,
    places,
    programmes,
    resources,
    responsibilities,
    reviews,
    services,
    topics,
    units,
)
from konfluenz.directory.goods import GoodsRefused
from konfluenz.directory.hours import HoursRefused, Open, Other
from konfluenz.directory.models import Service
from konfluenz.directory.models.services import note_field
from konfluenz.directory.resources import ResourceRefused
from konfluenz.directory.services import ServiceRefused
from konfluenz.ground import audit, search, translations
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 23)


@pytest.fixture
def club():
    return organizations.add("Demo-Verein", kind="association", by=None)


@pytest.fixture
def cafe(club):
    given = {"organization": club, "summary": "Deutsch sprechen bei Tee.", "by": None}
    return services.add("Sprachcafé Müßig", **given)


def acts(record):
    entries = audit.timeline(record).order_by("id")
    return [entry.action for entry in entries if not entry.action.startswith("review.")]


def test_each_service_has_an_address_of_its_own_that_stays(cafe, club):
    again = services.add("Sprachcafe  Muessig", organization=club, by=None)
    other = services.add("مقهى", organization=club, by=None)
    assert [one.slug for one in (cafe, again, other)] == [
        "sprachcafe-muessig",
        "sprachcafe-muessig-2",
        "eintrag",
    ]
    renamed = services.correct(cafe, {"name": "Café"}, by=None)
    assert renamed.slug == "sprachcafe-muessig"
    with pytest.raises(ServiceRefused, match="Adresse"):
        services.correct(cafe, {"slug": "cafe"}, by=None)


def test_a_service_goes_its_way(cafe):
    with pytest.raises(ServiceRefused, match="Nur"):
        services.pause(cafe, "Ferien", by=None)
    services.publish(cafe, by=None)
    assert reviews.of([cafe])[cafe.pk].harm == 3
    with pytest.raises(ServiceRefused, match="öffentlich"):
        services.publish(cafe, by=None)
    with pytest.raises(ServiceRefused, match="warum"):
        services.pause(cafe, "  ", by=None)
    services.pause(cafe, "Ferien", by=None)
    assert list(Service.objects.public()) == [cafe]
    services.resume(cafe, by=None)
    with pytest.raises(ServiceRefused, match="nicht"):
        services.resume(cafe, by=None)
    services.end(cafe, by=None)
    assert (list(Service.objects.public()), reviews.of([cafe])) == ([], {})
    with pytest.raises(ServiceRefused, match="beendet"):
        services.end(cafe, by=None)
    services.publish(cafe, by=None)
    assert acts(cafe) == [
        f"service.{act}"
        for act in ("added", "published", "paused", "resumed", "ended", "published")
    ]


def test_what_cannot_be_is_refused_in_words(cafe, club):
    with pytest.raises(ServiceRefused, match="Organisation"):
        services.add("Von niemand", by=None)
    empty = services.add("Ohne Satz", organization=club, by=None)
    with pytest.raises(ServiceRefused, match="einem Satz"):
        services.publish(empty, by=None)
    shelter = places.add("Demo-Schutzhaus", confidential=True, by=None)
    with pytest.raises(ServiceRefused, match="vertraulich"):
        services.correct(cafe, {"places": [shelter]}, by=None)
    with pytest.raises(Stale):
        services.correct(cafe, {"name": "x"}, seen=cafe.revision - 1, by=None)


def test_correcting_records_what_changed_and_nothing_else(cafe):
    hall = places.add("Demo-Halle", by=None)
    services.correct(cafe, {"places": [hall], "name": cafe.name}, by=None)
    services.correct(cafe, {"places": [hall]}, by=None)
    last = audit.timeline(cafe).first()
    assert last.detail.content["changes"] == {"places": [[], ["Demo-Halle"]]}
    assert acts(cafe) == ["service.added", "service.corrected"]
    assert list(search.matching(Service.objects.all(), "muessig tee verein")) == [cafe]


def test_a_place_that_becomes_confidential_is_no_longer_told(cafe):
    hall = places.add("Demo-Halle", by=None)
    services.correct(cafe, {"places": [hall]}, by=None)
    places.correct(hall, {"confidential": True}, by=None)
    assert list(services.with_parts(Service.objects.all())[0].places.all()) == []


NINE, TWELVE = dt.time(9), dt.time(12)


def test_hours_are_replaced_in_one_act(cafe):
    week = [Open(0, NINE, TWELVE), Open(1, NINE, TWELVE, by_appointment=True, note="nur Telefon")]
    others = [Other(DAY, DAY, reason="Umbau")]
    written = hours.replace(cafe, week=week, others=others, by=None)
    assert (hours.week_of(cafe), hours.others_of(cafe)) == (week, others)
    assert hours.replace(cafe, week=week, by=None).revision == written.revision + 1
    assert acts(cafe) == ["service.added", "service.hours"]
    assert audit.timeline(cafe).first().detail.content["changes"] == {
        "hours": [
            [],
            ["Montag 09:00–12:00", "Dienstag 09:00–12:00 (nach Vereinbarung), nur Telefon"],
        ],
        "exceptions": [[], ["23.11.2026: geschlossen, Umbau"]],
    }
    hours.replace(cafe, others=[], by=None)
    assert (len(hours.week_of(cafe)), hours.others_of(cafe)) == (2, [])
    with pytest.raises(Stale):
        hours.replace(cafe, week=[], seen=cafe.revision - 1, by=None)


@pytest.mark.parametrize(
    ("week", "others", "said"),
    [
        ([Open(0, NINE, TWELVE), Open(0, dt.time(11), dt.time(13))], [], "überschneiden"),
        ([Open(6, dt.time(22), dt.time(3)), Open(0, dt.time(2), dt.time(4))], [], "überschneiden"),
        ([Open(0, NINE, TWELVE, valid_from=DAY, valid_until=DAY)], [], "enden"),
        ([Open(0, NINE, TWELVE, place=None), Open(0, NINE, TWELVE, place="elsewhere")], [], "Ort"),
        ([], [Other(DAY, DAY - dt.timedelta(days=1))], "ersten"),
        ([], [Other(DAY, DAY, opens=NINE)], "beide"),
        ([Open(0, NINE, TWELVE)] * 201, [], "zu viele"),
    ],
)
def test_hours_that_cannot_be_are_refused(cafe, week, others, said):
    elsewhere = places.add("Demo-Halle", by=None)
    week = [
        Open(one.weekday, one.opens, one.closes, place=elsewhere) if one.place else one
        for one in week
    ]
    with pytest.raises(HoursRefused, match=said):
        hours.replace(cafe, week=week, others=others, by=None)
    assert hours.week_of(cafe) == []


def test_hours_may_follow_one_another_and_take_turns(cafe):
    week = [
        Open(0, NINE, TWELVE),
        Open(0, TWELVE, NINE),
        Open(1, NINE, TWELVE, valid_until=DAY),
        Open(1, NINE, dt.time(13), valid_from=DAY),
    ]
    assert len(hours.week_of(hours.replace(cafe, week=week, by=None))) == 4


def test_notes_of_the_hours_are_translated_until_they_change(cafe):
    hours.replace(cafe, week=[Open(0, NINE, TWELVE, note="nur Telefon")], by=None)
    field = note_field("nur Telefon")
    translations.put(cafe, field, "en", "telephone only", by=None)
    assert translations.told([cafe], "en")[cafe.pk][field].stale is False
    hours.replace(cafe, week=[], by=None)
    assert translations.told([cafe], "en")[cafe.pk][field].stale is True


def test_a_list_of_services_asks_the_same_for_one_and_for_three(cafe, club):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            for one in services.with_parts(Service.objects.all()):
                opening.at(opening.rules(one, "RP"), dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))
                _ = one.provider, [place.district for place in one.places.all()]
        return len(captured)

    hours.replace(cafe, week=[Open(0, NINE, TWELVE)], by=None)
    before = asked()
    for number in range(2):
        more = services.add(f"Demo {number}", organization=club, by=None)
        hours.replace(more, week=[Open(0, NINE, TWELVE)], by=None)
    assert asked() == before == 5


def test_programmes_come_by_deadline_and_go_with_it():
    for name, deadline in (("B", DAY), ("A", None), ("C", DAY + dt.timedelta(days=1))):
        one = programmes.add(name, funder="Demo-Stiftung", deadline=deadline, by=None)
        programmes.publish(one, by=None)
    programmes.add("Entwurf", funder="Demo-Stiftung", by=None)
    assert [one.name for one in programmes.running(DAY)] == ["B", "C", "A"]
    assert [one.name for one in programmes.running(DAY + dt.timedelta(days=1))] == ["C", "A"]
    programmes.withdraw(one, by=None)
    programmes.withdraw(one, by=None)
    assert acts(one) == ["programme.added", "programme.published", "programme.withdrawn"]
    with pytest.raises(programmes.ProgrammeRefused, match="über null"):
        programmes.correct(one, {"amount_max": -1}, by=None)


@time_machine.travel("2026-11-23 12:00")
def test_goods_expire(club):
    tomorrow = DAY + dt.timedelta(days=1)
    jackets = goods.add("Winterjacken", organization=club, expires_on=tomorrow, by=None)
    assert not goods.current().exists()
    goods.publish(jackets, by=None)
    assert list(goods.current()) == [jackets]
    assert list(goods.current(tomorrow)) == []
    for day in (DAY, DAY + dt.timedelta(days=400)):
        with pytest.raises(GoodsRefused, match="Jahres"):
            goods.correct(jackets, {"expires_on": day}, by=None)
    goods.withdraw(jackets, by=None)
    with time_machine.travel("2026-12-23 12:00"), pytest.raises(GoodsRefused, match="abgelaufen"):
        goods.publish(jackets, by=None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" HTTPS://Example.ORG ", "https://example.org/"),
        ("example.org/Seite", "https://example.org/Seite"),
        ("http://example.org:80/a?utm_source=x&b=1", "http://example.org/a?b=1"),
        ("https://example.org:8443/?q=%C3%A4", "https://example.org:8443/?q=%C3%A4"),
        ("https://müller.example.org/#oben", "https://xn--mller-kva.example.org/#oben"),
    ],
)
def test_addresses_have_one_form(typed, kept):
    assert resources.normalised(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "nix",
        "javascript:alert(1)",
        "ftp://example.org",
        "https://a:b@example.org",
        "mailto:a@b.c",
        "https://example.org:99999999/",
        "https://" + "a" * 70 + ".org",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(ResourceRefused, match="Adresse"):
        resources.normalised(typed)


def test_a_page_is_listed_once():
    one = resources.add("Demo", "https://example.org/hilfe", by=None)
    for double in ("http://www.example.org/hilfe/", "EXAMPLE.org/hilfe?utm_source=mail"):
        with pytest.raises(ResourceRefused, match="Demo"):
            resources.add("Noch einmal", double, by=None)
    resources.correct(one, {"url": "https://www.example.org/hilfe/"}, by=None)
    resources.publish(one, by=None)
    assert list(resources.public()) == [one]


def owner(record):
    return str(review.owner) if (review := reviews.of([record]).get(record.pk)) else ""


def test_each_public_entry_has_somebody_who_is_asked_and_follows_its_organisation(club):
    link = resources.publish(resources.add("Demo", "https://example.org/", by=None), by=None)
    seen = [owner(link)]
    units.add("Leitstelle", kind="integration_office", by=None)
    resources.correct(link, {"expects": "Kurse"}, by=None)
    seen.append(owner(link))
    resources.correct(link, {"organization": club}, by=None)
    seen.append(owner(link))
    resources.withdraw(link, by=None)
    assert [*seen, owner(link)] == ["", "Leitstelle", "Demo-Verein", ""]


def test_whoever_works_on_a_topic_is_asked_about_its_page():
    units.add("Leitstelle", kind="integration_office", by=None)
    library = units.add("Bücherei", kind="office", by=None)
    german = topics.add("Deutsch lernen", slug="german", by=None)
    referred = responsibilities.assign(german, library, scope="refers", by=None)
    seen = [owner(german)]
    covers = responsibilities.correct(referred, {"scope": "covers"}, by=None)
    seen.append(owner(german))
    entry = describing.topic(german)
    assert entry.facts[1].value == "Bücherei (bearbeitet selbst)"
    assert entry.address.endswith("/de/themen/german/")
    responsibilities.end(covers, by=None)
    assert [*seen, owner(german)] == ["Leitstelle", "Bücherei", "Leitstelle"]
    assert describing.topic(topics.correct(german, {"active": False}, by=None)) is None

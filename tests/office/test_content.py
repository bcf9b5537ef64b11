"""Services with their hours as lines, funding programmes, goods, links: lists, records, acts."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.office import city, world

from konfluenz.directory import goods, hours, places, programmes, resources, services
from konfluenz.directory.hours import Open, Other
from konfluenz.directory.models import (
    ExternalResource,
    FundingProgramme,
    GoodsNotice,
    OpeningHours,
    Service,
)
from konfluenz.office.content.hour_lines import DayField, OthersField, by_name

pytestmark = pytest.mark.django_db
LIST = "/buero/angebote/"
TOMORROW = timezone.localdate() + dt.timedelta(days=1)
KINDS = {
    "/buero/foerdermittel/": lambda n: programmes.add(f"Topf {n}", funder="Demo", by=None),
    "/buero/sachspenden/": lambda n: goods.add(
        f"Ding {n}", organization=city.association(f"Verein {n}"), expires_on=TOMORROW, by=None
    ),
    "/buero/links/": lambda n: resources.add(f"Seite {n}", f"https://example.org/{n}", by=None),
}


def service(name="Sprachcafé", **more):
    given = {"organization": city.association(f"Verein {name}"), "summary": "Ein Satz."}
    return services.add(name, by=None, **given | more)


def at(one, rest=""):
    return f"{LIST}{one.public_id}/{rest}"


NINE, NOON, SIX = dt.time(9), dt.time(12), dt.time(18)


def test_hours_are_typed_as_lines_and_shown_as_typed():
    hall = places.add("Demo-Halle", by=None)
    field, others = DayField(2), OthersField()
    field.places = others.places = by_name([hall])
    typed = (
        "9-12\n14.00 bis 18:00 Uhr nach Vereinbarung, in demo halle, nur Telefon\n"
        "20-24 (n. V.), ab 1.12.2026, bis 31.3.2027"
    )
    rows = [
        Open(2, NINE, NOON),
        Open(2, dt.time(14), SIX, place=hall, by_appointment=True, note="nur Telefon"),
        Open(
            2,
            dt.time(20),
            dt.time(0),
            by_appointment=True,
            valid_from=dt.date(2026, 12, 1),
            valid_until=dt.date(2027, 4, 1),
        ),
    ]
    assert field.clean(typed) == rows
    assert field.clean(field.prepare_value(rows)) == rows
    days = [
        Other(dt.date(2026, 12, 24), dt.date(2027, 1, 3), reason="Winterpause"),
        Other(dt.date(2026, 10, 31), dt.date(2026, 10, 31), dt.time(10), NOON, place=hall),
    ]
    typed = "24.12.2026 - 3.1.2027: geschlossen, Winterpause\n31.10.2026: 10-12, in Demo-Halle"
    assert others.clean(typed) == days
    assert others.clean(others.prepare_value(days)) == days


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("day_0", "morgens"),
        ("day_0", "9-25"),
        ("day_0", "9-12, ab 31.2.2026"),
        ("others", "Weihnachten: zu"),
        ("others", "24.12.2026: vielleicht"),
        ("others", "31.2.2026: geschlossen"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_nothing_is_lost(field, line):
    one = service()
    answer = city.client().post(at(one, "zeiten/"), {field: line, "day_3": "9-12", **city.FORM})
    assert answer.status_code == 422
    assert f"„{line}“ ist nicht lesbar" in answer.text
    assert "9-12</textarea>" in answer.text
    assert not OpeningHours.objects.exists()


def test_the_week_is_written_in_one_form_and_stands_on_the_record():
    one, browser = service(), city.client("editor")
    typed = {"day_0": "9-12", "others": "24.12.2026: geschlossen, Winterpause"}
    assert browser.post(at(one, "zeiten/"), typed | city.FORM).status_code == 302
    assert hours.week_of(one) == [Open(0, NINE, NOON)]
    page = browser.get(at(one)).text
    for words in ("09:00–12:00", "24.12.2026: geschlossen, Winterpause", "Jetzt"):
        assert words in page
    assert "09:00–12:00</textarea>" in browser.get(at(one, "zeiten/")).text
    answer = browser.post(at(one, "zeiten/"), {"day_0": "9-12\n11-13", **city.FORM})
    assert "überschneiden sich" in answer.text
    assert "Öffnungszeiten geändert" in browser.get(at(one, "?tab=timeline")).text


def test_the_first_to_save_hours_wins_and_the_other_is_told():
    one, browser = service(), city.client("editor")
    seen = one.revision
    hours.replace(one, week=[Open(1, NINE, NOON)], by=None)
    typed = {"day_0": "9-12", "revision": seen}
    answer = browser.post(at(one, "zeiten/"), typed | city.FORM)
    assert answer.status_code == 409
    assert "Dienstag 09:00–12:00" in answer.text
    assert hours.week_of(one) == [Open(1, NINE, NOON)]


def test_a_service_is_added_corrected_published_paused_and_ended():
    browser, club = city.client("editor"), city.association("Demo-Verein")
    values = {"name": "Sprachcafé", "organization": "Demo-Verein", "appointment": "none"}
    assert browser.get(f"{LIST}neu/").status_code == 200
    answer = browser.post(f"{LIST}neu/", values | {"organization": ""} | city.FORM)
    assert "entweder eine Organisation oder ein Amt" in answer.text
    values |= {"languages": "Arabisch, Deutsch", "documents": "Ausweis\nZeugnis\n"}
    assert browser.post(f"{LIST}neu/", values | city.FORM).status_code == 302
    one = Service.objects.get()
    assert (one.organization, one.languages, one.documents) == (
        club,
        ["ar", "de"],
        ["Ausweis", "Zeugnis"],
    )
    page = browser.post(at(one, "stand/"), {"act": "publish"}, follow=True).text
    assert "Sagen Sie in einem Satz" in page
    browser.post(at(one, "bearbeiten/"), values | {"summary": "Ein Satz."} | city.FORM)
    browser.post(at(one, "stand/"), {"act": "publish"})
    browser.post(at(one, "ruhen/"), {"because": "Umbau", **city.FORM})
    assert "Umbau" in browser.get(at(one)).text
    states = []
    for act in ("resume", "end", "x"):
        browser.post(at(one, "stand/"), {"act": act})
        one.refresh_from_db()
        states.append(one.state)
    assert states == ["published", "ended", "ended"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=sprachcafe", {"Sprachcafé"}),
        ("state=published", {"Kleiderkammer"}),
        ("language=ar", {"Sprachcafé"}),
        ("organisation=kleider", {"Kleiderkammer"}),
    ],
)
def test_the_list_finds_by_word_state_language_and_organisation(query, found):
    service(languages=["ar"])
    services.publish(service("Kleiderkammer", languages=["de"]), by=None)
    page = city.client().get(f"{LIST}?{query}").text
    assert {name for name in ("Sprachcafé", "Kleiderkammer") if f">{name}</a>" in page} == found


def test_what_an_organisation_offers_stands_on_its_page():
    one = service()
    page = city.client().get(f"/buero/organisationen/{one.organization.public_id}/").text
    assert f'href="{at(one)}"' in page


@pytest.mark.parametrize(
    ("path", "model", "values", "wrong", "said"),
    [
        (
            "/buero/foerdermittel/",
            FundingProgramme,
            {"name": "Topf", "funder": "Demo-Stiftung", "amount_max": "1.500,50"},
            {"amount_max": "-1"},
            "über null",
        ),
        (
            "/buero/sachspenden/",
            GoodsNotice,
            {
                "name": "Jacken",
                "kind": "wanted",
                "organization": "Demo-Verein",
                "expires_on": str(TOMORROW),
            },
            {"expires_on": "2020-01-01"},
            "innerhalb eines Jahres",
        ),
        (
            "/buero/links/",
            ExternalResource,
            {"name": "Seite", "url": "example.org/hilfe", "languages": "Deutsch"},
            {"url": "nix"},
            "keine Adresse im Web",
        ),
    ],
)
def test_notices_are_added_corrected_published_and_withdrawn(path, model, values, wrong, said):
    browser = city.client("editor")
    city.association("Demo-Verein")
    assert browser.get(f"{path}neu/").status_code == 200
    answer = browser.post(f"{path}neu/", values | wrong | city.FORM)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert browser.post(f"{path}neu/", values | city.FORM).status_code == 302
    one = model.objects.get()
    here = f"{path}{one.public_id}/"
    assert browser.get(f"{here}bearbeiten/").status_code == 200
    browser.post(f"{here}bearbeiten/", values | {"name": "Anders"} | city.FORM)
    browser.post(f"{here}zeigen/")
    one.refresh_from_db()
    assert (one.name, one.published) == ("Anders", True)
    page = browser.post(f"{here}zurueckziehen/", follow=True).text
    one.refresh_from_db()
    assert one.published is False
    token = page.split('name="token" value="')[1].split('"')[0]
    browser.post(f"{here}zeigen/", {"token": token})
    one.refresh_from_db()
    assert one.published is True
    assert "öffentlich" in browser.get(here).text


def test_lists_and_records_cost_the_same_for_one_and_for_300_rows():
    browser = world.client("editor")
    first = service()
    hours.replace(first, week=[Open(0, NINE, NOON)], by=None)
    pages = [LIST, at(first), at(first, "zeiten/"), at(first, "bearbeiten/")]
    pages += [f"{path}{make(0).public_id}/" for path, make in KINDS.items()] + list(KINDS)
    before = {page: world.queries(browser, page) for page in pages}
    club = city.association("Viele")
    Service.objects.bulk_create(
        Service(name=f"Dienst {number}", slug=f"d{number}", organization=club)
        for number in range(300)
    )
    FundingProgramme.objects.bulk_create(
        FundingProgramme(name=f"T {number}", slug=f"t{number}", funder="X") for number in range(300)
    )
    GoodsNotice.objects.bulk_create(
        GoodsNotice(name=f"G {n}", slug=f"g{n}", organization=club, expires_on=TOMORROW)
        for n in range(300)
    )
    ExternalResource.objects.bulk_create(
        ExternalResource(name=f"L {n}", slug=f"l{n}", url=f"https://example.com/{n}")
        for n in range(300)
    )
    assert {page: world.queries(browser, page) for page in pages} == before
    assert max(before.values()) <= world.MOST_QUERIES

"""Opportunities: written down by phone, released, kept up to date, closed with an outcome."""

import datetime as dt

import pytest
from tests.office import city, world
from tests.volunteering import town

from konfluenz.directory import districts, topics
from konfluenz.ground.models import Message
from konfluenz.volunteering import (
    conditions,
    opportunities,
    placements,
    proposals,
    skills,
    submissions,
    trusted,
)
from konfluenz.volunteering.conditions import Wanted, When
from konfluenz.volunteering.models import Opportunity

pytestmark = pytest.mark.django_db
LIST = "/buero/einsatzmoeglichkeiten/"
ADD = f"{LIST}neu/"


@pytest.fixture
def browser(db):
    return city.client()


def _at(one, rest=""):
    return f"{LIST}{one.public_id}/{rest}"


def _waiting(title="Lesepatin gesucht", **values):
    return town.opportunity(title, state="submitted", contact_mail="verein@example.org", **values)


def _typed(**values):
    """What somebody types on the phone."""
    return {
        "title": "Lesepatin gesucht",
        "task": "Vorlesen in der Bücherei.",
        "organization": "Demo-Verein Lesebrücke e. V.",
        "timing": "weekly",
        "times": "Di 17-18\r\nDonnerstags 9.30 bis 11 Uhr",
        "minutes": "60",
        "expires_on": town.in_days(60).isoformat(),
        "wanted": "2",
        "languages_needed": "Deutsch B1",
        "languages_useful": "Arabisch, Dari",
        "insured_by": "organisation",
        "contact_mail": "frau@example.org",
        **city.FORM,
        **values,
    }


def _clicked(answer):
    return answer.context["form"]


def _words(page):
    return world.text(page)


def test_written_down_on_the_phone_it_is_published_with_all_that_was_said(browser):
    town.organization()
    answer = browser.post(ADD, _typed())
    made = Opportunity.objects.get()
    assert answer["Location"] == _at(made)
    assert (made.state, made.title, made.contact_mail) == (
        "published",
        "Lesepatin gesucht",
        "frau@example.org",
    )
    assert conditions.times_of(made) == [
        When(town.at(17), town.at(18), weekday=1),
        When(town.at(9, 30), town.at(11), weekday=3),
    ]
    assert conditions.languages_of(made) == [
        Wanted("de", required=True, level="b1"),
        Wanted("ar"),
        Wanted("prs"),
    ]
    page = _words(browser.get(_at(made)))
    assert "Deutsch B1" in page
    assert "jede Woche Dienstag, 17:00–18:00 Donnerstag, 09:30–11:00" in page
    assert "0 von 2" in page
    assert "2 Plätze sind frei, und niemand ist gefragt." in page


def test_a_template_fills_in_the_form_for_an_organisation(browser):
    skills.ensure()
    topics.ensure()
    club = town.organization(district=districts.add("Lützel", by=None))
    assert "?template=reading" in browser.get(ADD).text
    form = _clicked(browser.get(f"{ADD}?template=reading&organisation={club.public_id}"))
    assert {name: str(form[name].value()) for name in ("title", "organization", "timing")} == {
        "title": "Vorlesen und gemeinsam lesen",
        "organization": "Demo-Verein Lesebrücke e. V.",
        "timing": "weekly",
    }
    assert [skill.slug for skill in form.initial["skills"]] == ["reading-aloud"]
    assert (form["district"].value(), form["youngest"].value()) == (club.district.pk, 18)
    assert form["with_minors"].value()
    assert "Vorlesen" in browser.get(f"{LIST}vorlagen/").text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"times": "irgendwann"}, "„irgendwann“ ist keine Zeit."),
        ({"times": "31.02.2027 10-12"}, "ist keine Zeit."),
        ({"times": "Di 18-17"}, "Das Ende muss nach dem Beginn liegen."),
        ({"times": ""}, "Geben Sie an, an welchen Wochentagen"),
        ({"languages_needed": "Klingonisch"}, "Klingonisch"),
        ({"languages_useful": "Deutsch"}, "Eine Sprache steht zweimal da."),
        ({"organization": ""}, "Geben Sie an, wer sie anbietet."),
        ({"organization": "Niemand"}, "So ist nichts zu finden."),
        ({"expires_on": "2020-01-01"}, "Sie wäre schon abgelaufen."),
        ({"youngest": "60", "oldest": "18"}, "Das höhere Alter steht an zweiter Stelle."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(browser, values, said):
    town.organization()
    answer = browser.post(ADD, _typed(**values))
    assert answer.status_code == 422
    assert said in _words(answer)
    assert not Opportunity.objects.exists()


def test_the_same_from_the_same_organisation_is_asked_once(browser):
    town.organization()
    browser.post(ADD, _typed())
    answer = browser.post(ADD, _typed())
    assert answer.status_code == 422
    assert _at(Opportunity.objects.get()) in answer.text
    browser.post(ADD, _typed(another="on"))
    assert Opportunity.objects.count() == 2


def test_correcting_shows_what_stands_and_tells_who_was_slower(browser):
    one = town.opportunity(
        organization=town.organization(),
        timing="fixed",
        times=[When(town.at(10), town.at(0), date=dt.date(town.in_days(40).year + 1, 1, 2))],
        expires_on=town.in_days(50),
        languages=[Wanted("uk", required=True, level="native"), Wanted("ar")],
    )
    town.organization("Demo-Verein Lesebrücke e. V. Nord")
    form = _clicked(browser.get(_at(one, "bearbeiten/")))
    typed = {name: form[name].value() for name in form.fields if form[name].value()}
    assert (typed["languages_needed"], typed["languages_useful"]) == (
        "Ukrainisch Erstsprache",
        "Arabisch",
    )
    opportunities.correct(one, {"title": "Schneller"}, by=None)
    typed |= {"title": "Langsamer", "revision": "0", "unit": "", "from_home": "on", **city.FORM}
    answer = browser.post(_at(one, "bearbeiten/"), typed)
    assert answer.status_code == 409
    assert "Schneller" in answer.text
    assert browser.post(_at(one, "bearbeiten/"), typed | {"revision": "1"}).status_code == 302
    one.refresh_from_db()
    assert (one.title, one.from_home, conditions.times_of(one)[0].ends_at) == (
        "Langsamer",
        True,
        town.at(0),
    )


def test_the_history_says_times_and_languages_in_words(browser):
    one = town.opportunity()
    row = {"timing": "weekly", "times": [When(town.at(17), town.at(18), weekday=1)]}
    spoken = [Wanted("de", required=True, level="b1")]
    opportunities.correct(one, {**row, "languages": spoken, "offers": ["once"]}, by=None)
    page = _words(browser.get(_at(one, "?tab=timeline")))
    assert "Zeiten jetzt Dienstag, 17:00–18:00" in page
    assert "Sprachen jetzt Deutsch B1, nötig" in page
    assert "Art der Hilfe jetzt einmalig" in page


def test_what_came_in_is_released_in_one_click_and_only_as_it_was_read(browser):
    one = _waiting()
    page = browser.get(_at(one))
    assert "Ist es Ehrenamt und keine verdeckte bezahlte Arbeit?" in page.text
    assert page.context["next"] is None
    opportunities.correct(one, {"task": "Etwas ganz anderes"}, by=None)
    page = browser.post(_at(one, "freigeben/"), {"revision": "0"}, follow=True)
    assert "Inzwischen hat sie jemand geändert." in page.text
    page = browser.post(_at(one, "freigeben/"), {"revision": "1"}, follow=True)
    assert "Sie ist freigegeben." in page.text
    one.refresh_from_db()
    assert one.state == "published"
    assert Message.objects.last().template == "volunteering/mail/opportunity_published"


def test_what_is_not_released_says_why(browser):
    one = _waiting()
    assert browser.post(_at(one, "ablehnen/"), {"reason": " ", **city.FORM}).status_code == 422
    answer = browser.post(_at(one, "ablehnen/"), {"reason": "Bezahlte Arbeit.", **city.FORM})
    assert answer["Location"] == _at(one)
    one.refresh_from_db()
    assert one.state == "refused"
    assert Message.objects.last().context["reason"] == "Bezahlte Arbeit."
    page = browser.post(_at(one, "ablehnen/"), {"reason": "Noch einmal.", **city.FORM})
    assert "Sie wartet nicht mehr auf Freigabe." in page.text


def test_paused_it_is_hidden_and_comes_back_by_undo(browser):
    one = town.opportunity()
    page = browser.post(_at(one, "pause/"), follow=True)
    assert "Die Einsatzmöglichkeit ruht: Niemand sieht sie." in page.text
    assert not opportunities.open_on().exists()
    assert "Nur was veröffentlicht ist, kann ruhen." in (
        browser.post(_at(one, "pause/"), follow=True).text
    )
    browser.post(_at(one, "freigeben/"), {"token": "x"})
    assert opportunities.open_on().get() == one


def test_an_expired_one_is_extended_or_closed(browser):
    one = town.opportunity()
    Opportunity.objects.filter(pk=one.pk).update(expires_on=town.in_days(-3))
    page = browser.get(_at(one))
    assert page.context["next"]["label"] == "Ergebnis eintragen"
    assert "veröffentlicht, abgelaufen" in page.text
    gone = {"expires_on": town.in_days(0).isoformat(), **city.FORM}
    assert browser.post(_at(one, "verlaengern/"), gone).status_code == 422
    form = _clicked(browser.get(_at(one, "verlaengern/")))
    assert form["expires_on"].value() == town.in_days(56)
    later = {"expires_on": town.in_days(56).isoformat(), **city.FORM}
    assert browser.post(_at(one, "verlaengern/"), later)["Location"] == _at(one)
    assert opportunities.open_on().get() == one


def test_it_closes_with_an_outcome_and_can_be_opened_again(browser):
    one = town.opportunity(wanted=2)
    placements.start(one, town.volunteer(), by=None)
    form = _clicked(browser.get(_at(one, "abschliessen/")))
    assert form["result"].value() == "partly"
    answer = browser.post(_at(one, "abschliessen/"), {"result": "partly", **city.FORM})
    assert "Schreiben Sie, warum nicht alle Plätze besetzt wurden." in answer.text
    values = {"result": "partly", "reason": "Montags kann niemand.", **city.FORM}
    assert browser.post(_at(one, "abschliessen/"), values)["Location"] == _at(one)
    page = _words(browser.get(_at(one)))
    assert "geschlossen: teilweise besetzt" in page
    assert "Montags kann niemand." in page
    later = {"expires_on": town.in_days(9).isoformat(), **city.FORM}
    browser.post(_at(one, "oeffnen/"), later)
    one.refresh_from_db()
    assert (one.state, one.result) == ("published", "")


def test_while_somebody_is_asked_it_does_not_close(browser):
    one = town.opportunity()
    proposals.propose(one, town.volunteer(mail="ada@example.org"), by=None)
    values = {"result": "unfilled", "reason": "Keine Zeit.", **city.FORM}
    with_links = browser.post(_at(one, "abschliessen/"), values)
    assert "Ziehen Sie zuerst den Vorschlag zurück." in with_links.text


def test_the_list_begins_with_what_waits_and_keeps_what_is_asked_for(browser):
    club = town.organization("Demo-Sprachcafé")
    district = districts.add("Lützel", by=None)
    town.opportunity("Offen", organization=club, district=district)
    closed = town.opportunity("Zu", organization=club)
    opportunities.close(closed, "unfilled", reason="Niemand kann.", by=None)
    soon = town.opportunity("Bald", expires_on=town.in_days(5))
    over = town.opportunity("Vorbei")
    Opportunity.objects.filter(pk=over.pk).update(expires_on=town.in_days(-1))
    placements.start(town.opportunity("Halb", wanted=2), town.volunteer(), by=None)
    _waiting("Neu")
    assert _titles(browser, "") == ["Neu", "Vorbei", "Bald", "Offen", "Halb", "Zu"]
    found = {
        "state=submitted": ["Neu"],
        "state=open": ["Bald", "Offen", "Halb"],
        "expiry=soon": ["Bald"],
        "expiry=over": ["Vorbei"],
        "places=free": ["Vorbei", "Bald", "Offen", "Halb"],
        f"district={district.pk}": ["Offen"],
        "organisation=sprachcafe": ["Offen", "Zu"],
        "q=sprachcafé": ["Offen", "Zu"],
    }
    assert {query: _titles(browser, query) for query in found} == found
    sheet = browser.get(f"{LIST}?export=csv&state=closed").getvalue().decode("utf-8-sig")
    assert "geschlossen: nicht besetzt" in sheet
    assert soon.title not in sheet


def test_colleagues_read_without_names_of_volunteers_or_contacts():
    one = _waiting()
    browser = city.client("editor")
    page = browser.get(_at(one))
    assert page.status_code == 200
    assert "verein@example.org" not in page.text
    assert "freigeben/" not in page.text
    for rest in ("?tab=proposals", "?tab=placements", "?tab=timeline"):
        assert browser.get(_at(one, rest)).status_code == 404
    assert browser.get(ADD).status_code == 403
    assert browser.post(_at(one, "freigeben/")).status_code == 403


def test_an_organisation_is_trusted_and_distrusted_on_its_page(browser):
    club = town.organization()
    one = town.opportunity("Vorlesen am Samstag", organization=club)
    page = f"/buero/organisationen/{club.public_id}/"
    seen = browser.get(page).text
    assert _at(one) in seen
    assert "wartet, bis es jemand freigibt" in seen
    told = browser.post(f"{page}vertrauen/", follow=True).text
    assert "Was sie einsendet, wird sofort veröffentlicht." in told
    assert trusted.is_trusted(club)
    browser.post(f"{page}vertrauen/ende/", {"token": "x"})
    assert not trusted.is_trusted(club)
    assert submissions.possible_duplicates("vorlesen am samstag", club).get() == one
    history = browser.get(f"{page}?tab=timeline").text
    assert "Einsatzmöglichkeiten ohne Freigabe veröffentlicht" in history


def test_queries_do_not_grow(browser):
    club, counts = town.organization(), []
    one = town.opportunity(organization=club, wanted=9)
    pages = (LIST, *(_at(one, f"?tab={tab}") for tab in ("proposals", "placements", "timeline")))
    pages += (_at(one), f"/buero/organisationen/{club.public_id}/", ADD, f"{LIST}vorlagen/")
    for count in (1, 3):
        for number in range(count):
            _fill(one, club, f"{count} {number}")
        counts.append([world.queries(browser, page) for page in pages])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= world.MOST_QUERIES, dict(zip(pages, counts[0], strict=True))


def _fill(one, club, name):
    """Add what the pages show one of."""
    times = [When(town.at(17), town.at(18), weekday=1)]
    skill = skills.add(f"Können {name}", by=None)
    town.opportunity(f"Auch {name}", organization=club, timing="weekly", times=times)
    opportunities.correct(one, {"skills": [*one.skills.all(), skill]}, by=None)
    placements.start(one, town.volunteer(f"Ada Demo {name}"), by=None)
    proposals.propose(one, town.volunteer(f"Bo Demo {name}"), by=None)


def _titles(browser, query):
    table = browser.get(f"{LIST}?{query}").context["table"]
    return [row.record.title for row in table.page.object_list]

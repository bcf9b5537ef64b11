"""Pages behind mailed links: opening them changes nothing, one click does."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from tests.portal import world
from tests.volunteering import match_city
from tests.volunteering.match_city import again, in_days

from konfluenz.ground import links
from konfluenz.ground.models import Message
from konfluenz.ground.models.trail import Entry
from konfluenz.people import contacts
from konfluenz.volunteering import check_ins, contact_codes, hours, magic, opportunities, proposals
from konfluenz.volunteering.models import CheckIn, Hours, Opportunity, Placement, Proposal
from konfluenz.volunteering.sides import Side

pytestmark = pytest.mark.django_db
VOLUNTEER, HOST = Side.VOLUNTEER, Side.ORGANISATION
SUBMIT = magic.Purpose.OPPORTUNITY_SUBMIT


@pytest.fixture(autouse=True)
def city():
    return world.city()


@pytest.fixture
def asked():
    """A proposal for one of two places; the volunteer reads Arabic and has a phone."""
    someone = match_city.volunteer("Ada Geheim", language="ar")
    contacts.add(someone.person, "phone", "0261 123456", by=None)
    return match_city.asked(None, someone, wanted=2)


@pytest.fixture
def placement(asked):
    """Two weeks old, so that the first questions are due."""
    made = match_city.agree(asked)
    made.check_ins.update(due_date=timezone.localdate())
    Placement.objects.filter(pk=made.pk).update(started_on=in_days(-14))
    return again(made)


def page(name, token, language="de"):
    return reverse(f"portal:{name}", args=[language, token])


def body(address, **more):
    response = Client().get(address, **more)
    assert response.status_code == 200, address
    return response.content.decode()


def post(address, **said):
    """Send a form as a browser does that keeps no cookies."""
    response = Client(enforce_csrf_checks=True).post(address, said)
    assert not response.cookies
    return response


def state_of_everything():
    kinds = (Opportunity, Proposal, Placement, CheckIn, Hours)
    rows = [list(kind.objects.order_by("pk").values_list()) for kind in kinds]
    return rows, Message.objects.count(), Entry.objects.count()


def every_link(asked, placement):
    noted = hours.report(placement, in_days(0), 90, side="volunteer", by=None)
    open_one = match_city.asked()
    check_in = placement.check_ins.get(kind="happened")
    return {
        "proposal-answer": proposals.token(open_one, VOLUNTEER),
        "proposal-contact": contact_codes.token(asked),
        "check-in-answer": check_ins.token(check_in, HOST),
        "hours-answer": hours.token(noted, HOST),
        "opportunity-submit": magic.token(SUBMIT, {"mail": "neu@example.org"}),
    }


def test_a_mail_scanner_opens_every_link_and_changes_nothing(asked, placement):
    found = every_link(asked, placement)
    before = state_of_everything()
    for name, token in found.items():
        for method in ("get", "head"):
            robot = Client(HTTP_USER_AGENT="Mail-Scanner/1.0")
            door = getattr(robot, method)(reverse(f"portal:{name}", args=[token]))
            assert door.status_code == 302, name
            opened = getattr(robot, method)(door["Location"])
            assert (opened.status_code, opened["X-Robots-Tag"]) == (200, "noindex"), name
            assert "no-store" in opened["Cache-Control"], name
            assert not opened.cookies
    assert state_of_everything() == before


@pytest.mark.parametrize("code", ["de", "ar"])
def test_every_page_speaks_the_language_of_its_address_and_no_other(asked, placement, code):
    texts = [text for text in world.english() if "%" not in text]
    pages = [
        page(f"{name}-page", token, code) for name, token in every_link(asked, placement).items()
    ]
    pages += [
        f"{pages[-1]}?aufgabe=childcare",
        page("hours-report", hours.report_token(placement, HOST), code),
    ]
    pages += [
        reverse("portal:opportunity-ask", args=[code]),
        reverse("portal:opportunity-asked", args=[code]),
    ]
    for address in pages:
        text = body(address)
        assert code == "en" or [one for one in texts if one in text] == [], address


def test_the_door_leads_to_the_language_of_whom_the_link_was_sent_to(asked):
    def language(token, accepted="fr"):
        door = reverse("portal:proposal-answer", args=[token])
        return Client().get(door, HTTP_ACCEPT_LANGUAGE=accepted)["Location"].split("/")[1]

    assert language(proposals.token(asked, VOLUNTEER)) == "ar"
    assert language(proposals.token(asked, HOST)) == "fr"
    assert language("kaputt", accepted="uk") == "uk"
    assert language("kaputt", accepted="") == "de"


def test_a_language_that_was_switched_off_leads_to_the_german_page(asked):
    address = page("proposal-answer-page", proposals.token(asked, VOLUNTEER), "tr")
    world.municipality.correct({"languages": ["de", "ar"]}, by=None)
    assert Client().get(address)["Location"] == address.replace("/tr/", "/de/")


def test_two_yeses_by_link_make_a_placement(asked):
    mine = page("proposal-answer-page", proposals.token(asked, VOLUNTEER), "ar")
    theirs = page("proposal-answer-page", proposals.token(asked, HOST))
    assert "Kindern vorlesen." in body(mine)
    assert "Dienstag, 17:00–18:00" in body(theirs)
    assert "Geheim" not in body(theirs)
    assert post(mine, answer="yes")["Location"] == mine
    assert again(asked).volunteer_answer == "yes"
    with override("ar"):
        assert gettext("Has something come between? Then you can still say no.") in body(mine)
    post(theirs, answer="yes")
    assert Placement.objects.get().volunteer == asked.volunteer
    assert "/de/mitmachen/kontakt/" in body(theirs)
    assert "/mitmachen/kontakt/" not in body(mine)
    assert "Beide Seiten haben schon zugesagt" in post(theirs, answer="no").content.decode()
    assert again(asked).state == "agreed"


@pytest.mark.parametrize(
    ("side", "told"),
    [(VOLUNTEER, "Wir schreiben Ihnen, wenn etwas anderes passt"), (HOST, "Wir suchen weiter")],
)
def test_a_no_is_thanked_and_the_other_side_reads_it_kindly(asked, side, told):
    mine = page("proposal-answer-page", proposals.token(asked, side))
    other = page("proposal-answer-page", proposals.token(asked, side.other))
    post(mine, answer="no")
    assert again(asked).state == "declined"
    assert "Danke für Ihre Antwort" in body(mine)
    assert told in body(mine)
    assert "Diese Frage ist nicht mehr offen" in body(other)
    assert "<button" not in body(other).split("<main", 1)[1]


def test_who_comes_too_late_hears_that_the_places_are_taken(asked):
    opportunities.correct(asked.opportunity, {"wanted": 1}, by=None)
    late = page("proposal-answer-page", proposals.token(asked, VOLUNTEER))
    match_city.agree(match_city.asked(again(asked.opportunity)))
    assert "Alle Plätze sind vergeben" in body(late)
    assert "Inzwischen sind alle Plätze vergeben" in post(late, answer="yes").content.decode()


def test_an_answer_that_is_none_is_refused_in_words(asked):
    address = page("proposal-answer-page", proposals.token(asked, VOLUNTEER), "fr")
    assert "Choisissez oui ou non." in post(address, answer="vielleicht").content.decode()
    assert again(asked).volunteer_answer == ""


def test_contact_data_open_by_a_code_and_only_once(asked):
    match_city.agree(asked)
    address = page("proposal-contact-page", contact_codes.token(asked))
    assert "v…@example.org" in body(address)
    assert "Geheim" not in body(address)
    assert "Der Code ist unterwegs an" in post(address).content.decode()
    code = Message.objects.order_by("-pk").first().context["code"]
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert "Das ist nicht der Code" in post(address, code=wrong).content.decode()
    opened = post(address, code=f" {code} ").content.decode()
    assert "Ada Geheim" in opened
    assert 'href="tel:+49261123456"' in opened
    assert "Dieser Code gilt nicht mehr" in post(address, code=code).content.decode()
    for _ in range(4):
        post(address)
    sent = Message.objects.count()
    assert "in einer Stunde" in post(address).content.decode()
    assert Message.objects.count() == sent


@pytest.mark.parametrize(
    ("kind", "side", "answer", "told"),
    [
        ("happened", VOLUNTEER, "fine", "Das freut uns"),
        ("happened", HOST, "not_happened", "Wir kümmern uns darum"),
        ("two_weeks", VOLUNTEER, "talk", "Wir kümmern uns darum"),
    ],
)
def test_a_check_in_is_answered_with_one_click(placement, kind, side, answer, told):
    check_in = placement.check_ins.get(kind=kind)
    address = page("check-in-answer-page", check_ins.token(check_in, side))
    question = body(address)
    assert f'value="{answer}"' in question
    assert ("not_happened" in question) == (kind == "happened")
    assert ("Geheim" in question) == (side is HOST)
    post(address, answer=answer)
    assert again(check_in).state == answer
    assert told in body(address)
    other = "talk" if answer != "talk" else "fine"
    assert "schon beantwortet" in post(address, answer=other).content.decode()


def test_hours_are_noted_by_one_link_and_confirmed_by_another(placement):
    mine = page("hours-report", hours.report_token(placement, VOLUNTEER))
    day = timezone.localdate().isoformat()
    assert "1 Minute bis 24 Stunden" in post(mine, date=day, hours=0, minutes=0).content.decode()
    assert post(mine, date=day, hours=1, minutes=30)["Location"] == mine
    assert "schon Stunden eingetragen" in post(mine, date=day, hours=1, minutes=0).content.decode()
    assert "1:30 Stunden · wartet auf die andere Seite" in body(mine)
    theirs = page("hours-answer-page", Message.objects.order_by("-pk").first().context["token"])
    assert "Ada Geheim" in body(theirs)
    post(theirs, act="confirm")
    assert Hours.objects.get().state == "confirmed"
    assert "1:30 Stunden" in body(theirs)
    assert "stehen fest" in post(theirs, act="dispute").content.decode()


def test_hours_are_corrected_or_disputed(placement):
    noted = hours.report(placement, in_days(0), 90, side="volunteer", by=None)
    theirs = page("hours-answer-page", hours.token(noted, HOST))
    assert "aria-invalid" in post(theirs, act="correct", hours="", minutes="0").content.decode()
    onward = post(theirs, act="correct", hours=1, minutes=0)["Location"]
    assert "1:00 Stunden" in body(onward)
    assert Client().get(theirs).status_code == 410
    mine = page("hours-answer-page", hours.token(again(noted), VOLUNTEER))
    post(mine, act="dispute")
    assert again(noted).state == "disputed"
    assert "wird geklärt" in body(mine)


PAGES = (
    "proposal-answer-page",
    "proposal-contact-page",
    "check-in-answer-page",
    "hours-answer-page",
    "hours-report",
    "opportunity-submit-page",
)


@pytest.mark.parametrize("code", ["de", "ar"])
def test_a_broken_foreign_or_old_link_says_kindly_what_to_do(asked, code, monkeypatch):
    foreign = proposals.token(asked, VOLUNTEER)
    old, now = contact_codes.token(asked), links.time.time()
    tries = {(name, token) for name in PAGES[1:] for token in ("kaputt", foreign)}
    with override(code):
        broken = gettext("This link is not complete. Copy the whole link from the message.")
        expired = gettext("This link has expired. Please ask for a new one.")
        heading = gettext("This link opens nothing")
    for name, token in tries:
        response = Client().get(page(name, token, code))
        text = response.content.decode()
        assert (response.status_code, broken in text, heading in text) == (410, True, True), name
        assert "leitstelle@example.org" in text
    monkeypatch.setattr(links.time, "time", lambda: now + dt.timedelta(days=31).total_seconds())
    assert expired in Client().get(page(PAGES[1], old, code)).content.decode()

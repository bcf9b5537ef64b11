import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from konfluenz.council import consultations, papers, results
from konfluenz.council.models import Consultation, ConsultationResult, Resolution
from konfluenz.council.results import ResultRefused
from konfluenz.ground import audit
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 3, 13)
LATER = dt.date(2024, 4, 24)


def path(paper):
    rows = Consultation.objects.filter(paper=paper).order_by("position")
    return [(row.position, str(row.body), row.date) for row in rows]


# The state rules of domain.md 3.2, broken one by one.

BROKEN = {
    "result_says_how_the_vote_was": [
        ({"outcome": "adopted"}, "wie abgestimmt wurde"),
        ({"outcome": "recommended"}, "wie abgestimmt wurde"),
        ({"outcome": "rejected"}, "wie abgestimmt wurde"),
    ],
    "result_counts_need_a_vote": [
        ({"outcome": "noted", "abstentions": 1}, "wo abgestimmt wurde"),
        ({"outcome": "noted", "votes_for": 0}, "wo abgestimmt wurde"),
        ({"outcome": "adjourned", "votes_against": 3}, "wo abgestimmt wurde"),
        ({"outcome": "withdrawn", "excluded": 1}, "wo abgestimmt wurde"),
        ({"outcome": "no_recommendation", "present": 12}, "wo abgestimmt wurde"),
    ],
    "result_referred_needs_target": [({"outcome": "referred"}, "an welches Gremium")],
    "result_target_only_when_referred": [
        ({"outcome": "noted", "referred_to": "body"}, "nur zu „verwiesen“")
    ],
    "result_new_day_only_when_adjourned": [
        ({"outcome": "noted", "adjourned_to": LATER}, "nur zu „vertagt“")
    ],
    "result_amended_needs_text": [
        ({"outcome": "adopted", "vote": "unanimous", "amended": True}, "geänderten Wortlaut"),
        ({"outcome": "rejected", "vote": "unanimous", "amended": True, "text": "So."}, "gehört zu"),
        ({"outcome": "noted", "amended": True, "text": "So."}, "gehört zu"),
    ],
    "result_unanimous_without_against": [
        ({"outcome": "adopted", "vote": "unanimous", "votes_against": 1}, "keine Gegenstimmen")
    ],
    "result_heads_were_present": [
        (
            {
                "outcome": "adopted",
                "vote": "by_majority",
                "votes_for": 10,
                "votes_against": 3,
                "abstentions": 2,
                "present": 14,
            },
            "als Mitglieder anwesend",
        ),
        (
            {"outcome": "adopted", "vote": "unanimous", "abstentions": 2, "present": 1},
            "als Mitglieder anwesend",
        ),
    ],
}
CASES = [
    pytest.param(name, values, words, id=f"{name}-{n}")
    for name, cases in BROKEN.items()
    for n, (values, words) in enumerate(cases)
]


@pytest.mark.parametrize(("name", "values", "words"), CASES)
def test_a_broken_state_rule_is_refused_in_words(station, committee, name, values, words):
    values = {key: committee if value == "body" else value for key, value in values.items()}
    with pytest.raises(ResultRefused, match=words):
        results.enter(station, by=None, **values)
    assert (ConsultationResult.objects.count(), Consultation.objects.count()) == (0, 1)


@pytest.mark.parametrize(("name", "values", "words"), CASES)
def test_the_table_itself_refuses_it(station, committee, name, values, words):
    values = {key: committee if value == "body" else value for key, value in values.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ConsultationResult.objects.create(consultation=station, **values)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"outcome": "perhaps"}, "Ergebnis"),
        ({"outcome": "adopted", "vote": "loud"}, "Abstimmung"),
        ({"outcome": "adopted", "vote": "by_majority", "votes_against": -1}, "Gegenstimmen"),
        (
            {"outcome": "adopted", "vote": "by_majority", "votes_against": 99999},
            "So viele Mitglieder",
        ),
        ({"outcome": "noted", "source": "x" * 301}, "Quelle"),
        (
            {"outcome": "rejected", "vote": "by_majority", "votes_for": 3, "votes_against": 30},
            "für die Ablehnung",
        ),
        ({"outcome": "adjourned", "adjourned_to": DAY}, "späteren Tag"),
        ({"outcome": "adopted", "vote": "unanimous", "amended": True, "text": " "}, "Wortlaut"),
    ],
)
def test_further_nonsense_is_refused_in_words(station, values, words):
    with pytest.raises(ResultRefused, match=words):
        results.enter(station, by=None, **values)


def test_a_day_to_come_has_no_result(paper, city_council):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    ahead = consultations.add(paper, city_council, date=tomorrow, by=None)
    with pytest.raises(ResultRefused, match="Zukunft"):
        results.enter(ahead, "noted", by=None)
    consultations.correct(ahead, {"date": None}, by=None)
    with pytest.raises(ResultRefused, match="an welchem Tag"):
        results.enter(ahead, "noted", by=None)
    consultations.correct(ahead, {"date": timezone.localdate()}, by=None)
    assert results.enter(ahead, "noted", by=None).outcome == "noted"


def test_a_referral_goes_to_another_body(station, city_council, faction):
    with pytest.raises(ResultRefused, match="anderes Gremium"):
        results.enter(station, "referred", referred_to=city_council, by=None)
    club = papers.Organization.objects.create(kind="association", name="Verein", folded="verein")
    with pytest.raises(ResultRefused, match="kein Gremium"):
        results.enter(station, "referred", referred_to=club, by=None)


# What comes of a result.


def test_referred_puts_the_target_next_on_the_path(paper, station, committee, finance):
    consultations.add(paper, finance, by=None)
    results.enter(station, "referred", referred_to=committee, by=None)
    assert path(paper) == [
        (1, "Stadtrat", DAY),
        (2, "Fachausschuss 31/37", None),
        (3, "Haupt- und Finanzausschuss", None),
    ]


def test_referred_to_who_stands_next_already_adds_nobody(paper, station, committee):
    consultations.add(paper, committee, date=LATER, by=None)
    results.enter(station, "referred", referred_to=committee, by=None)
    assert path(paper) == [(1, "Stadtrat", DAY), (2, "Fachausschuss 31/37", LATER)]


def test_adjourned_copies_the_consultation_to_its_new_day(paper, city_council):
    first = consultations.add(
        paper, city_council, date=DAY, role="decision", open_session=False, by=None
    )
    results.enter(first, "adjourned", adjourned_to=LATER, by=None)
    copy = paper.consultations.get(position=2)
    assert (copy.body, copy.date, copy.role, copy.open_session) == (
        city_council,
        LATER,
        "decision",
        False,
    )
    assert first.result.outcome == "adjourned"


def test_adjourned_to_the_next_meeting_has_no_day_yet(paper, station):
    results.enter(station, "adjourned", by=None)
    assert path(paper) == [(1, "Stadtrat", DAY), (2, "Stadtrat", None)]


def test_adjourned_past_a_later_station_is_a_path_out_of_order(paper, station, committee):
    consultations.add(paper, committee, date=dt.date(2024, 3, 20), by=None)
    with pytest.raises(ResultRefused, match="liegt aber früher"):
        results.enter(station, "adjourned", adjourned_to=LATER, by=None)
    assert ConsultationResult.objects.count() == 0


def test_adopted_with_its_wording_makes_a_resolution(paper, station, city_council):
    results.enter(station, "adopted", vote="unanimous", text=" So sei es. ", source="NS", by=None)
    made = Resolution.objects.get()
    assert (made.body, made.date, made.text, made.vote, made.paper, made.consultation) == (
        city_council,
        DAY,
        "So sei es.",
        "unanimous",
        paper,
        station,
    )
    assert (made.source, made.public) == ("NS", False)


@pytest.mark.parametrize(
    ("outcome", "values"),
    [
        ("adopted", {"vote": "unanimous"}),
        ("recommended", {"vote": "unanimous", "text": "Wir raten zu."}),
        ("rejected", {"vote": "unanimous", "text": "Nein."}),
        ("noted", {"text": "Wir wissen es."}),
    ],
)
def test_nothing_else_makes_one(station, outcome, values):
    results.enter(station, outcome, by=None, **values)
    assert Resolution.objects.count() == 0


def test_a_resolution_of_a_public_paper_in_public_session_is_public(paper, station, committee):
    papers.publish(paper, mirror=False, by=None)
    results.enter(station, "adopted", vote="unanimous", text="So.", by=None)
    closed = consultations.add(paper, committee, date=LATER, open_session=False, by=None)
    results.enter(closed, "adopted", vote="unanimous", text="Geheim.", by=None)
    assert dict(Resolution.objects.values_list("text", "public")) == {"So.": True, "Geheim.": False}


def test_a_consultation_has_one_result(station):
    results.enter(station, "noted", by=None)
    with pytest.raises(ResultRefused, match="schon"):
        results.enter(station, "noted", by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsultationResult.objects.create(consultation=station, outcome="noted")


# Corrections.


def test_a_result_is_corrected_only_with_a_reason(paper, station):
    results.enter(station, "noted", by=None)
    for nothing in ("", "  "):
        with pytest.raises(ResultRefused, match="nur mit Grund"):
            results.correct(station, {"outcome": "withdrawn"}, reason=nothing, by=None)
    results.correct(station, {"outcome": "withdrawn"}, reason="Verlesen", by=None)
    newest = audit.timeline(paper)[0]
    assert (newest.action, newest.detail.content) == (
        "result.corrected",
        {"changes": {"outcome": ["noted", "withdrawn"]}, "reason": "Verlesen"},
    )


def test_what_is_not_there_cannot_be_corrected_and_no_rule_is_broken_later(station):
    with pytest.raises(ResultRefused, match="noch kein Ergebnis"):
        results.correct(station, {"outcome": "noted"}, reason="Weil", by=None)
    results.enter(station, "noted", by=None)
    with pytest.raises(ResultRefused, match="wie abgestimmt"):
        results.correct(station, {"outcome": "adopted"}, reason="Weil", by=None)
    assert ConsultationResult.objects.get().outcome == "noted"


def test_who_corrects_an_older_state_is_told(station):
    results.enter(station, "noted", seen=0, by=None)
    with pytest.raises(Stale):
        results.correct(station, {"outcome": "withdrawn"}, reason="Weil", seen=0, by=None)
    results.correct(station, {"outcome": "withdrawn"}, reason="Weil", seen=1, by=None)


def test_the_station_that_a_result_made_goes_with_it(paper, station, committee, finance):
    results.enter(station, "referred", referred_to=committee, by=None)
    values = {"outcome": "referred", "referred_to": finance}
    results.correct(station, values, reason="Falsches Gremium", by=None)
    assert path(paper) == [(1, "Stadtrat", DAY), (2, "Haupt- und Finanzausschuss", None)]
    values = {"outcome": "adjourned", "referred_to": None, "adjourned_to": LATER}
    results.correct(station, values, reason="Doch vertagt", by=None)
    assert path(paper) == [(1, "Stadtrat", DAY), (2, "Stadtrat", LATER)]
    results.correct(station, {"outcome": "noted", "adjourned_to": None}, reason="Doch", by=None)
    assert path(paper) == [(1, "Stadtrat", DAY)]


def test_a_station_that_somebody_worked_on_stays(paper, station, committee):
    results.enter(station, "referred", referred_to=committee, by=None)
    consultations.correct(paper.consultations.get(position=2), {"agenda_item": "3"}, by=None)
    results.correct(station, {"outcome": "noted", "referred_to": None}, reason="Doch", by=None)
    assert path(paper) == [(1, "Stadtrat", DAY), (2, "Fachausschuss 31/37", None)]


def test_a_station_that_stood_there_before_stays(paper, station, committee):
    consultations.add(paper, committee, by=None)
    results.enter(station, "referred", referred_to=committee, by=None)
    results.correct(station, {"outcome": "noted", "referred_to": None}, reason="Doch", by=None)
    assert len(path(paper)) == 2


def test_the_resolution_follows_the_corrected_result(station):
    results.enter(station, "adopted", vote="by_majority", text="So.", by=None)
    first = Resolution.objects.get()
    results.correct(station, {"text": "Anders.", "vote": "unanimous"}, reason="Weil", by=None)
    kept = Resolution.objects.get()
    assert (kept.pk, kept.text, kept.vote) == (first.pk, "Anders.", "unanimous")
    results.correct(station, {"outcome": "noted"}, reason="Weil", by=None)
    assert Resolution.objects.count() == 0
    results.correct(station, {"outcome": "adopted"}, reason="Doch", by=None)
    assert Resolution.objects.get().text == "Anders."


# The eleven boxes.

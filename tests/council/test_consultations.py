import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from konfluenz.council import consultations, papers, results
from konfluenz.council.consultations import ConsultationRefused
from konfluenz.council.models import Consultation
from konfluenz.ground import audit
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db


def day(n):
    return dt.date(2024, 3, n)


def path(paper):
    rows = Consultation.objects.filter(paper=paper).order_by("position")
    return [(row.position, str(row.body), row.date and row.date.day) for row in rows]


def test_a_path_is_kept_in_order_with_all_it_prints(paper, committee, city_council):
    consultations.add(paper, committee, date=day(13), role="preliminary", by=None)
    consultations.add(
        paper, city_council, date=day(20), agenda_item=" 21 ", open_session=False, by=None
    )
    assert list(
        paper.consultations.values_list("position", "date", "agenda_item", "open_session", "role")
    ) == [(1, day(13), "", True, "preliminary"), (2, day(20), "21", False, "")]
    assert audit.timeline(paper)[0].action == "consultation.added"


def test_a_station_comes_between_others_and_may_have_no_day(
    paper, committee, finance, city_council
):
    consultations.add(paper, committee, date=day(13), by=None)
    consultations.add(paper, city_council, date=day(20), by=None)
    consultations.add(paper, finance, position=2, by=None)
    assert path(paper) == [
        (1, "Fachausschuss 31/37", 13),
        (2, "Haupt- und Finanzausschuss", None),
        (3, "Stadtrat", 20),
    ]


@pytest.mark.parametrize("place", [None, 2, 99])
def test_a_path_out_of_order_is_refused(paper, committee, city_council, place):
    consultations.add(paper, committee, date=day(13), by=None)
    with pytest.raises(ConsultationRefused) as refusal:
        consultations.add(paper, city_council, date=day(12), position=place, by=None)
    assert str(refusal.value) == (
        "„Stadtrat, 12.03.2024“ steht im Gremienweg nach „Fachausschuss 31/37, 13.03.2024“, "
        "liegt aber früher. Ändern Sie den Tag oder die Reihenfolge."
    )
    assert path(paper) == [(1, "Fachausschuss 31/37", 13)]


def test_days_must_run_upward_even_past_a_station_without_day(
    paper, committee, finance, city_council
):
    consultations.add(paper, committee, date=day(13), by=None)
    consultations.add(paper, finance, by=None)
    last = consultations.add(paper, city_council, date=day(13), by=None)
    with pytest.raises(ConsultationRefused, match="früher"):
        consultations.correct(last, {"date": day(12)}, by=None)
    consultations.correct(last, {"date": day(14)}, seen=0, by=None)
    assert path(paper)[-1] == (3, "Stadtrat", 14)


def test_a_body_debates_a_paper_once_a_day(paper, city_council):
    consultations.add(paper, city_council, date=day(13), by=None)
    with pytest.raises(ConsultationRefused, match="schon"):
        consultations.add(paper, city_council, date=day(13), by=None)
    consultations.add(paper, city_council, date=day(14), by=None)


def test_two_stations_never_share_a_place(paper, committee, city_council):
    consultations.add(paper, committee, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.create(paper=paper, body=city_council, position=1)


def test_only_bodies_debate(paper):
    club = papers.Organization.objects.create(kind="association", name="Demo-Verein", folded="demo")
    with pytest.raises(ConsultationRefused, match="Demo-Verein ist kein Gremium"):
        consultations.add(paper, club, by=None)


@pytest.mark.parametrize(
    ("values", "words"),
    [({"agenda_item": "x" * 21}, "TOP"), ({"role": "guest"}, "Rolle")],
)
def test_what_does_not_fit_is_named(paper, city_council, values, words):
    with pytest.raises(ConsultationRefused, match=words):
        consultations.add(paper, city_council, by=None, **values)


def test_a_station_moves_and_the_others_make_room(paper, committee, finance, city_council):
    for body in (committee, finance, city_council):
        consultations.add(paper, body, by=None)
    last = paper.consultations.get(position=3)
    consultations.move(last, 1, by=None)
    assert [row[:2] for row in path(paper)] == [
        (1, "Stadtrat"),
        (2, "Fachausschuss 31/37"),
        (3, "Haupt- und Finanzausschuss"),
    ]
    consultations.move(last, 2, by=None)
    assert [name for _, name, _ in path(paper)] == [
        "Fachausschuss 31/37",
        "Stadtrat",
        "Haupt- und Finanzausschuss",
    ]
    before = audit.timeline(paper).count()
    consultations.move(last, 2, by=None)
    assert audit.timeline(paper).count() == before


def test_a_move_out_of_order_changes_nothing(paper, committee, city_council):
    first = consultations.add(paper, committee, date=day(13), by=None)
    consultations.add(paper, city_council, date=day(20), by=None)
    with pytest.raises(ConsultationRefused, match="früher"):
        consultations.move(first, 2, by=None)
    assert path(paper) == [(1, "Fachausschuss 31/37", 13), (2, "Stadtrat", 20)]


def test_a_station_goes_and_the_path_closes_up_but_not_with_a_result(
    paper, committee, finance, city_council
):
    made = [
        consultations.add(paper, body, date=day(n), by=None)
        for n, body in ((13, committee), (14, finance), (20, city_council))
    ]
    results.enter(made[0], "noted", by=None)
    with pytest.raises(ConsultationRefused, match="bleibt im Gremienweg"):
        consultations.remove(made[0], by=None)
    with pytest.raises(Stale):
        consultations.remove(made[1], seen=7, by=None)
    consultations.remove(made[1], by=None)
    assert path(paper) == [(1, "Fachausschuss 31/37", 13), (2, "Stadtrat", 20)]
    assert audit.timeline(paper)[0].action == "consultation.removed"


def test_a_day_with_a_result_does_not_move_to_the_future(station):
    results.enter(station, "noted", by=None)
    for wrong in (None, timezone.localdate() + dt.timedelta(days=1)):
        with pytest.raises(ConsultationRefused, match="Zukunft"):
            consultations.correct(station, {"date": wrong}, by=None)


def test_a_resolution_moves_with_the_consultation_it_came_of(paper, station, committee):
    papers.publish(paper, mirror=False, by=None)
    results.enter(station, "adopted", vote="unanimous", text="So.", by=None)
    values = {"date": day(14), "body": committee, "open_session": False}
    consultations.correct(station, values, by=None)
    resolution = paper.resolutions.get()
    assert (resolution.date, resolution.body, resolution.public) == (day(14), committee, False)


def test_nothing_changed_is_nothing_noted(paper, station):
    before = audit.timeline(paper).count()
    assert consultations.correct(station, {"date": station.date}, by=None).revision == 1
    assert audit.timeline(paper).count() == before
    assert Consultation.objects.get().revision == 0

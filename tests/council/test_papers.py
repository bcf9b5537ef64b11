import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from konfluenz.council import consultations, papers, promises, resolutions, results
from konfluenz.council.models import Paper, PaperPart, Sentence
from konfluenz.council.papers import PaperRefused, PartText, SentenceText
from konfluenz.ground import audit, dates, search
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db
INFORMATION = {"paper_type": "information", "subject": "Bericht"}


@pytest.fixture
def motion(faction):
    return papers.add(
        {"reference": "AT/0045/2015", "paper_type": "motion", "subject": "Koordinierungsstelle"},
        applicants=[faction],
        by=None,
    )


@pytest.fixture
def statement(motion):
    """The replay of `domain.md` 1.8 (a), below the faces."""
    return papers.add(
        {
            "paper_type": "statement",
            "subject": "Koordinierungsstelle",
            "answers": motion,
            "recommendation": "follow",
            "recommendation_text": "Dem Antrag folgen.",
        },
        parts=[
            PartText("point", str(n), heading, [SentenceText("Ein Satz.")])
            for n, heading in enumerate(("Leitstelle", "Koordinierung", "Amt"), 1)
        ],
        by=None,
    )


def test_a_statement_answers_its_motion_point_by_point(statement, motion, city_council):
    consultations.add(statement, city_council, date=dt.date(2015, 9, 17), agenda_item="21", by=None)
    here = statement.consultations.get()
    assert {
        "answers": statement.answers.reference,
        "applicants": [str(who) for who in motion.applicants.all()],
        "points": [(part.number, part.heading) for part in statement.parts.all()],
        "recommendation": statement.recommendation,
        "where": (str(here.body), here.date, here.agenda_item, here.open_session),
        "result": hasattr(here, "result"),
    } == {
        "answers": "AT/0045/2015",
        "applicants": ["CDU-Ratsfraktion"],
        "points": [("1", "Leitstelle"), ("2", "Koordinierung"), ("3", "Amt")],
        "recommendation": "follow",
        "where": ("Stadtrat", dt.date(2015, 9, 17), "21", True),
        "result": False,
    }


def test_all_head_fields_and_parts_are_kept_in_order(office, faction):
    head = {
        "reference": " UV/0050/2024 ",
        "paper_type": "information",
        "date": dt.date(2024, 2, 23),
        "subject": "Bericht über das Integrationskonzept",
        "department": office,
        "author_unit": office,
        "author": "31-Ordnungsamt",
        "file_reference": "31.20.01/Lo",
        "financial_impact": "keine",
        "note": "Eigene Wiedergabe",
    }
    parts = [
        PartText("text", "", "Unterrichtung", [SentenceText("Eins."), SentenceText("Zwei.")]),
        PartText("tasks", "", "Aufgaben", [SentenceText("Drei.", 1, bullet=True, kind="task")]),
        PartText("background", "", "Hintergrund"),
        PartText("financial", "", "Finanzielle Auswirkungen"),
    ]
    made = papers.add(head, parts=parts, applicants=[faction], by=None)
    stored = Paper.objects.get(pk=made.pk)
    assert stored.reference == "UV/0050/2024"
    assert {name: getattr(stored, name) for name in head} == head | {"reference": "UV/0050/2024"}
    assert [(part.position, part.kind) for part in stored.parts.all()] == [
        (1, "text"),
        (2, "tasks"),
        (3, "background"),
        (4, "financial"),
    ]
    assert list(
        Sentence.objects.filter(part__paper=stored).values_list("text", "position", "bullet")
    ) == [("Eins.", 1, False), ("Zwei.", 2, False), ("Drei.", 1, True)]
    assert (stored.public, stored.mirror_public) == (False, False)


@pytest.mark.parametrize(
    ("values", "slug"),
    [
        ({"reference": "UV/0050/2024"}, "uv-0050-2024"),
        ({"reference": "ST/0041/2023 neu"}, "st-0041-2023-neu"),
        ({"subject": "Prüfung & Übergabe: Straße"}, "pruefung-uebergabe-strasse"),
        ({"subject": "…"}, "papier"),
        ({"subject": "مرحبا"}, "papier"),
    ],
)
def test_the_address_comes_from_the_number_or_else_the_subject(values, slug):
    assert papers.add(INFORMATION | values, by=None).slug == slug


def test_a_statement_without_number_borrows_that_of_its_motion(statement, motion):
    assert statement.slug == "stellungnahme-at-0045-2015"
    again = papers.add(
        {"paper_type": "statement", "subject": "Nachtrag", "answers": motion}, by=None
    )
    assert again.slug == "stellungnahme-at-0045-2015-2"


@pytest.mark.parametrize("number", ["UV/0050/2024", "uv/0050/2024", "  UV/0050/2024"])
def test_a_number_is_taken_once(paper, number):
    with pytest.raises(PaperRefused, match=r"Nummer UV/0050/2024|Nummer uv/0050/2024"):
        papers.add(INFORMATION | {"reference": number}, by=None)
    other = papers.add(INFORMATION | {"reference": "UV/0051/2024"}, by=None)
    with pytest.raises(PaperRefused):
        papers.correct(other, {"reference": number}, by=None)
    assert sorted(Paper.objects.values_list("reference", flat=True)) == [
        "UV/0050/2024",
        "UV/0051/2024",
    ]


def test_the_table_itself_takes_a_number_once(paper):
    with pytest.raises(IntegrityError, match="reference"), transaction.atomic():
        Paper.objects.create(slug="other", reference="UV/0050/2024", **INFORMATION)
    Paper.objects.create(slug="a", **INFORMATION)
    Paper.objects.create(slug="b", **INFORMATION)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"subject": ""}, "Betreff"),
        ({"subject": "x" * 401}, "Betreff"),
        ({"paper_type": "poem"}, "Art"),
        ({"reference": "U" * 41}, "Nummer"),
        ({"recommendation": "perhaps"}, "Beschlussempfehlung"),
        ({"financial_impact": "x" * 401}, "Finanzielle Auswirkungen"),
    ],
)
def test_what_does_not_fit_is_named(values, words):
    with pytest.raises(PaperRefused, match=words):
        papers.add(INFORMATION | values, by=None)
    assert Paper.objects.count() == 0


def test_a_part_that_does_not_fit_leaves_nothing_behind():
    with pytest.raises(PaperRefused):
        papers.add(INFORMATION, parts=[PartText(heading="x" * 201)], by=None)
    assert (Paper.objects.count(), PaperPart.objects.count()) == (0, 0)


def test_papers_do_not_answer_themselves_or_each_other(motion, statement):
    for answers in (motion, statement):
        with pytest.raises(PaperRefused, match="sich selbst"):
            papers.correct(motion, {"answers": answers}, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=motion.pk).update(answers=motion)


def test_a_correction_notes_what_changed_and_moves_the_address_while_inside(paper, faction):
    papers.correct(paper, {"reference": "UV/0051/2024", "applicants": [faction]}, seen=0, by=None)
    paper.refresh_from_db()
    assert (paper.slug, paper.revision) == ("uv-0051-2024", 1)
    assert audit.timeline(paper)[0].detail.content["changes"] == {
        "reference": ["UV/0050/2024", "UV/0051/2024"],
        "applicants": [[], ["CDU-Ratsfraktion"]],
    }
    papers.correct(paper, {"subject": "Bericht", "applicants": [faction]}, by=None)
    assert audit.timeline(paper).count() == 2
    with pytest.raises(Stale):
        papers.correct(paper, {"subject": "Anders"}, seen=0, by=None)


def test_a_public_address_stays(paper):
    papers.publish(paper, mirror=False, by=None)
    changed = papers.correct(paper, {"reference": "UV/0052/2024"}, by=None)
    assert (changed.reference, changed.slug) == ("UV/0052/2024", "uv-0050-2024")


def test_publishing_opens_paper_mirror_and_resolutions_and_withdrawing_closes_them(paper, station):
    results.enter(station, "adopted", vote="unanimous", text="Es wird so.", by=None)

    def seen():
        paper.refresh_from_db()
        return paper.public, paper.mirror_public, paper.resolutions.get().public

    assert seen() == (False, False, False)
    papers.publish(paper, mirror=True, by=None)
    assert seen() == (True, True, True)
    papers.publish(paper, mirror=False, by=None)
    assert seen() == (True, False, True)
    papers.withdraw(paper, by=None)
    assert seen() == (False, False, False)
    papers.withdraw(paper, by=None)
    assert [entry.action for entry in audit.timeline(paper)][:3] == [
        "paper.withdrawn",
        "paper.published",
        "paper.published",
    ]


def test_what_is_debated_in_closed_session_only_stays_inside(paper, committee, city_council):
    consultations.add(paper, committee, open_session=False, by=None)
    with pytest.raises(PaperRefused, match="nichtöffentlicher Sitzung"):
        papers.publish(paper, mirror=False, by=None)
    consultations.add(paper, city_council, by=None)
    assert papers.publish(paper, mirror=False, by=None).public


def test_the_mirror_of_an_internal_paper_is_never_public(paper):
    with pytest.raises(IntegrityError, match="mirror"), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(mirror_public=True)


def test_a_head_gets_its_text_once(motion):
    papers.write(motion, [PartText(sentences=[SentenceText("Begehrt wird.")])], by=None)
    assert Sentence.objects.get().text == "Begehrt wird."
    with pytest.raises(PaperRefused, match="Text bereits"):
        papers.write(motion, [PartText()], by=None)


def test_papers_are_found_by_number_subject_and_what_they_say(paper, motion):
    for query in ("UV/0050", "0050 2024", "36", "konzept verwaltung", "unterrichtungsvorlage"):
        assert list(search.matching(Paper.objects.all(), query)) == [paper], query
    papers.correct(paper, {"subject": "Sachstand"}, by=None)
    assert list(search.matching(Paper.objects.all(), "sachstand")) == [paper]
    assert papers.by_number("uv/0050/2024") == paper
    assert papers.by_number("") is None


def test_removing_needs_a_reason_and_takes_all_but_the_tasks(paper, station, office):
    results.enter(station, "adopted", vote="unanimous", text="Es wird so.", by=None)
    resolution = paper.resolutions.get()
    promised = Sentence.objects.get(text__startswith="Die Verwaltung")
    task = promises.take(
        promised, "Konzept vorlegen", unit=office, due_date=dt.date(2027, 1, 1), by=None
    )
    with pytest.raises(PaperRefused, match="warum"):
        papers.remove(paper, reason=" ", by=None)
    papers.remove(paper, reason="Doppelt eingelesen", by=None)
    assert (Paper.objects.count(), Sentence.objects.count()) == (0, 0)
    assert list(search.find("Bericht", ["council.paper"])) == []
    assert list(search.find("wird", ["council.resolution"])) == []
    task.refresh_from_db()
    assert task.title == "Konzept vorlegen"
    assert resolution.pk is not None


def test_what_another_paper_answers_stays(motion, statement):
    with pytest.raises(PaperRefused, match="Koordinierungsstelle"):
        papers.remove(motion, reason="Weg", by=None)
    papers.remove(statement, reason="Weg", by=None)
    papers.remove(motion, reason="Weg", by=None)


def test_a_paper_with_its_text_costs_the_same_whatever_its_length(django_assert_max_num_queries):
    def text(n):
        return [PartText(sentences=[SentenceText("Satz.")] * n) for _ in range(n)]

    with django_assert_max_num_queries(40) as short:
        papers.add(INFORMATION, parts=text(1), by=None)
    with django_assert_max_num_queries(40) as long:
        papers.add(INFORMATION, parts=text(5), by=None)
    assert len(long) == len(short)


def test_a_resolution_goes_with_its_paper(paper, city_council):
    resolutions.add(
        city_council, dt.date(2024, 3, 13), "Beschlossen.", paper=paper, public=False, by=None
    )
    papers.publish(paper, mirror=False, by=None)
    assert paper.resolutions.get().public


def test_the_years_of_papers_are_told_once_the_latest_first_and_none_for_no_day():
    days = (dt.date(2015, 1, 1), dt.date(2024, 12, 31), dt.date(2015, 12, 31), None)
    for number, day in enumerate(days):
        papers.add({**INFORMATION, "reference": f"UV/000{number}/2024", "date": day}, by=None)
    assert dates.years(Paper.objects.all(), "date") == [2024, 2015]
    assert dates.years(Paper.objects.none(), "date") == []

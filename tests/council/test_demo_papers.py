"""The demo's two papers, as the import brings them in (`domain.md` 11)."""

import datetime as dt
import io

import pytest
from django.core.management import call_command

from konfluenz.actions.models import OriginKind, Task
from konfluenz.council.models import (
    ConsultationResult,
    ImportState,
    Paper,
    PaperImport,
    Resolution,
)

NOTE = "Eigene Wiedergabe von Konfluenz, nicht der Wortlaut"


@pytest.fixture
def city(db):
    call_command("demo", people=60, stdout=io.StringIO())


def test_the_demo_brings_both_papers_in(city):
    """One build for all that is looked at: it takes its time."""
    _both_papers_and_the_motion_are_public()
    _every_field_of_the_directory_is_found()
    _the_promises_of_2015_are_open_at_the_leitstelle()
    _what_the_papers_say_was_resolved()
    assert not ConsultationResult.objects.exists()  # No vote and no result is invented.


def _both_papers_and_the_motion_are_public():
    papers = Paper.objects.order_by("slug")
    assert list(papers.values_list("slug", "public", "mirror_public", "note")) == [
        (
            "at-0045-2015",
            True,
            False,
            "Der Text liegt nicht vor; bekannt durch das Papier, das darauf antwortet.",
        ),
        ("stellungnahme-at-0045-2015", True, True, NOTE),
        ("uv-0050-2024", True, True, NOTE),
    ]
    assert list(PaperImport.objects.values_list("state", flat=True)) == [ImportState.CONFIRMED] * 2


def _every_field_of_the_directory_is_found():
    paper = Paper.objects.get(slug="uv-0050-2024")
    assert (str(paper.department), str(paper.author_unit)) == ("Dezernat 2", "31 Ordnungsamt")
    assert str(paper.consultations.get().body) == "Fachausschuss der Ämter 31 und 37"


def _the_promises_of_2015_are_open_at_the_leitstelle():
    rows = Task.objects.filter(origin_kind=OriginKind.PROMISE, origin_label="council.sentence")
    assert sorted(rows.values_list("title", "unit__name", "state")) == [
        (title, "Leitstelle für Integration", "open")
        for title in [
            "Konzept für das Amt für Integration dem Stadtrat vorlegen",
            "Konzept für ein Amt für Integration erarbeiten",
            "Stelle im Vorgriff auf den Stellenplan einrichten",
        ]
    ]


def _what_the_papers_say_was_resolved():
    assert [
        (str(each.body), each.date, each.vote, str(each.unit or ""), str(each.concept or ""))
        for each in Resolution.objects.order_by("date")
    ] == [
        ("Stadtvorstand", dt.date(2015, 9, 14), "", "Verwaltungsinterne Koordinierungsstelle", ""),
        (
            "Stadtrat",
            dt.date(2022, 6, 30),
            "unanimous",
            "",
            "Strategisches Integrationskonzept 2022",
        ),
    ]

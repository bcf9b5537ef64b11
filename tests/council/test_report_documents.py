"""The report as a document: its order, its numbers, its files, and that no mutation escapes."""

import copy
import datetime as dt
import io
import json
from decimal import Decimal

import docx
import pytest
from django.core.management import CommandError, call_command
from odfdo import Document as Odt

from konfluenz.council import consultations, reports
from konfluenz.council.models import Paper
from konfluenz.council.reporting import (
    as_docx,
    as_html,
    as_odt,
    as_pdf,
    documents,
    formulas,
    verifying,
    widths,
)
from konfluenz.council.reporting.as_docx import TemplateRefused
from konfluenz.council.reporting.as_pdf import NotAReport
from konfluenz.council.reporting.formulas import FormulaUnknown
from konfluenz.council.reporting.ledger import Ledger, woven
from konfluenz.directory.models import OrgUnit
from konfluenz.ground import papers
from konfluenz.steering import goals, measures, recommendations
from konfluenz.steering.models import Goal, PriorityArea

DAY = dt.date(2024, 2, 23)


def fact(value, unit="percent", **more):
    given = {"value": value, "unit": unit, "decimals": 1, "approximate": False, "hidden": ""}
    return given | {"name": "x"} | more


@pytest.mark.parametrize(
    ("formula", "facts", "text"),
    [
        ("value", [fact("17.7")], "17,7\xa0%"),
        ("value", [fact("36.0000", approximate=True)], "ca. 36\xa0%"),
        ("value", [fact("9.0909")], "9,1\xa0%"),
        ("value", [fact(None)], "nicht erhoben"),
        ("value", [fact(None, hidden="small")], "weniger als 5"),
        ("change", [fact("9.1"), fact("17.7")], "+8,6 Prozentpunkte"),
        ("change", [fact("20", approximate=True), fact("36")], "ca. +16 Prozentpunkte"),
        ("change", [fact(None), fact("17.7")], "nicht erhoben"),
        ("change", [fact(None, hidden="secondary"), fact("17.7")], "nicht ausgewiesen"),
        ("factor", [fact("9.1"), fact("17.7")], "1,95"),
        ("factor", [fact("0"), fact("17.7")], "kein Vergleich mit 0"),
        ("share", [fact("3", "count"), fact("8", "count")], "37,5\xa0%"),
        ("share", [fact("3", "count"), fact("0", "count")], "kein Anteil an 0"),
        ("sum", [fact("1200", "persons"), fact("34", "persons")], "1.234"),
    ],
)
def test_a_number_is_made_of_facts_and_nothing_missing_is_nought(formula, facts, text):
    assert formulas.text(formula, facts) == text


def test_an_unknown_formula_is_refused():
    with pytest.raises(FormulaUnknown):
        formulas.text("guess", [fact("1")])


def test_numbers_stay_numbers_in_running_text():
    ledger = Ledger()
    key = ledger.counted("a", 4, name="Felder", definition="", source="")
    number = ledger.number("value", key)
    assert ledger.number("value", key) == number == {"number": "n1"}
    spans = woven("Es sind {n} Felder, {n}!", n=number)
    assert spans == ["Es sind ", number, " Felder, ", number, "!"]
    assert ledger.plain(spans) == "Es sind 4 Felder, 4!"


@pytest.fixture
def replayed(demo_city, db):
    """The report of 23.02.2024, from what the demo has stored (`domain.md` 1.8 b)."""
    report = reports.begin(
        "Bericht über das Integrationskonzept",
        dt.date(2022, 7, 1),
        DAY,
        unit=OrgUnit.objects.get(number="31"),
        department=OrgUnit.objects.get(name="Dezernat 2"),
        financial_impact="keine",
        by=None,
    )
    report = reports.freeze(report, by=None)
    values = {"reference": "UV/9050/2024", "date": DAY, "author": "31-Ordnungsamt"}
    paper = reports.attach(report, values | {"file_reference": "31.20.01"}, by=None)
    body = Paper.objects.get(reference="UV/0050/2024").consultations.get().body
    consultations.add(paper, body, date=dt.date(2024, 3, 13), by=None)
    report.refresh_from_db()
    return report


def texts(document, slug):
    lines = documents.lines(document)
    return [documents.plain(document, spans) for name, spans in lines if name == slug]


def test_the_replay_has_the_fields_of_the_paper_in_their_order(replayed):
    document = reports.document(replayed)
    assert [(field["label"], field["text"]) for field in document["head"]] == [
        ("Vorlage", "UV/9050/2024"),
        ("Datum", "23.02.2024"),
        ("Dezernat", "Dezernat 2"),
        ("Verfasser", "31-Ordnungsamt"),
        ("Az.", "31.20.01"),
        ("Betreff", "Bericht über das Integrationskonzept"),
    ]
    (station,) = document["path"]
    assert station["date"] == "13.03.2024"
    assert station["boxes"] == [
        "einstimmig",
        "mehrheitl.",
        "ohne BE",
        "abgelehnt",
        "Kenntnis",
        "abgesetzt",
        "verwiesen",
        "vertagt",
        "geändert",
        "Enthaltungen",
        "Gegenstimmen",
    ]
    parts = list(dict.fromkeys(section["part"] for section in document["sections"]))
    assert parts[:3] == ["Unterrichtung", "Hintergrund", "Finanzielle Auswirkungen"]
    assert texts(document, "financial") == ["keine"]


def test_the_replay_takes_f01_to_f05_from_what_is_stored(replayed):
    document = reports.document(replayed)
    background = " ".join(texts(document, "background"))
    for said in ("9,1\xa0%", "17,7\xa0%", "+8,6 Prozentpunkte", "1,95", "ca. 20\xa0%", "36\xa0%"):
        assert said in background, said
    assert "ca. +16 Prozentpunkte" in background
    history = " ".join(texts(document, "history"))
    assert "30.06.2022" in history
    assert "einstimmig" in history


def test_the_replay_says_how_ehrenamt_stood_and_why(replayed):
    stood = " ".join(texts(reports.document(replayed), "areas"))
    assert "nicht zufriedenstellend bearbeitbar: Stelle unbesetzt seit 2022" in stood


def test_the_committee_reads_what_working_groups_recommend_and_what_became_of_it(replayed):
    area = PriorityArea.objects.get(name="Ehrenamt", concept__state="in_force")
    given = {"area": area, "by": None}
    recommendations.add(area.group, "Stelle neu besetzen", date=DAY, **given)
    late = DAY + dt.timedelta(days=1)
    recommendations.add(area.group, "Erst danach", date=late, **given)
    said = texts(reports.document(replayed), "groups")
    assert f"{area.group}: 1 Empfehlung" in said
    assert "Stelle neu besetzen – neu" in said
    assert "Erst danach" not in " ".join(said)


def test_goals_and_measures_are_grouped_by_function_where_goals_name_one(replayed):
    assert "Koordinierung:" not in " ".join(texts(reports.document(replayed), "role"))
    first, second, *_rest = Goal.objects.order_by("pk")
    goals.correct(first, {"functions": ["coordination", "service"]}, by=None)
    goals.correct(second, {"functions": ["service"]}, by=None)
    office = OrgUnit.objects.get(number="31")
    for goal, starts in ((first, DAY), (second, DAY + dt.timedelta(days=1))):
        given = {"unit": office, "starts_on": starts, "by": None}
        measures.move(measures.add("Demo", [goal], **given), "running", by=None)
    document = reports.document(replayed)
    assert texts(document, "role")[-3:] == [
        "Koordinierung: Ziele 1, Maßnahmen 1",
        "Gestaltung: Ziele 0, Maßnahmen 0",
        "Dienstleistung: Ziele 2, Maßnahmen 1",
    ]
    report = reports.countersign(replayed, by=None)
    assert verifying.check(report.document, report.seal, None) == []


def test_the_same_records_give_the_same_seal_twice(replayed, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        first = documents.build(replayed)
    assert documents.seal(first) == documents.seal(documents.build(replayed))
    assert json.loads(documents.canonical(first)) == first


def test_each_number_names_definition_and_source(replayed):
    document = reports.document(replayed)
    for number in document["numbers"].values():
        for key in number["facts"]:
            said = document["facts"][key]
            assert said["name"], key
            assert said["definition"], key
            assert said["value"] is None or said["source"] or said["query"], key


def test_every_changed_figure_is_found(replayed):
    document = reports.document(replayed)
    seal = documents.seal(document)
    assert verifying.check(document, seal) == []
    for name in document["numbers"]:
        changed = copy.deepcopy(document)
        changed["numbers"][name]["text"] += "1"
        found = verifying.check(changed, documents.seal(changed))
        assert [one.where.partition(":")[0] for one in found] == [name]
    for key, said in document["facts"].items():
        if said["value"] is None:
            continue
        changed = copy.deepcopy(document)
        changed["facts"][key]["value"] = str(Decimal(said["value"]) + 1)
        used = {name for name, one in document["numbers"].items() if key in one["facts"]}
        findings = verifying.check(changed, documents.seal(changed))
        found = {one.where.partition(":")[0] for one in findings}
        assert used, key
        assert found <= used
        assert found, key
        assert verifying.check(changed, seal)[0].where == "Siegel"


@pytest.mark.parametrize("other", ["4711", "{0}7", "{0},5", "3{0}", "{0}.000"])
def test_each_changed_number_of_a_page_is_found_and_named(replayed, other):
    document = reports.document(replayed)
    seal = documents.seal(document)
    lines = [documents.plain(document, spans) for _slug, spans in documents.lines(document)]
    assert verifying.check(document, seal, "\n".join(lines)) == []
    for number, (_slug, spans) in enumerate(documents.lines(document)):
        for name in [span["number"] for span in spans if isinstance(span, dict)]:
            right = document["numbers"][name]["text"]
            if not any(map(str.isdigit, right)) and other != "4711":
                continue
            wrong = copy.deepcopy(document)
            wrong["numbers"][name]["text"] = other.format(right)
            page = [*lines[:number], documents.plain(wrong, spans), *lines[number + 1 :]]
            found = verifying.check(document, seal, "\n".join(page))
            assert name in {one.where.partition(":")[0] for one in found}, lines[number]


def test_the_pdf_carries_its_data_and_verifies_offline(replayed, tmp_path, capsys):
    report = reports.countersign(replayed, by=None)
    content = as_pdf.made(report.document, report.seal)
    document, seal, printed = as_pdf.carried(content)
    assert (document, seal) == (report.document, report.seal)
    assert verifying.check(document, seal, printed) == []
    file = tmp_path / "bericht.pdf"
    file.write_bytes(content)
    call_command("verify", str(file))
    assert "All as it was sealed." in capsys.readouterr().out
    with pytest.raises(CommandError, match="differ"):
        call_command("verify", str(file), seal="0" * 64)


def test_what_is_no_report_is_said_to_be_none():
    with pytest.raises(NotAReport, match="kein PDF"):
        as_pdf.carried(b"nothing")
    with pytest.raises(NotAReport, match="keine Daten"):
        as_pdf.carried(papers.pdf("<html lang=de><title>x</title><body>x</body></html>"))


def test_docx_and_odt_say_the_same(replayed):
    document = reports.document(replayed)
    file = docx.Document(io.BytesIO(as_docx.made(document)))
    said = " ".join(one.text for one in file.paragraphs)
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert "17,7\xa0%" in said
    assert cells[:4] == ["Vorlage", "UV/9050/2024", "Datum", "23.02.2024"]
    assert "☐\xa0einstimmig   ☐\xa0mehrheitl." in " ".join(cells)
    assert "{{" not in said + " ".join(cells)
    odt = Odt(io.BytesIO(as_odt.made(document)))
    assert "17,7\xa0%" in odt.body.text_recursive
    items = [
        one.text_recursive for one in odt.body.get_elements("//text:list/text:list-item/text:p")
    ]
    blocks = [block for section in document["sections"] for block in section["blocks"]]
    listed = [row for block in blocks if block["kind"] == "list" for row in block["items"]]
    assert items and items == [documents.plain(document, row) for row in listed]
    assert all(item in said for item in items)
    tables = odt.body.get_elements("//table:table")
    assert len(tables) == len(file.tables) == 2 + sum(one["kind"] == "table" for one in blocks)


def test_signs_of_a_word_processor_do_not_break_the_files(replayed):
    text = "Erste Zeile\x0bZweite Zeile\x01\ufffe\n\nÜber\tuns"
    reports.write(replayed, "conclusions", text, by=None)
    document = reports.document(replayed)
    assert texts(document, "conclusions") == ["Erste Zeile Zweite Zeile  ", "Über\tuns"]
    file = docx.Document(io.BytesIO(as_docx.made(document)))
    assert any("Erste Zeile Zweite Zeile" in one.text for one in file.paragraphs)
    odt = Odt(io.BytesIO(as_odt.made(document)))
    assert "Erste Zeile Zweite Zeile" in odt.body.text_recursive


def test_a_sealed_file_ends_with_the_line_of_its_seal(replayed):
    report = reports.countersign(replayed, by=None)
    line = f"Zahlen vom 23.02.2024, gesiegelt: {report.seal}"
    file = docx.Document(io.BytesIO(as_docx.made(report.document, seal=report.seal)))
    assert file.paragraphs[-1].text == line
    odt = Odt(io.BytesIO(as_odt.made(report.document, seal=report.seal)))
    assert odt.body.get_elements("//text:p")[-1].text_recursive == line
    assert line in as_html.body(report.document, seal=report.seal)
    assert documents.sealed(report.document, "") == ""


def test_columns_are_as_wide_as_their_words_and_a_date_is_never_broken():
    head = ["Seit", "Betreff", "Zuständig", "Fällig", "Stand", "Bemerkung"]
    rows = [["17.09.2015", "Koordinierungsstelle " * 4, "Leitstelle", "01.07.2027", "offen", "x"]]
    found = widths.shares(head, rows)
    assert sum(found) == pytest.approx(1)
    assert found[1] == max(found)
    assert min(found[0], found[3]) * widths.LINE >= len("17.09.2015")
    crowded = widths.shares([], [["Zuständigkeitsbereich"] * 7])
    assert crowded == pytest.approx([1 / 7] * 7)


def test_a_template_of_the_city_is_filled_or_refused_with_a_word():
    as_docx.check(as_docx.own())
    for text, says in (
        ("{{ body }} {{ oberbuergermeister }}", "oberbuergermeister"),
        ("Nur Text", "body"),
        ("{{ body", "nicht so geschrieben"),
    ):
        file = docx.Document()
        file.add_paragraph(text)
        out = io.BytesIO()
        file.save(out)
        with pytest.raises(TemplateRefused, match=says):
            as_docx.check(out.getvalue())
    with pytest.raises(TemplateRefused, match="DOCX"):
        as_docx.check(b"PK nothing")

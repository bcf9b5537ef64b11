"""J9 and the replay: the report of 23.02.2024 beside its paper; another written and verified."""

import re

import pytest

from konfluenz.council.reporting import as_pdf, verifying

TITLE = "Bericht über das Integrationskonzept"


@pytest.fixture
def report(page, as_role):
    as_role(page, "integration_officer")
    page.goto("/buero/berichte/")
    page.get_by_role("link", name=TITLE).first.click()
    return page


def test_the_replay_stands_beside_the_paper_with_differences_marked(report, fits):
    report.get_by_role("link", name="Neben der Vorlage").click()
    fields = report.locator("table").first.locator("tbody tr")
    assert [row.locator("th").inner_text() for row in fields.all()] == [
        "Vorlage",
        "Datum",
        "Dezernat",
        "Verfasser",
        "Az.",
        "Betreff",
    ]
    same = [row.locator("td").last.inner_text().strip() for row in fields.all()]
    assert same == ["ja"] * 6
    figures = report.locator("section[aria-labelledby=figures]").inner_text()
    for found in ("9,1 % ✓", "17,7 % ✓", "36 % ✓"):
        assert found in figures.replace("\xa0", " ")
    boxes = report.locator(".boxes li").all_inner_texts()
    assert len(boxes) == 11
    assert "nicht zufriedenstellend bearbeitbar" in report.locator(".o-report").inner_text()
    fits(report)


def test_a_number_leads_to_where_it_comes_from(report):
    report.get_by_role("link", name="So liest er sich").click()
    number = report.locator("a.number", has_text="17,7").first
    target = number.get_attribute("href")
    number.click()
    assert report.url.endswith(target)
    origin = report.locator(f"{target} + dd").inner_text()
    assert "Quelle" in origin
    assert "UV/0050/2024" in origin


def test_a_report_is_written_closed_handed_over_and_verified(report, fits, tmp_path):
    report.goto("/buero/berichte/neu/")
    report.get_by_label("Betreff").fill("Demo-Bericht der Reise")
    report.get_by_label("Finanzielle Auswirkungen").fill("keine")
    fits(report)
    report.get_by_role("button", name="Bericht beginnen").click()
    report.get_by_role("button", name="Zahlen einfrieren").click()
    fits(report)
    report.get_by_role("link", name=re.compile("Schlussfolgerungen")).click()
    report.get_by_label("Ihr Text").fill("Es fehlt eine Stelle.\n\n- erstens\n- zweitens")
    report.get_by_role("button", name="Speichern").click()
    report.get_by_role("link", name="Vorlage anlegen").click()
    report.get_by_label("Nummer").fill("UV/4711/2030")
    report.get_by_role("button", name="Vorlage anlegen").click()
    report.go_back()
    report.goto("/buero/berichte/")
    report.get_by_role("link", name="Demo-Bericht der Reise").click()
    report.get_by_role("button", name="Mitzeichnen").click()
    assert "Darin ändert sich nichts mehr" in report.locator("main").inner_text()
    with report.expect_download() as given:
        report.get_by_role("link", name="PDF").click()
    file = tmp_path / "bericht.pdf"
    given.value.save_as(file)
    document, seal, printed = as_pdf.carried(file.read_bytes())
    assert verifying.check(document, seal, printed) == []
    assert "Es fehlt eine Stelle." in printed.replace("\n", " ")
    report.get_by_role("button", name="An den Sitzungsdienst geben").click()
    assert "Beim Sitzungsdienst" in report.locator("main").inner_text()

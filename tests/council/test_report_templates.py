"""The city's template for reports: taken, tried out, refused, taken back."""

import io
import zipfile

import docx
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from konfluenz.council import report_templates
from konfluenz.council.models import ReportTemplate
from konfluenz.council.report_templates import TRIAL, TemplateRefused
from konfluenz.directory import municipality
from konfluenz.ground.models import Entry, StoredFile

pytestmark = pytest.mark.django_db
DOCUMENT = TRIAL | {
    "city": "Musterstadt",
    "title": "Bericht",
    "cut_off": "2024-02-23",
    "head": [{"label": "x", "text": text} for text in ("UV/1/2024", "", "", "", "", "Betreff <3")],
    "sections": [
        {
            "slug": "x",
            "part": "Unterrichtung",
            "heading": "Unterrichtung",
            "blocks": [{"kind": "text", "spans": ["Ein Satz."]}],
        }
    ],
}


def template(*, header="{{ city }}", cell="{{ paper }} vom {{ cut_off }}", body="{{ body }}"):
    """A small template with places in its header and in a table."""
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = header
    table = file.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Vorlage", cell
    file.add_paragraph("{{ subject }}")
    file.add_paragraph(body)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def with_entry(data, name, content):
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def upload(data, name="stadt.docx"):
    return SimpleUploadedFile(name, data)


@pytest.fixture(autouse=True)
def _city(db):
    municipality.set_up("Musterstadt", land="RP", by=None)


def test_a_template_is_used_from_now_on_and_filled_everywhere():
    assert report_templates.current() is None
    made = report_templates.add(upload(template()), by=None)
    assert (made.name, report_templates.current()) == ("stadt.docx", made)
    written = report_templates.write(DOCUMENT, "siegel")
    assert written.problem == ""
    file = docx.Document(io.BytesIO(written.content))
    assert file.sections[0].header.paragraphs[0].text == "Musterstadt"
    assert file.tables[0].rows[0].cells[1].text == "UV/1/2024 vom 23.02.2024"
    assert [one.text for one in file.paragraphs] == ["Betreff <3", "Unterrichtung", "Ein Satz."]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            template(cell="{{ amt }}"),
            "verlangt amt. Ein Bericht hat: city, title",
        ),
        (template(body="Text"), "keinen Platzhalter {{ body }}"),
        (template(body="Hier: {{ body }}"), "allein in einem Absatz"),
        (template(cell="{{ paper"), "nicht so geschrieben"),
        (template(cell="{% for x in range(9) %}a{% endfor %}"), "nur ein Name"),
        (template(cell="{{ ''.__class__.__mro__ }}"), "nur ein Name"),
        (template(cell="{{ city|upper }}"), "nur ein Name"),
        (with_entry(template(), "word/vbaProject.bin", b"x"), "enthält Makros"),
        (with_entry(template(), "word/media/x.bmp", bytes(51 * 1024**2)), "entpackt größer"),
        (template()[:2000], "DOCX"),
        (b"PK\x03\x04 kein Archiv", "DOCX"),
        (b"%PDF-1.7", "DOCX"),
        (bytes(5 * 1024**2 + 1), "höchstens 5 MB"),
    ],
)
def test_what_cannot_be_a_template_is_refused_and_nothing_is_kept(data, says):
    with pytest.raises(TemplateRefused) as refusal:
        report_templates.add(upload(data), by=None)
    assert says in str(refusal.value)
    assert (ReportTemplate.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_another_kind_of_office_file_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(TemplateRefused, match="DOCX"):
        report_templates.add(upload(out.getvalue(), "liste.docx"), by=None)


def test_places_in_the_properties_of_a_file_cannot_compute_either():
    file = docx.Document(io.BytesIO(template()))
    file.core_properties.title = "{{ 7 * 7 }}"
    out = io.BytesIO()
    file.save(out)
    with pytest.raises(TemplateRefused, match="nur ein Name"):
        report_templates.add(upload(out.getvalue()), by=None)


def test_taken_back_the_one_before_is_used_and_then_ours():
    first = report_templates.add(upload(template(), "erste.docx"), by=None)
    second = report_templates.add(upload(template(), "zweite.docx"), by=None)
    report_templates.drop(second, by=None)
    assert report_templates.current() == first
    report_templates.drop(first, by=None)
    assert report_templates.current() is None
    assert StoredFile.objects.count() == 0
    actions = Entry.objects.filter(action__startswith="report_template.").order_by("id")
    assert [entry.action.partition(".")[2] for entry in actions] == ["added", "added"] + [
        "dropped"
    ] * 2


def test_a_template_that_fails_later_gives_ours_and_says_why():
    made = report_templates.add(upload(template()), by=None)
    kept = storages["private"]
    kept.delete(made.file.key)
    assert report_templates.write(DOCUMENT, "").problem == "Die Vorlagendatei ist nicht mehr da."
    kept.save(made.file.key, ContentFile(b"kaputt"))
    written = report_templates.write(DOCUMENT, "")
    assert written.problem == "Das ist keine lesbare DOCX-Datei."
    assert docx.Document(io.BytesIO(written.content)).tables

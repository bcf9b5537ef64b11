"""A page in each language: what stands where, and how far it can be trusted."""

import pytest
from tests.publishing import tree

from konfluenz.ground import translations
from konfluenz.publishing import pages, readings
from konfluenz.publishing.models import OwnVersion, PortalPage
from konfluenz.publishing.readings import Standing

pytestmark = pytest.mark.django_db

ENGLISH = {
    "title": "Learn German",
    "summary": "Courses of all kinds.",
    f"{tree.HEADING}.text": "Courses",
    f"{tree.TEXT}.text": "<p>There are courses.</p>",
    f"{tree.FIRST}.text": "<p>In the evening</p>",
    f"{tree.SECOND}.text": "<p>In the morning</p>",
    f"{tree.WORD}.explanation": "who offers the course",
}


@pytest.fixture
def page():
    return tree.guide(summary="Kurse aller Art.")


def translate(page, texts=ENGLISH, **how):
    translations.put_fields(
        page, {key: {"en": text} for key, text in texts.items()}, by=None, **how
    )


def lines(reading):
    return [piece.text for piece in reading.pieces]


def test_the_segments_of_a_page_stand_in_reading_order_and_know_their_blocks(page):
    assert [(segment.key, segment.text, segment.html) for segment in page.segments()] == [
        ("title", "Deutsch lernen", False),
        ("summary", "Kurse aller Art.", False),
        (f"{tree.HEADING}.text", "Kurse", False),
        (f"{tree.TEXT}.text", "<p>Es gibt Kurse.</p>", True),
        (f"{tree.FIRST}.text", "<p>Am Abend</p>", True),
        (f"{tree.SECOND}.text", "<p>Am Morgen</p>", True),
        (f"{tree.WORD}.explanation", "wer den Kurs anbietet", False),
    ]


def test_german_is_the_source_and_a_foreign_language_begins_missing(page):
    german, english = readings.read(page, "de"), readings.read(page, "en")
    assert (german.standing, lines(german)[:3]) == (
        Standing.SOURCE,
        ["Deutsch lernen", "Kurse aller Art.", "Kurse"],
    )
    assert english.standing == Standing.MISSING


def test_a_whole_translation_is_a_draft_until_somebody_has_checked_it(page):
    translate(page)
    assert readings.read(page, "en").standing == Standing.DRAFT
    translate(page, checked=True)
    reading = readings.read(page, "en")
    assert (reading.standing, lines(reading)) == (Standing.CHECKED, list(ENGLISH.values()))
    assert reading.parts[3].words == ["Kursträger"]


def test_only_the_changed_segment_makes_it_stale(page):
    translate(page, checked=True)
    page.body[0].value = "Alle Kurse"
    page.save()
    page = PortalPage.objects.get(pk=page.pk)
    assert readings.read(page, "en").standing == Standing.STALE
    told = translations.told([page], "en")[page.pk]
    assert {key for key, text in told.items() if text.stale} == {f"{tree.HEADING}.text"}
    translate(page, {f"{tree.HEADING}.text": "All courses"}, checked=True)
    assert readings.read(page, "en").standing == Standing.CHECKED


def test_moving_blocks_and_pages_and_saving_drafts_outdate_nothing(page):
    translate(page, checked=True)
    blocks = page.body.raw_data
    page.body = PortalPage.body.field.to_python([blocks[2], blocks[0], blocks[1], blocks[3]])
    page.save()
    other = tree.guide("Andere")
    page.refresh_from_db()
    page.move(other, pos="last-child")
    page = PortalPage.objects.get(pk=page.pk)
    draft = PortalPage.objects.get(pk=page.pk)
    draft.title = "Ein Entwurf"
    draft.save_revision()
    reading = readings.read(PortalPage.objects.get(pk=page.pk), "en")
    assert (reading.standing, [part.kind for part in reading.parts]) == (
        Standing.CHECKED,
        ["bullets", "heading", "text", "words"],
    )


def test_a_new_block_stands_in_german_and_says_so(page):
    translate(page, checked=True)
    page.body.append(("note", "<p>Fragen Sie früh.</p>"))
    page.save()
    reading = readings.read(PortalPage.objects.get(pk=page.pk), "en")
    assert reading.standing == Standing.PARTIAL
    assert [(piece.text, piece.german) for piece in reading.parts[-1].pieces] == [
        ("<p>Fragen Sie früh.</p>", True)
    ]
    assert not reading.parts[0].pieces[0].german


@pytest.mark.parametrize("careful", ["legal", "health"])
def test_where_a_mistake_harms_no_machine_draft_is_shown_unread(careful):
    page = tree.guide("Krank", careful=careful, slug=careful)
    texts = {key: text for key, text in ENGLISH.items() if key != "summary"}
    translate(page, texts, machine=True)
    assert readings.read(page, "en").standing == Standing.MISSING
    translate(page, texts, checked=True)
    assert readings.read(page, "en").standing == Standing.CHECKED


def test_a_version_of_its_own_stands_before_the_segments(page):
    translate(page, checked=True)
    own = [{"type": "text", "value": "<p>Built differently.</p>", "id": tree.TEXT}]
    OwnVersion.objects.create(
        page=page, locale="en", title="Own", body=PortalPage.body.field.to_python(own)
    )
    reading = readings.read(page, "en")
    assert lines(reading) == ["Own", "", "<p>Built differently.</p>"]
    assert readings.read(page, "fr").standing == Standing.MISSING


@pytest.mark.parametrize("number", [1, 3])
def test_any_number_of_pages_is_read_with_two_queries(number, django_assert_num_queries):
    for count in range(number):
        translate(tree.guide(f"Seite {count}"))
    found = list(pages.public())
    with django_assert_num_queries(2):
        assert len(readings.read_all(found, "en")) == number

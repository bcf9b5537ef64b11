"""A page tree of Integreat's comes in: once, whole, and never over what was edited here."""

import json

import pytest
from django.core.management import call_command
from tests.publishing import integreat_source as source

from konfluenz.directory.models import Review
from konfluenz.ground import imports, translations
from konfluenz.ground.models import Entry, Translation
from konfluenz.publishing import pages, readings, segments
from konfluenz.publishing.importing import integreat, sources
from konfluenz.publishing.models import OwnVersion, PortalPage
from konfluenz.publishing.readings import Standing

pytestmark = pytest.mark.django_db


def take(folder, *, draft=False, **languages):
    lines = []
    names = source.write(folder, **languages)
    return str(integreat.take(names, lines.append, draft=draft)), lines


def page(path):
    return PortalPage.objects.get(imported_from=path)


def offices():
    return page("/demo-kreis/de/willkommen/ämter/")


def blocks(page):
    return [(block.block_type, [one.text for one in _texts(block)]) for block in page.body]


def _texts(block):
    return segments.of_block(block.get_prep_value())


def test_a_tree_comes_in_with_parents_order_blocks_and_links(tmp_path):
    count, lines = take(tmp_path, de=source.german())
    assert count == "3 new, 0 changed, 0 unchanged, 0 refused"
    assert [pages.path(one) for one in pages.public()] == [
        "willkommen",
        "willkommen/anfahrt",
        "willkommen/aemter",
    ]
    assert blocks(offices()) == [
        ("heading", ["Öffnungszeiten"]),
        ("text", ["<p><b>Montag</b><br>8&nbsp;Uhr</p>"]),
        ("text", [f'<p><a linktype="page" id="{offices().pk}">Ämter</a></p>']),
        ("bullets", ["<p>Pass</p>", "<p>Foto</p>", "<p>neu</p>"]),
    ]
    assert "Without a topic: 3 pages" in "\n".join(lines) or "Ohne Thema: 3" in "\n".join(lines)
    assert list(
        Entry.objects.filter(action__startswith="page.")
        .order_by("id")
        .values_list("action", flat=True)
    )[-2:] == ["page.published", "page.published"]


def test_parallel_languages_become_translations_and_others_versions_of_their_own(tmp_path):
    count, lines = take(tmp_path, de=source.german(), en=source.english())
    assert count == "3 new, 0 changed, 0 unchanged, 1 refused"
    assert any("demo-kreis/en/only" in line for line in lines)
    read = readings.read(offices(), "en")
    assert (read.title.text, read.standing) == ("Offices", Standing.DRAFT)
    assert read.parts[2].pieces[0].text == (
        f'<p><a linktype="page" id="{offices().pk}">Offices</a></p>'
    )
    assert OwnVersion.objects.get().page == page("/demo-kreis/de/willkommen/anfahrt/")
    again, _lines = take(tmp_path, de=source.german(), en=source.english())
    assert again == "0 new, 0 changed, 3 unchanged, 1 refused"


def test_a_changed_text_is_changed_and_the_rest_keeps_its_translations(tmp_path):
    take(tmp_path, de=source.german(), en=source.english())
    ids = [block.id for block in offices().body]
    translations.put(offices(), f"{ids[0]}.text", "tr", "Saatler", by=None)
    german = source.german()
    german[1]["content"] = german[1]["content"].replace("<h2>", "<p>Neu</p><h2>", 1)
    german[1]["content"] = german[1]["content"].replace("8&nbsp;Uhr", "9&nbsp;Uhr")
    english = source.english()
    english[1]["content"] = english[1]["content"].replace("<h3>", "<p>New</p><h3>", 1)
    count, _lines = take(tmp_path, de=german, en=english)
    assert count == "0 new, 1 changed, 2 unchanged, 1 refused"
    assert [block.id for block in offices().body][1:] == ids
    told = translations.told([offices()], "en")[offices().pk]
    assert {key for key, text in told.items() if text.stale} == {f"{ids[1]}.text"}
    assert translations.told([offices()], "tr")[offices().pk][f"{ids[0]}.text"].text == "Saatler"


def test_what_was_edited_here_stays_and_is_told(tmp_path):
    take(tmp_path, de=source.german(), en=source.english())
    edited = offices()
    edited.title = "Unsere Ämter"
    edited.save_revision()
    german = source.german()
    german[1]["title"] = "Behörden"
    count, lines = take(tmp_path, de=german, en=source.english())
    assert count == "0 new, 0 changed, 2 unchanged, 2 refused"
    assert offices().title == "Ämter"
    assert any("willkommen/aemter" in line for line in lines)
    same, _lines = take(tmp_path, de=source.german(), en=source.english())
    assert same == "0 new, 0 changed, 3 unchanged, 1 refused"


def test_a_translation_mended_here_stays(tmp_path):
    take(tmp_path, de=source.german(), en=source.english())
    translations.put(offices(), "title", "en", "Authorities", by=None, checked=True)
    english = source.english()
    english[1]["title"] = "Bureaus"
    count, lines = take(tmp_path, de=source.german(), en=english)
    assert count == "0 new, 0 changed, 2 unchanged, 2 refused"
    assert readings.read(offices(), "en").title.text == "Authorities"
    assert any("en" in line and "willkommen/aemter" in line for line in lines)


def test_a_language_that_changes_its_shape_changes_its_form(tmp_path):
    take(tmp_path, de=source.german(), en=source.english())
    english = source.english()
    english[1]["content"] = "<p>All at once</p>"
    english[2]["content"] = "<p>Bus and train</p>"
    count, _lines = take(tmp_path, de=source.german(), en=english)
    assert count == "0 new, 2 changed, 1 unchanged, 1 refused"
    assert OwnVersion.objects.get().page == offices()
    assert not Translation.objects.filter(record_id=str(offices().pk), locale="en").exists()
    assert readings.read(page("/demo-kreis/de/willkommen/anfahrt/"), "en").title.text == "The way"


def test_drafts_are_seen_by_nobody_and_nobody_is_asked(tmp_path):
    take(tmp_path, de=source.german(), draft=True)
    assert not pages.public().exists()
    assert not Review.objects.exists()
    assert len(offices().body) == 4


def test_a_run_that_broke_off_is_finished_by_the_next(tmp_path, monkeypatch):
    def broken(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(integreat.Taking, "_take", broken)
        with pytest.raises(KeyboardInterrupt):
            take(tmp_path, de=source.german())
    assert not pages.public().exists()
    count, _lines = take(tmp_path, de=source.german())
    assert count == "3 new, 0 changed, 0 unchanged, 0 refused"
    assert PortalPage.objects.exclude(imported_from="").count() == 3


def test_what_vanished_is_told_and_stays(tmp_path):
    take(tmp_path, de=source.german())
    count, lines = take(tmp_path, de=source.german()[:2])
    assert count == "0 new, 0 changed, 2 unchanged, 0 refused"
    assert any("willkommen/anfahrt" in line for line in lines)
    assert pages.find("willkommen/anfahrt") is not None


def test_words_of_the_address_that_are_taken_get_a_number(tmp_path):
    pages.add(pages.root(), "Willkommen", by=None)
    take(tmp_path, de=source.german())
    assert pages.path(page("/demo-kreis/de/willkommen/")) == "willkommen-2"


def test_circles_orphans_twins_and_the_nameless_are_told_and_nothing_is_lost(tmp_path):
    rows = [
        source.page("/k/de/a/", "A", parent="/k/de/b/"),
        source.page("/k/de/b/", "B", parent="/k/de/a/"),
        source.page("/k/de/c/", "C", parent="/k/de/gone/"),
        source.page("/K/de/C/", "C noch einmal"),
        source.page("/k/de/d/", " "),
        source.page("/k/de/e/", "Halbes Zeichen \ud800\x00"),
        source.page("/k/de/long/", "x" * 256),
        source.page("", "Ohne Adresse"),
        "kein Objekt",
        {"path": 5, "title": []},
        source.page("/k/de/huge/", "Riesig", "x" * (sources.MAX_CONTENT + 1)),
    ]
    count, lines = take(tmp_path, de=rows)
    assert count == "4 new, 0 changed, 0 unchanged, 7 refused"
    assert [pages.path(one) for one in pages.public()] == ["a", "a/b", "c", "e"]
    assert len([line for line in lines if "k/de/" in line]) >= 6


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("pages.de.json", b"<html>"),
        ("pages.de.json", b'{"error": 1}'),
        ("pages.de.json", b"[" * 100_000),
        ("pages.de.json", b"[]"),
        ("pages.json", b"[]"),
        ("pages.xx.json", b"[]"),
        ("pages.en.json", b"[]"),
    ],
)
def test_what_is_no_list_of_pages_is_refused_in_words(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    lines = []
    assert str(integreat.take([str(tmp_path / name)], lines.append)).endswith(" 1 refused")
    assert len(lines) == 1


def test_a_file_that_is_too_large_or_missing_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MAX_BYTES", 10)
    assert take(tmp_path, de=source.german())[0].endswith(" 1 refused")
    assert str(integreat.take([str(tmp_path / "no.de.json")], print)).endswith(" 1 refused")
    assert str(integreat.take([str(tmp_path / "leer")], print)).endswith(" 1 refused")


def test_the_command_takes_files_and_says_last_what_came_of_it(tmp_path, capsys):
    names = source.write(tmp_path, de=source.german())
    call_command("import", "integreat", *names, "--draft")
    assert capsys.readouterr().out.splitlines()[-1] == ("3 new, 0 changed, 0 unchanged, 0 refused")
    assert imports.gatherers() == ["integreat", "oparl"]
    assert json.loads((tmp_path / "pages.de.json").read_text())[0]["title"] == "Willkommen"

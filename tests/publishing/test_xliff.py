"""XLIFF out and in: the way round through a tool, findings, what stays, bad files."""

import pytest
from tests.publishing import tree
from translate.storage import xliff as tool

from konfluenz.directory import resources
from konfluenz.ground import translations
from konfluenz.ground.models import Entry, Translation
from konfluenz.publishing.translating import xliff, xliff_imports, xliff_reading
from konfluenz.publishing.translating.kinds import KINDS
from konfluenz.publishing.translating.xliff_reading import XliffRefused

pytestmark = pytest.mark.django_db
LINKS = KINDS["links"]


@pytest.fixture
def one():
    made = resources.add("Kurse & mehr", "https://example.org/1", by=None, expects="<Kurse>")
    return resources.publish(made, by=None)


def translated(content, said):
    """Return the file with targets filled in by a translator's tool, by source."""
    file = tool.xlifffile.parsestring(content)
    for unit in file.units:
        if unit.source in said:
            unit.target = said[unit.source]
    return bytes(file)


def exported(*records, locale="uk"):
    return xliff.written([(LINKS, record) for record in records], locale)


def found(content):
    units = xliff_reading.units(content)
    return {one.unit.field: str(one.finding) for one in xliff_imports.findings(units)}


def take(content, **more):
    return xliff_imports.take(xliff_reading.units(content), by=None, **more)


def said(record):
    return {row.field: row.text for row in Translation.objects.filter(record_id=str(record.pk))}


def test_the_way_round_through_a_tool_and_a_second_time_changes_nothing(one):
    back = translated(exported(one), {"Kurse & mehr": "Курси & більше", "<Kurse>": "<Курси>"})
    assert found(back) == {"name": "new", "expects": "new"}
    take(back)
    assert said(one) == {"name": "Курси & більше", "expects": "<Курси>"}
    entries = Entry.objects.count()
    assert found(back) == {"name": "same", "expects": "same"}
    take(back)
    assert Entry.objects.count() == entries
    take(back, checked=True)
    assert set(Translation.objects.values_list("state", flat=True)) == {"checked"}


def test_a_text_whose_german_has_changed_comes_in_as_outdated(one):
    back = translated(exported(one), {"Kurse & mehr": "Курси", "<Kurse>": "Мова"})
    one = resources.correct(one, {"name": "Kurse am Abend"}, by=None)
    assert found(back) == {"name": "outdated", "expects": "new"}
    take(back, checked=True)
    told = translations.told([one], "uk")[one.pk]
    assert {name: (text.text, text.stale, text.checked) for name, text in told.items()} == {
        "name": ("Курси", True, False),
        "expects": ("Мова", False, True),
    }
    assert Translation.objects.get(field="name").source == "Kurse & mehr"
    assert found(back)["name"] == "same"


def test_what_somebody_wrote_since_the_export_stays_unless_asked(one):
    translations.put(one, "name", "uk", "Старе", by=None)
    translations.put(one, "expects", "uk", "Машина", by=None, machine=True)
    back = translated(exported(one), {"Kurse & mehr": "З файлу", "<Kurse>": "З файлу"})
    assert found(back) == {"name": "changed", "expects": "changed"}
    translations.put(one, "name", "uk", "Новіше", by=None)
    assert found(back) == {"name": "newer", "expects": "changed"}
    take(back)
    assert said(one) == {"name": "Новіше", "expects": "З файлу"}
    take(back, overwrite=True)
    assert said(one)["name"] == "З файлу"


def test_running_text_keeps_its_links_or_is_refused():
    page = tree.guide(body=tree.stored(' <a href="https://example.org/">Kurs</a>'))
    content = xliff.written([(KINDS["seiten"], page)], "uk")
    source = '<p>Es gibt Kurse. <a href="https://example.org/">Kurs</a></p>'
    back = translated(content, {source: "<p>Курси</p>", "Kurse": "Курси"})
    key = f"{tree.TEXT}.text"
    assert (found(back)[key], found(back)[f"{tree.HEADING}.text"]) == ("refused", "new")
    take(back)
    assert list(said(page)) == [f"{tree.HEADING}.text"]


def test_units_of_others_are_told_and_only_open_texts_go_out_when_asked(one):
    translations.put(one, "name", "uk", "Курси", by=None)
    content = xliff.written([(LINKS, one)], "uk", only_open=True)
    assert found(content) == {"expects": "empty"}
    other = translated(content, {"<Kurse>": "x"}).replace(b'id="expects"', b'id="fremd"')
    assert found(other) == {"fremd": "unknown"}
    gone = translated(content, {"<Kurse>": "x"})
    resources.withdraw(one, by=None)
    assert found(gone) == {"expects": "unknown"}


HEAD = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "beschädigt"),
        (b"PK\x03\x04", "beschädigt"),
        (HEAD.encode(), "beschädigt"),
        (b"<html/>", "keine XLIFF-Datei der Version 1.2"),
        (b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "Version 1.2"),
        (f"{HEAD}</xliff>".encode(), "enthält keine Texte"),
        (
            f'{HEAD}<file source-language="en" target-language="uk"/></xliff>'.encode(),
            "von „en“ nach „uk“",
        ),
        (
            f'{HEAD}<file source-language="de" target-language="xx"/></xliff>'.encode(),
            "von „de“ nach „xx“",
        ),
        (
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{HEAD}&e;</xliff>'.encode(),
            "DOCTYPE",
        ),
        (
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'.encode("utf-16"),
            "DOCTYPE",
        ),
        (b"<x>&unbekannt;</x>", "beschädigt"),
        (b" " * (xliff_reading.LARGEST + 1), "größer als 8 MB"),
    ],
)
def test_broken_foreign_and_dangerous_files_are_refused_clearly(content, told):
    with pytest.raises(XliffRefused, match=told):
        xliff_reading.units(content)

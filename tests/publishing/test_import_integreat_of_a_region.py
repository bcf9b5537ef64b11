"""All pages of a real region in German and English. They are not shipped: skipped where absent."""

import json
import time

import pytest
from tests.house import plan
from tests.publishing.integreat_source import letters, shown

from konfluenz.ground import imports
from konfluenz.publishing import inline, pages, readings
from konfluenz.publishing.importing.sources import key
from konfluenz.publishing.models import OwnVersion

FOLDER = plan.ROOT.parent / "shared" / "data" / "portal" / "rems-murr-kreis"
BUDGET = 120
"""Seconds of processor time for the whole region."""


def entries(code):
    return json.loads((FOLDER / f"pages.{code}.json").read_text(encoding="utf-8"))


def text(reading):
    return letters(
        "".join(
            inline.plain(piece.text) if piece.html else piece.text
            for part in reading.parts
            for piece in part.pieces
        )
    )


@pytest.mark.shared
@pytest.mark.django_db
def test_a_whole_region_comes_in_with_every_letter_and_once_only():
    if not FOLDER.exists():
        pytest.skip("No ../shared/data/portal beside the checkout.")
    take, lines, begun = imports.gatherer("integreat"), list[str](), time.process_time()
    count = take([str(FOLDER)], lines.append)
    assert time.process_time() - begun < BUDGET
    assert str(count) == "362 new, 0 changed, 0 unchanged, 0 refused"

    german, english = entries("de"), entries("en")
    there = list(pages.public())
    assert len(there) == len(german) == 362
    by_path = {page.imported_from.strip("/"): page for page in there}
    by_key = {page.path: page for page in there}
    for entry in german:
        page = by_path[key(entry["path"])]
        parent = by_key.get(page.path[: -page.steplen])
        assert (parent.imported_from.strip("/") if parent else None) == (
            key(entry["parent"]["path"]) if entry["parent"]["path"] else None
        )
    siblings: dict[str, list[str]] = {}
    for entry in sorted(german, key=lambda entry: entry["order"]):
        siblings.setdefault(entry["parent"]["path"] or "", []).append(key(entry["path"]))
    for found in siblings.values():
        stood = [page.imported_from.strip("/") for page in there]
        assert sorted(found, key=stood.index) == found

    said = readings.read_all(there, "de")
    for entry in german:
        page = by_path[key(entry["path"])]
        assert said[page.pk].title.text == " ".join(entry["title"].split())
        assert text(said[page.pk]) == shown(entry["content"]), entry["path"]
    said = readings.read_all(there, "en")
    for entry in english:
        page = by_path[key(entry["available_languages"]["de"]["path"])]
        assert said[page.pk].title.text == " ".join(entry["title"].split())
        assert text(said[page.pk]) == shown(entry["content"]), entry["path"]
        assert not any(piece.german for piece in said[page.pk].pieces if piece.text)
    assert OwnVersion.objects.count() == 3

    count = take([str(FOLDER)], lines.append)
    assert str(count) == "0 new, 0 changed, 362 unchanged, 0 refused"

"""The exported site opens from any server below any path: each relative link has its file."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.portal import world
from tests.publishing import in_process

from konfluenz.portal import baked
from konfluenz.publishing.baking import exports, sites
from konfluenz.publishing.baking.exports import ExportRefused, Site

pytestmark = pytest.mark.django_db
LINK = re.compile(r'\s(?:href|src)="([^"]*)"')


def test_every_link_of_the_exported_site_leads_somewhere(settings, tmp_path, monkeypatch):
    some = replace(baked.SITE, views=lambda: {"start", "imprint", "privacy", "concept"})
    monkeypatch.setattr(sites, "the", lambda: some)
    settings.BAKED_ROOT, settings.BASE_URL = tmp_path / "baked", "https://stadt.example"
    settings.ALLOWED_HOSTS = ["stadt.example"]
    world.city(("de", "ar"))
    target = tmp_path / "out"
    with in_process.asked():
        site = exports.export(target)
        again = exports.export(target)
    assert site.written == again.written == len(list(target.rglob("*/index.html"))) == 6
    assert (target / "ar/impressum/index.html").exists()
    assert not (target / "ar/integrationskonzept").exists(), "there is no concept"
    outside = set()
    for file in target.rglob("index.html"):
        for to in LINK.findall(file.read_text()):
            parts = urlsplit(to)
            if parts.netloc:
                outside.add(parts.netloc)
            elif parts.scheme not in {"mailto", "tel"} and parts.path:
                assert not to.startswith("/"), to
                found = file.parent / parts.path
                assert (found / "index.html" if to.endswith("/") else found).is_file(), (file, to)
    assert outside <= {"stadt.example", "www.bfit-bund.de"} | _named_outside()
    assert (target / "stadt.css").read_text().startswith(":root")


def _named_outside() -> set[str]:
    """Return the sites that pages link to for the reader, none of them loaded."""
    return {"www.lda.rheinland-pfalz.de", "www.datenschutz.rlp.de", "lsjv.rlp.de", "mdi.rlp.de"}


def test_forms_filters_and_what_is_not_exported_lead_to_the_live_portal(settings):
    settings.BASE_URL, settings.BASE_PATH = "https://stadt.example/integration", "/integration"
    site = Site(Path(), frozenset({"/de/", "/de/themen/arbeit/"}))
    page = (
        '<a href="/integration/de/">x</a> <a href="/integration/de/?art=a">x</a>'
        ' <a href="/integration/de/fragen/">x</a> <form action="/integration/de/">'
        ' <a href="/integration/de/themen/arbeit/#hier">x</a> <a href="#da">x</a>'
        ' <a href="https://andere.example/">x</a> <a href="//andere.example/">x</a>'
    )
    assert exports._relinked(site, "/de/themen/arbeit/", page) == (
        '<a href="../../">x</a> <a href="https://stadt.example/integration/de/?art=a">x</a>'
        ' <a href="https://stadt.example/integration/de/fragen/">x</a>'
        ' <form action="https://stadt.example/integration/de/">'
        ' <a href="./#hier">x</a> <a href="#da">x</a>'
        ' <a href="https://andere.example/">x</a> <a href="//andere.example/">x</a>'
    )


def test_a_style_sheet_brings_what_it_shows():
    shown = exports._shown_by(
        "/static/portal.css", b"@font-face{src:url('./fonts/a.woff2')}a{background:url(data:x)}"
    )
    assert list(shown) == ["/static/fonts/a.woff2"]


def test_a_directory_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "steuer.pdf").touch()
    with pytest.raises(ExportRefused, match="holds other files"):
        exports.export(tmp_path)
    with pytest.raises(ExportRefused, match="is a file"):
        exports.export(tmp_path / "steuer.pdf")
    assert [each.name for each in tmp_path.iterdir()] == ["steuer.pdf"]


def test_an_export_that_fails_leaves_the_one_before(settings, tmp_path, monkeypatch):
    settings.BAKED_ROOT = tmp_path / "baked"
    monkeypatch.setattr(exports, "_ready", lambda: ["/de/"])
    target = tmp_path / "out"
    target.mkdir()
    (target / exports.MARK).touch()
    monkeypatch.setattr(exports, "_write_page", _fail)
    with pytest.raises(OSError, match="full"):
        exports.export(target)
    assert [each.name for each in target.iterdir()] == [exports.MARK]


def _fail(*_args, **_named):
    raise OSError("The disk is full")

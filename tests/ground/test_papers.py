"""PDFs made aside: tagged, kept, nothing from elsewhere, one at a time."""

import fcntl
from io import BytesIO

import pypdf
import pytest

from konfluenz.ground import papers
from konfluenz.ground.papers import PressBusy

PAGE = (
    '<!doctype html><html lang="ar" dir="rtl"><head><title>عنوان</title></head><body>'
    '<h1>عنوان</h1><p>نص</p><img alt="" src="file:///etc/hostname">'
    '<img alt="" src="http://localhost:9/x.png"></body></html>'
)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


def test_a_pdf_is_tagged_in_its_language_and_made_once(home, monkeypatch):
    made = papers.pdf(PAGE)
    root = pypdf.PdfReader(BytesIO(made)).trailer["/Root"]
    assert root["/Lang"] == "ar"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    monkeypatch.setattr(papers, "_press", None)
    assert papers.pdf(PAGE) == made
    assert len(list((home / "papers").glob("*.pdf"))) == 1


def test_the_press_is_for_one_at_a_time(home, monkeypatch):
    monkeypatch.setattr(papers, "WAIT_SECONDS", 0)
    monkeypatch.setattr(papers, "REST_SECONDS", 0)
    (home / "papers").mkdir()
    with (home / "papers" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(PressBusy):
            papers.pdf(PAGE)


def test_only_so_many_are_kept(home, monkeypatch):
    monkeypatch.setattr(papers, "MOST", 2)
    monkeypatch.setattr(papers, "_press", lambda html, folders: b"%PDF-")
    for number in range(4):
        papers.pdf(f"<p>{number}</p>")
    assert len(list((home / "papers").glob("*.pdf"))) == 2

"""A paper of the council's system as everybody reads it: files, sessions, no closed word."""

import pytest
from django.test import Client
from django.utils import translation
from tests.council.oparl_town import (
    BASE,
    consultation,
    file,
    item,
    meeting,
    organization,
    paper,
    take,
)

from konfluenz.council import papers
from konfluenz.council.models import Paper

pytestmark = pytest.mark.django_db

CANARY = "KANARIENVOGEL"
HINTS = {
    "de": "extern: Website des Ratsinformationssystems",
    "ar": "رابط خارجي: موقع نظام معلومات المجلس",
    "uk": "зовнішнє посилання: сайт інформаційної системи ради",
}


def _town():
    words = {"name": CANARY, "result": CANARY, "resolutionText": CANARY}
    points = [item(1, result="erledigt"), item(2, public=False, **words)]
    one = paper(
        1,
        consultation(1),
        consultation(2, item=2),
        mainFile=file(1, name="Die Vorlage"),
        auxiliaryFile=[file(2, mimeType="application/x-geheim")],
    )
    with translation.override("de"):
        closed = paper(2, consultation(3, item=2), name=CANARY)
        take(organization(1, "Stadtrat"), meeting(1, *points), one, closed)
        papers.publish_many(Paper.objects.all(), by=None)


@pytest.mark.parametrize("language", HINTS)
def test_the_files_lead_to_the_council_and_say_so(language):
    _town()
    page = Client().get(f"/{language}/papiere/bv-0001-2024/").text
    assert f'href="{BASE}/1.pdf" rel="noopener external"' in page
    assert page.count(HINTS[language]) == 2
    assert "PDF</bdi>" in page
    assert "geheim" not in page


def test_the_session_gives_its_day_and_its_own_words_where_no_box_fits():
    _town()
    page = Client().get("/de/papiere/bv-0001-2024/").text
    assert "13.03.2024" in page
    assert ">erledigt</bdi>" in page
    assert page.count('id="beratung-') == 1


def test_nothing_of_a_closed_point_is_told():
    _town()
    found = [Client().get(path) for path in ("/de/papiere/", "/de/papiere/bv-0001-2024/")]
    assert [answer.status_code for answer in found] == [200, 200]
    assert not any(CANARY in answer.text for answer in found)
    assert Client().get("/de/papiere/bv-0002-2024/").status_code == 404

"""The city's colour stands out from the page, light or dark."""

import pytest
from django.test import Client

from konfluenz.directory import colours, municipality
from konfluenz.office import city_css


@pytest.mark.parametrize("accent", ["#14508c", "#b3002d", "#000000", "#006b3f", "#767676"])
def test_the_dark_colour_can_be_seen_on_black(accent):
    to_black = 21 / colours.contrast_to_white(city_css.lightened(accent))
    assert to_black >= 4.5


@pytest.mark.django_db
def test_the_sheet_is_public_small_and_kept():
    municipality.set_up("Musterstadt", land="RP", accent="#b3002d", by=None)
    answer = Client().get("/stadt.css")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "--k-accent:#b3002d" in answer.content.decode()
    assert "max-age=300" in answer["Cache-Control"]
    assert Client().get("/stadt.css", headers={"If-None-Match": answer["ETag"]}).status_code == 304

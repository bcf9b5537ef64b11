"""Every page of the portal that an address names: German on a desk, Arabic on a small phone."""

import pytest
from django.urls import reverse
from tests.house.test_permissions import ADDRESSES, ROWS

FILES = {
    *("portal:events-calendar", "portal:events-feed", "portal:changes", "portal:sitemap"),
    "portal:snapshot",
}
"""What other programs read."""

PAGES = sorted(
    name
    for name, address in ADDRESSES.items()
    if name.startswith("portal:")
    and name not in FILES
    and address.arguments == ("language",)
    and ROWS[name]["method"] == "GET"
    and ROWS[name]["anonymous"] == "open"
)


@pytest.mark.parametrize(
    ("language", "width", "scheme", "direction"),
    [("de", 1280, "light", "ltr"), ("ar", 320, "dark", "rtl")],
)
def test_every_page_fits_and_is_accessible(open_page, fits, language, width, scheme, direction):
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for name in PAGES:
        assert page.goto(reverse(name, args=[language])).ok, name
        assert page.locator("html").get_attribute("dir") == direction
        fits(page)

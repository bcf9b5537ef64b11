"""Every page of the office that the addresses name, and all below the first record of each list.

Each is loaded once and looked at twice: light on a desk, dark on a phone. Who adds a page adds
no line here.
"""

import pytest
from django.urls import reverse
from tests.house.test_permissions import ADDRESSES, ROWS

TOO_WIDE = "(page => page.scrollWidth > page.clientWidth)(document.documentElement)"
LINKS = """links => links.map(link => new URL(link.href)).map(url => url.pathname + url.search)"""
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 780}
NO_PAGES = ("-export", "-file")
"""How the names of addresses end that lead to a file."""

PAGES = sorted(
    name
    for name, address in ADDRESSES.items()
    if name.startswith("office:")
    and not address.arguments
    and ROWS[name]["method"] == "GET"
    and not name.endswith(NO_PAGES)
)


def _look(page, axe):
    """Ask axe on both, and measure: nothing is wider than the window."""
    for size, scheme in ((DESK, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        assert not page.evaluate(TOO_WIDE), f"{page.url} {size}"
        axe(page)


def _below(page, record):
    """Return the pages that the record leads to and that belong to it: tabs and forms."""
    found = page.locator("main a[href]").evaluate_all(LINKS)
    return sorted(
        {address for address in found if address.startswith(record) and address != record}
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_and_its_first_record_fit_and_are_accessible(open_page, as_role, axe, name):
    page = as_role(open_page(viewport=DESK), "administrator")
    assert page.goto(reverse(name)).ok
    _look(page, axe)
    first = page.locator(".o-row-link").first
    if not first.count():
        return
    record = first.evaluate("link => new URL(link.href).pathname")
    page.goto(record)
    below = _below(page, record)
    _look(page, axe)
    for address in below:
        if "export" not in address and "datei" not in address:
            assert page.goto(address).ok, address
            _look(page, axe)

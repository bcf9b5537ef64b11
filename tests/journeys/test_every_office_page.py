"""Every page of the office that the addresses name, and all below the first record of each list.

They are looked at in turns, light on a desk and dark on a phone; of the forms below a record,
which share one template, the width alone is measured. Who adds a page adds no line here.
"""

from itertools import cycle

import pytest
from django.urls import reverse
from tests.house.test_permissions import ADDRESSES, ROWS
from tests.journeys.measuring import too_wide

LINKS = """links => links.map(link => new URL(link.href)).map(url => url.pathname + url.search)"""
DESK = {"width": 1280, "height": 800}, "light"
PHONE = {"width": 360, "height": 780}, "dark"
WAGTAIL = "/buero/seiten/"
"""Where a door of ours leads into Wagtail's admin, whose pages are Wagtail's."""

NO_PAGES = ("-export", "-file")
"""How the names of addresses end that lead to a file."""

PARTS = 4
PAGES = sorted(
    name
    for name, address in ADDRESSES.items()
    if name.startswith("office:")
    and not address.arguments
    and ROWS[name]["method"] == "GET"
    and not name.endswith(NO_PAGES)
)


def _fits(page, way):
    """Measure in the size and scheme of `way` that nothing is too wide."""
    size, scheme = way
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    assert not too_wide(page), f"{page.url} {size}"


def _below(page, record):
    """Return the pages that the record leads to and that belong to it: tabs and forms."""
    found = page.locator("main a[href]").evaluate_all(LINKS)
    files = ("export", "datei")
    return sorted(
        {
            address
            for address in found
            if address.startswith(record)
            and address != record
            and not any(word in address for word in files)
        }
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_and_their_first_record_fit_and_are_accessible(open_page, as_role, axe, part):
    page = as_role(open_page(), "administrator")
    in_turns = cycle([DESK, PHONE])
    for name in PAGES[part::PARTS]:
        assert page.goto(reverse(name)).ok, name
        if WAGTAIL in page.url:
            continue
        _fits(page, next(in_turns))
        axe(page)
        first = page.locator(".o-row-link").first
        if not first.count():
            continue
        record = first.evaluate("link => new URL(link.href).pathname")
        page.goto(record)
        for address in [record, *_below(page, record)]:
            assert page.goto(address).ok, address
            _fits(page, next(in_turns))
            if address == record or "?" in address:
                axe(page)

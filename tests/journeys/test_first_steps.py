"""What somebody meets who has just typed ``./konfluenz run``."""

import pytest


def test_the_start_page_greets_on_a_desk_and_on_a_phone(page, phone, fits):
    for somewhere in (page, phone):
        assert somewhere.goto("/").ok
        assert somewhere.locator("h1").count() == 1
        fits(somewhere)


def test_a_demo_link_alone_does_not_log_in(page):
    page.goto("/demo/anmelden/coordinator/")
    page.goto("/buero/")
    assert "/konto/" in page.url


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_a_demo_link_leads_into_the_office(page, as_role, axe, role):
    as_role(page, role)
    assert "/buero/" in page.url
    axe(page)


def test_a_volunteer_stays_outside_the_office(page, as_role):
    as_role(page, "volunteer")
    assert "/buero/" not in page.url

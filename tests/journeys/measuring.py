"""What is measured on a page, once it stands."""

from playwright.sync_api import Page

from konfluenz.portal.guards import QUICKEST


def too_wide(page: Page) -> bool:
    """Tell whether `page` scrolls sideways; a page that is just coming is waited for."""
    page.wait_for_load_state()
    return page.locator("html").evaluate("page => page.scrollWidth > page.clientWidth")


def take_time(page: Page) -> None:
    """Look at a form as long as a person does who reads it: who is quicker is a machine."""
    page.wait_for_timeout(QUICKEST * 1_000 + 100)

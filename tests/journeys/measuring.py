"""What is measured on a page, once it stands."""

from playwright.sync_api import Page


def too_wide(page: Page) -> bool:
    """Tell whether `page` scrolls sideways; a page that is just coming is waited for."""
    page.wait_for_load_state()
    return page.locator("html").evaluate("page => page.scrollWidth > page.clientWidth")

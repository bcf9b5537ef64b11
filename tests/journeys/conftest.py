"""Journeys: a real browser, the real server, the invented city.

The journeys of one process share one copy of the city: write each so that it finds its own,
whoever was there before. The journeys of one module run in the order in which they are written.
A console error, a page error or a violated content security policy fails the journey, unless it
is announced in `allowed_errors`.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from testbed_city import City, served
from testbed_templates import ROOT
from tests.journeys.measuring import too_wide

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
LOOKING = "test_every_"
LONGEST = ("test_every_office_page.py", "test_first_hour.py", "test_two_papers.py")
PATIENCE_MILLISECONDS = 15_000
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark each journey as soon as it is found, before ``-m`` chooses among them.

    The journeys of a module stay together; those that only look at every page may be parted.
    """
    item.add_marker("journey")
    alone = item.path.name.startswith(LOOKING)
    item.add_marker(pytest.mark.xdist_group(item.name if alone else item.path.name))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put journeys last: Django takes the browser's loop for its own. The longest begin."""
    here = Path(__file__).parent
    items.sort(key=lambda item: here in item.path.parents and 1 + _rank(item.path.name))


def _rank(name: str) -> int:
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for all journeys of a process."""
    binary = shutil.which("chromium")
    if binary is None:
        pytest.fail("Chromium is missing. Type: sudo apt install chromium", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The invented city, served: one for all journeys of a process."""
    with served(tmp_path_factory.mktemp("city")) as city:
        yield city


@pytest.fixture
def allowed_errors() -> list[str]:
    """Parts of console errors that a journey brings about on purpose; add to it."""
    return []


@pytest.fixture
def open_page(
    browser: Browser, city: City, allowed_errors: list[str]
) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page in a context (cookies) of its own.

    It takes what Playwright's `new_context` takes: `viewport`, `color_scheme`, `locale` …
    """
    contexts, errors = [], []

    def open_(**options: object) -> Page:
        settings = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "viewport": DESK}
        context = browser.new_context(base_url=city.url, **(settings | options))
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.extend(_complaints(message)))
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [e for e in errors if not any(part in e for part in allowed_errors)] == []


def _complaints(message: ConsoleMessage) -> list[str]:
    """Violations of the content security policy come as errors too."""
    if message.type != "error":
        return []
    return [f"{message.location.get('url')}: {message.text}"]


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page on a desk, 1280 pixels wide."""
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A page on a phone, 360 pixels wide."""
    return open_page(viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def as_role() -> Callable[[Page, str], Page]:
    """Return a function that logs `page` in as the invented person who holds a role."""

    def log_in(page: Page, role: str) -> Page:
        page.goto(f"/demo/anmelden/{role}/")
        page.locator("main form button").click()
        page.wait_for_url(lambda url: "/demo/" not in url)
        return page

    return log_in


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a function that asserts that axe finds nothing on `page` as it is now.

    Evaluated by the debugger, axe needs no hole in the content security policy.
    """
    source = AXE.read_text()

    def check(page: Page) -> None:
        page.wait_for_load_state()
        page.evaluate(source)
        outcome = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [_finding(violation) for violation in outcome["violations"]] == []

    return check


@pytest.fixture
def fits(axe: Callable[[Page], None]) -> Callable[[Page], None]:
    """Return a function that asserts that `page` does not scroll sideways and axe is content."""

    def check(page: Page) -> None:
        assert not too_wide(page), page.url
        axe(page)

    return check


def _finding(violation: dict) -> str:
    places = "; ".join(str(node["target"][0]) for node in violation["nodes"][:5])
    return f"{violation['id']}: {violation['help']} – {places}"

"""axe on every public page: each template × language × two widths × light and dark; limit 0.

Usage: ``./konfluenz bench axe [LANGUAGE …] [--home DIR]``. All languages of the portal if none is
named. The invented city is built and served, or taken from DIR, where `konfluenz prepare` built
it. Every page that needs nothing but a language is looked at, and from there on links are followed
in German: one page for each address pattern, or two if it has arguments. Doors behind a personal
link are no part of it: the journeys go through them. The ratio is findings to the limit, none.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stage import servers

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
BROWSER = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
WIDTHS = (1280, 320)
SCHEMES = ("light", "dark")
PORTAL, SOURCE = "portal", "de"
LINKS = re.compile(r'<a [^>]*href="(/de/[^"#]*)')
RUN = "axe.run(document, {resultTypes: ['violations']})"


def main() -> None:
    """Serve the city, find its pages, look at each; print a row for each language."""
    words = sys.argv[1:]
    home = words.pop(words.index("--home") + 1) if "--home" in words else ""
    with tempfile.TemporaryDirectory() as directory, _served(Path(home or directory), home) as url:
        from django.conf import settings

        offered = [code for code, _name in settings.LANGUAGES]
        wanted = [word for word in words if word in offered] or offered
        pages = _pages(url)
        print(f"{len(pages)} pages × {len(WIDTHS)} widths × {len(SCHEMES)} colour schemes")
        print(f"{'language':<12}{'looked at':>10}{'findings':>10}{'seconds':>10}")
        found = sum((_language(url, code, pages) for code in wanted), Counter())
    for what, count in found.most_common():
        print(f"{count:>4} × {what}")


@contextmanager
def _served(home: Path, built: str) -> Iterator[str]:
    """Serve the invented city; with `built` it is in `home` already."""
    port = servers.free_port()
    url = f"http://localhost:{port}"
    own = {"KONFLUENZ_HOME": str(home), "KONFLUENZ_DEMO": "1", "KONFLUENZ_BASE_URL": url}
    os.environ |= own | {"DJANGO_SETTINGS_MODULE": "konfluenz.config.settings"}
    if not built:
        program = Path(sys.executable).with_name("konfluenz")
        subprocess.run([program, "prepare"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603

    import django

    django.setup()
    from konfluenz.config import run

    server = subprocess.Popen(run.web("localhost", port))  # noqa: S603, ours
    try:
        while not run.answers("127.0.0.1", port):
            time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait()


def _pages(url: str) -> list[str]:
    """Return what follows the language in the addresses of the pages, one or two for a pattern."""
    from django.urls import Resolver404, resolve

    met: Counter[str] = Counter()
    seen = {*_named(), f"/{SOURCE}/suche/?q=Wohngled"}
    found, next_ = [], deque(sorted(seen, reverse=True))
    while next_:
        address = next_.popleft()
        try:
            match = resolve(address.partition("?")[0])
        except Resolver404:
            continue
        if match.namespace != PORTAL or met[match.view_name] > (len(match.kwargs) > 1):
            continue
        page = _read(url + address)
        if page is None:
            continue
        met[match.view_name] += 1
        found.append(address.removeprefix(f"/{SOURCE}"))
        links = [link.replace("&amp;", "&") for link in LINKS.findall(page)]
        next_.extend(link for link in links if link not in seen)
        seen.update(links)
    return found


def _named() -> Iterator[str]:
    """Yield the addresses of the portal that need nothing but a language."""
    from django.urls import NoReverseMatch, get_resolver, reverse

    for name in get_resolver().namespace_dict[PORTAL][1].reverse_dict:
        if isinstance(name, str):
            try:
                yield reverse(f"{PORTAL}:{name}", args=[SOURCE])
            except NoReverseMatch:
                continue


def _read(address: str) -> str | None:
    """Return the HTML at `address`; None for a file of another kind, or what is not there."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310, our own server
            if answer.headers.get_content_type() != "text/html":
                return None
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            return None
        raise


def _language(url: str, language: str, pages: list[str]) -> Counter[str]:
    """Look at all pages in one language and print its row; return what was found how often.

    A browser of its own for each language: it grows with each page.
    """
    from playwright.sync_api import sync_playwright

    began, looks = time.monotonic(), 0
    found: Counter[str] = Counter()
    with sync_playwright() as playwright:
        binary = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=binary, args=BROWSER)
        for address in pages:
            page = browser.new_page()
            answer = page.goto(f"{url}/{language}{address}")
            if answer is not None and answer.ok:
                looks += len(WIDTHS) * len(SCHEMES)
                found.update(_findings(page, f"/{language}{address}"))
            else:
                found[f"no answer at /{language}{address}"] += 1
            page.close()
        browser.close()
    seconds = time.monotonic() - began
    print(f"{language:<12}{looks:>10}{found.total():>10}{seconds:>10.0f}", flush=True)
    return found


def _findings(page: Any, address: str) -> Iterator[str]:
    """Yield what axe says of `page` in each width and colour scheme."""
    page.evaluate(AXE.read_text())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for one in page.evaluate(RUN)["violations"]:
                where = one["nodes"][0]["target"][0]
                yield f"{one['id']} {address} {width} {scheme}: {where}"


if __name__ == "__main__":
    main()

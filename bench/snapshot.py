"""All guides in one language in one file: made again, and served.

Usage: ``./konfluenz bench snapshot [PAGES] [--seconds N]``. 400 guides of 250 words in four
languages, each with an owner and an entry in the trail, are written into a database of its own;
one in ten links to another. Two figures:

Made again: what the program's processor spends on the file of each language, the middle of so many
times, in a process that has set the program aside as the baker does. Packing it (brotli 5, gzip)
and writing it stand beside it. The queries are counted at 10 pages and at 1,000.

Served: the processor of the server (granian, one process, the shim before Django) for one request,
packed and plain, under wrk's load of 16 connections for N seconds (5 if not said).

The peer: Integreat CMS spends 1,170 ms of processor on the same 400 pages in one language, as we
measured it on PostgreSQL with gunicorn; it makes the answer anew for each request.
"""

import gc
import gzip
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import brotli

from stage import homes, large_site, servers

PAGES = 400
LANGUAGES = ("de", "en", "uk", "ar")
FEW, MANY = 10, 1_000
TIMES = 15
SECONDS = 5
MADE_MS, SERVED_MS, PEER_MS = 150, 1.2, 1_170


def main() -> None:
    """Build, make, serve; print the table."""
    words = sys.argv[1:]
    seconds = int(words[words.index("--seconds") + 1]) if "--seconds" in words else SECONDS
    count = next((int(word) for word in words[:1] if word.isdecimal()), PAGES)
    with tempfile.TemporaryDirectory() as directory:
        os.environ["KONFLUENZ_BASE_URL"] = "http://127.0.0.1:8000"
        homes.prepare(Path(directory))
        large_site.LANGUAGES[:] = LANGUAGES
        large_site.build(FEW)
        _vouch()
        _row(f"queries, {FEW} pages", _queries())
        _grow(count)
        _make()
        _serve(Path(directory), seconds)
        _grow(MANY)
        _row(f"queries, {MANY} pages", _queries())


def _grow(count: int) -> None:
    """Have so many pages; one in ten of the new ones links to another."""
    from konfluenz.publishing import pages
    from konfluenz.publishing.models import PortalPage

    before = pages.public().count()
    large_site.add(count - before)
    for page in list(pages.public()[before::10]):
        body = [dict(block) for block in page.body.raw_data]
        link = f' <a linktype="page" id="{page.pk - 1}">hier</a></p>'
        body[0]["value"] = body[0]["value"].replace("</p>", link)
        stored = PortalPage.body.field.to_python(body)
        PortalPage.objects.filter(pk=page.pk).update(body=stored)
    _vouch()


def _vouch() -> None:
    """Have the owner of each page asked, as of one that was published."""
    from django.db import transaction

    from konfluenz.directory.models import Review
    from konfluenz.publishing import pages, reviewing

    asked = {int(key) for key in Review.objects.values_list("record_id", flat=True)}
    with transaction.atomic():
        for page in pages.public().exclude(pk__in=asked):
            reviewing.ask_for(page, by=None)


def _queries() -> float:
    """Return how many queries the largest of the files takes, by language."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = []
    for code in LANGUAGES:
        _render(code)
        with CaptureQueriesContext(connection) as asked:
            _render(code)
        found.append(len(asked))
    return max(found)


def _render(code: str) -> bytes:
    from django.utils import translation

    from konfluenz.publishing.baking import rendering

    with translation.override(None):
        answer = rendering.render(_address(code))
    if answer.status != 200 or not answer.bakeable:
        sys.exit(f"{_address(code)} answers with {answer.status}.")
    return answer.body


def _make() -> None:
    """Make the file of each language again and again, as the baker does."""
    for code in LANGUAGES:
        _render(code)
    gc.collect()
    gc.freeze()
    for code in LANGUAGES:
        spent = [_spent(lambda code=code: _render(code)) for _ in range(TIMES)]
        _row(f"{code}: made again, ms, middle", median(spent), MADE_MS)
        _row(f"{code}: made again, ms, least", min(spent), MADE_MS)
    body = _render(LANGUAGES[-1])
    _row("one file, kB", len(body) / 1000)
    _row("packed with brotli 5, ms", _spent(lambda: brotli.compress(body, quality=5)))
    _row("packed with gzip, ms", _spent(lambda: gzip.compress(body, 6)))


def _spent(act: Callable[[], Any]) -> float:
    """Return the milliseconds of processor that `act` takes."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def _serve(home: Path, seconds: int) -> None:
    """Bake, start the server, put the load on it."""
    if servers.WRK is None:
        sys.exit("The load comes from wrk. Type: sudo apt install wrk")
    from konfluenz.publishing.baking import bakers, marks

    marks.settle({"snapshot"})
    while bakers.bake_some():
        pass
    port, address = servers.free_port(), _address(LANGUAGES[-1])
    with servers.granian("konfluenz.config.wsgi:application", port, home) as server:
        for packed in ("", "gzip", "br"):
            accepted = [f"Accept-Encoding: {packed}"] if packed else []
            found = servers.speed(f"http://127.0.0.1:{port}{address}", server, seconds, *accepted)
            spent = found.microseconds / 1000
            name = packed or "plain"
            _row(f"served, {name}: ms of processor for a request", spent, SERVED_MS)
            _row(f"served, {name}: Integreat's {PEER_MS} ms, times as much", PEER_MS / spent)
            _row(f"served, {name}: requests/s", found.per_second)


def _address(code: str) -> str:
    return f"/{code}/ratgeber/alle.json"


def _row(name: str, value: float, limit: float | None = None) -> None:
    bound = "" if limit is None else f"≤ {limit:g}"
    print(f"{name:58} {value:10.2f}  {bound}", flush=True)


if __name__ == "__main__":
    main()

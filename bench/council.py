"""A council's system read in whole, then again, and the lists over it.

Usage: ``./konfluenz bench council FOLDER [--papers N] [--meetings N]``. FOLDER holds a dump of
OParl 1.1; variants of its papers and sessions with new ids fill it up to 14,000 papers and 2,600
sessions. Limits: five minutes for the import, 150 ms for a page of the lists.
"""

import argparse
import io
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stage import homes

IMPORT_LIMIT, PAGE_LIMIT = 300.0, 0.150
ROUNDS = 40
PAGES = (
    "/buero/ratspapiere/",
    "/buero/ratspapiere/?page=200",
    "/buero/ratspapiere/?q=integration",
    "/buero/ratspapiere/?paper_type=motion",
    "/buero/ratssitzungen/",
    "/buero/ratssitzungen/?page=50",
)


def main() -> None:
    """Generate, read in twice, then turn the pages."""
    parser = argparse.ArgumentParser(prog="konfluenz bench council")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--papers", type=int, default=14_000)
    parser.add_argument("--meetings", type=int, default=2_600)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        homes.prepare(Path(home))
        data = _generated(given.folder, {"Paper": given.papers, "Meeting": given.meetings})
        for what in ("first", "again"):
            _read(data, what)
        _pages()


def _generated(folder: Path, wanted: dict[str, int]) -> bytes:
    """Return the dump as lines: variant after variant of what there is, each with its own ids."""
    from konfluenz.council.oparl import objects, sources

    source, out = sources.dump(folder), io.BytesIO()
    for kind, count in wanted.items():
        rows = [
            raw for raw in source.objects(kind, lambda _said: None) if not objects.is_deleted(raw)
        ]
        for row in _variants(rows, count):
            out.write(json.dumps(row).encode() + b"\n")
    return out.getvalue()


def _variants(rows: list[Any], count: int) -> Iterator[Any]:
    for number in range(count):
        row, turn = rows[number % len(rows)], number // len(rows)
        yield _marked(row, turn) if turn else row


def _marked(value: Any, turn: int) -> Any:
    """Give each address but a body's another end, and each paper another number."""
    if isinstance(value, dict):
        return {
            key: f"{each}-{turn}" if key == "reference" and each else _marked(each, turn)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_marked(each, turn) for each in value]
    if not isinstance(value, str) or not value.startswith("http"):
        return value
    same = "schema.oparl" in value or "/organizations/" in value
    return value if same else f"{value}-{turn}"


def _read(data: bytes, what: str) -> None:
    from konfluenz.council.oparl.sources import Dump
    from konfluenz.council.oparl.taking import Taking

    begun, worked = time.perf_counter(), time.process_time()
    source = Dump([lambda: io.BufferedReader(io.BytesIO(data))])
    count = Taking(source).run()
    took, worked = time.perf_counter() - begun, time.process_time() - worked
    print(f"{what:6} {count}", flush=True)
    print(
        f"       {took:.1f} s, limit {IMPORT_LIMIT:.0f} s, {took / IMPORT_LIMIT:.2f} of it;"
        f" {worked:.1f} s work"
    )


def _pages() -> None:
    """Ask for each page again and again, as an administrator."""
    from django.core.management import call_command
    from django.test import Client

    from konfluenz.people import accounts, persons, roles

    call_command("collectstatic", verbosity=0, interactive=False)
    person = persons.add("Demo-Leitung", by=None)
    account = accounts.open(person, "leitung@example.org", by=None)
    roles.grant(person, "administrator", by=None)
    client = Client(headers={"host": "localhost"})
    client.force_login(account)
    for path in PAGES:
        times = sorted(_timed(client, path) for _round in range(ROUNDS))
        p50, p95 = statistics.median(times), times[int(len(times) * 0.95)]
        print(
            f"{path:45} p50 {p50 * 1000:5.0f} ms, p95 {p95 * 1000:5.0f} ms,"
            f" {p95 / PAGE_LIMIT:.2f} of {PAGE_LIMIT * 1000:.0f} ms"
        )


def _timed(client: Any, path: str) -> float:
    begun = time.perf_counter()
    answer = client.get(path)
    took = time.perf_counter() - begun
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers with {answer.status_code}.")
    return took


if __name__ == "__main__":
    main()

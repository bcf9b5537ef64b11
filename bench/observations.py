"""The dashboard of indicators over a million observations: server time against 300 ms.

Usage: ``./konfluenz bench observations [ROWS] [ROUNDS]``. The rows lie with the indicators of the
catalogue that are entered or read in: values by day for the city, and by district and part. It
works in a home of its own; with KONFLUENZ_DATABASE_URL set it fills that database, which must be
empty. Times are those of the whole request without the network, at the 95th percentile; the
processor's time of this process beside them is what a busy machine cannot stretch much. Freezing
the figures stands below, against 10 s.
"""

import datetime as dt
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from stage import homes

LIMIT, FREEZE_LIMIT = 300, 10_000
"""Milliseconds for the dashboard, and for freezing a period."""

GIVEN = ("date", "value")
DISTRICTS, PARTS = 20, 10
LAST = dt.date(2025, 12, 31)
ADDRESS = "/buero/kennzahlen/ueberblick/"


def main() -> None:
    """Fill the database, ask for the page, print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    with tempfile.TemporaryDirectory() as home:
        _set_up(Path(home))
        _fill(rows)
        _measure(rows, rounds)


def _set_up(home: Path) -> None:
    homes.prepare(home)

    from django.core.management import call_command

    from konfluenz.directory import districts, municipality
    from konfluenz.people import demo
    from konfluenz.steering.measuring import catalogue

    call_command("collectstatic", verbosity=0, interactive=False)
    municipality.set_up("Musterstadt", land="RP", by=None)
    demo.build(random.Random(1), 5)
    catalogue.ensure(by=None)
    for entry in catalogue.not_taken():
        catalogue.take(entry["slug"], by=None)
    for number in range(DISTRICTS):
        districts.add(f"Stadtteil {number:02}", by=None)


def _fill(rows: int) -> None:
    """Write values, of each indicator equally many: day by day for all places and parts.

    The last day is written by the program, the others are copied within the database.
    """
    from django.db import connection

    from konfluenz.directory.models import District
    from konfluenz.steering.models import Indicator, Observation

    places = [None, *District.objects.all()]
    parts = ["", *(f"Teil {number}" for number in range(PARTS))]
    Observation.objects.bulk_create(
        Observation(
            indicator=indicator,
            date=LAST,
            district=place,
            category=part,
            unit=indicator.unit,
            value=0,
            source="bench",
        )
        for indicator in Indicator.objects.filter(query="")
        for place in places
        for part in parts
    )
    copied = _copying(Observation)
    days = rows // Observation.objects.count()
    with connection.cursor() as cursor:
        for back in range(1, days + 1):
            day = LAST - dt.timedelta(days=back)
            cursor.execute(copied, [day, back * 7 % 10 / 10, LAST])


def _copying(model: Any) -> str:
    """Return the SQL that copies the rows of a day: to a day, with a value, from a day."""
    from django.db import connection

    fresh = {"date": "%s", "value": "%s", "public_id": "lower(hex(randomblob(16)))"}
    if connection.vendor == "postgresql":
        fresh["public_id"] = "gen_random_uuid()"
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    columns.sort(key=lambda column: GIVEN.index(column) if column in GIVEN else 9)
    into = ", ".join(f'"{column}"' for column in columns)
    what = ", ".join(fresh.get(column, f'"{column}"') for column in columns)
    return f'INSERT INTO "{model._meta.db_table}" ({into}) SELECT {what} FROM' + (
        f' "{model._meta.db_table}" WHERE "date" = %s'
    )


def _measure(rows: int, rounds: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from konfluenz.people import demo
    from konfluenz.steering.freezing import snapshots

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    begin = time.perf_counter()
    snapshots.take("Bench", LAST.replace(month=1, day=1), LAST, by=None)
    frozen = (time.perf_counter() - begin) * 1000
    client = Client(SERVER_NAME="localhost")
    client.force_login(demo.account_for("coordinator"))
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(ADDRESS)
        queries = len(seen)
    assert answer.status_code == 200, answer.status_code
    times, work = zip(*(_timed(client) for _round in range(rounds)), strict=True)
    p95, busy = quantiles(times, n=20)[-1], median(work)
    print(f"{connection.vendor}, {rows} observations, {rounds} rounds; milliseconds")
    heads = ["queries", "p50", "p95", "of limit", "worked", "of limit"]
    print(f"{'':20} {' '.join(f'{head:>8}' for head in heads)}")
    shown = f"{median(times):8.1f} {p95:8.1f} {p95 / LIMIT:8.2f} {busy:8.1f} {busy / LIMIT:8.2f}"
    print(f"{'dashboard':20} {queries:8} {shown}")
    print(f"{'freezing':20} {'':8} {frozen:8.1f} {'':8} {frozen / FREEZE_LIMIT:8.2f}")


def _timed(client: Any) -> tuple[float, float]:
    """Return how long a request took, and how long this process worked for it."""
    work, begin = time.process_time(), time.perf_counter()
    client.get(ADDRESS)
    return (time.perf_counter() - begin) * 1000, (time.process_time() - work) * 1000


if __name__ == "__main__":
    main()

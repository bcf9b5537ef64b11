"""Office pages with 100,000 persons: server time at the 95th percentile against 150 ms.

Usage: ``./konfluenz bench persons [ROWS] [ROUNDS]``. It works in a home of its own; with
KONFLUENZ_DATABASE_URL set it fills that database, which must be empty. Times are those of the
whole request through middleware, view, database and template, without the network.
"""

import gc
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

LIMIT = 150
BATCH = 5_000
GIVEN = ["Sabine", "Jürgen", "Amira", "Olena", "Mehmet", "Fatemeh", "Yusuf", "Natalia", "Grace"]
FAMILY = ["Häuser", "Müller", "Öztürk", "Kovalenko", "Haddad", "Rezaei", "Schäfer", "Groß"]


def main() -> None:
    """Fill the database, ask for the pages, print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    with tempfile.TemporaryDirectory() as home:
        _set_up(Path(home))
        _fill(rows)
        _measure(rows, rounds)


def _set_up(home: Path) -> None:
    """Prepare a home; Django may be imported only after the environment names it."""
    os.environ |= {"KONFLUENZ_HOME": str(home), "KONFLUENZ_DEMO": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "konfluenz.config.settings"
    (home / "keys").mkdir()
    (home / "keys" / "secret").write_text("a secret for one measurement")

    import django

    django.setup()
    from django.core.management import call_command

    from konfluenz.ground import keyring

    keyring.create(home / "keys" / "keyring.json")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("demo", people=0)


def _fill(rows: int) -> None:
    from konfluenz.ground import search
    from konfluenz.people.models import Person, SpokenLanguage

    dice = random.Random(1)
    for start in range(0, rows, BATCH):
        made = []
        for number in range(start, min(start + BATCH, rows)):
            name = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)} {number}"
            made.append(Person(name=name, sort_name=name, sort_key=name.casefold()))
        Person.objects.bulk_create(made)
        SpokenLanguage.objects.bulk_create(
            SpokenLanguage(person=person, language=dice.choice(["ar", "uk", "tr"]), level="b2")
            for person in made
        )
        search.index_many(search.Item(person, person.name) for person in made)


def _measure(rows: int, rounds: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from konfluenz.people import demo
    from konfluenz.people.models import Person

    gc.collect()
    gc.freeze()  # what the filling left behind is no part of a web process
    client = Client(SERVER_NAME="localhost")
    client.force_login(demo.account_for("coordinator"))
    somebody = Person.objects.order_by("-id").first()
    pages = {
        "list": "/buero/personen/",
        "list, last page": f"/buero/personen/?page={rows // 50}",
        "list, by language": "/buero/personen/?language=ar",
        "search, rare": "/buero/personen/?q=haeuser+99",
        "search, common": "/buero/personen/?q=Häuser",
        "search, one letter": "/buero/personen/?q=h",
        "one person": f"/buero/personen/{somebody.public_id}/",
        "Heute": "/buero/",
        "tasks": "/buero/aufgaben/",
        "outbox": "/buero/postausgang/",
        "trail": "/buero/protokoll/",
    }
    print(f"{connection.vendor}, {rows} persons, {rounds} rounds, ms; limit {LIMIT} ms at p95")
    print(f"{'page':20} {'queries':>8} {'p50':>8} {'p95':>8} {'of limit':>9}")
    for name, url in pages.items():
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(url)
            queries = len(seen)
        assert answer.status_code == 200, (url, answer.status_code)
        times = [_timed(client, url) for _ in range(rounds)]
        p95 = quantiles(times, n=20)[-1]
        print(f"{name:20} {queries:8} {median(times):8.1f} {p95:8.1f} {p95 / LIMIT:9.2f}")


def _timed(client: object, url: str) -> float:
    begin = time.perf_counter()
    client.get(url)  # type: ignore[attr-defined]
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main()

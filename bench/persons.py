"""Office pages with 100,000 persons: server time against the limit of 150 ms at the 95th percentile.

Usage: ``./konfluenz bench persons [ROWS] [ROUNDS]``. Needs an empty home and, with
KONFLUENZ_DATABASE_URL, an empty database: it fills both. Times are those of the whole
request through middleware, view, database and template, without the network.
"""

import os
import random
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

LIMIT = 150
GIVEN = "Sabine Jürgen Amira Olena Mehmet Fatemeh Yusuf Natalia Thomas Leyla Samir Grace".split()
FAMILY = "Häuser Müller Öztürk Kovalenko Haddad Rezaei Schäfer Yılmaz Groß Weiß Novak".split()


def main() -> None:
    """Fill the database, ask for the pages, print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    with tempfile.TemporaryDirectory() as home:
        _set_up(Path(home))
        _fill(rows)
        _measure(rows, rounds)


def _set_up(home: Path) -> None:
    os.environ |= {"KONFLUENZ_HOME": str(home), "KONFLUENZ_DEMO": "1"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konfluenz.config.settings")
    (home / "keys").mkdir()
    (home / "keys" / "secret").write_text("a secret for one measurement")

    import django

    django.setup()
    from django.core.management import call_command

    from konfluenz.ground import keyring

    keyring.create(home / "keys" / "keyring.json")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def _fill(rows: int) -> None:
    from konfluenz.directory import municipality
    from konfluenz.ground import search
    from konfluenz.people.models import Person, SpokenLanguage

    dice = random.Random(1)
    for numbers in batched(range(rows), 5_000):
        made = []
        for number in numbers:
            name = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)} {number}"
            made.append(Person(name=name, sort_name=name, sort_key=name.casefold()))
        Person.objects.bulk_create(made)
        SpokenLanguage.objects.bulk_create(
            SpokenLanguage(person=person, language=dice.choice(["ar", "uk", "tr"]), level="b2")
            for person in made
        )
        search.index_many(search.Item(person, person.name) for person in made)
    print(f"{rows:,} persons; {municipality.__name__} untouched")


def _measure(rows: int, rounds: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from konfluenz.people import demo
    from konfluenz.people.models import Person

    client = Client()
    client.force_login(demo.account_for("coordinator"))
    somebody = Person.objects.order_by("?").first()
    pages = {
        "list": "/buero/personen/",
        "list, last page": f"/buero/personen/?page={rows // 50}",
        "list, by language": "/buero/personen/?language=ar",
        "search, rare": "/buero/personen/?q=haeuser+99",
        "search, common": "/buero/personen/?q=Häuser",
        "one person": f"/buero/personen/{somebody.public_id}/",
        "Heute": "/buero/",
    }
    print(f"{connection.vendor}, {rounds} rounds\n{'page':20} {'queries':>8} {'p50':>8} {'p95':>8}  of {LIMIT} ms")
    for name, url in pages.items():
        with CaptureQueriesContext(connection, ) as seen:
            answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        times = [_timed(client, url) for _ in range(rounds)]
        p95 = quantiles(times, n=20)[-1]
        print(f"{name:20} {len(seen):8} {median(times):7.1f}  {p95:7.1f}  {p95 / LIMIT:6.2f}")


def _timed(client, url: str) -> float:
    begin = time.perf_counter()
    client.get(url)
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main()

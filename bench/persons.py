"""Office pages with 100,000 persons and with 300 rows: server time against its limits.

Usage: ``./konfluenz bench persons [ROWS] [ROUNDS]``. Beside the persons stand 10,000 volunteers,
2,000 opportunities, 20,000 enquiries, 6,000 proposals and 3,300 placements, as
`stage/crowds.py` makes them. It works in a home of its own; with
KONFLUENZ_DATABASE_URL set it fills that database, which must be empty. Times are those of the
whole request through middleware, view, database and template, without the network, at the 95th
percentile. The processor's time beside them is what a busy machine cannot stretch much; that
of the database's own process is in it where Linux tells it.
"""

import datetime as dt
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles

from stage import crowds, homes

LIST_LIMIT = 150
"""Milliseconds for what reads among all persons."""

PAGE_LIMIT = 100
"""Milliseconds for every other page of the office."""

BATCH = 5_000
MANY = 300
FOUNDED = dt.date(2015, 9, 14)
GIVEN = ["Sabine", "Jürgen", "Amira", "Olena", "Mehmet", "Fatemeh", "Yusuf", "Natalia", "Grace"]
FAMILY = ["Häuser", "Müller", "Öztürk", "Kovalenko", "Haddad", "Rezaei", "Schäfer", "Groß"]


def main() -> None:
    """Fill the database, ask for the pages, print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    with tempfile.TemporaryDirectory() as home:
        _set_up(Path(home))
        _fill(rows)
        crowds.fill()
        pages = [*_long_lists(rows), *_rooms(), *_many_rows()]
        _tidy()
        _measure(pages, rows, rounds)


def _set_up(home: Path) -> None:
    """Prepare a home with the demo's city and nobody in it."""
    homes.prepare(home)

    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("demo", people=100)


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


def _long_lists(rows: int) -> Iterator[tuple[str, str, int]]:
    """Yield name, address and limit of the pages that read among all persons."""
    yield "list", "/buero/personen/", LIST_LIMIT
    yield "list, last page", f"/buero/personen/?page={rows // 50}", LIST_LIMIT
    yield "list, by language", "/buero/personen/?language=ar", LIST_LIMIT
    yield "search, rare", "/buero/personen/?q=haeuser+99", LIST_LIMIT
    yield "search, common", "/buero/personen/?q=Häuser", LIST_LIMIT
    yield "search, one letter", "/buero/personen/?q=h", LIST_LIMIT
    yield "search and language", "/buero/personen/?q=Häuser&language=ar", LIST_LIMIT
    yield "search in everything", "/buero/suche/?q=haeuser+99", LIST_LIMIT


def _rooms() -> Iterator[tuple[str, str, int]]:
    """Yield the lists of the rooms that bring people together, and two records of theirs."""
    from konfluenz.volunteering.models import Opportunity, Volunteer

    asked = {
        "ehrenamtliche": ("", "page=200", "state=askable", "waiting=yes", "cleared=yes"),
        "ehrenamtliche/": ("language=ar", "q=Demo-Person+99", "q=demo", "sort=-district"),
        "einsatzmoeglichkeiten": ("", "page=40", "q=Opportunity+19", "state=published"),
        "einsatzmoeglichkeiten/": ("places=free", "sort=-expires_on"),
        "anliegen": ("", "page=400", "state=overdue", "state=live", "q=Sprachkurs", "q=Kita+77"),
        "anliegen/": ("topic=1", "sort=-arrived_at"),
        "vermittlung/vorschlaege": ("", "page=100"),
        "vermittlung": ("", "page=60"),
    }
    for room, queries in asked.items():
        name = room.strip("/").rpartition("/")[2][:13]
        for query in queries:
            yield f"{name} {query}".strip()[:30], f"/buero/{room.strip('/')}/?{query}", LIST_LIMIT
    one = Volunteer.objects.filter(state="active").first()
    other = Opportunity.objects.filter(state="published").last()
    yield "map", "/buero/einsatzmoeglichkeiten/karte/", LIST_LIMIT
    yield "volunteer, fits", f"/buero/ehrenamtliche/{one.public_id}/?tab=suggestions", LIST_LIMIT
    yield "opportunity", f"/buero/einsatzmoeglichkeiten/{other.public_id}/", PAGE_LIMIT


def _many_rows() -> Iterator[tuple[str, str, int]]:
    """Make a house of 300 offices and posts and yield the pages that show so many, and others."""
    from konfluenz.directory import memberships, organizations, posts, units
    from konfluenz.directory.models import PostStageKind
    from konfluenz.people import persons

    club = organizations.add("Großer Verein e. V.", kind="association", by=None)
    top = units.add("Dezernat 9", kind="department", number="D9", by=None)
    for number in range(MANY):
        unit = units.add(f"Amt {number}", kind="office", number=f"A{number}", parent=top, by=None)
        post = posts.add(unit, f"Stelle {number}", by=None)
        posts.stage(post, PostStageKind.ESTABLISHED, FOUNDED, source="AT/0045/2015", by=None)
        somebody = persons.add(f"Mitglied {number}", by=None)
        memberships.add(club, somebody, by=None)
        if number % 2:
            posts.appoint(post, somebody, valid_from=FOUNDED, by=None)
    yield "one person", f"/buero/personen/{somebody.public_id}/", PAGE_LIMIT
    yield "tree, 300 offices", "/buero/aemter/", PAGE_LIMIT
    yield "dissolve form, 300", f"/buero/aemter/{unit.public_id}/aufloesen/", PAGE_LIMIT
    yield "300 contacts", f"/buero/organisationen/{club.public_id}/", PAGE_LIMIT
    yield "Heute", "/buero/", PAGE_LIMIT
    yield "tasks", "/buero/aufgaben/", PAGE_LIMIT
    yield "outbox", "/buero/postausgang/", PAGE_LIMIT
    yield "trail", "/buero/protokoll/", PAGE_LIMIT


def _tidy() -> None:
    """Do what worker and housekeeper do within minutes; forget what filling needed."""
    from django.db import connection

    from konfluenz.ground import garbage, sealer

    while sealer.seal():
        pass

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    garbage.settle()  # as a web process begins; what the filling left behind is no part of it


def _measure(pages: list[tuple[str, str, int]], rows: int, rounds: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from konfluenz.people import demo

    client = Client(SERVER_NAME="localhost")
    client.force_login(demo.account_for("coordinator"))
    print(f"{connection.vendor}, {rows} persons, {rounds} rounds; milliseconds")
    print(f"{'':30} {'':>8} {'time':^23}  {'processor':^15}")
    heads = ["queries", "p50", "p95", "of limit", "p50", "of limit"]
    print(f"{'page':30} {' '.join(f'{head:>8}' for head in heads)}")
    fixed = [_loop()]
    for name, url, limit in pages:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(url)
            queries = len(seen)
        assert answer.status_code == 200, (url, answer.status_code)
        fixed.append(_loop())
        times, work = zip(*(_timed(client, url) for _ in range(rounds)), strict=True)
        p95, busy = quantiles(times, n=20)[-1], median(work)
        figures = [median(times), p95, p95 / limit, busy, busy / limit]
        shown = zip(figures, ("8.1f", "8.1f", "8.2f", "8.1f", "8.2f"), strict=True)
        print(f"{name:30} {queries:8} {' '.join(format(*one) for one in shown)}")
    slowest, quickest = max(fixed), min(fixed)
    print(f"The machine: a fixed loop took {quickest:.0f} to {slowest:.0f} ms of processor time.")


def _loop() -> float:
    """Return the milliseconds of a fixed amount of work: by so much the machine itself varies."""
    begin = time.process_time()
    sum(number * number % 7 for number in range(500_000))
    return (time.process_time() - begin) * 1000


def _timed(client: object, url: str) -> tuple[float, float]:
    """Return how long a request took, and how long a processor worked for it."""
    work, begin = _worked(), time.perf_counter()
    client.get(url)  # type: ignore[attr-defined]
    return (time.perf_counter() - begin) * 1000, (_worked() - work) * 1000


def _worked() -> float:
    """Return the processor's seconds of this process and of the database's, if it has one."""
    from django.db import connection

    seconds = time.process_time()
    if connection.vendor == "postgresql":
        with suppress(OSError):
            file = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
            seconds += int(file.read_text().split()[0]) / 1e9
    return seconds


if __name__ == "__main__":
    main()

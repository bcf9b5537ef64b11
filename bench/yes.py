"""Fifty people say yes at once to three places: exactly three may get one, round after round.

Usage: ``./konfluenz bench yes [ROUNDS] [PEOPLE] [PLACES]``. It works in a home of its own; with
KONFLUENZ_DATABASE_URL set it fills that database, which must be empty. Each person is a thread
with a connection of its own. It counts rounds with more or fewer placements than places, and
people who neither got a place nor were told. The ratio is rounds that went right to all rounds.
"""

import datetime as dt
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from stage import homes


def main() -> None:
    """Set up, play the rounds, print the table."""
    given = [int(word) for word in sys.argv[1:]]
    rounds, people, places = (given + [100, 50, 3][len(given) :])[:3]
    with tempfile.TemporaryDirectory() as home:
        homes.prepare(Path(home))
        crowd = _volunteers(people)
        played = [_round(number, crowd, places) for number in range(rounds)]
        _show(played, people, places)


def _volunteers(people: int) -> list[Any]:
    from konfluenz.people import contacts, persons
    from konfluenz.volunteering import volunteers

    found = []
    for number in range(people):
        person = persons.add(f"Demo-Person {number}", by=None)
        contacts.add(person, "mail", f"person{number}@example.org", by=None)
        found.append(volunteers.add(person, state="active", places=10, by=None))
    return found


def _round(number: int, crowd: list[Any], places: int) -> tuple[Counter[str], int, float]:
    """Return how the answers ended, how many were placed, and the seconds it took."""
    from konfluenz.volunteering import proposals

    asked = _asked(number, crowd, places)
    gate = threading.Barrier(len(asked))
    begin = time.perf_counter()
    with ThreadPoolExecutor(len(asked)) as pool:
        acts = [lambda one=one: proposals.answer_volunteer(one, "yes") for one in asked]
        ends = Counter(pool.map(lambda act: _ended(gate, act), acts))
    took = time.perf_counter() - begin
    return ends, asked[0].opportunity.placements.count(), took


def _asked(number: int, crowd: list[Any], places: int) -> list[Any]:
    """Return a proposal for each of the crowd, to which the organisation has said yes."""
    from django.utils import timezone

    from konfluenz.directory import organizations
    from konfluenz.volunteering import opportunities, proposals
    from konfluenz.volunteering.models import Placement

    Placement.objects.all().delete()
    now = timezone.now()
    made = opportunities.add(
        f"Runde {number}",
        "Mit anpacken.",
        organization=organizations.add(f"Demo-Verein {number}", kind="association", by=None),
        timing="flexible",
        wanted=places,
        insured_by="organisation",
        expires_on=timezone.localdate() + dt.timedelta(days=60),
        by=None,
    )
    rows = [
        proposals.Proposal(
            opportunity=made,
            volunteer=someone,
            organisation_answer="yes",
            organisation_answered_at=now,
            asked_at=now,
            answer_by=now + dt.timedelta(days=7),
        )
        for someone in crowd
    ]
    return list(proposals.Proposal.objects.bulk_create(rows))


def _ended(gate: threading.Barrier, act: Callable[[], object]) -> str:
    from django.db import connection

    try:
        gate.wait(60)
        act()
    except Exception as refusal:  # noqa: BLE001
        return type(refusal).__name__
    else:
        return "placed"
    finally:
        connection.close()


def _show(played: list[tuple[Counter[str], int, float]], people: int, places: int) -> None:
    from django.db import connection

    wanted = Counter(placed=places, ProposalRefused=people - places)
    right = sum(ends == wanted and count == places for ends, count, _took in played)
    print(f"{connection.vendor}, {people} people say yes at once to {places} places")
    print(f"{'rounds':28} {len(played):8}")
    print(f"{'of these exactly ' + str(places):28} {right:8} {right / len(played):8.2f}")
    print(f"{'seconds a round, median':28} {median(took for *_rest, took in played):8.2f}")
    for name, count in sum((ends for ends, *_rest in played), Counter()).most_common():
        print(f"{name:28} {count:8}")


if __name__ == "__main__":
    main()

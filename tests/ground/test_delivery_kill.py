"""Nothing is lost when the worker is killed, wherever it is just then."""

import json
import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from tests.ground.loopback import MailServer

from konfluenz.ground import delivery, health
from konfluenz.ground.models import Heartbeat, Message
from konfluenz.ground.models.outbox import State

KILLS = {"sqlite": 200, "postgresql": 60}
"""On SQLite as many as the issue asks for; PostgreSQL takes part in the same promise."""

MESSAGES = {"sqlite": 1500, "postgresql": 600}
KILLING_PORT, WORKER_PORT = 8132, 8133

pytestmark = pytest.mark.django_db(transaction=True)


def _fill(count, *, rendered):
    now = timezone.now()
    ids = [uuid.uuid4() for _ in range(count)]
    Message.objects.bulk_create(
        Message(
            public_id=public_id,
            template="ground/mail/kill",
            channel="mail",
            language="de",
            address="ada@example.org",
            due_at=now,
            subject="Betreff" if rendered else "",
            text="Text",
            rendered_at=now if rendered else None,
            message_id=f"<{public_id}@localhost>",
        )
        for public_id in ids
    )


def _environment(server):
    return {**os.environ, "KONFLUENZ_MAIL_URL": server.url, "PYTHONPATH": os.pathsep.join(sys.path)}


def _taken(server):
    return Counter(mail["Message-ID"] for mail in server.mails)


def test_kills_lose_nothing_and_double_at_most_one_each(settings, record_property):
    kills = KILLS[connection.vendor]
    _fill(MESSAGES[connection.vendor], rendered=True)
    with MailServer(KILLING_PORT) as server:
        run = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("killing.py")), str(kills), "7"],
            env=_environment(server),
            capture_output=True,
            check=True,
            timeout=500,
        )
        figures = json.loads(run.stdout)
        untouched = Message.objects.filter(state=State.WAITING, attempts=0, lease=None)
        left = untouched.delete()[0]
        settings.MAIL_URL = server.url
        time.sleep(0.1)
        while delivery.sweep() or delivery.hand_over(limit=200):
            pass
        taken = _taken(server)
    doubles = sum(taken.values()) - len(taken)
    figures |= {"doubles": doubles, "taken": len(taken), "left": left}
    record_property("figures", figures)
    sys.stdout.write(f"{connection.vendor} {figures}\n")
    assert set(taken) == set(Message.objects.values_list("message_id", flat=True))
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert doubles <= kills
    assert max(taken.values()) <= 3
    assert left > 0, "The children ran out of messages."


def test_a_killed_worker_is_made_good_by_the_next_one():
    _fill(120, rendered=True)
    with MailServer(WORKER_PORT) as server:
        first = _worker(server)
        _until(lambda: len(server.taken) > 20)
        first.kill()
        first.wait()
        second = _worker(server)
        _until(lambda: not Message.objects.filter(state=State.WAITING).exists())
        ready = {finding.name: finding.ok for finding in health.report().findings}
        begun = time.monotonic()
        second.terminate()
        assert second.wait(20) == 0
        assert time.monotonic() - begun < 20
        taken = _taken(server)
    assert set(taken) == set(Message.objects.values_list("message_id", flat=True))
    assert sum(taken.values()) - len(taken) <= 1
    assert (ready["worker"], ready["outbox"], ready["database"]) == (True, True, True)
    assert set(Heartbeat.objects.values_list("name", flat=True)) >= {"worker", "outbox", "sealer"}


def _worker(server):
    return subprocess.Popen(
        [sys.executable, "-m", "django", "worker", "--lease", "1", "--hand-over", "1"],
        env=_environment(server),
    )


def _until(reached, seconds=60):
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.02)
    connection.close()

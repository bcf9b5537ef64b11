"""A warm parent that forks delivering children and kills each at a random moment of its work.

Run as a program of its own, with KONFLUENZ_* set: ``killing.py ROUNDS SEED``. Prints one line
of JSON: {"kills", "seconds", "cpu"}. Each child is a fresh process without a connection, as a
worker is, only that Django is loaded already. It says on a pipe when it turns to a message;
the parent counts to some number, waits a few milliseconds more, and kills.
"""

import gc
import json
import os
import random
import resource
import select
import signal
import sys
import time

import django

LEASE = 0.05
"""Seconds. One child lives at a time, so what is leased was leased by a dead one."""

PATIENCE = 30
LONGEST_WAIT = 0.012
"""Seconds after the chosen message was begun; about two messages long."""


def deliver_until_killed(delivery, tell):
    turn_to = delivery._deliver

    def telling(*args):
        os.write(tell, b".")
        turn_to(*args)

    delivery._deliver = telling
    while True:
        delivery.sweep()
        delivery.hand_over(lease_seconds=LEASE, hand_over_seconds=LEASE)


def fork(delivery):
    hear, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            deliver_until_killed(delivery, tell)
        finally:
            os._exit(1)
    os.close(tell)
    return child, hear


def wait_for(messages, hear):
    for _ in range(messages):
        ready, _, _ = select.select([hear], [], [], PATIENCE)
        assert ready and os.read(hear, 1), "The child does not work."


def main(rounds, seed):
    os.environ["DJANGO_SETTINGS_MODULE"] = "konfluenz.config.settings"
    django.setup()
    from django.core.mail.utils import DNS_NAME  # noqa: PLC0415 - after the set-up

    from konfluenz.ground import delivery  # noqa: PLC0415 - after the set-up

    DNS_NAME.get_fqdn()
    gc.freeze()
    chance = random.Random(seed)
    begun = time.monotonic()
    for _ in range(rounds):
        child, hear = fork(delivery)
        wait_for(chance.choice([1, 2, 3, 5, 8, 13]), hear)
        time.sleep(chance.uniform(0, LONGEST_WAIT))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        os.close(hear)
        assert os.WIFSIGNALED(status), status
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {"seconds": time.monotonic() - begun, "cpu": used.ru_utime + used.ru_stime}
    json.dump({"kills": rounds, **{k: round(v, 1) for k, v in figures.items()}}, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

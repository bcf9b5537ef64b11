"""A warm parent that forks delivering children and kills each at a random moment of its work.

Run as a program of its own, with KONFLUENZ_* set: ``killing.py ROUNDS SEED``. Prints one line
of JSON: {"kills", "seconds", "cpu"}. Each child is a fresh process without a connection, as a
worker is, only that Django is loaded already. It says on a pipe when it turns to a message;
the parent counts to some number, waits for up to the time that one message takes, and kills.
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
LONGEST_PACE = 0.05
"""Seconds. A machine that is busy otherwise must not stretch the run without bounds."""


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


def wait_for(messages, hear, pace):
    """Return once so many messages were begun, with the seconds that the last whole one took."""
    last = None
    for _ in range(messages):
        ready, _, _ = select.select([hear], [], [], PATIENCE)
        assert ready and os.read(hear, 1), "The child does not work."
        now = time.monotonic()
        pace, last = (min(now - last, LONGEST_PACE) if last else pace), now
    return pace


def main(rounds, seed):
    os.environ["DJANGO_SETTINGS_MODULE"] = "konfluenz.config.settings"
    django.setup()
    from django.core.mail.utils import DNS_NAME  # noqa: PLC0415 - after the set-up

    from konfluenz.ground import delivery  # noqa: PLC0415 - after the set-up

    DNS_NAME.get_fqdn()
    gc.freeze()
    chance = random.Random(seed)
    begun, pace = time.monotonic(), 0.01
    for _ in range(rounds):
        child, hear = fork(delivery)
        pace = wait_for(chance.choice([1, 1, 2, 3, 5, 8]), hear, pace)
        time.sleep(chance.uniform(0, 1.2 * pace))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        os.close(hear)
        assert os.WIFSIGNALED(status), status
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {"seconds": time.monotonic() - begun, "cpu": used.ru_utime + used.ru_stime}
    json.dump({"kills": rounds, **{k: round(v, 1) for k, v in figures.items()}}, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

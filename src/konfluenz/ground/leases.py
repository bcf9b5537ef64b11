"""The right to do something alone: held by one process, lost by it when it dies."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from konfluenz.ground.models import Lease


@dataclass(frozen=True)
class Hold:
    """A lease in hand. It must be renewed by whoever works longer than `seconds`."""

    name: str
    seconds: float
    holder: uuid.UUID

    def renew(self) -> bool:
        """Hold on for another `seconds`; False: it ran out, and somebody else has it now."""
        return bool(
            Lease.objects.filter(name=self.name, holder=self.holder).update(
                until=timezone.now() + timedelta(seconds=self.seconds)
            )
        )

    def give_back(self) -> None:
        """Let others have it at once."""
        Lease.objects.filter(name=self.name, holder=self.holder).update(until=timezone.now())


def take(name: str, seconds: float) -> Hold | None:
    """Return the lease `name` for so many seconds, or None while somebody else holds it."""
    hold = Hold(name, seconds, uuid.uuid4())
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    free = Lease.objects.filter(name=name, until__lte=now)
    if free.update(holder=hold.holder, until=until):
        return hold
    if Lease.objects.filter(name=name).exists():
        return None
    Lease.objects.bulk_create(
        [Lease(name=name, holder=hold.holder, until=until)], ignore_conflicts=True
    )
    return hold if Lease.objects.filter(name=name, holder=hold.holder).exists() else None


@contextmanager
def hold(name: str, seconds: float) -> Iterator[Hold | None]:
    """Give the lease `name` for the length of a block, or None while somebody else holds it.

    ::

        with leases.hold("import", 30) as held:
            if held:
                ...
    """
    held = take(name, seconds)
    try:
        yield held
    finally:
        if held is not None:
            held.give_back()

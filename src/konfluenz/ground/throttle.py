"""How often somebody may try something. Nobody can be recognised in the table."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from konfluenz.ground import keyring
from konfluenz.ground.models import Window


@transaction.atomic
def hit(key: str, limit: int, seconds: float) -> bool:
    """Count a try under `key` ("login 192.0.2.7") and return whether it is within the limit.

    A window of so many `seconds` begins with its first try. Tries beyond the limit count as
    well, but do not make the window longer. Call it outside a transaction that may be rolled
    back, or the try is forgotten with it.
    """
    digest = _digest(key)
    now = timezone.now()
    fresh = now + timedelta(seconds=seconds)
    Window.objects.bulk_create([Window(key=digest, until=fresh)], ignore_conflicts=True)
    mine = Window.objects.filter(key=digest)
    over = When(until__lte=now, then=Value(1))
    mine.update(
        hits=Case(over, default=F("hits") + 1),
        until=Case(When(until__lte=now, then=Value(fresh)), default=F("until")),
    )
    return mine.values_list("hits", flat=True).get() <= limit


def spent(key: str, limit: int) -> bool:
    """Return whether the tries under `key` are used up, without counting one."""
    mine = Window.objects.filter(key=_digest(key), until__gt=timezone.now(), hits__gte=limit)
    return mine.exists()


def forget(key: str) -> None:
    """Begin anew: the right password was given after all."""
    Window.objects.filter(key=_digest(key)).delete()


def sweep() -> int:
    """Delete the windows that are over; return how many."""
    return Window.objects.filter(until__lte=timezone.now()).delete()[0]


def _digest(key: str) -> str:
    return keyring.trail_digest(f"throttle\0{key}")

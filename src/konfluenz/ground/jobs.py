"""Run what ``settings.SCHEDULE`` says is due: each occurrence once, by whichever worker is first.

What fell due while the program was off runs once, not once for each time missed. A job whose
worker dies in the middle runs again after `LEASE`; a job that may take longer belongs into
a task of its own.
"""

import logging
import time
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from konfluenz.ground.models.schedule import Job, Outcome
from konfluenz.ground.schedule import Rule

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=30)
FORGET_AFTER = timedelta(days=7)


def run_due() -> int:
    """Run the jobs that are due, one after the other; return how many ran."""
    set_up()
    now = timezone.now()
    due = Job.objects.filter(Q(lease=None) | Q(lease_until__lte=now), next_at__lte=now)
    mine = due.filter(name__in=settings.SCHEDULE)
    return sum(_run(job) for job in mine.order_by("next_at"))


def set_up() -> None:
    """Bring the table in line with the settings: new jobs, changed rules, jobs no longer there.

    A job that these settings do not know may belong to a worker of the next version; it is
    deleted when nobody has run it for a week.
    """
    rules: dict[str, Rule] = settings.SCHEDULE
    known = dict(Job.objects.values_list("name", "rule"))
    for name, rule in rules.items():
        if known.get(name) != str(rule):
            first = {"rule": str(rule), "next_at": _next(rule)}
            Job.objects.update_or_create(name=name, defaults=first)
    if gone := known.keys() - rules.keys():
        Job.objects.filter(name__in=gone, next_at__lt=timezone.now() - FORGET_AFTER).delete()


def _run(job: Job) -> bool:
    """Run `job` unless another worker has it; what it raises is noted on its row."""
    lease, now = uuid.uuid4(), timezone.now()
    free = Job.objects.filter(Q(lease=None) | Q(lease_until__lte=now), pk=job.pk)
    if not free.filter(next_at=job.next_at).update(lease=lease, lease_until=now + LEASE):
        return False
    rule: Rule = settings.SCHEDULE[job.name]
    begun, error = time.monotonic(), ""
    try:
        import_string(rule.runs)()
    except Exception as failure:  # noqa: BLE001 - one failing job must not stop the others
        error = f"{type(failure).__name__}: {failure}"
        log.error("Job %s: %s", job.name, type(failure).__name__)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
    Job.objects.filter(pk=job.pk, lease=lease).update(
        lease=None,
        lease_until=None,
        next_at=_next(rule),
        last_at=now,
        last_seconds=time.monotonic() - begun,
        last_outcome=Outcome.FAILED if error else Outcome.DONE,
        last_error=error[:500],
    )
    return True


def _next(rule: Rule) -> datetime:
    return rule.next_after(timezone.now(), ZoneInfo(settings.TIME_ZONE))

"""Is all well? For ``/healthz``, ``/readyz`` and the office's settings page."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import outbox
from konfluenz.ground.models import Message
from konfluenz.ground.models.outbox import State
from konfluenz.ground.models.schedule import WORKER, Heartbeat

WORKER_SILENT = timedelta(seconds=60)
LOOP_SILENT = timedelta(minutes=10)
"""A loop may be long in one turn: a slow mail server, a large job."""

FREE_BYTES = 500 * 1024**2


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: "database", "worker", "outbox" or "disk"."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True)
class Report:
    """What was found. `ready`: the program can do its work."""

    findings: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """Whether everything is well."""
        return all(finding.ok for finding in self.findings)


def report() -> Report:
    """Look at the database, the worker's heartbeat, the age of the outbox and the disk."""
    looks = {"database": _database, "worker": _worker, "outbox": _outbox, "disk": _disk}
    return Report(tuple(_look(name, look) for name, look in looks.items()))


def _look(name: str, look: Callable[[], tuple[bool, str]]) -> Finding:
    try:
        return Finding(name, *look())
    except (DatabaseError, OSError) as error:
        return Finding(name, ok=False, detail=type(error).__name__)


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, str(connection.display_name)


def _worker() -> tuple[bool, str]:
    now = timezone.now()
    beats = {beat.name: beat for beat in Heartbeat.objects.all()}
    whole = beats.pop(WORKER, None)
    if whole is None or whole.at < now - WORKER_SILENT:
        return False, _("The worker does not run.")
    ill = sorted(name for name, b in beats.items() if b.error or b.at < now - LOOP_SILENT)
    return not ill, ", ".join(ill)


def _outbox() -> tuple[bool, str]:
    waiting = Message.objects.filter(state=State.WAITING).order_by("queued_at")
    oldest = waiting.values_list("queued_at", flat=True).first()
    seconds = int((timezone.now() - oldest).total_seconds()) if oldest else 0
    return not outbox.stuck().exists(), _("oldest message: %d s") % seconds


def _disk() -> tuple[bool, str]:
    free = shutil.disk_usage(settings.HOME).free
    return free >= FREE_BYTES, _("%d MB free") % (free // 1024**2)

"""Pages that go public, or leave, at a moment somebody has set."""

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision


def publish_due() -> None:
    """Publish what has become due and take away what has expired; each minute.

    Wagtail does the work; what it does and what is recorded of it are one transaction. When
    nothing is due nothing is locked.
    """
    now = timezone.now()
    expired = Page.objects.filter(live=True, expire_at__lt=now)
    if not (expired.exists() or Revision.objects.filter(approved_go_live_at__lt=now).exists()):
        return
    with transaction.atomic():
        call_command("publish_scheduled", verbosity=0)

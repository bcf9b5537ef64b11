"""What people look for and do not find, counted without anybody."""

import datetime as dt
import re

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from konfluenz.ground.folding import fold
from konfluenz.publishing.models import SearchMiss
from konfluenz.publishing.models.finding import SEE_WHAT_IS_MISSING

SHORTEST, LONGEST = 3, 60
OFTEN = 3
"""A gap is what was looked for in vain so often."""

MOST = 5_000
"""So many different ones are counted; whoever types rubbish fills no disk."""

KEPT = dt.timedelta(days=SEE_WHAT_IS_MISSING.retention.days or 0)
DIGITS = re.compile(r"(?:\d\D?){5}")
"""Five digits, also with something between them: a phone number, a case, a birthday."""


@transaction.atomic
def note(query: str, locale: str) -> bool:
    """Count that `query` found nothing; return False for what must not be kept.

    That is what is very short or long, and what could be a number or an address of somebody.
    """
    words = fold(query)
    if not SHORTEST <= len(words) <= LONGEST or "@" in query or DIGITS.search(words):
        return False
    row = SearchMiss.objects.filter(query=words, locale=locale)
    today = timezone.localdate()
    if row.update(count=F("count") + 1, last_on=today):
        return True
    if SearchMiss.objects.count() >= MOST:
        return False
    made = [SearchMiss(query=words, locale=locale, last_on=today)]
    SearchMiss.objects.bulk_create(made, ignore_conflicts=True)
    return True


def gaps() -> QuerySet[SearchMiss]:
    """Return what was looked for in vain three times or more, the most often first."""
    return SearchMiss.objects.filter(count__gte=OFTEN)


def sweep() -> int:
    """Forget what nobody has looked for during a year; return how many; daily."""
    return SearchMiss.objects.filter(last_on__lt=timezone.localdate() - KEPT).delete()[0]

"""The logins that are open just now."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from konfluenz.people.models import Account


def forget_ended() -> None:
    """Delete the logins that are over; daily, by the schedule."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()


def end_all(account: Account) -> int:
    """End every login of `account` and return how many there were.

    A session's owner stands inside it, so that all are read; they live 12 hours at most.
    """
    mine = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(account.pk)
    ]
    Session.objects.filter(pk__in=mine).delete()
    return len(mine)

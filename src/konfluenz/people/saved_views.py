"""Lists as people like to see them. Nobody else sees these, so they leave no trail."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.people.models import Account, SavedView

MOST = 30
"""Views of one list that an account can keep."""


class ViewRefused(Exception):
    """A view cannot be kept; the message says why."""


@transaction.atomic
def keep(account: Account, list_slug: str, name: str, query: str) -> SavedView:
    """Keep the query string as `name`, in place of a view of that name.

    Raises ViewRefused without a name, or when the account keeps too many.
    """
    name = " ".join(name.split())[:80]
    if not name:
        raise ViewRefused(_("Please give the view a name."))
    if of(account, list_slug).exclude(name=name).count() >= MOST:
        raise ViewRefused(_("You keep 30 views of this list. Remove one first."))
    view, _created = SavedView.objects.update_or_create(
        account=account, list=list_slug, name=name, defaults={"query": query.lstrip("?")[:2000]}
    )
    return view


def of(account: Account, list_slug: str) -> models.QuerySet[SavedView]:
    """Return the account's views of a list, by name."""
    return SavedView.objects.filter(account=account, list=list_slug)


def remove(account: Account, pk: int) -> None:
    """Remove a view; another account's stays where it is."""
    SavedView.objects.filter(account=account, pk=pk).delete()

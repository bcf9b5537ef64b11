"""Who may open which page of the office.

A row that somebody may not see answers 404: its view takes it from a queryset narrowed by
the room's `visible_to`. What they may not do answers 403, and says who can give the right.
The second factor is asked for in `office/sessions.py`, for all pages at once.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from konfluenz.people import roles
from konfluenz.people.models import Account
from konfluenz.people.roles import Right

View = Callable[..., Any]


class OfficeRequest(HttpRequest):
    """The request of a view behind `requires` or `staff`: it comes from an account."""

    user: Account


ANYBODY = "anybody"
"""What a page is marked with that is open to every account that works in the office."""

PUBLIC = "public"
"""What a page is marked with that is open to everybody, without a login."""


def requires(right: Right) -> Callable[[View], View]:
    """Return a decorator that opens a page to accounts with `right` alone.

    Without a login it leads to the login; without the right it raises PermissionDenied. The
    view is marked with ``view.right``, from which `tests/house` reads the matrix of rights.
    """
    return _guard(right, lambda account: right in roles.rights(account))


def staff(view: View) -> View:
    """Open a page to every account that holds any right in the office."""
    return _guard(ANYBODY, lambda account: bool(roles.rights(account)))(view)


def public(view: View) -> View:
    """Mark a page as open to everybody."""
    view.right = PUBLIC  # type: ignore[attr-defined]
    return view


def may(account: Any, right: Right) -> bool:
    """Return whether `account` has `right`."""
    return right in roles.rights(account)


def _guard(mark: Right | str, allowed: Callable[[Account], bool]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            account = get_user(request)
            if not isinstance(account, Account):
                return redirect_to_login(request.get_full_path())
            if not allowed(account):
                raise PermissionDenied
            request.user = account  # the record itself: the trail takes no lazy stand-in
            return view(request, *args, **kwargs)

        guarded.right = mark  # type: ignore[attr-defined]
        return guarded

    return decorate


def refuse() -> HttpResponse:
    """Refuse what a button asked for; raises PermissionDenied."""
    raise PermissionDenied

"""How long a login lasts, and what it takes to reach the office.

ASVS 5.0 7.3: 30 minutes without activity, 12 hours at most. A second factor for every staff
role is asked for here, once for all addresses of the office, and nowhere else.
"""

import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from konfluenz.people import accounts, roles

OFFICE = "/buero/"
STARTED = "session_started"
SEEN = "session_seen"
NOTED_EVERY = 60
"""Seconds between two notes of activity: not every page view shall write to the database."""


class SessionLimitMiddleware:
    """End logins that are too old or idle, and keep the office behind a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or send to where the login starts or is completed.

        Without a session cookie nothing is looked up, so that public pages stay free of it.
        """
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            ended = _reason_to_end(request)
            if ended:
                logout(request)
                return _to(request, "account_login", beendet=ended)
            _note(request)
            if request.path_info.startswith(OFFICE) and _lacks_second_factor(request):
                return _to(request, "mfa_activate_totp")
        elif request.path_info.startswith(OFFICE):
            return _to(request, "account_login")
        return self.get_response(request)


@login_required
def onward(request: HttpRequest) -> HttpResponse:
    """Lead to the first page of whoever has just logged in."""
    account = request.user
    if roles.of(account) & roles.STAFF:
        return HttpResponseRedirect(reverse("office:today"))
    person = getattr(account, "person", None)
    language = person.language if person else settings.LANGUAGE_CODE
    known = {code for code, _name in settings.LANGUAGES}
    spoken = language if language in known else settings.LANGUAGE_CODE
    return HttpResponseRedirect(reverse("portal:own_area", args=[spoken]))


def _reason_to_end(request: HttpRequest) -> str:
    now = time.time()
    if now - request.session.get(STARTED, now) > settings.SESSION_COOKIE_AGE:
        return "dauer"
    if now - request.session.get(SEEN, now) > settings.SESSION_IDLE_SECONDS - NOTED_EVERY:
        return "ruhe"
    return ""


def _note(request: HttpRequest) -> None:
    now = int(time.time())
    request.session.setdefault(STARTED, now)
    if now - request.session.get(SEEN, 0) >= NOTED_EVERY:
        request.session[SEEN] = now


def _lacks_second_factor(request: HttpRequest) -> bool:
    account = request.user
    return accounts.must_have_second_factor(account) and not accounts.has_second_factor(account)


def _to(request: HttpRequest, name: str, **more: str) -> HttpResponse:
    """Redirect to a page of the login; a page that HTMX asked for is left as a whole."""
    htmx = request.htmx  # type: ignore[attr-defined]
    came_from = request.get_full_path() if request.method == "GET" else OFFICE
    if htmx:
        came_from = htmx.current_url_abs_path or OFFICE
    address = f"{reverse(name)}?{urlencode({'next': came_from, **more})}"
    return HttpResponse(headers={"HX-Redirect": address}) if htmx else HttpResponseRedirect(address)

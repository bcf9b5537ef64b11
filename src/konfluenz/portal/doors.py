"""What all pages behind a mailed link share.

Whoever holds the link may open the page; no login, no cookie. Mail scanners follow every
link, so GET and HEAD only read: what changes something is a POST, which only a button sends.
The forms need no CSRF cookie, because the link in their address is the authority they use.

A link has no language in its address (`settings.LINKS` takes one argument): its `doorway`
leads to the page in the language of whom it was sent to.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from konfluenz.ground.links import LinkRefused
from konfluenz.ground.outbox import Recipient
from konfluenz.portal import contacts
from konfluenz.portal.frame import offered
from konfluenz.portal.language import preferred
from konfluenz.portal.pages import View, in_offered_language, open_to_all

GONE = 410


def by_link(view: View) -> View:
    """Make `view` a page behind a link, which it reads itself.

    A link that is broken, used or too old gets a page that says what to do. The page is not
    compressed: it holds the link.
    """

    @wraps(view)
    def page(request: HttpRequest, language: str, token: str) -> HttpResponse:
        try:
            response = view(request, language=language, token=token)
        except LinkRefused as refusal:
            response = refused(request, str(refusal))
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    methods = require_http_methods(["GET", "HEAD", "POST"])
    return open_to_all(csrf_exempt(never_cache(methods(in_offered_language(page)))))


def doorway(page: str, reader: Callable[[str], Recipient | None] | None = None) -> View:
    """Return the view a mail links to: it leads to the view `page` in the reader's language.

    `reader` returns whom a link was sent to, None for an organisation: those read
    in the language of their browser, as do all whose link is not valid any more.
    """

    @require_safe
    @never_cache
    def door(request: HttpRequest, token: str) -> HttpResponse:
        return redirect(f"portal:{page}", _language(request, reader, token), token)

    return open_to_all(door)


def refused(request: HttpRequest, text: str, *, again: str = "") -> HttpResponse:
    """Say kindly that a link opens nothing, and what to do; `again`: where a new one comes from."""
    context = {"text": text, "again": again, "contact": contacts.front_office()}
    return render(request, "portal/answers/refused.html", context, status=GONE)


def _language(
    request: HttpRequest, reader: Callable[[str], Recipient | None] | None, token: str
) -> str:
    try:
        person = reader(token) if reader else None
    except LinkRefused:
        person = None
    if person is not None and person.language in offered():
        return person.language
    return preferred(request.headers.get("Accept-Language", ""), offered())

"""A page of the portal as everybody will read it, before it is public: done, looked at, undone.

What publishing does is done in a transaction, the program is asked for the page as a stranger
would ask, and the transaction is rolled back. So a preview shows what publishing shows, whatever
the page is made of, and refuses what publishing refuses.
"""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.translation import gettext as _

from konfluenz.office import notices
from konfluenz.office.access import OfficeRequest
from konfluenz.publishing.baking import rendering


def respond(
    request: OfficeRequest,
    publish: Callable[[], object],
    address: str,
    *,
    back: str,
    refusals: tuple[type[Exception], ...],
) -> HttpResponse:
    """Answer with the page at `address` as it stands once `publish` is done, and undo that.

    Where publishing is refused, or there is no such page even then, it is told at `back`.
    """
    try:
        status, body = _undone(publish, address)
    except refusals as refusal:
        notices.refused(request, refusal)
        return redirect(back)
    if status != 200:
        notices.refused(request, _("Everybody will not find a page of it as it stands."))
        return redirect(back)
    strip = render_to_string("office/components/preview.html", {"back": back}, request)
    page = body.decode().replace("<main", f"{strip}<main", 1)
    response = HttpResponse(page)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _undone(publish: Callable[[], object], address: str) -> tuple[int, bytes]:
    with transaction.atomic():
        publish()
        with translation.override(None):
            found = rendering.looked_at(address[len(get_script_prefix()) - 1 :])
        transaction.set_rollback(True)
    return found

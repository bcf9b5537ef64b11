"""The addresses of Wagtail's admin, behind our own rights and in one transaction each."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin import urls as wagtail_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from konfluenz.people.models import Account
from konfluenz.publishing.editing import rights

View = Callable[..., Any]

INLINE = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}
FRAMED = {"frame-ancestors": [SELF]}


def for_editors(view: View) -> View:
    """Open `view` to those who edit pages, with the groups that they are in today.

    What it writes and what is recorded of it are one transaction.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = request.user
        if not account.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not (isinstance(account, Account) and rights.may_edit(account)):
            raise PermissionDenied
        rights.bring_up_to_date(account)
        if request.method in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return guarded


def with_inline_parts(view: View) -> View:
    """Let Wagtail's admin use what its own templates hold: inline scripts and styles.

    Five of its templates have inline scripts, and its editor sets styles. The preview of a
    page stands in a frame of the admin itself. Nothing of this holds beyond these addresses.
    """
    return xframe_options_sameorigin(csp_replace(FRAMED)(csp_update(INLINE)(view)))


urlpatterns: list[URLPattern | URLResolver] = decorate_urlpatterns(
    decorate_urlpatterns(wagtail_urls.urlpatterns, for_editors), with_inline_parts
)

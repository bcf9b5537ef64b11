"""What all views of public pages have in common."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.gzip import gzip_page

from konfluenz.portal.frame import offered
from konfluenz.portal.language import SOURCE

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Make `view` a public page: compressed, and in a language the municipality offers.

    Compression is safe here: a public page holds no secret and no cookie.
    """
    return open_to_all(gzip_page(in_offered_language(view)))


def in_offered_language(view: View) -> View:
    """Lead from a language that was switched off to German, so that old links keep working."""

    @wraps(view)
    def page(request: HttpRequest, language: str, **names: str) -> HttpResponse:
        match = request.resolver_match
        if language not in offered() and match is not None:
            return redirect(match.view_name, **{**match.kwargs, "language": SOURCE})
        return view(request, language=language, **names)

    return page


def open_to_all(view: View) -> View:
    """Mark a page as open to everybody, for the matrix of rights in `tests/house`."""
    view.right = "public"  # type: ignore[attr-defined]
    return view


def own_only(view: View) -> View:
    """Mark a page that shows everybody who logs in their own data alone."""
    view.right = "own"  # type: ignore[attr-defined]
    return view

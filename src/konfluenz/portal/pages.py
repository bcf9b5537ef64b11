"""What all views of public pages have in common."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.gzip import gzip_page

from konfluenz.portal.frame import offered
from konfluenz.portal.language import SOURCE

View = Callable[..., HttpResponse]
Addresses = Callable[[], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True)
class Bakeable:
    """How a view is baked. `addresses` yields what stands in each address beside the language.

    `made_of`: the kinds of records by which addresses come and go. `heavy`: it takes long, and
    small pages go first.
    """

    addresses: Addresses
    made_of: frozenset[str]
    heavy: bool = False


def baked(
    *, addresses: Addresses = lambda: [{}], made_of: Iterable[str] = ()
) -> Callable[[View], View]:
    """Make a public page that lies ready as a file, the same for everybody.

    ::

        @baked(addresses=lambda: Service.objects.public().values("slug"),
               made_of=["directory.service"])
        @require_safe
        def service(request, language, slug):
            reads.note("directory.service", ...)

    The view notes what it reads (`publishing/baking/reads.py`), sets no cookie and asks for
    no session, user or CSRF token. A query string is answered each time.
    """

    def decorate(view: View) -> View:
        page = public(view)
        page.bakeable = Bakeable(addresses, frozenset(made_of))  # type: ignore[attr-defined]
        return page

    return decorate


def baked_data() -> Callable[[View], View]:
    """Make a file for programs that lies ready, one in each language the municipality offers.

    Its address ends in ".json" (`publishing/baking/files.py`). Another language is 404. It holds
    much and changes often: pages for readers are baked first.
    """

    def decorate(view: View) -> View:
        data = open_to_all(gzip_page(only_offered(view)))
        data.bakeable = Bakeable(lambda: [{}], frozenset(), heavy=True)  # type: ignore[attr-defined]
        return data

    return decorate


def only_offered(view: View) -> View:
    """Answer 404 in a language that is switched off: a program would take German for it."""

    @wraps(view)
    def data(request: HttpRequest, language: str, **names: str) -> HttpResponse:
        if language not in offered():
            raise Http404(language)
        return view(request, language=language, **names)

    return data


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

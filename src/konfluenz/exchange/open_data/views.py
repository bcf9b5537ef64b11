"""What machines are answered: the catalogue in the form they ask for, tables, their columns."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from konfluenz.council import open_data
from konfluenz.exchange.open_data import catalogue, kept, tables
from konfluenz.exchange.open_data.tables import Table

FRESH = 15 * 60
"""Seconds in which nobody need ask again."""

FORMS = {
    "ttl": ("text/turtle", "turtle"),
    "rdf": ("application/rdf+xml", "xml"),
    "jsonld": ("application/ld+json", "json-ld"),
}
"""By the ending of the address: media type, and what rdflib calls it."""

HTML = "text/html"
COLUMNS = "application/csvm+json"
FORM = 1
"""Grows when tables or catalogue are written in another form: what readers kept is old then."""

View = Callable[..., HttpResponseBase]


def open_to_machines(view: View) -> View:
    """Open `view` to everybody, to scripts of other sites too: it sets no cookie and reads none."""

    @wraps(view)
    def answer(request: HttpRequest, **given: Any) -> HttpResponseBase:
        response = view(request, **given)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    made = gzip_page(require_safe(answer))
    made.right = "public"  # type: ignore[attr-defined]
    return made


@open_to_machines
def index(request: HttpRequest) -> HttpResponseBase:
    """Answer with the catalogue in the form asked for; whoever wants a page is led to it."""
    types = {media: form for form, (media, _name) in FORMS.items()}
    wanted = request.get_preferred_type(["text/turtle", *list(types)[1:], HTML])
    if wanted == HTML:
        response: HttpResponseBase = redirect("portal:open-data", "de")
    else:
        response = _catalogue(request, types.get(wanted or "", "ttl"))
    patch_vary_headers(response, ["Accept"])
    return response


@open_to_machines
def catalogue_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Answer with the catalogue in the form of its ending."""
    if form not in FORMS:
        raise Http404(form)
    return _catalogue(request, form)


@open_to_machines
def table(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Answer with a table as CSV, from the file that was written when it last changed."""
    found, day = _table(slug), timezone.localdate()
    stamp = f"{FORM}-{open_data.moments()[slug].stamp}"
    columns = reverse("exchange:columns", args=[slug])

    def written() -> HttpResponseBase:
        packs = "gzip" in request.headers.get("Accept-Encoding", "")
        packed = kept.opened(found, stamp, day)
        response = StreamingHttpResponse(kept.pieces(packed, unpack=not packs))
        response.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
        response.headers["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
        response.headers["Link"] = f'<{columns}>; rel="describedby"; type="{COLUMNS}"'
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        return response

    response = _unless_known(request, f"{slug}-{day}-{stamp}", written)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@open_to_machines
def columns(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Answer with what the columns of a table mean, as CSVW."""
    found, moments = _table(slug), open_data.moments()[slug]
    said = tables.described(
        found,
        licence=str(catalogue.LICENCE_TEXT),
        publisher=catalogue.attribution(),
        modified=moments.last,
    )
    content = json.dumps(said, ensure_ascii=False, indent=1).encode()
    return _answer(request, content, COLUMNS)


def _catalogue(request: HttpRequest, form: str) -> HttpResponseBase:
    media, name = FORMS[form]
    graph = catalogue.graph(open_data.moments())
    content = graph.serialize(format=name, encoding="utf-8")
    return _answer(request, content, f"{media}; charset=utf-8")


def _table(slug: str) -> Table:
    if slug not in catalogue.TABLES:
        raise Http404(slug)
    return catalogue.TABLES[slug]


def _answer(request: HttpRequest, content: bytes, media: str) -> HttpResponseBase:
    etag = sha256(content).hexdigest()[:32]
    return _unless_known(request, etag, lambda: HttpResponse(content, content_type=media))


def _unless_known(
    request: HttpRequest, etag: str, written: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Return what is `written`, or 304 for who has it (RFC 9110, 13); both to keep a while."""
    tag = f'W/"{etag}"'
    known = get_conditional_response(request, etag=tag)
    response = known or written()
    response.headers["ETag"] = tag
    patch_cache_control(response, public=True, max_age=FRESH)
    return response

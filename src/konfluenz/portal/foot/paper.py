"""A page, service, event or programme as a PDF: as on the screen, in a sheet of its own."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from konfluenz.directory import programmes
from konfluenz.directory import services as domain
from konfluenz.directory.models import Service
from konfluenz.events import events
from konfluenz.ground import papers, typefaces
from konfluenz.ground.papers import PressBusy
from konfluenz.portal import feeds, qr
from konfluenz.portal.calendar import pages as event_views
from konfluenz.portal.knowing import pages as page_views
from konfluenz.portal.offers import notices
from konfluenz.portal.offers import services as service_views
from konfluenz.portal.pages import public
from konfluenz.publishing import pages

PDF = "application/pdf"
AGAIN_SECONDS = "10"


@public
@require_safe
def page(request: HttpRequest, language: str, path: str) -> HttpResponse:
    """Answer with a page as a PDF; one that is not there in the language has none."""
    found = pages.find(path)
    context = page_views.context(found, language) if found is not None else {}
    if not context or context["missing"]:
        raise Http404(path)
    return _answer(request, "portal/knowing/page.html", context)


@public
@require_safe
def service(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with a service as a PDF."""
    record = domain.with_parts(Service.objects.public().filter(slug=slug)).first()
    if record is None:
        raise Http404(slug)
    context = service_views.context(record, language) | {"drawing": None}
    return _answer(request, "portal/offers/service.html", context)


@public
@require_safe
def event(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with an event as a PDF; one that is over has none."""
    record = event_views.find(slug)
    if record is None or events.is_over(record):
        raise Http404(slug)
    context = event_views.context(record, language)
    return _answer(request, "portal/calendar/event.html", context)


@public
@require_safe
def programme(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with a funding programme as a PDF."""
    record = programmes.running().filter(slug=slug).first()
    if record is None:
        raise Http404(slug)
    context = notices.programme_context(record, language)
    return _answer(request, "portal/offers/programme.html", context)


def busy(request: HttpRequest) -> HttpResponse:
    """Ask the reader to come again in a moment."""
    response = render(request, "portal/foot/busy.html", status=503)
    response.headers["Retry-After"] = AGAIN_SECONDS
    return response


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    try:
        content = papers.pdf(_html(request, template, context), _folders())
    except PressBusy:
        return busy(request)
    answer = HttpResponse(content, content_type=PDF)
    answer.headers["Content-Disposition"] = f'inline; filename="{_name(request)}.pdf"'
    return answer


def _html(request: HttpRequest, template: str, context: dict[str, Any]) -> str:
    address = feeds.absolute(request.path.removesuffix("als.pdf"))
    more = {
        "base": "portal/foot/paper.html",
        "faces": typefaces.rules(),
        "address": address,
        "code": qr.svg(address),
        "today": timezone.localdate(),
        "linked": None,
    }
    html = render_to_string(template, context | more, request)
    return html.replace(f'src="{settings.MEDIA_URL}', f'src="{_media().as_uri()}/')


def _name(request: HttpRequest) -> str:
    return request.path.removesuffix("/als.pdf").rpartition("/")[2]


def _folders() -> list[Path]:
    return [_media(), *typefaces.folders()]


def _media() -> Path:
    """Return the folder of public pictures; on S3 there is none, and the paper has no pictures."""
    return Path(getattr(storages["default"], "location", settings.HOME / "files" / "public"))

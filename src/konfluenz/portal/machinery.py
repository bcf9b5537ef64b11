"""What machines ask: is it alive, may I crawl, whom do I tell about a hole."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konfluenz.directory import municipality
from konfluenz.ground import health
from konfluenz.portal.pages import open_to_all


@open_to_all
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@open_to_all
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether work gets done: database, worker, outbox, disk. 503 if one of them fails."""
    report = health.report()
    content = {"ready": report.ready, **{each.name: each.ok for each in report.findings}}
    return JsonResponse(content, status=200 if report.ready else 503)


@open_to_all
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of what is not public; an invented city is not for search at all."""
    closed = ["/"] if settings.DEMO else ["/buero/", "/konto/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {settings.BASE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@open_to_all
@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Lead to the sign of the program: browsers ask for it beside pages without a head."""
    return redirect(static("portal/konfluenz.svg"), permanent=True)


@open_to_all
@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    """Name whom to tell about a hole (RFC 9116)."""
    address = f"{settings.BASE_URL}/.well-known/security.txt"
    until = timezone.now().replace(microsecond=0) + dt.timedelta(days=90)
    mail = municipality.current().mail or settings.DEFAULT_FROM_EMAIL
    lines = [
        f"Contact: mailto:{mail}",
        f"Expires: {until.isoformat()}",
        "Preferred-Languages: de, en",
        f"Canonical: {address}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

"""Saved on the reader's own device: the service worker, its page, and the list of starred pages."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konfluenz.portal.pages import baked, open_to_all
from konfluenz.publishing.baking import reads

SCRIPT = "text/javascript; charset=utf-8"


@open_to_all
@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """Answer with the service worker of the whole portal.

    With ``KONFLUENZ_OFFLINE=0`` it is one that clears what was saved and unregisters itself.
    """
    name = "worker.js" if settings.OFFLINE else "worker-off.js"
    response = HttpResponse(_script(name), content_type=SCRIPT)
    response.headers["Service-Worker-Allowed"] = get_script_prefix()
    return response


@baked()
@require_safe
def offline(request: HttpRequest, language: str) -> HttpResponse:
    """Say that there is no connection and where the saved pages are; itself saved by the worker."""
    reads.note("directory.municipality")
    return render(request, "portal/foot/offline.html")


@baked()
@require_safe
def starred(request: HttpRequest, language: str) -> HttpResponse:
    """Show a frame that the device fills with what its reader has starred; nothing is sent."""
    reads.note("directory.municipality")
    return render(request, "portal/foot/starred.html")


def _script(name: str) -> bytes:
    for found in (Path(settings.STATIC_ROOT) / name, finders.find(name)):
        if found and Path(found).is_file():
            return Path(found).read_bytes()
    raise Http404(name)

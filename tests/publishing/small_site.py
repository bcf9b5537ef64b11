"""A site of a few lines for the tests of the baker: a list of topics, and a page for each."""

import datetime as dt
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from konfluenz.directory.models import Topic
from konfluenz.portal.frame import offered
from konfluenz.publishing.baking import reads
from konfluenz.publishing.baking.sites import Place, Site

UNTIL: dict[str, dt.datetime] = {}
"""Until when the page of a topic is true."""

MEANWHILE: list[Callable[[], None]] = []
"""What happens once, in the middle of the next page."""

BROKEN: set[str] = set()
SILENT: set[str] = set()


def forget() -> None:
    """Be as new."""
    for each in (UNTIL, MEANWHILE, BROKEN, SILENT):
        each.clear()


def home(request: HttpRequest, language: str) -> HttpResponse:
    """List the topics."""
    reads.note("directory.topic")
    names = Topic.objects.filter(active=True).order_by("slug").values_list("name", flat=True)
    return HttpResponse(f"{language}: {', '.join(names)}")


def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show a topic."""
    if slug in BROKEN:
        raise OSError(slug)
    record = get_object_or_404(Topic, slug=slug, active=True)
    if slug not in SILENT:
        reads.note(record)
    reads.true_until(UNTIL.get(slug))
    while MEANWHILE:
        MEANWHILE.pop()()
    return HttpResponse(f"{language}: {record.name}")


urlpatterns = [
    path("healthz", lambda _request: HttpResponse("ok")),
    path("<language:language>/", home, name="home"),
    path("<language:language>/thema/<slug:slug>/", topic, name="topic"),
]


def _places(views):
    if "home" in views:
        yield Place("home", "")
    if "topic" in views:
        for slug in Topic.objects.filter(active=True).values_list("slug", flat=True):
            yield Place("topic", f"thema/{slug}/")


SITE = Site(
    languages=offered,
    made_of=lambda labels: {"topic"} if "directory.topic" in labels else set(),
    places=_places,
    views=lambda: {"home", "topic"},
    frame=frozenset({"directory.municipality"}),
)

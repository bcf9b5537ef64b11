"""What a public page is about, found by its address: for feedback, paper and hand-outs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.urls import Resolver404, ResolverMatch, resolve

from konfluenz.directory import goods, programmes, resources, reviews
from konfluenz.directory.models import OrgUnit, Service, Topic
from konfluenz.events.models import Event
from konfluenz.portal import topics as topic_pages
from konfluenz.portal.language import SOURCE
from konfluenz.publishing import pages

Finder = Callable[[str], models.Model | None]
RECORDS: Mapping[str, Finder] = {
    "page": pages.find,
    "service": lambda slug: Service.objects.public().filter(slug=slug).first(),
    "event": lambda slug: Event.objects.public().filter(slug=slug).first(),
    "programme": lambda slug: programmes.running().filter(slug=slug).first(),
    "topic": topic_pages.find,
}
"""What the pages that show one record show: view → by the words in its address."""

ENTRIES: Mapping[str, Finder] = {
    "goods": lambda slug: goods.current().filter(slug=slug).first(),
    "links": lambda slug: resources.public().filter(slug=slug).first(),
}
"""What stands in lists and has no page of its own: view of the list → by its short name."""


@dataclass(frozen=True)
class Subject:
    """A page of the portal. `rest` is its address behind the language; `record` what it shows.

    Lists have no record.
    """

    rest: str
    view: str
    names: dict[str, Any]
    record: models.Model | None = None

    @property
    def title(self) -> str:
        """Its German name; of a page without a record, its address."""
        return str(self.record) if self.record is not None else self.rest

    @property
    def topic(self) -> Topic | None:
        """The first of its topics."""
        if isinstance(self.record, Topic):
            return self.record
        topics = getattr(self.record, "topics", None)
        return next((topic for topic in topics.all() if topic.active), None) if topics else None

    @property
    def unit(self) -> OrgUnit | None:
        """The unit that vouches for it; None where an organisation does, or nobody."""
        if self.record is None:
            return None
        review = reviews.of([self.record]).get(self.record.pk)
        return review.unit if review is not None else getattr(self.record, "unit", None)


def find(rest: str, language: str = SOURCE) -> Subject | None:
    """Return the public page at `rest` behind the language, None when there is none.

    Pages that only one reader may open (by a link in a mail) are not among them.
    """
    if not rest:
        return None
    try:
        match = resolve(f"/{language}/{rest.lstrip('/')}")
    except Resolver404:
        return None
    return _found(match, rest.lstrip("/")) if is_public(match) else None


def entry(subject: Subject, slug: str) -> Subject:
    """Return the entry `slug` of the list `subject`; the list itself where there is none."""
    find = ENTRIES.get(subject.view)
    record = find(slug) if find is not None and slug else None
    return replace(subject, record=record) if record is not None else subject


def is_public(match: ResolverMatch | None) -> bool:
    """Tell whether the page is the same for everybody, so that its address gives nothing away."""
    return match is not None and hasattr(match.func, "bakeable")


def _found(match: ResolverMatch, rest: str) -> Subject | None:
    names = {key: value for key, value in match.kwargs.items() if key != "language"}
    view = match.view_name.removeprefix("portal:")
    record = _record(view, names)
    if record is None and view in RECORDS:
        return None
    return Subject(rest, view, names, record)


def _record(view: str, names: dict[str, Any]) -> models.Model | None:
    find = RECORDS.get(view)
    return find(*names.values()) if find is not None else None

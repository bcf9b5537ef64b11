"""What the public is told was read of a record, and what of it stays inside."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from konfluenz.council.claims.bodies import KNOWN_TO_ALL
from konfluenz.council.models import Paper
from konfluenz.council.values import Several, Value
from konfluenz.directory.models import Group, Organization, Post, PostStageKind
from konfluenz.portal.steering_words import STAGES
from konfluenz.steering.models import Concept

LABELS: dict[str, str | Promise] = {
    "adopted": gettext_lazy("adopted on"),
    "adopted_by": gettext_lazy("adopted by"),
    "agenda_item": gettext_lazy("agenda item"),
    "announced": gettext_lazy("announced on"),
    "answers": gettext_lazy("Answers"),
    "applicants": gettext_lazy("Brought by"),
    "area": gettext_lazy("field of action"),
    "area_names": gettext_lazy("Priority areas"),
    "areas": gettext_lazy("Priority areas"),
    "author_unit": gettext_lazy("Author"),
    "body": gettext_lazy("decided by"),
    "consultant": gettext_lazy("Supported by"),
    "date": gettext_lazy("Date"),
    "department": gettext_lazy("Department"),
    "drafted": gettext_lazy("Drawn up"),
    "file_reference": gettext_lazy("File reference"),
    "financial_impact": gettext_lazy("Financial effects"),
    "function_count": gettext_lazy("What the city takes on itself"),
    "functions": gettext_lazy("What the city takes on itself"),
    "kind": gettext_lazy("Kind"),
    "method": gettext_lazy("Method"),
    "number": gettext_lazy("Number"),
    "parent": gettext_lazy("belongs to"),
    "participation": gettext_lazy("Participation"),
    "predecessor": gettext_lazy("replaces"),
    "recommendation": gettext_lazy("Recommendation"),
    "reference": gettext_lazy("Number"),
    "review": gettext_lazy("Does it need to be revised?"),
    "review_day": gettext_lazy("Does it need to be revised?"),
    "set_up": gettext_lazy("set up on"),
    "set_up_by": gettext_lazy("set up by"),
    "unstaffed_since": gettext_lazy("post unstaffed since"),
    "not_workable_since": gettext_lazy("post unstaffed since"),
    "usual_source": gettext_lazy("Usual source"),
    "value": gettext_lazy("Value"),
    "vote": gettext_lazy("Vote"),
} | {kind.value: STAGES[kind] for kind in PostStageKind if kind != PostStageKind.UNDOCUMENTED}
"""By the slug of what was read; the others need no word beside the quote."""

INTERNAL_SOURCES = frozenset({"standing", "unstaffed_since"})
"""Readings vouched for by who held a post: that note was written for the office."""


def _of_an_answer(paper: Paper) -> bool:
    return paper.answers is not None and paper.answers.public


def _of_a_predecessor(concept: Concept) -> bool:
    return concept.predecessor is not None and concept.predecessor.public


def _of_a_parent(body: Organization) -> bool:
    return body.parent is not None and known(body.parent)


def _of_fields(group: Group) -> bool:
    return all(area.concept.public for area in group.areas.all())


_ABOUT_OTHERS: dict[tuple[type[models.Model], str], Callable[[Any], bool]] = {
    (Paper, "answers"): _of_an_answer,
    (Concept, "predecessor"): _of_a_predecessor,
    (Organization, "parent"): _of_a_parent,
    (Group, "areas"): _of_fields,
}
"""Readings that name another record: they are public when that one is."""


def known(body: Organization) -> bool:
    """Return whether everybody may read of an organisation."""
    return body.listed or body.kind in KNOWN_TO_ALL


def is_public(record: models.Model, reading: str) -> bool:
    """Return whether everybody may read this of a record that is public itself."""
    allowed = _ABOUT_OTHERS.get((type(record), reading))
    return allowed is None or allowed(record)


def label(reading: str) -> str:
    """Return what was read, as a word of the page's language; "" where none is needed."""
    return str(LABELS.get(reading, ""))


def source(record: models.Model, reading: str, found: str) -> str:
    """Return the source `found` where it may be shown."""
    return "" if isinstance(record, Post) and reading in INTERNAL_SOURCES else found


def named_by(value: Value | None, says: Callable[[Value], bool]) -> Value | None:
    """Return of several values the one the quote names, all of them where it names none."""
    if not isinstance(value, Several):
        return value
    named = tuple(one for one in value.values if says(one))
    return Several(named) if named else value

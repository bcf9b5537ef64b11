"""Where the public reads on about a record that answers a sentence; "" where nowhere."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from konfluenz.council.claims.bodies import KNOWN_TO_ALL
from konfluenz.council.models import Consultation, ConsultationResult, Paper, Resolution
from konfluenz.directory.models import (
    Group,
    Municipality,
    Organization,
    OrgUnit,
    Post,
    PostStage,
    Topic,
)
from konfluenz.ground import references
from konfluenz.ground.references import Reference
from konfluenz.steering.models import (
    AreaLevel,
    Concept,
    Goal,
    GoalStatus,
    Hearing,
    Indicator,
    Observation,
    PriorityArea,
    RevisionReview,
)

_PUBLIC_AREAS = Prefetch(
    "areas",
    queryset=PriorityArea.objects.filter(concept__public=True)
    .select_related("concept")
    .order_by("-concept__adopted_date", "level", "number"),
    to_attr="public_areas",
)
_READABLE: list[models.QuerySet[Any]] = [
    Concept.objects.filter(public=True).select_related("predecessor"),
    RevisionReview.objects.filter(concept__public=True).select_related("concept"),
    PriorityArea.objects.filter(concept__public=True).select_related("concept"),
    Goal.objects.filter(area__concept__public=True).select_related("area__concept"),
    GoalStatus.objects.filter(goal__area__concept__public=True).select_related(
        "goal__area__concept"
    ),
    Hearing.objects.filter(public=True).select_related("concept"),
    Indicator.objects.filter(public=True),
    Observation.objects.filter(indicator__public=True).select_related("indicator"),
    Paper.objects.filter(public=True).select_related("answers"),
    Consultation.objects.filter(paper__public=True, open_session=True).select_related("paper"),
    ConsultationResult.objects.filter(
        consultation__paper__public=True, consultation__open_session=True
    ).select_related("consultation__paper"),
    Resolution.objects.filter(public=True).select_related("paper", "concept"),
    Post.objects.prefetch_related(_PUBLIC_AREAS),
    PostStage.objects.select_related("post"),
    OrgUnit.objects.all(),
    Organization.objects.filter(Q(listed=True) | Q(kind__in=KNOWN_TO_ALL)).select_related("parent"),
    Group.objects.filter(areas__concept__public=True).distinct().prefetch_related("areas__concept"),
    Topic.objects.all(),
    Municipality.objects.all(),
]
"""What a public page may name, and only these rows of it. Anything else stays inside."""

READABLE = {references.label(rows.model): rows for rows in _READABLE}


def readable(wanted: Iterable[Reference]) -> dict[Reference, models.Model]:
    """Return those of the records that the public may read about: one query for each kind."""
    by_label: dict[str, list[str]] = {}
    for reference in wanted:
        if reference.label in READABLE and reference.id.isdecimal():
            by_label.setdefault(reference.label, []).append(reference.id)
    return {
        Reference(label, str(record.pk)): record
        for label, ids in by_label.items()
        for record in READABLE[label].filter(pk__in=ids)
    }


def of(record: models.Model, language: str) -> str:
    """Return the address of the page, and the place on it, where `record` is shown."""
    find = _FOUND.get(type(record))
    return find(record, language) if find else ""


def area_anchor(area: PriorityArea) -> str:
    """Return the name of the place of a field of action on the page of its concept."""
    prefix = "feld" if area.level == AreaLevel.PRIORITY else "weiteres-feld"
    return f"{prefix}-{area.number}"


def goal_anchor(goal: Goal) -> str:
    """Return the name of the place of a goal on the page of its concept."""
    return f"{area_anchor(goal.area)}-ziel-{goal.number}"


def indicator_anchor(indicator: Indicator) -> str:
    """Return the name of the place of a figure on the page of figures."""
    return f"kennzahl-{indicator.slug}"


def concept(record: Concept, language: str) -> str:
    """Return the address of a version of the concept."""
    return reverse("portal:concept-version", args=[language, record.label])


def paper(record: Paper, language: str) -> str:
    """Return the address of the reading view of a paper."""
    return reverse("portal:paper", args=[language, record.slug])


def _figures(record: Indicator, language: str) -> str:
    return f"{reverse('portal:figures', args=[language])}#{indicator_anchor(record)}"


def _area(record: PriorityArea, language: str) -> str:
    return f"{concept(record.concept, language)}#{area_anchor(record)}"


def _goal(record: Goal, language: str) -> str:
    return f"{concept(record.area.concept, language)}#{goal_anchor(record)}"


def _hearing(record: Hearing, language: str) -> str:
    """Return where it stands: at its version, or at the one that counts, as `beside` shows it."""
    if record.concept is None:
        return f"{reverse('portal:concept', args=[language])}#anhoerungen"
    return f"{concept(record.concept, language)}#anhoerungen" if record.concept.public else ""


def _consultation(record: Consultation, language: str) -> str:
    return f"{paper(record.paper, language)}#beratung-{record.position}"


def _resolution(record: Resolution, language: str) -> str:
    if record.paper is not None and record.paper.public:
        return f"{paper(record.paper, language)}#beschluesse"
    if record.concept is not None and record.concept.public:
        return f"{concept(record.concept, language)}#beschluss"
    return ""


def _post(record: Post, language: str) -> str:
    areas = getattr(record, "public_areas", [])
    return _area(areas[0], language) if areas else ""


_FOUND: dict[type, Callable[[Any, str], str]] = {
    Concept: lambda record, language: f"{concept(record, language)}#beschluss",
    RevisionReview: lambda record, language: f"{concept(record.concept, language)}#ueberarbeitung",
    PriorityArea: _area,
    Goal: _goal,
    GoalStatus: lambda record, language: _goal(record.goal, language),
    Hearing: _hearing,
    Indicator: _figures,
    Observation: lambda record, language: _figures(record.indicator, language),
    Paper: paper,
    Consultation: _consultation,
    ConsultationResult: lambda record, language: _consultation(record.consultation, language),
    Resolution: _resolution,
    Post: _post,
}

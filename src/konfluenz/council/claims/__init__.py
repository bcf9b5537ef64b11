"""What a sentence of a paper may be held against: kinds of record and what is read of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model
from django.utils import timezone

from konfluenz.council.claims import bodies, concepts, figures, papers, posts, units
from konfluenz.council.claims.kinds import NOTHING, Attribute, Finding, Kind
from konfluenz.ground import references
from konfluenz.ground.references import Reference

KINDS: dict[str, Kind] = {
    references.label(kind.model): kind
    for kind in (
        units.UNITS,
        posts.POSTS,
        bodies.ORGANIZATIONS,
        bodies.GROUPS,
        bodies.TOPICS,
        bodies.CITY,
        concepts.CONCEPTS,
        concepts.AREAS,
        concepts.GOALS,
        concepts.HEARINGS,
        figures.INDICATORS,
        figures.OBSERVATIONS,
        papers.PAPERS,
        papers.CONSULTATIONS,
        papers.RESOLUTIONS,
    )
}
"""All kinds that can be linked, by label."""

Claim = tuple[Reference, str]
"""A record and the slug of what is read of it."""


def attribute(label: str, slug: str) -> Attribute | None:
    """Return the attribute `slug` of the kind `label`, if there is one."""
    kind = KINDS.get(label)
    return kind.attribute(slug) if kind else None


def records(wanted: Iterable[Reference]) -> dict[Reference, Model]:
    """Return the records still there with all that is read of them."""
    keys: dict[str, set[str]] = defaultdict(set)
    for reference in wanted:
        if reference.label in KINDS and reference.id.isdecimal():
            keys[reference.label].add(reference.id)
    return {
        references.to(record): record
        for label, ids in keys.items()
        for record in KINDS[label].rows().filter(pk__in=ids)
    }


def read(
    wanted: Iterable[Claim], there: dict[Reference, Model], day: dt.date | None = None
) -> dict[Claim, Finding]:
    """Return what the records of `there` say today (on `day`) for each of `wanted`.

    A record that is gone has no entry; one of which nothing is known reads as None.
    """
    day = day or timezone.localdate()
    asked: dict[tuple[str, str], list[Model]] = defaultdict(list)
    for reference, slug in dict.fromkeys(wanted):
        if reference in there:
            asked[reference.label, slug].append(there[reference])
    found: dict[Claim, Finding] = {}
    for (label, slug), rows in asked.items():
        one = attribute(label, slug)
        findings = one.read(rows, day) if one else {}
        for row in rows:
            found[references.to(row), slug] = findings.get(row.pk, NOTHING)
    return found

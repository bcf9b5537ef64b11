"""What posts can be read as: the steps they took, and how they stand today (D-19)."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konfluenz.council.claims.kinds import (
    NOTHING,
    Attribute,
    Finding,
    Kind,
    always,
    day,
    each,
    several,
    words,
)
from konfluenz.council.claims.units import named
from konfluenz.council.values import Choice
from konfluenz.directory import standings
from konfluenz.directory.models import Post, PostStageKind
from konfluenz.directory.standings import Standing, Vacancy

STEPS = {
    PostStageKind.JUSTIFIED: ("begründ",),
    PostStageKind.SUPPORTED: ("befürwort",),
    PostStageKind.DECIDED: ("beschlossen",),
    PostStageKind.ESTABLISHED: ("eingericht", "geschaffen", "verstärk", "besteh"),
    PostStageKind.DROPPED: ("wegfall", "weggefallen", "entfall", "fiel weg", "gestrichen"),
}
STANDINGS = {
    Vacancy.HELD: ("besetzt", "eingesetzt"),
    Vacancy.VACANT: ("unbesetzt", "nicht besetzt", "vakant", "fehl", "niemand"),
    Vacancy.DROPPED: ("weggefallen", "wegfall", "entfall", "unbesetzt", "fehl", "niemand"),
    Vacancy.PLANNED: ("geplant", "vorgesehen"),
}


def _stepped(slug: str, label: Promise, kind: PostStageKind) -> Attribute:
    """Return when a post took that step."""

    def read(post: Post) -> Finding:
        for stage in post.stages.all():
            if stage.stage == kind:
                return Finding(day(stage.date, stage.precision), stage.source)
        return NOTHING

    return Attribute(slug, label, lambda posts, _day: {post.pk: read(post) for post in posts})


def _steps(post: Post) -> Finding:
    """Return all the steps of a post as words."""
    kinds = [PostStageKind(stage.stage) for stage in post.stages.all()]
    sources = dict.fromkeys(stage.source for stage in post.stages.all() if stage.stage in STEPS)
    said = several(Choice(str(kind.label), STEPS[kind]) for kind in kinds if kind in STEPS)
    return Finding(said, ", ".join(source for source in sources if source))


def _standing(posts: Sequence[Post], on: dt.date) -> dict[int, Finding]:
    known = standings.of(posts, on)
    return {key: Finding(_state(one), one.source) for key, one in known.items()}


def _state(standing: Standing) -> Choice | None:
    stems = STANDINGS.get(standing.state)
    return Choice(str(standing.state.label), stems) if stems else None


def _unstaffed(posts: Sequence[Post], on: dt.date) -> dict[int, Finding]:
    known = standings.of(posts, on)
    return {
        key: Finding(day(*one.unstaffed_since) if one.unstaffed_since else None, one.source)
        for key, one in known.items()
    }


def _rows() -> QuerySet[Post]:
    return Post.objects.select_related("unit__parent").prefetch_related("stages")


POSTS = Kind(
    model=Post,
    rows=_rows,
    search=("title", "unit__name"),
    public=always,
    title=lambda post: f"{post.title} ({post.unit})",
    attributes=(
        each("title", _("title"), lambda post: words(post.title)),
        each("unit", _("unit"), lambda post: named(post.unit)),
        Attribute(
            "steps", _("what happened to it"), lambda posts, _day: {p.pk: _steps(p) for p in posts}
        ),
        Attribute("standing", _("how it stands today"), _standing),
        Attribute("unstaffed_since", _("unstaffed since"), _unstaffed),
        _stepped("justified", _("justified on"), PostStageKind.JUSTIFIED),
        _stepped("supported", _("supported by the administration on"), PostStageKind.SUPPORTED),
        _stepped("decided", _("decided on"), PostStageKind.DECIDED),
        _stepped("established", _("established on"), PostStageKind.ESTABLISHED),
        _stepped("dropped", _("dropped on"), PostStageKind.DROPPED),
    ),
)

"""What papers, their way through the bodies and resolutions can be read as (D-08 to D-17)."""

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konfluenz.council.claims.kinds import Kind, day, each, several, words
from konfluenz.council.claims.units import named
from konfluenz.council.claims.votes import voted
from konfluenz.council.models import (
    Consultation,
    Paper,
    PaperType,
    PartKind,
    Recommendation,
    Resolution,
)
from konfluenz.council.values import Choice, Count
from konfluenz.ground import dates

RECOMMENDATIONS = {
    Recommendation.FOLLOW: ("zu folgen", "folgen", "folgt", "zuzustimmen", "anzunehmen"),
    Recommendation.PARTLY: ("teilweise",),
    Recommendation.NOT_FOLLOW: ("nicht zu folgen", "nicht folgen", "abzulehnen", "ablehn"),
    Recommendation.REFER: ("zu verweisen", "verweis"),
    Recommendation.SETTLED: ("erledigt",),
}
PUBLIC_SESSION = ("öffentlich",)
CLOSED_SESSION = ("nichtöffentlich", "nicht öffentlich")


def _recommended(paper: Paper) -> Choice | None:
    if not paper.recommendation:
        return None
    kind = Recommendation(paper.recommendation)
    return Choice(str(kind.label), RECOMMENDATIONS[kind])


def _count(paper: Paper, kind: PartKind) -> Count:
    return Count(sum(part.kind == kind for part in paper.parts.all()))


def _tasks(paper: Paper) -> Count:
    """Return how many points the paper's list of tasks has: paragraphs that are bullets."""
    listed = {
        (part.pk, sentence.paragraph)
        for part in paper.parts.all()
        if part.kind == PartKind.TASKS
        for sentence in part.sentences.all()
        if sentence.bullet
    }
    return Count(len(listed))


def _papers() -> QuerySet[Paper]:
    return Paper.objects.select_related("department", "author_unit", "answers").prefetch_related(
        "parts__sentences", "applicants"
    )


PAPERS = Kind(
    model=Paper,
    rows=_papers,
    search=("reference", "subject", "slug"),
    public=lambda paper: paper.public,
    attributes=(
        each("reference", _("number"), lambda one: words(one.reference)),
        each("kind", _("kind"), lambda one: words(str(PaperType(one.paper_type).label))),
        each("date", _("date"), lambda one: day(one.date)),
        each("subject", _("subject"), lambda one: words(one.subject)),
        each("department", _("department"), lambda one: named(one.department)),
        each("author_unit", _("author unit"), lambda one: named(one.author_unit)),
        each("file_reference", _("file reference"), lambda one: words(one.file_reference)),
        each(
            "applicants",
            _("applicants"),
            lambda one: several(words(body.name) for body in one.applicants.all()),
        ),
        each(
            "answers",
            _("answers the paper"),
            lambda one: words(one.answers.reference) if one.answers else None,
        ),
        each("recommendation", _("recommendation"), _recommended),
        each(
            "financial_impact",
            _("financial effects"),
            lambda one: words(one.financial_impact),
        ),
        each("points", _("number of points"), lambda one: _count(one, PartKind.POINT)),
        each("tasks", _("number of tasks listed"), _tasks),
    ),
)


def _session(consultation: Consultation) -> Choice:
    if consultation.open_session:
        return Choice(gettext("public session"), PUBLIC_SESSION)
    return Choice(gettext("closed session"), CLOSED_SESSION)


def _station(consultation: Consultation) -> str:
    paper = consultation.paper.reference or consultation.paper.subject
    when = dates.show(consultation.date)
    return ", ".join(part for part in (paper, str(consultation.body.name), when) if part)


CONSULTATIONS = Kind(
    model=Consultation,
    rows=lambda: Consultation.objects.select_related("paper", "body"),
    search=("paper__reference", "paper__subject", "body__name"),
    public=lambda one: one.paper.public and one.open_session,
    title=_station,
    attributes=(
        each("date", _("date"), lambda one: day(one.date)),
        each("body", _("body"), lambda one: words(one.body.name)),
        each(
            "agenda_item",
            _("agenda item"),
            lambda one: words(one.agenda_item, f"TOP {one.agenda_item}"),
        ),
        each("session", _("session"), _session),
    ),
)
RESOLUTIONS = Kind(
    model=Resolution,
    rows=lambda: Resolution.objects.select_related("body", "unit__parent", "paper", "concept"),
    search=("text", "body__name"),
    public=lambda one: one.public,
    attributes=(
        each("date", _("date"), lambda one: day(one.date)),
        each("body", _("resolved by"), lambda one: words(one.body.name)),
        each("vote", _("vote"), lambda one: voted(one.vote)),
        each("unit", _("unit"), lambda one: named(one.unit)),
    ),
)

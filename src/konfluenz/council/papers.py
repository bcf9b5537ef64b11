"""Papers: added with their text, corrected, published, withdrawn, removed.

What a person reads as the number ("UV/0050/2024") leads: the council's own system gives it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council import numbers, resolutions
from konfluenz.council.models import (
    Consultation,
    FollowUp,
    Paper,
    PaperPart,
    PaperType,
    PartKind,
    Sentence,
)
from konfluenz.council.numbers import NumberRefused
from konfluenz.directory.models import Organization
from konfluenz.ground import audit, revisions, saving, search

SLUG_LENGTH = 70
RESERVED = {"beschlusskontrolle"}
"""Addresses beside those of the papers, which a page of the portal has."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class PaperRefused(Exception):
    """A paper cannot be as wished; the message says why."""


@dataclass(frozen=True)
class SentenceText:
    """A sentence before it is stored. `paragraph` counts from 1 through the part."""

    text: str
    paragraph: int = 1
    bullet: bool = False
    kind: str = ""


@dataclass(frozen=True)
class PartText:
    """A part of a paper before it is stored. `number` is the printed number of a point."""

    kind: str = PartKind.TEXT
    number: str = ""
    heading: str = ""
    sentences: Sequence[SentenceText] = ()


@transaction.atomic
def add(
    values: Mapping[str, Any],
    *,
    parts: Sequence[PartText] = (),
    applicants: Iterable[Organization] = (),
    by: models.Model | None,
    numbered: bool = False,
) -> Paper:
    """Add a paper with its text; `values` are its fields but slug, public and mirror_public.

    `numbered`: give it the next number of its kind where it has none. Raises PaperRefused when
    its number is taken, its kind has no range, or a field does not fit.
    """
    paper = Paper(**values)
    paper.reference = _tidied(paper.reference) or (_next_number(paper) if numbered else "")
    paper.slug = _slug(paper)
    _save(paper)
    paper.applicants.set(applicants)
    _store(paper, parts)
    audit.record("paper.added", about=paper, by=by, also=[paper.answers] if paper.answers else [])
    _index(paper)
    return paper


@transaction.atomic
def correct(
    paper: Paper,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Paper:
    """Change the head of `paper`; "applicants" among `values` replaces them.

    The address follows a corrected number until the paper is public, then it stays. Raises
    PaperRefused (a number that is taken, papers that answer each other), or Stale.
    """
    if "answers" in values:
        _lock_all()
    current = revisions.claim(paper, seen=seen)
    fields = {name: value for name, value in values.items() if name != "applicants"}
    if "reference" in fields:
        fields["reference"] = _tidied(fields["reference"])
    changes = audit.apply(current, fields)
    if "applicants" in values:
        changes |= _set_applicants(current, values["applicants"])
    if not changes:
        return current
    _refuse_circle(current)
    if not current.public and {"reference", "subject", "answers"} & set(changes):
        current.slug = _slug(current)
    _save(current)
    audit.record("paper.corrected", about=current, by=by, changes=changes)
    _index(current)
    return current


@transaction.atomic
def write(
    paper: Paper, parts: Sequence[PartText], *, by: models.Model | None, seen: int | None = None
) -> Paper:
    """Give its text to a `paper` of which only the head was known.

    Raises PaperRefused when it has its text already.
    """
    current = revisions.claim(paper, seen=seen)
    if current.parts.exists():
        raise PaperRefused(_("This paper has its text already."))
    _store(current, parts)
    current.save()
    audit.record("paper.written", about=current, by=by)
    _index(current)
    return current


@transaction.atomic
def publish(
    paper: Paper, *, mirror: bool, by: models.Model | None, seen: int | None = None
) -> Paper:
    """Let everybody read `paper`, and its mirror if `mirror`; its open resolutions go along.

    Raises PaperRefused when it is debated in closed session only.
    """
    current = revisions.claim(paper, seen=seen)
    sessions = set(current.consultations.values_list("open_session", flat=True))
    if sessions == {False}:
        raise PaperRefused(
            _("This paper is debated in closed session. Enter the public session first.")
        )
    return _open(current, {"public": True, "mirror_public": mirror}, "paper.published", by)


@transaction.atomic
def publish_many(chosen: models.QuerySet[Paper], *, by: models.Model | None) -> int:
    """Let everybody read these papers, without their mirrors; return how many that changes.

    Papers that are debated in closed session only stay inside, as `publish` refuses them. The
    same number of queries for many as for one.
    """
    stations = Consultation.objects.filter(paper=models.OuterRef("pk"))
    shut = models.Exists(stations) & ~models.Exists(stations.filter(open_session=True))
    keys = list(chosen.order_by().filter(public=False).exclude(shut).values_list("pk", flat=True))
    rows = list(Paper.objects.select_for_update(no_key=True).filter(pk__in=keys, public=False))
    keys = [paper.pk for paper in rows]
    Paper.objects.filter(pk__in=keys).update(public=True, revision=models.F("revision") + 1)
    resolutions.follow_many(keys)
    audit.record_many("paper.published", [(row, {"public": (False, True)}) for row in rows], by=by)
    return len(rows)


@transaction.atomic
def withdraw(paper: Paper, *, by: models.Model | None, seen: int | None = None) -> Paper:
    """Take `paper`, its mirror and its resolutions back from the public."""
    current = revisions.claim(paper, seen=seen)
    return _open(current, {"public": False, "mirror_public": False}, "paper.withdrawn", by)


@transaction.atomic
def remove(paper: Paper, *, by: models.Model | None, reason: str, seen: int | None = None) -> None:
    """Erase `paper` with its text, path, results and resolutions. Tasks taken from it stay.

    Raises PaperRefused without a reason, while another paper answers it, or while what became
    of it is followed up.
    """
    current = revisions.claim(paper, seen=seen)
    if not reason.strip():
        raise PaperRefused(_("Say why, in a few words: the others will ask."))
    answer = current.answered_by.first()
    if answer is not None:
        raise PaperRefused(
            _("%(paper)s answers this paper. Remove that one first.") % {"paper": answer}
        )
    if current.follow_ups.exists() or FollowUp.objects.filter(resolution__paper=current).exists():
        raise PaperRefused(
            _("What became of this paper is in the Beschlusskontrolle. Take it off there first.")
        )
    audit.record("paper.removed", about=current, by=by, reason=reason)
    for resolution in current.resolutions.all():
        resolutions.remove(resolution, by=by, reason=reason)
    search.forget(current)
    current.delete()


def by_number(reference: str) -> Paper | None:
    """Return the paper with this number, however its letters are cased, or None."""
    wanted = _tidied(reference)
    return Paper.objects.filter(reference__iexact=wanted).first() if wanted else None


def _open(paper: Paper, values: Mapping[str, bool], action: str, by: models.Model | None) -> Paper:
    changes = audit.apply(paper, values)
    if changes:
        paper.save()
        resolutions.follow(paper)
        audit.record(action, about=paper, by=by, changes=changes)
    return paper


def _store(paper: Paper, parts: Sequence[PartText]) -> None:
    """Store the text in two queries, whatever its length."""
    rows = [
        PaperPart(paper=paper, position=n, kind=part.kind, number=part.number, heading=part.heading)
        for n, part in enumerate(parts, 1)
    ]
    _refuse_long(rows)
    stored = PaperPart.objects.bulk_create(rows)
    Sentence.objects.bulk_create(
        Sentence(
            part=row,
            position=n,
            paragraph=sentence.paragraph,
            bullet=sentence.bullet,
            text=sentence.text,
            kind=sentence.kind,
        )
        for row, part in zip(stored, parts, strict=True)
        for n, sentence in enumerate(part.sentences, 1)
    )


def _refuse_long(rows: Iterable[PaperPart]) -> None:
    try:
        for row in rows:
            row.clean_fields(exclude=["paper"])
    except ValidationError as error:
        raise PaperRefused(saving.said(PaperPart, error)) from None


def _set_applicants(paper: Paper, applicants: Iterable[Organization]) -> audit.Changes:
    before = sorted(map(str, paper.applicants.all()))
    wanted = list(applicants)
    after = sorted(map(str, wanted))
    if before == after:
        return {}
    paper.applicants.set(wanted)
    return {"applicants": (before, after)}


def _tidied(reference: str) -> str:
    return " ".join(reference.split())


def _next_number(paper: Paper) -> str:
    day = paper.date or timezone.localdate()
    try:
        return numbers.next_number(paper.paper_type, day.year)
    except NumberRefused as refusal:
        raise PaperRefused(str(refusal)) from None


def _slug(paper: Paper) -> str:
    """Return a free address: of its number, of the number it answers, or of its subject."""
    base = paper.reference or _borrowed(paper) or paper.subject
    plain = base.lower().translate(UMLAUTS)
    bare = re.sub(r"[^a-z0-9]+", "-", plain)[:SLUG_LENGTH].strip("-") or "papier"
    taken = RESERVED | set(
        Paper.objects.exclude(pk=paper.pk)
        .filter(slug__startswith=bare)
        .values_list("slug", flat=True)
    )
    names = [bare, *(f"{bare}-{n}" for n in range(2, len(taken) + 2))]
    return next(name for name in names if name not in taken)


def _borrowed(paper: Paper) -> str:
    if paper.paper_type != PaperType.STATEMENT or paper.answers is None:
        return ""
    return f"stellungnahme {paper.answers.reference or paper.answers.subject}"


def _refuse_circle(paper: Paper) -> None:
    answered = dict(Paper.objects.filter(answers__isnull=False).values_list("pk", "answers_id")) | {
        paper.pk: paper.answers_id
    }
    seen, here = {paper.pk}, paper.answers_id
    while here is not None:
        if here in seen:
            raise PaperRefused(_("A paper cannot answer itself, nor one that answers it."))
        seen.add(here)
        here = answered.get(here)


def _lock_all() -> None:
    """Let nobody else change who answers whom: two such acts at once could close a circle."""
    list(Paper.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _save(paper: Paper) -> None:
    twin = by_number(paper.reference)
    if twin is not None and twin.pk != paper.pk:
        raise PaperRefused(_taken(paper))
    try:
        paper.full_clean(exclude=["applicants"])
        with transaction.atomic():
            paper.save()
    except ValidationError as error:
        raise PaperRefused(saving.said(Paper, error)) from None
    except IntegrityError:
        raise PaperRefused(_taken(paper)) from None


def _taken(paper: Paper) -> str:
    return _("A paper with the number %(number)s is here already.") % {
        "number": paper.reference or paper.slug
    }


def _index(paper: Paper) -> None:
    sentences = Sentence.objects.filter(part__paper=paper).values_list("text", flat=True)
    texts = [paper.file_reference, paper.get_paper_type_display(), *sentences]
    search.index(paper, title=str(paper), texts=texts)

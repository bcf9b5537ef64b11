"""Papers as the council's system has them: head, files, groups, and what belongs to what.

A paper that was read in from its file, or written here, is found by its number and gets what
it lacks; its head stays as a person confirmed it.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council import papers
from konfluenz.council.models import ConsultationResult, Paper, PaperLink, PaperPart, PaperType
from konfluenz.council.oparl import stations, words
from konfluenz.council.oparl.bodies import Bodies
from konfluenz.council.oparl.shapes import PaperObject
from konfluenz.ground import audit, dates, search
from konfluenz.ground.search import Item

FIELDS = (
    *("uid", "reference", "paper_type", "date", "subject", "department", "author_unit"),
    *("public", "mirror_public", "revision"),
)
BROUGHT = frozenset({PaperType.MOTION, PaperType.ENQUIRY, PaperType.AMENDMENT})
"""Papers that groups bring; the others are written by the administration."""

ANSWERING = frozenset({PaperType.STATEMENT, PaperType.AMENDMENT})


@dataclass
class Outcome:
    """What became of a batch. `new` are addresses of papers that were not here."""

    new: set[str] = field(default_factory=set)
    told: list[tuple[str, str]] = field(default_factory=list)


def store(found: Sequence[PaperObject], bodies: Bodies, *, publish: bool) -> Outcome:
    """Take these papers over. Call it inside atomic.

    The same number of queries for many as for one. `publish`: new ones are public at once.
    """
    outcome = Outcome()
    _ready(found, bodies)
    here = _here(found)
    free = _Numbers(found)
    rows: list[tuple[Paper, PaperObject]] = []
    new: list[tuple[Paper, PaperObject]] = []
    changed: list[tuple[Paper, audit.Changes]] = []
    for each in found:
        paper = here.pop(each.uid, None) or here.pop(each.reference, None)
        values = _values(each, bodies, outcome) | {"reference": free.of(each, paper, outcome)}
        if paper is None:
            paper = Paper(uid=each.uid, **values)
            new.append((paper, each))
            rows.append((paper, each))
            continue
        changed.append((paper, _correct(paper, each, values)))
        rows.append((paper, each))
    _create(new, bodies, publish=publish)
    Paper.objects.bulk_update([paper for paper, _changes in changed], FIELDS, batch_size=100)
    outcome.new = {each.uid for _paper, each in new}
    _store_links(rows)
    _store_applicants(rows, bodies)
    stations.store(rows, bodies)
    audit.record_many("paper.corrected", changed, by=bodies.by)
    mine = [paper for paper, _each in rows if not _kept(paper)]
    search.index_many(Item(paper, str(paper), [paper.get_paper_type_display()]) for paper in mine)
    return outcome


def answer(above: dict[str, str], by: models.Model | None) -> None:
    """Let statements and amendments answer the paper they belong to; `above` by address.

    Only a paper that answers none itself is answered, so that no circle closes.
    """
    uids = {*above, *above.values()}
    here = {paper.uid: paper for paper in Paper.objects.filter(uid__in=uids)}
    linked = []
    for uid, upper in above.items():
        paper, motion = here.get(uid), here.get(upper)
        if paper is not None and motion is not None and _may_answer(paper, motion):
            paper.answers = motion
            linked.append(paper)
    Paper.objects.bulk_update(linked, ["answers"], batch_size=100)
    acts = [(paper, {"answers": (None, str(paper.answers))}) for paper in linked]
    audit.record_many("paper.corrected", acts, by=by)


def remove(uids: Sequence[str], by: models.Model | None) -> int:
    """Remove the papers deleted there; one on which people have worked is marked and withdrawn.

    Returns how many were here.
    """
    reason = _("Deleted in the council's system.")
    worked_on = Exists(_work()) | Exists(_answers()) | Exists(_entered())
    found = list(Paper.objects.filter(uid__in=uids).annotate(worked_on=worked_on))
    worked = [paper for paper in found if paper.worked_on]
    plain = [paper for paper in found if not paper.worked_on]
    said = _("Deleted in the council's system on %s.") % dates.show(timezone.localdate())
    marked = [
        (paper, audit.apply(paper, {"note": said, "public": False, "mirror_public": False}))
        for paper in worked
    ]
    Paper.objects.bulk_update(worked, ["note", "public", "mirror_public"], batch_size=100)
    audit.record_many("paper.withdrawn", marked, by=by, reason=reason)
    audit.record_many("paper.removed", [(paper, {}) for paper in plain], by=by, reason=reason)
    search.forget_many(plain)
    Paper.objects.filter(pk__in=[paper.pk for paper in plain]).delete()
    return len(found)


def _work() -> models.QuerySet[Paper]:
    touched = Q(parts__isnull=False) | Q(resolutions__isnull=False)
    touched |= Q(follow_ups__isnull=False) | Q(report__isnull=False)
    return Paper.objects.filter(touched, pk=OuterRef("pk"))


def _answers() -> models.QuerySet[Paper]:
    return Paper.objects.filter(answers=OuterRef("pk"))


def _entered() -> models.QuerySet[ConsultationResult]:
    """Return the results of a paper that do not come from the council's system."""
    rows = ConsultationResult.objects.filter(consultation__paper=OuterRef("pk"))
    return rows.exclude(source=F("consultation__oparl__item_uid"))


def _ready(found: Sequence[PaperObject], bodies: Bodies) -> None:
    """Have all whom these papers name, with the queries of one."""
    bodies.look_up(uid for each in found for uid in each.brought_by)
    groups, offices = set(), {uid for each in found for uid in each.directed_by[:1]}
    for each in found:
        if words.paper_type(each.kind) in BROUGHT:
            groups |= {uid for uid in each.brought_by if not bodies.is_unit(uid)}
        else:
            offices |= set(each.brought_by[:1])
    named = {station.body for each in found for station in each.stations}
    bodies.ready(named, groups, offices)


def _here(found: Sequence[PaperObject]) -> dict[str, Paper]:
    """Return the papers that are here: by address, or those without one by their number."""
    uids, numbers = [each.uid for each in found], {each.reference for each in found} - {""}
    rows = Paper.objects.filter(Q(uid__in=uids) | Q(uid="", reference__in=numbers))
    rows = rows.select_related("department", "author_unit")
    kept = Exists(PaperPart.objects.filter(paper=OuterRef("pk")))
    return {paper.uid or paper.reference: paper for paper in rows.annotate(kept=kept)}


class _Numbers:
    """Which numbers are taken: a second paper of one number goes without it, and is told."""

    def __init__(self, found: Sequence[PaperObject]) -> None:
        numbers = {each.reference for each in found} - {""}
        rows = Paper.objects.filter(reference__in=numbers).exclude(uid="")
        self._taken = dict(rows.values_list("reference", "uid"))

    def of(self, each: PaperObject, paper: Paper | None, outcome: Outcome) -> str:
        """Return the number that `each` may have."""
        if not each.reference:
            return ""
        if self._taken.setdefault(each.reference, each.uid) == each.uid:
            return each.reference
        said = _("Another paper has the number %s: taken in without it.") % each.reference
        outcome.told.append((each.uid, said))
        return paper.reference if paper is not None and paper.uid == each.uid else ""


def _values(each: PaperObject, bodies: Bodies, outcome: Outcome) -> dict[str, Any]:
    kind = words.paper_type(each.kind)
    if kind is None:
        said = _("The kind “%s” is unknown here: taken in as information.") % each.kind
        outcome.told.append((each.uid, said))
    authors = [] if kind in BROUGHT else each.brought_by[:1]
    return {
        "paper_type": kind or PaperType.INFORMATION,
        "date": each.date,
        "subject": each.name,
        "department": bodies.unit(each.directed_by[0]) if each.directed_by else None,
        "author_unit": bodies.unit(authors[0]) if authors else None,
    }


def _correct(paper: Paper, each: PaperObject, values: dict[str, Any]) -> audit.Changes:
    """Set what changed there; a head that a person has confirmed with its text stays."""
    paper.revision += 1
    shown = {"public": False, "mirror_public": False} if each.closed else {}
    head = {} if _kept(paper) else values
    return audit.apply(paper, {"uid": each.uid, **head, **shown})


def _kept(paper: Paper) -> bool:
    return bool(getattr(paper, "kept", False))


def _create(new: Sequence[tuple[Paper, PaperObject]], bodies: Bodies, *, publish: bool) -> None:
    slugs = _slugs([paper for paper, _each in new])
    for (paper, each), slug in zip(new, slugs, strict=True):
        paper.slug, paper.public = slug, publish and not each.closed
    made = Paper.objects.bulk_create([paper for paper, _each in new])
    audit.record_many("paper.added", [(paper, {}) for paper in made], by=bodies.by)
    shown = [(paper, {"public": (False, True)}) for paper in made if paper.public]
    audit.record_many("paper.published", shown, by=bodies.by)


def _slugs(rows: Sequence[Paper]) -> list[str]:
    """Return a free address for each: of its number, or of its subject; a second one is marked."""
    wanted = [_plain(paper.reference or paper.subject) for paper in rows]
    there = Paper.objects.filter(slug__in=wanted)
    taken = papers.RESERVED | set(there.values_list("slug", flat=True))
    free = []
    for paper, slug in zip(rows, wanted, strict=True):
        mark = hashlib.sha256(paper.uid.encode()).hexdigest()[:8]
        free.append(f"{slug}-{mark}" if slug in taken else slug)
        taken.add(slug)
    return free


def _plain(text: str) -> str:
    plain = text.lower().translate(papers.UMLAUTS)
    return re.sub(r"[^a-z0-9]+", "-", plain)[: papers.SLUG_LENGTH].strip("-") or "papier"


def _store_links(rows: Sequence[tuple[Paper, PaperObject]]) -> None:
    """Replace the files of these papers by those there are now."""
    PaperLink.objects.filter(paper__in=[paper for paper, _each in rows]).delete()
    PaperLink.objects.bulk_create(
        PaperLink(
            paper=paper,
            position=position,
            title=file.title,
            url=file.url,
            media_type=file.media_type,
            main=file.main,
        )
        for paper, each in rows
        for position, file in enumerate(each.files, 1)
    )


def _store_applicants(rows: Sequence[tuple[Paper, PaperObject]], bodies: Bodies) -> None:
    """Add the groups that brought these papers; groups that people have added stay."""
    through = Paper.applicants.through
    through._default_manager.bulk_create(
        [
            through(paper_id=paper.pk, organization_id=bodies.body(uid).pk)
            for paper, each in rows
            if paper.paper_type in BROUGHT
            for uid in each.brought_by
            if not bodies.is_unit(uid)
        ],
        ignore_conflicts=True,
    )


def _may_answer(paper: Paper, motion: Paper) -> bool:
    free = paper.answers_id is None and motion.answers_id is None
    return free and paper.paper_type in ANSWERING and motion.paper_type not in ANSWERING

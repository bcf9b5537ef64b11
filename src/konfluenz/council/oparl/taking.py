"""Reading the council's system: batch by batch, each whole or not at all, nothing twice.

What has the content of the last time is passed over by its digest. A batch that the database
refuses is taken apart, so that one object alone is refused, with the reason.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from konfluenz.council.models import OparlObject
from konfluenz.council.oparl import bodies as organisations
from konfluenz.council.oparl import objects, sessions, stored
from konfluenz.council.oparl.bodies import Bodies
from konfluenz.council.oparl.objects import ObjectRefused, Raw
from konfluenz.council.oparl.sources import KINDS, Source
from konfluenz.directory.organizations import OrganizationRefused
from konfluenz.directory.units import UnitRefused
from konfluenz.ground.imports import Count

BATCH = 200
MOST_FINDINGS = 300
"""So many are kept and shown; the others are counted."""

Progress = Callable[[int, int], None]
REFUSALS = (ObjectRefused, OrganizationRefused, UnitRefused, IntegrityError, DataError)


@dataclass
class Taking:
    """One reading of a source, and what came of it so far."""

    source: Source
    by: models.Model | None = None
    publish: bool = False
    progress: Progress = lambda _done, _total: None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    findings: list[str] = field(default_factory=list)
    more_findings: int = 0
    bodies: Bodies = field(init=False)
    _above: dict[str, str] = field(default_factory=dict)
    _done: int = 0

    def __post_init__(self) -> None:
        """Begin with nobody known."""
        self.bodies = Bodies(self.by)

    def run(self) -> Count:
        """Take everything. Raises SourceRefused when a server stops answering."""
        total = self.source.total() or 0
        for kind in KINDS:
            rest = iter(self.source.objects(kind, self.tell))
            while batch := list(islice(rest, BATCH)):
                self._batch(kind, batch)
                self._done += len(batch)
                self.progress(self._done, max(total, self._done))
        with transaction.atomic():
            stored.answer(self._above, self.by)
        return Count(self.new, self.changed, self.unchanged, self.refused)

    def tell(self, said: str) -> None:
        """Keep a finding."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(said)
        else:
            self.more_findings += 1

    def _batch(self, kind: str, batch: Iterable[Raw]) -> None:
        named = dict(self._named(batch))
        rows = OparlObject.objects.filter(uid__in=named)
        known = dict(rows.values_list("uid", "digest"))
        fresh = []
        for uid, raw in named.items():
            if known.get(uid) == objects.digest(raw):
                self.unchanged += 1
            else:
                fresh.append((uid, raw))
        if fresh:
            self._apart(kind, fresh, {uid for uid in known if known[uid]})

    def _named(self, batch: Iterable[Raw]) -> Iterator[tuple[str, Raw]]:
        """Yield the objects with their address; of two with the same the later one counts."""
        for raw in batch:
            try:
                yield objects.uid_of(raw), raw
            except ObjectRefused as refusal:
                self._refuse("", raw, refusal)

    def _apart(self, kind: str, fresh: Sequence[tuple[str, Raw]], known: set[str]) -> None:
        """Take the objects in one transaction; if it fails, each in its own."""
        work = _Work(self, kind, known)
        try:
            with transaction.atomic():
                work.do(fresh)
        except REFUSALS as refusal:
            self.bodies.rows.clear()
            if len(fresh) == 1:
                self._refuse(*fresh[0], refusal)
                return
            for each in fresh:
                self._apart(kind, [each], known)
        else:
            self._count(work)

    def _count(self, work: "_Work") -> None:
        self.new += work.new
        self.changed += work.changed
        self.unchanged += work.unchanged
        self._above |= work.above
        for uid, raw, refusal in work.refused:
            self._refuse(uid, raw, refusal)
        for uid, said in work.told:
            self.tell(f"{work.names.get(uid, uid)[:100]}: {said}" if uid else said)

    def _refuse(self, uid: str, raw: Raw, refusal: Exception) -> None:
        self.refused += 1
        why = str(refusal)
        if isinstance(refusal, IntegrityError | DataError):
            why = _("The database cannot hold it as it is.")
        name = raw.get("name")
        called = name[:100] if isinstance(name, str) and name else uid or _("An object")
        self.tell(_("Refused: %(what)s: %(why)s") % {"what": called, "why": why})


@dataclass
class _Work:
    """What one batch comes to; nothing of it counts unless its transaction stands."""

    taking: Taking
    kind: str
    known: set[str]
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    told: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, Raw, Exception]] = field(default_factory=list)
    above: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def do(self, fresh: Sequence[tuple[str, Raw]]) -> None:
        """Write what is new or changed, and note the content of all of it."""
        gone = [(uid, raw) for uid, raw in fresh if objects.is_deleted(raw)]
        there = [(uid, raw) for uid, raw in fresh if not objects.is_deleted(raw)]
        if gone:
            self._remove([uid for uid, _raw in gone])
        read = list(self._read(there))
        _STORES[self.kind](self, [each for _uid, each in read])
        self._note([*gone, *((uid, raw) for uid, raw in there if uid in dict(read))])

    def _read(self, there: Iterable[tuple[str, Raw]]) -> Iterator[tuple[str, Any]]:
        for uid, raw in there:
            try:
                found, told = self._shape(raw)
            except ObjectRefused as refusal:
                self.refused.append((uid, raw, refusal))
                continue
            self.names[uid] = found.name
            self.told += [(uid, said) for said in told]
            yield uid, found

    def _shape(self, raw: Raw) -> tuple[Any, list[str]]:
        if self.kind == "Organization":
            return objects.organization(raw)
        read = objects.meeting if self.kind == "Meeting" else objects.paper
        return read(raw, self.taking.source.find)

    def _note(self, objs: Iterable[tuple[str, Raw]]) -> None:
        """Note what each was like; an organisation's row keeps whom it is."""
        OparlObject.objects.bulk_create(
            [OparlObject(uid=uid, kind=self.kind, digest=objects.digest(raw)) for uid, raw in objs],
            update_conflicts=True,
            unique_fields=["uid"],
            update_fields=["digest"],
        )

    def _remove(self, uids: list[str]) -> None:
        """Remove what was deleted there; what never was here changes nothing."""
        by, reason = self.taking.by, _("Deleted in the council's system.")
        if self.kind == "Paper":
            removed = stored.remove(uids, by)
        elif self.kind == "Meeting":
            removed = sessions.remove(uids, self.taking.bodies, reason)
        else:
            rows = OparlObject.objects.filter(uid__in=uids).select_related("organization")
            removed = sum(organisations.end(row, by=by, reason=reason) for row in rows)
        self.changed += removed
        self.unchanged += len(uids) - removed
        words = {"removed": removed, "never": len(uids) - removed}
        told = _("Deleted there: %(removed)d removed or marked here, %(never)d never were here.")
        self.told.append(("", told % words))

    def _organizations(self, found: Sequence[Any]) -> None:
        for each in found:
            moved = organisations.store(each, self.taking.bodies)
            self._tally(each.uid in self.known, moved=moved)

    def _tally(self, known: bool, *, moved: bool = True) -> None:
        self.new += not known
        self.changed += known and moved
        self.unchanged += known and not moved

    def _meetings(self, found: Sequence[Any]) -> None:
        sessions.store(found, self.taking.bodies)
        for each in found:
            self._tally(each.uid in self.known)

    def _papers(self, found: Sequence[Any]) -> None:
        outcome = stored.store(found, self.taking.bodies, publish=self.taking.publish)
        self.told += outcome.told
        for each in found:
            self._tally(each.uid not in outcome.new)
            if each.above:
                self.above[each.uid] = each.above[0]
            self.above |= dict.fromkeys(each.below, each.uid)


_STORES: dict[str, Callable[[_Work, Sequence[Any]], None]] = {
    "Organization": _Work._organizations,
    "Meeting": _Work._meetings,
    "Paper": _Work._papers,
}

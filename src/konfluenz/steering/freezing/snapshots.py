"""Freeze the figures of a period at a cut-off: counted, observed, sealed, never changed again."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from konfluenz.directory.models import District
from konfluenz.ground import audit, dates, saving
from konfluenz.steering import days
from konfluenz.steering.counting import register
from konfluenz.steering.counting.counted import Counted
from konfluenz.steering.freezing import concealing, sealing
from konfluenz.steering.measuring import catalogue
from konfluenz.steering.models import Fact, FrozenIndicator, Indicator, Observation, Snapshot

BATCH = 1_000
SAME = (
    *("code", "slug", "layer", "name", "definition", "numerator", "denominator"),
    *("unit", "decimals", "few"),
)
"""What is frozen of an indicator as it stands."""

MEANING = ("definition", "numerator", "denominator", "unit", "query")


class SnapshotRefused(Exception):
    """The figures cannot be frozen like that; the message says why."""


@dataclass(frozen=True)
class Change:
    """A value before and after. `new`: it was not there; `gone`: it is no longer.

    `redefined`: it no longer means the same, so there is no `difference`.
    """

    indicator: FrozenIndicator
    district: District | None
    category: str
    before: Fact | None
    after: Fact | None
    redefined: bool = False

    @property
    def new(self) -> bool:
        """Whether there was no such value before."""
        return self.before is None

    @property
    def gone(self) -> bool:
        """Whether there is no such value any more."""
        return self.after is None

    @property
    def difference(self) -> Decimal | None:
        """Return after less before; None where one is missing or they mean different things."""
        if self.before is None or self.after is None or self.redefined:
            return None
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


@transaction.atomic
def take(title: str, since: dt.date, cut_off: dt.date, *, by: models.Model | None) -> Snapshot:
    """Freeze all figures from `since` to `cut_off`, both days in it.

    What the program counts is counted now, for that period; of what is entered or read in the
    latest values not later than `cut_off` are kept, by district and category. What nobody
    collected has no fact. Raises SnapshotRefused without a title, for a cut-off that lies
    ahead or before the beginning, and where the city has no indicator yet.
    """
    snapshot = Snapshot(title=title.strip(), since=since, cut_off=cut_off)
    _refuse(snapshot)
    saving.save(snapshot, SnapshotRefused)
    with translation.override(settings.LANGUAGE_CODE):
        _freeze(snapshot)
    snapshot.digest = sealing.digest(sealing.published(snapshot))
    snapshot.save(update_fields=["digest"])
    audit.record("snapshot.taken", about=snapshot, by=by)
    return snapshot


@transaction.atomic
def publish(snapshot: Snapshot, *, by: models.Model | None) -> Snapshot:
    """Give the figures to everybody, as far as their indicators are public.

    What is hidden stays hidden. Nothing happens to figures that are public already.
    """
    current = Snapshot.objects.select_for_update(no_key=True).get(pk=snapshot.pk)
    changes = audit.apply(current, {"public": True})
    if changes:
        current.save(update_fields=["public"])
        audit.record("snapshot.published", about=current, by=by, changes=changes)
    return current


def before(snapshot: Snapshot) -> Snapshot | None:
    """Return the figures frozen for the latest cut-off before that of `snapshot`, None for none."""
    rows = Snapshot.objects.filter(cut_off__lt=snapshot.cut_off)
    return rows.order_by("-cut_off", "-id").first()


def changes(snapshot: Snapshot, earlier: Snapshot) -> list[Change]:
    """Return each value of both side by side, in the order of `snapshot`; what went comes last."""
    then, now = _by_place(earlier), _by_place(snapshot)
    known = {**now, **{place: fact for place, fact in then.items() if place not in now}}
    return [_change(fact, then.get(place), now.get(place)) for place, fact in known.items()]


def missing(snapshot: Snapshot) -> list[FrozenIndicator]:
    """Return the indicators without a value in the period: "nicht erhoben"."""
    found = {
        fact.indicator_id
        for fact in Fact.objects.filter(indicator__snapshot=snapshot, value__isnull=False)
        if fact.date and days.last(fact.date, fact.precision) >= snapshot.since
    }
    return [one for one in snapshot.indicators.all() if one.pk not in found]


def _refuse(snapshot: Snapshot) -> None:
    if not snapshot.title:
        raise SnapshotRefused(_("Give the figures a title, such as “Annual report 2025”."))
    if snapshot.cut_off > timezone.localdate():
        raise SnapshotRefused(
            _("The cut-off date %(day)s lies ahead. Choose today or an earlier day.")
            % {"day": dates.show(snapshot.cut_off)}
        )
    if snapshot.since > snapshot.cut_off:
        raise SnapshotRefused(_("The period begins after its cut-off date. Check both days."))
    if not Indicator.objects.exists():
        raise SnapshotRefused(_("There is no indicator yet. Take some from the catalogue first."))


def _freeze(snapshot: Snapshot) -> None:
    rows = catalogue.ordered(Indicator.objects.all())
    counted = {row.pk: _counted(row, snapshot) for row in rows}
    observed = _observed(snapshot.cut_off)
    frozen = FrozenIndicator.objects.bulk_create(
        _meaning(snapshot, place, row, is_counted=bool(counted[row.pk]))
        for place, row in enumerate(rows, start=1)
    )
    facts: list[Fact] = []
    for one, row in zip(frozen, rows, strict=True):
        made = [_fact(one, found, snapshot.cut_off) for found in counted[row.pk]]
        made = made or [_kept(one, found) for found in observed[row.pk]]
        if one.few:
            concealing.conceal(made, one.unit)
        facts += made
    Fact.objects.bulk_create(facts, batch_size=BATCH)


def _counted(row: Indicator, snapshot: Snapshot) -> list[Counted]:
    counting = register.COUNTINGS.get(row.query)
    return counting.count(snapshot.since, snapshot.cut_off) if counting else []


def _observed(cut_off: dt.date) -> Mapping[int, list[Observation]]:
    """Return by indicator the latest value up to `cut_off` of each district and category.

    Of a district that is split by then nothing is kept: its parts would count a second time.
    """
    latest = Window(
        RowNumber(),
        partition_by=[F("indicator"), F("district"), F("category")],
        order_by=[F("date").desc(), F("id").desc()],
    )
    there = Q(district=None) | Q(district__in=District.objects.on(cut_off))
    rows = Observation.objects.filter(there, date__lte=cut_off, elsewhere="").annotate(place=latest)
    found: dict[int, list[Observation]] = defaultdict(list)
    for row in rows.filter(place=1).order_by("indicator_id", "district_id", "category"):
        found[row.indicator_id].append(row)
    return found


def _meaning(
    snapshot: Snapshot, place: int, row: Indicator, *, is_counted: bool
) -> FrozenIndicator:
    """Return what `row` means now; of what was counted also by which version of which counting."""
    said = {name: getattr(row, name) for name in SAME}
    source, method = row.source, row.method
    if is_counted:
        counting = register.COUNTINGS[row.query]
        source = _("counted by Konfluenz, version %(n)s") % {"n": counting.version}
        method = " ".join(filter(None, [str(counting.sentence), row.method]))
    return FrozenIndicator(
        snapshot=snapshot,
        indicator=row,
        position=place,
        source=source,
        method=method,
        query=row.query if is_counted else "",
        **said,
    )


def _fact(one: FrozenIndicator, found: Counted, cut_off: dt.date) -> Fact:
    return Fact(
        indicator=one,
        district=found.district,
        category=found.category,
        date=cut_off,
        value=found.value,
        base=found.base,
    )


def _kept(one: FrozenIndicator, found: Observation) -> Fact:
    return Fact(
        indicator=one,
        district_id=found.district_id,
        category=found.category,
        date=found.date,
        precision=found.precision,
        value=found.value,
        base=found.base,
        approximate=found.approximate,
        source=found.source,
        method=found.method,
    )


Place = tuple[str, int | None, str]


def _by_place(snapshot: Snapshot) -> dict[Place, Fact]:
    rows = facts_of(snapshot)
    return {(row.indicator.slug, row.district_id, row.category): row for row in rows}


def facts_of(snapshot: Snapshot) -> Iterable[Fact]:
    """Return the facts of `snapshot` in their order, the city before its districts. One query."""
    rows = Fact.objects.filter(indicator__snapshot=snapshot).select_related("indicator", "district")
    return rows.order_by("indicator__position", F("district__name").asc(nulls_first=True), "id")


def _change(known: Fact, then: Fact | None, now: Fact | None) -> Change:
    redefined = (
        then is not None
        and now is not None
        and any(getattr(then.indicator, name) != getattr(now.indicator, name) for name in MEANING)
    )
    return Change(known.indicator, known.district, known.category, then, now, redefined)

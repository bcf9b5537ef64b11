"""Keep the values of a table of figures, a thousand at a time, and take them back."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from konfluenz.ground import audit, references, revisions
from konfluenz.ground.imports.many import Came, Change, Item, Split
from konfluenz.ground.imports.tables import Line
from konfluenz.ground.models import Import
from konfluenz.ground.models.imports import RowOutcome
from konfluenz.ground.references import Reference
from konfluenz.steering.importing.figure_lines import FigureLines, plain
from konfluenz.steering.importing.meanings import Meanings
from konfluenz.steering.measuring import figures
from konfluenz.steering.models import Indicator, Observation

SAID = ("value", "base", "approximate", "breaks", "source", "method")
"""What a list says of a value; the rest says which value it is."""

NUMBERS = ("value", "base")
Key = tuple[Any, ...]


class FigureReader:
    """Reads figures. A value that is here already from elsewhere is never written over."""

    rows_at_once = 1000

    def __init__(self, by: models.Model | None) -> None:
        self.by = by
        self.touched: Counter[int] = Counter()

    def open(self, taken: Import) -> None:
        """Learn the columns of the list, and what words mean by now."""
        self.lines = FigureLines(taken, Meanings.read())

    def split(self, line: Line) -> Split:
        """Return what a row says. Changes nothing."""
        return self.lines.split(line)

    def take(self, items: Sequence[Item]) -> list[Came]:
        """Keep the values of a batch: one look, one write, whatever their number.

        A changed value is told in the trail one by one: that is rare, and people ask.
        """
        there = _there(items)
        found = [self._one(item, there.get(_key(item.content.values))) for item in items]
        new = [made for made, _came in found if made is not None]
        Observation.objects.bulk_create(new)
        self.touched.update(made.indicator_id for made in new)
        return [
            came if made is None else Came(RowOutcome.NEW, references.to(made))
            for made, came in found
        ]

    def differs(self, line: int, earlier: Mapping[str, Any], now: Mapping[str, Any]) -> str:
        """Return both values that the list has for one day; "" when they are one."""
        if earlier["value"] == now["value"]:
            return ""
        return _("Line %(line)d says %(earlier)s for the same day, this one says %(now)s.") % {
            "line": line,
            "earlier": _show(earlier),
            "now": _show(now),
        }

    def give_back(
        self, made: Sequence[tuple[Reference, int]], changed: Sequence[Change]
    ) -> dict[Reference, str]:
        """Take values back; those that somebody has corrected since stay."""
        keys = [int(about.id) for about, _revision in made]
        rows = {str(row.pk): row for row in Observation.objects.filter(pk__in=keys)}
        stays, gone = {}, []
        for about, revision in made:
            row = rows.get(about.id)
            if row is not None and row.revision != revision:
                stays[about] = _("Somebody has worked on it since; it stays.")
            elif row is not None:
                gone.append(row)
        self.touched.update(row.indicator_id for row in gone)
        Observation.objects.filter(pk__in=[row.pk for row in gone]).delete()
        return stays | self._change_back(changed)

    def close(self, taken: Import, counts: Mapping[str, int], *, back: bool) -> None:
        """Write one entry into the trail, in the history of every indicator that is touched."""
        touched = list(Indicator.objects.filter(pk__in=self.touched))
        if not touched:
            return
        action = "figures.taken_back" if back else "figures.taken"
        numbers = {name: (None, n) for name, n in counts.items() if isinstance(n, int) and n}
        audit.record(action, about=taken, by=self.by, changes=numbers, also=touched)

    def _one(self, item: Item, row: Observation | None) -> tuple[Observation | None, Came]:
        values = item.content.values
        if row is None:
            return _made(values), Came(RowOutcome.NEW)
        about = references.to(row)
        if item.said is None or item.about != about:
            return None, _beside(values, row, about)
        shown = _shown(row)
        moved = {name: values[name] for name in SAID if values[name] != item.said.get(name)}
        news = {name: value for name, value in moved.items() if shown[name] != value}
        taken = {name: value for name, value in news.items() if shown[name] == item.said[name]}
        by_hand = len(taken) < len(news)
        told = _("Something was changed here by hand; that stays as it is.") if by_hand else ""
        if not taken:
            return None, Came(RowOutcome.UNCHANGED, about, told)
        self._change(row, taken)
        old = {name: shown[name] for name in taken}
        return None, Came(RowOutcome.CHANGED, about, told, old, taken)

    def _change(self, row: Observation, values: Mapping[str, Any]) -> None:
        current = revisions.claim(row)
        changes = audit.apply(current, _fields(values))
        current.save()
        also = [row.indicator]
        audit.record("observation.corrected", about=current, by=self.by, changes=changes, also=also)

    def _change_back(self, changed: Sequence[Change]) -> dict[Reference, str]:
        keys = [int(change.about.id) for change in changed]
        rows = Observation.objects.select_related("indicator").in_bulk(keys)
        stays = {}
        for change in changed:
            row = rows.get(int(change.about.id))
            if row is None:
                continue
            shown = _shown(row)
            if any(shown[name] != value for name, value in change.new.items()):
                stays[change.about] = _("Something was changed here by hand; that stays as it is.")
            else:
                self._change(row, change.old)
        return stays


def _there(items: Sequence[Item]) -> dict[Key, Observation]:
    """Return the values that are here for the days and indicators of a batch. One query."""
    wanted = [item.content.values for item in items]
    rows = Observation.objects.select_related("indicator").filter(
        indicator__in={values["indicator"] for values in wanted},
        date__in={values["date"] for values in wanted},
    )
    keys = set(map(_key, wanted))
    known = ((_key_of(row), row) for row in rows)
    return {key: row for key, row in known if key in keys}


def _key(values: Mapping[str, Any]) -> Key:
    names = ("indicator", "category", "district", "date", "precision", "elsewhere")
    return tuple(values[name] for name in names)


def _key_of(row: Observation) -> Key:
    return (
        row.indicator_id,
        row.category,
        row.district_id,
        row.date.isoformat(),
        row.precision,
        row.elsewhere,
    )


def _shown(row: Observation) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in SAID}
    return found | {name: plain(found[name]) for name in NUMBERS}


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a list says as the record takes it; a break says how it was made."""
    found = dict(values)
    for name in NUMBERS:
        if name in found:
            found[name] = Decimal(found[name]) if found[name] else None
    if found.get("breaks") and not found.get("method"):
        found["method"] = _("According to the list counted in another way from here on.")
    return found


def _made(values: Mapping[str, Any]) -> Observation:
    found = _fields({name: values[name] for name in SAID})
    date = dt.date.fromisoformat(values["date"])
    return Observation(
        indicator_id=values["indicator"],
        district_id=values["district"],
        category=values["category"],
        elsewhere=values["elsewhere"],
        date=date,
        precision=values["precision"],
        unit=values["unit"],
        **found,
    )


def _beside(values: Mapping[str, Any], row: Observation, about: Reference) -> Came:
    """Return what comes of a value when another source has told one already."""
    if plain(row.value) == values["value"]:
        return Came(RowOutcome.UNCHANGED, about)
    told = _(
        "There is %(there)s already for that day (%(source)s), the list says %(now)s. Correct the"
        " one that is wrong."
    ) % {
        "there": figures.show(row.value, row.unit, row.approximate),
        "source": row.source,
        "now": _show(values),
    }
    return Came(RowOutcome.REFUSED, about, told)


def _show(values: Mapping[str, Any]) -> str:
    return figures.show(Decimal(values["value"]), values["unit"], values["approximate"])

"""Say what the words in tables of figures mean, so that the next table is understood."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.directory import districts
from konfluenz.directory.districts import DistrictRefused
from konfluenz.directory.models import District
from konfluenz.ground import audit, search
from konfluenz.steering.measuring import indicators
from konfluenz.steering.models import FigureLabel, Indicator, LabelMeaning, Unit


class LabelRefused(Exception):
    """A word cannot mean that; the message says why."""


@dataclass(frozen=True)
class Said:
    """What somebody says of a word; no `meaning`: nothing, and what was said before goes."""

    kind: str
    text: str
    key: str
    meaning: str = ""
    indicator: Indicator | None = None
    category: str = ""
    district: District | None = None
    elsewhere: str = ""

    @property
    def fields(self) -> dict[str, object]:
        """Return the fields of the label that follow from the meaning."""
        means = self.meaning
        return {
            "text": self.text[:300],
            "meaning": means,
            "indicator": self.indicator if means == LabelMeaning.INDICATOR else None,
            "category": self.category if means == LabelMeaning.INDICATOR else "",
            "district": self.district if means == LabelMeaning.DISTRICT else None,
            "elsewhere": self.elsewhere if means == LabelMeaning.ELSEWHERE else "",
        }


@transaction.atomic
def assign(said: Iterable[Said], *, about: models.Model, by: models.Model | None) -> int:
    """Remember what words mean; return for how many that is new. `about` is the list.

    Raises LabelRefused when a word is said to mean a record that is not named.
    """
    every = list(said)
    known = {(one.kind, one.key): one for one in FigureLabel.objects.all()}
    changes: audit.Changes = {}
    for one in every:
        _refuse(one)
        label = known.get((one.kind, one.key)) or FigureLabel(kind=one.kind, key=one.key)
        old = str(label.get_meaning_display()) if label.pk else None
        if not one.meaning and label.pk:
            label.delete()
            changes[one.text] = (old, None)
        elif one.meaning and (audit.apply(label, one.fields) or not label.pk):
            label.save()
            changes[one.text] = (old, _shown(label))
    if changes:
        audit.record("figures.assigned", about=about, by=by, changes=changes)
    return len(changes)


def new_indicator(text: str, unit: str, *, by: models.Model | None) -> Indicator:
    """Add the indicator that a row label names. Raises IndicatorRefused when there is one."""
    return indicators.add(
        _slug(text),
        text[:160],
        definition=_("As the table says that it was read from: %(text)s") % {"text": text},
        unit=unit,
        few=unit == Unit.PERSONS,
        by=by,
    )


def new_district(name: str, number: str, *, by: models.Model | None) -> District:
    """Add the district that a table names; a name that is taken gets its number beside it.

    Raises LabelRefused when that is taken as well.
    """
    taken = District.objects.filter(name__iexact=name).exists()
    try:
        full = f"{name} ({number})" if taken and number else name
        return districts.add(full[:80], number=number[:10], by=by)
    except DistrictRefused as refusal:
        raise LabelRefused(str(refusal)) from None


def _refuse(one: Said) -> None:
    missing = {
        LabelMeaning.INDICATOR: one.indicator is None,
        LabelMeaning.DISTRICT: one.district is None,
        LabelMeaning.ELSEWHERE: not one.elsewhere,
    }
    if one.meaning and missing.get(LabelMeaning(one.meaning)):
        raise LabelRefused(_("Say which one “%s” means.") % one.text)


def _shown(label: FigureLabel) -> str:
    means = label.indicator or label.district or label.elsewhere or label.get_meaning_display()
    return f"{means}, {label.category}" if label.category else str(means)


def _slug(text: str) -> str:
    """Return a short name that no other indicator has."""
    base = re.sub(r"[^a-z0-9]+", "_", search.fold(text)).strip("_")[:50] or "kennzahl"
    taken = set(Indicator.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = next(n for n in range(1, 10_000) if _numbered(base, n) not in taken)
    return _numbered(base, number)


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base}_{number}"

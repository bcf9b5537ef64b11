"""Number ranges of papers: "UV" and 4 digits give UV/0050/2024, each year from 1 (3.1)."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.council.models import NumberRange, Paper, PaperType
from konfluenz.ground import audit

PREFIX = re.compile(r"[A-ZÄÖÜ]{1,10}")
MOST_DIGITS = 8


class NumberRefused(Exception):
    """A number cannot be given, or its range not be as wished; the message says why."""


class Pattern(NamedTuple):
    """How the numbers of a kind look. `prefix` empty: none are given here."""

    prefix: str
    digits: int = 4


@transaction.atomic
def arrange(patterns: Mapping[str, Pattern], *, by: models.Model | None) -> list[NumberRange]:
    """Let each kind of paper have the numbers of its pattern; return the ranges there are.

    Kinds that `patterns` does not name stay. Raises NumberRefused for a prefix that is none,
    or that two kinds would share.
    """
    here = {one.paper_type: one for one in _locked()}
    for kind, pattern in patterns.items():
        _refuse(pattern)
        _arrange(here.get(kind) or NumberRange(paper_type=kind), pattern, by)
    found = list(NumberRange.objects.all())
    if len({one.prefix for one in found}) < len(found):
        raise NumberRefused(_("Two kinds of papers would get the same numbers. Change one."))
    return found


@transaction.atomic
def next_number(paper_type: str, year: int) -> str:
    """Give the next number of `paper_type` in `year`; what papers bear already is passed over.

    Two who ask at once get two numbers: the range is locked until the transaction ends. Raises
    NumberRefused when the kind has no range.
    """
    found = _locked().filter(paper_type=paper_type).first()
    if found is None:
        label = PaperType(paper_type).label
        raise NumberRefused(
            _("“%(kind)s” has no number range. Set it, or type the number.") % {"kind": label}
        )
    last = found.last if found.year == year else 0
    given = _free(found, year, last)
    if found.year <= year:
        found.year, found.last = year, given
        found.save()
    return _shown(found, given, year)


def coming(year: int) -> dict[str, str]:
    """Return by kind the number that would be given next; nothing is taken."""
    return {
        one.paper_type: _shown(one, _free(one, year, one.last if one.year == year else 0), year)
        for one in NumberRange.objects.all()
    }


def _locked() -> models.QuerySet[NumberRange]:
    return NumberRange.objects.select_for_update(no_key=True).order_by("pk")


def _free(found: NumberRange, year: int, last: int) -> int:
    """Return the first number after `last` that no paper of that year bears."""
    taken = Paper.objects.filter(
        reference__istartswith=f"{found.prefix}/", reference__endswith=f"/{year}"
    ).values_list("reference", flat=True)
    numbers = {int(middle) for one in taken if (middle := one.split("/")[1]).isdecimal()}
    given = last + 1
    while given in numbers:
        given += 1
    return given


def _shown(found: NumberRange, number: int, year: int) -> str:
    return f"{found.prefix}/{number:0{found.digits}d}/{year}"


def _arrange(one: NumberRange, pattern: Pattern, by: models.Model | None) -> None:
    if not pattern.prefix:
        if one.pk is not None:
            audit.record("number_range.removed", about=one, by=by)
            one.delete()
        return
    changes = audit.apply(one, pattern._asdict())
    if changes:
        one.save()
        audit.record("number_range.set", about=one, by=by, changes=changes)


def _refuse(pattern: Pattern) -> None:
    if pattern.prefix and not PREFIX.fullmatch(pattern.prefix):
        raise NumberRefused(_("A number begins with up to ten capital letters, such as UV."))
    if not 1 <= pattern.digits <= MOST_DIGITS:
        raise NumberRefused(_("Numbers have one to eight digits."))

"""How a printed number comes from facts: few formulas, the same for making and for checking.

A fact is a mapping with `value` (text of a decimal number, None: not collected), `unit`,
`approximate`, and `hidden` where the value is not shown. Texts are German: papers of the council
are.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from konfluenz.steering.measuring import figures
from konfluenz.steering.models import Unit

LANGUAGE = "de"
TENTHS = Decimal("0.1")
HUNDREDTHS = Decimal("0.01")

Fact = Mapping[str, Any]


class FormulaUnknown(Exception):
    """There is no formula of this name, or it was given too few facts."""


def text(formula: str, facts: Sequence[Fact]) -> str:
    """Return what is printed for `formula` of `facts`. Raises FormulaUnknown.

    What is not collected is said in words and never counts as 0.
    """
    if formula not in _FORMULAS or not facts:
        raise FormulaUnknown(formula)
    with translation.override(LANGUAGE):
        if any(fact["hidden"] for fact in facts):
            return _("fewer than 5") if formula == "value" else _("not shown")
        if any(fact["value"] is None for fact in facts):
            return _("not collected")
        return _FORMULAS[formula](facts)


def _value(facts: Sequence[Fact]) -> str:
    (fact,) = facts
    return figures.show(_decimal(fact), fact["unit"], fact["approximate"])


def _change(facts: Sequence[Fact]) -> str:
    before, after = facts
    difference = _decimal(after) - _decimal(before)
    return figures.change(difference, after["unit"], _is_rough(facts))


def _factor(facts: Sequence[Fact]) -> str:
    before, after = facts
    if not _decimal(before):
        return _("no comparison with 0")
    return figures.number((_decimal(after) / _decimal(before)).quantize(HUNDREDTHS))


def _share(facts: Sequence[Fact]) -> str:
    part, whole = facts
    if not _decimal(whole):
        return _("no share of 0")
    share = (_decimal(part) / _decimal(whole) * 100).quantize(TENTHS)
    return figures.show(share, Unit.PERCENT, _is_rough(facts))


def _sum(facts: Sequence[Fact]) -> str:
    total = sum((_decimal(fact) for fact in facts), Decimal(0))
    return figures.show(total, facts[0]["unit"], _is_rough(facts))


def _is_rough(facts: Sequence[Fact]) -> bool:
    return any(fact["approximate"] for fact in facts)


def _decimal(fact: Fact) -> Decimal:
    """Return the value as exactly as it is worth showing, without needless zeros: 36.0 is 36."""
    value = figures.rounded(Decimal(fact["value"]), fact["decimals"]).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


_FORMULAS: dict[str, Callable[[Sequence[Fact]], str]] = {
    "value": _value,
    "change": _change,
    "factor": _factor,
    "share": _share,
    "sum": _sum,
}

"""Ratios and shares give no small number back through what was counted under them."""

import datetime as dt
from decimal import Decimal

import pytest

from konfluenz.steering.freezing.concealing import conceal
from konfluenz.steering.models import Fact, Unit

DAY = dt.date(2025, 12, 31)


@pytest.mark.parametrize(
    ("value", "base", "hidden"),
    [
        ("1.3333", "300", "small"),
        ("1.6667", "300", ""),
        ("0", "300", "small"),
        ("2", None, ""),
    ],
)
def test_a_ratio_whose_count_is_below_five_is_hidden(value, base, hidden):
    fact = Fact(date=DAY, value=Decimal(value), base=base and Decimal(base))
    conceal([fact], Unit.RATIO)
    assert fact.hidden == hidden

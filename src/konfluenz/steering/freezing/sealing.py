"""What may be published of frozen figures, as one document, and the digest that seals it."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from konfluenz.steering.models import Fact, FrozenIndicator, Snapshot

FORM = "konfluenz.figures/1"
"""How the document is built; counts up when that changes."""

SAID = (
    *("code", "slug", "layer", "name", "definition", "numerator", "denominator"),
    *("unit", "decimals", "source", "method", "query"),
)
"""What is told of an indicator."""


def published(snapshot: Snapshot) -> dict[str, Any]:
    """Return what everybody may read of `snapshot`, in three queries.

    Numbers are texts with a point ("17.7"), days as in ISO 8601. A hidden value is left out,
    with what was counted under it; `hidden` says why. Title and moment are left out too: the
    same figures of the same period are the same document. Districts go by their name.
    """
    rows = snapshot.indicators.prefetch_related("facts__district")
    return {
        "form": FORM,
        "since": snapshot.since.isoformat(),
        "cut_off": snapshot.cut_off.isoformat(),
        "indicators": [_indicator(one) for one in rows],
    }


def digest(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of `document` as canonical JSON: sorted, no blanks, UTF-8."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _indicator(one: FrozenIndicator) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in SAID}
    facts = sorted(map(_fact, one.facts.all()), key=_place)
    return said | {"facts": facts}


def _fact(fact: Fact) -> dict[str, Any]:
    told = {
        "district": fact.district.name if fact.district else "",
        "category": fact.category,
        "date": fact.date.isoformat() if fact.date else "",
        "precision": fact.precision,
        "source": fact.source,
        "method": fact.method,
        "hidden": fact.hidden,
    }
    if fact.hidden:
        return told
    number = {"value": _text(fact.value), "approximate": fact.approximate}
    return told | number | {"base": _text(fact.base)}


def _place(fact: Mapping[str, Any]) -> tuple[str, str, str]:
    return fact["district"], fact["category"], fact["date"]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"

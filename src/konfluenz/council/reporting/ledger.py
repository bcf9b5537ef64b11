"""The facts and numbers of a document while it is being made."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import formats

from konfluenz.council.reporting import formulas
from konfluenz.ground import dates
from konfluenz.steering.models import Fact, FrozenIndicator, Observation, Unit

Span = str | dict[str, str]
"""A piece of running text, or `{"number": id}`."""


@dataclass
class Ledger:
    """Keeps each fact once by its key, and each number once by its formula and facts."""

    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    numbers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def frozen(self, indicator: FrozenIndicator, fact: Fact | None, *, label: str = "") -> str:
        """Take a frozen value, None: there is none; return its key. `label` tells snapshots apart.

        A hidden value is not taken along, only that it is hidden.
        """
        place = str(fact.district) if fact and fact.district_id else ""
        part = fact.category if fact else ""
        key = "/".join(filter(None, (label, indicator.slug, place, part)))
        said = {
            "name": indicator.name,
            "value": _plain(fact.value) if fact and not fact.hidden else None,
            "unit": indicator.unit,
            "decimals": indicator.decimals,
            "approximate": bool(fact and fact.approximate),
            "hidden": fact.hidden if fact else "",
            "day": dates.show(fact.date, fact.precision) if fact else "",
            "date": fact.date.isoformat() if fact and fact.date else "",
            "precision": fact.precision if fact else "",
            "source": (fact.source if fact else "") or indicator.source,
            "method": (fact.method if fact else "") or indicator.method,
            "definition": indicator.definition,
            "query": indicator.query,
        }
        return self._keep(key, said)

    def observed(self, row: Observation) -> str:
        """Take an observation as it stands; return its key."""
        indicator = row.indicator
        said = {
            "name": indicator.name,
            "value": _plain(row.value),
            "unit": row.unit,
            "decimals": indicator.decimals,
            "approximate": row.approximate,
            "hidden": "",
            "day": dates.show(row.date, row.precision),
            "date": row.date.isoformat(),
            "precision": row.precision,
            "source": row.source,
            "method": row.method or indicator.method,
            "definition": indicator.definition,
            "query": "",
        }
        return self._keep(f"{indicator.slug}@{formats.date_format(row.date, 'Y-m-d')}", said)

    def counted(self, key: str, value: int, *, name: str, definition: str, source: str) -> str:
        """Take what was counted in the records themselves, such as the goals of a concept."""
        said = {
            "name": name,
            "value": str(value),
            "unit": Unit.COUNT.value,
            "decimals": 0,
            "approximate": False,
            "hidden": "",
            "day": "",
            "date": "",
            "precision": "",
            "source": source,
            "method": "",
            "definition": f"{definition.rstrip('.')}.",
            "query": "",
        }
        return self._keep(key, said)

    def number(self, formula: str, *keys: str) -> Span:
        """Return what points to the number that `formula` makes of the facts of `keys`."""
        for name, number in self.numbers.items():
            if (number["formula"], number["facts"]) == (formula, list(keys)):
                return {"number": name}
        name = f"n{len(self.numbers) + 1}"
        shown = formulas.text(formula, [self.facts[key] for key in keys])
        self.numbers[name] = {"text": shown, "formula": formula, "facts": list(keys)}
        return {"number": name}

    def plain(self, spans: Iterable[Span]) -> str:
        """Return running text with its numbers in it."""
        return "".join(
            span if isinstance(span, str) else str(self.numbers[span["number"]]["text"])
            for span in spans
        )

    def _keep(self, key: str, said: dict[str, Any]) -> str:
        self.facts.setdefault(key, said)
        return key


def woven(template: str, **given: Span) -> list[Span]:
    """Return the spans of `template`, whose places `{name}` are filled with `given`.

    Unlike `str.format` it keeps numbers as numbers.
    """
    spans: list[Span] = []
    rest = template
    while "{" in rest:
        before, _brace, rest = rest.partition("{")
        name, _brace, rest = rest.partition("}")
        spans += [before, given[name]] if before else [given[name]]
    return _joined([*spans, rest])


def _joined(spans: list[Span]) -> list[Span]:
    """Return `spans` with neighbouring texts as one, without empty ones."""
    found: list[Span] = []
    for span in spans:
        if isinstance(span, str) and found and isinstance(found[-1], str):
            found[-1] += span
        elif span:
            found.append(span)
    return found


def _plain(value: Any) -> str | None:
    """Return a decimal number as text without needless zeros."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

"""Sections of figures: what is frozen for the cut-off, compared with the report before (3.5)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from konfluenz.council.reporting import blocks, data_request_lines
from konfluenz.council.reporting.blocks import Block
from konfluenz.council.reporting.ledger import Ledger, Span, woven
from konfluenz.council.reporting.matters import Matter
from konfluenz.steering.models import FrozenIndicator, Layer, Observation, Unit

VOLUNTEERING = ("V",)
REFUGEES = ("A7a", "A7b", "A8", "G2a", "G2b", "V5", "V6")
TRANSPARENCY = ("W",)
BACKGROUND = ("A2", "A3")
"""Signs of the catalogue, or their first letters."""

TOLD_WITH_NAME = (Unit.HOURS, Unit.MINUTES, Unit.DAYS, Unit.WORKDAYS, Unit.WEEKS, Unit.AREA)
"""What a number alone does not say."""


def volunteering(matter: Matter, ledger: Ledger) -> list[Block]:
    """Show the figures on volunteers, but those told with refugee work."""
    return _table(_("Volunteering in figures"), matter, ledger, VOLUNTEERING, besides=REFUGEES)


def refugees(matter: Matter, ledger: Ledger) -> list[Block]:
    """Show arrivals, allocations and helpers per newcomer."""
    return _table(_("Refugee work in figures"), matter, ledger, REFUGEES)


def transparency(matter: Matter, ledger: Ledger) -> list[Block]:
    """Show how complete, fresh and used the internet presence is."""
    return _table(_("The internet presence in figures"), matter, ledger, TRANSPARENCY)


def background(matter: Matter, ledger: Ledger) -> list[Block]:
    """Tell how the population changed: the first value, the one of the cut-off, the change."""
    rows = Observation.objects.filter(
        indicator__code__in=BACKGROUND,
        district__isnull=True,
        category="",
        date__lte=matter.report.cut_off,
    )
    series: dict[int, list[Observation]] = {}
    for row in rows.select_related("indicator").order_by("indicator__code", "date", "id"):
        series.setdefault(row.indicator_id, []).append(row)
    return [blocks.text(_line(points, ledger)) for points in series.values()]


def _line(points: Sequence[Observation], ledger: Ledger) -> list[Span]:
    first, last = ledger.observed(points[0]), ledger.observed(points[-1])
    given: dict[str, Span] = {
        "name": points[0].indicator.name,
        "last": ledger.number("value", last),
        "day": ledger.facts[last]["day"],
    }
    if len(points) == 1:
        return woven(_("{name}: {last} ({day})."), **given)
    given |= {
        "first": ledger.number("value", first),
        "then": ledger.facts[first]["day"],
        "change": ledger.number("change", first, last),
        "factor": ledger.number("factor", first, last),
    }
    words = _("{name}: {first} ({then}), {last} ({day}); {change}, {factor} times as much.")
    return woven(words, **given)


def indicators(matter: Matter, ledger: Ledger) -> list[Block]:
    """Show the frozen indicators with definition and source, then what nobody collected (annex).

    Last what offices were asked and have not given.
    """
    found: list[Block] = []
    for layer in Layer:
        rows = [one for one in matter.figures.indicators if one.layer == layer]
        told = [one for one in rows if one.slug in matter.figures.whole]
        if told:
            head = [_("Indicator"), _("Value"), _("Definition"), _("Source")]
            cells = [_defined(one, matter, ledger) for one in told]
            found.append(blocks.table(str(layer.label), head, cells))
        if missing := [one for one in rows if one not in told]:
            names = ", ".join(f"{one.code} {one.name}".strip() for one in missing)
            words = _("Not collected (%(layer)s): %(names)s.")
            found.append(blocks.text([words % {"layer": layer.label, "names": names}]))
    return found + data_request_lines.not_given(matter)


def _defined(one: FrozenIndicator, matter: Matter, ledger: Ledger) -> list[list[Span]]:
    key = ledger.frozen(one, matter.figures.whole.get(one.slug))
    fact = ledger.facts[key]
    return [_named(one), [ledger.number("value", key)], [one.definition], [str(fact["source"])]]


def _table(
    caption: str,
    matter: Matter,
    ledger: Ledger,
    signs: tuple[str, ...],
    besides: tuple[str, ...] = (),
) -> list[Block]:
    rows = [
        one
        for one in matter.figures.indicators
        if _has(one.code, signs) and one.code not in besides
    ]
    if not rows:
        return []
    compared = bool(matter.earlier.indicators)
    head = [_("Indicator"), _("Value"), _("For")]
    head += [_("Last report"), _("Difference")] if compared else []
    cells = [_row(one, matter, ledger, compared=compared) for one in rows]
    return [blocks.table(caption, head, cells)]


def _row(
    one: FrozenIndicator, matter: Matter, ledger: Ledger, *, compared: bool
) -> list[list[Span]]:
    now = ledger.frozen(one, matter.figures.whole.get(one.slug))
    cells: list[list[Span]] = [
        _named(one),
        [ledger.number("value", now)],
        [str(ledger.facts[now]["day"])],
    ]
    if compared:
        before = ledger.frozen(one, matter.earlier.whole.get(one.slug), label="before")
        cells += [[ledger.number("value", before)], [ledger.number("change", before, now)]]
    return cells


def _named(one: FrozenIndicator) -> list[Span]:
    name = f"{one.code} {one.name}".strip()
    return [f"{name} ({Unit(one.unit).label})" if one.unit in TOLD_WITH_NAME else name]


def _has(code: str, signs: tuple[str, ...]) -> bool:
    """Return whether `code` is one of `signs`, or begins with one ("V7" with "V")."""
    return code in signs or (code[:1] in signs and code[1:].isdigit())

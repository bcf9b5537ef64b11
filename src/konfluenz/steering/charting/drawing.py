"""Draw charts as SVG. Only the worker imports this: the engine takes 90 to 140 MB of memory.

What comes out is cleaned by `svg.clean`: shapes and plain text, no script, style, link or
font. Drawn is what no longer fits what is stored, after something changed that a chart shows
(`on_entries`, a consumer of the change feed), and on a schedule for what moves with time.
"""

import logging
from collections.abc import Sequence

import vl_convert
from django.db import transaction
from django.utils import timezone

from konfluenz.ground.models import Entry
from konfluenz.steering.charting import charts, svg
from konfluenz.steering.charting.charts import Drawable
from konfluenz.steering.models import Chart

log = logging.getLogger(__name__)

SHOWN = frozenset(
    {
        "directory.municipality",
        "directory.post",
        "steering.concept",
        "steering.indicator",
        "steering.observation",
        "steering.priorityarea",
    }
)
"""The kinds of records that a chart shows, or whose change decides what it shows."""


def on_entries(entries: Sequence[Entry]) -> None:
    """Draw anew when one of `entries` is about something that a chart shows.

    After the consumer's transaction: drawing must not hold up those who write. What is lost
    when the worker ends in between, the schedule draws.
    """
    labels = {mention.label for entry in entries for mention in entry.mentions.all()}
    if labels & SHOWN:
        transaction.on_commit(draw_stale, robust=True)


def draw_stale() -> int:
    """Draw every chart that no longer fits, forget those nobody wants; return how many drawn."""
    wanted = {(item.name, item.language, item.width): item for item in charts.wanted()}
    for chart in Chart.objects.defer("svg"):
        key = (chart.name, chart.language, chart.width)
        if key not in wanted:
            chart.delete()
        elif wanted[key].digest == chart.digest:
            del wanted[key]
    for item in wanted.values():
        _keep(item, draw(item))
    return len(wanted)


def draw(item: Drawable) -> str:
    """Return the drawing as clean SVG."""
    return svg.clean(vl_convert.vegalite_to_svg(item.spec, vl_version="5.21"))


def _keep(item: Drawable, drawn: str) -> None:
    Chart.objects.update_or_create(
        name=item.name,
        language=item.language,
        width=item.width,
        defaults={"digest": item.digest, "svg": drawn, "drawn_at": timezone.now()},
    )

"""Charts of figures: what each shows, and the drawings that still fit what is stored.

Drawings are made by `drawing.draw_stale` in the worker; nothing here imports its engine.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from django.conf import settings
from django.utils import translation

from konfluenz.directory.models import Municipality, Post
from konfluenz.ground import translations
from konfluenz.steering import concepts
from konfluenz.steering.charting import bands, chart_specs
from konfluenz.steering.charting.bands import Band
from konfluenz.steering.charting.chart_specs import Line, Picture
from konfluenz.steering.measuring import series
from konfluenz.steering.measuring.series import Series
from konfluenz.steering.models import Chart, Indicator

WIDTHS = (340, 720)
"""CSS pixels: for a phone, and for everything wider."""

DEFINITIONS: dict[str, tuple[str, ...]] = {
    "residents": ("share_migration_background", "share_non_german"),
}
"""The indicators of each chart by their short names, the upper line first."""

_ENGINE = metadata.version("vl-convert-python")


@dataclass(frozen=True)
class Content:
    """What a chart shows, before it is put into words of a language."""

    series: list[Series]
    bands: list[Band]

    @property
    def posts(self) -> list[Post]:
        """Return the posts whose empty time is shaded."""
        return list({post.pk: post for band in self.bands for post in band.posts}.values())


@dataclass(frozen=True)
class Drawable:
    """One drawing to be made: its specification and the digest that tells whether it fits."""

    name: str
    language: str
    width: int
    spec: dict[str, Any]
    digest: str


def find(name: str, language: str) -> dict[int, Chart]:
    """Return the drawings of the chart `name` in `language` by width (340 and 720).

    Only those that show what is stored today: where one is missing, the page shows the table
    and says that the drawing follows. At most ten queries.
    """
    digests = {item.width: item.digest for item in _drawables(name, content(name), [language])}
    charts = Chart.objects.filter(name=name, language=language)
    return {chart.width: chart for chart in charts if digests.get(chart.width) == chart.digest}


def wanted() -> Iterator[Drawable]:
    """Yield every drawing there should be, in the languages of the city."""
    city = Municipality.objects.first()
    languages = list(city.languages) if city else [settings.LANGUAGE_CODE]
    for name in DEFINITIONS:
        yield from _drawables(name, content(name), languages)


def content(name: str) -> Content | None:
    """Return what the chart `name` shows; None while its public indicators have no values.

    Shaded is the time in which a post was empty that a field of the public concept rests on.
    """
    slugs = DEFINITIONS[name]
    known = {row.slug: row for row in Indicator.objects.filter(slug__in=slugs, public=True)}
    found = series.of(known[slug] for slug in slugs if slug in known)
    filled = [one for one in found if one.points]
    if not filled:
        return None
    concept = concepts.current()
    posts = Post.objects.filter(areas__concept=concept).distinct() if concept else []
    return Content(filled, bands.of(posts) if concept and concept.public else [])


def _drawables(name: str, shown: Content | None, languages: list[str]) -> Iterator[Drawable]:
    if shown is None:
        return
    for language in languages:
        with translation.override(language):
            picture = _picture(shown, language)
            specs = {width: chart_specs.spec(picture, width) for width in WIDTHS}
        for width, spec in specs.items():
            yield Drawable(name, language, width, spec, _digest(spec))


def _picture(shown: Content, language: str) -> Picture:
    indicators = [one.indicator for one in shown.series]
    names = translations.of(indicators, "name", language, fallback=True)
    titles = translations.of(shown.posts, "title", language, fallback=True)
    lines = [Line(names[one.indicator.pk], one) for one in shown.series]
    return Picture(lines, shown.bands, bands.label(shown.bands, titles), language)


def _digest(spec: dict[str, Any]) -> str:
    content = json.dumps([_ENGINE, spec], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()

"""The demo city's concept and figures, through the domain functions.

The data lie in `steering.toml` beside this file. Only what the two papers say is there; the
rest stays "not documented" (`domain.md`, section 11).
"""

import tomllib
from pathlib import Path
from typing import Any

from django.db import models, transaction

from konfluenz.directory.models import Post
from konfluenz.ground import translations
from konfluenz.steering.demo import (
    concepts,
    hearings,
    in_public,
    indicators,
    recommendations,
    subscriptions,
)
from konfluenz.steering.measuring import catalogue

DATA = Path(__file__).with_name("steering.toml")
ADVISED = Path(__file__).with_name("recommendations.toml")
IN_PUBLIC = Path(__file__).with_name("in_public.toml")


@transaction.atomic
def build(*, by: models.Model | None = None) -> None:
    """Build concepts, fields, goals and figures. Needs the demo's directory."""
    data: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
    for entry in data["posts"]:
        post = Post.objects.get(title=entry["title"])
        translations.put_all(post, "title", entry["titles"], machine=True, by=by)
    for entry in data["concepts"]:
        concepts.build(entry, by)
    for entry in data["hearings"]:
        hearings.build(entry, by)
    for entry in data["indicators"]:
        indicators.build(entry, by)
    advised = tomllib.loads(ADVISED.read_text(encoding="utf-8"))
    for entry in advised["recommendations"]:
        recommendations.build(entry, by)
    catalogue.ensure(by=by)
    in_public.build(tomllib.loads(IN_PUBLIC.read_text(encoding="utf-8")), by)
    subscriptions.build()

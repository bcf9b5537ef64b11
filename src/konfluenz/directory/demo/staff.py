"""Posts of the demo and who holds them."""

from typing import Any

from django.db import models

from konfluenz.directory import posts, units
from konfluenz.directory.demo import bodies, sources
from konfluenz.directory.models import Post
from konfluenz.people import demo as people


def build(by: models.Model | None) -> None:
    """Build the posts with their history."""
    for entry in sources.table("posts.toml")["posts"]:
        _post(dict(entry), by)


def correct() -> None:
    """Correct a few entries as colleagues would: each tells the unit by mail."""
    officer = people.account_for("integration_officer")
    coordinator = people.account_for("coordinator")
    administrator = people.account_for("administrator")
    editing = Post.objects.get(title="Demo-Stelle Redaktion")
    posts.correct(editing, {"purpose": "Texte für den Internetauftritt"}, by=officer)
    posts.correct(editing, {"share": 75}, by=administrator)
    social = Post.objects.get(title="Demo-Stelle Sozialarbeit")
    posts.correct(social, {"purpose": "Erste Begleitung und Weitergabe"}, by=coordinator)
    units.correct(bodies.unit("ikoko"), {"room": "Beispielraum 1"}, by=coordinator)
    units.correct(bodies.unit("leitstelle"), {"room": "Beispielraum 2"}, by=officer)
    units.correct(bodies.unit("brandschutz"), {"room": "Beispielraum 3"}, by=administrator)


def _post(entry: dict[str, Any], by: models.Model | None) -> None:
    stages, holdings = entry.pop("stages", []), entry.pop("holdings", [])
    post = posts.add(bodies.unit(entry.pop("unit")), entry.pop("title"), by=by, **entry)
    made = [stage for stage in stages if stage["stage"] != "dropped"]
    for stage in made:
        _stage(post, stage, by)
    for holding in holdings:
        _hold(post, holding, by)
    for stage in stages:
        if stage not in made:
            _stage(post, stage, by)


def _stage(post: Post, stage: dict[str, str], by: models.Model | None) -> None:
    date, precision = sources.day(stage["date"])
    posts.stage(post, stage["stage"], date, precision=precision, source=stage["source"], by=by)


def _hold(post: Post, holding: dict[str, str], by: models.Model | None) -> None:
    face = holding.get("face")
    person = people.account_for(face).person if face else None
    start, start_precision = sources.day(holding["from"])
    end, end_precision = sources.day(holding["until"]) if "until" in holding else (None, "day")
    posts.appoint(
        post,
        person,
        valid_from=start,
        valid_from_precision=start_precision,
        valid_until=end,
        valid_until_precision=end_precision,
        source=holding["source"],
        by=by,
    )

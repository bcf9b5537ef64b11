"""What one can: words of the city's list, so that wanting and having meet."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from konfluenz.ground import audit, revisions, saving, search
from konfluenz.volunteering.models import Skill

SHIPPED = Path(__file__).with_name("skills.toml")


class SkillRefused(Exception):
    """A skill cannot be as wished; the message says why."""


@transaction.atomic
def ensure(*, by: models.Model | None = None) -> list[Skill]:
    """Add the skills that come with the program and are missing; return those added."""
    there = set(Skill.objects.values_list("slug", flat=True))
    shipped: dict[str, str] = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["skills"]
    return [add(name, slug=slug, by=by) for slug, name in shipped.items() if slug not in there]


@transaction.atomic
def add(name: str, *, by: models.Model | None, slug: str = "") -> Skill:
    """Add a skill to the list. Raises SkillRefused when there is one like it."""
    name = " ".join(name.split())
    if (twin := named(name)) is not None:
        raise SkillRefused(_("“%(skill)s” is on the list already.") % {"skill": twin})
    skill = Skill(name=name, slug=slug or _free_slug(name))
    saving.save(skill, SkillRefused)
    audit.record("skill.added", about=skill, by=by)
    return skill


@transaction.atomic
def correct(
    skill: Skill, values: Mapping[str, Any], *, seen: int | None = None, by: models.Model | None
) -> Skill:
    """Change the name of `skill`, or take it out of use (`active`). Raises SkillRefused, Stale."""
    current = revisions.claim(skill, seen=seen)
    changes = audit.apply(current, values)
    twin = named(current.name) if "name" in changes else None
    if twin is not None and twin.pk != current.pk:
        raise SkillRefused(_("“%(skill)s” is on the list already.") % {"skill": twin})
    if changes:
        saving.save(current, SkillRefused)
        audit.record("skill.corrected", about=current, by=by, changes=changes)
    return current


def named(name: str) -> Skill | None:
    """Return the skill called `name`, however it is spelt, or None."""
    wanted = search.fold(name)
    return next((skill for skill in Skill.objects.all() if search.fold(skill.name) == wanted), None)


def in_use() -> models.QuerySet[Skill]:
    """Return the skills that forms offer."""
    return Skill.objects.filter(active=True)


def _free_slug(name: str) -> str:
    """Return a short name of `name` that is free; a script without one gets a number."""
    base = slugify(name)[:35] or "skill"
    taken = set(Skill.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 2))]
    return next(one for one in names if one not in taken)

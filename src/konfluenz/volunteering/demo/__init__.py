"""Volunteers and opportunities of the demo: invented people, invented associations.

What happens today goes through the domain functions; no message is written.
"""

import random
from collections.abc import Sequence

from django.db import models, transaction

from konfluenz.people.models import Person
from konfluenz.volunteering import skills
from konfluenz.volunteering.demo import brought, offered, wanted


@transaction.atomic
def build(
    chance: random.Random, people: Sequence[Person], *, by: models.Model | None = None
) -> None:
    """Make `people` volunteers, let associations look for help, and bring some of both together.

    The same state of `chance` and the same people give the same city.
    """
    skills.ensure(by=by)
    offered.build(chance, people, by)
    wanted.build(by)
    brought.build(by)

"""The demo city's directory: Koblenz as the two papers and public knowledge have it.

Data lies beside this file, with its sources. What no source tells stays "not documented"
(`domain.md` section 11); associations and people are invented and say so in their names.
Everything goes through the domain functions.
"""

import random
from collections.abc import Sequence

from django.db import models, transaction

from konfluenz.directory.demo import associations, bodies, city, content, staff
from konfluenz.people.models import Person


@transaction.atomic
def build(
    chance: random.Random, people: Sequence[Person], *, by: models.Model | None = None
) -> None:
    """Build the directory with `people` in its organisations, groups and posts.

    The same state of `chance` and the same people give the same directory. Raises
    `municipality.MunicipalityRefused` when it has been built already.
    """
    city.build(by)
    bodies.build(by)
    staff.build(by)
    associations.build(chance, people, by)
    content.build(by)
    staff.correct()

"""The demo city as far as this room needs it: people, directory, concept and figures."""

import random

from testbed_worlds import remembered

from konfluenz.directory import demo as directory
from konfluenz.people import demo as people
from konfluenz.steering import demo as steering


@remembered
def build():
    chance = random.Random(2015)
    directory.build(chance, people.build(chance, 20))
    steering.build()

"""A real table of 29,135 values: one year and one table of it, as it came."""

from pathlib import Path

import pytest
from tests.volunteering import lists as made

from konfluenz.ground.imports import lists, steps
from konfluenz.steering.importing import figure_words
from konfluenz.steering.models import Observation

FILE = Path(__file__).parents[3] / "shared/data/population/koeln-2005-2012.csv"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILE.exists(), reason="../shared/data/population is not here"),
]


def test_a_year_of_cologne_comes_in():
    head, *rows = FILE.read_text().splitlines()
    some = [row for row in rows if ",2012," in row and row.startswith("010.030.")]
    taken = made.dropped("figures", "\n".join([head, *some]))
    words = figure_words.found(taken, lists.opened(taken).rows)
    assert sum(not word.known for word in words) == 12 + 96
    said = [
        (word, word.said("city" if word.text == "000 Stadt Köln" else "new"))
        for word in words
        if not word.known
    ]
    figure_words.settle(taken, said, unit="persons", by=None)
    counts = steps.walk(lists.begin(taken, by=None), made.quiet, dry=False, by=None)
    assert (counts["new"], counts["refused"]) == (len(some), 0)
    assert (
        Observation.objects.filter(district__name="Rodenkirchen (208)").count() == len(some) // 96
    )

"""Real offers and invented volunteers matched jointly; the file is not shipped: skipped without."""

import csv
import random
from itertools import islice

import pytest
from tests.house import plan
from tests.volunteering import match_city

from konfluenz.directory import topics
from konfluenz.ground import imports
from konfluenz.people import demo as people
from konfluenz.volunteering import skills, together
from konfluenz.volunteering.demo import offered
from konfluenz.volunteering.models import Opportunity

FILE = plan.ROOT.parent / "shared" / "data" / "volunteer-offers" / "hamburg-2019.csv"
OFFERS, HELPERS = 40, 24


@pytest.mark.shared
@pytest.mark.django_db
def test_real_offers_are_matched_near_the_optimum_and_nobody_twice(tmp_path):
    if not FILE.exists():
        pytest.skip("No ../shared/data/volunteer-offers beside the checkout.")
    imports.importer("needs")(_some(tmp_path / "offers.csv"), lambda _line: None)
    topics.ensure(by=None)
    skills.ensure(by=None)
    chance = random.Random(2015)
    offered.build(chance, people.build(chance, HELPERS), None)
    found = together.for_all(seconds=6)
    assert found.suggestions
    assert 0.995 * found.bound <= found.total <= found.bound
    pairs = [(one.opportunity.pk, one.volunteer.pk) for one in found.suggestions]
    assert len(set(pairs)) == len(pairs)
    places = sum(Opportunity.objects.values_list("wanted", flat=True))
    assert len(pairs) + sum(one.missing for one in found.left_open) == places
    assert all(one.reason for one in found.left_open)
    assert match_city.names(found.suggestions)


def _some(target):
    """Write the head and the first offers of the file, which need not end at lines, to `target`."""
    with FILE.open(encoding="utf-8-sig", newline="") as source:
        sample = source.read(4096)
        source.seek(0)
        dialect = csv.Sniffer().sniff(sample.split("\n", 1)[0])
        rows = list(islice(csv.reader(source, dialect), OFFERS + 1))
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return target

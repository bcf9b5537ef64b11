"""The 1,600 real offers of eleven agencies. They are not shipped: skipped where absent."""

import pytest
from tests.house import plan

from konfluenz.ground import imports
from konfluenz.volunteering.models import Opportunity

FILE = plan.ROOT.parent / "shared" / "data" / "volunteer-offers" / "hamburg-2019.csv"


@pytest.mark.shared
@pytest.mark.django_db
def test_all_offers_come_in_and_once_only():
    if not FILE.exists():
        pytest.skip("No ../shared/data/volunteer-offers beside the checkout.")
    count = imports.importer("needs")(FILE, lambda line: None)
    assert str(count) == "1600 new, 0 changed, 0 unchanged, 0 refused"
    offers = Opportunity.objects.all()
    assert offers.values("organization").distinct().count() == 690
    assert offers.exclude(latitude=None).count() == 1339
    assert not offers.filter(task__contains="<p").exists()
    again = imports.importer("needs")(FILE, lambda line: None)
    assert str(again) == "0 new, 0 changed, 1600 unchanged, 0 refused"

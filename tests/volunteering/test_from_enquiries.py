"""An Anliegen becomes an opportunity once, whoever presses first."""

import pytest
from tests.enquiries.town import acts, asked, topic
from tests.volunteering.town import in_days, organization

from konfluenz.directory import municipality, units
from konfluenz.enquiries.enquiries import EnquiryRefused
from konfluenz.ground import references
from konfluenz.volunteering import from_enquiries
from konfluenz.volunteering.models import Opportunity
from konfluenz.volunteering.opportunities import OpportunityRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquiry():
    municipality.set_up("Musterstadt", land="RP", by=None, languages=["de"])
    units.add("Leitstelle", kind="integration_office", by=None)
    return asked("Wer liest vor?", "Wir suchen jemanden.", topic=topic("health"))


def wanted(**more):
    values = {
        "title": "Vorlesen dienstags",
        "task": "Kindern vorlesen",
        "organization": organization(),
        "expires_on": in_days(30),
        "timing": "flexible",
        "insured_by": "organisation",
    }
    return values | more


def test_the_opportunity_stands_and_the_enquiry_is_closed_with_it(enquiry):
    made = from_enquiries.turn(enquiry, wanted(), by=None)
    enquiry.refresh_from_db()
    assert (made.state, enquiry.state, enquiry.outcome) == (
        *("published", "done"),
        "Wurde zur Einsatzmöglichkeit „Vorlesen dienstags“.",
    )
    assert references.resolve(enquiry.about) == made
    assert acts(enquiry)[-1] == "enquiry.closed"
    assert acts(made) == ["opportunity.added", "enquiry.closed"]


def test_the_second_of_two_is_told_and_nothing_stands_twice(enquiry):
    from_enquiries.turn(enquiry, wanted(), by=None)
    with pytest.raises(EnquiryRefused, match="ist abgeschlossen"):
        from_enquiries.turn(enquiry, wanted(title="Noch einmal"), by=None)
    assert Opportunity.objects.count() == 1


def test_what_is_refused_leaves_the_enquiry_open(enquiry):
    with pytest.raises(OpportunityRefused):
        from_enquiries.turn(enquiry, wanted(expires_on=in_days(-1)), by=None)
    enquiry.refresh_from_db()
    assert enquiry.state == "open"
